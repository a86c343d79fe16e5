package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// TestCodesAreWhole: each code stands once, in order, with all its texts.
func TestCodesAreWhole(t *testing.T) {
	t.Parallel()
	last, names := Code(""), map[string]bool{}
	for _, c := range Codes() {
		if c.Code <= last || names[c.Name] {
			t.Errorf("%s %s is out of order, or there twice", c.Code, c.Name)
		}
		last, names[c.Name] = c.Code, true
		for _, text := range []string{c.Name, c.Title, c.Meaning, c.Cause, c.Fix} {
			if text == "" {
				t.Errorf("%s lacks a text", c.Code)
			}
		}
		if c.Status < 400 || c.Status > 599 {
			t.Errorf("%s has status %d", c.Code, c.Status)
		}
	}
}

// TestCodesDocument checks that docs/codes.md is what the two tables of codes
// say: that of answers and that of problems.
func TestCodesDocument(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	b.WriteString(`# Codes

A code keeps its meaning for ever and is never given to another. Codes with T are those of answers: what was sent was
judged and recorded, and ` + "`{name}`" + ` stands for a piece of the evidence. Codes with H are those of problems: the request was not
judged. This page is made from the tables in ` + "`internal/track/code.go` and `internal/httpapi/codes.go`" + `.
`)
	for _, c := range track.Codes() {
		fmt.Fprintf(&b, "\n## %s %s\n\n%s\n\n", c.Code, c.Name, c.Meaning)
		fmt.Fprintf(&b, "- Says: %s\n- Cause: %s\n- Remedy: %s\n", c.Text, c.Cause, c.Next)
	}
	for _, c := range Codes() {
		fmt.Fprintf(&b, "\n## %s %s\n\n%s\n\n", c.Code, c.Name, c.Meaning)
		fmt.Fprintf(&b, "- Says: %s (HTTP %d)\n- Cause: %s\n- Remedy: %s\n", c.Title, c.Status, c.Cause, c.Fix)
	}
	golden.Check(t, "../../docs/codes.md", b.Bytes())
}

// TestFaultOf: what the server says of each error, and that the rest is our
// fault and says nothing of its inside.
func TestFaultOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err   error
		code  Code
		retry string
	}{
		{engine.ErrBusy, CodeBusy, "1"},
		{view.ErrBusy, CodeBusy, "1"},
		{engine.ErrStandby, CodeStandby, "2"},
		{engine.ErrStopped, CodeStopping, "2"},
		{view.ErrFull, CodeFull, ""},
		{journal.ErrReadOnly, CodeReadOnly, ""},
		{journal.ErrLostTail, CodeReadOnly, ""},
		{view.ErrGone, CodeNoStore, "2"},
		{view.ErrUnknownOutcome, CodeNoStore, "2"},
		{view.ErrNotFound, CodeNotFound, ""},
		{journal.ErrNotFound, CodeNotFound, ""},
		{view.ErrCursor, CodeBadValue, ""},
		{track.ErrCommand, CodeBadValue, ""},
		{auth.ErrUnauthenticated, CodeNotSignedIn, ""},
		{auth.ErrForbidden, CodeNotAllowed, ""},
		{&auth.ThrottledError{After: 30 * time.Second}, CodeTooManyTries, "30"},
		{context.DeadlineExceeded, CodeTimeout, ""},
		{errors.New("secret"), CodeFault, ""},
	} {
		f := faultOf(fmt.Errorf("outside: %w", c.err))
		if f.Code != string(c.code) || f.Status != c.code.info().Status || f.header.Get("Retry-After") != c.retry {
			t.Errorf("%v: got %s, HTTP %d, Retry-After %q", c.err, f.Code, f.Status, f.header.Get("Retry-After"))
		}
		if c.code == CodeFault && f.Detail != "" {
			t.Errorf("the inside shows: %q", f.Detail)
		}
	}
}
