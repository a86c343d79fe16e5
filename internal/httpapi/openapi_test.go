package httpapi_test

import (
	"net/http"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
)

// TestOpenAPI keeps the description of the API: clients are made from it.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	s := shop(t)
	res := s.send(http.MethodGet, "/api/openapi.json", "", "")
	if res.status != http.StatusOK {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	golden.Check(t, "../../docs/openapi.json", []byte(res.body))
}
