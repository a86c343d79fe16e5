package schema

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/tracewright/tracewright/internal/sqldb"
)

//go:embed sqlite/*.sql postgres/*.sql
var files embed.FS

// ErrNewer says that the store was written by a newer version of the program.
var ErrNewer = errors.New("the store is newer than this program")

// table is where goose keeps the migrations that have run.
const table = "schema_version"

// Migrate brings the store to the newest version that this program knows, one
// transaction a migration. A store that is newer is ErrNewer and left alone; one
// that another server is migrating for longer than some seconds is
// sqldb.ErrBusy.
func Migrate(ctx context.Context, db *sqldb.DB) error {
	err := db.Maintain(ctx, func(conn *sql.DB) error {
		p, err := provider(db.Dialect, conn)
		if err != nil {
			return err
		}
		unlock, err := lock(ctx, db.Dialect, conn)
		if err != nil {
			return err
		}
		defer unlock()
		version, newest, err := p.GetVersions(ctx)
		if err != nil {
			return err
		}
		if version > newest {
			return fmt.Errorf("%w: it has version %d, the program knows %d; install the newer program again",
				ErrNewer, version, newest)
		}
		_, err = p.Up(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Version returns the number of the last migration that has run on the store,
// and 0 for an empty one.
func Version(ctx context.Context, db *sqldb.DB) (int64, error) {
	var version int64
	err := db.Maintain(ctx, func(conn *sql.DB) error {
		p, err := provider(db.Dialect, conn)
		if err != nil {
			return err
		}
		version, err = p.GetDBVersion(ctx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("schema version: %w", err)
	}
	return version, nil
}

// lock keeps a second server out while this one migrates. SQLite needs none: its
// data folder belongs to one process.
func lock(ctx context.Context, d sqldb.Dialect, db *sql.DB) (unlock func(), err error) {
	if d == sqldb.SQLite {
		return func() {}, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	unlock = func() { _ = conn.Close() } // ends the session, and with it the lock
	_, err = conn.ExecContext(ctx, "select pg_advisory_lock(hashtext('tracewright migrate'), hashtext(current_schema()))")
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

func provider(d sqldb.Dialect, conn *sql.DB) (*goose.Provider, error) {
	dir, err := fs.Sub(files, d.Name)
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if d == sqldb.Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, conn, dir,
		goose.WithTableName(table), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}
