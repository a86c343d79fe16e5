package subscription

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
)

// Worker sends deliveries. Its fields are set before Run.
type Worker struct {
	States *States
	Events *epcisview.Index
	To     *Destinations
	// Leads reports whether this server is the one that sends.
	Leads func() bool
	// Standing lists the subscriptions that stand.
	Standing func(ctx context.Context) ([]track.Subscription, error)
	// Query reads the named query of a subscription.
	Query func(ctx context.Context, name string) (track.NamedQuery, error)
	// Sight is what somebody sees of the events now; false: they may not ask for
	// any, and what they subscribed to waits until they may.
	Sight func(ctx context.Context, actor string) (epcisview.Sight, bool, error)
	// Zone is that of the schedules.
	Zone func(ctx context.Context) *time.Location
	// Prefixes knows the lengths of GS1 company prefixes now, which URNs need; nil for
	// none.
	Prefixes func(ctx context.Context) ident.Prefixes
	// Size is how many entries the journal has, and Wake tells that there are more.
	Size   func() int64
	Wake   <-chan struct{}
	Logger *slog.Logger

	// Pause is the least time between two looks for something new; 0 means 100 ms.
	// What is recorded meanwhile goes together.
	Pause time.Duration
	// Look is how often schedules and retries are looked at; 0 means 500 ms.
	Look time.Duration
	// Patience is how long a receiver may take to answer; 0 means 30 s.
	Patience time.Duration
	// Retry is the first wait after a failure, which doubles up to 5 minutes; 0 means
	// 1 s.
	Retry time.Duration
	// Now is the time; nil means time.Now.
	Now func() time.Time

	secure, plain *http.Client
}

const (
	usualPause    = 100 * time.Millisecond
	usualLook     = 500 * time.Millisecond
	usualPatience = 30 * time.Second
	usualRetry    = time.Second
	longestRetry  = 5 * time.Minute
	goneRetry     = time.Hour // of a receiver that says that it is gone
	sweepEvery    = time.Hour
)

// orUsual is a length of time, or the usual one where none is set.
func orUsual(d, usual time.Duration) time.Duration {
	if d == 0 {
		return usual
	}
	return d
}

func (w *Worker) now() time.Time {
	if w.Now != nil {
		return w.Now()
	}
	return time.Now()
}

// Run sends until ctx ends. A delivery that is on its way then is cut off, and is
// sent again by whoever runs next.
func (w *Worker) Run(ctx context.Context) error {
	w.secure, w.plain = w.To.client(false), w.To.client(true)
	defer w.secure.CloseIdleConnections()
	defer w.plain.CloseIdleConnections()
	var busy sync.WaitGroup
	defer busy.Wait()
	lanes := map[track.SubscriptionID]*lane{}
	ended := make(chan *lane)
	look := time.NewTicker(orUsual(w.Look, usualLook))
	defer look.Stop()
	var swept time.Time
	for {
		if w.Leads() {
			if now := w.now(); now.Sub(swept) > sweepEvery {
				swept = now
				w.fault(ctx, "states of subscriptions that have ended are not forgotten", w.States.sweep(ctx, now.Add(-sweepEvery)))
			}
			w.look(ctx, lanes, &busy, ended)
		} else {
			w.drop(lanes)
		}
		select {
		case <-ctx.Done():
			return nil
		case l := <-ended:
			l.busy = false
		case <-w.Wake:
			rest(ctx, orUsual(w.Pause, usualPause))
		case <-look.C:
		}
	}
}

// rest waits for the pause between two looks.
func rest(ctx context.Context, d time.Duration) {
	pause := time.NewTimer(d)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
	}
}

// look starts the lanes that have something to do, and ends those whose
// subscription has ended.
func (w *Worker) look(ctx context.Context, lanes map[track.SubscriptionID]*lane, busy *sync.WaitGroup, ended chan<- *lane) {
	standing, err := w.Standing(ctx)
	if err != nil {
		w.fault(ctx, "subscriptions are not read", err)
		return
	}
	stands := map[track.SubscriptionID]bool{}
	for i := range standing {
		s := &standing[i]
		stands[s.Subscription] = true
		l := lanes[s.Subscription]
		if l != nil && l.ctx.Err() != nil {
			if l.busy {
				continue
			}
			l = nil // it was let go of, and is needed again
		}
		if l == nil {
			if l, err = w.open(ctx, s); err != nil {
				w.fault(ctx, "a subscription is not read", err)
				continue
			}
			lanes[s.Subscription] = l
		}
		if l.busy || !l.due() {
			continue
		}
		l.busy = true
		busy.Go(func() {
			l.turn()
			select {
			case ended <- l:
			case <-ctx.Done():
			}
		})
	}
	for id, l := range lanes {
		if stands[id] {
			continue
		}
		l.cancel()
		if !l.busy {
			delete(lanes, id)
			w.fault(ctx, "the state of a subscription that has ended is not forgotten", w.States.Forget(ctx, id))
		}
	}
}

// drop ends all lanes: another server sends.
func (w *Worker) drop(lanes map[track.SubscriptionID]*lane) {
	for id, l := range lanes {
		l.cancel()
		if !l.busy {
			delete(lanes, id)
		}
	}
}

func (w *Worker) fault(ctx context.Context, text string, err error) {
	if err != nil && ctx.Err() == nil {
		w.Logger.ErrorContext(ctx, text, "error", err)
	}
}
