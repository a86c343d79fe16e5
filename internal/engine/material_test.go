package engine_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// boards runs boards through the placing station, a minute each, and returns
// their serial numbers.
func boards(t *testing.T, p *enginetest.Plant, from, to int) []string {
	t.Helper()
	var names []string
	for n := from; n < to; n++ {
		name := fmt.Sprintf("B%03d", n)
		names = append(names, name)
		do(t, p, &track.Command{Verb: "produce-unit", Args: &track.ProduceUnit{Part: "BOARD", Serial: name}})
		do(t, p, &track.Command{Verb: "start", Station: "S1", Args: &track.Start{Object: track.Ref(name)}})
		p.Clock.Advance(50 * time.Second)
		do(t, p, &track.Command{Verb: "complete", Mode: track.ModeReport, Station: "S1", Args: &track.Complete{Object: track.Ref(name)}})
		p.Clock.Advance(10 * time.Second)
	}
	return names
}

func do(t *testing.T, p *enginetest.Plant, c *track.Command) track.Verdict {
	t.Helper()
	p.Clock.Advance(time.Millisecond)
	c.ID = p.Clock.Now().String()
	a := p.Do(t, c)
	if a.Verdict.Answer != track.Permit {
		t.Fatalf("%s: %s", c.Verb, a.Verdict.Text)
	}
	return a.Verdict
}

// rings are the names that a trace reaches, the proven and the possible ones.
type rings struct{ Proven, Possible []string }

func ringsOf(t *testing.T, db *sqldb.DB, start track.ObjectID, ask view.TraceQuestion, kind track.Kind) rings {
	t.Helper()
	var r rings
	ask.Start = []track.ObjectID{start}
	err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
		tr, err := q.Trace(ask)
		if err != nil {
			return err
		}
		for _, n := range tr.Nodes[1:] {
			switch {
			case n.Object.Kind != kind:
			case n.Proven:
				r.Proven = append(r.Proven, n.Object.Name)
			default:
				r.Possible = append(r.Possible, n.Object.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(r.Proven)
	slices.Sort(r.Possible)
	return r
}

// TestReelChangedWithoutAScan changes a reel and scans it 40 boards later: the
// proven ring misses none, and the possible one holds exactly those 40. What was
// believed before the scan can still be asked, and so can what had happened by
// then.
func TestReelChangedWithoutAScan(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		src, err := os.ReadFile("../../testdata/plant/feeding.yaml")
		if err != nil {
			t.Fatal(err)
		}
		do(t, p, &track.Command{Verb: "apply", Args: &track.ApplyPlant{Definition: string(src)}})
		reel := map[string]track.ObjectID{}
		for _, name := range []string{"R1", "R2"} {
			v := do(t, p, &track.Command{Verb: "receive", Args: &track.Receive{
				Part: "CAP", Maker: "CAPCO", Lot: "LOT " + name, Quantity: "3000",
				Containers: []track.ReceivedContainer{{Number: name, Quantity: "3000"}},
			}})
			reel[name] = v.Made[1]
		}
		do(t, p, &track.Command{Verb: "load", Station: "S1", Args: &track.Load{Object: "R1"}})
		first := boards(t, p, 0, 30)
		since := p.Clock.Now()
		doubt := boards(t, p, 30, 70)
		before := track.Micros(p.Clock.Now().UnixMicro())
		p.Clock.Advance(time.Second)
		do(t, p, &track.Command{Verb: "load", Station: "S1", Args: &track.Load{Object: "R2", Since: since}})
		last := boards(t, p, 70, 100)

		for _, c := range []struct {
			what  string
			start track.ObjectID
			ask   view.TraceQuestion
			kind  track.Kind
			want  rings
		}{
			{"the new reel", reel["R2"], view.TraceQuestion{Direction: view.Forward}, track.KindUnit, rings{last, doubt}},
			{"the old reel", reel["R1"], view.TraceQuestion{Direction: view.Forward}, track.KindUnit, rings{first, doubt}},
			{"the old reel as it was known", reel["R1"], view.TraceQuestion{Direction: view.Forward, KnownAt: before}, track.KindUnit, rings{slices.Concat(first, doubt), nil}},
			{"the new reel as it was known", reel["R2"], view.TraceQuestion{Direction: view.Forward, KnownAt: before}, track.KindUnit, rings{}},
			{"the new reel by what had happened", reel["R2"], view.TraceQuestion{Direction: view.Forward, AsOf: before}, track.KindUnit, rings{nil, doubt}},
			{"a board before", object(t, db, first[29]), view.TraceQuestion{Direction: view.Back}, track.KindContainer, rings{[]string{"R1"}, nil}},
			{"a board in doubt", object(t, db, doubt[0]), view.TraceQuestion{Direction: view.Back}, track.KindContainer, rings{nil, []string{"R1", "R2"}}},
			{"the last board in doubt", object(t, db, doubt[39]), view.TraceQuestion{Direction: view.Back}, track.KindLot, rings{nil, []string{"LOT R1", "LOT R2"}}},
			{"a board after", object(t, db, last[0]), view.TraceQuestion{Direction: view.Back}, track.KindLot, rings{[]string{"LOT R2"}, nil}},
			{"what was packed only", reel["R2"], view.TraceQuestion{Direction: view.Forward, Kinds: []track.EdgeKind{track.EdgePacked}}, track.KindUnit, rings{}},
		} {
			if diff := cmp.Diff(c.want, ringsOf(t, db, c.start, c.ask, c.kind)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.what, diff)
			}
		}
	})
}

// object finds the one object with a name.
func object(t *testing.T, db *sqldb.DB, name string) track.ObjectID {
	t.Helper()
	var id track.ObjectID
	err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
		rows, _, err := q.FindObjects(view.ObjectFilter{Text: name}, view.Page{})
		if err == nil && len(rows) != 1 {
			err = fmt.Errorf("%s names %d objects", name, len(rows))
		}
		if err == nil {
			id = rows[0].ID
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
