package track

import (
	"slices"
	"strconv"
	"testing"
)

// FuzzReadBody reads bodies as a damaged or hostile backup could hold them. What
// is read can be applied to any state, and written so that it is read again.
func FuzzReadBody(f *testing.F) {
	kinds := []EntryKind{EntryMaterial, EntryJudged, EntryHold, EntryRelease, EntryBreach, EntryCorrection, EntryPlant, EntryPrint}
	m := newMachine(f)
	for i, args := range everyVerb() {
		m.do(f, &Command{ID: strconv.Itoa(i), Verb: verbOf(f, args), Args: args, Mode: ModeReport, Station: "S1"})
	}
	for _, b := range m.bodies {
		f.Add(byte(slices.Index(kinds, b.kind)), b.body)
	}
	f.Fuzz(func(t *testing.T, kind byte, body []byte) {
		k := kinds[int(kind)%len(kinds)]
		e := Entry{Seq: 7, CommandID: "c1", OccurredAt: 1000}
		if e.ReadBody(k, body) != nil {
			return
		}
		s := NewState()
		s.LoadEverything()
		Apply(s, &e)
		again, err := e.AppendBody(nil)
		if err != nil {
			return // EPCIS cannot say it, such as a time before the year 1
		}
		back := Entry{Seq: 7, CommandID: "c1", OccurredAt: 1000}
		if err := back.ReadBody(k, again); err != nil {
			t.Fatalf("%s is written as %s, which is not read: %v", body, again, err)
		}
	})
}
