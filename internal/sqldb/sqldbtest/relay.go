package sqldbtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// commitMessage is how a transaction is committed on the wire: message Query of
// the protocol of PostgreSQL, version 3 (manual, 55.7), with its length.
var commitMessage = []byte("Q\x00\x00\x00\x0bcommit\x00")

// Relay stands between a store and PostgreSQL, and fails as a network does.
type Relay struct {
	network, address string // of PostgreSQL

	mu    sync.Mutex
	down  bool
	conns map[*relayed]bool

	armed  atomic.Int32 // what becomes of the next commit
	follow atomic.Bool  // go down with it
	cuts   atomic.Int64
}

// What CutAtCommit has armed.
const (
	passCommit int32 = iota
	cutBefore
	cutAfter
)

// relayed is a connection with its two ends.
type relayed struct {
	store, server net.Conn
	hush          context.CancelFunc
	swallow       atomic.Bool // cut when the server answers
}

// PostgresOverRelay opens a new store, as Postgres does, that is reached through
// a relay.
func PostgresOverRelay(t testing.TB) (*sqldb.DB, *Relay) {
	t.Helper()
	url, relay := PostgresRelay(t)
	return open(t, sqldb.Config{URL: url}), relay
}

// PostgresRelay returns the address of a new schema, as PostgresURL does, that
// is reached through a relay.
func PostgresRelay(t testing.TB) (string, *Relay) {
	t.Helper()
	address := PostgresURL(t)
	config, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	r := &Relay{conns: map[*relayed]bool{}}
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

// FallSilent cuts the connections there are from PostgreSQL, and says nothing
// more to the store, as when a cable was pulled. New ones speak.
func (r *Relay) FallSilent() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.conns {
		c.hush()
	}
}

// CutAtCommit ends the connection that sends the next commit: before PostgreSQL
// has seen it, or after it was done, in place of the answer.
func (r *Relay) CutAtCommit(done bool) {
	if done {
		r.armed.Store(cutAfter)
	} else {
		r.armed.Store(cutBefore)
	}
}

// DownAtCut makes the relay go down with the next commit that is cut.
func (r *Relay) DownAtCut() { r.follow.Store(true) }

// Cuts is how many commits CutAtCommit has cut.
func (r *Relay) Cuts() int64 { return r.cuts.Load() }

// Down ends all connections and takes no more until Up.
func (r *Relay) Down() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = true
	for c := range r.conns {
		c.close()
	}
}

// Up takes connections again.
func (r *Relay) Up() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = false
}

func (c *relayed) close() {
	_ = c.store.Close()
	_ = c.server.Close()
}

// add takes a connection on, unless the relay is down.
func (r *Relay) add(c *relayed) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.down {
		return false
	}
	r.conns[c] = true
	return true
}

func (r *Relay) remove(c *relayed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
}

// serve passes on what both ends say until one of them ends. One that falls
// silent is cut off from PostgreSQL and left open until ctx ends.
func (r *Relay) serve(ctx context.Context, store net.Conn) {
	var ways sync.WaitGroup
	defer ways.Wait()
	defer store.Close()
	server, err := net.Dial(r.network, r.address)
	if err != nil {
		return
	}
	defer server.Close()
	speaks, hush := context.WithCancel(ctx)
	defer hush()
	c := &relayed{store: store, server: server, hush: hush}
	if !r.add(c) {
		return
	}
	defer r.remove(c)
	ended := make(chan struct{}, 2)
	for _, way := range []func(*relayed) error{r.ask, r.answer} {
		ways.Go(func() {
			_ = way(c) // the connection has ended, which is all there is to know
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

var errCut = errors.New("cut")

func (r *Relay) cut() error {
	r.cuts.Add(1)
	if r.follow.Swap(false) {
		r.Down()
	}
	return errCut
}

// ask passes on what the store says.
func (r *Relay) ask(c *relayed) error {
	return pump(c.store, c.server, func(b []byte) error {
		if !bytes.Equal(b, commitMessage) {
			return nil
		}
		switch r.armed.Swap(passCommit) {
		case cutBefore:
			return r.cut()
		case cutAfter:
			c.swallow.Store(true)
		}
		return nil
	})
}

// answer passes on what PostgreSQL says.
func (r *Relay) answer(c *relayed) error {
	return pump(c.server, c.store, func([]byte) error {
		if c.swallow.Load() {
			return r.cut()
		}
		return nil
	})
}

// pump copies from one end to the other whatever look lets through.
func pump(from io.Reader, to io.Writer, look func([]byte) error) error {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			if err := look(buffer[:n]); err != nil {
				return err
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}
