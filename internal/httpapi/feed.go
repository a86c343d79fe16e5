package httpapi

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/view"
)

// feedPage is how many entries a follower gets at a time.
const feedPage = 200

// follower is one open feed.
type follower struct {
	s       *server
	w       http.ResponseWriter
	out     *http.ResponseController
	next    int64 // the sequence to be read next
	station string
	kind    string
}

// getFeed follows the journal as server-sent events. A slow reader loses
// nothing: each goes through the journal at its own pace.
func (s *server) getFeed(w http.ResponseWriter, r *http.Request) error {
	f := &follower{s: s, w: w, out: http.NewResponseController(w), station: r.URL.Query().Get("station"), kind: r.URL.Query().Get("kind")}
	wake, cancel := s.Feed.Subscribe()
	defer cancel()
	if err := f.begin(r); err != nil {
		return err
	}
	if err := f.out.SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	s.metrics.followers.Add(1)
	defer s.metrics.followers.Add(-1)
	if err := f.run(r.Context(), wake); err != nil && r.Context().Err() == nil {
		s.logFault(r.Context(), faultOf(err)) // the answer has begun: it can only end
	}
	return nil
}

// begin finds where the feed starts: after Last-Event-ID, at "from", or with
// what comes from now on.
func (f *follower) begin(r *http.Request) error {
	for _, at := range []struct {
		value, location string
		plus            int64
	}{{r.Header.Get("Last-Event-ID"), "header.Last-Event-ID", 1}, {r.URL.Query().Get("from"), "query.from", 0}} {
		if at.value == "" {
			continue
		}
		n, err := strconv.ParseInt(at.value, 10, 64)
		if err != nil || n < 0 {
			return problem(CodeBadValue, "", api.Fault{Location: at.location, Message: "it is no sequence of the journal"})
		}
		f.next = n + at.plus
		return f.s.Views.Read(r.Context(), func(q *view.Query) error {
			if f.next > q.Size {
				return problem(CodeBadValue, "", api.Fault{Location: at.location, Message: "the journal ends before it, with entry " + strconv.FormatInt(q.Size-1, 10)})
			}
			return nil
		})
	}
	return f.s.Views.Read(r.Context(), func(q *view.Query) error {
		f.next = q.Size
		return nil
	})
}

func (f *follower) run(ctx context.Context, wake <-chan struct{}) error {
	beat := time.NewTicker(f.s.Heartbeat)
	defer beat.Stop()
	if err := f.write(": tracewright\n\n"); err != nil {
		return err
	}
	for {
		more, err := f.page(ctx)
		if err != nil {
			return err
		}
		if more {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-beat.C:
			if err := f.write(": " + strconv.FormatInt(f.next, 10) + "\n\n"); err != nil {
				return err
			}
		}
	}
}

// page sends what the journal has further; more says that there may be more.
func (f *follower) page(ctx context.Context) (more bool, err error) {
	size := f.s.Feed.Size()
	if f.next >= size {
		return false, nil // somebody else's wake brought it
	}
	page, err := f.s.tail.from(f.next, size, func(next int64) ([]told, error) { return f.s.tell(ctx, next) })
	if err != nil {
		return false, err
	}
	f.next += int64(len(page))
	wrote := false
	for i := range page {
		if !f.wants(&page[i]) {
			continue
		}
		if _, err := f.w.Write(page[i].text); err != nil {
			return false, err
		}
		wrote = true
	}
	if wrote {
		err = f.out.Flush()
	}
	return len(page) == feedPage, err
}

// tell reads at most feedPage entries from next on and writes them as events.
func (s *server) tell(ctx context.Context, next int64) (page []told, err error) {
	err = s.Views.Read(ctx, func(q *view.Query) error {
		entries, err := q.Entries(next, feedPage)
		if err != nil {
			return err
		}
		list, err := events(q, entries)
		if err != nil {
			return err
		}
		page = make([]told, len(list))
		for i := range list {
			var text bytes.Buffer
			text.WriteString("id: " + strconv.FormatInt(list[i].Seq, 10) + "\nevent: entry\ndata: ")
			if err := writeJSON(&text, &list[i]); err != nil {
				return err
			}
			text.WriteString("\n\n")
			page[i] = told{seq: entries[i].Seq, station: entries[i].Station, kind: entries[i].Kind, text: text.Bytes()}
		}
		return nil
	})
	return page, err
}

func (f *follower) wants(e *told) bool {
	return (f.station == "" || e.station == f.station) && (f.kind == "" || e.kind == f.kind)
}

func (f *follower) write(text string) error {
	if _, err := f.w.Write([]byte(text)); err != nil {
		return err
	}
	return f.out.Flush()
}
