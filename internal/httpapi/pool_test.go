package httpapi_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestPools: numbers of a customer are loaded whole or not at all, and each of them
// is accounted for.
func TestPools(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("../../testdata/plant/pools.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		permitted(t, s, &track.Command{ID: "pools", Verb: "apply", Args: &track.ApplyPlant{Definition: strings.Replace(string(src), "code: WORKS", "code: DEMO", 1)}})
		permitted(t, s, &track.Command{ID: "units", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "ROUTER", Count: 2}})
		var out strings.Builder
		send := func(method, path, as, body string) {
			fmt.Fprintf(&out, "%s %s as %s\n%s\n", method, path, as, s.send(method, "/api/v1/"+path, as, body, "Content-Type: text/csv").text())
		}
		send("POST", "pools/MAC/numbers?dryRun=true", "planner", "first,last\nnonsense\n001b63000000,001b6300000f\n001b63000002\n")
		send("POST", "pools/MAC/numbers?dryRun=true", "planner", "\xff")
		send("POST", "pools/MAC/numbers?dryRun=true", "planner", "001b63000000,001b6300000f\n")
		send("POST", "pools/MAC/numbers?dryRun=maybe", "planner", "001b63000000")
		send("POST", "pools/MAC/numbers?id=f1&note=order+4711", "planner", "001b63000000,001b6300000f\n02:00:00:00:00:00\n")
		send("POST", "pools/MAC/numbers?id=f2", "operator", "001b64000000")
		send("POST", "pools/NONE/numbers?id=f3", "planner", "001b64000000")
		permitted(t, s, &track.Command{ID: "begin", Verb: "start", Station: "B1", Args: &track.Start{Object: "R0001"}})
		permitted(t, s, &track.Command{ID: "void", Verb: "return-numbers", Args: &track.ReturnNumbers{Pool: "MAC", Numbers: []string{"001b63000007"}, Void: true, Reason: "was flashed twice"}})
		for _, path := range []string{"pools", "pools/MAC", "pools/NONE", "pools/MAC/numbers?limit=2", "pools/MAC/numbers?state=void", "pools/NONE/numbers"} {
			send("GET", path, "operator", "")
		}
		golden.Check(t, "testdata/pools.golden", []byte(out.String()))
	})
}
