package resolver

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
)

func TestOnlyDigitalLinksConcernTheResolver(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"/01/09521234567004": true, "/01/wrong": true, "/8003/00614141000012/7": true, "/253/4012345000115": true,
		"/414/4012345000108/254/7": true, "/00/106141412345678908": true, "/8017/x": true, "/402/x": true, "/401/x": true,
		"/255/x": true, "/417/x": true, "/8004/x": true, "/8006/x": true, "/8010/x": true, "/8013/x": true, "/8018/x": true,
		"/10/LOT": false, "/01": false, "/01/": false, "/": false, "/stations": false, "/station/S1": false, "/find": false,
		"/sign-in-with-a-badge": false, "/api/v1/objects": false, "/99/x": false,
	} {
		if got := Concerns(httptest.NewRequest(http.MethodGet, path, http.NoBody)); got != want {
			t.Errorf("%s: got %v", path, got)
		}
	}
}

func TestQuestionsAreRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path, accept, language string
		level                  Level
		identity, part         string
		form                   Form
		linkType               string
		spoken                 Language
	}{
		{"/01/9521234567004", "", "", Class, "https://id.gs1.org/01/09521234567004", "09521234567004", FormPage, "", English},
		{"/01/09521234567004/22/2A/10/L%2F7/21/S1?17=271231&utm=x", "text/html,application/json;q=0.9", "de-CH,en;q=0.5", Instance, "https://id.gs1.org/01/09521234567004/22/2A/10/L%2F7/21/S1", "09521234567004", FormPage, "", German},
		{"/01/09521234567004/10/L7?linkType=gs1:pip", "application/json", "fr, es;q=0.3", Lot, "https://id.gs1.org/01/09521234567004/10/L7", "09521234567004", FormJSON, "gs1:pip", Spanish},
		{"/00/106141412345678908", "application/linkset+json", "", Instance, "https://id.gs1.org/00/106141412345678908", "", FormLinkset, "", English},
		{"/8003/00614141000012?linkType=linkset", "text/html", "", Class, "https://id.gs1.org/8003/00614141000012", "", FormLinkset, "", English},
		{"/8003/00614141000012X9?linkType=all", "", "", Instance, "https://id.gs1.org/8003/00614141000012X9", "", FormLinkset, "", English},
		{"/8006/095212345670040102/21/7", "*/*;q=0.1, application/json;q=0.2", "", Instance, "https://id.gs1.org/8006/095212345670040102/21/7", "09521234567004", FormJSON, "", English},
		{"/8010/0614141ABC/8011/9", "image/png", "xx", Instance, "https://id.gs1.org/8010/0614141ABC/8011/9", "0614141ABC", FormPage, "", English},
		{"/8004/95212345ABC", "application/json;q=0, text/html;q=bad", "", Instance, "https://id.gs1.org/8004/95212345ABC", "", FormPage, "", English},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, http.NoBody)
		r.Header.Set("Accept", c.accept)
		r.Header.Set("Accept-Language", c.language)
		q, err := Read(r, "https://example.com")
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if q.Level() != c.level || q.Identity() != c.identity || q.PartKey() != c.part || q.Form != c.form || q.LinkType != c.linkType || q.Language != c.spoken {
			t.Errorf("%s: got %s %s %s %v %s %s", c.path, q.Level(), q.Identity(), q.PartKey(), q.Form, q.LinkType, q.Language)
		}
	}
}

func TestCompressedLinksAreUncompressed(t *testing.T) {
	t.Parallel()
	q, err := Read(httptest.NewRequest(http.MethodGet, "/01/09521234567004/21/S1", http.NoBody), "https://example.com")
	if err != nil {
		t.Fatal(err)
	}
	short, err := q.Link.Compress()
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, strings.TrimPrefix(short, "https://example.com"), http.NoBody)
	again, err := Read(r, "https://example.com")
	if err != nil || !Concerns(r) || !again.Compressed || again.URI() != "https://example.com/01/09521234567004/21/S1" {
		t.Errorf("%s: got %v, %v", short, again, err)
	}
}

func TestBrokenLinksSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/01/09521234567005":                     "check digit",
		"/01/09521234567004/21/":                 "",
		"/01/09521234567004/21/S1/10/L":          "in this order",
		"/00/%3Cscript%3E":                       "",
		"/01/" + strings.Repeat("9", MaxURI+100): "",
	} {
		_, err := Read(httptest.NewRequest(http.MethodGet, path, http.NoBody), "https://example.com")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", path[:min(40, len(path))], err)
		}
	}
}

func TestLinksAreFoundByTypeAndLanguage(t *testing.T) {
	t.Parallel()
	links := []Link{
		{Type: "pip", Title: "en", Language: "en"},
		{Type: "pip", Title: "de", Language: "de-CH"},
		{Type: "pip", Title: "any"},
		{Type: "https://example.com/repair", Title: "repair", Language: "en"},
	}
	for _, c := range []struct {
		linkType  string
		languages []string
		want      string
	}{
		{"gs1:pip", nil, "any"},
		{"https://gs1.org/voc/pip", []string{"fr", "en-us"}, "en"},
		{"https://ref.gs1.org/voc/pip", []string{"de"}, "de"},
		{"pip", []string{"fr"}, "any"},
		{"https://example.com/repair", []string{"fr"}, "repair"},
		{"gs1:epil", nil, ""},
	} {
		got, ok := Find(links, c.linkType, c.languages)
		if got.Title != c.want || ok != (c.want != "") {
			t.Errorf("%s in %v: got %q", c.linkType, c.languages, got.Title)
		}
	}
}

