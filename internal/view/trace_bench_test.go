package view

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkTrace compares a trace of one bad lot, some 40,000 objects with
// 10,000 units among them, and of one pallet back, with the recursive query
// that one would write by hand: on the same tables, driver and indexes, with
// the same filters of time and the same columns in the answer, the object and
// the edge it was reached by. The history is 80,000 objects and then ten times
// that; the answer is the same. The lean query, which gives objects without
// edges, is there for comparison.
func BenchmarkTrace(b *testing.B) {
	databases := map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres}
	for _, name := range []string{"sqlite", "postgres"} {
		for _, units := range []int{20_000, 200_000} {
			b.Run(fmt.Sprintf("%s/units=%d", name, units), func(b *testing.B) {
				db := databases[name](b)
				f := seed(b, db, units)
				b.ReportMetric(float64(f.objects), "objects")
				compareTrace(b, db, Forward, f.badLot)
				compareTrace(b, db, Back, f.pallet)
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// compareTrace measures both ways of one question in turn, and reports the
// medians and their ratio.
func compareTrace(b *testing.B, db *sqldb.DB, way Direction, start track.ObjectID) {
	b.Helper()
	const rounds = 7
	var ours, theirs, lean []float64
	nodes := 0
	for range rounds {
		ours = append(ours, milliseconds(func() {
			err := NewStore(db).Read(b.Context(), func(q *Query) error {
				tr, err := q.Trace(TraceQuestion{Start: []track.ObjectID{start}, Direction: way})
				if err == nil {
					nodes = len(tr.Nodes)
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}))
		theirs = append(theirs, milliseconds(func() { byHand(b, db, recursive(way), start, nodes) }))
		lean = append(lean, milliseconds(func() { byHand(b, db, leanly(way), start, nodes) }))
	}
	slices.Sort(lean)
	slices.Sort(ours)
	slices.Sort(theirs)
	b.ReportMetric(float64(nodes), string(way)+"-objects")
	b.ReportMetric(ours[rounds/2], string(way)+"-ms")
	b.ReportMetric(theirs[rounds/2], string(way)+"-cte-ms")
	b.ReportMetric(lean[rounds/2], string(way)+"-lean-cte-ms")
	b.ReportMetric(theirs[rounds/2]/ours[rounds/2], string(way)+"-x-cte")
}

func milliseconds(do func()) float64 {
	began := time.Now()
	do()
	return float64(time.Since(began).Microseconds()) / 1000
}

// byHand runs a query, reads its rows, and checks that it found every object.
func byHand(b *testing.B, db *sqldb.DB, query string, start track.ObjectID, nodes int) {
	b.Helper()
	seen := map[string]bool{}
	err := db.Read(b.Context(), func(tx *sqldb.Tx) error {
		rows, err := tx.Query(b.Context(), query, string(start), 1<<40, 1<<40, int64(forever))
		if err != nil {
			return err
		}
		var o plainObject
		dest := o.destinations()
		if columns, err := rows.Columns(); err != nil || len(columns) > len(dest) {
			var entry, line, from, to *int64
			var kind, quantity, uom, bomLine, position, possible *string
			dest = append(dest, &entry, &line, &kind, &quantity, &uom, &bomLine, &position, &possible, &from, &to)
		}
		for rows.Next() {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			seen[o.id] = true
		}
		return rows.Err()
	})
	if err != nil {
		b.Fatal(err)
	}
	if len(seen) != nodes {
		b.Fatalf("the trace has %d objects, the query by hand %d", nodes, len(seen))
	}
}

const objectColumns = `o.id, o.kind, o.part, o.revision, o.name, o.maker, o.work_order, o.quantity, o.uom, o.known, o.life, o.disposition,
	o.station, o.position, o.location, o.operation, o.visit, o.parent, o.parent_kind, o.seen_at, o.seen_seq, o.created, o.last`

// recursive is the query that one would write by hand.
func recursive(way Direction) string {
	from, to := "child", "parent"
	if way == Back {
		from, to = to, from
	}
	return `
with recursive walk(id, entry, line) as (
	select id, cast(null as bigint), cast(null as bigint) from object where id = $1
	union
	select e.` + to + `, e.entry, e.line
	from walk w
	join edge e on e.` + from + ` = w.id
	where e.known_from < $2 and (e.known_to = 0 or e.known_to >= $3) and e.occurred_from <= $4
)
select ` + objectColumns + `,
	e.entry, e.line, e.kind, e.quantity, e.uom, e.bom_line, e.position, e.possible, e.occurred_from, e.occurred_to
from walk w
join object o on o.id = w.id
left join edge e on e.entry = w.entry and e.line = w.line and e.known_to = 0`
}

// leanly is the query for the objects alone.
func leanly(way Direction) string {
	from, to := "child", "parent"
	if way == Back {
		from, to = to, from
	}
	return `
with recursive walk(id) as (
	select id from object where id = $1
	union
	select e.` + to + `
	from walk w
	join edge e on e.` + from + ` = w.id
	where e.known_from < $2 and (e.known_to = 0 or e.known_to >= $3) and e.occurred_from <= $4
)
select ` + objectColumns + `
from walk w
join object o on o.id = w.id`
}

// factory is a history to trace in.
type factory struct {
	objects int
	badLot  track.ObjectID
	pallet  track.ObjectID
	rows    map[string][][]any
	at      track.Micros
	entry   int64
}

func (f *factory) object(kind track.Kind, n int) track.ObjectID {
	o := track.Object{
		ID: track.ObjectID(fmt.Sprintf("bench000-%07d-0", f.objects)), Kind: kind, Part: "PART-" + string(kind),
		Name: fmt.Sprintf("%s%07d", kind, n), Known: true, Life: track.LifeOpen,
	}
	f.objects++
	f.rows["object"] = append(f.rows["object"], objects.args(&o))
	return o.ID
}

func (f *factory) edge(parent, child track.ObjectID, kind track.EdgeKind, quantity track.Decimal) {
	f.entry++
	f.at++
	e := track.Edge{Entry: f.entry, KnownFrom: f.entry, Parent: parent, Child: child, Kind: kind, Quantity: quantity, OccurredFrom: f.at}
	f.rows["edge"] = append(f.rows["edge"], edges.args(&e))
}

// seed builds pumps in the order in which a line does: lots come first, then
// sub-assemblies made of them, units, boxes and pallets.
func seed(tb testing.TB, db *sqldb.DB, units int) *factory {
	tb.Helper()
	f := &factory{rows: map[string][][]any{}}
	var raw, lot, box, pallet track.ObjectID
	subs := 0
	for u := range units {
		unit := f.object(track.KindUnit, u)
		for range 3 {
			if subs%30_000 == 0 {
				raw = f.object(track.KindLot, subs)
				if f.badLot == "" {
					f.badLot = raw
				}
			}
			if subs%100 == 0 {
				lot = f.object(track.KindLot, subs)
				f.edge(lot, raw, track.EdgeConsumed, "10")
			}
			sub := f.object(track.KindUnit, subs)
			f.edge(sub, lot, track.EdgeConsumed, "1")
			f.edge(unit, sub, track.EdgeInstalled, "")
			subs++
		}
		if u%20 == 0 {
			if u%400 == 0 {
				pallet = f.object(track.KindPackage, u)
				if f.pallet == "" {
					f.pallet = pallet
				}
			}
			box = f.object(track.KindPackage, u)
			f.edge(pallet, box, track.EdgePacked, "")
		}
		f.edge(box, unit, track.EdgePacked, "")
		if len(f.rows["edge"]) > 20_000 || u == units-1 {
			f.flush(tb, db)
		}
	}
	err := db.Write(tb.Context(), func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(tb.Context(), "update head set next_seq = 1000000000"); err != nil {
			return err
		}
		_, err := tx.Exec(tb.Context(), "analyze")
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func (f *factory) flush(tb testing.TB, db *sqldb.DB) {
	tb.Helper()
	err := db.Write(tb.Context(), func(tx *sqldb.Tx) error {
		if err := objects.upsert.Exec(tb.Context(), tx, f.rows["object"]); err != nil {
			return err
		}
		return edges.upsert.Exec(tb.Context(), tx, f.rows["edge"])
	})
	if err != nil {
		tb.Fatal(err)
	}
	clear(f.rows)
}
