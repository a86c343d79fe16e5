package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// shared is what the pump works tells everybody.
const shared = `
public:
  - code: PUMPS
    parts: [PUMP-100]
    kinds: [unit]
    fields: [name, part, revision, serial, made, state, hold, site]
    text: Bleed the pump before its first run.
    links:
      - {type: pip, title: About this pump, href: "https://example.com/pump", language: en}
      - {type: pip, title: Zu dieser Pumpe, href: "https://example.com/pumpe", language: de}
      - {type: instructions, title: Manual, href: "https://example.com/pump.pdf", media: application/pdf}
  - code: BOXES
    kinds: [package]
    fields: [count]
`

// resolving is the shop with what it shares, a box with an SSCC, a tool with a
// GIAI, and parts with GTINs that share nothing.
func resolving(t *testing.T, db *sqldb.DB, shared string) *site {
	t.Helper()
	s := shop(t, db)
	def := strings.Replace(placed(plantYAML(t)), "{number: SEAL-3,", "{number: SEAL-3, gtin: \"9521234567028\",", 1) + shared
	s.Do(t, &track.Command{ID: "share", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: def}})
	for _, c := range []*track.Command{
		{ID: "box", Verb: "pack", Station: "ST-60", Mode: "report", Args: &track.Pack{Package: "106141412345678908", Items: []track.Input{{Ref: "SN2"}}}},
		{ID: "giai", Verb: "re-identify", Args: &track.Reidentify{Object: "BOX-1", Add: []track.NewIdent{{Scheme: "gs1", Value: "(8004)95212345CRATE-7"}}}},
	} {
		c.Actor = "p-1"
		s.Clock.Advance(time.Second)
		s.Do(t, c)
	}
	return s
}

// placed gives the places of the pump works their GLNs.
func placed(definition string) string {
	for _, r := range [][2]string{
		{"  name: Demo pump works\n", "  name: Demo pump works\n  gln: \"9521234000013\"\n"},
		{"- code: L1\n", "- code: L1\n        gln: 9521234000020/L1\n"},
		{"- code: ST-20\n", "- code: ST-20\n            gln: 9521234000020/ST-20\n"},
		{"{code: BIN-1,", "{code: BIN-1, gln: 9521234000020/20.1,"},
		{"- code: STORE\n", "- code: STORE\n    gln: \"9521234000020\"\n"},
	} {
		definition = strings.Replace(definition, r[0], r[1], 1)
	}
	return definition
}

const pumpLink = "/01/09521234567004"

func TestDigitalLinksAnswerMembers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := resolving(t, db, shared)
		for _, c := range []struct {
			path   string
			status int
			kind   string
			object string // name of the object
			says   string
		}{
			{pumpLink, 200, "product", "", "PUMP-100"},
			{"/01/9521234567004", 200, "product", "", "PUMP-100"}, // a GTIN-13, as it is on the label
			{pumpLink + "/21/SN1", 200, "unit", "SN1", "ASSEMBLE"},
			{pumpLink + "/22/2A/10/L9/21/SN1?17=281231&utm_source=x", 200, "unit", "SN1", ""},
			{pumpLink + "/21/NOSUCH", 404, "", "", "H451"},
			{"/01/09521234567028/10/S-77", 200, "lot", "S-77", ""},
			{"/01/09521234567028/10/S-77/21/9", 200, "lot", "S-77", `"lotOnly":true`},
			{"/01/09521234567011/21/SN1", 404, "", "", "H451"}, // a serial number of another part
			{"/01/04006381333931", 404, "", "", "H451"},
			{"/00/106141412345678908", 200, "package", "106141412345678908", `"count":"1"`},
			{"/00/106141412345678907", 400, "", "", "H460"},
			{"/8004/95212345CRATE-7", 200, "container", "BOX-1", ""},
			{"/8003/00614141000012X", 404, "", "", "H451"},
			{"/414/4012345000108/254/7", 404, "", "", "H451"},
			{"/414/9521234000013", 200, "site", "", `"place":{"code":"DEMO"}`},
			{"/414/9521234000020", 200, "area", "", `"place":{"code":"STORE"}`},
			{"/414/9521234000020/254/L1", 200, "line", "", `"place":{"code":"L1","area":"ASSEMBLY"}`},
			{"/414/9521234000020/254/ST-20", 200, "station", "", `"work":"ASSEMBLE"`},
			{"/414/9521234000020/254/20.1", 200, "position", "", `"place":{"code":"BIN-1","area":"ASSEMBLY","line":"L1","station":"ST-20"}`},
			{"/414/9521234000020/254/ST-30", 404, "", "", "H451"},
			{"/414/9521234000021", 400, "", "", "H460"},
			{"/253/4012345000115", 404, "", "", "H451"},
			{pumpLink + "/8004/1", 400, "", "", "H460"},
		} {
			res := s.send(http.MethodGet, c.path, "operator", "", "Accept: application/json")
			var got api.Resolved
			_ = json.Unmarshal([]byte(res.body), &got) // a problem has other members
			name := ""
			if got.Object != nil {
				name = got.Object.Name
			}
			if res.status != c.status || got.Kind != c.kind || name != c.object || !strings.Contains(res.body, c.says) {
				t.Errorf("%s: status %d\n%s", c.path, res.status, res.body)
			}
			page := s.send(http.MethodGet, c.path, "operator", "", "Accept: text/html")
			if page.status != c.status || !strings.HasPrefix(page.header.Get("Content-Type"), "text/html") || strings.Contains(page.body, "<script") {
				t.Errorf("%s as a page: status %d, %s", c.path, page.status, page.header)
			}
		}
	})
}

