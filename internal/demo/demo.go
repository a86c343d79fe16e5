package demo

import (
	_ "embed"
	"sync"
	"time"
)

//go:embed pump.yaml
var definition string

// Definition is the definition of the demo plant, as YAML.
func Definition() string { return definition }

// Clock is the clock of a history that is being made up: it runs as fast as it
// is told to, but never past the real time. After Release it is the real time.
type Clock struct {
	mu    sync.Mutex
	now   time.Time
	freed bool
}

// NewClock returns a clock that stands at a time.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.freed {
		return time.Now()
	}
	return c.now
}

// Advance lets the clock run.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if next := c.now.Add(d); next.Before(time.Now()) {
		c.now = next
	}
}

// Release lets the clock show the real time from now on.
func (c *Clock) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.freed = true
}
