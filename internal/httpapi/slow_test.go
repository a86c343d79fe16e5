package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// stalled is a body that never comes to its end, as a connection with a deadline
// gives it.
type stalled struct{}

func (stalled) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }
func (stalled) Close() error             { return nil }

// bounded is a connection that keeps its read deadline.
type bounded struct {
	*httptest.ResponseRecorder
	deadline time.Time
}

// SetReadDeadline is for http.ResponseController.
func (b *bounded) SetReadDeadline(at time.Time) error {
	b.deadline = at
	return nil
}

// TestASlowBodyEndsItsRequest: the deadline stays, since the server reads what is left
// of a body before it answers, and would wait for it for ever.
func TestASlowBodyEndsItsRequest(t *testing.T) {
	t.Parallel()
	handler := httpapi.New(config(t, enginetest.Start(t, sqldbtest.SQLite(t))))
	for _, path := range []string{"/api/v1/commands", "/epcis/capture", "/epcis/events"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, stalled{})
		r.Header.Set("Authorization", "Bearer planner")
		r.Header.Set("Content-Type", "application/json")
		w := &bounded{ResponseRecorder: httptest.NewRecorder()}
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusRequestTimeout || !strings.Contains(w.Body.String(), "H408") {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
		if w.deadline.IsZero() {
			t.Errorf("%s: the deadline is lifted, and the rest of the body is waited for", path)
		}
	}
}
