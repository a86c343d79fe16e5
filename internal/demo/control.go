package demo

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Mishap is something that whoever watches the drive works lets go wrong.
type Mishap string

// The mishaps.
const (
	WrongComponent Mishap = "wrong-component" // the gear of another product is offered to the next drive unit at D-40
	SkippedStep    Mishap = "skipped-step"    // the next drive unit from D-50 is carried past the leak test
	BadLot         Mishap = "bad-lot"         // a lot of seals comes without papers, is held, and is picked up at D-40 all the same
	DeadTool       Mishap = "dead-tool"       // D-50 is down until somebody has come
	NetworkCut     Mishap = "network-cut"     // the drive line is away for a while, and reports afterwards what it has done
)

// Mishaps lists what can go wrong on purpose.
func Mishaps() []Mishap { return []Mishap{WrongComponent, SkippedStep, BadLot, DeadTool, NetworkCut} }

// The times of mishaps.
const (
	deadComes = 2 * time.Minute
	deadFor   = 6 * time.Minute
	shortCut  = 20 * time.Minute
)

// Control is how a plant that goes on live is steered while it does. It is safe
// for use by several goroutines.
type Control struct {
	mu      sync.Mutex
	speed   float64
	paused  bool
	wanted  []Mishap
	changed chan struct{}
}

// NewControl lets a plant go on so many times faster than people.
func NewControl(speed float64) *Control {
	return &Control{speed: speed, changed: make(chan struct{}, 1)}
}

// Pace returns how many times faster than people the plant works, and whether it
// is paused.
func (c *Control) Pace() (speed float64, paused bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed, c.paused
}

// SetSpeed changes the speed, which is above 0.
func (c *Control) SetSpeed(speed float64) { c.change(func() { c.speed = speed }) }

// Pause halts the plant, or lets it go on.
func (c *Control) Pause(paused bool) { c.change(func() { c.paused = paused }) }

// Begun waits until the plant is not paused, or ctx ends.
func (c *Control) Begun(ctx context.Context) error {
	for {
		if _, paused := c.Pace(); !paused {
			return nil
		}
		select {
		case <-c.changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Let lets something go wrong as soon as it can.
func (c *Control) Let(m Mishap) {
	c.change(func() {
		if !slices.Contains(c.wanted, m) {
			c.wanted = append(c.wanted, m)
		}
	})
}

// Wanted lists what is to go wrong and has not yet.
func (c *Control) Wanted() []Mishap {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.wanted)
}

func (c *Control) change(do func()) {
	c.mu.Lock()
	do()
	c.mu.Unlock()
	select {
	case c.changed <- struct{}{}:
	default: // it has not been looked at since
	}
}

// take reports whether something is to go wrong now, and strikes it off. c may
// be nil: nobody watches.
func (c *Control) take(m Mishap) bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.Index(c.wanted, m)
	if i >= 0 {
		c.wanted = slices.Delete(c.wanted, i, i+1)
	}
	return i >= 0
}

// pace is how the hours of work lie on the clock.
type pace struct {
	from  time.Time     // a time of the clock,
	at    time.Duration // and the hour of work then
	speed float64
	still bool // it does not go on
}

func (p *pace) wall(d time.Duration) time.Time {
	return p.from.Add(time.Duration(float64(d-p.at) / p.speed))
}

// change goes on at another speed from now.
func (p *pace) change(speed float64, still bool) {
	now := time.Now()
	if !p.still {
		p.at += time.Duration(float64(now.Sub(p.from)) * p.speed)
	}
	p.from, p.speed, p.still = now, speed, still
}

// due is after how long an act is to be given.
func (p *pace) due(given time.Duration) <-chan time.Time {
	if p.still {
		return nil
	}
	return time.After(time.Until(p.wall(given)))
}
