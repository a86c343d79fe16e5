package plant

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestEffectiveLines(t *testing.T) {
	t.Parallel()
	day := func(text string) Cut {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return Cut{At: at}
	}
	dated := []BOMLine{
		{Line: "10"},
		{Line: "30"},
		{Line: "31", Effective: Effectivity{Replaces: "30", From: "2026-03-01"}},
		{Line: "32", Effective: Effectivity{Replaces: "31", From: "2026-04-01T06:00", Until: "2026-05-01"}},
	}
	serial := []BOMLine{
		{Line: "30"},
		{Line: "31", Effective: Effectivity{Replaces: "30", FromSerial: "SN100", UntilSerial: "SN200"}},
		{Line: "40", Effective: Effectivity{UntilSerial: "SN150"}},
	}
	mixed := []BOMLine{
		{Line: "30"},
		{Line: "31", Effective: Effectivity{Replaces: "30", From: "2026-03-01"}},
		{Line: "32", Effective: Effectivity{Replaces: "31", FromSerial: "SN100"}},
	}
	phantom := []BOMLine{
		{Line: "20/10"},
		{Line: "20/20"},
		{Line: "21/10", Effective: Effectivity{Replaces: "20", FromSerial: "SN100"}},
	}
	waiting := []BOMLine{
		{Line: "30", Part: "A"},
		{Line: "31", Part: "B", Effective: Effectivity{Replaces: "30", From: "2026-03-01"}},
		{Line: "32", Part: "C", Effective: Effectivity{Replaces: "31", RunOut: "B"}},
		{Line: "33", Part: "D", Effective: Effectivity{Replaces: "32", RunOut: "C"}},
	}
	without := func(c Cut, used string) Cut {
		c.Over = func(stock string) bool { return strings.Contains(used, stock) }
		return c
	}
	for name, tc := range map[string]struct {
		bill []BOMLine
		cut  Cut
		want string
	}{
		"stock of what is not in use yet": {waiting, without(day("2026-02-01T00:00:00Z"), "BC"), "30"},
		"stock that lasts":                {waiting, without(day("2026-04-01T00:00:00Z"), ""), "31"},
		"stock used up":                   {waiting, without(day("2026-04-01T00:00:00Z"), "B"), "32"},
		"stock of the one after":          {waiting, without(day("2026-04-01T00:00:00Z"), "C"), "31"},
		"stock of both used up":           {waiting, without(day("2026-04-01T00:00:00Z"), "BC"), "33"},
		"stock that nobody asks for":      {waiting, day("2026-04-01T00:00:00Z"), "31"},
		"before the date":                 {dated, day("2026-02-28T22:59:59Z"), "10 30"},
		"at midnight of the site":         {dated, day("2026-02-28T23:00:00Z"), "10 31"},
		"before the hour, in summer":      {dated, day("2026-04-01T03:59:59Z"), "10 31"},
		"at the hour, in summer":          {dated, day("2026-04-01T04:00:00Z"), "10 32"},
		"ended, and nothing follows":      {dated, day("2026-05-01T00:00:00Z"), "10"},
		"serial before":                   {serial, Cut{Serial: "SN99"}, "30 40"},
		"first serial":                    {serial, Cut{Serial: "SN100"}, "31 40"},
		"leading zeros":                   {serial, Cut{Serial: "SN000100"}, "31 40"},
		"last serial of one":              {serial, Cut{Serial: "SN149"}, "31 40"},
		"first serial of its end":         {serial, Cut{Serial: "SN150"}, "31"},
		"serial after all":                {serial, Cut{Serial: "SN1000"}, ""},
		"no serial":                       {serial, Cut{}, "30 40"},
		"serial before the date":          {mixed, Cut{Serial: "SN100", At: day("2026-02-01T00:00:00Z").At}, "30"},
		"serial after the date":           {mixed, Cut{Serial: "SN100", At: day("2026-03-02T00:00:00Z").At}, "32"},
		"date before the serial":          {mixed, Cut{Serial: "SN099", At: day("2026-03-02T00:00:00Z").At}, "31"},
		"phantom that stands":             {phantom, Cut{Serial: "SN099"}, "20/10 20/20"},
		"phantom that is replaced":        {phantom, Cut{Serial: "SN100"}, "21/10"},
		"a bill that does not change":     {[]BOMLine{{Line: "10"}}, Cut{}, "10"},
		"lines that replace each other": {[]BOMLine{
			{Line: "1", Effective: Effectivity{Replaces: "2", FromSerial: "A"}}, {Line: "2", Effective: Effectivity{Replaces: "1", FromSerial: "A"}},
		}, Cut{Serial: "B"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := (&Definition{Site: Site{Code: "S", Zone: "Europe/Berlin"}}).Index()
			var bill []*BOMLine
			for i := range tc.bill {
				bill = append(bill, &tc.bill[i])
			}
			if diff := cmp.Diff(tc.want, strings.Join(lineNumbers(x.Effective(bill, tc.cut)), " ")); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOneLineOfAChangeStands draws chains of changes of one kind or of several:
// whatever the product, exactly one line of them stands.
func TestOneLineOfAChangeStands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		serials, stands := rapid.StringMatching(`[A-C]{0,1}[0-9]{0,3}`), rapid.IntRange(1, 12)
		var bill []*BOMLine
		for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
			l := &BOMLine{Line: string(rune('A' + i))}
			if i > 0 {
				l.Effective.Replaces = string(rune('A' + i - 1))
				switch rapid.IntRange(0, 2).Draw(t, "kind") {
				case 0:
					l.Effective.RunOut = bill[i-1].Line
				case 1:
					l.Effective.From = time.Date(2026, time.Month(stands.Draw(t, "month")), 1, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
				default:
					l.Effective.FromSerial = serials.Draw(t, "from")
				}
			}
			bill = append(bill, l)
		}
		c := Cut{
			At:     time.Date(2026, time.Month(stands.Draw(t, "at")), 1, 0, 0, 0, 0, time.UTC),
			Serial: serials.Draw(t, "serial"),
		}
		used := rapid.StringMatching(`[A-E]{0,4}`).Draw(t, "used up")
		c.Over = func(stock string) bool { return strings.Contains(used, stock) }
		if got := (&Definition{}).Index().Effective(bill, c); len(got) != 1 {
			t.Fatalf("%d lines stand: %v", len(got), lineNumbers(got))
		}
	})
}

func TestCompareSerials(t *testing.T) {
	t.Parallel()
	ascending := []string{"", "9", "10", "SN9", "SN10", "SN10-2", "SN10-10", "SN0099999999999999999999", "SN100000000000000000000", "SO1"}
	for i, a := range ascending {
		for j, b := range ascending {
			got := CompareSerials(a, b)
			if got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("CompareSerials(%q, %q) = %d", a, b, got)
			}
		}
	}
	if got := CompareSerials("SN007", "SN7"); got != 0 {
		t.Errorf("leading zeros count: %d", got)
	}
}

