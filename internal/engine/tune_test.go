package engine

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestTuneLeavesWhatTheEnvironmentSays: an operator with little memory has the
// last word. It changes the runtime of the process, so it does not run beside
// other tests.
func TestTuneLeavesWhatTheEnvironmentSays(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	defer func(gc int) {
		debug.SetGCPercent(gc)
		runtime.GOMAXPROCS(procs)
	}(debug.SetGCPercent(usualGC))
	Tune()
	if gc := debug.SetGCPercent(50); gc != roomyGC {
		t.Errorf("GOGC is %d, want %d", gc, roomyGC)
	}
	if n := runtime.GOMAXPROCS(1); n < leastProcs {
		t.Errorf("%d threads, want %d", n, leastProcs)
	}
	Tune()
	if gc := debug.SetGCPercent(50); gc != 50 {
		t.Errorf("GOGC was set to 50, and is %d", gc)
	}
	if n := runtime.GOMAXPROCS(0); n != 1 && runtime.NumCPU() != 1 {
		t.Errorf("GOMAXPROCS was set to 1, and is %d", n)
	}
}
