package engine_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// server is one of several on a PostgreSQL schema.
type server struct {
	*engine.Engine
	db   *sqldb.DB
	log  *log
	stop func()
}

func startServer(t *testing.T, url, name string) *server {
	t.Helper()
	db, err := sqldb.Open(t.Context(), sqldb.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := &server{db: db, log: &log{}}
	s.Engine = engine.New(engine.Config{
		DB: db, Logger: slog.New(slog.NewTextHandler(s.log, nil)), Feed: &feed.Feed{}, Lease: &journal.Lease{DB: db, Holder: name, TTL: time.Second},
		Open: func(ctx context.Context) (*journal.Log, error) {
			return journal.Open(ctx, db, journal.Config{Dir: dir, Name: "test"})
		},
	})
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	s.stop = func() {
		if cancel != nil {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
			cancel = nil
		}
	}
	t.Cleanup(func() {
		s.stop()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// log is what a server has logged.
type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *log) has(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.text.String(), text)
}

func TestServerThatStandsBySaysSo(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	first := startServer(t, url, "first")
	until(t, "the first one writes", func() bool { return first.Leads() && first.log.has("this server writes") })
	second := startServer(t, url, "second")
	until(t, "the second one says that it stands by", func() bool { return second.log.has("this one stands by") })
	if first.log.has("stands by") {
		t.Error("the one that writes says that it stands by")
	}
}

// until waits for a condition, at most for the ten seconds that a takeover may
// last.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-deadline:
			t.Fatalf("not within ten seconds: %s", what)
		case <-tick.C:
		}
	}
}

func receive(id, lot string) *track.Command {
	return &track.Command{ID: id, Verb: "receive", Args: &track.Receive{Part: "SCREW", Maker: "BOLT", Lot: lot, Quantity: "10"}}
}

func permitted(t *testing.T, s *server, c *track.Command) engine.Answer {
	t.Helper()
	a, err := s.Submit(t.Context(), engine.Stations, c)
	if err != nil || a.Verdict.Answer != track.Permit {
		t.Fatalf("%s: %+v %v", c.ID, a.Verdict, err)
	}
	return a
}

func TestStandbyTakesOverWhenTheWriterStops(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	first := startServer(t, url, "first")
	until(t, "the first server writes", first.Leads)
	second := startServer(t, url, "second")
	answered := permitted(t, first, receive("c1", "L1"))
	if _, err := second.Submit(t.Context(), engine.Stations, receive("c2", "L2")); !errors.Is(err, engine.ErrStandby) {
		t.Errorf("the second server answered: %v", err)
	}
	first.stop()
	until(t, "the second server writes", second.Leads)
	if again := permitted(t, second, receive("c1", "L1")); !again.Repeated || again.Seq != answered.Seq {
		t.Errorf("the repeat got %+v, want the answer of entry %d", again, answered.Seq)
	}
	permitted(t, second, receive("c2", "L2"))
	if report, err := journal.Verify(t.Context(), second.db, journal.VerifyOptions{}); err != nil || report.Wrong != nil {
		t.Errorf("verify: %v %v", report.Wrong, err)
	}
}

func TestStandbyTakesOverWhenTheWriterIsGone(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	first := startServer(t, url, "first")
	until(t, "the first server writes", first.Leads)
	permitted(t, first, receive("c1", "L1"))
	first.stop()
	// A writer that died holds its lease until it runs out.
	dead := &journal.Lease{DB: first.db, Holder: "dead", TTL: time.Second}
	until(t, "the lease is taken", func() bool {
		_, ok, err := dead.Take(t.Context())
		return ok && err == nil
	})
	second := startServer(t, url, "second")
	until(t, "the second server writes", second.Leads)
	permitted(t, second, receive("c2", "L2"))
}

func TestWriterThatLostItsLeaseWritesNothing(t *testing.T) {
	t.Parallel()
	s := startServer(t, sqldbtest.PostgresURL(t), "first")
	until(t, "the server writes", s.Leads)
	permitted(t, s, receive("c1", "L1"))
	before := s.Log().Next()
	err := s.db.Write(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(t.Context(), "update head set lease_term = lease_term + 1, lease_holder = 'other'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Submit(t.Context(), engine.Stations, receive("c2", "L2")); !errors.Is(err, engine.ErrStandby) {
		t.Errorf("got %v, want ErrStandby", err)
	}
	err = s.db.Read(t.Context(), func(tx *sqldb.Tx) error {
		size, err := journal.Size(t.Context(), tx)
		if size != before {
			t.Errorf("the journal has %d entries, want %d", size, before)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
