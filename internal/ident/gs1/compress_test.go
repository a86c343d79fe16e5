package gs1

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCompressedLinksSurvive compresses links of any elements.
func TestCompressedLinksSurvive(t *testing.T) {
	t.Parallel()
	var keys, attributes Message
	for _, e := range samples(t) {
		switch r := rowOf(e.AI); {
		case r.key:
			keys = append(keys, e)
		case r.attribute && e.AI != "10":
			attributes = append(attributes, e)
		}
	}
	lots := Message{{AI: "10", Value: "00123"}, {AI: "10", Value: "abc09"}, {AI: "10", Value: "ABC09"}, {AI: "10", Value: "x-Y_z"}, {AI: "10", Value: "%/?"}}
	rapid.Check(t, func(t *rapid.T) {
		m := Message{rapid.SampledFrom(keys).Draw(t, "key")}
		if m[0].AI == "01" {
			m = append(m, rapid.SampledFrom(lots).Draw(t, "lot"))
		}
		m = append(m, rapid.SliceOfNDistinct(rapid.SampledFrom(attributes), 0, 3, Element.code).Draw(t, "attributes")...)
		l, err := NewLink("https://x.example/a", m)
		if err != nil {
			t.Fatal(err)
		}
		l.Others = []Parameter{{"k", "=v"}}
		uri, err := l.Compress()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decompress(uri)
		if err != nil {
			t.Fatalf("%s as %s: %v", l, uri, err)
		}
		if got, want := again.Canonical().String(), l.Canonical().String(); len(l.keysOf()) == 1 && got != want {
			t.Fatalf("%s becomes %s", want, got)
		}
		if len(again.Others) != 1 || again.Others[0] != l.Others[0] {
			t.Fatalf("others become %v", again.Others)
		}
	})
}

// keysOf are the elements that may be the key: with several, the order of a
// compressed link decides.
func (l Link) keysOf() []string {
	var keys []string
	for _, e := range l.Message() {
		if rowOf(e.AI).key {
			keys = append(keys, e.AI)
		}
	}
	return keys
}

func TestShortcutsOfCompressedLinksAreRead(t *testing.T) {
	t.Parallel()
	b := &bitWriter{}
	for _, d := range []uint64{2, 13} { // 2D: (01) with (3103)
		b.put(d, 4)
	}
	b.value(rowOf("01"), "09521234543213")
	b.value(rowOf("3103"), "000195")
	for i, v := range b.symbols {
		b.symbols[i] = alphabet64[v]
	}
	l, err := Decompress("https://x.example/" + string(b.symbols))
	if err != nil || l.String() != "https://x.example/01/09521234543213?3103=000195" {
		t.Errorf("got %s, %v", l, err)
	}
}

func TestDecompressRefusesWhatIsNoCompressedLink(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{
		"https://x.example", "https://x.example/", "https://x.example/about", "https://x.example/AQnYUc1gmiERBhQ0",
		"https://x.example/A.B?c", "https://id.gs1.org/AQEd-1O2-B", "x/AQEd-1O2-A",
	} {
		if l, err := Decompress(uri); err == nil {
			t.Errorf("%s is read as %s", uri, l)
		}
	}
}

func FuzzDecompress(f *testing.F) {
	for _, uri := range []string{
		"https://id.gs1.org/AREjalurbiAUO-cgohCz45Z67b8A", "https://id.gs1.org/AQEd-1O2-A",
		"http://example.org/AQnYUc1gmiERBhQ0ytiyZuAGOLc1TXgpNWCv1", "https://id.gs1.org/JAaasHt_dNNt4ADESMALumsUfMAm34",
	} {
		f.Add(uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		l, err := Decompress(uri)
		if err != nil {
			return
		}
		if _, err := ParseLink(l.String(), LinkOptions{}); err != nil {
			t.Fatalf("%q becomes %s: %v", uri, l, err)
		}
	})
}
