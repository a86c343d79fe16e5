package httpapi_test

import (
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestOneUnitThroughTheClient is the first hour with the API: publish a plant,
// make a unit, scan it, look at it.
func TestOneUnitThroughTheClient(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := start(t, db)
		engineer, operator := s.client("engineer"), s.client("operator")
		do := func(a *api.Answer, err error) *api.Answer {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			if !a.Permitted() {
				t.Fatalf("%s: %s", a.Verdict.Code, a.Verdict.Text)
			}
			return a
		}
		do(engineer.Do(t.Context(), api.Command{Verb: "apply", Args: map[string]any{"definition": plantYAML(t)}}))
		do(operator.Do(t.Context(), api.Command{Verb: "produce-unit", Args: map[string]any{"part": "PUMP-100", "serial": "SN1"}}))
		a := do(operator.Scan(t.Context(), "ST-10", api.Scan{Code: "SN1"}))
		o, err := operator.MinSeq(a.Seq).Object(t.Context(), "SN1")
		if err != nil {
			t.Fatal(err)
		}
		if o.ID != a.Object.ID || o.Operation != "PREP" || o.InWork == nil || o.InWork.Actor != "p-operator" {
			t.Errorf("got %+v", o)
		}
	})
}
