package symbol_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
)

// TestLegalGS1ContentRoundTrips draws elements of all application identifiers as
// GS1 allows them on one label, lets a scanner read their symbols, and reads what it
// sends. No GS1 DataMatrix is larger than the one that zint makes of the same.
func TestLegalGS1ContentRoundTrips(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	messages := legalMessages(t)
	var drawn []gs1.Message
	rapid.Check(t, func(r *rapid.T) {
		m := messages.Draw(r, "message")
		drawn = append(drawn, m)
		for _, s := range []symbol.Symbology{symbol.GS1DataMatrix, symbol.GS1128} {
			if s == symbol.GS1128 && len(m.String()) > 48 {
				continue
			}
			drawing, err := symbol.Encode(s, m.String(), symbol.Options{})
			if err != nil {
				r.Fatal(err)
			}
			found, err := n.Read(pngOf(t, drawing))
			if err != nil || len(found) != 1 {
				r.Fatalf("%s of %s: zxing-cpp found %+v, %v", s, m.Bracketed(), found, err)
			}
			scanned, again, err := gs1.ParseScan(found[0].Identifier+string(found[0].Bytes), gs1.Options{})
			if diff := cmp.Diff(values(m), values(again)); diff != "" || err != nil || !s.GS1() || scanned.Content != gs1.ElementString {
				r.Fatalf("%s of %s: %+v, %v (-made +read): %s", s, m.Bracketed(), scanned, err, diff)
			}
		}
	})
	var lines []string
	for _, m := range drawn {
		lines = append(lines, strings.NewReplacer("(", "[", ")", "]").Replace(m.Bracketed()))
	}
	compared := 0
	for i, theirs := range symboltest.ZintSizes(t, lines, "--barcode=DATAMATRIX", "--gs1", "--gs1nocheck", "--square") {
		ours, err := symbol.Encode(symbol.GS1DataMatrix, drawn[i].String(), symbol.Options{})
		if err != nil {
			t.Fatal(err)
		}
		// Zint refuses some, knows (235) as of fixed length and leaves out the separator
		// behind it, and would read brackets in a value as those of an identifier.
		_, other := drawn[i].Value("235")
		if theirs.Width == 0 || other || strings.ContainsAny(drawn[i].String(), "()") {
			continue
		}
		if compared++; ours.Width > theirs.Width {
			t.Errorf("%s: %d modules across, zint makes %d", lines[i], ours.Width, theirs.Width)
		}
	}
	if compared < len(drawn)/2 {
		t.Errorf("only %d of %d symbols were compared with those of zint", compared, len(drawn))
	}
}

// legalMessages generates elements that may stand on one label: a first one that
// needs no other, and more that go with it. Every application identifier comes up.
func legalMessages(t testing.TB) *rapid.Generator[gs1.Message] {
	t.Helper()
	b, err := os.ReadFile("../gs1/testdata/elements.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all, alone []gs1.Element
	for line := range strings.Lines(string(b)) {
		m, err := gs1.ParseBracketed(strings.TrimSpace(line), gs1.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m[0])
		if _, err := gs1.NewMessage(m[0]); err == nil {
			alone = append(alone, m[0])
		}
	}
	return rapid.Custom(func(t *rapid.T) gs1.Message {
		m := gs1.Message{vary(t, rapid.SampledFrom(alone).Draw(t, "first"))}
		for range rapid.IntRange(0, 12).Draw(t, "tries") {
			more := append(m[:len(m):len(m)], vary(t, rapid.SampledFrom(all).Draw(t, "more")))
			if legal, err := gs1.NewMessage(more...); err == nil {
				m = legal
			}
		}
		return m
	})
}

// vary gives an element another value, where the standard takes it.
func vary(t *rapid.T, e gs1.Element) gs1.Element {
	value := []byte(e.Value)
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		at := rapid.IntRange(0, len(value)-1).Draw(t, "at")
		before := value[at]
		value[at] = rapid.SampledFrom([]byte(gs1Legal)).Draw(t, "character")
		if _, err := gs1.NewMessage(gs1.Element{AI: e.AI, Value: string(value)}); err != nil {
			value[at] = before
		}
	}
	return gs1.Element{AI: e.AI, Value: string(value)}
}

func values(m gs1.Message) (all [][2]string) {
	for _, e := range m {
		all = append(all, [2]string{e.AI, e.Value})
	}
	return all
}
