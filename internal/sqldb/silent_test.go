package sqldb_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// relay stands between a store and PostgreSQL, and can fall silent as a server
// does whose cable was pulled.
type relay struct {
	network, address string // of PostgreSQL

	mu      sync.Mutex
	silence []context.CancelFunc // one for each connection that speaks
}

// relayURL returns the address of a new schema that goes through a relay.
func relayURL(t *testing.T) (string, *relay) {
	t.Helper()
	address := sqldbtest.PostgresURL(t)
	config, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{}
	r.network, r.address = pgconn.NetworkAddress(config.Host, config.Port)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() {
		cancel()
		_ = l.Close()
		served.Wait()
	})
	served.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			served.Go(func() { r.serve(ctx, conn) })
		}
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = l.Addr().String()
	return u.String(), r
}

// serve passes on what both ends say until one of them ends. One that falls
// silent is cut off from PostgreSQL and left open until ctx ends.
func (r *relay) serve(ctx context.Context, conn net.Conn) {
	var ways sync.WaitGroup
	defer ways.Wait()
	defer conn.Close()
	server, err := net.Dial(r.network, r.address)
	if err != nil {
		return
	}
	defer server.Close()
	speaks, hush := context.WithCancel(ctx)
	r.mu.Lock()
	r.silence = append(r.silence, hush)
	r.mu.Unlock()
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{conn, server}, {server, conn}} {
		ways.Go(func() {
			_, _ = io.Copy(way[0], way[1])
			ended <- struct{}{}
		})
	}
	select {
	case <-ended:
	case <-speaks.Done():
		_ = server.Close()
		<-ctx.Done()
	}
}

// fallSilent silences the connections there are; new ones speak.
func (r *relay) fallSilent() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, hush := range r.silence {
		hush()
	}
	r.silence = nil
}

func TestSilentServerDoesNotHoldTheWriter(t *testing.T) {
	t.Parallel()
	address, relay := relayURL(t)
	db := openURL(t, address)
	createParts(t, db)

	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := insertParts(1)(t.Context(), tx); err != nil {
			return err
		}
		if got := count(t, tx); got != 1 {
			t.Errorf("%d rows before the commit, want 1", got)
		}
		relay.fallSilent()
		sqldb.SetPatience(db, 10*time.Millisecond)
		return nil
	})
	if !errors.Is(err, sqldb.ErrUnknownOutcome) {
		t.Errorf("silent at the commit: got %v, want ErrUnknownOutcome", err)
	}

	sqldb.SetPatience(db, time.Minute)
	write(t, db, insertParts(2))
	relay.fallSilent()
	sqldb.SetPatience(db, time.Second)
	if err := db.Write(t.Context(), insertIn(t, 3)); err != nil {
		t.Errorf("silent at the begin: got %v, want a new connection", err)
	}
	if got := countParts(t, db); got != 3 {
		t.Errorf("%d rows, want 3", got)
	}
}
