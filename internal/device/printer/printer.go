package printer

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Outcome is how a job ended, as far as the printer tells.
type Outcome string

// The outcomes.
const (
	// Sent: all was handed over, and the other side never answers.
	Sent Outcome = "sent"
	// Accepted: the printer took all, and reported no fault afterwards.
	Accepted Outcome = "accepted"
	// Failed: nothing was sent; sending it later prints it once.
	Failed Outcome = "failed"
	// Unknown: it may have been printed. Look, or scan, before it is sent again.
	Unknown Outcome = "unknown"
)

// DefaultSilence is how long a printer may take to answer. One without paper or
// with an open head does not answer at all.
const DefaultSilence = 2 * time.Second

// Printer is where labels go.
type Printer struct {
	// Address is tcp://host:9100, file:path, which is overwritten, or
	// folder:path, which gets a new file for each job.
	Address string
	// Mute printers are not asked for their status.
	Mute bool
	// Silence is how long to wait for each step; 0 means DefaultSilence.
	Silence time.Duration
}

// Print sends a job, once. The error says what went wrong where the outcome is
// Failed or Unknown.
func (p Printer) Print(ctx context.Context, job []byte) (Outcome, error) {
	scheme, rest, _ := strings.Cut(p.Address, ":")
	switch scheme {
	case "file":
		return written(os.WriteFile(rest, job, 0o644))
	case "folder":
		return written(intoFolder(rest, job))
	case "tcp":
		u, err := url.Parse(p.Address)
		if err == nil && u.Host != "" {
			return p.send(ctx, u.Host, job)
		}
	}
	return Failed, fmt.Errorf("%q is no address of a printer: write tcp://host:9100, file:path or folder:path", p.Address)
}

func written(err error) (Outcome, error) {
	if err != nil {
		return Failed, err
	}
	return Sent, nil
}

// intoFolder writes under another name first, so that who watches the folder
// never sees half a job.
func intoFolder(folder string, job []byte) error {
	f, err := os.CreateTemp(folder, "label-*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(job)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))+".zpl")
}

// send asks for the status, sends the job, and asks again.
func (p Printer) send(ctx context.Context, host string, job []byte) (Outcome, error) {
	silence := p.Silence
	if silence == 0 {
		silence = DefaultSilence
	}
	conn, err := (&net.Dialer{Timeout: silence}).DialContext(ctx, "tcp", host)
	if err != nil {
		return Failed, fmt.Errorf("reach printer: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	answers := bufio.NewReader(io.LimitReader(conn, maxAnswer))
	wait := func() error { return errors.Join(conn.SetDeadline(time.Now().Add(silence)), ctx.Err()) }

	if !p.Mute {
		if err := errors.Join(wait(), ask(conn, answers)); err != nil {
			return Failed, fmt.Errorf("printer before the label: %w", err)
		}
	}
	if err := wait(); err != nil {
		return Failed, err
	}
	if n, err := conn.Write(job); err != nil {
		if n == 0 {
			return Failed, fmt.Errorf("send label: %w", err)
		}
		return Unknown, fmt.Errorf("send label: %w", err)
	}
	if p.Mute {
		return Sent, nil
	}
	if err := errors.Join(wait(), ask(conn, answers)); err != nil {
		return Unknown, fmt.Errorf("printer after the label: %w", err)
	}
	return Accepted, nil
}
