package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// sender is what sends events to those who have subscribed.
func (s *store) sender(to *subscription.Destinations, prefixes ident.Prefixes, logger *slog.Logger) *subscription.Worker {
	views := view.NewStore(s.db)
	definition := func(ctx context.Context) (index *plant.Index) {
		_ = views.Read(ctx, func(q *view.Query) (err error) { // without a plant definition there is none
			index, err = q.Plant()
			return err
		})
		return index
	}
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
			if index := definition(ctx); index != nil {
				return index.Zone()
			}
			return time.UTC
		},
		Prefixes: func(ctx context.Context) ident.Prefixes {
			if index := definition(ctx); index != nil {
				return ident.FirstPrefix(index.PrefixLength, prefixes)
			}
			return prefixes
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
