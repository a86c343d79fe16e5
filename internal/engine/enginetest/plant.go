package enginetest

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Epoch is when the test clock begins.
var Epoch = time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)

// Plant is an engine at work on a test database.
type Plant struct {
	DB     *sqldb.DB
	Log    *journal.Log
	Engine *engine.Engine
	Feed   *feed.Feed
	Clock  *Clock
	Dir    string // the data folder
	// Before sees each command of a scenario before it is judged; nil: nobody.
	Before func(c *track.Command)
}

// Clock is a clock that stands until Advance.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Start runs an engine on a migrated database until the test ends. Salts and
// ids are the same in every run.
func Start(tb testing.TB, db *sqldb.DB) *Plant {
	tb.Helper()
	return StartWith(tb, db, engine.Config{})
}

// StartWith does the same with settings of its own; the database, the journal
// and the feed are filled in.
func StartWith(tb testing.TB, db *sqldb.DB, cfg engine.Config) *Plant {
	tb.Helper()
	return startStore(tb, db, 0, cfg)
}

// StartOther starts a second store beside that of Start, with salts and ids of its
// own.
func StartOther(tb testing.TB, db *sqldb.DB) *Plant {
	tb.Helper()
	return startStore(tb, db, 1, engine.Config{})
}

func startStore(tb testing.TB, db *sqldb.DB, seed byte, cfg engine.Config) *Plant {
	tb.Helper()
	clock, dir := &Clock{now: Epoch}, tb.TempDir()
	log, err := journal.Open(tb.Context(), db, journal.Config{
		Dir: dir, Name: "test", Now: clock.Now, Rand: rand.NewChaCha8([32]byte{seed}),
	})
	if err != nil {
		tb.Fatal(err)
	}
	p := &Plant{DB: db, Log: log, Feed: &feed.Feed{}, Clock: clock, Dir: dir}
	cfg.DB, cfg.Log, cfg.Feed, cfg.Chance = db, log, p.Feed, rand.NewChaCha8([32]byte{1})
	p.Engine = engine.New(cfg)
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	done := make(chan error, 1)
	go func() { done <- p.Engine.Run(ctx) }()
	tb.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			tb.Error(err)
		}
		if err := log.Close(); err != nil {
			tb.Error(err)
		}
	})
	return p
}

// Do submits a command and returns the answer; an error ends the test.
func (p *Plant) Do(tb testing.TB, c *track.Command) engine.Answer {
	tb.Helper()
	a, err := p.Engine.Submit(tb.Context(), engine.Stations, c)
	if err != nil {
		tb.Fatalf("%s: %v", c.Verb, err)
	}
	return a
}
