package httpapi

import (
	"bytes"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// keptTypes are the media types of files, with the ends of their names.
var keptTypes = map[string]string{
	attachment.JPEG: ".jpg", attachment.PNG: ".png", attachment.WebP: ".webp", attachment.PDF: ".pdf", attachment.Text: ".txt",
}

// How a browser shows a file: alone, without scripts, without anything from
// elsewhere, and only within our own pages. Browsers draw a PDF by a viewer of
// their own, which a sandbox would not let run.
const (
	showAlone  = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
	showInside = showAlone + "; sandbox"
)

func describeUpload(h huma.API, op *huma.Operation) {
	answers[api.Attachment](h, op)
	op.Description += " It is kept once, however often it is sent, and what it is, is read from its bytes: JPEG, PNG, WebP, PDF, or text in UTF-8 such as CSV. " +
		"What no command names within 30 days is dropped."
	op.RequestBody = &huma.RequestBody{
		Description: "The bytes of the file, at most 10 MiB.", Required: true,
		Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
	}
}

// postAttachment keeps a file.
func (s *server) postAttachment(w http.ResponseWriter, r *http.Request) error {
	if !s.Engine.Leads() {
		return engine.ErrStandby
	}
	b, err := bytesOf(w, r, attachment.MaxBytes)
	if err != nil {
		return err
	}
	f, err := s.Attachments.Put(r.Context(), b, principalOf(r.Context()).ID)
	switch {
	case errors.Is(err, attachment.ErrType):
		return problem(CodeFileType, "")
	case errors.Is(err, attachment.ErrErased):
		return problem(CodeErased, "")
	case err != nil:
		return err
	}
	return answer(w, &api.Attachment{SHA256: f.Digest, MediaType: f.Type, Size: f.Size})
}

func describeDownload(_ huma.API, op *huma.Operation) {
	op.Parameters = append(op.Parameters, parameter("path", "sha256", "SHA-256 of the file, in 64 hexadecimal digits of lower case", text("")))
	op.Responses["200"] = &huma.Response{Description: "The file", Content: map[string]*huma.MediaType{}}
	for mediaType := range keptTypes {
		op.Responses["200"].Content[mediaType] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
}

// getAttachment gives a file back. It never changes, so it is fetched once.
func (s *server) getAttachment(w http.ResponseWriter, r *http.Request) error {
	digest := r.PathValue("sha256")
	if !plant.IsDigest(digest) {
		return problem(CodeBadValue, "", api.Fault{Location: "path.sha256", Message: "it is 64 hexadecimal digits of lower case"})
	}
	f, b, err := s.Attachments.Get(r.Context(), digest)
	switch {
	case errors.Is(err, attachment.ErrErased):
		return problem(CodeErased, "")
	case errors.Is(err, attachment.ErrNotFound):
		return problem(CodeNotFound, "There is no attachment with this SHA-256.")
	case err != nil:
		return err
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", `inline; filename="`+digest[:16]+keptTypes[f.Type]+`"`)
	h.Set("Content-Security-Policy", showInside)
	if f.Type == attachment.PDF {
		h.Set("Content-Security-Policy", showAlone)
	}
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	h.Set("Etag", `"`+digest+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	return nil
}

// wireFiles are files as the API tells them, in the order in which they are named.
func wireFiles(digests []string, known map[string]view.File) []api.Attachment {
	return each(digests, func(digest *string) api.Attachment {
		f := known[*digest]
		return api.Attachment{SHA256: *digest, MediaType: f.Type, Size: f.Size, Erased: f.Erased}
	})
}

// tellFiles says of events which files they name.
func tellFiles(q *view.Query, out []api.Event) error {
	var seqs []int64
	for i := range out {
		if out[i].Kind == string(track.EntryMaterial) {
			seqs = append(seqs, out[i].Seq)
		}
	}
	named, known, err := filesOf(q, seqs)
	for i := range out {
		if digests := named[out[i].Seq]; len(digests) > 0 {
			out[i].Attachments = wireFiles(digests, known)
		}
	}
	return err
}

// filesOf finds the files that entries name.
func filesOf(q *view.Query, entries []int64) (named map[int64][]string, known map[string]view.File, err error) {
	if named, err = q.AttachedTo(entries); err != nil {
		return nil, nil, err
	}
	var digests []string
	for _, of := range named {
		digests = append(digests, of...)
	}
	known, err = q.Files(digests)
	return named, known, err
}
