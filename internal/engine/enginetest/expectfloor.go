package enginetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// ask asks the views, and ends the test on an error.
func (s *script) ask(ask func(*view.Query) error) {
	s.t.Helper()
	if err := view.NewStore(s.DB).Read(s.t.Context(), ask); err != nil {
		s.fatalf("%v", err)
	}
}

func (s *script) expectStation(station string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		all, err := q.StationsNow()
		now := all[station]
		s.expectFields(station, map[string]string{
			"state": string(now.State), "reason": now.Reason, "note": now.Note, "source": string(now.Source),
		}, pairs)
		return err
	})
}

// expectStates compares the states of a station, the first first.
func (s *script) expectStates(station string, want []string) {
	s.t.Helper()
	var got []string
	s.ask(func(q *view.Query) error {
		rows, _, err := q.StationStates(station, view.Page{})
		for _, r := range rows {
			got = append([]string{string(r.State)}, got...)
		}
		return err
	})
	if strings.Join(got, " ") != strings.Join(want, " ") {
		s.fatalf("%s was %q, want %q", station, got, want)
	}
}

// expectRunOut compares how a change stands that waits for the stock of a part.
func (s *script) expectRunOut(part, stock string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		all, err := q.RunOuts(view.RunOutFilter{Part: part}, track.MicrosOf(s.Clock.Now()))
		for _, r := range all {
			if r.Part == part && r.Stock == stock {
				s.expectFields(part+" "+stock, map[string]string{
					"over": strconv.FormatBool(r.Over), "to": r.To, "hand": string(r.OnHand), "orders": string(r.Orders),
					"work": string(r.InWork), "free": string(r.Free), "products": strconv.FormatInt(r.Products, 10),
					"left": string(r.Last.Left), "reason": r.Last.Reason,
				}, pairs)
				return err
			}
		}
		s.fatalf("%s waits for no stock of %s", part, stock)
		return err
	})
}

func (s *script) expectCall(id string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		c, err := q.Andon(track.AndonID(id))
		if err != nil {
			return err
		}
		o, _ := q.Object(c.Object)
		s.expectFields(id, map[string]string{
			"kind": string(c.Kind), "station": c.Station, "object": o.Name, "roles": strings.Join(c.Roles, ","),
			"state": string(c.State()), "by": c.RaisedBy, "note": c.Note,
		}, pairs)
		return nil
	})
}

func (s *script) expectCalls(station string, want []string) {
	s.t.Helper()
	var got []string
	s.ask(func(q *view.Query) error {
		rows, _, err := q.Andons(view.AndonFilter{Station: station, Open: true}, view.Page{})
		for _, r := range rows {
			got = append(got, string(r.ID))
		}
		return err
	})
	s.sameSet("open calls at "+station+" are", got, want)
}

func (s *script) expectOverrides(want []string) {
	s.t.Helper()
	given := map[string]int{}
	s.ask(func(q *view.Query) error {
		counts, err := q.CountOverrides(0, 0)
		clear(given)
		for _, c := range counts {
			given[c.Shift] += c.Given
		}
		return err
	})
	var got []string
	for shift, n := range given {
		got = append(got, fmt.Sprintf("%s=%d", shift, n))
	}
	s.sameSet("overrides are", got, want)
}

// expectRefusals compares the commands that were refused or asked back, the last
// first.
func (s *script) expectRefusals(want []string) {
	s.t.Helper()
	var rows []track.Refusal
	s.ask(func(q *view.Query) (err error) {
		rows, _, err = q.Refusals(view.RefusalFilter{}, view.Page{})
		return err
	})
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s/%s/%s", r.Code, r.Verb, r.Part))
	}
	if !slices.Equal(got, want) {
		s.fatalf("refusals are %q, want %q", got, want)
	}
}

func (s *script) expectRefused(want []string) {
	s.t.Helper()
	var counts []view.RefusalCount
	s.ask(func(q *view.Query) (err error) {
		counts, err = q.CountRefusals(view.RefusalFilter{})
		return err
	})
	var got []string
	for _, c := range counts {
		got = append(got, fmt.Sprintf("%s/%s/%s=%d+%d", c.Code, c.Station, c.Shift, c.Refused, c.Asked))
	}
	s.sameSet("refusals are", got, want)
}
