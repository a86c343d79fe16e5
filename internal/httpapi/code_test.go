package httpapi_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestCodesAreUnderstood keeps what is said of codes: readers of the API rely on
// its form.
func TestCodesAreUnderstood(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	for name, c := range map[string]struct{ path, body string }{
		"parse-gs1":         {"parse", `{"code":"]d2010952123454321310LOT7\u001d21SN1"}`},
		"parse-check-digit": {"parse", `{"code":"(01)09521234543214"}`},
		"parse-doubt":       {"parse", `{"code":"010952123454321310ABC17261231"}`},
		"parse-bytes":       {"parse", `{"bytes":"//4A"}`},
		"parse-hostile":     {"parse", `{"code":"<script>^XA\u0000\u202e"}`},
		"parse-label":       {"parse", `{"codes":["P4711","]C0Q24","S000042"]}`},
		"parse-label-mixed": {"parse", `{"codes":["P4711","P4712"]}`},
		"parse-label-both":  {"parse", `{"code":"a","codes":["P4711"]}`},
		"parse-both":        {"parse", `{"code":"a","bytes":"//4A"}`},
		"parse-unknown":     {"parse", `{"text":"a"}`},
		"convert-tag":       {"convert", `{"code":"(01)80614141123458(21)6789","to":"hex","prefixLength":7,"filter":3}`},
		"convert-prefix":    {"convert", `{"code":"(01)80614141123458(21)6789","to":"epc"}`},
		"convert-doubt":     {"convert", `{"code":"010952123454321310ABC17261231","to":"link"}`},
		"convert-form":      {"convert", `{"code":"(01)80614141123458","to":"morse"}`},
		"convert-filter":    {"convert", `{"code":"(01)80614141123458","to":"hex","filter":8}`},
	} {
		res := s.send(http.MethodPost, "/api/v1/codes/"+c.path, "operator", c.body)
		if want := map[bool]int{true: 200, false: 422}[name[:5] == "parse" && !strings.HasSuffix(name, "both") && !strings.HasSuffix(name, "unknown") || name == "convert-tag"]; res.status != want {
			t.Errorf("%s: status %d", name, res.status)
		}
		golden.Check(t, "testdata/code/"+name+".golden", []byte(res.body))
	}
}

// TestPrefixLengthsAreLookedUp: those of the plant definition come before those
// that the server was told, and what nobody knows is not guessed.
func TestPrefixLengthsAreLookedUp(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: "site: {code: S}\ncompanyPrefixes: [0614141]\n"}})
	cfg := config(t, p)
	prefixes, _, n, err := ident.ReadPrefixes([]byte(`{"GCPPrefixFormatList":{"date":"2026-01-01","entry":[{"prefix":"952","gcpLength":9},{"prefix":"061","gcpLength":8}]}}`))
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	cfg.Prefixes = prefixes
	web := httptest.NewServer(httpapi.New(cfg))
	t.Cleanup(web.Close)
	s := &site{Plant: p, t: t, url: web.URL, web: web}
	for code, want := range map[string]string{
		"(01)80614141123458(21)6789": `"urn:epc:id:sgtin:0614141.812345.6789"`,
		"(01)09521234567004(21)SN1":  `"urn:epc:id:sgtin:952123456.0700.SN1"`,
		"(01)04006381333931(21)SN1":  "epc.prefix-unknown: company prefix: its length is not known",
	} {
		res := s.send(http.MethodPost, "/api/v1/codes/convert", "operator", `{"code":"`+code+`","to":"epc"}`)
		if !strings.Contains(res.body, want) {
			t.Errorf("%s: status %d, %s", code, res.status, res.body)
		}
	}
}

func TestLongCodesAreBounded(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	for _, unit := range []string{"9", "(01)", "[)>", "%", "\\u001d", "urn:epc:id:", "91"} {
		res := s.send(http.MethodPost, "/api/v1/codes/parse", "operator", `{"code":"`+strings.Repeat(unit, 10_000/len(unit))+`"}`)
		if res.status != http.StatusOK || len(res.body) > 4000 {
			t.Errorf("%s: status %d, %d bytes", unit, res.status, len(res.body))
		}
	}
}

func TestCodesThroughTheClient(t *testing.T) {
	t.Parallel()
	c := start(t, sqldbtest.SQLite(t)).client("operator")
	readings, err := c.ParseCode(t.Context(), &api.CodeQuery{Code: "https://id.gs1.org/01/09521234543213/21/SN1"})
	if err != nil || len(readings) != 2 || readings[0].Scheme != "gs1-digital-link" || readings[1].Scheme != "text" {
		t.Errorf("got %+v, %v", readings, err)
	}
	out, err := c.ConvertCode(t.Context(), &api.CodeConversion{CodeQuery: api.CodeQuery{Code: "(01)09521234543213(21)SN1"}, To: "link", Stem: "https://example.com"})
	if err != nil || out.Code != "https://example.com/01/09521234543213/21/SN1" {
		t.Errorf("got %+v, %v", out, err)
	}
	_, err = c.ConvertCode(t.Context(), &api.CodeConversion{CodeQuery: api.CodeQuery{Code: "plain"}, To: "link"})
	var p *api.Problem
	if !errors.As(err, &p) || p.Code != "H422" {
		t.Errorf("got %v", err)
	}
}
