package plant

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const revised = `
site: {code: S, zone: Europe/Berlin}
routes: [{code: R, operations: [{code: O}]}]
parts:
  - {number: P, revision: A, route: R, bom: [{line: 1, part: X}]}
  - {number: P, revision: B, route: R, effective: {runOut: X}}
  - {number: P, revision: C, route: R, effective: {from: 2026-03-01}}
  - {number: P, revision: D, route: R, effective: {fromSerial: SN100}}
  - {number: P, revision: E, route: R}
  - {number: Q, revision: "1"}
  - {number: Q, revision: "2"}
  - {number: X}
`

func TestCurrentRevision(t *testing.T) {
	t.Parallel()
	d, err := Parse([]byte(revised))
	if err != nil {
		t.Fatal(err)
	}
	if faults := d.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	x := d.Index()
	spring := time.Date(2026, 2, 28, 23, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct {
		at     time.Time
		serial string
		used   bool
		want   string
	}{
		"stock is left":              {spring, "SN200", false, "A"},
		"stock is used up":           {spring.Add(-1), "SN200", true, "B"},
		"midnight of the site":       {spring, "SN99", true, "C"},
		"no serial number":           {spring, "", true, "C"},
		"serial number, and beyond":  {spring, "SN100", true, "E"},
		"serial number before March": {spring.Add(-1), "SN100", true, "B"},
	} {
		got, ok := x.Current("P", Cut{At: tc.at, Serial: tc.serial, Over: func(stock string) bool { return tc.used && stock == "X" }})
		if !ok || got.Revision != tc.want {
			t.Errorf("%s: revision %s, want %s", name, got.Revision, tc.want)
		}
	}
	if got, _ := x.Current("P", Cut{At: spring}); got.Revision != "A" {
		t.Errorf("stock that nobody asks for: %s", got.Revision)
	}
	if got, _ := x.Current("Q", Cut{}); got.Revision != "2" {
		t.Errorf("revision that begins at once: %s", got.Revision)
	}
	if _, ok := x.Current("NOBODY", Cut{}); ok {
		t.Error("found a part that is not there")
	}
	if all := x.Successions("P"); len(all) != 1 || all[0].To() != "P revision B" || len(all[0].Old) != 1 {
		t.Errorf("successions %+v", all)
	}
}

// TestRevisionsGoForward checks that a later time, a later serial number and less
// stock never bring back an earlier revision.
func TestRevisionsGoForward(t *testing.T) {
	t.Parallel()
	d, err := Parse([]byte(revised))
	if err != nil {
		t.Fatal(err)
	}
	x := d.Index()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2026, time.Month(rapid.IntRange(1, 6).Draw(t, "month")), 1, 0, 0, 0, 0, time.UTC)
		serial := rapid.StringMatching(`SN[0-9]{2,3}`).Draw(t, "serial")
		used := rapid.Bool().Draw(t, "used")
		c := Cut{At: at, Serial: serial, Over: func(string) bool { return used }}
		later := Cut{At: at.AddDate(0, rapid.IntRange(0, 6).Draw(t, "months"), 0), Serial: serial + "0", Over: func(string) bool { return true }}
		before, _ := x.Current("P", c)
		after, _ := x.Current("P", later)
		if before.Revision > after.Revision {
			t.Fatalf("%+v gets %s, and %+v gets %s", c, before.Revision, later, after.Revision)
		}
	})
}

func TestCheckRevisions(t *testing.T) {
	t.Parallel()
	const head = `
site: {code: S}
routes: [{code: R, operations: [{code: O}]}]
parts:
  - {number: X}
  - {number: N, tracking: none}
  - {number: P, revision: A, route: R, bom: [{line: 1, part: X}, {line: 2, part: N, capture: backflush}]}
`
	for name, tc := range map[string]struct{ parts, want string }{
		"first of its number": {`{number: T, revision: A, effective: {from: 2026-01-01}}`, `part "T" has no revision before this one`},
		"two ways":            {`{number: P, revision: B, route: R, effective: {from: 2026-01-01, runOut: X}}`, "begins in several ways"},
		"no day":              {`{number: P, revision: B, route: R, effective: {from: soon}}`, `"soon" is not a time`},
		"lot by serial":       {`{number: P, revision: B, route: R, tracking: lot, effective: {fromSerial: A}}`, `part "P" has no serial number when it is made`},
		"bought, by serial":   {`{number: P, revision: B, effective: {fromSerial: A}}`, `part "P" is bought`},
		"stock of nothing":    {`{number: P, revision: B, route: R, effective: {runOut: Y}}`, `no part has this number: "Y"`},
		"stock not taken":     {`{number: P, revision: B, route: R, effective: {runOut: P}}`, `revision "A" does not take "P"`},
		"stock taken too":     {`{number: P, revision: B, route: R, bom: [{line: 1, part: X}], effective: {runOut: X}}`, `revision "B" takes "X" too`},
		"stock nobody counts": {`{number: P, revision: B, route: R, effective: {runOut: N}}`, `nobody counts the stock of "N"`},
		"never made": {
			"{number: P, revision: B, route: R, effective: {from: 2026-02-01}}\n  - {number: P, revision: C, route: R, effective: {from: 2026-01-01}}",
			`nothing would be made of revision "B"`,
		},
		"phantom": {"{number: K, revision: A, phantom: true, bom: [{line: 1, part: X}]}\n  - {number: K, revision: B, phantom: true, effective: {from: 2026-01-01}, bom: [{line: 1, part: X}]}", `part "K" is a phantom`},
		"right":   {`{number: P, revision: B, route: R, effective: {runOut: X}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := Parse([]byte(head + "  - " + tc.parts + "\n"))
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