func TestPageHasTheLinksThatAreUnderstood(t *testing.T) {
	t.Parallel()
	links := []Link{
		{Type: "pip", Title: "en", Language: "en"},
		{Type: "pip", Title: "de", Language: "de"},
		{Type: "pip", Title: "any"},
		{Type: "instructions", Title: "manual", Language: "en"},
	}
	titles := func(languages ...string) (all string) {
		for _, l := range Suited(links, languages) {
			all += l.Title + " "
		}
		return all
	}
	for language, want := range map[string]string{"de-at": "de any manual ", "en": "en any manual ", "fr": "any manual "} {
		if got := titles(language); got != want {
			t.Errorf("%s: got %s", language, got)
		}
	}
}

func TestLinksetHasTheFormOfRFC9264(t *testing.T) {
	t.Parallel()
	b, err := Linkset("https://example.com/01/09521234567004", "Pump", []Link{
		{Type: "defaultLink", Title: "Pump", Href: "https://example.com/01/09521234567004", Media: "text/html"},
		{Type: "pip", Title: "About", Href: "https://example.org/a", Language: "en"},
		{Type: "pip", Title: "Über", Href: "https://example.org/b", Language: "de"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	_ = json.Unmarshal([]byte(`{"linkset":[{"anchor":"https://example.com/01/09521234567004","itemDescription":"Pump",
		"https://gs1.org/voc/defaultLink":[{"href":"https://example.com/01/09521234567004","title":"Pump","type":"text/html"}],
		"https://gs1.org/voc/pip":[{"href":"https://example.org/a","title":"About","hreflang":["en"]},{"href":"https://example.org/b","title":"Über","hreflang":["de"]}]}]}`), &want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPageShowsHostileTextAsText: whatever a label says, the page stays one.
func TestPageShowsHostileTextAsText(t *testing.T) {
	t.Parallel()
	evil := `"><script>alert(1)</script><img src=x onerror=alert(1)>` + "\u202e'"
	p := MustPages()
	b, err := p.HTML(&Page{
		Language: English, Site: evil, Kind: "unit", Title: evil, Subtitle: evil, Detail: evil, Text: evil, Marks: []Mark{{"held", Stop}},
		Facts: []Fact{{Word: "serial", Value: evil}}, Holds: []Hold{{evil, evil, evil}}, Names: []Name{{evil, evil, evil, true}},
		Code: []Element{{evil, evil, evil}}, Links: []Link{{Title: evil, Href: "javascript:alert(1)", Language: evil}},
		Candidates: []Candidate{{evil, evil}}, Screen: evil, SignIn: evil, Class: evil,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, banned := range []string{"<script", "<img", "javascript:"} {
		if strings.Contains(string(b), banned) {
			t.Errorf("the page has %s", banned)
		}
	}
	if open, closed := strings.Count(string(b), "<bdi>"), strings.Count(string(b), "</bdi>"); open != closed || open < 10 {
		t.Errorf("%d bdi, %d closed", open, closed)
	}
}

// TestPolicyLetsTheStyleIn: the hash is that of the style as it stands in the page.
func TestPolicyLetsTheStyleIn(t *testing.T) {
	t.Parallel()
	p := MustPages()
	b, err := p.HTML(&Page{Language: German, Heading: "hiddenTitle", Notes: []string{"hiddenText"}, SignIn: "/find"})
	if err != nil {
		t.Fatal(err)
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindSubmatch(b)
	if style == nil {
		t.Fatal("no style")
	}
	sum := sha256.Sum256(style[1])
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(p.Policy(), want) {
		t.Errorf("the policy lacks %s: %s", want, p.Policy())
	}
	if len(b) > 8<<10 {
		t.Errorf("the page has %d bytes", len(b))
	}
	for _, text := range []string{`lang="de"`, "Nichts Öffentliches zu diesem Code", `href="/find"`} {
		if !strings.Contains(string(b), text) {
			t.Errorf("the page lacks %s", text)
		}
	}
}

func TestWordsAreThereInAllLanguages(t *testing.T) {
	t.Parallel()
	for key := range words {
		for _, l := range []Language{English, German, Spanish} {
			if text, err := say(l, key); err != nil || !utf8.ValidString(text) {
				t.Errorf("%s: %v", key, err)
			}
		}
	}
	for _, used := range regexp.MustCompile(`say \$l "(\w+)"`).FindAllStringSubmatch(pageHTML, -1) {
		if words[used[1]] == nil {
			t.Errorf("no word for %s", used[1])
		}
	}
	if _, err := say(English, "nonsense"); err == nil {
		t.Error("a word that there is not is found")
	}
}

func FuzzRead(f *testing.F) {
	for _, path := range []string{"/01/09521234567004/21/S1?17=271231", "/ARFKk4XBoCKLc5HEiTIYIAMwmOlw", "/00/x?linkType=all", "/8003/%00"} {
		f.Add(path, "application/json;q=0.3,text/html", "de,en;q=x")
	}
	p := MustPages()
	f.Fuzz(func(t *testing.T, path, accept, language string) {
		r, err := http.NewRequest(http.MethodGet, "http://example.com/", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		u, err := r.URL.Parse(path)
		if err != nil {
			return
		}
		r.URL = u
		r.Header.Set("Accept", accept)
		r.Header.Set("Accept-Language", language)
		if !Concerns(r) {
			return
		}
		q, err := Read(r, "http://example.com")
		if err != nil {
			return
		}
		page := &Page{Language: q.Language, Heading: "unknownTitle", Class: q.Class()}
		for _, e := range q.Link.Message() {
			page.Code = append(page.Code, Element{e.AI, TitleOf(e.AI), e.Value})
		}
		if _, err := p.HTML(page); err != nil || q.Level() == "" || q.Identity() == "" {
			t.Errorf("%s: %v", path, err)
		}
	})
}
