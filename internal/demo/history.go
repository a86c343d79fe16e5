package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// batch is how many acts are given together: so many are committed at once, and
// recorded at the time of the last of them.
const batch = 256

// History lets a new plant work until it has begun so many units. The clock is
// set to the time of the acts. give queues a command, of which the numbers are
// 1, 2, 3, and returns what waits for its answer; tell hears how many units
// there are.
func (f *Factory) History(ctx context.Context, units int, clock *Clock,
	give func(number int, a Act) (wait func(context.Context) (Answer, error), err error), tell func(int),
) error {
	for number := 0; f.made < units; {
		var acts []Act
		for len(acts) < batch && f.made < units {
			a := f.Next()
			acts = append(acts, a)
			if a.hold != nil { // its answer is needed
				break
			}
		}
		clock.Set(acts[len(acts)-1].At)
		waits := make([]func(context.Context) (Answer, error), len(acts))
		for i, a := range acts {
			number++
			var err error
			if waits[i], err = give(number, a); err != nil {
				return fmt.Errorf("%s at %s: %w", a.Verb, a.Station, err)
			}
		}
		for i, a := range acts {
			answer, err := waits[i](ctx)
			if err != nil {
				return fmt.Errorf("%s at %s: %w", a.Verb, a.Station, err)
			}
			f.Answered(a, answer)
		}
		tell(f.made)
	}
	return nil
}

// Past is the plant at work that begins so long ago that its history of so many
// units ends at a time. It works from 6 to 14 o'clock, from Monday to Friday.
func (p Plant) Past(seed uint64, units int, end time.Time) *Factory {
	// The acts do not depend on the clock: a plant that nobody watches says
	// how long it takes.
	rehearsal := p.New(seed, 1, func(d time.Duration) time.Time { return time.Unix(0, 0).Add(d) })
	for rehearsal.made < units {
		rehearsal.Answered(rehearsal.Next(), Answer{Permitted: true})
	}
	long := rehearsal.now
	shifts := shiftsBefore(end, long)
	f := p.New(seed, 1, func(d time.Duration) time.Time {
		left := long - d
		if left < 0 || len(shifts) == 0 {
			return end.Add(-left)
		}
		i, _ := slices.BinarySearchFunc(shifts, left, func(s shift, left time.Duration) int { return cmp.Compare(s.work, left) })
		return shifts[i].from.Add(shifts[i].work - left)
	})
	f.leaves(long)
	return f
}

// The working hours, by the clock of the site.
const (
	opens  = 6
	closes = 14
)

// shift is a day of work.
type shift struct {
	from time.Time
	work time.Duration // from then until the end of the history
}

// shiftsBefore lists the shifts before a time, the last one first, until they
// hold so much work.
func shiftsBefore(end time.Time, work time.Duration) []shift {
	var all []shift
	year, month, day := end.Date()
	for held := time.Duration(0); held < work; day-- {
		from := time.Date(year, month, day, opens, 0, 0, 0, end.Location())
		until := time.Date(year, month, day, closes, 0, 0, 0, end.Location())
		if end.Before(until) {
			until = end
		}
		if weekday := from.Weekday(); weekday == time.Saturday || weekday == time.Sunday || !until.After(from) {
			continue
		}
		held += until.Sub(from)
		all = append(all, shift{from, held})
	}
	return all
}

// Live lets the plant go on at the real time, as c says, until ctx ends. do gives
// a command and waits for its answer.
func (f *Factory) Live(ctx context.Context, c *Control, do func(context.Context, Act) (Answer, error)) error {
	speed, paused := c.Pace()
	p := &pace{from: time.Now(), at: f.now, speed: speed, still: paused}
	f.wall, f.control = p.wall, c
	for {
		if c.take(NetworkCut) {
			f.cutUntil = max(f.cutUntil, f.now+shortCut)
		}
		a := f.Next()
		if err := f.waitFor(ctx, &a, p); err != nil {
			return err
		}
		a.At, a.Occurred = p.wall(a.given), p.wall(a.from)
		answer, err := do(ctx, a)
		if err != nil {
			return fmt.Errorf("%s at %s: %w", a.Verb, a.Station, err)
		}
		f.Answered(a, answer)
	}
}

// waitFor waits until an act is due, and lets the pace change meanwhile.
func (f *Factory) waitFor(ctx context.Context, a *Act, p *pace) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-f.control.changed:
			p.change(f.control.Pace())
		case <-p.due(a.given):
			return nil
		}
	}
}
