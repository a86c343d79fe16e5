package engine

import (
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/track"
)

// stats counts what the engine does, for metrics.
type stats struct {
	mu sync.Mutex
	Stats
}

// Stats is what an engine has done since it was made.
type Stats struct {
	Batches  int64
	Commands int64
	Busy     time.Duration // spent in transactions
	// Verdicts counts answers by verb and answer.
	Verdicts map[VerdictKey]int64
}

// VerdictKey is one kind of answer.
type VerdictKey struct {
	Verb   track.Verb
	Answer track.Answer
}

func (s *stats) batch(n int, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Batches++
	s.Commands += int64(n)
	s.Busy += took
}

func (s *stats) verdict(c *track.Command, a *Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Verdicts == nil {
		s.Verdicts = map[VerdictKey]int64{}
	}
	s.Verdicts[VerdictKey{c.Verb, a.Verdict.Answer}]++
}

// Stats returns a copy of the counts.
func (e *Engine) Stats() Stats {
	e.stats.mu.Lock()
	defer e.stats.mu.Unlock()
	out := e.stats.Stats
	out.Verdicts = make(map[VerdictKey]int64, len(e.stats.Verdicts))
	for k, n := range e.stats.Verdicts {
		out.Verdicts[k] = n
	}
	return out
}

// Waiting is how many commands wait in a lane.
func (e *Engine) Waiting(lane Lane) int { return len(e.lanes[lane]) }
