package view

import (
	"errors"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// The errors of the store that a caller may want to branch on; they are those
// of package sqldb, for callers that do not see it.
var (
	ErrBusy = sqldb.ErrBusy // a lock could not be had: try again
	ErrFull = sqldb.ErrFull // the disk is full, nothing was written
	ErrGone = sqldb.ErrGone // the connection to the database was lost
	// ErrUnknownOutcome says that a commit may have succeeded or not: the same
	// command, sent again, gets its answer.
	ErrUnknownOutcome = sqldb.ErrUnknownOutcome
)

// ErrCursor says that the After of a Page is not the cursor of a page of this
// list.
var ErrCursor = errors.New("not a cursor of this list")
