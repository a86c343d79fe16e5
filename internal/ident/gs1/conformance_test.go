package gs1

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notMet are the public vectors that this package does not meet, by file and
// input, with the reason. docs/conformance.md tells them.
var notMet = map[string]string{
	"linters.json gcppos1 1234567":  "the vector stands for a service that looks company prefixes up and is offline; there is none here",
	"linters.json gcppos2 I1234567": "the vector stands for a service that looks company prefixes up and refuses; there is none here",

	"shortname-normalise-openepcis.json https://id.gs1.org/gtin/09506000164908?lot=ABC123&ser=XYZ789":         noSerial,
	"shortname-normalise-openepcis.json https://id.gs1.org/01/09506000164908/lot/ABC123?21=XYZ789&exp=230101": noSerial,
	"shortname-normalise-openepcis.json https://id.gs1.org/gtin/09506000164908?lot=":                          "the vector replaces names alone; (10) without a value is refused",

	"scandata-generate.json NONE ":                         "the vector has no symbology to encode in",
	"scandata-generate.json NONE TESTING":                  "the vector has no symbology to encode in",
	"scandata-generate.json DataBarLimited 20000000000004": "a limit of GS1 DataBar Limited, which is not drawn here; the number is a GTIN",

	"bounds-solidsoft.json 80110":                                                                       onlyFormat + "(8011) must not begin with 0",
	"bounds-solidsoft.json 800100000000000000":                                                          onlyFormat + "(8001) must not be zero",
	"bounds-solidsoft.json 4300jklmnopqrstuvwxyz1234567890!\"%&'()*":                                    onlyFormat + "% needs two hexadecimal digits",
	"bounds-solidsoft.json 4302ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz1234567890!\"%&'()*": onlyFormat + "% needs two hexadecimal digits",
	"bounds-solidsoft.json 80100":                                                                       onlyFormat + "(8010) begins with a GS1 Company Prefix",
	"bounds-solidsoft.json 8010RSTUVWXYZ":                                                               onlyFormat + "(8010) begins with a GS1 Company Prefix",
	"bounds-solidsoft.json 8030ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=":       onlyFormat + "= fills up three characters",
	"bounds-solidsoft.json 70079912312359":                                                              "the dictionary gives (7007) one or two dates, the vector a date and a time",
}

// differently is why public vectors judge links otherwise, and how many do so for
// each reason. docs/conformance.md tells them.
var differently = map[string]int{
	"a wrong check digit is passed over":                       34,
	"characters stand in the path that a URI must encode":      10,
	"a date has five digits":                                   2,
	"the path has a value where an identifier belongs":         1,
	"the link is right, and has no EPC of the vector's scheme": 18,
}

const noSerial = "the vector replaces names alone; the standard keeps (21) out of the query"

const onlyFormat = "the vector tests the format alone; by the dictionary's content rules "

// suite counts the vectors of a file.
type suite struct {
	t        *testing.T
	file     string
	met, not int
}

// vectors reads a file of the folder that CONFORMANCE_DIR names.
func vectors[T any](t *testing.T, file string) ([]T, *suite) {
	t.Helper()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	s := &suite{t: t, file: filepath.Base(file)}
	t.Cleanup(func() { t.Logf("%s: %d met, %d not met", s.file, s.met, s.not) })
	return all, s
}

// check counts a vector; it complains when the vector is not met and not listed,
// or the other way round.
func (s *suite) check(name string, met bool, format string, args ...any) {
	s.t.Helper()
	reason := notMet[s.file+" "+name]
	switch {
	case met && reason != "":
		s.t.Errorf("%s %s is met, and listed as not met", s.file, name)
	case !met && reason == "":
		s.t.Errorf("%s %s: "+format, append([]any{s.file, name}, args...)...)
	case met:
		s.met++
	default:
		s.not++
	}
}

type options struct {
	Unknown      bool `json:"permitUnknownAIs"`
	Alphas       bool `json:"permitConvenienceAlphas"`
	ShortGTIN    bool `json:"permitZeroSuppressedGTIN"`
	UnknownQuery bool `json:"unknownAIAsDLAttribute"`
}

// scanForm turns the vectors' form, with ^ for FNC1, into what a reader sends.
func scanForm(text string) (data string, isGS1 bool) {
	data, isGS1 = strings.CutPrefix(text, "^")
	return strings.ReplaceAll(data, "^", string(GS)), isGS1
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(strings.ToUpper(string(err.(*Error).Code)), "-", "_")
}