// TestVisitorsSeeWhatIsShared and nothing else: what is there and not shared
// answers as what is not there.
func TestVisitorsSeeWhatIsShared(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	for path, want := range map[string]int{
		pumpLink:                     200,
		pumpLink + "/21/SN1":         200,
		pumpLink + "/21/NOSUCH":      404,
		"/00/106141412345678908":     200,
		"/00/106141412345678915":     404,
		"/01/09521234567011":         404, // a part that is not shared
		"/01/09521234567011/21/M1":   404,
		"/01/09521234567011/21/M2":   404,
		"/01/09521234567028/10/S-77": 404,
		"/01/09521234567028/21/SN1":  404,
		"/01/04006381333931/21/SN1":  404, // a part that there is not
		"/8004/95212345CRATE-7":      404,
		"/8004/95212345CRATE-8":      404,
		"/01/09521234567005":         400,
	} {
		for _, accept := range []string{"text/html", "application/json", "application/linkset+json"} {
			res := s.send(http.MethodGet, path, "", "", "Accept: "+accept)
			if res.status != want {
				t.Errorf("%s as %s: status %d\n%s", path, accept, res.status, res.body)
			}
			for _, secret := range []string{"ST-20", "ASSEMBLE", "3gdx5ttn", "SEALCO", "VOLT", "H-16"} {
				if strings.Contains(res.body, secret) {
					t.Errorf("%s as %s tells %s", path, accept, secret)
				}
			}
		}
	}
	without := func(body, number string) string { return strings.ReplaceAll(body, number, "") }
	there := s.send(http.MethodGet, "/01/09521234567011/21/M1", "", "")
	missing := s.send(http.MethodGet, "/01/09521234567011/21/M2", "", "")
	if without(there.body, "M1") != without(missing.body, "M2") {
		t.Errorf("what is there answers\n%s\nand what is not\n%s", there.body, missing.body)
	}
	res := s.send(http.MethodGet, "/01/09521234567011/21/M1", "expired", "", "Accept: application/json")
	if res.status != http.StatusUnauthorized || !strings.Contains(res.body, "H401") {
		t.Errorf("a program with a wrong token is told %d\n%s", res.status, res.body)
	}
}

// TestVisitorsSeePlacesThatAreShared, by name and no more.
// TestWhatLeftInABoxHasLeft: neither its page nor what is asked of it says that it
// is still in work.
func TestWhatLeftInABoxHasLeft(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	s.Do(t, &track.Command{ID: "ship", Verb: "ship", Actor: "p-1", Mode: "report", Args: &track.Ship{Objects: []track.Input{{Ref: "106141412345678908"}}, To: "CUSTOMER-9"}})
	for path, says := range map[string]string{pumpLink + "/21/SN2": "shipped", "/api/v1/objects/SN2": `"life":"shipped","disposition":"in_transit"`} {
		as := ""
		if strings.HasPrefix(path, "/api") {
			as = "operator"
		}
		if res := s.send(http.MethodGet, path, as, "", "Accept: application/json"); !strings.Contains(res.body, says) {
			t.Errorf("%s: status %d\n%s", path, res.status, res.body)
		}
	}
}

