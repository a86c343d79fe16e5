// Package auth says who is asking and what they may do: people with badges and
// PINs, API tokens, sessions of people at a place, and one table of roles. What
// no row allows is refused.
//
// It keeps people outside the journal, which knows an actor by a pseudonymous
// id only. The tables hold no secret that can be used: tokens, badges and PINs
// are kept as hashes. Each change returns a Change for the caller to journal.
//
// The package knows no route and no plant: httpapi names the access that a
// route needs, and the caller says which line a station belongs to.
package auth
