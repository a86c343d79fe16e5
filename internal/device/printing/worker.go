package printing

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// Worker prints what is queued. Its fields are set before Run.
type Worker struct {
	// Leads reports whether this server is the one that may print.
	Leads func() bool
	// Due lists print jobs in a state, the first queued first: of one printer, or
	// of all where it is empty.
	Due func(ctx context.Context, state track.PrintState, printer string, limit int) ([]track.PrintJob, error)
	// Plant is the present plant definition.
	Plant func(ctx context.Context) (*plant.Index, error)
	// Fields are those of what a job is for. The error wraps ErrGone where that
	// is not there any more.
	Fields func(ctx context.Context, j *track.PrintJob) (label.Fields, error)
	// Submit has a command judged and recorded, and gives its verdict.
	Submit func(ctx context.Context, c *track.Command) (track.Verdict, error)
	// Wake tells that there may be something new.
	Wake <-chan struct{}
	// Folder is where files and folders of printers lie.
	Folder string
	Fonts  func() (*label.Fonts, error)
	Logger *slog.Logger

	// Silence is how long a printer may take to answer; 0 for the usual time.
	Silence time.Duration
	// Follow is how long an office printer is asked what becomes of a job; 0 for the
	// usual time.
	Follow time.Duration
	// Retry is how long to wait for a printer that cannot print, growing to ten
	// times as much; 0 means 3 seconds.
	Retry time.Duration
	// Look is how often the queue is looked at where nobody wakes; 0 means 5 s.
	Look time.Duration
	// Patience is how long a job waits for its printer; 0 means 8 hours.
	Patience time.Duration
	// Now is the time; nil means time.Now.
	Now func() time.Time
}

const (
	usualRetry    = 3 * time.Second
	usualLook     = 5 * time.Second
	usualPatience = 8 * time.Hour
	maxDue        = 1000
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

// Run prints until ctx ends; then it lets what is being sent come to its end, and
// reports it.
func (w *Worker) Run(ctx context.Context) error {
	var lanes sync.WaitGroup
	defer lanes.Wait()
	busy := map[string]bool{} // printers with a lane
	ended := make(chan string, 1)
	look := time.NewTicker(orUsual(w.Look, usualLook))
	defer look.Stop()
	led := false
	for {
		switch leads := w.Leads(); {
		case !leads:
			led = false
		case !led:
			led = w.giveUp(ctx)
		}
		if led {
			for _, printer := range w.waiting(ctx) {
				if busy[printer] {
					continue
				}
				busy[printer] = true
				lanes.Go(func() {
					w.lane(ctx, printer)
					select {
					case ended <- printer:
					case <-ctx.Done():
					}
				})
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case printer := <-ended:
			delete(busy, printer)
		case <-w.Wake:
		case <-look.C:
		}
	}
}

// giveUp says of what was being sent when the server before this one ended that
// nobody knows what became of it.
func (w *Worker) giveUp(ctx context.Context) bool {
	jobs, err := w.Due(ctx, track.PrintSending, "", maxDue)
	if err != nil {
		w.fault(ctx, "print jobs are not read", err)
		return false
	}
	for i := range jobs {
		j := &jobs[i]
		if !w.say(ctx, j, track.ModeReport, &track.ReportPrint{
			State: track.PrintUnknown, Problem: "the server ended while it was being sent: look, or scan the label",
		}) {
			return false
		}
	}
	return len(jobs) < maxDue
}

// waiting lists the printers that have something to print.
func (w *Worker) waiting(ctx context.Context) []string {
	jobs, err := w.Due(ctx, track.PrintQueued, "", maxDue)
	if err != nil {
		w.fault(ctx, "print jobs are not read", err)
		return nil
	}
	var printers []string
	seen := map[string]bool{}
	for _, j := range jobs {
		if !seen[j.Printer] {
			seen[j.Printer] = true
			printers = append(printers, j.Printer)
		}
	}
	return printers
}

// lane prints the jobs of one printer, until none waits or ctx ends.
func (w *Worker) lane(ctx context.Context, printer string) {
	pause := orUsual(w.Retry, usualRetry)
	longest := 10 * pause
	for ctx.Err() == nil && w.Leads() {
		jobs, err := w.Due(ctx, track.PrintQueued, printer, 1)
		if err != nil {
			w.fault(ctx, "print jobs are not read", err)
		}
		if len(jobs) == 0 {
			return
		}
		if w.print(ctx, &jobs[0]) {
			pause = orUsual(w.Retry, usualRetry)
			continue
		}
		wait := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-wait.C:
		}
		wait.Stop()
		pause = min(2*pause, longest)
	}
}

// say gives the command by which a job changes its state, and tells whether it was
// permitted. What is reported is repeated until it is recorded.
func (w *Worker) say(ctx context.Context, j *track.PrintJob, mode track.Mode, args *track.ReportPrint) bool {
	args.Job = string(j.ID)
	c := &track.Command{
		ID: "print-" + string(j.ID) + "-" + number(j.Tries) + "-" + number(int(j.Changed)) + "-" + string(args.State), Verb: "report-print", Mode: mode,
		Actor: actor, Source: "printing", Args: args,
	}
	if index, err := w.Plant(ctx); err == nil {
		if _, _, _, known := index.Station(j.Station); known {
			c.Station = j.Station
		}
	}
	for try := range maxSays {
		v, err := w.Submit(ctx, c)
		if err == nil {
			return v.Answer == track.Permit
		}
		w.fault(ctx, "the state of a print job is not recorded", err)
		if mode != track.ModeReport || ctx.Err() != nil || !w.Leads() {
			return false
		}
		wait := time.NewTimer(min(time.Second, time.Duration(try+1)*100*time.Millisecond))
		select {
		case <-ctx.Done():
			wait.Stop()
			return false
		case <-wait.C:
		}
	}
	return false
}

// maxSays bounds how often a report is repeated; what was being sent is unknown
// then, as after a crash.
const maxSays = 50

// actor is who has printed, in the journal.
const actor = "s-printing"

func (w *Worker) fault(ctx context.Context, message string, err error) {
	if ctx.Err() == nil && !errors.Is(err, context.Canceled) {
		w.Logger.ErrorContext(ctx, message, "error", err)
	}
}
