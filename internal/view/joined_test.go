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

const feedingPlant = `
site: {code: S}
areas: [{code: A, lines: [{code: L, stations: [{code: S1, operations: [OP], positions: [{code: F1, kind: material}, {code: F2, kind: material}]}]}]}]
parts:
  - {number: UNIT, route: R, bom: [{line: 10, part: CAP, operation: OP, use: consume, capture: backflush, feed: [F1]}, {line: 20, part: OIL, operation: OP, use: consume, capture: scan-on-change}]}
  - {number: CAP, tracking: lot}
  - {number: OIL, tracking: lot}
routes: [{code: R, operations: [{code: OP}]}]
`

// fedHistory is units 0 to 2 with visits, and lots 3 to 7 that are loaded: odd
// ones are CAP, even ones OIL. Some were parted from the lots 8 and 9.
type fedHistory struct {
	visits []track.Visit
	loads  []track.Edge
	parted map[track.ObjectID]track.ObjectID
}

func partOf(n int) string {
	switch {
	case n < 3:
		return "UNIT"
	case n%2 == 1:
		return "CAP"
	}
	return "OIL"
}

func drawFed(rt *rapid.T) fedHistory {
	h := fedHistory{parted: map[track.ObjectID]track.ObjectID{}}
	for n := 3; n < 8; n++ {
		if from := rapid.IntRange(7, 9).Draw(rt, "parted from"); from > 7 {
			h.parted[object(n)] = object(from)
		}
	}
	for i := range rapid.IntRange(1, 5).Draw(rt, "visits") {
		v := track.Visit{
			Object: object(rapid.IntRange(0, 2).Draw(rt, "unit")), Number: i, Operation: "OP", Station: "S1", StartSeq: int64(10 + i),
			Started: track.Micros(rapid.IntRange(1, 20).Draw(rt, "started")),
		}
		if rapid.IntRange(0, 4).Draw(rt, "open") > 0 {
			v.Ended, v.EndSeq = v.Started+track.Micros(rapid.IntRange(0, 5).Draw(rt, "for")), int64(10+i)
		}
		h.visits = append(h.visits, v)
	}
	for i := range rapid.IntRange(0, 7).Draw(rt, "loads") {
		position := rapid.SampledFrom([]string{"F1", "F2"}).Draw(rt, "position")
		e := track.Edge{
			Entry: int64(100 + i), KnownFrom: int64(100 + i), Parent: track.PlaceID("S1", position), Position: position, Station: "S1",
			Child: object(rapid.IntRange(3, 7).Draw(rt, "lot")), Kind: rapid.SampledFrom([]track.EdgeKind{track.EdgeLoaded, track.EdgeAdded}).Draw(rt, "kind"),
			OccurredFrom: track.Micros(rapid.IntRange(1, 20).Draw(rt, "from")),
		}
		if rapid.Bool().Draw(rt, "taken off") {
			e.OccurredTo = e.OccurredFrom + track.Micros(rapid.IntRange(1, 8).Draw(rt, "stays"))
		}
		h.loads = append(h.loads, e)
	}
	return h
}

func storeFed(t *testing.T, db *sqldb.DB, h fedHistory) {
	t.Helper()
	s := track.NewState()
	for n := range 10 {
		kind := track.KindUnit
		if n > 2 {
			kind = track.KindLot
		}
		if from, ok := h.parted[object(n)]; ok {
			s.Edges.Put(track.Edge{Entry: int64(500 + n), KnownFrom: int64(500 + n), Parent: object(n), Child: from, Kind: track.EdgeSplit})
		}
		s.Objects.Put(track.Object{ID: object(n), Kind: kind, Part: partOf(n), Life: track.LifeOpen})
	}
	for _, v := range h.visits {
		s.Visits.Put(v)
	}
	for _, e := range h.loads {
		s.Edges.Put(e)
	}
	s.Versions.Put(track.PlantVersion{Version: 1, Seq: 1, Definition: feedingPlant})
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

// drawnBy looks at every load for each visit of each unit: what it may have
// drawn, and whether it is sure.
func (h *fedHistory) drawnBy(unit track.ObjectID, asOf track.Micros) map[track.ObjectID]bool {
	drawn := map[track.ObjectID]bool{}
	for _, v := range h.visits {
		if v.Object != unit || v.Started > asOf {
			continue
		}
		for _, part := range []string{"CAP", "OIL"} {
			found := map[track.ObjectID]bool{}
			for _, e := range h.loads {
				if lotPart(e.Child) != part || part == "CAP" && e.Position != "F1" || e.OccurredFrom > asOf {
					continue
				}
				// Is there an instant of the visit at which it was there?
				for at := v.Started; at <= 40; at++ {
					inVisit := at == v.Started || v.Ended == 0 || v.Ended > asOf || at < v.Ended
					if inVisit && at <= asOf && e.OccurredFrom <= at && (e.OccurredTo == 0 || e.OccurredTo > at) {
						found[e.Child] = true
					}
				}
			}
			from := map[track.ObjectID]int{}
			for lot := range found {
				drawn[lot] = drawn[lot] || len(found) == 1
				if whole, ok := h.parted[lot]; ok {
					from[whole]++
				}
			}
			for whole, n := range from {
				drawn[whole] = drawn[whole] || n == len(found)
			}
		}
	}
	return drawn
}

func lotPart(id track.ObjectID) string {
	for n := range 8 {
		if object(n) == id {
			return partOf(n)
		}
	}
	return ""
}

// TestJoinedEqualsEveryInstant compares what a trace joins, both ways, with a
// search through every instant of every visit.
func TestJoinedEqualsEveryInstant(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			h := drawFed(rt)
			storeFed(t, db, h)
			asOf := track.Micros(rapid.SampledFrom([]int{0, 5, 10, 15, 30}).Draw(rt, "as of"))
			last := asOf
			if last == 0 {
				last = 30
			}
			for n := range 10 {
				var want []reached
				way := Back
				if n > 2 {
					way = Forward
				}
				for other := range 10 {
					if n > 2 && h.parted[object(other)] == object(n) {
						want = append(want, reached{ID: object(other), Proven: true})
					}
					unit, lot := object(n), object(other)
					if n > 2 {
						unit, lot = lot, unit
					}
					if proven, ok := h.drawnBy(unit, last)[lot]; ok {
						want = append(want, reached{ID: object(other), Proven: proven})
					}
				}
				got := answer(t, db, TraceQuestion{Start: []track.ObjectID{object(n)}, Direction: way, AsOf: asOf})
				slices.SortFunc(want, func(a, b reached) int { return strings.Compare(string(a.ID), string(b.ID)) })
				if diff := cmp.Diff(want, got); diff != "" {
					rt.Fatalf("%s of %d as of %d (-every instant +trace):\n%s\n%s", way, n, asOf, diff, fmt.Sprintf("%+v", h))
				}
			}
		})
	})
}
