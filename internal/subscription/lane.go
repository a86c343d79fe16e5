package subscription

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
)

// Bounds of a delivery.
const (
	mostEvents = 100
	mostBytes  = 2 << 20
)

// saveEvery is behind how many entries of the journal a cursor is kept that has
// passed nothing to send: so much is looked at again after a crash.
const saveEvery = 10_000

// lane sends the deliveries of one subscription, one behind the other. While it is
// busy it belongs to its goroutine, else to Run.
type lane struct {
	w      *Worker
	sub    track.Subscription
	query  *query.Query
	times  *schedule.Schedule // nil: as soon as there is something
	next   time.Time          // of the schedule, behind the time that was done
	behind time.Time
	ctx    context.Context // ends with the subscription
	cancel context.CancelFunc
	busy   bool

	row    row
	kept   epcisview.Cursor // as the table has it
	seen   int64            // entries of the journal that were looked at
	sight  epcisview.Sight  // of whoever subscribed, now
	events []*epcis.Event   // of the pending delivery; nil: to be read again
}

// open makes the lane of a subscription. One without a state begins with what was
// recorded behind it, or since it says.
func (w *Worker) open(ctx context.Context, s *track.Subscription) (*lane, error) {
	l := &lane{w: w, sub: *s, seen: -1}
	named, err := w.Query(ctx, s.Query)
	if err != nil {
		return nil, err
	}
	d, err := query.ParseDefinition([]byte(named.Query))
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", s.Query, err)
	}
	if l.query, err = d.Query(query.Options{}); err != nil {
		return nil, fmt.Errorf("query %s: %w", s.Query, err)
	}
	if since := s.Since.Time(); s.Since != 0 && l.query.Recorded.From.Before(since) {
		l.query.Recorded.From = since
	}
	if s.Schedule != nil {
		if l.times, err = schedule.Parse(*s.Schedule); err != nil {
			return nil, err
		}
	}
	found, err := w.States.row(ctx, s.Subscription)
	if err != nil {
		return nil, err
	}
	if found == nil {
		found = &row{id: s.Subscription, created: w.now().UnixMicro()}
	}
	l.row = *found
	if st := &l.row.state; st.Size == 0 {
		st.Size, st.Ran = mostEvents, s.BeganAt.Time()
		if s.Since == 0 {
			st.Cursor.Entry = s.Began
		}
	}
	l.kept = l.row.state.Cursor
	l.ctx, l.cancel = context.WithCancel(ctx)
	return l, nil
}

// due reports whether there may be something to do.
func (l *lane) due() bool {
	st := &l.row.state
	now := l.w.now()
	switch {
	case now.Before(st.Next):
		return false
	case st.Pending != nil, st.Run != nil:
		return true
	case l.times == nil:
		return l.w.Size() != l.seen
	}
	if l.behind != st.Ran || l.next.IsZero() {
		l.behind, l.next = st.Ran, l.times.Next(st.Ran.In(l.w.Zone(l.ctx)))
	}
	return !l.next.IsZero() && !l.next.After(now)
}

// turn does what there is to do, until nothing is or something is in the way.
func (l *lane) turn() {
	for more := true; more && l.ctx.Err() == nil && l.w.Leads(); {
		var err error
		if more, err = l.step(); err != nil {
			more = false
			l.w.fault(l.ctx, "a subscription is not served", err)
		}
	}
}

// step makes and sends one delivery; false: there is nothing more for now.
func (l *lane) step() (more bool, err error) {
	st := &l.row.state
	var may bool
	if l.sight, may, err = l.w.Sight(l.ctx, l.sub.Actor); err != nil {
		return false, err
	}
	if !may {
		return false, l.failed(errNoRights)
	}
	if st.Pending == nil {
		if l.times != nil && st.Run == nil {
			if !l.due() {
				return false, nil
			}
			if err := l.begin(); err != nil {
				return false, err
			}
		}
		if more, err := l.gather(); err != nil || st.Pending == nil {
			return more, err
		}
	}
	return l.send()
}

var errNoRights = errors.New("whoever subscribed may not read events any more")

// begin begins a time of the schedule. Those that were missed are one.
func (l *lane) begin() error {
	end, err := l.w.Events.End(l.ctx)
	if err != nil {
		return err
	}
	l.row.state.Run = &Run{At: l.w.now().UTC(), Until: end}
	return l.save()
}

