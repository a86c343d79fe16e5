package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	// visitorBurst is how many questions a visitor asks at once, and
	// visitorEvery how soon after them another: enough for people, too few to try
	// out serial numbers.
	visitorBurst = 60
	visitorEvery = time.Second
	// maxVisitors bounds those who are remembered, and maxVisiting those who are
	// answered at the same time, so that stations never wait for visitors.
	maxVisitors = 10_000
	maxVisiting = 4
)

// visitors bounds what is asked by those who are not signed in: each of them, and
// all together. It forgets when the server stops.
type visitors struct {
	now      func() time.Time
	visiting chan struct{}

	mu    sync.Mutex
	known map[netip.Prefix]time.Time // when all that was asked is paid off
}

func newVisitors(now func() time.Time) *visitors {
	return &visitors{now: now, visiting: make(chan struct{}, maxVisiting), known: map[netip.Prefix]time.Time{}}
}

// enter lets a visitor ask, or says when to come again. Whoever was let in
// leaves.
func (v *visitors) enter(r *http.Request) (leave func(), err error) {
	if wait := v.charge(visitorOf(r)); wait > 0 {
		return nil, problem(CodeTooManyQuestions, "").retry(wait)
	}
	select {
	case v.visiting <- struct{}{}:
		return func() { <-v.visiting }, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-time.After(time.Second):
		return nil, problem(CodeBusy, "").retry(time.Second)
	}
}

// charge counts a question, unless too many were asked: then it says how long to
// wait.
func (v *visitors) charge(who netip.Prefix) time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now()
	paid := v.known[who]
	if paid.Before(now) {
		paid = now
	}
	if wait := paid.Sub(now) - visitorBurst*visitorEvery + visitorEvery; wait > 0 {
		return wait
	}
	if len(v.known) >= maxVisitors {
		v.forget(now)
	}
	v.known[who] = paid.Add(visitorEvery)
	return 0
}

// forget leaves out who has asked nothing for long, and all where that is nobody:
// a flood of addresses must not lock everybody else out.
func (v *visitors) forget(now time.Time) {
	for who, paid := range v.known {
		if !paid.After(now) {
			delete(v.known, who)
		}
	}
	if len(v.known) >= maxVisitors {
		clear(v.known)
	}
}

// visitorOf is the address that a visitor comes from, of IPv6 the network of a
// household. A proxy on this machine says for whom it asks; others are not
// believed.
func visitorOf(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, _ := netip.ParseAddr(host)
	if forwarded := r.Header.Values("X-Forwarded-For"); addr.IsLoopback() && len(forwarded) > 0 {
		all := forwarded[len(forwarded)-1]
		if told, err := netip.ParseAddr(strings.TrimSpace(all[strings.LastIndexByte(all, ',')+1:])); err == nil {
			addr = told
		}
	}
	addr = addr.Unmap().WithZone("")
	bits := addr.BitLen()
	if addr.Is6() {
		bits = 64
	}
	who, _ := addr.Prefix(bits) // an unknown address is one visitor
	return who
}
