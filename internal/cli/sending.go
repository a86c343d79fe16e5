package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// sender is what sends events to those who have subscribed.
func (s *store) sender(to *subscription.Destinations, logger *slog.Logger) *subscription.Worker {
	views := view.NewStore(s.db)
	return &subscription.Worker{
		States: &subscription.States{DB: s.db}, Events: s.events, To: to, Leads: s.engine.Leads, Size: s.feed.Size, Logger: logger,
		Standing: func(ctx context.Context) (all []track.Subscription, err error) {
			err = views.Read(ctx, func(q *view.Query) error {
				all, err = q.Subscriptions("")
				return err
			})
			return all, err
		},
		Query: func(ctx context.Context, name string) (named track.NamedQuery, err error) {
			err = views.Read(ctx, func(q *view.Query) error {
				named, err = q.NamedQuery(name)
				return err
			})
			return named, err
		},
		Sight: func(ctx context.Context, actor string) (epcisview.Sight, bool, error) {
			if actor == localActor {
				return epcisview.Everything(), true, nil
			}
			p, err := s.auth.Actor(ctx, actor)
			if err != nil {
				return epcisview.Sight{}, false, err
			}
			return httpapi.SightOf(p), p.Can(auth.Read) || p.Can(auth.Query), nil
		},
		Zone: func(ctx context.Context) *time.Location {
			zone := time.UTC
			_ = views.Read(ctx, func(q *view.Query) error { // without a plant definition it is UTC
				index, err := q.Plant()
				if err == nil && index != nil {
					zone = index.Zone()
				}
				return err
			})
			return zone
		},
	}
}

// send sends events to those who have subscribed, until ctx ends.
func (s *store) send(ctx context.Context) error {
	wake, cancel := s.feed.Subscribe()
	defer cancel()
	s.sent.Wake = wake
	return s.sent.Run(ctx)
}
