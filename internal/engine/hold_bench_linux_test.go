package engine_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// BenchmarkHold judges the shipping of a unit of 40 parts and of a pallet with
// 800 parts in 20 units, while no hold, one hold and 1,000 holds stand on other
// objects: warm, with all rows in the working set, and cold, with every row
// still to be loaded.
func BenchmarkHold(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			h := &holding{p: enginetest.Start(b, open(b))}
			h.stock(b)
			warm, cold := map[string]float64{}, map[string]float64{}
			for _, holds := range []int{0, 1, 1000} {
				h.place(b, holds)
				for _, what := range []string{"unit", "pallet"} {
					key := fmt.Sprintf("%s-%d-holds", what, holds)
					warm[key], cold[key] = h.judge(b, what)
					b.ReportMetric(warm[key], key+"-µs")
					b.ReportMetric(cold[key], key+"-cold-µs")
					b.ReportMetric(warm[key]/warm[what+"-0-holds"], key+"-x-none")
					b.ReportMetric(cold[key]/cold[what+"-0-holds"], key+"-cold-x-none")
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// holding is a plant with much in stock, and holds on some of it.
type holding struct {
	p     *enginetest.Plant
	given int // commands
	holds int
	waits []func(context.Context) (engine.Answer, error)
}

// give queues a command, and waits for all once a hundred are queued.
func (h *holding) give(b *testing.B, c *track.Command) {
	b.Helper()
	h.given++
	c.ID = "h" + strconv.Itoa(h.given)
	wait, err := h.p.Engine.Enqueue(engine.Stations, c)
	if err != nil {
		b.Fatal(err)
	}
	if h.waits = append(h.waits, wait); len(h.waits) == 100 {
		h.wait(b)
	}
}

func (h *holding) wait(b *testing.B) {
	b.Helper()
	for _, wait := range h.waits {
		if a, err := wait(b.Context()); err != nil || a.Verdict.Answer != track.Permit {
			b.Fatal(a.Verdict.Text, err)
		}
	}
	h.waits = nil
}

// stock makes a unit, a pallet of 20 units, and lots to be held.
func (h *holding) stock(b *testing.B) {
	b.Helper()
	src, err := os.ReadFile("../../testdata/plant/interlocks.yaml")
	if err != nil {
		b.Fatal(err)
	}
	h.give(b, &track.Command{Verb: "apply", Args: &track.ApplyPlant{Definition: string(src)}})
	for i := range 1000 {
		h.give(b, &track.Command{Verb: "receive", Args: &track.Receive{Part: "SCREW", Maker: "BOLT", Lot: "LOT-" + strconv.Itoa(i), Quantity: "5"}})
	}
	h.unit(b, "unit")
	var units []track.Input
	for i := range 20 {
		name := "unit-" + strconv.Itoa(i)
		h.unit(b, name)
		units = append(units, track.Input{Ref: track.Ref(name)})
	}
	h.give(b, &track.Command{Verb: "pack", Args: &track.Pack{Package: "pallet", Items: units, Closed: true}})
	h.wait(b)
}

// unit makes a unit of 4 modules with 9 pins each.
func (h *holding) unit(b *testing.B, name string) {
	b.Helper()
	make := func(part, serial string) {
		h.give(b, &track.Command{Verb: "produce-unit", Args: &track.ProduceUnit{Part: part, Serial: serial}})
	}
	install := func(into, component string) {
		h.give(b, &track.Command{Verb: "install", Args: &track.Install{Object: track.Ref(into), Component: track.Ref(component)}})
	}
	make("DRIVE", name)
	for m := range 4 {
		module := name + "." + strconv.Itoa(m)
		make("MODULE", module)
		h.give(b, &track.Command{Verb: "start", Station: "ST-1", Args: &track.Start{Object: track.Ref(module)}})
		for i := range 9 {
			pin := module + "." + strconv.Itoa(i)
			make("PIN", pin)
			install(module, pin)
		}
		h.give(b, &track.Command{Verb: "complete", Station: "ST-1", Args: &track.Complete{Object: track.Ref(module)}})
		install(name, module)
	}
}

// place places holds until so many stand.
func (h *holding) place(b *testing.B, holds int) {
	b.Helper()
	for ; h.holds < holds; h.holds++ {
		h.give(b, &track.Command{Verb: "hold", Args: &track.PlaceHold{
			Objects: []track.Ref{track.Ref("LOT-" + strconv.Itoa(h.holds))}, Reason: "too long",
		}})
	}
	h.wait(b)
}

// judge is how long it takes to judge the shipping of something, in
// microseconds: the least of several rounds.
func (h *holding) judge(b *testing.B, what string) (warm, cold float64) {
	b.Helper()
	c := &track.Command{ID: "ship", Verb: "ship", Args: &track.Ship{Objects: []track.Input{{Ref: track.Ref(what)}}, To: "ACME"}}
	err := h.p.DB.Read(b.Context(), func(tx *sqldb.Tx) error {
		for round := range 20 {
			s, err := view.NewState(b.Context(), tx)
			if err != nil {
				return err
			}
			began := time.Now()
			if err := decide(b.Context(), tx, s, c); err != nil {
				return err
			}
			cold = least(round, cold, time.Since(began))
			const often = 20
			began = time.Now()
			for range often {
				if err := decide(b.Context(), tx, s, c); err != nil {
					return err
				}
			}
			warm = least(round, warm, time.Since(began)/often)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return warm, cold
}

func least(round int, so float64, took time.Duration) float64 {
	if us := float64(took.Nanoseconds()) / 1000; round == 0 || us < so {
		return us
	}
	return so
}

// decide judges a command as the engine does, and loads what it misses.
func decide(ctx context.Context, tx *sqldb.Tx, s *track.State, c *track.Command) error {
	for {
		entries := track.Decide(s, c, track.Tick{Now: 1, Seq: 1 << 40, Store: "t"})
		if !s.Missing() {
			if v := entries[0].Verdict; v.Answer != track.Permit {
				return fmt.Errorf("%s %s", v.Code, v.Text)
			}
			return nil
		}
		if err := view.Load(ctx, tx, s); err != nil {
			return err
		}
	}
}
