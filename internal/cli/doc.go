// Package cli is the command line and all wiring: it knows every other package,
// and none knows it. A subcommand has a file of its own; store.go opens the
// parts of the server one after the other, and serve.go runs them.
//
// Data goes to standard output, talk to standard error. A command that asks the
// plant something goes through the HTTP API, whether a server is running or
// the command opens the store itself: then it calls the same handler without a
// network. docs/operations.md has the exit codes.
package cli
