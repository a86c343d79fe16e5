package epc_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// notMet are public vectors that this package does not meet on purpose, with
// the reason; docs/conformance.md tells them too.
var notMet = map[string]string{
	"urn:epc:idpat:gdti:0614141.*.*":           anyStars,
	"urn:epc:idpat:ginc:*.*":                   anyStars,
	"urn:epc:idpat:grai:0614141.*.*":           anyStars,
	"urn:epc:idpat:gsrn:012345678901.*":        anyStars,
	"urn:epc:idpat:gsrnp:012345678901.*":       anyStars,
	"urn:epc:idpat:sgcn:401234512345..*":       anyStars,
	"urn:epc:idpat:sgln:061411123456.*.*":      anyStars,
	"urn:epc:idpat:sgtin:00000950.*.*":         anyStars,
	"urn:epc:idpat:cpi:123456.36636366363.123": anyStars,
	"urn:epc:idpat:sgcn:12345678.9012.123":     anyStars,
	"urn:epc:idpat:grai:1234567890.12.124":     anyStars,

	"urn:epc:id:sgtin:00000000000.00.0": restricted,

	"301000181C2CC193A8B43711":                           inRange,
	"361000181C2CC1A465D9B37A176C5EB1769D72E557D52E5CBC": inRange,
	"36244032EACFF1A465D9B37A176C5EB1769D72E557D52E5CBC": inRange,

	"https://id.gs1.org/8010/123457-57578": noComponent,
	"urn:epc:idpat:cpi:164759476414..*":    noComponent,
}

const (
	wrongDigit = "wrong check digit"
	restricted = "a GTIN for use within a company or region, of which TDS 7.3.3 to 7.3.7 forbid to make an EPC"

	anyStars    = "TDS 8.1 allows stars from any field on, and none at all"
	inRange     = "by TDS table 14-16 the item reference has one digit more than the source counts, and fits"
	noComponent = "TDS 6.3.9 wants a company prefix of digits and a component reference after it"
)

// bare reports whether an identifier holds characters as they are that TDS table
// A-1, or a URI, wants escaped. Such vectors are left aside.
func bare(uri string) bool {
	_, rest, isLink := strings.Cut(uri, "://")
	if !isLink {
		rest = uri
	}
	_, err := url.PathUnescape(rest)
	return err != nil || strings.ContainsAny(rest, `"<>?#`) || strings.Contains(rest, "//") || !isLink && strings.ContainsAny(rest, "/&")
}

