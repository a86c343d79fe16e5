package engine

import (
	"runtime"
	"runtime/debug"
)

// The runtime of a process that answers scans: measured by BenchmarkImport, see
// docs/performance.md.
const (
	usualGC    = 100 // of GOGC, as Go has it
	roomyGC    = 400
	leastProcs = 4
)

// Tune sets the runtime of this process up so that a scan waits less behind bulk
// work: the garbage collector runs a quarter as often, for up to five times the
// memory that is in use, and there are four threads at least, so that one is free
// to hear of a request while others work. Where the environment has set GOGC or
// GOMAXPROCS to something else, that stays.
func Tune() {
	if was := debug.SetGCPercent(roomyGC); was != usualGC {
		debug.SetGCPercent(was)
	}
	if procs := runtime.GOMAXPROCS(0); procs == runtime.NumCPU() && procs < leastProcs {
		runtime.GOMAXPROCS(leastProcs)
	}
}
