package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/track"
)

// maxRounds bounds how often a question may find further rows missing.
const maxRounds = 256

// Judge says what would be decided of a command at a time, as things stand in
// this snapshot: the entries that it would leave, and the state before them.
// Nothing is recorded.
func (q *Query) Judge(c *track.Command, now track.Micros) (entries []track.Entry, s *track.State, err error) {
	s, err = q.settle(func(s *track.State) {
		entries = track.Decide(s, c, track.Tick{Now: now, Seq: q.Size})
	})
	if err != nil {
		return nil, nil, fmt.Errorf("judge %s: %w", c.Verb, err)
	}
	return entries, s, nil
}

// settle asks again and again, each time with the rows that were missing, until
// none is. What is asked changes nothing.
func (q *Query) settle(ask func(*track.State)) (*track.State, error) {
	s, err := NewState(q.ctx, q.tx)
	if err != nil {
		return nil, err
	}
	for range maxRounds {
		s.Mark()
		ask(s)
		missing := s.Missing()
		s.Rollback()
		if !missing {
			return s, nil
		}
		if err := Load(q.ctx, q.tx, s); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("rows are still missing after %d rounds", maxRounds)
}
