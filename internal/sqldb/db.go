package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// Config says where a store lies.
type Config struct {
	// Dir is the data folder, made if it is missing. On SQLite the database is
	// tracewright.db in it. It may be empty when URL is set.
	Dir string
	// URL is the address of a PostgreSQL database, as
	// postgres://user:password@host:5432/database?schema=name. The schema is
	// tracewright unless named, and is created where it is missing.
	URL string
	// ReadConns is the largest number of Reads at a time; 0 chooses.
	ReadConns int
	// Side, unless empty, is the name of another database file in Dir, for what
	// can be made again: it is not synced at each commit. Its folder is not
	// taken: whoever opens it has taken it already. On PostgreSQL it says nothing,
	// and what can be made again lies in the same schema.
	Side string
	// BeforeWrite runs first in each Write; see DB.BeforeWrite.
	BeforeWrite func(context.Context, *Tx) error
}

// DB is an open store. Its methods may be called by any goroutine.
type DB struct {
	// Dialect says which database it is.
	Dialect Dialect
	// Dir is the absolute path of the data folder, or empty.
	Dir string
	// BeforeWrite, unless nil, runs first in the transaction of each Write; its
	// error ends the Write. It is set before the first Write.
	BeforeWrite func(context.Context, *Tx) error

	writer *pool // of one session
	reader *pool
	lock   *os.File

	closing sync.Once
}

// Open opens a store and takes its data folder for this process. A folder that
// is in use is ErrTaken, with a text that says by whom.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.Dir == "" && cfg.URL == "" {
		return nil, errors.New("open store: neither a data folder nor a database address is given")
	}
	db := &DB{Dialect: SQLite, BeforeWrite: cfg.BeforeWrite}
	switch {
	case cfg.Side != "":
		db.Dir = cfg.Dir
	case cfg.Dir != "":
		if err := db.takeDir(cfg.Dir); err != nil {
			return nil, fmt.Errorf("open store: %w", err)
		}
	}
	var writer, reader *sql.DB
	var err error
	if cfg.URL != "" {
		db.Dialect = Postgres
		writer, reader, err = openPostgres(ctx, cfg.URL)
	} else {
		writer, reader, err = openSQLite(ctx, db.Dir, cfg.Side)
	}
	if err != nil {
		db.unlock()
		return nil, err
	}
	if cfg.ReadConns <= 0 {
		cfg.ReadConns = max(4, 2*runtime.GOMAXPROCS(0))
	}
	db.writer = newPool(writer, 1, db.Dialect.cached)
	db.reader = newPool(reader, cfg.ReadConns, db.Dialect.cached)
	return db, nil
}

func (db *DB) takeDir(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return classify(err)
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return classify(err)
	}
	db.Dir = dir
	db.lock, err = lockDir(dir)
	return classify(err)
}

func (db *DB) unlock() {
	if db.lock != nil {
		_ = db.lock.Close()
	}
}

// Close waits for the transactions that run, closes the store and gives the
// data folder free. Later transactions are ErrClosed.
func (db *DB) Close() error {
	var err error
	db.closing.Do(func() {
		// The writer goes last: the last connection of SQLite tidies up the log,
		// which a connection that only reads cannot.
		err = errors.Join(db.reader.close(), db.writer.close())
		db.unlock()
	})
	return err
}

// Write runs fn in the one read and write transaction there is at a time, and
// commits it. When fn fails or panics, nothing is written. An error that is
// ErrUnknownOutcome leaves open whether it was.
//
// Between statements fn fails when ctx has ended. Once fn has returned, the
// commit is not given up. On PostgreSQL a statement that is interrupted costs
// the connection, and so does a begin, commit or rollback of over 30 seconds.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.writer, nil, func(tx *Tx) (commit bool, err error) {
		if db.BeforeWrite != nil {
			if err := db.BeforeWrite(ctx, tx); err != nil {
				return false, err
			}
		}
		return true, fn(tx)
	})
}

// Read runs fn in a transaction that sees one snapshot of the store, taken at
// its first statement, and cannot write. It never waits for a Write.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.reader, &db.Dialect.read, func(tx *Tx) (commit bool, err error) {
		return false, fn(tx)
	})
}

func (db *DB) run(ctx context.Context, p *pool, opts *sql.TxOptions, fn func(*Tx) (bool, error)) error {
	s, begun, err := p.begin(ctx, opts)
	if err != nil {
		return classify(err)
	}
	tx := &Tx{Dialect: db.Dialect, session: s, tx: begun}
	// To watch a context costs SQLite's driver a goroutine for each statement,
	// a quarter of the time of a short one; the writer looks between statements.
	tx.whole = p == db.writer && db.Dialect == SQLite
	sound, ended := false, false
	// Also runs when fn panics.
	defer func() {
		tx.closeRows()
		if !ended {
			sound = s.within(p.patience, begun.Rollback) == nil
		}
		p.giveBack(s, sound)
	}()
	commit, err := fn(tx)
	if err == nil {
		tx.closeRows()
		err = tx.arrive(ctx)
	}
	if err != nil || !commit {
		return classify(err)
	}
	ended = true
	if err := s.within(p.patience, begun.Commit); err != nil {
		return commitError(err)
	}
	sound = true
	return nil
}

// Maintain runs fn while no Write runs, with the connections of the writer, for
// what needs no transaction or several: migrations, backups. Afterwards every
// connection starts afresh.
func (db *DB) Maintain(ctx context.Context, fn func(*sql.DB) error) error {
	if err := db.writer.enter(ctx); err != nil {
		return err
	}
	defer db.writer.leave()
	db.writer.drain()
	defer db.reader.drain()
	return classify(fn(db.writer.db))
}
