package cli

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

// patience is how long a command waits before it says for what.
const patience = time.Second

// waiting tells a person at a terminal what the command waits for, once that has
// taken a while. In a pipe it is quiet.
func (p *program) waiting(what string) (done func()) {
	if !terminal(p.std.Err) {
		return func() {}
	}
	return tellLater(p.std.Err, what)
}

func tellLater(w io.Writer, what string) (done func()) {
	timer := time.AfterFunc(patience, func() { fmt.Fprintf(w, "waiting for %s …\n", what) })
	return func() { timer.Stop() }
}

// patient sends requests, and tells a person whose answer takes long.
type patient struct {
	p    *program
	whom string
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (t patient) RoundTrip(r *http.Request) (*http.Response, error) {
	defer t.p.waiting(t.whom)()
	res, err := t.next.RoundTrip(r)
	if err == nil && res.Header.Get("Retry-After") != "" && terminal(t.p.std.Err) {
		t.p.talkf("waiting for %s: it says to come back in %s s …\n", t.whom, res.Header.Get("Retry-After"))
	}
	return res, err
}