func TestPublicDictionaryIsTheOneInUse(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "gs1-ai", "gs1-syntax-dictionary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.FromSlash("../../tools/gs1table/gs1-syntax-dictionary.txt"))
	if err != nil || string(ours) != string(theirs) {
		t.Errorf("the dictionary differs from the public one (%v): copy it and run go generate", err)
	}
}

func TestPublicLinters(t *testing.T) {
	t.Parallel()
	type vector struct {
		Linter, Input, Error, Highlight string
		Valid                           bool
	}
	linters := map[string]linter{
		"cset39": setY.outside, "cset64": setZ.outside, "cset82": setX.outside, "csetnumeric": setN.outside,
		"csum": lintCsum, "csumalpha": lintCsumalpha, "gcppos1": lintGcppos1, "gcppos2": lintGcppos2,
		"hasnondigit": lintHasnondigit, "hh": lintHh, "hhmi": lintHhmi, "hyphen": lintHyphen, "iban": lintIban,
		"importeridx": lintImporteridx, "iso3166": lintIso3166, "iso3166999": lintIso3166999,
		"iso3166alpha2": lintIso3166alpha2, "iso4217": lintIso4217, "iso5218": lintIso5218, "latitude": lintLatitude,
		"longitude": lintLongitude, "mediatype": lintMediatype, "mi": lintMi, "nonzero": lintNonzero,
		"nozeroprefix": lintNozeroprefix, "packagetype": lintPackagetype, "pcenc": lintPcenc,
		"pieceoftotal": lintPieceoftotal, "posinseqslash": lintPosinseqslash, "ss": lintSs, "winding": lintWinding,
		"yesno": lintYesno, "yymmd0": lintYymmd0, "yymmdd": lintYymmdd, "yyyymmd0": lintYyyymmd0,
		"yyyymmdd": lintYyyymmdd, "zero": lintZero,
	}
	all, s := vectors[vector](t, "gs1-ai/linters.json")
	for _, v := range all {
		lint, ok := linters[v.Linter]
		if !ok {
			t.Fatalf("there is no linter %s", v.Linter)
		}
		f := lint(latin1(v.Input))
		if v.Valid {
			s.check(v.Linter+" "+v.Input, f.code == "", "refused: %+v", f)
			continue
		}
		code := strings.ReplaceAll(strings.ToUpper(string(f.code)), "-", "_")
		in := latin1(v.Input)
		marked := in[:f.at] + "*" + in[f.at:f.at+f.length] + "*" + in[f.at+f.length:]
		s.check(v.Linter+" "+v.Input, code == v.Error && marked == latin1(v.Highlight),
			"got %s %q, want %s %q", code, marked, v.Error, v.Highlight)
	}
}

// latin1 gives each code point of a vector its one byte.
func latin1(text string) string {
	var b []byte
	for _, r := range text {
		b = append(b, byte(r))
	}
	return string(b)
}

func TestPublicContentErrors(t *testing.T) {
	t.Parallel()
	type vector struct {
		Input, Error string
		Valid        bool
	}
	all, s := vectors[vector](t, "gs1-ai/ai-content-errors.json")
	for _, v := range all {
		_, err := ParseBracketed(v.Input, Options{})
		s.check(v.Input, (err == nil) == v.Valid && codeOf(err) == v.Error, "got %v, want %s", err, v.Error)
	}
}

func TestPublicBracketedForms(t *testing.T) {
	t.Parallel()
	type vector struct {
		Input string
		Want  string `json:"expect_unbracketed"`
		Valid bool
	}
	all, s := vectors[vector](t, "gs1-ai/ai-bracketed-parse.json")
	for _, v := range all {
		m, err := ParseBracketed(v.Input, Options{})
		if !v.Valid {
			s.check(v.Input, err != nil, "is accepted as %v", m)
			continue
		}
		want, _ := scanForm(v.Want)
		s.check(v.Input, err == nil && m.String() == want, "got %q, %v, want %q", m, err, want)
	}
}

func TestPublicElementStrings(t *testing.T) {
	t.Parallel()
	type vector struct {
		Input   string
		Valid   bool
		Options options
	}
	all, s := vectors[vector](t, "gs1-ai/ai-unbracketed-validate.json")
	for _, v := range all {
		data, isGS1 := scanForm(v.Input)
		_, err := Parse(data, Options{Unknown: v.Options.Unknown})
		s.check(v.Input, (isGS1 && err == nil) == v.Valid, "got %v", err)
	}
}

