package track

import (
	"testing"

	"pgregory.net/rapid"
)

// Whatever is scanned, what it means is found without reading more names than a
// label can hold, and what is on record under that very text is meant first.
func TestReadingIsBounded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.OneOf(
			rapid.String(), rapid.StringMatching(`\]d2(01[0-9]{14}|10[A-Z]{1,9}|21[A-Z0-9]{1,9}|\x1d){1,8}`),
			rapid.StringMatching(`\[\)>\x1e06(\x1d(P|S|1T|V)[A-Z0-9]{1,6}){1,40}`),
		).Draw(t, "code")
		s := NewState()
		s.Find(Ref(code), 0)
		if n := len(s.Named.Missing()); n > maxNames {
			t.Fatalf("%d names are looked up", n)
		}
	})
}

func TestTextOnRecordIsMeantFirst(t *testing.T) {
	t.Parallel()
	p := newSmallPlay(t)
	p.do(&ProduceUnit{Part: "PUMP", Serials: []string{"123", "S123"}})
	if v := p.judge(&Move{Object: "S123", To: "STORE"}); v.Answer != Permit || v.Text != "S123 is at STORE." {
		t.Errorf("got %s %s", v.Answer, v.Text)
	}
}
