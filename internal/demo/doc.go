// Package demo is the demo plant: its definition, a line that builds pumps with
// everything that goes right and wrong on a line, and a page that shows the
// journal growing.
//
// The line is a client like any other. It only knows how to give commands: to
// the engine on a clock of its own, when it fills a new store with history, and
// to the API at the pace of people afterwards. The same seed gives the same
// history.
package demo
