package demo

import (
	"bytes"
	"embed"
	"net/http"
	"time"
)

//go:embed page
var pageFiles embed.FS

// Page serves the demo's page at / and what it needs below /demo/. Nothing in
// it comes from another address.
func Page() http.Handler {
	mux := http.NewServeMux()
	for path, file := range map[string]string{
		"GET /{$}":              "page/index.html",
		"GET /demo/style.css":   "page/style.css",
		"GET /demo/app.js":      "page/app.js",
		"GET /demo/favicon.svg": "page/favicon.svg",
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			b, err := pageFiles.ReadFile(file)
			if err != nil {
				http.NotFound(w, r)
				return
			}
			h := w.Header()
			h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "+
				"base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
			h.Set("Referrer-Policy", "no-referrer")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Cache-Control", "no-cache")
			http.ServeContent(w, r, file, time.Time{}, bytes.NewReader(b))
		})
	}
	return mux
}
