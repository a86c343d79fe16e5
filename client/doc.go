// Package client is the Go client of the HTTP API.
//
// A method that was answered with a problem returns it as an *api.Problem, so
// that callers branch on its Code. A verdict, a refusal too, is no error.
//
// Commands and reads are sent again when the server is busy or the connection
// was lost, a few times and with a growing pause. That is safe: a command
// keeps its id, and the same id gets the same answer.
package client