func TestPublicAssociations(t *testing.T) {
	t.Parallel()
	type vector struct {
		Input   string
		Valid   bool
		Options options
	}
	all, s := vectors[vector](t, "gs1-ai/ai-association-rules.json")
	for _, v := range all {
		m, err := ParseBracketed(v.Input, Options{Unknown: v.Options.Unknown})
		faults := m.Check()
		s.check(v.Input, (err == nil && len(faults) == 0) == v.Valid, "got %v, %v", err, faults)
	}
}

func TestPublicHumanReadableForms(t *testing.T) {
	t.Parallel()
	type vector struct {
		Input string
		HRI   []string `json:"hri"`
	}
	all, s := vectors[vector](t, "gs1-ai/hri.json")
	for _, v := range all {
		m, err := anyForm(v.Input)
		s.check(v.Input, err == nil && cmp.Equal(m.Text(), v.HRI), "got %q, %v", m.Text(), err)
	}
}

// anyForm reads the forms of the vectors of human readable text.
func anyForm(text string) (Message, error) {
	o := Options{Unknown: true}
	if strings.HasPrefix(text, "http") {
		l, err := ParseLink(text, LinkOptions{})
		return l.Message(), err
	}
	if data, isGS1 := scanForm(text); isGS1 {
		return Parse(data, o)
	}
	return ParseBracketed(strings.ReplaceAll(text, "|", ""), o)
}

