package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"

	"github.com/tracewright/tracewright/internal/device/printing"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// printFolder is the folder in the data folder that files and folders of printers
// lie in.
const printFolder = "print"

// print takes print jobs to the printers until ctx ends.
func (s *store) print(ctx context.Context, logger *slog.Logger) error {
	views := view.NewStore(s.db)
	wake, cancel := s.feed.Subscribe()
	defer cancel()
	w := &printing.Worker{
		Leads: s.engine.Leads, Wake: wake, Folder: filepath.Join(s.db.Dir, printFolder), Logger: logger,
		Fonts: sync.OnceValues(func() (*label.Fonts, error) { return label.NewFonts() }),
		Due: func(ctx context.Context, state track.PrintState, printer string, limit int) (jobs []track.PrintJob, err error) {
			err = views.Read(ctx, func(q *view.Query) error {
				jobs, err = q.DuePrints(state, printer, limit)
				return err
			})
			return jobs, err
		},
		Plant: func(ctx context.Context) (index *plant.Index, err error) {
			err = views.Read(ctx, func(q *view.Query) error {
				index, err = q.Plant()
				return err
			})
			return index, err
		},
		Fields: func(ctx context.Context, j *track.PrintJob) (fields label.Fields, err error) {
			err = views.Read(ctx, func(q *view.Query) error {
				fields, err = q.LabelFields(view.LabelSubject{Object: j.Object, Order: j.Order, Station: j.Place})
				return err
			})
			if errors.Is(err, view.ErrNotFound) {
				err = fmt.Errorf("%w: %w", printing.ErrGone, err)
			}
			return fields, err
		},
		Submit: func(ctx context.Context, c *track.Command) (track.Verdict, error) {
			a, err := s.engine.Submit(ctx, engine.Bulk, c)
			return a.Verdict, err
		},
	}
	return w.Run(ctx)
}
