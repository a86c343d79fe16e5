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
	return table(t, func(t *rapid.T) Mode { return word(t, ModeOff, ModeEnforce) }, RuleBOM, RuleHold)
}

func count(t *rapid.T) int { return rapid.IntRange(-999_999_999, 999_999_999).Draw(t, "count") }

func durations(t *rapid.T) Duration { return word(t, Duration("PT8H"), "P180D", "PT0.5S") }

func flagged(t *rapid.T) bool { return rapid.Bool().Draw(t, "flag") }

// table draws a map, nil if it is empty.
func table[K ~string, V any](t *rapid.T, value func(*rapid.T) V, keys ...K) map[K]V {
	var m map[K]V
	for range rapid.IntRange(0, 3).Draw(t, "entries") {
		if m == nil {
			m = map[K]V{}
		}
		m[word(t, keys...)] = value(t)
	}
	return m
}

// definitions draws definitions, most of them without any sense.
func definitions() *rapid.Generator[*Definition] {
	return rapid.Custom(func(t *rapid.T) *Definition {
		return &Definition{
			Site:  Site{text(t), text(t), text(t), text(t), GLN(text(t))},
			Areas: few(t, "areas", func(t *rapid.T) Area { return Area{text(t), text(t), GLN(text(t)), few(t, "lines", drawnLine)} }),
			Parts: few(t, "parts", drawnPart),
			Routes: few(t, "routes", func(t *rapid.T) Route {
				return Route{text(t), text(t), few(t, "operations", drawnOperation), few(t, "reworks", func(t *rapid.T) Rework {
					return Rework{text(t), text(t), text(t), few(t, "voids", text)}
				})}
			}),
			Equipment: few(t, "equipment", func(t *rapid.T) Equipment {
				return Equipment{
					text(t), text(t), word(t, EquipmentGauge), durations(t), few(t, "programs", text), count(t), few(t, "for", text),
				}
			}),
			Skills:  few(t, "skills", func(t *rapid.T) Skill { return Skill{text(t), text(t), durations(t), few(t, "levels", text)} }),
			Defects: few(t, "defects", func(t *rapid.T) Defect { return Defect{text(t), text(t), text(t)} }),
			Reasons: few(t, "reasons", func(t *rapid.T) Reason { return Reason{text(t), text(t), word(t, ReasonScrap), word(t, StationFault)} }),
			Shifts: few(t, "shifts", func(t *rapid.T) Shift {
				return Shift{text(t), text(t), text(t), text(t), few(t, "days", func(t *rapid.T) Day { return word(t, Monday, Sunday) })}
			}),
			Andon: few(t, "andon", func(t *rapid.T) AndonKind {
				return AndonKind{word(t, CallQuality), few(t, "roles", text), durations(t), few(t, "to", text)}
			}),
			Lockouts: few(t, "lockouts", func(t *rapid.T) StationState { return word(t, StationMaintenance, StationFault) }),
			Labels: few(t, "labels", func(t *rapid.T) Label {
				length := func() Decimal { return decimals().Draw(t, "length") }
				return Label{
					text(t), text(t), length(), length(),
					Sheet{length(), length(), length(), length(), count(t), count(t), length(), length()},
					few(t, "elements", func(t *rapid.T) LabelElement {
						return LabelElement{
							word(t, ElementBox), length(), length(), length(), length(), count(t), text(t), length(), word(t, FontBold),
							word(t, AlignRight), text(t), text(t), text(t), length(), flagged(t), length(), text(t), flagged(t),
						}
					}),
					few(t, "for", func(t *rapid.T) LabelFor { return word(t, LabelUnit) }), flagged(t),
					few(t, "print", func(t *rapid.T) LabelEvent {
						return LabelEvent{word(t, PrintPacked), few(t, "at", text), few(t, "of", text), few(t, "after", text), text(t), count(t)}
					}),
				}
			}),
			Printers: few(t, "printers", func(t *rapid.T) Printer {
				return Printer{text(t), text(t), text(t), count(t), word(t, FormatPDF), flagged(t), flagged(t), few(t, "prints", text)}
			}),
			Separators:      few(t, "separators", text),
			CompanyPrefixes: few(t, "prefixes", text),
			Identifiers: few(t, "identifiers", func(t *rapid.T) IdentifierRule {
				return IdentifierRule{text(t), text(t), word(t, UniqueEver, UniqueInPart)}
			}),
			Public: few(t, "public", func(t *rapid.T) Share {
				return Share{
					text(t), few(t, "parts", text), few(t, "kinds", func(t *rapid.T) ShareKind { return word(t, ShareLot) }),
					few(t, "fields", func(t *rapid.T) ShareField { return word(t, FieldMade, FieldHold) }), text(t),
					few(t, "links", func(t *rapid.T) ShareLink { return ShareLink{text(t), text(t), text(t), text(t), text(t)} }),
				}
			}),
			Pools: few(t, "pools", func(t *rapid.T) Pool {
				return Pool{text(t), text(t), word(t, PoolKind("mac")), text(t), text(t), count(t), count(t), few(t, "draws", text), few(t, "drawn for", text)}
			}),
			Names:      table(t, text, "lot", "unit"),
			Interlocks: interlocks(t),
			Overrides: table(t, func(t *rapid.T) Override {
				return Override{few(t, "roles", text), flagged(t), durations(t)}
			}, RuleHold, RuleBOM),
			Answers:     table(t, text, RuleHold, RuleBOM),
			BreachHolds: few(t, "breachHolds", func(t *rapid.T) Rule { return word(t, RuleExpired, RuleBOM) }),
		}
	})
}

