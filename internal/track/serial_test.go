package track

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestEverySerialNumberIsAccountedFor plays random acts on the serial numbers of a
// part, and counts all of them again from the objects there are.
func TestEverySerialNumberIsAccountedFor(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		var made, reservations []int64
		for i := range rapid.IntRange(1, 12).Draw(t, "acts") {
			c := &Command{ID: fmt.Sprint("s", i), Station: rapid.SampledFrom([]string{"", "S1", "S2"}).Draw(t, "station")}
			c.Verb, c.Args = drawSerialAct(t, m, made, reservations)
			for _, e := range m.do(t, c) {
				switch f := e.Fact.(type) {
				case *SerialsReserved:
					reservations = append(reservations, e.Seq)
				case *Material:
					if len(f.Declared) > 0 {
						made = append(made, e.Seq)
					}
				}
			}
			m.checkSerials(t)
		}
		m.check(t)
	})
}

func drawSerialAct(t *rapid.T, m *machine, made, reservations []int64) (Verb, Args) {
	serial := func() string {
		return fmt.Sprintf("MO7003%04d", rapid.IntRange(1, 9).Draw(t, "serial"))
	}
	choices := []func() (Verb, Args){
		func() (Verb, Args) {
			return "produce-unit", &ProduceUnit{Part: "MOTOR", Count: rapid.IntRange(1, 3).Draw(t, "count")}
		},
		func() (Verb, Args) { return "produce-unit", &ProduceUnit{Part: "MOTOR", Serial: serial()} },
		func() (Verb, Args) {
			a := &ReserveSerials{Part: "MOTOR", Count: rapid.IntRange(1, 4).Draw(t, "count"), Place: rapid.SampledFrom([]string{"", "S1"}).Draw(t, "place"), Batch: "roll"}
			if a.Place != "" {
				a.Batch = ""
			}
			return "reserve-serials", a
		},
		func() (Verb, Args) { return "scrap", &Scrap{Object: Ref(serial()), Reason: "burnt"} },
	}
	if len(reservations) > 0 {
		choices = append(choices, func() (Verb, Args) {
			id := ReservationID(fmt.Sprint("SR-", rapid.SampledFrom(reservations).Draw(t, "reservation")))
			a := &ReturnSerials{Reservation: id, Reason: "cut", Lost: rapid.Bool().Draw(t, "lost")}
			if rapid.Bool().Draw(t, "one") {
				a.Serials = []string{serial()}
			}
			return "return-serials", a
		})
	}
	if len(made) > 0 {
		choices = append(choices, func() (Verb, Args) {
			return "correct", &Correct{Entry: rapid.SampledFrom(made).Draw(t, "entry"), Reason: "wrong"}
		})
	}
	return rapid.SampledFrom(choices).Draw(t, "act")()
}

// checkSerials counts the numbers again: by their states, and by who bears them.
func (m *machine) checkSerials(t rapid.TB) {
	t.Helper()
	counts := map[ReservationID]Reservation{}
	for _, n := range allRows(m.s.Reserved) {
		c := counts[n.Reservation]
		c.Count++
		c.tally(n.State, 1)
		counts[n.Reservation] = c
		bearers := 0
		for _, name := range m.s.Named.Rows(n.Serial) {
			if o, _ := m.s.Objects.Get(name.Object); (o.Part == n.Part || !o.Known) && name.Issuer == n.Issuer { // corrected, it is known by its number alone
				bearers++
			}
		}
		if (bearers > 0) != (n.State == SerialUsed) {
			t.Fatalf("%d units bear %+v", bearers, n)
		}
	}
	for _, r := range allRows(m.s.Reservations) {
		c := counts[r.ID]
		if r.Count != c.Count || r.Used != c.Used || r.Returned != c.Returned || r.Lost != c.Lost {
			t.Fatalf("%+v, and its numbers are %+v", r, c)
		}
		for line := range r.Next {
			if n, _ := m.s.Reserved.Get(serialID(r.ID, line)); n.State == SerialReserved {
				t.Fatalf("%+v would pass over %+v", r, n)
			}
		}
	}
	bearers := map[string]ObjectID{}
	for _, name := range allRows(m.s.Identifiers) {
		o, _ := m.s.Objects.Get(name.Object)
		if name.KnownTo != 0 || name.Scheme != SchemeSerial || o.Part != "MOTOR" || name.Issuer == "ACME" || o.Life != LifeOpen {
			continue
		}
		if other, twice := bearers[name.Value]; twice && other != o.ID {
			t.Fatalf("%s and %s both bear %s", other, o.ID, name.Value)
		}
		bearers[name.Value] = o.ID
	}
}

func TestChanceIsTheSameForOneCommandAndEvenForAll(t *testing.T) {
	t.Parallel()
	tick := Tick{Seq: 7, Chance: [32]byte{1}}
	one, again, other := tick.chance(), tick.chance(), (&Tick{Seq: 8, Chance: tick.Chance}).chance()
	same, counts := 0, [30]int{}
	const draws = 30_000
	for range draws {
		v := one.below(30)
		if w := again.below(30); v != w {
			t.Fatalf("drew %d, and then %d", v, w)
		}
		if v == other.below(30) {
			same++
		}
		counts[v]++
	}
	if same < draws/30-200 || same > draws/30+200 {
		t.Errorf("two commands drew the same %d of %d times", same, draws)
	}
	for v, n := range counts {
		if n < draws/30-150 || n > draws/30+150 {
			t.Errorf("%d was drawn %d of %d times", v, n, draws)
		}
	}
}
