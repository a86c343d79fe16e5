// Package benchtest measures what benchmarks compare: in turns, so that the
// machine is as busy for the one as for the other, in time of the processor, which
// other work on the machine lengthens little, and by the least of several rounds.
//
// It knows nothing of what is measured.
package benchtest
