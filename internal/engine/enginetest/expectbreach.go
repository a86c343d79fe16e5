package enginetest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// expectBreaches counts the breaches that nobody has answered and that fit, and
// the facts that they stand for where that is asked ("2/14"). It keeps the entry
// of the last one as $breach.
func (s *script) expectBreaches(want string, pairs []string) {
	s.t.Helper()
	want, wantFacts, _ := strings.Cut(want, "/")
	f := view.BreachFilter{Open: true}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		switch key {
		case "rule":
			f.Rule = plant.Rule(value)
		case "code":
			f.Code = track.Code(value)
		case "station":
			f.Station = value
		case "part":
			f.Part = value
		case "owner":
			f.Owner = value
		case "object":
			f.Object = s.object(value).ID
		case "watched":
			f.Watched = value == "true"
		default:
			s.fatalf("breaches have no %q", key)
		}
	}
	var open []track.Breach
	s.ask(func(q *view.Query) (err error) {
		open, _, err = q.Breaches(f, view.Page{})
		return err
	})
	if strconv.Itoa(len(open)) != want {
		var texts []string
		for _, b := range open {
			texts = append(texts, string(b.Code)+" "+b.Text)
		}
		s.fatalf("%d breaches are open, want %s: %q", len(open), want, texts)
	}
	facts := 0
	s.ask(func(q *view.Query) error {
		facts = 0
		for _, b := range open {
			rows, _, err := q.BreachFacts(b.Entry, view.Page{})
			last := slices.MaxFunc(rows, func(a, b track.Breach) int { return cmp.Compare(a.OccurredAt, b.OccurredAt) })
			if err != nil || len(rows) != b.Facts || rows[0].Entry != b.LastEntry || last.OccurredAt != b.LastAt {
				s.fatalf("breach %+v stands for %+v (%v)", b, rows, err)
			}
			facts += len(rows)
		}
		return nil
	})
	if wantFacts != "" && wantFacts != strconv.Itoa(facts) {
		s.fatalf("open breaches stand for %d facts, want %s", facts, wantFacts)
	}
	if len(open) > 0 {
		s.vars["breach"] = strconv.FormatInt(open[0].Entry, 10)
	}
}

// expectBroken compares how often rules were broken, by code, station, part and
// owner.
func (s *script) expectBroken(want []string) {
	s.t.Helper()
	var got []string
	s.ask(func(q *view.Query) error {
		counts, err := q.CountBreaches(view.BreachFilter{})
		got = nil
		for _, c := range counts {
			got = append(got, fmt.Sprintf("%s/%s/%s/%s=%d-%d", c.Code, c.Station, c.Part, c.Owner, c.Breaches, c.Breaches-c.Open))
			if c.Facts != c.Breaches {
				got[len(got)-1] += fmt.Sprintf("/%d", c.Facts)
			}
		}
		return err
	})
	s.sameSet("broken are", got, want)
}
