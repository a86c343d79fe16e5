package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestTraceEqualsEveryPath compares traces of random histories with a search
// that follows every path on its own.
func TestTraceEqualsEveryPath(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			history := drawHistory(rt)
			store(t, db, history)
			ask := TraceQuestion{
				Start:     []track.ObjectID{object(rapid.IntRange(0, 7).Draw(rt, "start"))},
				Direction: rapid.SampledFrom([]Direction{Back, Forward}).Draw(rt, "direction"),
				AsOf:      track.Micros(rapid.IntRange(0, 12).Draw(rt, "as of")),
			}
			got := answer(t, db, ask)
			if diff := cmp.Diff(everyPath(history, ask), got); diff != "" {
				rt.Fatalf("%s of %s as of %d (-every path +trace):\n%s", ask.Direction, ask.Start[0], ask.AsOf, diff)
			}
		})
	})
}

func object(n int) track.ObjectID { return track.ObjectID(fmt.Sprintf("t-0000000-%d", n)) }

// drawHistory draws edges between eight objects at times from 1 to 10. Loops
// are allowed, since what was reported may be wrong.
func drawHistory(rt *rapid.T) []track.Edge {
	kinds := []track.EdgeKind{track.EdgeInstalled, track.EdgeConsumed, track.EdgePacked, track.EdgeSplit, track.EdgeSame, track.EdgeCarried}
	history := make([]track.Edge, rapid.IntRange(0, 14).Draw(rt, "edges"))
	for i := range history {
		e := track.Edge{
			Entry: int64(i), KnownFrom: int64(i),
			Parent: object(rapid.IntRange(0, 7).Draw(rt, "parent")), Child: object(rapid.IntRange(0, 7).Draw(rt, "child")),
			Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), OccurredFrom: track.Micros(rapid.IntRange(1, 10).Draw(rt, "from")),
		}
		if (e.Kind == track.EdgeInstalled || e.Kind == track.EdgeCarried) && rapid.Bool().Draw(rt, "removed") {
			e.OccurredTo = e.OccurredFrom + track.Micros(rapid.IntRange(1, 4).Draw(rt, "for"))
		}
		if rapid.IntRange(0, 4).Draw(rt, "doubt") == 0 {
			e.Possible = "reel change"
		}
		history[i] = e
	}
	return history
}

