//go:build unix

package benchtest

import (
	"syscall"
	"testing"
	"time"
)

// Processor is the time that this process, and those that it has waited for,
// have spent computing so far.
func Processor(tb testing.TB) time.Duration {
	tb.Helper()
	var sum int64
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			tb.Fatal(err)
		}
		sum += u.Utime.Nano() + u.Stime.Nano()
	}
	return time.Duration(sum)
}

// Call is something that is measured.
type Call struct {
	Times int // of one round
	Do    func() error
}

// Least is the least time of one call of each, in nanoseconds of the processor:
// of so many rounds, in which the calls take turns.
func Least(tb testing.TB, rounds int, calls ...Call) []float64 {
	tb.Helper()
	ns := make([]float64, len(calls))
	for round := range rounds {
		for i, c := range calls {
			before := Processor(tb)
			for range c.Times {
				if err := c.Do(); err != nil {
					tb.Fatal(err)
				}
			}
			if took := float64(Processor(tb)-before) / float64(c.Times); round == 0 || took < ns[i] {
				ns[i] = took
			}
		}
	}
	return ns
}
