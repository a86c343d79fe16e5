package engine_test

import (
	"strconv"
	"testing"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkReserve10000 sets 10,000 serial numbers aside in one command. Promised is
// less than two seconds.
func BenchmarkReserve10000(b *testing.B) {
	for _, kind := range []struct{ name, part string }{{"sequence", "METER"}, {"random", "VIAL"}} {
		for _, store := range []struct {
			name string
			open func(testing.TB) *sqldb.DB
		}{{"sqlite", sqldbtest.SQLite}, {"postgres", sqldbtest.Postgres}} {
			b.Run(kind.name+"/"+store.name, func(b *testing.B) {
				p := enginetest.Start(b, store.open(b))
				p.Do(b, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: `
site: {code: WORKS, zone: UTC}
parts:
  - {number: METER, tracking: serial, serials: "M{yyww}{seq:7}"}
  - {number: VIAL, tracking: serial, serials: "{random:12}"}`}})
				n := 0
				for b.Loop() {
					n++
					a := p.Do(b, &track.Command{ID: strconv.Itoa(n), Verb: "reserve-serials", Args: &track.ReserveSerials{Part: kind.part, Count: 10_000, Batch: "roll"}})
					if a.Verdict.Answer != track.Permit {
						b.Fatal(a.Verdict.Text)
					}
				}
			})
		}
	}
}