// gather makes the next delivery, and writes down what it holds. Without anything
// to send there is none.
func (l *lane) gather() (more bool, err error) {
	st := &l.row.state
	bounds := epcisview.Bounds{Events: st.Size, Bytes: mostBytes}
	if st.Run != nil {
		bounds.Until = st.Run.Until
	}
	page, err := l.w.Events.Follow(l.ctx, l.sight, l.query, st.Cursor, bounds)
	if err != nil {
		return false, err
	}
	switch {
	case len(page.Events) > 0:
		st.Pending = &Delivery{ID: l.id(page.Events), To: page.Next, Events: len(page.Events)}
	case page.More:
		st.Cursor = page.Next
		return true, nil
	case st.Run != nil && st.Run.Sent == 0 && l.sub.ReportIfEmpty:
		st.Pending = &Delivery{ID: l.id(nil), To: page.Next}
	default:
		st.Cursor, l.seen = page.Next, page.Next.Entry
		if st.Run != nil {
			st.Ran, st.Run = st.Run.At, nil
			return false, l.save()
		}
		if st.Cursor.Entry-l.kept.Entry >= saveEvery {
			return false, l.save()
		}
		return false, nil
	}
	l.events = page.Events
	return true, l.save()
}

// id names a delivery by what it holds, or by its time where that is nothing.
func (l *lane) id(events []*epcis.Event) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n", l.sub.Subscription) // it never fails
	for _, e := range events {
		_, _ = fmt.Fprintf(h, "%s %t\n", e.EventID, e.ErrorDeclaration != nil)
	}
	if len(events) == 0 {
		_, _ = fmt.Fprintf(h, "%d\n", l.row.state.Run.At.UnixMicro())
	}
	return deliveryPrefix + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}

// send sends the pending delivery; true: it was taken, or is to be made smaller.
func (l *lane) send() (more bool, err error) {
	st := &l.row.state
	if l.events == nil && st.Pending.Events > 0 {
		page, err := l.w.Events.Follow(l.ctx, l.sight, l.query, st.Cursor, epcisview.Bounds{Events: st.Pending.Events, Until: st.Pending.To})
		if err != nil {
			return false, err
		}
		l.events = page.Events
	}
	if l.sub.Signed && l.row.secret == "" {
		return false, l.failed(errNoSecret)
	}
	var lengths ident.Prefixes
	if l.w.Prefixes != nil {
		lengths = l.w.Prefixes(l.ctx)
	}
	body, err := Document(st.Pending.ID, &l.sub.Subscribed, l.events, l.w.now(), lengths)
	if err != nil {
		return false, err
	}
	err = l.w.post(l.ctx, &message{to: l.sub.Dest, id: st.Pending.ID, secret: l.row.secret, body: body, minRecordTime: st.MinRecordTime})
	switch {
	case l.ctx.Err() != nil:
		return false, nil // it is sent again under its id
	case errors.Is(err, errTooMuch) && st.Pending.Events > 1:
		st.Size, st.Pending, l.events = st.Pending.Events/2, nil, nil
		return true, l.save()
	case err != nil:
		return false, l.failed(err)
	}
	return true, l.taken()
}

var errNoSecret = errors.New("the secret that signs its deliveries is lost: subscribe again")

// taken moves the cursor behind a delivery.
func (l *lane) taken() error {
	st := &l.row.state
	if st.Problem != "" {
		l.w.Logger.InfoContext(l.ctx, "a subscription is served again", "subscription", string(l.sub.Subscription), "tries", st.Tries)
	}
	if st.Run != nil {
		st.Run.Sent += st.Pending.Events
		if st.Pending.Events == 0 {
			st.Run, st.Ran = nil, st.Run.At
		}
	}
	if n := len(l.events); n > 0 {
		st.MinRecordTime = l.events[n-1].RecordTime
	}
	st.Cursor, st.Pending, l.events = st.Pending.To, nil, nil
	st.Size = min(st.Size+1, mostEvents)
	st.Tries, st.Next, st.Problem, st.Failing = 0, time.Time{}, "", time.Time{}
	st.Notified = l.w.now().UTC()
	return l.save()
}

// failed notes that a delivery was not taken, and when it is tried again.
func (l *lane) failed(err error) error {
	st := &l.row.state
	now := l.w.now().UTC()
	wait := min(orUsual(l.w.Retry, usualRetry)<<min(st.Tries, 20), longestRetry)
	if errors.Is(err, errGone) {
		wait = goneRetry
	}
	if st.Failing.IsZero() {
		st.Failing = now
		l.w.Logger.WarnContext(l.ctx, "a subscription is not served", "subscription", string(l.sub.Subscription), "host", host(l.sub.Dest), "problem", err.Error())
	}
	l.events = nil // it may wait for days
	st.Tries, st.Next, st.Problem = st.Tries+1, now.Add(wait), err.Error()
	return l.save()
}

// host is what may stand in a log of an address.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func (l *lane) save() error {
	err := l.w.States.put(l.ctx, &l.row)
	if err == nil {
		l.kept = l.row.state.Cursor
	}
	return err
}