func vectors[T any](t *testing.T, name string) []T {
	t.Helper()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

type nedapVector struct {
	Name    string `json:"name"`
	Scheme  string `json:"scheme"`
	URI     string `json:"uri"`
	Kind    string `json:"kind"`
	Valid   bool   `json:"valid"`
	TagURI  string `json:"tag_uri"`
	Hex     string `json:"hex"`
	Element string `json:"gs1_element_string"`
	Prefix  int    `json:"company_prefix_length"`
	Pattern string `json:"idpat"`
	Args    struct {
		Coding string `json:"binary_coding_scheme"`
		GTIN   string `json:"gtin_type"`
	} `json:"kwargs"`
}

func TestPublicURIsAndTags(t *testing.T) {
	t.Parallel()
	met, listed := 0, 0
	for _, v := range vectors[nedapVector](t, "epc/nedap.json") {
		fault := v.fault()
		reason := notMet[v.URI+v.Pattern]
		if (fault != "") != (reason != "") {
			t.Errorf("%s %s%s: %s; listed as not met: %q", v.Kind, v.URI, v.Pattern, fault, reason)
		}
		if fault == "" {
			met++
		} else {
			listed++
		}
	}
	t.Logf("%d met, %d listed as not met", met, listed)
}

// fault says how a vector is not met.
func (v nedapVector) fault() string {
	if v.Pattern != "" {
		p, err := epc.ParsePattern(v.Pattern)
		if (err == nil) != v.Valid {
			return "pattern: " + text(err)
		}
		if err == nil && p.URI() != v.Pattern {
			return "pattern comes back as " + p.URI()
		}
		return ""
	}
	if v.Args.GTIN != "" && !v.Valid {
		return "" // about printing a GTIN in fewer digits
	}
	e, err := epc.Parse(v.URI)
	if v.Kind == "tag" && !v.Valid && err == nil {
		_, err = epc.Tag{Coding: strings.ToLower(strings.ReplaceAll(v.Args.Coding, "_", "-")), EPC: e}.Hex()
		if err == nil {
			return "is encoded"
		}
		return ""
	}
	switch {
	case err == nil && !strings.EqualFold(string(e.Scheme), v.Scheme) && !v.Valid:
		return "" // of another scheme than the source asks for
	case (err == nil) != v.Valid:
		return text(err)
	case err != nil:
		return ""
	case e.URI() != v.URI:
		return "comes back as " + e.URI()
	}
	if fault := v.elements(e); fault != "" || v.TagURI == "" {
		return fault
	}
	tag, err := epc.ParseTagURI(v.TagURI)
	if err != nil {
		return err.Error()
	}
	read, err := epc.ParseHex(v.Hex)
	hex, _ := tag.Hex()
	switch {
	case err != nil:
		return err.Error()
	case !cmp.Equal(read, tag) || tag.EPC != e:
		return "hex and tag URI differ: " + cmp.Diff(tag, read)
	case hex != v.Hex:
		return "hex is " + hex
	}
	return ""
}

func (v nedapVector) elements(e epc.EPC) string {
	if v.Element == "" {
		return ""
	}
	got, _ := e.Elements()
	want := bracketed(v.Element)
	if !cmp.Equal(got, want) {
		return "elements: " + cmp.Diff(want, got)
	}
	if v.Prefix == 0 {
		return ""
	}
	if back, err := epc.FromElements(want, epc.Fixed(v.Prefix)); err != nil || back != e {
		return "from elements: " + back.URI() + " " + text(err)
	}
	return ""
}

func text(err error) string {
	if err == nil {
		return "is accepted"
	}
	return err.Error()
}

// bracketed reads an element string as people write it.
func bracketed(s string) gs1.Message {
	var all gs1.Message
	for i, part := range strings.Split(s, "(") {
		if i == 0 {
			continue
		}
		ai, value, ok := strings.Cut(part, ")")
		if !ok || len(ai) > 4 || strings.Trim(ai, "0123456789") != "" { // a bracket within a value
			all[len(all)-1].Value += "(" + part
			continue
		}
		all = append(all, gs1.Element{AI: ai, Value: value})
	}
	return all
}

func TestPublicSGTINTags(t *testing.T) {
	t.Parallel()
	type vector struct {
		Name, Hex, GTIN, EPC string
		Valid                bool
	}
	met, listed := 0, 0
	for _, v := range vectors[vector](t, "epc/sgtin-intel.json") {
		tag, err := epc.ParseHex(v.Hex)
		reason := notMet[v.Hex]
		if (err == nil) == v.Valid != (reason == "") {
			t.Errorf("%s %s: %v; listed as not met: %q", v.Name, v.Hex, err, reason)
			continue
		}
		if reason != "" {
			listed++
			continue
		}
		met++
		if err != nil {
			continue
		}
		key, _ := tag.Key()
		if tag.EPC.URI() != v.EPC || key[0].Value != v.GTIN {
			t.Errorf("%s: got %s and %s, want %s and %s", v.Name, tag.EPC.URI(), key[0].Value, v.EPC, v.GTIN)
		}
	}
	t.Logf("%d met, %d listed as not met", met, listed)
}

func TestAnnexE3OfTheTagDataStandard(t *testing.T) {
	t.Parallel()
	type vector struct {
		Scheme string `json:"scheme"`
		Hex    string `json:"hex"`
		Path   string `json:"gs1_digital_link_path"`
		Note   string `json:"note"`
	}
	met := 0
	for _, v := range vectors[vector](t, "epc/tds-2.3-annex-E3.json") {
		tag, err := epc.ParseHex(v.Hex)
		if err != nil {
			t.Errorf("%s %s: %v", v.Scheme, v.Hex, err)
			continue
		}
		if v.Path != "" {
			if key, _ := tag.Key(); !cmp.Equal(key, path(v.Path)) {
				t.Errorf("%s (-want +got):\n%s", v.Scheme, cmp.Diff(path(v.Path), key))
			}
		}
		if tag.Coding != strings.ToLower(v.Scheme) {
			t.Errorf("%s is read as %s", v.Scheme, tag.Coding)
		}
		if strings.Contains(v.Note, "id.example.com") != (tag.Hostname == "id.example.com") {
			t.Errorf("%s: host name %q; %s", v.Scheme, tag.Hostname, v.Note)
		}
		hex, err := tag.Hex()
		if trim(hex) != trim(v.Hex) || err != nil {
			t.Errorf("%s: written %s, %v; want %s", v.Scheme, hex, err, v.Hex)
		}
		met++
	}
	t.Logf("%d met", met)
}

func trim(hex string) string { return strings.TrimRight(hex, "0") }

// path reads the path and query of a GS1 Digital Link URI.
func path(s string) gs1.Message {
	s, query, _ := strings.Cut(s, "?")
	parts := strings.Split(strings.TrimPrefix(s, "/"), "/")
	var all gs1.Message
	for i := 0; i+1 < len(parts); i += 2 {
		value, err := url.PathUnescape(parts[i+1])
		if err != nil { // some sources write % as it is
			value = parts[i+1]
		}
		all = append(all, gs1.Element{AI: parts[i], Value: value})
	}
	if ai, value, ok := strings.Cut(query, "="); ok {
		all = append(all, gs1.Element{AI: ai, Value: value})
	}
	return all
}

type linkVector struct {
	Scheme    string `json:"scheme"`
	Direction string `json:"direction"`
	Input     string `json:"input"`
	Expect    string `json:"expect"`
	Valid     bool   `json:"valid"`
	Prefix    int    `json:"gcpLength"`
	Table     bool   `json:"needsGCPLengthTable"`
}

func TestPublicTranslationsOfURNs(t *testing.T) {
	t.Parallel()
	met, listed, table, unescaped, digits, internal := 0, 0, 0, 0, 0, 0
	for _, v := range vectors[linkVector](t, "digital-link/urn-dl-openepcis.json") {
		if v.Table {
			table++
			continue
		}
		if bare(v.Input) {
			unescaped++
			continue
		}
		fault := v.fault()
		switch fault { // the source looks at neither
		case wrongDigit:
			digits++
			continue
		case restricted:
			internal++
			continue
		}
		reason := notMet[v.Input]
		if (fault != "") != (reason != "") {
			t.Errorf("%+v: %s; listed as not met: %q", v, fault, reason)
		}
		if fault == "" {
			met++
		} else {
			listed++
		}
	}
	t.Logf("%d met, %d listed as not met; left aside: %d that need the table of company prefixes, %d not escaped, %d with a wrong check digit, %d of a range that makes no EPC",
		met, listed, table, unescaped, digits, internal)
}

func (v linkVector) fault() string {
	if v.Direction == "urn->dl" {
		got, err := elementsOf(v.Input)
		switch {
		case (err == "") != v.Valid:
			return "urn: " + err
		case err == "" && !cmp.Equal(got, link(v.Expect)):
			return cmp.Diff(link(v.Expect), got)
		}
		return ""
	}
	p, err := epc.PatternFromElements(link(v.Input), epc.Fixed(v.Prefix))
	if e, ok := errors.AsType[*refusal.Error](err); ok && v.Valid {
		switch e.Code {
		case "epc.check-digit":
			return wrongDigit
		case "epc.restricted":
			return restricted
		}
	}
	if (err == nil) != v.Valid {
		return text(err)
	}
	uri := p.URI()
	if strings.Contains(v.Expect, ":id:") || strings.Contains(v.Expect, ":class:") {
		uri = p.EPC.URI()
	}
	if err == nil && uri != v.Expect {
		return "is " + uri
	}
	return ""
}

// elementsOf turns a URI or a pattern into elements.
func elementsOf(uri string) (elements gs1.Message, fault string) {
	var ok bool
	if strings.Contains(uri, ":idpat:") {
		p, err := epc.ParsePattern(uri)
		if err != nil {
			return nil, err.Error()
		}
		elements, ok = p.Elements()
	} else {
		e, err := epc.Parse(uri)
		if err != nil {
			return nil, err.Error()
		}
		elements, ok = e.Elements()
	}
	if !ok {
		return nil, "has no elements"
	}
	return elements, ""
}

// link reads a GS1 Digital Link URI, whose key may follow other folders.
func link(uri string) gs1.Message {
	_, rest, _ := strings.Cut(uri, "://")
	for rest != "" && !isKey.MatchString(rest) {
		_, rest, _ = strings.Cut(rest, "/")
	}
	return path(rest)
}

var isKey = regexp.MustCompile(`^(00|01|253|255|401|402|414|417|8003|8004|8006|8010|8017|8018)/`)

func TestPublicURNsOfTheEventHash(t *testing.T) {
	t.Parallel()
	type vector struct{ Input, Expect string }
	met := 0
	for _, v := range vectors[vector](t, "event-hash/identifier-normalise.json") {
		if !strings.HasPrefix(v.Input, "urn:epc:") {
			continue
		}
		got, fault := elementsOf(v.Input)
		if want := link(v.Expect); fault != "" || !cmp.Equal(got, want) {
			t.Errorf("%s: %s (-want +got):\n%s", v.Input, fault, cmp.Diff(want, got))
		}
		met++
	}
	t.Logf("%d met", met)
}

func TestPublicJudgementsOfURNs(t *testing.T) {
	t.Parallel()
	met, listed, unescaped := 0, 0, 0
	for _, v := range vectors[linkVector](t, "digital-link/identifier-validate-openepcis.json") {
		if !strings.HasPrefix(v.Input, "urn:") {
			continue
		}
		if bare(v.Input) {
			unescaped++
			continue
		}
		_, fault := elementsOf(v.Input)
		reason := notMet[v.Input]
		if agrees := (fault == "") == v.Valid; agrees == (reason != "") {
			t.Errorf("%s is valid: %v; here: %s; listed as not met: %q", v.Input, v.Valid, fault, reason)
		} else if agrees {
			met++
		} else {
			listed++
		}
	}
	t.Logf("%d met, %d listed as not met; left aside: %d not escaped", met, listed, unescaped)
}
