package httpapi_test

import (
	"net/http"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestOpenAPI keeps the description of the API: clients are made from it.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	res := s.send(http.MethodGet, "/api/openapi.json", "", "")
	if res.status != http.StatusOK {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	golden.Check(t, "../../docs/openapi.json", []byte(res.body))
}
