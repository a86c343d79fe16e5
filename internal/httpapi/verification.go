package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/view"
)

// getCheckups looks at the server and its store, quickly.
func (s *server) getCheckups(w http.ResponseWriter, r *http.Request) error {
	list := api.List[api.Checkup]{Items: []api.Checkup{}}
	if s.Examine != nil {
		list.Items = s.Examine(r.Context())
	}
	for l, i := languageOf(r.Context()), 0; i < len(list.Items); i++ {
		c := &list.Items[i]
		c.Text, c.Remedy = l.Phrase(c.Text), l.Phrase(c.Remedy)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = writeJSON(w, &list) // the client is gone
	return nil
}

// journalInput searches the journal.
type journalInput struct {
	Snapshot
	Kind    string    `query:"kind" maxLength:"64" doc:"Kind of the entries, such as material, hold or correction"`
	Station string    `query:"station" maxLength:"256"`
	Actor   string    `query:"actor" maxLength:"256" doc:"Id of the person"`
	Object  string    `query:"object" maxLength:"4096" doc:"An object that they touch: its id, or any code or identifier of it"`
	From    time.Time `query:"from" doc:"Recorded at that time or later"`
	Until   time.Time `query:"until" doc:"Recorded before that time"`
	Before  int64     `query:"before" minimum:"0" doc:"The next of the page before: only entries with lower numbers"`
	Limit   int       `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"Entries of a page; there may be fewer while the search goes on"`
}

// searchJournal lists entries in short, the last first.
func (s *server) searchJournal(q *view.Query, in *journalInput) (*api.List[api.Event], error) {
	f := view.EntryFilter{Kind: in.Kind, Station: in.Station, Actor: in.Actor, Before: in.Before, From: micros(in.From), Until: micros(in.Until)}
	if in.Object != "" {
		o, err := object(q, in.Object, time.Time{})
		if err != nil {
			return nil, err
		}
		f.Object = o.ID
	}
	found, err := q.SearchEntries(f, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Event]{}
	if found.Next > 0 {
		out.Next = number(found.Next)
	}
	out.Items, err = events(q, found.Entries)
	return out, err
}

// postVerify verifies the journal, and the views where it is asked to, and tells
// how far it is, line by line, until it is done. It ends when nobody listens.
func (s *server) postVerify(w http.ResponseWriter, r *http.Request) error {
	if s.Verify == nil || !s.verifying.TryLock() {
		return problem(CodeBusy, "The journal is being verified already.").retry(10 * time.Second)
	}
	defer s.verifying.Unlock()
	w.Header().Set("Content-Type", "application/jsonl")
	out := http.NewResponseController(w)
	last := time.Time{}
	tell := func(line *api.Verifying) error {
		if err := writeJSON(w, line); err != nil {
			return err
		}
		if _, err := w.Write([]byte("\n")); err != nil {
			return err
		}
		return out.Flush()
	}
	ctx, stop := context.WithCancel(r.Context())
	defer stop()
	found, err := s.Verify(ctx, r.URL.Query().Get("views") == "true", func(stage string, done, total int64) {
		if now := time.Now(); done == total || now.Sub(last) > 200*time.Millisecond {
			last = now
			if tell(&api.Verifying{Stage: stage, Done: done, Total: total}) != nil {
				stop()
			}
		}
	})
	if err != nil {
		f := faultOf(err)
		s.logFault(ctx, f)
		return tell(&api.Verifying{Problem: &f.Problem})
	}
	return tell(&api.Verifying{Found: found})
}
