package webui_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tracewright/tracewright/internal/webui"
)

const script = "console.log('a script that is long enough to be compressed')"

// build is a build of the screens, as web/scripts/compress.mjs leaves it.
func build(t *testing.T) fstest.MapFS {
	t.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.WriteString(z, script); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"index.html":            {Data: []byte(`<meta name="style-nonce" content="__NONCE__">`)},
		"assets/app-1a2b.js.gz": {Data: packed.Bytes()},
		"assets/app-1a2b.js.br": {Data: []byte("as brotli")},
		"assets/font.woff2":     {Data: []byte("a font")},
		"favicon.svg":           {Data: []byte("<svg/>")},
	}
}

func get(h http.Handler, path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryScreenGetsTheShellWithANonceOfItsOwn(t *testing.T) {
	t.Parallel()
	h := webui.New(build(t))
	seen := map[string]bool{}
	for _, path := range []string{"/", "/stations", "/station/D-50", "/index.html", "/objects/a%2Fb", "/objects/SN.1", "/../../etc/passwd"} {
		w := get(h, path, "")
		policy := w.Header().Get("Content-Security-Policy")
		_, rest, _ := strings.Cut(policy, "'nonce-")
		nonce, _, _ := strings.Cut(rest, "'")
		if w.Code != http.StatusOK || nonce == "" || !strings.Contains(w.Body.String(), nonce) || seen[nonce] {
			t.Errorf("%s: status %d, policy %q, body %q", path, w.Code, policy, w.Body)
		}
		seen[nonce] = true
	}
}

func TestThePolicyLetsNothingInFromElsewhere(t *testing.T) {
	t.Parallel()
	policy := get(webui.New(build(t)), "/", "").Header().Get("Content-Security-Policy")
	for _, never := range []string{"unsafe-inline", "unsafe-eval'", "http:", "https:", "*"} {
		if strings.Contains(strings.ReplaceAll(policy, "'wasm-unsafe-eval'", ""), never) {
			t.Errorf("the policy has %s: %s", never, policy)
		}
	}
}

func TestAPartOfAPageSaysNothingOfPages(t *testing.T) {
	t.Parallel()
	dist := build(t)
	dist["assets/feed.worker-3c4d.js"] = &fstest.MapFile{Data: []byte("work")}
	h := webui.New(dist)
	for path, policy := range map[string]bool{"/": true, "/favicon.svg": true, "/assets/feed.worker-3c4d.js": true, "/assets/app-1a2b.js": false} {
		header := get(h, path, "").Header()
		if got := header.Get("Content-Security-Policy") != ""; got != policy {
			t.Errorf("%s has a policy: %t, want %t", path, got, policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: the type may be guessed", path)
		}
	}
}

func TestAFileComesInTheFormThatTheBrowserTakes(t *testing.T) {
	t.Parallel()
	h := webui.New(build(t))
	for _, c := range []struct{ accept, encoding string }{
		{"gzip, deflate, br", "br"}, {"gzip", "gzip"}, {"br;q=0, gzip;q=0.5", "gzip"}, {"", ""}, {"identity", ""},
	} {
		w := get(h, "/assets/app-1a2b.js", c.accept)
		if got := w.Header().Get("Content-Encoding"); w.Code != http.StatusOK || got != c.encoding {
			t.Errorf("%q: status %d, encoding %q, want %q", c.accept, w.Code, got, c.encoding)
		}
		if c.encoding == "" && w.Body.String() != script {
			t.Errorf("%q: %q", c.accept, w.Body)
		}
		if got := w.Header().Get("Content-Type"); got != "text/javascript; charset=utf-8" {
			t.Errorf("%q: type %q", c.accept, got)
		}
	}
}

func TestOnlyNamesOfTheirContentAreKeptForGood(t *testing.T) {
	t.Parallel()
	h := webui.New(build(t))
	for path, want := range map[string]string{
		"/assets/font.woff2": "public, max-age=31536000, immutable", "/favicon.svg": "no-cache", "/": "no-cache",
	} {
		if got := get(h, path, "").Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestWhatIsNoFileIsNotFound(t *testing.T) {
	t.Parallel()
	h := webui.New(build(t))
	for _, path := range []string{"/assets/old-9.js", "/assets/x/", "/x/../assets/y"} {
		if w := get(h, path, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}

func TestWithoutABuildItSaysHowToBuild(t *testing.T) {
	t.Parallel()
	w := get(webui.New(fstest.MapFS{}), "/stations", "")
	if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}
