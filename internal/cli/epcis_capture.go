package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

// capturePatience is how long a wait between two looks at a job is at most.
const capturePatience = time.Second

func (p *program) epcisCapture() *cobra.Command {
	var proceed bool
	cmd := &cobra.Command{
		Use:   "capture FILE...",
		Short: "Record what EPCIS documents report",
		Long: `Record what EPCIS documents report: JSON or XML of version 2.0, or XML of 1.x. A
document is judged whole before anything of it is recorded. To capture one again
changes nothing: an event is known by its id, or by its hash where it has none.

What is reported joins what the plant knows of the objects. What contradicts its
own records is recorded, and becomes a breach. The exit code is 1 if an event is
not recorded.`,
		Example: `  tracewright epcis capture shipment.xml
  tracewright epcis capture --proceed - < events.json`,
		Args: cobra.MinimumNArgs(1),
	}
	cmd.Flags().BoolVar(&proceed, "proceed", false, "record the events that are right, where others are wrong")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		failed := false
		for _, path := range cmd.Flags().Args() {
			job, err := p.captureFile(ctx, c, path, proceed)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			failed = failed || !job.Success
			if err := p.showCapture(path, job); err != nil {
				return err
			}
		}
		if failed {
			return errRefused
		}
		return nil
	}), "text", "json")
}

// captureFile sends a document, and waits until it is recorded.
func (p *program) captureFile(ctx context.Context, c *connection, path string, proceed bool) (*api.CaptureJob, error) {
	b, err := p.readFile(path)
	if err != nil {
		return nil, err
	}
	header := http.Header{"Content-Type": {"application/ld+json"}}
	if looksLikeXML(b) {
		header.Set("Content-Type", "application/xml")
	}
	if proceed {
		header.Set("GS1-Capture-Error-Behaviour", "proceed")
	}
	res, err := c.sendWith(ctx, http.MethodPost, "/epcis/capture", b, header)
	if err != nil {
		return nil, err
	}
	at := res.Header.Get("Location")
	if err := res.Body.Close(); err != nil {
		return nil, err
	}
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, capturePatience) {
		job, err := c.captureJob(ctx, at)
		if err != nil || !job.Running {
			return job, err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, fmt.Errorf("%w; the server goes on with it: %s", ctx.Err(), at)
		}
	}
}

func (c *connection) captureJob(ctx context.Context, at string) (*api.CaptureJob, error) {
	res, err := c.sendWith(ctx, http.MethodGet, at, nil, http.Header{})
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	job := &api.CaptureJob{}
	return job, json.Unmarshal(b, job)
}

func (p *program) showCapture(path string, job *api.CaptureJob) error {
	if p.format == "json" {
		return p.printJSON(job)
	}
	for _, e := range job.Errors {
		p.talkf("%s: %s%s %s %s. %s.\n", path, e.Path, e.Event, e.Rule, e.Detail, e.Fix)
	}
	p.printf("%s: %d of %s recorded", path, job.Recorded-job.Known, count(int64(job.Events), "event", "events"))
	if job.Known > 0 {
		p.printf(", %d already known", job.Known)
	}
	p.printf("\n")
	return nil
}
