// Package enginetest runs an engine on a test database, with a clock that
// moves only when it is told to, and plays scenarios written in the plant's
// words (see Play).
package enginetest
