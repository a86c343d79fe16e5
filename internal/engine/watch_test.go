package engine_test

import (
	gocmp "cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// TestWatchRecordsWhatEnforceRefuses judges every command of every scenario for
// each rule that stands against it, in watch and enforced, with all other rules
// off: what the one records is exactly what the other refuses. Every rule that
// the domain judges is broken by some scenario.
func TestWatchRecordsWhatEnforceRefuses(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../testdata/script/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan plant.Rule, 100_000)
	t.Run("scenarios", func(t *testing.T) {
		for _, path := range paths {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
				t.Parallel()
				p := enginetest.Start(t, sqldbtest.SQLite(t))
				p.Before = func(c *track.Command) {
					tried := map[plant.Rule]bool{}
					for _, f := range judgedBy(t, p, c, plant.ModeWatch, plant.Rules()...) {
						if tried[f.Rule] {
							continue
						}
						tried[f.Rule] = true
						watched := judgedBy(t, p, c, plant.ModeWatch, f.Rule)
						enforced := judgedBy(t, p, c, plant.ModeEnforce, f.Rule)
						if diff := cmp.Diff(enforced, watched); diff != "" {
							t.Errorf("%s %s by %s (-enforced +watched):\n%s", c.ID, c.Verb, f.Rule, diff)
						}
						if len(watched) > 0 {
							seen <- f.Rule
						}
					}
				}
				p.Play(t, path)
			})
		}
	})
	close(seen)
	rules := map[plant.Rule]bool{}
	for r := range seen {
		rules[r] = true
	}
	want := plant.Rules()
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(rules))); diff != "" {
		t.Errorf("rules that the scenarios broke (-there are +broken):\n%s", diff)
	}
}

// judged is what a rule said, whatever came of it.
type judged struct {
	Rule plant.Rule
	Code track.Code
	Text string
}

// judgedBy judges a command with some rules in one mode and all others off, and
// lists what they have against it: the breaches of a permitted command, else what
// its verdict says. A hold may have its rule ask where it is only possible that
// something held is inside.
func judgedBy(t *testing.T, p *enginetest.Plant, c *track.Command, mode plant.Mode, rules ...plant.Rule) []judged {
	t.Helper()
	var entries []track.Entry
	unconfirmed := *c
	unconfirmed.Confirm = nil
	err := p.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		v, err := view.NewState(t.Context(), tx)
		if err != nil || v.Plant == nil {
			return err
		}
		v.Plant = onlyThese(v.Plant.Definition(), mode, rules).Index()
		for {
			entries = track.Decide(v, &unconfirmed, track.Tick{Now: track.MicrosOf(p.Clock.Now()), Seq: 1_000_000, Store: "t"})
			if !v.Missing() {
				return nil
			}
			if len(v.Matches.Missing()) > 0 { // to answer a question the views are written first
				entries = nil
				return nil
			}
			if err := view.Load(t.Context(), tx, v); err != nil {
				return err
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) == 0 {
		return nil
	}
	var list []judged
	add := func(rule plant.Rule, code track.Code, text string) {
		if slices.Contains(rules, rule) {
			list = append(list, judged{rule, code, text})
		}
	}
	v := entries[0].Verdict
	if v.Answer != track.Permit {
		add(v.Rule, v.Code, v.Text)
	}
	for _, f := range v.Also {
		if v.Answer != track.Permit && (f.Mode == mode || f.Mode == plant.ModeAsk) {
			add(f.Rule, f.Code, f.Text)
		}
	}
	for _, e := range entries {
		if f, ok := e.Fact.(*track.Breached); ok {
			add(f.Rule, f.Code, f.Text)
		}
	}
	slices.SortFunc(list, func(a, b judged) int { return gocmp.Or(gocmp.Compare(a.Code, b.Code), gocmp.Compare(a.Text, b.Text)) })
	return list
}

// onlyThese is a definition with some rules in one mode everywhere, and all
// others off.
func onlyThese(d *plant.Definition, mode plant.Mode, these []plant.Rule) *plant.Definition {
	out := *d
	out.Interlocks = map[plant.Rule]plant.Mode{}
	for _, r := range plant.Rules() {
		out.Interlocks[r] = plant.ModeOff
		if slices.Contains(these, r) {
			out.Interlocks[r] = mode
		}
	}
	out.Areas = slices.Clone(d.Areas)
	for i := range out.Areas {
		area := &out.Areas[i]
		area.Lines = slices.Clone(area.Lines)
		for j := range area.Lines {
			area.Lines[j].Stations = slices.Clone(area.Lines[j].Stations)
			for k := range area.Lines[j].Stations {
				area.Lines[j].Stations[k].Interlocks = nil
			}
		}
	}
	return &out
}
