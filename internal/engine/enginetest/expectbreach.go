package enginetest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// expectBreaches counts the breaches that nobody has answered and that fit, and
// keeps the entry of the last one as $breach.
func (s *script) expectBreaches(want string, pairs []string) {
	s.t.Helper()
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
		s.fatalf("%d breaches are open, want %s: %+v", len(open), want, open)
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
		}
		return err
	})
	s.sameSet("broken are", got, want)
}
