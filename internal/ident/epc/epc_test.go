package epc_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

func code(err error) string {
	if e, ok := errors.AsType[*refusal.Error](err); ok {
		return e.Code
	}
	return ""
}

func mustParse(t testing.TB, uri string) epc.EPC {
	t.Helper()
	e, err := epc.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// One code in all its forms: of each scheme one, of each coding one.
var forms = []struct{ uri, elements, tag, hex string }{
	{"urn:epc:id:sgtin:0614141.812345.6789", "(01)80614141123458(21)6789", "urn:epc:tag:sgtin-96:3.0614141.812345.6789", "3074257BF7194E4000001A85"},
	{"urn:epc:id:sgtin:9521141.712345.32a%2Fb", "(01)79521141123453(21)32a/b", "", ""},
	{"urn:epc:id:sscc:9521141.1234567890", "(00)195211412345678900", "urn:epc:tag:sscc-96:3.9521141.1234567890", "3176451FD4499602D2000000"},
	{"urn:epc:id:sgln:9521141.12345.5678", "(414)9521141123454(254)5678", "urn:epc:tag:sgln-96:3.9521141.12345.5678", "3276451FD46072000000162E"},
	{"urn:epc:id:sgln:9521141.12345.0", "(414)9521141123454", "urn:epc:tag:sgln-96:3.9521141.12345.0", "3276451FD460720000000000"},
	{"urn:epc:id:sgln:9521141.12345.32a%2Fb", "(414)9521141123454(254)32a/b", "urn:epc:tag:sgln-195:3.9521141.12345.32a%2Fb", "3976451FD46072CD9615F8800000000000000000000000000000"},
	{"urn:epc:id:grai:9521141.12345.5678", "(8003)095211411234545678", "urn:epc:tag:grai-96:3.9521141.12345.5678", "3376451FD40C0E400000162E"},
	{"urn:epc:id:giai:9521141.5678", "(8004)95211415678", "urn:epc:tag:giai-96:3.9521141.5678", "3476451FD40000000000162E"},
	{"urn:epc:id:giai:9521141.32a%2Fb", "(8004)952114132a/b", "urn:epc:tag:giai-202:3.9521141.32a%2Fb", "3876451FD59B2C2BF10000000000000000000000000000000000"},
	{"urn:epc:id:gsrn:9521141.1234567890", "(8018)952114112345678906", "urn:epc:tag:gsrn-96:3.9521141.1234567890", "2D76451FD4499602D2000000"},
	{"urn:epc:id:gsrnp:9521141.1234567890", "(8017)952114112345678906", "urn:epc:tag:gsrnp-96:3.9521141.1234567890", "2E76451FD4499602D2000000"},
	{"urn:epc:id:gdti:9521141.12345.5678", "(253)95211411234545678", "urn:epc:tag:gdti-96:3.9521141.12345.5678", "2C76451FD46072000000162E"},
	{"urn:epc:id:cpi:9521141.98765.12345", "(8010)952114198765(8011)12345", "urn:epc:tag:cpi-96:3.9521141.98765.12345", "3C76451FD400C0E680003039"},
	{"urn:epc:id:ginc:0614141.xyz47%2F11", "(401)0614141xyz47/11", "", ""},
	{"urn:epc:id:gsin:0614141.123456789", "(402)06141411234567890", "", ""},
	{"urn:epc:id:itip:4012345.012345.01.02.987", "(8006)040123451234560102(21)987", "", ""},
	{"urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB", "(01)01234567894560(235)51qIgY)<&Jp3*j7'SDB", "", ""},
	{"urn:epc:id:pgln:0614141.12345", "(417)0614141123452", "", ""},
	{"urn:epc:class:lgtin:4012345.012345.Lot987", "(01)04012345123456(10)Lot987", "", ""},
	{"urn:epc:id:gid:952056.2718.1414", "", "urn:epc:tag:gid-96:952056.2718.1414", "3500E86F8000A9E000000586"},
	{"urn:epc:id:usdod:CAGEY.5678", "", "urn:epc:tag:usdod-96:3.CAGEY.5678", "2F320434147455900000162E"},
	{"urn:epc:id:adi:2S194..12345678901", "", "urn:epc:tag:adi-var:23.2S194..12345678901", "3B5E0C93C79D00C72CF4D76DF8E70C40"},
	{"urn:epc:id:bic:CSQU3054383", "", "", ""},
	{"urn:epc:id:imovn:9176187", "", "", ""},
}

func TestOneCodeInAllItsForms(t *testing.T) {
	t.Parallel()
	for _, f := range forms {
		e := mustParse(t, f.uri)
		if e.URI() != f.uri {
			t.Errorf("%s comes back as %s", f.uri, e.URI())
		}
		elements, ok := e.Elements()
		if want := bracketed(f.elements); ok != (f.elements != "") || !cmp.Equal(elements, want) {
			t.Errorf("%s: elements (-want +got):\n%s", f.uri, cmp.Diff(want, elements))
		}
		if ok {
			prefix := len(e.Parts[0])
			if back, err := epc.FromElements(elements, epc.Fixed(prefix)); err != nil || back != e {
				t.Errorf("%s comes back from its elements as %s, %v", f.uri, back.URI(), err)
			}
		}
		if f.tag == "" {
			continue
		}
		tag, err := epc.ParseTagURI(f.tag)
		if err != nil {
			t.Errorf("%s: %v", f.tag, err)
			continue
		}
		if got, err := tag.Hex(); got != f.hex || err != nil {
			t.Errorf("%s: hex %s, %v; want %s", f.tag, got, err, f.hex)
		}
		if read, err := epc.ParseHex(f.hex); err != nil || !cmp.Equal(read, tag) {
			t.Errorf("%s reads as %+v, %v", f.hex, read, err)
		}
		if uri, err := tag.URI(); uri != f.tag || err != nil {
			t.Errorf("%s comes back as %s, %v", f.tag, uri, err)
		}
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, coding, uri, code string }{
		{"leading zeros", "sgtin-96", "urn:epc:id:sgtin:0614141.812345.0789", "epc.unfit"},
		{"letters", "sgtin-96", "urn:epc:id:sgtin:0614141.812345.A", "epc.unfit"},
		{"a serial of 2^38", "sgtin-96", "urn:epc:id:sgtin:0614141.812345.274877906944", "epc.unfit"},
		{"leading zeros of an asset", "giai-96", "urn:epc:id:giai:0614141.02", "epc.unfit"},
		{"a long component", "cpi-96", "urn:epc:id:cpi:0614141.1234567890.0", "epc.unfit"},
		{"a document serial of 18 digits", "gdti-113", "urn:epc:id:gdti:0614141.12345.A1", "epc.unfit"},
		{"another scheme", "sscc-96", "urn:epc:id:sgtin:0614141.812345.1", "epc.coding"},
		{"no coding", "sgtin-64", "urn:epc:id:sgtin:0614141.812345.1", "epc.coding"},
	}
	for _, c := range cases {
		data, err := epc.Tag{Coding: c.coding, EPC: mustParse(t, c.uri)}.Binary()
		if code(err) != c.code {
			t.Errorf("%s: %x, %v; want %s", c.name, data, err, c.code)
		}
	}
	_, err := epc.Tag{Coding: "sgtin-96", Filter: 8, EPC: mustParse(t, "urn:epc:id:sgtin:0614141.812345.1")}.Binary()
	if code(err) != "epc.filter" {
		t.Errorf("filter 8: %v", err)
	}
	for _, largest := range []struct{ coding, uri string }{
		{"sgtin-96", "urn:epc:id:sgtin:0614141.812345.274877906943"},
		{"gdti-113", "urn:epc:id:gdti:0614141.12345.00000000000000000"},
		{"sgcn-96", "urn:epc:id:sgcn:0614141.12345.999999999999"},
	} {
		if _, err := (epc.Tag{Coding: largest.coding, EPC: mustParse(t, largest.uri)}).Binary(); err != nil {
			t.Errorf("%s: %v", largest.uri, err)
		}
	}
}

func TestHostileTextIsRefused(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"", "urn:epc:id:", "urn:epc:id:sgtin:", "urn:epc:id:sgtin:0614141.812345", "urn:epc:id:sgtin:0614141.812345.",
		"urn:epc:id:sgtin:0614141.812345.<script>", "urn:epc:id:sgtin:0614141.812345.%", "urn:epc:id:sgtin:0614141.812345.%zz",
		"urn:epc:id:sgtin:0614141.812345.%00", "urn:epc:id:sgtin:0614141.812345.\x1d", "urn:epc:id:SGTIN:0614141.812345.1",
		"urn:epc:class:sgtin:0614141.812345.1", "urn:epc:id:lgtin:0614141.812345.1", "urn:epc:id:sgtin:0614141.81234５.1",
		"urn:epc:id:sgtin:0614141.812345." + strings.Repeat("1", 10_000),
	} {
		if e, err := epc.Parse(bad); err == nil || code(err) == "" {
			t.Errorf("%.60q is read as %+v, %v", bad, e, err)
		}
	}
	for _, bad := range []string{
		"", "30", "zz74257BF7194E4000001A85", "3074257BF7194E4000001A8", "3074257BF7194E4000001A85FF", "E2801160600002054CC2096F",
		"317625", strings.Repeat("30", 100), "301C257BF7194E4000001A85", "3174257BF4499602D2000001",
	} {
		if tag, err := epc.ParseHex(bad); err == nil || code(err) == "" {
			t.Errorf("%s is read as %+v, %v", bad, tag, err)
		}
	}
	if tag, err := epc.ParseHex("3074257BF7194E4000001A850000"); err != nil || tag.EPC.Parts[2] != "6789" {
		t.Errorf("zeros after the EPC: %+v, %v", tag, err)
	}
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	cases := []struct {
		pattern, uri string
		want         bool
	}{
		{"urn:epc:idpat:sgtin:0614141.812345.*", "urn:epc:id:sgtin:0614141.812345.6789", true},
		{"urn:epc:idpat:sgtin:0614141.812345.*", "urn:epc:id:sgtin:0614141.812346.6789", false},
		{"urn:epc:idpat:sgtin:0614141.*.*", "urn:epc:id:sgtin:0614141.812346.6789", true},
		{"urn:epc:idpat:sgtin:*.*.*", "urn:epc:id:sgtin:4012345.099999.1", true},
		{"urn:epc:idpat:sgtin:*.*.*", "urn:epc:id:sscc:0614141.1234567890", false},
		{"urn:epc:idpat:sscc:0614141.1234567890", "urn:epc:id:sscc:0614141.1234567890", true},
	}
	for _, c := range cases {
		p, err := epc.ParsePattern(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Match(mustParse(t, c.uri)); got != c.want || p.URI() != c.pattern {
			t.Errorf("%s matches %s: %v; comes back as %s", c.pattern, c.uri, got, p.URI())
		}
	}
	for _, bad := range []string{"urn:epc:idpat:sgtin:*.812345.*", "urn:epc:idpat:sgtin:0614141.*.1", "urn:epc:idpat:sgtin:0614141.*", "urn:epc:idpat:lgtin:0614141.812345.*", "urn:epc:id:sgtin:0614141.812345.1"} {
		if p, err := epc.ParsePattern(bad); err == nil {
			t.Errorf("%s is read as %+v", bad, p)
		}
	}
}

func TestClassesAreToldFromInstances(t *testing.T) {
	t.Parallel()
	gtin := bracketed("(01)80614141123458")
	if _, err := epc.FromElements(gtin, epc.Fixed(7)); code(err) != "epc.class" {
		t.Errorf("a GTIN alone: %v", err)
	}
	p, err := epc.PatternFromElements(gtin, epc.Fixed(7))
	if err != nil || p.URI() != "urn:epc:idpat:sgtin:0614141.812345.*" {
		t.Errorf("pattern %s, %v", p.URI(), err)
	}
	if back, ok := p.Elements(); !ok || !cmp.Equal(back, gtin) {
		t.Errorf("elements of the pattern: %v", back)
	}
	grai, err := epc.PatternFromElements(bracketed("(8003)04012345999990"), epc.Fixed(7))
	if err != nil || grai.URI() != "urn:epc:idpat:grai:4012345.99999.*" {
		t.Errorf("pattern %s, %v", grai.URI(), err)
	}
}

func TestCompanyPrefixIsNeverInvented(t *testing.T) {
	t.Parallel()
	elements := bracketed("(01)80614141123458(21)6789")
	for name, lengths := range map[string]epc.Lengths{"no table": nil, "an empty table": (&epc.Table{}).Length} {
		if _, err := epc.FromElements(elements, lengths); code(err) != "epc.prefix-unknown" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := epc.FromElements(bracketed("(01)80614141123459(21)6789"), epc.Fixed(7)); code(err) != "epc.check-digit" {
		t.Errorf("wrong check digit: %v", err)
	}
	if _, err := epc.FromElements(bracketed("(10)L1"), epc.Fixed(7)); code(err) != "epc.no-key" {
		t.Errorf("no key: %v", err)
	}
	e, err := epc.FromElements(bracketed("(01)00000095010939(21)1"), nil)
	if err != nil || e.URI() != "urn:epc:id:sgtin:00000950.01093.1" {
		t.Errorf("a GTIN-8: %s, %v", e.URI(), err)
	}
}

func TestRestrictedNumbersMakeNoEPC(t *testing.T) {
	t.Parallel()
	for gtin, want := range map[string]string{
		"02012345678909": "epc.restricted", "12345678901231": "epc.restricted", "00412345678904": "epc.restricted",
		"09812345678909": "epc.restricted", "09912345678908": "epc.restricted", "00000020123451": "epc.restricted", "00001000000001": "epc.restricted",
		"09521141123454": "", "00614141123452": "", "00000095010939": "",
	} {
		check, _ := gs1.CheckDigit(gtin[:13])
		_, err := epc.FromElements(bracketed("(01)"+gtin[:13]+string(check)+"(21)1"), epc.Fixed(7))
		if code(err) != want {
			t.Errorf("%s: %v; want %q", gtin, err, want)
		}
	}
}

func TestTableOfCompanyPrefixes(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"json": `{"_note":["x"],"GCPPrefixFormatList":{"date":"2026-01-01","entry":[
			{"prefix":"0614","gcpLength":0},{"prefix":"061414","gcpLength":7},{"prefix":"952","gcpLength":11},{"prefix":"9520","gcpLength":4}]}}`,
		"xml": `<?xml version="1.0"?><GCPPrefixFormatList date="2026-01-01"><entry prefix="061414" gcpLength="7"/>
			<entry prefix="0614" gcpLength="0"/><entry prefix="952" gcpLength="11"/><entry prefix="9520" gcpLength="4"/></GCPPrefixFormatList>`,
	} {
		table, err := epc.ParseTable([]byte(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if table.Len() != 4 || table.Date() != "2026-01-01" {
			t.Errorf("%s: %d entries of %s", name, table.Len(), table.Date())
		}
		for digits, want := range map[string]int{"0614141123458": 7, "061499": 0, "95291": 11, "952099": 6, "4012345": 0, "": 0} {
			if n, ok := table.Length(digits); ok != (want > 0) || ok && n != want {
				t.Errorf("%s: %s has a prefix of %d, %v; want %d", name, digits, n, ok, want)
			}
		}
		e, err := epc.FromElements(bracketed("(01)80614141123458(21)6789"), table.Length)
		if err != nil || e.URI() != "urn:epc:id:sgtin:0614141.812345.6789" {
			t.Errorf("%s: %s, %v", name, e.URI(), err)
		}
	}
	for _, bad := range []string{
		"", "{}", "<x/>", `{"GCPPrefixFormatList":{"entry":[{"prefix":"x","gcpLength":7}]}}`,
		`{"GCPPrefixFormatList":{"entry":[{"prefix":"1","gcpLength":13}]}}`,
		`{"GCPPrefixFormatList":{"entry":[{"prefix":"1","gcpLength":7},{"prefix":"1","gcpLength":8}]}}`,
	} {
		if _, err := epc.ParseTable([]byte(bad)); code(err) != "epc.table" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestTagsOfTheNewCodings(t *testing.T) {
	t.Parallel()
	cases := []epc.Tag{
		{Coding: "sgtin+", Filter: 3, Elements: bracketed("(01)79521141123453(21)32a/b")},
		{Coding: "sgtin++", Hostname: "id.example.com", Elements: bracketed("(01)79521141123453(21)00123456789012345678")},
		{Coding: "sgtin++", Hostname: "qr.shop.example.co.uk", Elements: bracketed("(01)79521141123453(21)DEADBEEF")},
		{Coding: "sgtin++", Hostname: "EXAMPLE.COM:8443", Elements: bracketed("(01)79521141123453(21)deadbeef")},
		{Coding: "dsgtin+", Filter: 7, Elements: bracketed("(01)79521141123453(21)A-B.C:D(17)280229")},
		{Coding: "dsgtin++", Hostname: "plant.de", Elements: bracketed("(01)79521141123453(21)x_y-Z(7006)280229")},
		{Coding: "sscc+", Elements: bracketed("(00)195211412345678900")},
		{Coding: "sgln+", Elements: bracketed("(414)9521141123454")},
		{Coding: "sgln++", Hostname: "a.tech", Elements: bracketed("(414)9521141123454(254)5678")},
		{Coding: "grai+", Elements: bracketed("(8003)0952114112345432a/b")},
		{Coding: "giai+", Elements: bracketed("(8004)95211410000")},
		{Coding: "giai++", Hostname: "x.org", Elements: bracketed("(8004)952114132a/b")},
		{Coding: "gsrn+", Elements: bracketed("(8018)952114112345678906")},
		{Coding: "gsrnp++", Hostname: "x.org", Elements: bracketed("(8017)952114112345678906")},
		{Coding: "gdti+", Elements: bracketed("(253)95211411234545678")},
		{Coding: "cpi+", Elements: bracketed("(8010)95211415PQ7/Z43(8011)12345")},
		{Coding: "sgcn+", Elements: bracketed("(255)952114167890904711")},
		{Coding: "itip+", Elements: bracketed("(8006)095211411234540102(21)rif981")},
	}
	for _, tag := range cases {
		hex, err := tag.Hex()
		if err != nil {
			t.Errorf("%+v: %v", tag, err)
			continue
		}
		read, err := epc.ParseHex(hex)
		if err != nil || !cmp.Equal(read, tag) {
			t.Errorf("%s: %v (-want +got):\n%s", hex, err, cmp.Diff(tag, read))
		}
		checkLink(t, tag)
		if _, err := tag.URI(); code(err) != "epc.no-tag-uri" {
			t.Errorf("%s has a tag URI", tag.Coding)
		}
	}
	refused := map[string]epc.Tag{
		"epc.check-digit": {Coding: "sgtin+", Elements: bracketed("(01)79521141123454(21)1")},
		"epc.class":       {Coding: "sgtin+", Elements: bracketed("(01)79521141123453")},
		"epc.coding":      {Coding: "sscc+", Elements: bracketed("(01)79521141123453(21)1")},
		"epc.unfit":       {Coding: "sgtin+", Elements: bracketed("(01)79521141123453(21)1(10)L")},
		"epc.date":        {Coding: "dsgtin+", Elements: bracketed("(01)79521141123453(21)1(17)260230")},
		"epc.hostname":    {Coding: "sgtin+", Hostname: "example.com", Elements: bracketed("(01)79521141123453(21)1")},
		"epc.filter":      {Coding: "sgtin+", Filter: 8, Elements: bracketed("(01)79521141123453(21)1")},
		"epc.more-data":   {Coding: "sgtin+", MoreData: true, Elements: bracketed("(01)79521141123453(21)1")},
	}
	for want, tag := range refused {
		if hex, err := tag.Hex(); code(err) != want {
			t.Errorf("%+v: %s, %v; want %s", tag, hex, err, want)
		}
	}
}

// checkLink reads the link of a tag, and writes the tag from it.
func checkLink(t *testing.T, tag epc.Tag) {
	t.Helper()
	made, err := tag.Link()
	if err != nil {
		t.Errorf("%+v: %v", tag, err)
		return
	}
	link, err := gs1.ParseLink(made.String(), gs1.LinkOptions{})
	if err != nil {
		t.Errorf("%s: %v", made, err)
		return
	}
	host := strings.TrimPrefix(link.Stem, "https://")
	if host != tag.Hostname && !(tag.Hostname == "" && link.Stem == gs1.CanonicalStem) {
		t.Errorf("%s leads to another host than %q", made, tag.Hostname)
	}
	again := epc.Tag{Coding: tag.Coding, Filter: tag.Filter, Hostname: tag.Hostname, Elements: link.Message()}
	want, _ := tag.Hex()
	if got, err := again.Hex(); got != want || err != nil {
		t.Errorf("%s gives the tag %s, %v; want %s", made, got, err, want)
	}
}

func TestLinksOfTags(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tag, want string }{
		{"urn:epc:tag:sgtin-198:3.9521141.712345.32a%2Fb", "https://id.gs1.org/01/79521141123453/21/32a%2Fb"},
		{"urn:epc:tag:sscc-96:3.9521141.1234567890", "https://id.gs1.org/00/195211412345678900"},
		{"urn:epc:tag:sgln-96:3.9521141.12345.0", "https://id.gs1.org/414/9521141123454"},
	} {
		tag, err := epc.ParseTagURI(c.tag)
		if err != nil {
			t.Fatal(err)
		}
		if link, err := tag.Link(); err != nil || link.String() != c.want {
			t.Errorf("%s has the link %s, %v", c.tag, link, err)
		}
	}
	if _, err := (epc.Tag{Coding: "gid-96", EPC: mustParse(t, "urn:epc:id:gid:1.2.3")}).Link(); code(err) != "epc.no-key" {
		t.Errorf("a GID has a link: %v", err)
	}
}

func TestRawURIs(t *testing.T) {
	t.Parallel()
	data, _ := hex.DecodeString("E2801160600002054CC2096F")
	raw := epc.Raw{Bits: 96, Data: data, AFI: -1}
	if raw.URI() != "urn:epc:raw:96.xE2801160600002054CC2096F" {
		t.Error(raw.URI())
	}
	for _, uri := range []string{raw.URI(), "urn:epc:raw:96.xA1.xE2801160600002054CC2096F", "urn:epc:raw:6.xFC", "urn:epc:raw:12.xABC"} {
		r, err := epc.ParseRaw(uri)
		if err != nil || r.URI() != uri {
			t.Errorf("%s comes back as %s, %v", uri, r.URI(), err)
		}
	}
	if r, err := epc.ParseRaw("urn:epc:raw:12.2748"); err != nil || r.URI() != "urn:epc:raw:12.xABC" {
		t.Errorf("decimal: %s, %v", r.URI(), err)
	}
	for _, bad := range []string{"urn:epc:raw:", "urn:epc:raw:96.x12", "urn:epc:raw:0.x", "urn:epc:raw:4096.x12", "urn:epc:raw:8.256", "urn:epc:raw:8.xZZ", "urn:epc:raw:6.xFF", "urn:epc:raw:8.A1.xFF", "urn:epc:raw:8.-1"} {
		if r, err := epc.ParseRaw(bad); err == nil {
			t.Errorf("%s is read as %+v", bad, r)
		}
	}
}

// Any EPC whose serial fits goes through each coding of its scheme and back.
func TestAnyEPCComesBackFromItsTag(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := drawEPC(t)
		if back, err := epc.Parse(e.URI()); err != nil || back != e {
			t.Fatalf("%s comes back as %s, %v", e.URI(), back.URI(), err)
		}
		elements, ok := e.Elements()
		if ok {
			if back, err := epc.FromElements(elements, epc.Fixed(len(e.Parts[0]))); err != nil || back != e {
				t.Fatalf("%s comes back from %v as %s, %v", e.URI(), elements, back.URI(), err)
			}
		}
		for _, name := range epc.Codings(e.Scheme) {
			tag := epc.Tag{Coding: name, Filter: uint8(rapid.IntRange(0, 7).Draw(t, "filter")), EPC: e}
			if strings.HasSuffix(name, "+") {
				tag.EPC, tag.Elements = epc.EPC{}, elements
			}
			if strings.HasSuffix(name, "++") {
				tag.Hostname = rapid.StringMatching(`(id\.|www\.)?[a-zA-Z0-9-]{1,12}\.(com|de|co\.uk|tech|xyz)`).Draw(t, "host")
			}
			if e.Scheme == epc.GID {
				tag.Filter = 0
			}
			data, err := tag.Binary()
			if c := code(err); c == "epc.unfit" || strings.HasPrefix(name, "d") && c != "" {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			back, err := epc.ParseBinary(data)
			if err != nil || !cmp.Equal(back, tag) {
				t.Fatalf("%s %X: %v\n%s", name, data, err, cmp.Diff(tag, back))
			}
		}
	})
}

func drawEPC(t *rapid.T) epc.EPC {
	n := rapid.IntRange(6, 12).Draw(t, "prefix length")
	num := func(label string, lo, hi int) string {
		return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), lo, hi, -1).Draw(t, label)
	}
	text := func(label string, hi int) string {
		return rapid.OneOf(
			rapid.StringMatching(`[1-9][0-9]{0,11}`),
			rapid.StringOfN(rapid.RuneFrom([]rune("AZaz09-/%&\"<>?_.:")), 1, hi, -1),
		).Draw(t, label)
	}
	scheme := rapid.SampledFrom([]epc.Scheme{epc.SGTIN, epc.SSCC, epc.SGLN, epc.GRAI, epc.GIAI, epc.GSRN, epc.GSRNP, epc.GDTI, epc.CPI, epc.SGCN, epc.ITIP, epc.GID, epc.USDoD, epc.ADI}).Draw(t, "scheme")
	prefix := "4" + num("prefix", n-1, n-1) // a range that GS1 gives out
	parts := map[epc.Scheme]func() []string{
		epc.SGTIN: func() []string { return []string{prefix, num("ref", 13-n, 13-n), text("serial", 20)} },
		epc.SSCC:  func() []string { return []string{prefix, num("ref", 17-n, 17-n)} },
		epc.SGLN:  func() []string { return []string{prefix, num("ref", 12-n, 12-n), text("extension", 20)} },
		epc.GRAI:  func() []string { return []string{prefix, num("ref", 12-n, 12-n), text("serial", 16)} },
		epc.GIAI:  func() []string { return []string{prefix, text("asset", 30-n)} },
		epc.GSRN:  func() []string { return []string{prefix, num("ref", 17-n, 17-n)} },
		epc.GSRNP: func() []string { return []string{prefix, num("ref", 17-n, 17-n)} },
		epc.GDTI:  func() []string { return []string{prefix, num("ref", 12-n, 12-n), text("serial", 17)} },
		epc.CPI: func() []string {
			return []string{prefix, rapid.StringMatching(`[A-Z0-9#/-]{1,18}`).Draw(t, "component"), rapid.StringMatching(`[1-9][0-9]{0,11}`).Draw(t, "serial")}
		},
		epc.SGCN: func() []string { return []string{prefix, num("ref", 12-n, 12-n), num("serial", 1, 12)} },
		epc.ITIP: func() []string {
			return []string{prefix, num("ref", 13-n, 13-n), num("piece", 2, 2), num("total", 2, 2), text("serial", 20)}
		},
		epc.GID:   func() []string { return []string{"268435455", "16777215", "68719476735"} },
		epc.USDoD: func() []string { return []string{rapid.StringMatching(`[A-HJ-NP-Z0-9]{5,6}`).Draw(t, "cage"), "5678"} },
		epc.ADI: func() []string {
			return []string{rapid.StringMatching(`[A-HJ-NP-Z0-9]{5,6}`).Draw(t, "cage"), rapid.StringMatching(`[A-Z0-9/-]{0,32}`).Draw(t, "part"), rapid.StringMatching(`#?[A-Z0-9/-]{1,29}`).Draw(t, "serial")}
		},
	}[scheme]()
	e := epc.EPC{Scheme: scheme}
	copy(e.Parts[:], parts)
	return e
}

func FuzzParse(f *testing.F) {
	for _, c := range forms {
		f.Add(c.uri)
		f.Add(c.tag)
	}
	f.Add("urn:epc:idpat:sgtin:0614141.*.*")
	f.Add("urn:epc:raw:96.xE2801160600002054CC2096F")
	f.Fuzz(func(t *testing.T, uri string) {
		if e, err := epc.Parse(uri); err == nil {
			if again, err := epc.Parse(e.URI()); err != nil || again != e {
				t.Fatalf("%q comes back as %q, %v", uri, e.URI(), err)
			}
		}
		if tag, err := epc.ParseTagURI(uri); err == nil {
			if again, err := tag.URI(); err != nil {
				t.Fatalf("%q comes back as %q, %v", uri, again, err)
			}
		}
		if p, err := epc.ParsePattern(uri); err == nil {
			if again, err := epc.ParsePattern(p.URI()); err != nil || again != p {
				t.Fatalf("%q comes back as %q, %v", uri, p.URI(), err)
			}
		}
		if r, err := epc.ParseRaw(uri); err == nil {
			if again, err := epc.ParseRaw(r.URI()); err != nil || !cmp.Equal(again, r) {
				t.Fatalf("%q comes back as %q, %v", uri, r.URI(), err)
			}
		}
	})
}

// Whatever a tag holds, what is read is written again with the same bits, or is
// a text that a shorter form could hold.
func FuzzParseBinary(f *testing.F) {
	for _, c := range forms {
		if data, err := hex.DecodeString(c.hex); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tag, err := epc.ParseBinary(data)
		if err != nil || tag.MoreData {
			return
		}
		again, err := tag.Binary()
		if err != nil {
			t.Fatalf("%X is read as %+v, which cannot be written: %v", data, tag, err)
		}
		if back, err := epc.ParseBinary(again); err != nil || !cmp.Equal(back, tag) {
			t.Fatalf("%X comes back as %X, %v\n%s", data, again, err, cmp.Diff(tag, back))
		}
	})
}

func BenchmarkParseSGTIN96(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := epc.ParseHex("3074257BF7194E4000001A85"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseURI(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := epc.Parse("urn:epc:id:sgtin:0614141.812345.6789"); err != nil {
			b.Fatal(err)
		}
	}
}
