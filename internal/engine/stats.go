package engine

import (
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// stats counts what the engine does, for metrics.
type stats struct {
	mu sync.Mutex
	Stats
}

// Stats is what an engine has done since it was made.
type Stats struct {
	// BatchSize is how many commands were committed together, for each batch.
	BatchSize Histogram
	// CommitTime is how long a batch took to be judged, written and committed,
	// in seconds.
	CommitTime Histogram
	// Verdicts counts answers by verb and answer.
	Verdicts map[VerdictKey]int64
	// Failures counts the commands that got no answer, for each of Failures().
	Failures map[Failure]int64
}

// Failure is why a command got an error in place of an answer.
type Failure string

// The failures. A command that ended with one can be sent again under its id.
const (
	FailedBusy    Failure = "queue-full" // turned away: it never waited
	FailedStandby Failure = "standby"    // another server writes
	FailedFull    Failure = "disk-full"
	FailedGone    Failure = "no-store" // the database is not to be reached
	FailedLocked  Failure = "locked"   // the database gave way to another program
	// FailedReadOnly says that the journal was found damaged or short.
	FailedReadOnly Failure = "read-only"
	FailedOther    Failure = "fault"
)

// Failures lists every Failure.
func Failures() []Failure {
	return []Failure{FailedBusy, FailedStandby, FailedFull, FailedGone, FailedLocked, FailedReadOnly, FailedOther}
}

// failureOf is the Failure that an error means.
func failureOf(err error) Failure {
	for _, f := range []struct {
		err     error
		failure Failure
	}{
		{ErrBusy, FailedBusy},
		{ErrStandby, FailedStandby},
		{sqldb.ErrFull, FailedFull},
		{sqldb.ErrGone, FailedGone},
		{sqldb.ErrUnknownOutcome, FailedGone},
		{sqldb.ErrBusy, FailedLocked},
		{journal.ErrReadOnly, FailedReadOnly},
	} {
		if errors.Is(err, f.err) {
			return f.failure
		}
	}
	return FailedOther
}

// VerdictKey is one kind of answer.
type VerdictKey struct {
	Verb   track.Verb
	Answer track.Answer
}

// Histogram tells how a number is spread.
type Histogram struct {
	Count uint64
	Sum   float64
	// UpTo counts, for each of some bounds, the numbers that were not above it.
	// It is empty before the first number.
	UpTo map[float64]uint64
}

func (h *Histogram) add(bounds []float64, x float64) {
	if h.UpTo == nil {
		h.UpTo = make(map[float64]uint64, len(bounds))
	}
	h.Count++
	h.Sum += x
	for _, bound := range bounds {
		n := h.UpTo[bound]
		if x <= bound {
			n++
		}
		h.UpTo[bound] = n
	}
}

func (h Histogram) clone() Histogram {
	h.UpTo = maps.Clone(h.UpTo)
	return h
}

// The bounds of the histograms: of a batch up to the largest one by default,
// and from a commit to a fast disk up to the time after which a lease is lost.
var (
	sizeBounds = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}
	timeBounds = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}
)

func (s *stats) batch(n int, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.BatchSize.add(sizeBounds, float64(n))
	s.CommitTime.add(timeBounds, took.Seconds())
}

func (s *stats) verdict(c *track.Command, a *Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Verdicts == nil {
		s.Verdicts = map[VerdictKey]int64{}
	}
	s.Verdicts[VerdictKey{c.Verb, a.Verdict.Answer}]++
}

func (s *stats) failed(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Failures == nil {
		s.Failures = map[Failure]int64{}
	}
	s.Failures[failureOf(err)]++
}

// Stats returns a copy of the counts.
func (e *Engine) Stats() Stats {
	e.stats.mu.Lock()
	defer e.stats.mu.Unlock()
	return Stats{
		BatchSize:  e.stats.BatchSize.clone(),
		CommitTime: e.stats.CommitTime.clone(),
		Verdicts:   maps.Clone(e.stats.Verdicts),
		Failures:   maps.Clone(e.stats.Failures),
	}
}

// Waiting is how many commands wait in a lane.
func (e *Engine) Waiting(lane Lane) int { return len(e.lanes[lane]) }
