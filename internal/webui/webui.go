package webui

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"embed"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

// The pattern fits dist, which may not be there, and missing.html, which is.
//
//go:embed [dm]is*
var embedded embed.FS

// shell is the page that all screens share. It is the one file that is kept as
// it is.
const shell = "index.html"

// hashed is the folder of files whose names change with their content.
const hashed = "assets/"

// worker is in the names of scripts that work beside a page, each under a policy
// of its own.
const worker = "worker"

// nonceMark stands in the shell for what lets its own styles in, once for each
// answer.
const nonceMark = "__NONCE__"

// types are of the files that a build has; the system's table may differ.
var types = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
	".woff2": "font/woff2",
}

// Handler serves the screens that were built into this program.
func Handler() http.Handler {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		return New(embedded)
	}
	return New(dist)
}

// New serves the screens of a build. Any address that is no file is that of a
// screen, and gets the page that draws it; a folder without that page has no
// build, and gets a page that says how to make one.
func New(dist fs.FS) http.Handler {
	page, err := open(dist, shell, "")
	if err != nil {
		return http.HandlerFunc(serveMissing)
	}
	return &site{dist: dist, shell: page}
}

// serveMissing says how to build the screens.
func serveMissing(w http.ResponseWriter, r *http.Request) {
	page, err := embedded.ReadFile("missing.html")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	secure(w.Header(), "")
	w.Header().Set("Content-Type", types[".html"])
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(page) // the client is gone
}

// site is a build of the screens.
type site struct {
	dist  fs.FS
	shell []byte
}

// ServeHTTP answers a request for a screen or for a file of the build.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	encoding := encodingFor(r, s.dist, name)
	b, err := open(s.dist, name, encoding)
	switch {
	case err != nil && strings.HasPrefix(name, hashed):
		http.NotFound(w, r)
		return
	case err != nil || name == shell:
		s.serveShell(w)
		return
	}
	h := w.Header()
	if strings.HasPrefix(name, hashed) && !strings.Contains(name, worker) {
		part(h)
	} else {
		secure(h, "")
	}
	h.Set("Content-Type", typeOf(name))
	h.Set("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, hashed) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(b) // the client is gone
}

func (s *site) serveShell(w http.ResponseWriter) {
	nonce := rand.Text()
	secure(w.Header(), nonce)
	w.Header().Set("Content-Type", types[".html"])
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(bytes.ReplaceAll(s.shell, []byte(nonceMark), []byte(nonce))) // the client is gone
}

// secure says to the browser what the page may do: load from here, speak to here,
// and nothing else.
func secure(h http.Header, nonce string) {
	style := "style-src 'self'"
	if nonce != "" {
		style += " 'nonce-" + nonce + "'"
	}
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "+style+"; "+
		"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; "+
		"manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
}

// part takes away what speaks of pages only, from the answer with a part of one:
// forty of them make a screen, and it would be a tenth of what comes over the wire.
func part(h http.Header) {
	for _, name := range []string{
		"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
	} {
		h.Del(name)
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

func typeOf(name string) string {
	if t := types[path.Ext(name)]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// encodings are the forms that a file may have, the smallest first, by the
// ending of its name.
var encodings = []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}}

// encodingFor is the smallest form of a file that a browser takes; empty for the
// file as it is.
func encodingFor(r *http.Request, dist fs.FS, name string) string {
	var taken []string
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		encoding, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(quality) != "q=0" {
			taken = append(taken, encoding)
		}
	}
	for _, e := range encodings {
		if _, err := fs.Stat(dist, name+e.ending); err == nil && slices.Contains(taken, e.name) {
			return e.name
		}
	}
	return ""
}

// open reads a file in a form. What is kept compressed only is unpacked where the
// plain form is wanted.
func open(dist fs.FS, name, encoding string) ([]byte, error) {
	for _, e := range encodings {
		if e.name == encoding {
			return fs.ReadFile(dist, name+e.ending)
		}
	}
	b, err := fs.ReadFile(dist, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	packed, err := dist.Open(name + ".gz")
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
