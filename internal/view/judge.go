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
func (q *Query) Judge(c *track.Command, now track.Micros) ([]track.Entry, *track.State, error) {
	s, err := NewState(q.ctx, q.tx)
	if err != nil {
		return nil, nil, err
	}
	for range maxRounds {
		s.Mark()
		entries := track.Decide(s, c, track.Tick{Now: now, Seq: q.Size})
		missing := s.Missing()
		s.Rollback()
		if !missing {
			return entries, s, nil
		}
		if err := Load(q.ctx, q.tx, s); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, fmt.Errorf("judge %s: rows are still missing after %d rounds", c.Verb, maxRounds)
}
