package httpapi

import (
	"embed"
	"mime"
	"net/http"
	"path"
)

// The page that shows the description of the API; it loads nothing from
// elsewhere.
//
//go:embed reference
var referenceFiles embed.FS

func (s *server) serveReference(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	if name == "" {
		name = "index.html"
	}
	b, err := referenceFiles.ReadFile(path.Join("reference", path.Base(name)))
	if err != nil {
		return problem(CodeNoAddress, "")
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(b) // the client is gone
	return nil
}
