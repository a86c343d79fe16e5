package httpapi

import (
	"encoding/base64"
	"net/http"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/view"
)

// entriesInput asks for entries of the journal.
type entriesInput struct {
	Snapshot
	From  int64 `query:"from" minimum:"0" doc:"The first sequence wanted"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"Entries of a page"`
}

func (s *server) listEntries(q *view.Query, in *entriesInput) (*api.List[api.Entry], error) {
	rows, err := q.Entries(in.From, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Entry]{Items: each(rows, wireEntry)}
	if following := in.From + int64(len(rows)); len(rows) == in.Limit && following < q.Size {
		out.Next = number(following)
	}
	return out, nil
}

// entryInput names an entry of the journal.
type entryInput struct {
	Snapshot
	Seq int64 `path:"seq" minimum:"0"`
}

func (s *server) getEntry(q *view.Query, in *entryInput) (*api.Entry, error) {
	e, err := q.Entry(in.Seq)
	if err != nil {
		return nil, err
	}
	leaf, err := q.Leaf(in.Seq)
	out := wireEntry(&e)
	out.Leaf = hash(leaf)
	return &out, err
}

func wireEntry(j *journal.Entry) api.Entry {
	return api.Entry{
		Envelope: envelope(j), Version: j.Version, Body: j.Body, Erased: j.Erased,
		Links: each(j.Links, func(l *journal.Link) api.Link { return api.Link{Object: l.Object, Count: l.Count} }),
	}
}

// getCheckpoint serves the signed checkpoint as text.
func (s *server) getCheckpoint(w http.ResponseWriter, r *http.Request) error {
	least := int64(0)
	if text := r.URL.Query().Get("minSeq"); text != "" {
		var err error
		if least, err = sequence(text, "query.minSeq"); err != nil {
			return err
		}
	}
	var text string
	err := s.ask(r.Context(), least, func(q *view.Query) (err error) {
		w.Header().Set("Tracewright-Seq", number(q.Size))
		text, err = q.Checkpoint()
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(text)) // the client is gone
	return nil
}

// inclusionInput asks for a proof that an entry is in the journal.
type inclusionInput struct {
	Snapshot
	Seq  int64 `query:"seq" required:"true" minimum:"0"`
	Size int64 `query:"size" minimum:"0" doc:"Entries of the tree; 0: the whole journal"`
}

func (s *server) getInclusion(q *view.Query, in *inclusionInput) (*api.InclusionProof, error) {
	size := in.Size
	if size == 0 {
		size = q.Size
	}
	proof, err := q.Inclusion(in.Seq, size)
	if err != nil {
		return nil, err
	}
	leaf, err := q.Leaf(in.Seq)
	return &api.InclusionProof{Seq: in.Seq, Size: size, Leaf: hash(leaf), Hashes: hashes(proof)}, err
}

// consistencyInput asks for a proof that the journal has only grown.
type consistencyInput struct {
	Snapshot
	Old  int64 `query:"old" required:"true" minimum:"1" doc:"Entries of the earlier tree"`
	Size int64 `query:"size" minimum:"0" doc:"Entries of the later tree; 0: the whole journal"`
}

func (s *server) getConsistency(q *view.Query, in *consistencyInput) (*api.ConsistencyProof, error) {
	size := in.Size
	if size == 0 {
		size = q.Size
	}
	proof, err := q.Consistency(in.Old, size)
	return &api.ConsistencyProof{Old: in.Old, Size: size, Hashes: hashes(proof)}, err
}

func hash(h tlog.Hash) string { return base64.StdEncoding.EncodeToString(h[:]) }

func hashes(list []tlog.Hash) []string {
	return each(list, func(h *tlog.Hash) string { return hash(*h) })
}