func TestCheckEffectivity(t *testing.T) {
	t.Parallel()
	const head = `
site: {code: S}
routes: [{code: R, operations: [{code: O}, {code: Q}]}]
parts:
  - {number: S1}
  - {number: S2}
  - {number: N, tracking: none}
  - {number: K, phantom: true, bom: [{line: 1, part: S1}]}
  - number: P
    tracking: serial
    route: R
    bom:
      - {line: 10, part: S1, positions: [A]}
`
	for name, tc := range map[string]struct{ lines, want string }{
		"one place, old and new": {`{line: 11, part: S2, positions: [A], effective: {replaces: 10, fromSerial: SN5}}`, ""},
		"it ends, and says so":   {`{line: 11, part: S2, effective: {from: 2026-01-01, until: 2026-02-01}}`, ""},
		"same place, no word":    {`{line: 11, part: S2, positions: [A], effective: {from: 2026-01-01}}`, `position "A" is in the bill twice`},
		"both replace it":        {"{line: 11, part: S2, effective: {replaces: 10, from: 2026-01-01}}\n      - {line: 12, part: S2, effective: {replaces: 10, from: 2026-02-01}}", `line "12" overlaps with line "11": both replace line "10" (replace line 11 instead, or remove one of the two)`},
		"gap":                    {"{line: 11, part: S2, effective: {until: 2026-01-01}}\n      - {line: 12, part: S2, effective: {replaces: 11, from: 2026-02-01}}", `line "11" ends by itself, which leaves a gap or an overlap with line "12"`},
		"never stands":           {"{line: 11, part: S2, effective: {replaces: 10, from: 2026-02-01}}\n      - {line: 12, part: S2, effective: {replaces: 11, from: 2026-02-01}}", `line "11" would never stand`},
		"ends before it begins":  {`{line: 11, part: S2, effective: {fromSerial: SN10, untilSerial: SN9}}`, "it ends before it begins"},
		"no beginning":           {`{line: 11, part: S2, effective: {replaces: 10}}`, `does not say from when it replaces line "10"`},
		"two beginnings":         {`{line: 11, part: S2, effective: {replaces: 10, fromSerial: SN1, from: 2026-01-01}}`, "cut in in two ways"},
		"no such line":           {`{line: 11, part: S2, effective: {replaces: 9, fromSerial: SN1}}`, `the bill has no line "9"`},
		"itself":                 {`{line: 11, part: S2, effective: {replaces: 11, fromSerial: SN1}}`, `line "11" replaces itself`},
		"another option":         {`{line: 11, part: S2, option: X, effective: {replaces: 10, fromSerial: SN1}}`, `line "10" is not taken in the same orders`},
		"no day":                 {`{line: 11, part: S2, effective: {from: 1.3.2026}}`, `"1.3.2026" is not a time (write a day`},
		"line of a phantom":      {"{line: 11, part: S2}\n  - {number: K2, phantom: true, bom: [{line: 1, part: S1, effective: {from: 2026-01-01}}]}", `part "K2" is a phantom`},
		"number of a phantom":    {`{line: 10/1, part: S2, effective: {from: 2026-01-01}}`, `line "10/1" of a bill that changes`},
		"stock used up":          {`{line: 11, part: S2, positions: [A], effective: {replaces: 10, runOut: S1}}`, ""},
		"stock of the new one":   {`{line: 11, part: S2, effective: {replaces: 10, runOut: S2}}`, `line "10" does not take "S2" (name the part of line 10)`},
		"stock of a kit":         {"{line: 20, part: K, operation: O}\n      - {line: 21, part: S2, operation: O, effective: {replaces: 20, runOut: S1}}", ""},
		"stock of nothing":       {`{line: 11, part: S2, effective: {replaces: 10, runOut: X}}`, `no part has this number: "X"`},
		"stock and a date":       {`{line: 11, part: S2, effective: {replaces: 10, runOut: S1, from: 2026-01-01}}`, "cut in in two ways"},
		"stock in no line":       {`{line: 11, part: S2, effective: {runOut: S1}}`, "does not say what it takes the place of"},
		"stock nobody counts":    {"{line: 20, part: N}\n      - {line: 21, part: S2, effective: {replaces: 20, runOut: N}}", `nobody counts the stock of "N"`},
		"stock used up and used": {"{line: 20, part: S2}\n      - {line: 21, part: K, effective: {replaces: 10, runOut: S1}}", `line "21" takes "S1", which is used up before`},
		"stock at two places":    {"{line: 20, part: S2, operation: O}\n      - {line: 21, part: S1, operation: Q, effective: {replaces: 20, runOut: S2}}", `line "20" and line "21" go in at several operations`},
		"lot by serial":          {"{line: 11, part: S2}\n  - {number: L, tracking: lot, bom: [{line: 1, part: S1, use: consume, effective: {fromSerial: A}}]}", `part "L" has no serial number while it is made`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := Parse([]byte(head + "      - " + tc.lines + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			faults := d.Check()
			switch {
			case tc.want == "" && len(faults) > 0:
				t.Errorf("refused: %v", faults)
			case tc.want != "" && (len(faults) == 0 || !strings.Contains(faults.Error(), tc.want)):
				t.Errorf("got %v, want %s", faults, tc.want)
			}
		})
	}
}
