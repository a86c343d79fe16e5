package subscription

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/epcisview"
)

// Stream sends what a query finds to a client that is connected. It keeps nothing:
// each delivery names the place behind it, and a client that comes back says which
// was its last. So it gets each event, however often the connection breaks.
type Stream struct {
	Events *epcisview.Index
	Query  *query.Query
	// Times is when it is sent; nil: as soon as there is something.
	Times         *schedule.Schedule
	ReportIfEmpty bool // at each of the times, also when nothing is new
	// From is the place behind which it begins.
	From epcisview.Cursor
	// Most is how many events a delivery has at most; 0 means 100.
	Most int
	// Sight is what the client sees now. Its error ends the stream.
	Sight func(context.Context) (epcisview.Sight, error)
	// Zone is that of the schedule.
	Zone *time.Location
	// Send sends a delivery, and comes back when it is on its way. Its error ends
	// the stream.
	Send func(ctx context.Context, id string, events []*epcis.Event) error
	// Wake tells that the journal has grown; Look is how often the times, and on a
	// server that is not woken the journal, are looked at.
	Wake <-chan struct{}
	Look time.Duration
	// Pause is the least time between two looks for something new; 0 means 100 ms.
	Pause time.Duration
	// Now is the time; nil means time.Now.
	Now func() time.Time

	ran time.Time // when the last time of the schedule was begun
}

// Run sends until ctx ends, or something is in the way.
func (s *Stream) Run(ctx context.Context) error {
	if s.Now == nil {
		s.Now = time.Now
	}
	s.ran = s.Now()
	look := time.NewTicker(s.Look)
	defer look.Stop()
	for {
		if err := s.turn(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.Wake:
			rest(ctx, orUsual(s.Pause, usualPause))
		case <-look.C:
		}
	}
}

// turn sends what there is to send now.
func (s *Stream) turn(ctx context.Context) error {
	sight, err := s.Sight(ctx)
	if err != nil {
		return err
	}
	var until epcisview.Cursor
	began := s.Now()
	if s.Times != nil {
		if next := s.Times.Next(s.ran.In(s.Zone)); next.IsZero() || next.After(began) {
			return nil
		}
		s.ran = began
		if until, err = s.Events.End(ctx); err != nil {
			return err
		}
	}
	most := s.Most
	if most == 0 {
		most = mostEvents
	}
	sent := 0
	for more := true; more; {
		page, err := s.Events.Follow(ctx, sight, s.Query, s.From, epcisview.Bounds{Events: most, Bytes: mostBytes, Until: until})
		if err != nil {
			return err
		}
		if len(page.Events) > 0 {
			if err := s.Send(ctx, deliveryTo(page.Next, time.Time{}), page.Events); err != nil {
				return err
			}
		}
		s.From, more = page.Next, page.More
		sent += len(page.Events)
	}
	if sent == 0 && s.Times != nil && s.ReportIfEmpty {
		return s.Send(ctx, deliveryTo(s.From, began), nil)
	}
	return nil
}

const deliveryPrefix = "urn:tracewright:delivery:"

// deliveryTo names a delivery by the place behind it; one without events by its
// time as well.
func deliveryTo(c epcisview.Cursor, at time.Time) string {
	id := deliveryPrefix + strconv.FormatInt(c.Entry, 10) + "." + strconv.FormatInt(c.Line, 10)
	if !at.IsZero() {
		id += "." + strconv.FormatInt(at.UnixMicro(), 10)
	}
	return id
}

// Behind is the place behind a delivery of a stream, which its id names.
func Behind(id string) (c epcisview.Cursor, err error) {
	numbers := strings.Split(strings.TrimPrefix(id, deliveryPrefix), ".")
	if len(numbers) < 2 || len(numbers) > 3 {
		return c, fmt.Errorf("%.80q is no delivery of a stream", id)
	}
	entry, err := strconv.ParseUint(numbers[0], 10, 62)
	if err == nil {
		var line uint64
		line, err = strconv.ParseUint(numbers[1], 10, 31)
		c = epcisview.Cursor{Entry: int64(entry), Line: int64(line)}
	}
	if err != nil {
		return epcisview.Cursor{}, fmt.Errorf("%.80q is no delivery of a stream", id)
	}
	return c, nil
}
