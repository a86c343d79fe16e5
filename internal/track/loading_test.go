package track

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

const day = 24 * 3600 * second

// TestLoadsOverWeeks reports loads at two places weeks late, in any order: what
// is judged on the weeks that are asked for is what is judged on all there is.
func TestLoadsOverWeeks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		m.tick.Now += 60 * day
		m.do(t, &Command{ID: "r", Verb: "receive", Args: &Receive{Part: "SCREW", Lot: "L9", Quantity: "9", Containers: []ReceivedContainer{{Number: "C1", Quantity: "3"}, {Number: "C2", Quantity: "3"}}}})
		for i := range rapid.IntRange(3, 15).Draw(t, "commands") {
			c := &Command{
				ID: fmt.Sprint("w", i), Verb: "load", Mode: ModeReport, Station: "S2",
				OccurredAt: m.tick.Now - Micros(rapid.IntRange(0, 40).Draw(t, "days"))*day,
			}
			object := rapid.SampledFrom([]Ref{"C1", "C2", "L9"}).Draw(t, "object")
			switch position := pick(t, feeders); rapid.SampledFrom([]Verb{"load", "load", "unload", "correct"}).Draw(t, "verb") {
			case "load":
				c.Args = &Load{Object: object, Position: position, Splice: rapid.Bool().Draw(t, "splice")}
			case "unload":
				c.Verb, c.Args = "unload", &Unload{Object: object, Position: position}
			default:
				c = m.correct(rapid.Int64Range(1, m.tick.Seq-1).Draw(t, "entry"))
			}
			m.do(t, c)
			m.tick.Now += Micros(rapid.IntRange(0, 9).Draw(t, "later")) * day
		}
		m.check(t)
	})
}

// TestLoadLooksAtFewOfManyLoads hangs up a reel at a feeder that has had hundreds.
func TestLoadLooksAtFewOfManyLoads(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.station = "S2"
	p.do(&Receive{Part: "SCREW", Lot: "L8", Quantity: "900"})
	const loads = 200
	load := func(n int) *Load {
		number := fmt.Sprint("R", n)
		p.do(&Split{From: "L8", Into: []SplitPart{{Number: number, Quantity: "1", Kind: KindContainer}}})
		return &Load{Object: Ref(number), Position: "F1"}
	}
	for n := range loads {
		p.do(load(n))
		p.tick.Now += day
	}
	part, entries := judgeLazily(t, p.s, &Command{ID: "last", Verb: "load", Station: "S2", Args: load(loads)}, p.tick)
	at := 0
	for _, e := range allRows(part.Edges) {
		if e.loads() {
			at++
		}
	}
	if entries[0].Verdict.Answer != Permit || at > 12 {
		t.Errorf("%s; %d loads were looked at", entries[0].Verdict.Text, at)
	}
}
