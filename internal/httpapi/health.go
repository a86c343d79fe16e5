package httpapi

import (
	"net/http"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/view"
)

// getHealth says that the process lives.
func (s *server) getHealth(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n")) // the client is gone
	return nil
}

// getReady says whether the server can do its work, and why not otherwise. A
// server that stands by is ready: it answers reads, and takes over.
func (s *server) getReady(w http.ResponseWriter, r *http.Request) error {
	ready := api.Ready{Ready: true, Role: "standby", Version: s.Version}
	if s.Engine.Leads() {
		ready.Role = "writer"
	}
	if log := s.Engine.Log(); log != nil {
		if err := log.ReadOnly(); err != nil {
			ready.Ready, ready.ReadOnly = false, err.Error()
		}
	}
	err := s.Views.Read(r.Context(), func(q *view.Query) error {
		ready.Seq = q.Size
		return nil
	})
	if err != nil {
		f := faultOf(err)
		s.logFault(r.Context(), f)
		ready.Ready, ready.Store = false, f.Title
	}
	w.Header().Set("Content-Type", "application/json")
	if !ready.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = writeJSON(w, &ready) // the client is gone
	return nil
}
