package demo

import (
	_ "embed"
	"sync"
	"time"
)

//go:embed ebike.yaml
var definition string

// Definition is the definition of the demo plant, as YAML.
func Definition() string { return definition }

// Clock is the clock of a history that is being made up: it shows what it is
// set to. After Release it is the real time.
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

// Set lets the clock show a time, unless it shows a later one.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.now) {
		c.now = at
	}
}

// Release lets the clock show the real time from now on.
func (c *Clock) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.freed = true
}