func drawnLine(t *rapid.T) Line {
	return Line{text(t), text(t), GLN(text(t)), durations(t), few(t, "stations", func(t *rapid.T) Station {
		return Station{
			Code: text(t), Name: text(t), GLN: GLN(text(t)), Operations: few(t, "operations", text), Interlocks: interlocks(t),
			Skills: few(t, "skills", text), Equipment: few(t, "equipment", text), Printers: few(t, "printers", text), Separators: few(t, "separators", text),
			Offline: word(t, OfflineQueue),
			Positions: few(t, "positions", func(t *rapid.T) Position {
				return Position{text(t), text(t), GLN(text(t)), word(t, PositionWork, PositionMaterial), few(t, "parts", text), word(t, HoldsSeveral)}
			}),
		}
	})}
}

func drawnPart(t *rapid.T) Part {
	return Part{
		Number: text(t), Revision: text(t), Effective: Beginning{text(t), text(t), text(t)}, Name: text(t), GTIN: text(t), Tracking: word(t, TrackingLot), UoM: text(t), Route: text(t),
		BOM:       few(t, "bom", drawnBOMLine),
		ShelfLife: durations(t), FloorLife: durations(t), Phantom: flagged(t), Serials: text(t), Reuse: word(t, ReuseNew),
		Panel: Panel{count(t)}, SecondUoM: text(t),
		Units: few(t, "units", func(t *rapid.T) Conversion { return Conversion{text(t), decimals().Draw(t, "factor")} }),
	}
}

func drawnBOMLine(t *rapid.T) BOMLine {
	return BOMLine{
		Line: text(t), Part: text(t), Quantity: decimals().Draw(t, "quantity"), Operation: text(t),
		Positions: few(t, "places", text), Alternates: few(t, "alternates", text),
		Use: word(t, UseConsume), Capture: word(t, CaptureBackflush),
		Option: text(t), Feed: few(t, "feed", text), RemovalVoids: few(t, "voids", text),
		Effective: Effectivity{text(t), text(t), text(t), text(t), text(t), text(t)},
	}
}

func drawnOperation(t *rapid.T) Operation {
	return Operation{
		Code: text(t), Name: text(t), Optional: flagged(t),
		Characteristics: few(t, "characteristics", func(t *rapid.T) Characteristic {
			return Characteristic{
				Code: text(t), Name: text(t), UoM: text(t), Nominal: decimals().Draw(t, "nominal"), Lower: decimals().Draw(t, "lower"),
				Upper: decimals().Draw(t, "upper"), Required: flagged(t), CTQ: flagged(t), Count: count(t),
			}
		}),
		Steps:   few(t, "steps", func(t *rapid.T) Step { return Step{text(t), text(t), text(t), text(t), text(t)} }),
		Picture: text(t), Documents: few(t, "documents", func(t *rapid.T) Document { return Document{text(t), text(t)} }),
		Skills: few(t, "skills", text), Equipment: few(t, "equipment", text), Attempts: count(t), Retests: count(t),
		Since: few(t, "since", func(t *rapid.T) Since { return Since{text(t), durations(t), durations(t)} }),
		Conditions: few(t, "conditions", func(t *rapid.T) Condition {
			return Condition{text(t), word(t, GateExit), text(t), text(t), text(t)}
		}),
	}
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
		back.Index()
	})
}

// unsourced leaves out the source, which is no part of what d says.
func unsourced(d *Definition) Definition {
	bare := *d
	bare.source = nil
	return bare
}
