package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestASymbolSaysItsText: what stands on a command sheet is the text, to the bit,
// control characters too.
func TestASymbolSaysItsText(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, kind := range []symbol.Symbology{symbol.DataMatrix, symbol.QR, symbol.Code128} {
		const text = "TW:TEST:aZ\x1d7"
		matrix, err := symbol.Encode(kind, text, symbol.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := symbol.Picture{Matrix: matrix, Bar: 24}.SVG(0.5)
		res := s.send(http.MethodGet, "/api/v1/symbols?module=0.5&symbology="+string(kind)+"&text="+url.QueryEscape(text), "operator", "")
		if res.status != http.StatusOK || res.header.Get("Content-Type") != "image/svg+xml" || res.body != string(want) {
			t.Errorf("%s: %d %s", kind, res.status, res.body)
		}
	}
}

func TestASymbolThatCannotBeDrawnSaysWhy(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for query, at := range map[string]string{
		"":                                 "query.text",
		"text=" + strings.Repeat("A", 501): "query.text",
		"text=%C3%A4&symbology=code128":    "query.text",
		"text=A&symbology=aztec":           "query.symbology",
		"text=A&module=0":                  "query.module",
		"text=A&module=NaN":                "query.module",
		"text=A&module=wide":               "query.module",
	} {
		res := s.send(http.MethodGet, "/api/v1/symbols?"+query, "operator", "")
		if res.status != http.StatusUnprocessableEntity || !strings.Contains(res.body, at) {
			t.Errorf("%s: %d %s", query, res.status, res.body)
		}
	}
}