func TestPublicScansAreUnderstood(t *testing.T) {
	t.Parallel()
	type vector struct {
		Scan, Symbology string
		Want            string `json:"expect_message"`
		Valid           bool
	}
	all, s := vectors[vector](t, "gs1-ai/scandata-process.json")
	for _, v := range all {
		sym, m, err := ParseScan(v.Scan, Options{})
		_, data := ParseSymbology(v.Scan)
		if !v.Valid {
			s.check(v.Scan, err != nil || sym.ID == "" || sym.ID == "]XX", "is accepted as %v", m)
			continue
		}
		got := data
		if m != nil {
			got = engineForm(sym, m)
		} else if strings.HasPrefix(strings.TrimLeft(data, `\`), "^") {
			got = `\` + data // so that the engine does not take it for FNC1
		}
		s.check(v.Scan, err == nil && got == v.Want, "got %q, %v, want %q", got, err, v.Want)
	}
}

// engineForm writes a message as the vectors do.
func engineForm(s Symbology, m Message) string {
	if s.Content != RetailNumber {
		return "^" + strings.ReplaceAll(m.String(), string(GS), "^")
	}
	text := m[0].Value[1:]
	if s.ID == "]E4" {
		text = m[0].Value[6:]
	}
	if len(m) > 1 {
		text += "|^" + strings.ReplaceAll(m[1:].String(), string(GS), "^")
	}
	return text
}

func TestPublicScansAreGenerated(t *testing.T) {
	t.Parallel()
	type vector struct {
		Symbology, Message string
		Want               string `json:"expect_scan"`
		Valid              bool
	}
	all, s := vectors[vector](t, "gs1-ai/scandata-generate.json")
	for _, v := range all {
		primary, composite, _ := strings.Cut(v.Message, "|")
		sym, again, err := ParseScan(v.Want, Options{})
		_, retailErr := ParseGTIN(primary)
		_, gs1Err := Parse(primary, Options{})
		met := false
		switch text := plainText(v.Message); {
		case !v.Valid: // what no encoder takes
			met = v.Symbology != "NONE" && retailErr != nil && (gs1Err != nil || strings.HasPrefix(v.Symbology, "EAN"))
		case strings.HasPrefix(v.Message, "^"):
			m, madeErr := anyForm(strings.ReplaceAll(v.Message, "|^", "^"))
			met = madeErr == nil && err == nil && cmp.Equal(plain(m), plain(again)) && (sym.Content != RetailNumber || m[0].AI == "01")
		case retailErr == nil: // the digits of a retail symbol, and what is beside it
			m, madeErr := anyForm(composite)
			gtin, _ := ParseGTIN(primary)
			met = madeErr == nil && err == nil && cmp.Equal(plain(again), append([][2]string{{"01", string(gtin)}}, plain(m)...))
		default: // plain text
			sym, data := ParseSymbology(v.Want)
			met = sym.ID != "" && sym.Content == AnyContent && data == text
		}
		s.check(v.Symbology+" "+v.Message, met, "got %s, %v, %v", sym.ID, again, err)
	}
}

// plainText is the text of a message of the vectors that is no element string: a
// circumflex in front is escaped, and the backslashes before it.
func plainText(message string) string {
	if rest := strings.TrimLeft(message, `\`); strings.HasPrefix(rest, "^") && rest != message {
		return message[1:]
	}
	return message
}

func plain(m Message) [][2]string {
	var pairs [][2]string
	for _, e := range m {
		pairs = append(pairs, [2]string{e.AI, e.Value})
	}
	return pairs
}

func TestPublicEntities(t *testing.T) {
	t.Parallel()
	type vector struct {
		Name, Input, AI, Value string
		Fixed                  bool `json:"fixedLength"`
		NoErrors               bool
	}
	all, s := vectors[vector](t, "gs1-ai/entities-solidsoft.json")
	for _, v := range all {
		m, err := Parse(v.Input, Options{})
		met := (err == nil) == v.NoErrors
		if met && err == nil {
			met = len(m) == 1 && m[0].AI == v.AI && m[0].Value == v.Value
		}
		s.check(v.Input, met, "%s: got %v, %v", v.Name, m, err)
	}
}

func TestPublicBounds(t *testing.T) {
	t.Parallel()
	type vector struct {
		Pattern, AI, Input string
		Valid              bool
	}
	all, s := vectors[vector](t, "gs1-ai/bounds-solidsoft.json")
	for _, v := range all {
		m, err := Parse(v.Input, Options{})
		s.check(v.Input, (err == nil) == v.Valid, "%s: got %v, %v", v.Pattern, m, err)
	}
}

func TestPublicScans(t *testing.T) {
	t.Parallel()
	type vector struct {
		Kind, Input string
		Elements    [][2]string
		Valid       bool
	}
	all, s := vectors[vector](t, "gs1-ai/scans-solidsoft.json")
	for _, v := range all {
		if v.Kind == "ean" {
			g, err := ParseGTIN(v.Input)
			s.check(v.Input, (err == nil) == v.Valid && string(g) == v.Elements[0][1], "got %s, %v", g, err)
			continue
		}
		m, err := Parse(v.Input, Options{})
		s.check(v.Input, (err == nil) == v.Valid && (err != nil || cmp.Equal(plain(m), v.Elements)), "got %v, %v", m, err)
	}
}

func TestPublicLinks(t *testing.T) {
	t.Parallel()
	type vector struct {
		URI     string
		Want    string `json:"expect_unbracketed"`
		Valid   bool
		Options options
	}
	all, s := vectors[vector](t, "digital-link/parse.json")
	for _, v := range all {
		l, err := ParseLink(v.URI, LinkOptions{Names: v.Options.Alphas, ShortGTIN: v.Options.ShortGTIN, UnknownAttributes: v.Options.UnknownQuery})
		if !v.Valid {
			s.check(v.URI, err != nil, "is accepted as %v", l)
			continue
		}
		want, _ := scanForm(v.Want)
		s.check(v.URI, err == nil && l.Message().String() == want, "got %q, %v, want %q", l.Message(), err, want)
	}
}

func TestPublicLinksAreMade(t *testing.T) {
	t.Parallel()
	type vector struct {
		Stem, AI string
		Want     string `json:"expect_uri"`
		Valid    bool
		Options  options
	}
	all, s := vectors[vector](t, "digital-link/generate.json")
	for _, v := range all {
		m, err := ParseBracketed(v.AI, Options{Unknown: v.Options.UnknownQuery})
		l := Link{}
		if err == nil {
			l, err = NewLink(v.Stem, m)
		}
		s.check(v.AI, (err == nil) == v.Valid && (err != nil || l.String() == v.Want), "got %q, %v, want %q", l, err, v.Want)
	}
}

func TestPublicEscapes(t *testing.T) {
	t.Parallel()
	type vector struct{ Input, Path, Query string }
	all, s := vectors[vector](t, "digital-link/uri-escape.json")
	for _, v := range all {
		path, query := string(appendEscaped(nil, v.Input, false)), string(appendEscaped(nil, v.Input, true))
		s.check(v.Input, path == v.Path && query == v.Query, "got %q, %q", path, query)
	}
	all, s = vectors[vector](t, "digital-link/uri-unescape.json")
	for _, v := range all {
		path, query := unescape(v.Input, false), unescape(v.Input, true)
		s.check(v.Input, path == latin1(v.Path) && query == latin1(v.Query), "got %q, %q", path, query)
	}
}

func TestPublicPathSequences(t *testing.T) {
	t.Parallel()
	all, s := vectors[[]string](t, "digital-link/valid-path-ai-sequences.json")
	for _, v := range all {
		var path Message
		for _, ai := range v {
			path = append(path, Element{AI: ai})
		}
		s.check(strings.Join(v, " "), rowOf(v[0]).key && inOrder(path) == nil, "is refused")
	}
}

func TestPublicShortNames(t *testing.T) {
	t.Parallel()
	type vector struct{ Input, Expect string }
	all, s := vectors[vector](t, "digital-link/shortname-normalise-openepcis.json")
	for _, v := range all {
		l, err := ParseLink(v.Input, LinkOptions{Names: true})
		s.check(v.Input, err == nil && l.String() == v.Expect, "got %q, %v, want %q", l, err, v.Expect)
	}
}

// TestPublicIdentifierLinks reads the links of vectors that judge a link as the
// twin of an EPC URI. They differ from the standard where they pass over a wrong
// check digit, or take characters that a URI must encode.
func TestPublicIdentifierLinks(t *testing.T) {
	t.Parallel()
	type vector struct {
		Scheme, Input string
		Valid         bool
		CheckDigit    bool `json:"checkDigit"`
	}
	all, s := vectors[vector](t, "digital-link/identifier-validate-openepcis.json")
	differs := map[string]int{}
	for _, v := range all {
		if strings.HasPrefix(v.Input, "urn:") {
			continue // for package epc
		}
		_, err := ParseLink(v.Input, LinkOptions{})
		why := ""
		switch code := codeOf(err); {
		case (err == nil) == v.Valid:
		case code == "INCORRECT_CHECK_DIGIT" && !v.CheckDigit:
			why = "a wrong check digit is passed over"
		case v.Valid && hasLoose(v.Input):
			why = "characters stand in the path that a URI must encode"
		case v.Valid && strings.HasSuffix(v.Input, "/51010"):
			why = "a date has five digits"
		case v.Valid && strings.HasSuffix(v.Input, "/8585885039434/38"):
			why = "the path has a value where an identifier belongs"
		case !v.Valid:
			why = "the link is right, and has no EPC of the vector's scheme"
		}
		if why != "" {
			differs[why]++
			s.not++
			continue
		}
		s.check(v.Scheme+" "+v.Input, (err == nil) == v.Valid, "got %v, want %v", err, v.Valid)
	}
	if diff := cmp.Diff(differently, differs); diff != "" {
		t.Errorf("the reasons have changed; mend docs/conformance.md (-listed +found): %s", diff)
	}
}

// hasLoose reports whether a link has characters in its path that a URI must encode,
// or an empty segment.
func hasLoose(link string) bool {
	_, path, _ := strings.Cut(link, "://")
	return strings.ContainsAny(path, `!"%;<>#?`) && !strings.Contains(path, "?17=") || strings.Contains(path, "//")
}

func TestPublicCompressedLinks(t *testing.T) {
	t.Parallel()
	type vector struct{ URI, ElementString, Compressed, Direction string }
	all, s := vectors[vector](t, "digital-link/compression.json")
	for _, v := range all {
		if v.Direction == "decompress" {
			l, err := Decompress(v.Compressed)
			s.check(v.Compressed, err == nil && l.String() == v.URI, "got %s, %v, want %s", l, err, v.URI)
			continue
		}
		l, err := ParseLink(v.URI, LinkOptions{Names: true, ShortGTIN: true})
		if v.ElementString != "" {
			m, _ := Parse(v.ElementString, Options{})
			l, err = NewLink("", m)
		}
		got, compressErr := l.Compress()
		got = got[strings.LastIndexByte(got, '/')+1:]
		s.check(v.URI+v.ElementString, err == nil && compressErr == nil && strings.HasSuffix(v.Compressed, got), "got %s, %v, %v, want %s", got, err, compressErr, v.Compressed)
	}
}
