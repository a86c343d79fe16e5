package gs1

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReplacedSeparatorsAreSeen(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]struct{ message, reason string }{
		"010952123454321310ABC~21S1":      {"(01)09521234543213(10)ABC(21)S1", "~ stands for the group separator"},
		"010952123454321310ABC^]21S1":     {"(01)09521234543213(10)ABC(21)S1", "^] stands for the group separator"},
		"010952123454321310ABC\u241d21S1": {"(01)09521234543213(10)ABC(21)S1", `\u241d stands for the group separator`},
		"|010952123454321310ABC|21S1|":    {"(01)09521234543213(10)ABC(21)S1", "| stands for the group separator"},
		"0109521234543213 10ABC 17261231": {"(01)09521234543213(10)ABC(17)261231", `  stands for the group separator`},
	} {
		r := Recover(data, Substitutes)
		m, ok := r.Only()
		if !ok || m.Bracketed() != want.message || r.Reason != want.reason {
			t.Errorf("%q is recovered as %v, %q", data, r.Readings, r.Reason)
			continue
		}
		for _, e := range m {
			if !strings.HasPrefix(data[e.Offset:], e.AI+e.Value) {
				t.Errorf("%q: (%s) is not at %d", data, e.AI, e.Offset)
			}
		}
	}
	if r := Recover("010952123454321410ABC~21S1", Substitutes); len(r.Readings) != 0 {
		t.Errorf("a wrong check digit is recovered as %v", r.Readings)
	}
}

func TestLostSeparatorsAreFoundWhereTheTableLeavesOneReading(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		// A serial number of 20 characters is full, so that (10) begins behind it.
		"010952123454321321ABCDEFGHIJKLMNOPQRST10LOT": "(01)09521234543213(21)ABCDEFGHIJKLMNOPQRST(10)LOT",
		"010952123454321310LOT-A-B-C-D-E-F-G17261231": "(01)09521234543213(10)LOT-A-B-C-D-E-F-G(17)261231",
	} {
		r := Recover(data, Substitutes)
		m, ok := r.Only()
		if !ok || m.Bracketed() != want {
			t.Errorf("%s is recovered as %v", data, bracketed(r))
		}
	}
}

func bracketed(r Recovery) []string {
	var all []string
	for _, m := range r.Readings {
		all = append(all, m.Bracketed())
	}
	return all
}

func TestLostSeparatorsThatMayBeSeveralAreNotGuessed(t *testing.T) {
	t.Parallel()
	r := Recover("010952123454321310ABC17261231", Substitutes)
	if m, ok := r.Only(); ok {
		t.Errorf("guessed %v", m)
	}
	all := strings.Join(bracketed(r), " ")
	for _, want := range []string{"(01)09521234543213(10)ABC17261231", "(01)09521234543213(10)ABC(17)261231"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is missing in %s", want, all)
		}
	}
	r = Recover("10"+strings.Repeat("1010", 20), nil)
	if !r.Partial && len(r.Readings) > maxReadings {
		t.Errorf("%d readings", len(r.Readings))
	}
}

// TestWhatWasSentIsAmongTheReadings takes the separators out of messages: as
// long as no reading is left out, the message is among them.
func TestWhatWasSentIsAmongTheReadings(t *testing.T) {
	t.Parallel()
	unseparated := func(m Message) string { return strings.ReplaceAll(m.String(), string(GS), "") }
	messages := rapid.Map(rapid.SliceOfNDistinct(rapid.SampledFrom(samples(t)), 1, 4, Element.code),
		func(all []Element) Message { return all }).
		Filter(func(m Message) bool { return !m.contradicts() && len(unseparated(m)) <= maxDamaged })
	rapid.Check(t, func(t *rapid.T) {
		m := messages.Draw(t, "message")
		r := Recover(unseparated(m), nil)
		for _, got := range bracketed(r) {
			if got == m.Bracketed() {
				return
			}
		}
		if !r.Partial {
			t.Fatalf("%s is not among %v", m.Bracketed(), bracketed(r))
		}
	})
}

func FuzzRecover(f *testing.F) {
	f.Add("")
	f.Add("010952123454321310ABC~21S1")
	f.Add("010952123454321310ABC17261231")
	f.Add("10" + strings.Repeat("1010", 20))
	f.Add(strings.Repeat("91", 128))
	f.Add(strings.Repeat("4300", 64))
	f.Fuzz(func(t *testing.T, data string) {
		r := Recover(data, Substitutes)
		if len(r.Readings) > maxReadings {
			t.Fatalf("%d readings", len(r.Readings))
		}
		for _, m := range r.Readings {
			if _, err := Parse(m.String(), Options{}); err != nil {
				t.Fatalf("%q is recovered as %s: %v", data, m.Bracketed(), err)
			}
		}
	})
}

// The worst that was found: every position begins an element, and most lengths
// are open.
func BenchmarkRecoverHostile(b *testing.B) {
	for name, data := range map[string]string{
		"digits": strings.Repeat("91", 128), "checked": strings.Repeat("4300", 64), "lots": strings.Repeat("10", 128),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Recover(data, Substitutes)
			}
		})
	}
}
