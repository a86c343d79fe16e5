// Package track is the domain: what a plant knows about its objects, and the
// rules that judge each scan.
//
// The data flows one way. A Command asks for something, or reports what has
// happened. Decide judges it against a State and answers with Facts and a
// Verdict; Apply is the one meaning of a Fact and changes the State. Decide
// cannot fail, since a refusal is data; Apply is total, since a fact has
// happened whatever anybody thinks of it.
//
// The package is pure: no database, no clock, no network and no randomness.
// A State is a working set: reading a row that has not been loaded notes it
// as missing, and whoever runs Decide loads what is missing and runs it again
// (see State.Missing). So the rows that a command needs are named by the rule
// itself, in one place.
package track