func TestVisitorsSeePlacesThatAreShared(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared+"  - {code: PLACES, kinds: [place], fields: [name, site], text: Gate 3.}\n")
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/414/9521234000013":           {200, "Demo pump works"},
		"/414/9521234000020/254/ST-20": {200, "Pump assembly"},
		"/414/9521234000020/254/ST-99": {404, ""},
		"/414/9521234000037":           {404, "H464"},
	} {
		for _, accept := range []string{"application/json", "text/html"} {
			res := s.send(http.MethodGet, path, "", "", "Accept: "+accept)
			page := accept == "text/html"
			if res.status != want.status || !page && !strings.Contains(res.body, want.says) || page && want.status == 200 && !strings.Contains(res.body, "Gate 3.") {
				t.Errorf("%s as %s: status %d\n%s", path, accept, res.status, res.body)
			}
			if strings.Contains(res.body, "ASSEMBLE") || strings.Contains(res.body, `"place"`) {
				t.Errorf("%s as %s tells what is done there:\n%s", path, accept, res.body)
			}
		}
	}
}

func TestNothingIsPublicWithoutAShare(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), "")
	for _, path := range []string{pumpLink, pumpLink + "/21/SN1", "/00/106141412345678908"} {
		res := s.send(http.MethodGet, path, "", "", "Accept-Language: de")
		if res.status != http.StatusNotFound || !strings.Contains(res.body, "Nichts Öffentliches zu diesem Code") || strings.Contains(res.body, "pump") {
			t.Errorf("%s: status %d\n%s", path, res.status, res.body)
		}
	}
}

// TestDigitalLinkPages keeps the pages: what people see.
func TestDigitalLinkPages(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	s.Do(t, &track.Command{ID: "hold", Verb: "hold", Actor: "p-1", Args: &track.PlaceHold{Objects: []track.Ref{"SN2"}, Reason: "<b>leaks</b>"}})
	for name, c := range map[string]struct{ path, as, language string }{
		"visitor":        {pumpLink + "/21/SN1", "", "en"},
		"visitor-held":   {pumpLink + "/21/SN2", "", "de"},
		"visitor-absent": {pumpLink + "/21/NOSUCH", "", "es"},
		"member":         {pumpLink + "/21/SN2", "quality", "en"},
		"broken":         {"/01/09521234567005", "", "en"},
		"place":          {"/414/9521234000020/254/ST-20", "operator", "en"},
		"hidden":         {"/414/9521234000020/254/ST-20", "", "en"},
	} {
		res := s.send(http.MethodGet, c.path, c.as, "", "Accept-Language: "+c.language)
		body := strings.NewReplacer(s.url, "https://example.com", url.QueryEscape(s.url), url.QueryEscape("https://example.com")).Replace(res.body)
		_, main, _ := strings.Cut(body, "<main>") // the style above it is a file of its own
		golden.Check(t, "testdata/link/"+name+".golden", []byte(http.StatusText(res.status)+"\n"+main))
		if policy := res.header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") {
			t.Errorf("%s: policy %s", name, policy)
		}
	}
}

