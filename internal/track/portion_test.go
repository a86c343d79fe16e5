package track

import (
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestPortionsAreConserved checks that whatever becomes of a lot at an
// operation, in whatever parts, its pieces are all accounted for once: in the
// tallies of the visits, and on hand or scrapped.
func TestPortionsAreConserved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		n := 0
		do := func(verb Verb, args Args) {
			n++
			entries := m.do(t, &Command{ID: fmt.Sprint("n", n), Verb: verb, Station: "S1", Args: args, Confirm: []Code{CodeIncomplete}})
			if v := entries[0].Verdict; v.Answer != Permit {
				t.Fatalf("%s %+v: %s %s", verb, args, v.Code, v.Text)
			}
		}
		left := rapid.IntRange(3, 60).Draw(t, "pieces")
		pieces := Decimal(strconv.Itoa(left))
		do("receive", &Receive{Part: "SCREW", Maker: "BOLT", Lot: "L1", Quantity: "200"}) // enough for all, so that no other screw follows
		do("produce-lot", &ProduceLot{Part: "PUMP", Lot: "LOT", Quantity: pieces})
		do("install", &Install{Object: "LOT", Component: "M1"})
		do("install", &Install{Object: "LOT", Component: "L1", Quantity: "2"})
		do("start", &Start{Object: "LOT"})
		for left > 0 {
			a := &Complete{Object: "LOT", Partial: left > 3 && rapid.Bool().Draw(t, "partial")}
			most := left
			if a.Partial {
				most--
			}
			good := rapid.IntRange(1, most).Draw(t, "good")
			scrap := rapid.IntRange(0, most-good).Draw(t, "scrap")
			rework := most - good - scrap
			if a.Partial {
				rework = rapid.IntRange(0, rework).Draw(t, "rework")
			}
			for i, q := range []int{good, scrap, rework} {
				if q > 0 {
					fate := []Fate{FateGood, FateScrap, FateRework}[i]
					a.Quantities = append(a.Quantities, Portion{Outcome: fate, Quantity: Decimal(strconv.Itoa(q)), Reason: "counted"})
				}
			}
			do("complete", a)
			left -= good + scrap + rework
		}
		told, onHand, scrapped := Decimal("0"), Decimal("0"), Decimal("0")
		for _, v := range allRows(m.s.Visits) {
			told = add(add(told, v.Good), add(v.Scrap, v.Rework))
			scrapped = add(scrapped, v.Scrap)
		}
		for _, o := range allRows(m.s.Objects) {
			if o.Part == "PUMP" && o.Kind == KindLot {
				onHand = add(onHand, o.Quantity)
			}
		}
		if compare(told, pieces) != 0 || compare(add(onHand, scrapped), pieces) != 0 {
			t.Fatalf("of %s pieces the visits tell of %s; %s are on hand and %s scrapped", pieces, told, onHand, scrapped)
		}
	})
}