func store(t *testing.T, db *sqldb.DB, history []track.Edge) {
	t.Helper()
	s := track.NewState()
	for n := range 8 {
		s.Objects.Put(track.Object{ID: object(n), Kind: track.KindUnit, Life: track.LifeOpen})
	}
	for _, e := range history {
		s.Edges.Put(e)
	}
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := Clear(t.Context(), tx); err != nil {
			return err
		}
		if _, err := tx.Exec(t.Context(), "update head set next_seq = 1000"); err != nil {
			return err
		}
		return Flush(t.Context(), tx, s)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reached is what is compared of a node.
type reached struct {
	ID              track.ObjectID
	Proven, Removed bool
}

func answer(t *testing.T, db *sqldb.DB, ask TraceQuestion) []reached {
	t.Helper()
	var out []reached
	err := NewStore(db).Read(t.Context(), func(q *Query) error {
		tr, err := q.Trace(ask)
		if err != nil {
			return err
		}
		for _, n := range tr.Nodes[1:] {
			out = append(out, reached{n.Object.ID, n.Proven, n.Removed})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(a, b reached) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// TestForwardOfBackReturnsTheStart holds both ways of a trace against each
// other: what went into an object went into it, seen from there.
func TestForwardOfBackReturnsTheStart(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			store(t, db, drawHistory(rt))
			start := object(rapid.IntRange(0, 7).Draw(rt, "start"))
			asOf := track.Micros(rapid.IntRange(0, 12).Draw(rt, "as of"))
			carriers := rapid.Bool().Draw(rt, "carriers")
			for there, back := range map[Direction]Direction{Back: Forward, Forward: Back} {
				for _, n := range answer(t, db, TraceQuestion{Start: []track.ObjectID{start}, Direction: there, AsOf: asOf, Carriers: carriers}) {
					returned := answer(t, db, TraceQuestion{Start: []track.ObjectID{n.ID}, Direction: back, AsOf: asOf, Carriers: carriers})
					if !slices.ContainsFunc(returned, func(r reached) bool { return r.ID == start && r.Proven == n.Proven }) {
						rt.Fatalf("%s of %s lists %v, whose trace %s does not return: %v", there, start, n, back, returned)
					}
				}
			}
		})
	})
}

// TestTraceSaysWhenItWasCut asks for fewer objects than there are.
func TestTraceSaysWhenItWasCut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		var history []track.Edge
		for i := range 6 {
			history = append(history, track.Edge{
				Entry: int64(i), Parent: object(i + 1), Child: object(i), Kind: track.EdgeConsumed, OccurredFrom: track.Micros(i + 1),
			})
		}
		store(t, db, history)
		err := NewStore(db).Read(t.Context(), func(q *Query) error {
			tr, err := q.Trace(TraceQuestion{Start: []track.ObjectID{object(0)}, Direction: Forward, MaxNodes: 3})
			if err == nil && (len(tr.Nodes) != 3 || tr.Cut == "") {
				t.Errorf("got %d nodes, cut %q; want 3 and a reason", len(tr.Nodes), tr.Cut)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestTraceAsKnownThen asks what was believed before and after a correction.
func TestTraceAsKnownThen(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		store(t, db, []track.Edge{{
			Entry: 1, KnownFrom: 1, KnownTo: 3, Parent: object(1), Child: object(0), Kind: track.EdgeInstalled, OccurredFrom: 1,
		}, {
			Entry: 2, KnownFrom: 2, Parent: object(2), Child: object(0), Kind: track.EdgeInstalled, OccurredFrom: 2,
		}})
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for seq := range 4 {
				if _, err := tx.Exec(t.Context(), insertEntry, seq, 100*(seq+1), []byte{}); err != nil {
					return err
				}
			}
			_, err := tx.Exec(t.Context(), "update head set next_seq = 4")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := map[track.Micros][]reached{
			50:  nil,
			200: {{object(1), true, false}},
			300: {{object(1), true, false}, {object(2), true, false}},
			400: {{object(2), true, false}},
			999: {{object(2), true, false}},
		}
		for at, nodes := range want {
			got := answer(t, db, TraceQuestion{Start: []track.ObjectID{object(0)}, Direction: Forward, KnownAt: at})
			if diff := cmp.Diff(nodes, got); diff != "" {
				t.Errorf("known at %d (-want +got):\n%s", at, diff)
			}
		}
	})
}

const insertEntry = `
insert into entry
	(seq, recorded_at, kind, occurred_at, station, command, envelope, body_hash, salt, links_root, leaf)
values
	($1, $2, 'material', 0, '', '', $3, $3, $3, $3, $3)`

// everyPath follows every path, and stops a path only where it has been with
// the same times and certainty before.
func everyPath(history []track.Edge, ask TraceQuestion) []reached {
	asOf := ask.AsOf
	if asOf == 0 {
		asOf = forever
	}
	after := asOf
	if asOf != forever {
		after++
	}
	type at struct {
		id           track.ObjectID
		from, to     track.Micros
		proven, gone bool
	}
	seen := map[at]bool{}
	found := map[track.ObjectID]*reached{}
	var walk func(p at)
	walk = func(p at) {
		if seen[p] {
			return
		}
		seen[p] = true
		if p.id != ask.Start[0] {
			r, ok := found[p.id]
			if !ok {
				r = &reached{ID: p.id, Removed: true}
				found[p.id] = r
			}
			r.Proven = r.Proven || p.proven
			r.Removed = r.Removed && (p.gone || ask.Direction == Forward && p.to < after)
		}
		for _, e := range history {
			if e.Kind == track.EdgeCarried {
				continue // carriers are not asked for
			}
			next := p
			next.proven = p.proven && e.Possible == ""
			if e.Kind == track.EdgeSame {
				if e.Child == p.id {
					next.id = e.Parent
					walk(next)
				}
				if e.Parent == p.id {
					next.id = e.Child
					walk(next)
				}
				continue
			}
			out := e.OccurredTo
			if out > asOf {
				out = 0
			}
			stays := e.Kind == track.EdgeInstalled || e.Kind == track.EdgePacked
			end := forever
			if out != 0 {
				end = out
			}
			switch ask.Direction {
			case Back:
				point := p.from == p.to
				next.id = e.Child
				switch {
				case e.Parent != p.id:
					continue
				case !stays && (e.OccurredFrom > p.to || e.OccurredFrom == p.to && !point):
					continue
				case !stays:
					next.from, next.to = e.OccurredFrom, e.OccurredFrom
				case point && (e.OccurredFrom > p.to || end <= p.to):
					continue
				case !point:
					next.from, next.to = max(e.OccurredFrom, p.from), min(end, p.to)
					if next.from >= next.to {
						continue
					}
				}
				next.gone = p.gone || stays && out != 0 && out <= p.to
			case Forward:
				if e.Child != p.id || e.OccurredFrom > asOf {
					continue
				}
				next.id = e.Parent
				if stays {
					next.from, next.to = max(e.OccurredFrom, p.from), min(end, p.to)
					if next.from >= next.to {
						continue
					}
				} else {
					if e.OccurredFrom < p.from || e.OccurredFrom >= p.to {
						continue
					}
					next.from, next.to = e.OccurredFrom, after
				}
			}
			walk(next)
		}
	}
	walk(at{id: ask.Start[0], to: after, proven: true})
	var out []reached
	for _, r := range found {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b reached) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}
