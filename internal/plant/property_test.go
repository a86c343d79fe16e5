package plant

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// texts are codes and names as plants have them, and what is hard to write.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"", "ST-10", "01", "4.80", "1e3", "0x1F", "true", "No", "~", "null", "on", "a: b", "a #b", "#a", "- a", "?", "[a", "{", "&a", "*a",
			"!a", "|", ">", "%a", "@a", "`a", "'", `"`, `\`, " a ", "a\nb", "\t", "\x00", "\u0085", "\u2028", "\ufeff", "Prüfung", "日本 ライン", "😀",
			"<<", "---", "...", "=", ".inf", "2026-11-22", "12:30:45", "1_000", "+1", "a,b", "x]", "Motor (left)", "a - b", "-", ":", "a:",
		}),
		rapid.StringMatching(`[A-Z]{1,4}-[0-9]{1,3}`),
		rapid.String(),
	)
}

func decimals() *rapid.Generator[Decimal] {
	return rapid.Map(rapid.OneOf(rapid.Just(""), rapid.StringMatching(`-?(0|[1-9][0-9]{0,16})(\.[0-9]{1,16})?`), texts()),
		func(s string) Decimal { return Decimal(s) })
}

func few[T any](t *rapid.T, name string, item func(*rapid.T) T) []T {
	n := rapid.IntRange(0, 3).Draw(t, name)
	var items []T
	for range n {
		items = append(items, item(t))
	}
	return items
}

func text(t *rapid.T) string { return texts().Draw(t, "text") }

func word[T ~string](t *rapid.T, words ...T) T {
	return rapid.OneOf(rapid.SampledFrom(append(words, "")), rapid.Map(texts(), func(s string) T { return T(s) })).Draw(t, "word")
}

func interlocks(t *rapid.T) map[Rule]Mode {
	var m map[Rule]Mode
	for range rapid.IntRange(0, 3).Draw(t, "interlocks") {
		if m == nil {
			m = map[Rule]Mode{}
		}
		m[word(t, RuleBOM, RuleHold)] = word(t, ModeOff, ModeEnforce)
	}
	return m
}

// definitions draws definitions, most of them without any sense.
func definitions() *rapid.Generator[*Definition] {
	return rapid.Custom(func(t *rapid.T) *Definition {
		station := func(t *rapid.T) Station {
			return Station{
				Code: text(t), Name: text(t), Operations: few(t, "operations", text), Interlocks: interlocks(t),
				Positions: few(t, "positions", func(t *rapid.T) Position {
					return Position{text(t), text(t), word(t, PositionWork, PositionMaterial)}
				}),
			}
		}
		line := func(t *rapid.T) Line { return Line{text(t), text(t), few(t, "stations", station)} }
		bom := func(t *rapid.T) BOMLine {
			return BOMLine{
				Line: text(t), Part: text(t), Quantity: decimals().Draw(t, "quantity"), Operation: text(t),
				Positions: few(t, "places", text), Alternates: few(t, "alternates", text),
				Use: word(t, UseConsume), Capture: word(t, CaptureBackflush),
			}
		}
		characteristic := func(t *rapid.T) Characteristic {
			return Characteristic{
				Code: text(t), Name: text(t), UoM: text(t), Nominal: decimals().Draw(t, "nominal"), Lower: decimals().Draw(t, "lower"),
				Upper: decimals().Draw(t, "upper"), Required: rapid.Bool().Draw(t, "required"), CTQ: rapid.Bool().Draw(t, "ctq"),
			}
		}
		operation := func(t *rapid.T) Operation {
			return Operation{text(t), text(t), rapid.Bool().Draw(t, "optional"), few(t, "characteristics", characteristic)}
		}
		return &Definition{
			Site:  Site{text(t), text(t), text(t)},
			Areas: few(t, "areas", func(t *rapid.T) Area { return Area{text(t), text(t), few(t, "lines", line)} }),
			Parts: few(t, "parts", func(t *rapid.T) Part {
				return Part{text(t), text(t), text(t), text(t), word(t, TrackingLot), text(t), text(t), few(t, "bom", bom)}
			}),
			Routes:     few(t, "routes", func(t *rapid.T) Route { return Route{text(t), text(t), few(t, "operations", operation)} }),
			Interlocks: interlocks(t),
		}
	})
}

func TestYAMLIsReadBackWithoutChange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := definitions().Draw(t, "definition")
		written := d.YAML()
		back, err := Parse(written)
		if err != nil {
			t.Fatalf("not read back: %v\n%s", err, written)
		}
		if diff := cmp.Diff(unsourced(d), unsourced(back), cmp.AllowUnexported(Definition{})); diff != "" {
			t.Fatalf("changed (-want +got):\n%s\n%s", diff, written)
		}
		if diff := cmp.Diff(string(written), string(back.YAML())); diff != "" {
			t.Fatalf("written differently (-first +second):\n%s", diff)
		}
		_ = back.Check() // on any definition, without a panic
	})
}

// unsourced leaves out the source, which is no part of what d says.
func unsourced(d *Definition) Definition {
	bare := *d
	bare.source = nil
	return bare
}
