package journal

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// The errors that a caller may want to branch on.
var (
	// ErrLostTail says that the store lacks entries that this machine has
	// acknowledged, or holds others in their place: a damaged file, or an old
	// backup. The text has both sizes.
	ErrLostTail = errors.New("the journal lacks entries that were acknowledged")
	// ErrDamaged says that the journal contradicts its own tree or checkpoint.
	ErrDamaged = errors.New("the journal does not match its checkpoint")
	// ErrStandby says that the journal was opened to be read.
	ErrStandby = errors.New("this server stands by")
	// ErrReadOnly says that the journal takes no entries; it comes with the
	// error that ReadOnly gives.
	ErrReadOnly = errors.New("the journal is read-only")
	// ErrStale says that another server has written to the store, or a later
	// one holds its lease. Nothing was written: try again or stand by.
	ErrStale = errors.New("another server has written to the journal")
	// ErrNotFound says that there is no such entry.
	ErrNotFound = errors.New("no such entry")
)

// Config says where the journal's files lie and what it takes from outside.
type Config struct {
	// Dir is the data folder, also with PostgreSQL: it holds the signing key
	// in journal.key and the last checkpoint in checkpoint.
	Dir string
	// Name stands in the origin of a new store, such as the code of the site:
	// letters, digits, dot, dash and underscore, at most 64.
	Name string
	// ReadOnly opens the journal without writing anything: a server that
	// stands by.
	ReadOnly bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Rand gives salts and keys; nil is crypto/rand.
	Rand io.Reader
}

// Log is the open journal of a store. Now, Next, Origin, StoreID, Epoch and
// ReadOnly may be called at any time; the rest belongs to the one writer.
type Log struct {
	cfg  Config
	key  *key
	memo *memo
	term atomic.Int64

	// mu guards what follows: others write to the store too, such as uses of
	// tokens, and their transactions pass BeforeWrite.
	mu       sync.Mutex
	pending  *state // appended, not yet committed
	doubt    bool   // whether the database may hold something else than state
	state    state  // replaced whole; what it points to is not changed
	readOnly error
}

// state is the journal as of one commit.
type state struct {
	origin     string
	storeID    string
	epoch      int64
	last       int64 // recordedAt of the last entry
	tree       *frontier
	checkpoint TreeHead
}

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

func (cfg Config) withDefaults() (Config, error) {
	if cfg.Dir == "" {
		return cfg, errors.New("open journal: no data folder given")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	return cfg, nil
}

// Open opens the journal of db, whose tables exist, and makes it where the
// store is empty. It sets db.BeforeWrite, unless that is set, to the Log's.
//
// Open compares the journal with the checkpoint file. If entries are missing,
// the Log opens all the same, but read-only.
func Open(ctx context.Context, db *sqldb.DB, cfg Config) (*Log, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	l := &Log{cfg: cfg}
	if err := db.Read(ctx, func(tx *sqldb.Tx) error { return l.inspect(ctx, tx) }); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	if db.BeforeWrite == nil {
		db.BeforeWrite = l.BeforeWrite
	}
	if l.readOnly != nil {
		return l, nil
	}
	if err := l.openForWriting(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open journal: %w", err), l.Close())
	}
	return l, nil
}

// inspect loads the state and decides whether the journal may be written to.
func (l *Log) inspect(ctx context.Context, tx *sqldb.Tx) error {
	s, err := loadState(ctx, tx)
	if err == nil {
		l.readOnly, err = compareMemo(ctx, tx, l.cfg.Dir, s)
	}
	l.state = s
	if errors.Is(err, ErrDamaged) {
		l.readOnly, err = err, nil
	}
	if l.readOnly == nil && l.cfg.ReadOnly {
		l.readOnly = ErrStandby
	}
	return err
}

// openForWriting makes what is missing: the store's first entry, this server's
// key and its introduction, the checkpoint file.
func (l *Log) openForWriting(ctx context.Context, db *sqldb.DB) error {
	fresh := l.state.origin == ""
	if fresh {
		if !nameForm.MatchString(l.cfg.Name) {
			return fmt.Errorf("the name %q of the store is not 1 to 64 letters, digits, dots, dashes or underscores", l.cfg.Name)
		}
		id, err := newStoreID(l.cfg.Rand)
		if err != nil {
			return err
		}
		l.state.origin, l.state.storeID, l.state.epoch = l.cfg.Name+"/"+id, id, 1
	}
	var err error
	if l.key, err = loadKey(l.cfg.Dir, l.state.origin, l.cfg.Rand); err != nil {
		return err
	}
	if l.memo, err = openMemo(l.cfg.Dir); err != nil {
		return err
	}
	known := false
	if !fresh {
		if known, err = l.keyIsKnown(ctx, db); err != nil {
			return err
		}
	}
	if !known {
		if err := l.introduce(ctx, db, fresh); err != nil {
			return err
		}
	}
	return l.memo.write(l.state.checkpoint, l.cfg.Now())
}

// introduce writes the entry that names this server's key.
func (l *Log) introduce(ctx context.Context, db *sqldb.DB, fresh bool) error {
	d, err := l.keyDraft(fresh)
	if err != nil {
		return err
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		next, err := l.extend(ctx, tx, l.state, l.Now(), []Draft{d})
		l.setPending(next, false)
		return err
	})
	if err != nil {
		l.Discard()
		return err
	}
	return l.Committed(ctx)
}

// newStoreID makes the eight letters and digits that object keys begin with.
func newStoreID(random io.Reader) (string, error) {
	var b [5]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make store id: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:])), nil
}

// Close syncs and closes the checkpoint file.
func (l *Log) Close() error {
	if l.memo == nil {
		return nil
	}
	m := l.memo
	l.memo = nil
	return m.close(l.cfg.Now())
}

// Now returns the recordedAt for the next batch: the clock in whole
// microseconds, but never before the last entry's.
func (l *Log) Now() time.Time {
	l.mu.Lock()
	last := l.state.last
	l.mu.Unlock()
	return timeOf(max(l.cfg.Now().UnixMicro(), last))
}

// Next returns the sequence that the next entry will have.
func (l *Log) Next() int64 { return l.snapshot().tree.size }

// Origin returns the name of the journal that stands in its checkpoints.
func (l *Log) Origin() string { return l.snapshot().origin }

// StoreID returns the eight characters that the keys of new objects begin with.
func (l *Log) StoreID() string { return l.snapshot().storeID }

// Epoch returns 1, or more after entries were lost and NewEpoch was called.
func (l *Log) Epoch() int64 { return l.snapshot().epoch }

// ReadOnly returns nil when the journal takes entries, and why it does not
// otherwise: ErrLostTail, ErrDamaged or ErrStandby.
func (l *Log) ReadOnly() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.readOnly
}

func (l *Log) snapshot() state {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

func (l *Log) setPending(s *state, doubt bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending, l.doubt = s, doubt
}

// SetTerm says under which term of the lease this server writes. 0, the value
// at first, asks for none.
func (l *Log) SetTerm(term int64) { l.term.Store(term) }