func TestDigitalLinksByTypeAndForm(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	s.web.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	link := pumpLink + "/21/SN1"
	for _, c := range []struct {
		query, language string
		status          int
		location        string
	}{
		{"?linkType=gs1:pip", "de-AT", 307, "https://example.com/pumpe"},
		{"?linkType=https://gs1.org/voc/pip", "en", 307, "https://example.com/pump"},
		{"?linkType=gs1:instructions", "es", 307, "https://example.com/pump.pdf"},
		{"?linkType=gs1:recipeInfo", "en", 404, ""},
		{"?linkType=gs1:defaultLink", "en", 200, ""},
	} {
		res := s.send(http.MethodGet, link+c.query, "", "", "Accept-Language: "+c.language)
		if res.status != c.status || res.header.Get("Location") != c.location {
			t.Errorf("%s: status %d, location %s", c.query, res.status, res.header.Get("Location"))
		}
	}
	res := s.send(http.MethodGet, link+"?linkType=linkset", "", "")
	if res.header.Get("Content-Type") != "application/linkset+json" || !strings.Contains(strings.Join(res.header["Link"], "\n"), "json-ld#context") {
		t.Errorf("linkset: %v", res.header)
	}
	golden.Check(t, "testdata/link/linkset.golden", []byte(strings.ReplaceAll(string(res.text()), s.url, "https://example.com")))
	page := s.send(http.MethodHead, link+"?17=281231", "", "")
	if page.body != "" || page.header.Get("Link") != "<"+s.url+link+`?17=281231&linkType=linkset>; rel="linkset"; type="application/linkset+json"` ||
		page.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("page: %v", page.header)
	}
	if res := s.send(http.MethodOptions, link, "", ""); res.status != http.StatusNoContent || res.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("options: status %d, %v", res.status, res.header)
	}
	if res := s.send(http.MethodPost, link, "operator", ""); res.status != http.StatusMethodNotAllowed {
		t.Errorf("post: status %d", res.status)
	}
}

func TestCompressedDigitalLinksAnswerAsTheirOriginal(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	out, err := s.client("operator").ConvertCode(t.Context(), &api.CodeConversion{
		CodeQuery: api.CodeQuery{Code: s.url + pumpLink + "/21/SN1"}, To: "compressed-link", Stem: s.url,
	})
	if err != nil {
		t.Fatal(err)
	}
	short := s.send(http.MethodGet, strings.TrimPrefix(out.Code, s.url), "", "", "Accept: application/json")
	whole := s.send(http.MethodGet, pumpLink+"/21/SN1", "", "", "Accept: application/json")
	if short.status != http.StatusOK || short.body != whole.body {
		t.Errorf("%s answers %d\n%s\nand its original\n%s", out.Code, short.status, short.body, whole.body)
	}
	if links := strings.Join(short.header["Link"], "\n"); !strings.Contains(links, "<"+s.url+pumpLink+`/21/SN1>; rel="owl:sameAs"`) {
		t.Errorf("Link: %s", links)
	}
}

func TestSeveralThingsOfOneLinkAreOffered(t *testing.T) {
	t.Parallel()
	s := resolving(t, sqldbtest.SQLite(t), shared)
	s.Do(t, receive("r1", "SEAL-3", "OTHER", "S-77"))
	res := s.send(http.MethodGet, "/01/09521234567028/10/S-77", "operator", "", "Accept: text/html")
	if res.status != http.StatusConflict || !strings.Contains(res.body, "SEALCO") || !strings.Contains(res.body, "OTHER") {
		t.Errorf("status %d\n%s", res.status, res.body)
	}
}

func TestResolverDescribesItself(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	res := s.send(http.MethodGet, "/.well-known/gs1resolver", "", "")
	golden.Check(t, "testdata/link/well-known.golden", []byte(strings.ReplaceAll(string(res.text()), s.url, "https://example.com")))
}

// TestVisitorsAreBounded: nobody tries out serial numbers, and who is signed in
// notices nothing of it.
func TestVisitorsAreBounded(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	h := httpapi.New(config(t, p))
	ask := func(from, as string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, pumpLink+"/21/SN1", http.NoBody)
		r.RemoteAddr = from
		if as != "" {
			r.Header.Set("Authorization", "Bearer "+as)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for i := range 60 {
		if w := ask("192.0.2.7:99", ""); w.Code != http.StatusNotFound {
			t.Fatalf("question %d: status %d", i, w.Code)
		}
	}
	w := ask("192.0.2.7:100", "")
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "Too many questions") {
		t.Errorf("status %d, %v\n%s", w.Code, w.Header(), w.Body)
	}
	if w := ask("192.0.2.8:99", ""); w.Code != http.StatusNotFound {
		t.Errorf("another visitor: status %d", w.Code)
	}
	if w := ask("192.0.2.7:99", "operator"); w.Code != http.StatusNotFound {
		t.Errorf("who is signed in: status %d", w.Code)
	}
}
