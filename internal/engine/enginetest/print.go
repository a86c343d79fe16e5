package enginetest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// prints lists the print jobs of an object, the first queued first.
func (s *script) prints(code string) []track.PrintJob {
	s.t.Helper()
	o := s.object(code)
	var jobs []track.PrintJob
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) (err error) {
		jobs, _, err = q.PrintJobs(view.PrintFilter{Object: o.ID}, view.Page{})
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	slices.Reverse(jobs)
	return jobs
}

func (s *script) expectPrints(code string, want []string) {
	s.t.Helper()
	var got []string
	for _, j := range s.prints(code) {
		got = append(got, j.Label+"="+string(j.State))
	}
	if !slices.Equal(got, want) {
		s.fatalf("%s has the print jobs %q, want %q", code, got, want)
	}
}

func (s *script) expectPrint(code string, pairs []string) {
	s.t.Helper()
	jobs := s.prints(code)
	if len(jobs) == 0 {
		s.fatalf("%s has no print job", code)
	}
	j := jobs[len(jobs)-1]
	verify := "0"
	if j.Verify {
		verify = "1"
	}
	fields := map[string]string{
		"state": string(j.State), "problem": j.Problem, "printer": j.Printer, "event": string(j.Event), "verify": verify,
		"station": j.Station, "copies": strconv.Itoa(j.Copies), "again": string(j.Again), "reason": j.Reason,
		"tries": strconv.Itoa(j.Tries), "digest": j.Digest,
	}
	for _, pair := range pairs {
		key, want, _ := strings.Cut(pair, "=")
		want = strings.Trim(want, `"`)
		if got, known := fields[key]; !known || got != want {
			s.fatalf("%s of the last print job of %s is %q, want %q", key, code, got, want)
		}
	}
}
