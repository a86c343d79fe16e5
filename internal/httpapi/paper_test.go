package httpapi_test

import (
	"compress/zlib"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/locale"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// setText is how a PDF sets a line of text.
var setText = regexp.MustCompile(`(?s) Td \((.*?)\) ?Tj ET`)

// textsOf are the texts that are set in a PDF, in their order, one a line.
func textsOf(t *testing.T, pdf string) string {
	t.Helper()
	var all strings.Builder
	for part := range strings.SplitSeq(pdf, "\nstream\n") {
		r, err := zlib.NewReader(strings.NewReader(part))
		if err != nil {
			continue // what stands between
		}
		content, err := io.ReadAll(io.LimitReader(r, 1<<20)) // a font is longer
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range setText.FindAllSubmatch(content, -1) {
			all.WriteString(unescaped(m[1]) + "\n")
		}
	}
	return all.String()
}

// unescaped is a text of a PDF: UTF-16, with a backslash before what is reserved.
func unescaped(text []byte) string {
	var plain []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
			if text[i] == 'r' {
				plain = append(plain, '\r')
				continue
			}
		}
		plain = append(plain, text[i])
	}
	var units []uint16
	for i := 0; i+1 < len(plain); i += 2 {
		units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
	}
	return string(utf16.Decode(units))
}

// TestPapersSpeakTheLanguageOfTheirReader: by the header and by the parameter, by
// the clock of the plant, with the names of people for those who may see them.
func TestPapersSpeakTheLanguageOfTheirReader(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	eve := s.hire("Eve Núñez", "4712", "", auth.RoleOperator)
	s.Do(t, &track.Command{ID: "by-eve", Verb: "start", Mode: track.ModeReport, Station: "ST-50", Actor: eve, Args: &track.Start{Object: "SN2"}})
	s.Do(t, &track.Command{ID: "outside", Verb: "measure", Mode: track.ModeReport, Station: "ST-30", Actor: eve, Args: &track.Measure{Object: "SN2", Characteristic: "TORQUE", Value: "5.91"}})
	for _, c := range []struct {
		path, role, header string
		has, lacks         []string
	}{
		{
			"/api/v1/objects/SN2/record?format=pdf", "operator", "Accept-Language: en",
			[]string{"As-built record of SN2", "unit", "Serial number assigned: SN2.", "5.91 N·m", "Eve Núñez", eve, "page 1 of ", "CET", "lower limit", "Times by the clock of the plant, Europe/Berlin."},
			[]string{"Bauakte"},
		},
		{
			"/api/v1/objects/SN2/record?format=pdf", "operator", "Accept-Language: de-AT, en;q=0.5",
			[]string{"Bauakte von SN2", "Einheit", "Seriennummer vergeben: SN2.", "5,91 N·m", "Eve Núñez", "Seite 1 von ", "CET", "untere Grenze", "Verstoß: ", "Was geschah", "Jeder Eintrag"},
			[]string{"Serial number", "page", "Outcome", "unit", "MISSING", "fail", "breach"},
		},
		{
			"/api/v1/objects/SN2/record?format=pdf&lang=es", "planner", "Accept-Language: de",
			[]string{"Registro de fabricación de SN2", "unidad", "Número de serie asignado: SN2.", "5,91 N·m", eve, "página 1 de ", "límite inferior", "Qué ocurrió", "Cada entrada"},
			[]string{"Eve Núñez", "Serial number", "Bauakte", "Outcome"},
		},
		{
			"/api/v1/trace?object=SN1&format=pdf", "operator", "Accept-Language: de",
			[]string{"Rückverfolgung: was in SN1", "Teil", "bewiesen", "eingebaut, aus SN1", "Wo es jetzt ist", "Seite 1 von ", "Ebenen", "alle"},
			[]string{"proven", "installed", "Trace back", "Where"},
		},
		{
			"/api/v1/trace?object=S-77&direction=forward&format=pdf&lang=es", "operator", "Accept-Language: en",
			[]string{"Trazabilidad hacia delante", "probado", "Dónde está ahora"},
			[]string{"proven", "Trace forward"},
		},
		{
			"/api/v1/trace?part=PUMP-100&from=2026-01-01T00:00:00Z&operator=" + eve + "&format=pdf&lang=de", "operator", "Accept-Language: en",
			[]string{"Teil PUMP-100", "Werker Eve Núñez", "ab 01.01.2026 01:00:00 CET"},
			[]string{"what fits"},
		},
	} {
		res := s.send(http.MethodGet, c.path, c.role, "", c.header)
		if res.status != http.StatusOK || res.header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: %d %s", c.path, res.status, res.body)
			continue
		}
		texts := textsOf(t, res.body)
		for _, text := range c.has {
			if !strings.Contains(texts, text) {
				t.Errorf("%s %s lacks %q:\n%s", c.path, c.header, text, texts)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(texts, text) {
				t.Errorf("%s %s has %q", c.path, c.header, text)
			}
		}
	}
}

// TestPapersHaveWordsForAllTheySay looks at what the source asks to be said, and at
// the values that the API names.
func TestPapersHaveWordsForAllTheySay(t *testing.T) {
	t.Parallel()
	german := locale.In("de")
	known := func(where, english string) {
		t.Helper()
		if english != "" && !german.Knows(english) {
			t.Errorf("%s: nobody says %q in other languages", where, english)
		}
	}
	asked := 0
	for _, file := range []string{"paper.go", "recordreport.go", "tracereport.go"} {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, english := range said(call) {
				asked++
				known(file, english)
			}
			return true
		})
	}
	if asked < 60 {
		t.Errorf("only %d texts are found in the source", asked)
	}
	for _, of := range []any{api.Object{}, api.Edge{}, api.Visit{}, api.Measurement{}, api.Defect{}, api.PrintJob{}} {
		for i, typ := 0, reflect.TypeOf(of); i < typ.NumField(); i++ {
			for value := range strings.SplitSeq(typ.Field(i).Tag.Get("enum"), ",") {
				known(typ.Name()+"."+typ.Field(i).Name, value)
			}
		}
	}
}

// said are the texts that a call has said: the first of say, the list of columns,
// every second of facts.
func said(call *ast.CallExpr) []string {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	from := call.Args[:1]
	switch method.Sel.Name {
	case "say":
	case "columns":
		from = nil
		if list, ok := call.Args[0].(*ast.CompositeLit); ok {
			from = list.Elts
		}
	case "facts":
		from = nil
		for i := 0; i < len(call.Args); i += 2 {
			from = append(from, call.Args[i])
		}
	default:
		return nil
	}
	var all []string
	for _, e := range from {
		if text := literal(e); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// literal is a text that stands in the source, in one piece or several.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return literal(e.X) + literal(e.Y)
	}
	return ""
}
