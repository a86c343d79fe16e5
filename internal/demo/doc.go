// Package demo is the demo plants: their definitions, a factory that builds drive
// units for e-bikes with everything that goes right and wrong on a line, and a
// machine shop that turns lots on a paper traveler.
//
// The factory is a simulation of people who work: it plans acts, each a command
// at a time, and hears what came of them. It fills a new store with history,
// through the engine and on a clock of its own, and goes on afterwards as a
// client of the API. The same seed gives the same acts. It must not know the
// views: what it planted is found by asking, as anybody would.
package demo
