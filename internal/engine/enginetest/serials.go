package enginetest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

func (s *script) expectReservation(id string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		r, err := q.Reservation(track.ReservationID(id))
		if err != nil {
			return err
		}
		numbers, _, err := q.ReservedSerials(r.ID, "", view.Page{Limit: 1})
		if err != nil {
			return err
		}
		s.expectFields(id, map[string]string{
			"part": r.Part, "order": r.Order, "place": r.Place, "count": strconv.Itoa(r.Count), "used": strconv.Itoa(r.Used),
			"returned": strconv.Itoa(r.Returned), "lost": strconv.Itoa(r.Lost), "left": strconv.Itoa(r.Left()), "first": numbers[0].Serial,
		}, pairs)
		return nil
	})
}

func (s *script) expectSerial(serial string, want []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		rows, err := q.Serial(serial)
		s.equalStates(serial, rows, func(n *track.SerialNumber) string { return n.Part }, want)
		return err
	})
}

func (s *script) expectGaps(part string, want []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		rows, _, err := q.SerialGaps(part, view.Page{})
		if err != nil {
			return err
		}
		s.equalStates("the gaps of "+part, rows, func(n *track.SerialNumber) string { return n.Serial }, want)
		var paged []track.SerialNumber
		for at := (view.Page{Limit: 2}); ; {
			some, next, err := q.SerialGaps(part, at)
			if err != nil {
				return err
			}
			if paged, at.After = append(paged, some...), next; next == "" {
				break
			}
		}
		if !slices.Equal(paged, rows) {
			s.fatalf("the gaps of %s are %v page by page, and %v at once", part, paged, rows)
		}
		return nil
	})
}

func (s *script) equalStates(name string, rows []track.SerialNumber, key func(*track.SerialNumber) string, want []string) {
	s.t.Helper()
	var got []string
	for i := range rows {
		text := key(&rows[i]) + "=" + string(rows[i].State)
		if rows[i].Reason != "" {
			text += "/" + strings.ReplaceAll(rows[i].Reason, " ", "-")
		}
		got = append(got, text)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.fatalf("%s: %q, want %q", name, got, want)
	}
}

func (s *script) expectAccount(part string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		a, err := q.SerialAccountOf(part, track.MicrosOf(s.Clock.Now()))
		s.expectFields(part, map[string]string{
			"next": strconv.FormatUint(a.Next, 10), "units": strconv.Itoa(a.Units), "aside": strconv.Itoa(a.SetAside), "used": strconv.Itoa(a.Used),
			"reserved": strconv.Itoa(a.Reserved), "over": strconv.Itoa(a.Over), "returned": strconv.Itoa(a.Returned), "lost": strconv.Itoa(a.Lost),
		}, pairs)
		return err
	})
}

func (s *script) expectPool(pool string, pairs []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		counts, err := q.PoolCounts()
		c := counts[pool]
		text := func(n uint64) string { return strconv.FormatUint(n, 10) }
		s.expectFields(pool, map[string]string{
			"count": text(c.Count), "drawn": text(c.Drawn), "returned": text(c.Returned), "void": text(c.Void), "free": text(c.Free()),
		}, pairs)
		return err
	})
}

func (s *script) expectNumbers(pool string, want []string) {
	s.t.Helper()
	s.ask(func(q *view.Query) error {
		numbers, _, err := q.PoolNumbers(pool, "", view.Page{})
		if err != nil {
			return err
		}
		var got []string
		for _, n := range numbers {
			text := n.Number + "=" + string(n.State)
			if n.Object != "" {
				found, err := q.Objects([]track.ObjectID{n.Object})
				if err != nil {
					return err
				}
				text += "/" + found[n.Object].Name
			} else if n.Reason != "" {
				text += "/" + strings.ReplaceAll(n.Reason, " ", "-")
			}
			got = append(got, text)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			s.fatalf("pool %s has %q, want %q", pool, got, want)
		}
		return nil
	})
}
