package view

import (
	"fmt"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkMap draws the map of a plant with 100 stations on ten lines, at which
// 10,000 units have made 100,000 visits, one at each station every two minutes:
// of now, and of an hour ago.
func BenchmarkMap(b *testing.B) {
	databases := map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres}
	for _, name := range []string{"sqlite", "postgres"} {
		db := databases[name](b)
		now := seedMap(b, db)
		for _, past := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/past=%v", name, past), func(b *testing.B) {
				for range b.N {
					err := NewStore(db).Read(b.Context(), func(q *Query) error {
						at := now
						if past {
							at -= hour
						}
						m, err := q.mapOf(at, past)
						if err == nil && len(m.Stations[5].Working) != 1 {
							b.Fatalf("%d are in work at %s", len(m.Stations[5].Working), m.Stations[5].Station.Code)
						}
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// seedMap makes the plant, and says when it is.
func seedMap(b *testing.B, db *sqldb.DB) (now track.Micros) {
	b.Helper()
	const lines, stations, units, cycle = 10, 10, 10_000, 2 * minute
	definition := "site: {code: S}\nareas:\n  - code: A\n    lines:\n"
	routes, parts := "routes:\n", "parts:\n"
	for l := range lines {
		definition += fmt.Sprintf("      - code: L%d\n        takt: PT2M\n        stations:\n", l)
		parts += fmt.Sprintf("  - {number: P%d, route: R%d}\n", l, l)
		routes += fmt.Sprintf("  - code: R%d\n    operations:\n", l)
		for s := range stations {
			definition += fmt.Sprintf("          - {code: S-%d-%d, operations: [OP-%d-%d]}\n", l, s, l, s)
			routes += fmt.Sprintf("      - {code: OP-%d-%d}\n", l, s)
		}
	}
	s := track.NewState()
	s.Versions.Put(track.PlantVersion{Version: 1, Seq: 1, Definition: definition + parts + routes})
	seq := int64(2)
	now = units / lines * cycle
	for u := range units {
		line := u % lines
		began := track.Micros(u/lines) * cycle
		o := track.Object{ID: object(u), Kind: track.KindUnit, Part: fmt.Sprintf("P%d", line), Life: track.LifeOpen, Created: seq}
		for n := range stations {
			v := track.Visit{
				Object: o.ID, Number: n + 1, Operation: fmt.Sprintf("OP-%d-%d", line, n), Attempt: 1, Station: fmt.Sprintf("S-%d-%d", line, n),
				Started: began + track.Micros(n)*cycle, Actor: "p-1", StartSeq: seq,
			}
			seq++
			if v.Started > now {
				break
			}
			o.Visit, o.Operation, o.Station = n+1, v.Operation, v.Station
			if v.Ended = v.Started + cycle; v.Ended > now {
				v.Ended = 0
			} else {
				v.EndSeq, v.Outcome, o.Operation = seq, track.OutcomePass, ""
				seq++
			}
			s.Visits.Put(v)
		}
		if o.Visit == stations && o.Operation == "" {
			o.Life = track.LifeShipped
		}
		s.Objects.Put(o)
	}
	err := db.Write(b.Context(), func(tx *sqldb.Tx) error {
		if err := Clear(b.Context(), tx); err != nil {
			return err
		}
		if _, err := tx.Exec(b.Context(), "update head set next_seq = $1", seq+1); err != nil {
			return err
		}
		return Flush(b.Context(), tx, s)
	})
	if err != nil {
		b.Fatal(err)
	}
	return now
}
