package enginetest

import (
	"time"

	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// expectCalled compares what a question means by a code at a time, against the
// clock: "expect called ASSET-7 -1h P1".
func (s *script) expectCalled(code, at string, want []string) {
	s.t.Helper()
	d, err := time.ParseDuration(at)
	if err != nil {
		s.fatalf("%v", err)
	}
	var got []string
	err = view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		found, err := q.Resolve(track.Ref(code), track.Micros(s.Clock.Now().Add(d).UnixMicro()))
		for _, o := range found {
			got = append(got, o.Name)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet(code+" at "+at+" is", got, want)
}
