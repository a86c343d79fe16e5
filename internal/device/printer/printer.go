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

// ErrRefused says that the printer does not take what it was sent, whenever it is
// sent.
var ErrRefused = errors.New("it refuses the label")

// DefaultSilence is how long a printer may take to answer. One without paper or
// with an open head does not answer at all.
const DefaultSilence = 2 * time.Second

// DefaultFollow is how long an office printer may take to print a job.
const DefaultFollow = time.Minute

// How long to wait before an office printer is asked again about a job.
const (
	firstPause = 200 * time.Millisecond
	lastPause  = 2 * time.Second
)

// Printer is where labels go.
type Printer struct {
	// Address is tcp://host:9100, which takes ZPL, ipp://host/path or
	// ipps://host/path, which takes PDF, file:path, which is overwritten, or
	// folder:path, which gets a new file for each job.
	Address string
	// Root is the folder that files and folders must lie in; empty for anywhere.
	Root string
	// Ending of the files in a folder; empty means .zpl.
	Ending string
	// Mute printers are not asked for their status.
	Mute bool
	// Silence is how long to wait for each step; 0 means DefaultSilence.
	Silence time.Duration
	// Follow is how long an office printer is asked what becomes of a job; 0 means
	// DefaultFollow. Pause is how long to wait before it is asked again, growing to
	// two seconds; 0 means a fifth of a second.
	Follow, Pause time.Duration
}

// Print sends a job, once. The error says what went wrong where the outcome is
// Failed or Unknown.
func (p Printer) Print(ctx context.Context, job []byte) (Outcome, error) {
	scheme, rest, _ := strings.Cut(p.Address, ":")
	switch scheme {
	case "file", "folder":
		path, err := p.within(rest)
		if err != nil {
			return Failed, err
		}
		if scheme == "file" {
			return written(os.WriteFile(path, job, 0o644))
		}
		return written(p.intoFolder(path, job))
	case "ipp", "ipps":
		return p.ippPrint(ctx, p.Address, job)
	case "tcp":
		u, err := url.Parse(p.Address)
		if err == nil && u.Host != "" {
			return p.send(ctx, u.Host, job)
		}
	}
	return Failed, p.noAddress()
}

func (p Printer) noAddress() error {
	return fmt.Errorf("%q is no address of a printer: write tcp://host:9100, ipp://host/path, file:path or folder:path", p.Address)
}

// Ready says why the printer cannot print now; nil where it can, or is never
// asked.
func (p Printer) Ready(ctx context.Context) error {
	scheme, _, _ := strings.Cut(p.Address, ":")
	switch {
	case scheme == "file" || scheme == "folder" || p.Mute:
		return nil
	case scheme == "ipp" || scheme == "ipps":
		return p.ippReady(ctx, p.Address)
	}
	u, err := url.Parse(p.Address)
	if err != nil || u.Host == "" || scheme != "tcp" {
		return p.noAddress()
	}
	l, err := p.dial(ctx, u.Host)
	if err != nil {
		return err
	}
	defer l.close()
	return errors.Join(l.wait(), ask(l.conn, l.answers))
}

// within finds a path in the folder that files must lie in, and makes the folders
// on the way.
func (p Printer) within(path string) (string, error) {
	if p.Root == "" {
		return path, nil
	}
	if !filepath.IsLocal(path) {
		return "", fmt.Errorf("%q leads out of %s", path, p.Root)
	}
	whole := filepath.Join(p.Root, path)
	folder := whole
	if strings.HasPrefix(p.Address, "file:") {
		folder = filepath.Dir(whole)
	}
	return whole, os.MkdirAll(folder, 0o755)
}

func written(err error) (Outcome, error) {
	if err != nil {
		return Failed, err
	}
	return Sent, nil
}

// intoFolder writes under another name first, so that who watches the folder
// never sees half a job.
func (p Printer) intoFolder(folder string, job []byte) error {
	ending := p.Ending
	if ending == "" {
		ending = ".zpl"
	}
	f, err := os.CreateTemp(folder, "label-*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(job)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))+ending)
}

// line is a connection to a label printer.
type line struct {
	conn    net.Conn
	answers *bufio.Reader
	wait    func() error // gives the next step its time
	close   func()
}

func (p Printer) dial(ctx context.Context, host string) (*line, error) {
	silence := p.Silence
	if silence == 0 {
		silence = DefaultSilence
	}
	conn, err := (&net.Dialer{Timeout: silence}).DialContext(ctx, "tcp", host)
	if err != nil {
		return nil, fmt.Errorf("reach printer: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	return &line{
		conn: conn, answers: bufio.NewReader(io.LimitReader(conn, maxAnswer)),
		wait: func() error { return errors.Join(conn.SetDeadline(time.Now().Add(silence)), ctx.Err()) },
		close: func() {
			stop()
			_ = conn.Close() // nothing more is said on it
		},
	}, nil
}

// send asks for the status, sends the job, and asks again.
func (p Printer) send(ctx context.Context, host string, job []byte) (Outcome, error) {
	l, err := p.dial(ctx, host)
	if err != nil {
		return Failed, err
	}
	defer l.close()
	if !p.Mute {
		if err := errors.Join(l.wait(), ask(l.conn, l.answers)); err != nil {
			return Failed, fmt.Errorf("printer before the label: %w", err)
		}
	}
	if err := l.wait(); err != nil {
		return Failed, err
	}
	if n, err := l.conn.Write(job); err != nil {
		if n == 0 {
			return Failed, fmt.Errorf("send label: %w", err)
		}
		return Unknown, fmt.Errorf("send label: %w", err)
	}
	if p.Mute {
		return Sent, nil
	}
	if err := errors.Join(l.wait(), ask(l.conn, l.answers)); err != nil {
		return Unknown, fmt.Errorf("printer after the label: %w", err)
	}
	return Accepted, nil
}
