package demo_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tracewright/tracewright/internal/demo"
)

// live runs a plant for as long as watch takes, and answers as it expects; given
// are the acts so far.
func live(t *testing.T, speed float64, watch func(c *demo.Control, given *[]demo.Act)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := demo.NewControl(speed)
		f := demo.NewFactory(7, 1, func(d time.Duration) time.Time { return time.Now().Add(d) })
		var given []demo.Act
		done := make(chan error, 1)
		go func() {
			done <- f.Live(ctx, c, func(_ context.Context, a demo.Act) (demo.Answer, error) {
				given = append(given, a)
				return demo.Answer{Permitted: a.Expect == "", Code: a.Expect, Hold: "H-1"}, nil
			})
		}()
		watch(c, &given)
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("the line ended with %v", err)
		}
		if s := f.Surprises(); len(s) > 0 {
			t.Errorf("surprises: %v", s)
		}
	})
}

func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// A plant that people watch stops when they pause it, goes on where it was, and
// goes as fast as they say; each act is given at its time.
func TestLineGoesAsItIsTold(t *testing.T) {
	t.Parallel()
	live(t, 1, func(c *demo.Control, given *[]demo.Act) {
		pass(time.Hour)
		slow := len(*given)
		c.Pause(true)
		synctest.Wait()
		halted := len(*given)
		pass(100 * time.Hour)
		if len(*given) != halted {
			t.Errorf("%d acts while the line was paused", len(*given)-halted)
		}
		c.Pause(false)
		pass(time.Hour)
		if again := len(*given) - halted; again < slow/2 || again > slow*2 {
			t.Errorf("%d acts in the hour before the pause, %d in the one after", slow, again)
		}
		before := len(*given)
		c.SetSpeed(60)
		pass(time.Hour)
		if fast := len(*given) - before; fast < 20*slow {
			t.Errorf("%d acts in an hour at speed 1, %d at 60", slow, fast)
		}
		for i, a := range *given {
			if i > 0 && a.At.Before((*given)[i-1].At.Add(-time.Minute)) {
				t.Fatalf("%s at %s follows %s", a.Verb, a.At, (*given)[i-1].At)
			}
		}
	})
}

// What is let go wrong does so once, and soon.
func TestMishapsHappen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mishap demo.Mishap
		seen   func(demo.Act) bool
	}{
		{demo.WrongComponent, func(a demo.Act) bool { return a.Station == "D-40" && a.Expect == "T301" }},
		{demo.SkippedStep, func(a demo.Act) bool { return a.Station == "D-70" && a.Expect == "T201" }},
		{demo.BadLot, func(a demo.Act) bool { return a.Station == "D-40" && a.Expect == "T501" }},
		{demo.DeadTool, func(a demo.Act) bool {
			return a.Station == "D-50" && a.Verb == "station-state" && a.Args["state"] == "down"
		}},
		{demo.NetworkCut, func(a demo.Act) bool { return a.Report && a.At.After(a.Occurred) }},
	} {
		t.Run(string(c.mishap), func(t *testing.T) {
			t.Parallel()
			live(t, 60, func(control *demo.Control, given *[]demo.Act) {
				pass(time.Hour)
				before := len(*given)
				control.Let(c.mishap)
				pass(time.Hour)
				if wanted := control.Wanted(); len(wanted) > 0 {
					t.Errorf("%v has not happened", wanted)
				}
				for _, a := range (*given)[before:] {
					if c.seen(a) {
						return
					}
				}
				t.Errorf("%s is not seen in %d acts", c.mishap, len(*given)-before)
			})
		})
	}
}
