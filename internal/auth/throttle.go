package auth

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"
)

// throttle slows down who guesses a PIN. It counts tries by badge and station,
// so that nobody can lock a person out of another station. Tries are kept in
// memory: each server counts for itself, and anew after a start.
type throttle struct {
	mu    sync.Mutex
	tries map[tryKey]try
}

type tryKey struct{ badge, station string } // the badge as its keyed hash

type try struct {
	failed int
	last   time.Time
	until  time.Time // no other try before
}

const (
	freeTries = 3 // a try is free while fewer than this many have failed
	firstWait = time.Second
	maxWait   = 5 * time.Minute
	forgetTry = time.Hour // after the last one
	maxTries  = 10_000
)

// begin counts a try as failed, until succeeded takes it back, so that tries at
// the same time are counted too. It returns how long to wait instead, and then
// counts nothing.
func (t *throttle) begin(k tryKey, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, ok := t.tries[k]
	if ok && now.Sub(e.last) >= forgetTry {
		e, ok = try{}, false
	}
	if wait := e.until.Sub(now); ok && wait > 0 && wait <= maxWait { // longer: the clock was set back
		return wait
	}
	if len(t.tries) >= maxTries {
		t.sweep(now)
	}
	e.failed++
	e.last = now
	if e.failed >= freeTries {
		wait := maxWait
		if doublings := e.failed - freeTries; doublings < 16 {
			wait = min(firstWait<<doublings, maxWait)
		}
		e.until = now.Add(wait)
	}
	t.tries[k] = e
	return 0
}

func (t *throttle) succeeded(k tryKey) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, k)
}

// sweep forgets what is old and, if that is not half of them, those with the
// fewest failures: who makes up badges does not wash out the badge under attack.
func (t *throttle) sweep(now time.Time) {
	maps.DeleteFunc(t.tries, func(_ tryKey, e try) bool { return now.Sub(e.last) >= forgetTry })
	if len(t.tries) <= maxTries/2 {
		return
	}
	keys := slices.SortedFunc(maps.Keys(t.tries), func(a, b tryKey) int {
		return cmp.Or(cmp.Compare(t.tries[a].failed, t.tries[b].failed), t.tries[a].last.Compare(t.tries[b].last))
	})
	for _, k := range keys[:len(keys)-maxTries/2] {
		delete(t.tries, k)
	}
}
