package track

import (
	"bytes"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestRefusalsOfOldEntries: entries from before a refusal kept what stood against
// the command get the same row from their verdict, when they are replayed.
func TestRefusalsOfOldEntries(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	entries := m.do(t, &Command{ID: "c", Verb: "scan", Station: "S2", Args: &Scan{Code: "P1"}})
	if v := entries[0].Verdict; v == nil || v.Answer == Permit {
		t.Fatalf("verdict %+v", v)
	}
	want, _ := m.s.Refusals.Get(entries[0].Seq)
	old := entries[0]
	old.Fact = &Judged{Objects: old.Fact.(*Judged).Objects}
	body, err := old.AppendBody(nil)
	if err != nil || bytes.Contains(body, []byte("against")) {
		t.Fatalf("%s: %v", body, err)
	}
	if err := old.ReadFact(EntryJudged, body); err != nil {
		t.Fatal(err)
	}
	m.s.Refusals.Put(Refusal{Entry: old.Seq})
	Apply(m.s, &old)
	got, _ := m.s.Refusals.Get(old.Seq)
	if diff := gocmp.Diff(want, got); diff != "" || got.Part != "PUMP" || got.Verb != "scan" {
		t.Errorf("%+v (-new +old):\n%s", got, diff)
	}
}
