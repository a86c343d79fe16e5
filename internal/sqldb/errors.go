package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The classes of error that a caller may want to branch on.
var (
	// ErrBusy says that a lock could not be had, or that the database chose
	// this transaction to give way. Nothing was written: try again.
	ErrBusy = errors.New("the database is busy")
	// ErrFull says that the disk or the database is full. Nothing was written.
	ErrFull = errors.New("the disk is full")
	// ErrGone says that the connection to the database was lost. Nothing was
	// written; the next transaction connects anew.
	ErrGone = errors.New("the connection to the database was lost")
	// ErrUnique says that a row with the same key exists.
	ErrUnique = errors.New("the key exists already")
	// ErrTaken says that another process has the store open for writing.
	ErrTaken = errors.New("the store is in use")
	// ErrUnknownOutcome says that the connection or the disk failed during the
	// commit: the transaction is in the database whole, or not at all, and only
	// reading can tell which.
	ErrUnknownOutcome = errors.New("the outcome of the commit is unknown")
	// ErrClosed says that the store was closed by Close.
	ErrClosed = errors.New("the store is closed")
)

var sentinels = []error{ErrBusy, ErrFull, ErrGone, ErrUnique, ErrTaken, ErrUnknownOutcome, ErrClosed}

// classify wraps err with the sentinel of its class, if it has one and does not
// carry it yet.
func classify(err error) error {
	if err == nil {
		return nil
	}
	for _, s := range sentinels {
		if errors.Is(err, s) {
			return err
		}
	}
	if class := classOf(err); class != nil {
		return fmt.Errorf("%w: %w", class, err)
	}
	return err
}

func classOf(err error) error {
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return classOfSQLite(lite.Code())
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return classOfPostgres(pg.Code)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	if errors.Is(err, syscall.ENOSPC) {
		return ErrFull
	}
	if connectionLost(err) {
		return ErrGone
	}
	return nil
}

func classOfSQLite(code int) error {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return ErrUnique
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_FULL:
		return ErrFull
	}
	return nil
}

// classOfPostgres knows the SQLSTATE codes of appendix A of the PostgreSQL
// manual.
func classOfPostgres(code string) error {
	switch code {
	case "23505":
		return ErrUnique
	case "55P03", "40001", "40P01":
		return ErrBusy
	case "53100":
		return ErrFull
	case "57P01", "57P02", "57P03", "25P03":
		return ErrGone
	}
	if strings.HasPrefix(code, "08") {
		return ErrGone
	}
	return nil
}

func connectionLost(err error) bool {
	for _, lost := range []error{
		driver.ErrBadConn, sql.ErrConnDone, net.ErrClosed, io.EOF, io.ErrUnexpectedEOF, pgconn.ErrConnClosed,
	} {
		if errors.Is(err, lost) {
			return true
		}
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok
}

// commitError tells a commit that was refused from one whose outcome is
// unknown.
func commitError(err error) error {
	known := true
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		// The frames of the transaction may be in the log although the disk
		// reported an error: after a crash they would count.
		known = lite.Code()&0xff != sqlite3.SQLITE_IOERR
	} else if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		known = classOfPostgres(pg.Code) != ErrGone
	} else {
		// pgx says "conn closed, safe to retry" also of a connection that ended
		// while it waited for the answer to the commit.
		known = pgconn.SafeToRetry(err) && !errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, pgx.ErrTxCommitRollback)
	}
	if known {
		return classify(err)
	}
	return fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
}
