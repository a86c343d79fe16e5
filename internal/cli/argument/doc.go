// Package argument reads the arguments of a verb from a command line, and tells
// people what they are. All of it follows from the verb's struct in track, so
// that a new verb needs nothing here.
//
// A mistake is an error that names the argument, what is expected and an example.
// The package knows neither flags nor servers.
package argument
