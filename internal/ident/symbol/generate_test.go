package symbol_test

import (
	"strings"

	"pgregory.net/rapid"
)

// texts generates what labels carry and what encoders trip over: runs of
// characters that different schemes say best, in any order.
func texts(alphabets ...string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			alphabet := []rune(rapid.SampledFrom(alphabets).Draw(t, "alphabet"))
			b.WriteString(string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 14).Draw(t, "run")))
		}
		return b.String()
	})
}

// elementStrings generates what GS1 symbols carry, as far as package symbol
// knows: elements that begin with digits, with GS between them.
func elementStrings() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var elements []string
		for range rapid.IntRange(1, 4).Draw(t, "elements") {
			identifier := rapid.StringMatching(`[0-9]{2,4}`).Draw(t, "identifier")
			elements = append(elements, identifier+texts(digits, gs1Legal).Draw(t, "value"))
		}
		return strings.Join(elements, "\x1d")
	})
}

// The alphabets of texts.
const (
	digits   = "0123456789"
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789"
	smalls   = "abcdefghijklmnopqrstuvwxyz 0123456789"
	x12      = "\r*> 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	edifact  = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^"
	controls = "\x00\x01\x04\x09\x0d\x1c\x1d\x1e\x1f\x7f"
	latin    = "äöüßéñÅ£§\u0080\u00a0\u00ff"
	beyond   = "ΩλЖяłő中文😀"
	gs1Legal = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
