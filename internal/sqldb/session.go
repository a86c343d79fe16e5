package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"
)

// session is one connection with its prepared statements. One goroutine at a
// time uses it.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	limit int // of stmts; 0 when the driver keeps prepared statements itself
}

// prepare gives the statement of a query from the session's cache. Parsing a
// statement anew costs more than running a short one.
func (s *session) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := s.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := s.conn.PrepareContext(ctx, ordinal(query))
	if err != nil {
		return nil, err
	}
	if len(s.stmts) >= s.limit {
		s.evict()
	}
	s.stmts[query] = stmt
	return stmt, nil
}

// evict forgets any one statement: the limit lies far above the number of
// statements in use, so it matters only that there is one.
func (s *session) evict() {
	for query, stmt := range s.stmts {
		_ = stmt.Close()
		delete(s.stmts, query)
		return
	}
}

func (s *session) close() error {
	for _, stmt := range s.stmts {
		_ = stmt.Close()
	}
	return s.conn.Close()
}

// ordinal writes $1, $2, … as plain question marks where each occurs once and
// in order, else returns the query as it is. SQLite treats $n as a name and
// looks names up one after the other, which is quadratic in their number.
func ordinal(query string) string {
	out := make([]byte, 0, len(query))
	next, quoted := 1, false
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c != '$' || quoted {
			out = append(out, c)
			continue
		}
		n := 0
		for i+1 < len(query) && '0' <= query[i+1] && query[i+1] <= '9' && n < 1e6 {
			i++
			n = n*10 + int(query[i]-'0')
		}
		if n != next {
			return query
		}
		next++
		out = append(out, '?')
	}
	return string(out)
}

// pool lends sessions, at most as many as it has slots. Its sql.DB keeps no
// idle connections of its own: a session that is closed is really closed, and
// with it whatever state it was left in.
type pool struct {
	db     *sql.DB
	limit  int           // of prepared statements per session
	slots  chan struct{} // one element for each session lent
	closed chan struct{}

	patience time.Duration // with begin, commit and rollback

	mu   sync.Mutex
	idle []*session
}

func newPool(db *sql.DB, size, limit int) *pool {
	db.SetMaxIdleConns(-1)
	return &pool{db: db, limit: limit, slots: make(chan struct{}, size), closed: make(chan struct{}), patience: patience}
}

// begin lends a session with an open transaction. Idle sessions whose
// connection was lost are passed over.
func (p *pool) begin(ctx context.Context, opts *sql.TxOptions) (*session, *sql.Tx, error) {
	if err := p.enter(ctx); err != nil {
		return nil, nil, err
	}
	for {
		s, fresh, err := p.take(ctx)
		if err != nil {
			p.leave()
			return nil, nil, err
		}
		// database/sql would roll back on its own when ctx ends, at a time that
		// nobody can know: the caller ends the transaction, nobody else.
		var tx *sql.Tx
		err = s.within(p.patience, func() (err error) {
			tx, err = s.conn.BeginTx(context.WithoutCancel(ctx), opts)
			return err
		})
		if err == nil {
			return s, tx, nil
		}
		_ = s.close()
		if fresh || !errors.Is(classOf(err), ErrGone) {
			p.leave()
			return nil, nil, err
		}
	}
}

func (p *pool) enter(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-p.closed:
		return ErrClosed
	default:
	}
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-p.closed:
		return ErrClosed
	}
}

func (p *pool) leave() { <-p.slots }

func (p *pool) take(ctx context.Context) (s *session, fresh bool, err error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		s, p.idle = p.idle[n-1], p.idle[:n-1]
	}
	p.mu.Unlock()
	if s != nil {
		return s, false, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return nil, true, err
	}
	return &session{conn: conn, stmts: map[string]*sql.Stmt{}, limit: p.limit}, true, nil
}

// giveBack ends the loan of a session; one that is not sound is closed.
func (p *pool) giveBack(s *session, sound bool) {
	if sound {
		p.mu.Lock()
		p.idle = append(p.idle, s)
		p.mu.Unlock()
	} else {
		_ = s.close()
	}
	p.leave()
}

// drain closes the idle sessions, so that the next ones start afresh.
func (p *pool) drain() {
	p.mu.Lock()
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, s := range idle {
		_ = s.close()
	}
}

// close waits for every session to come back and closes them all.
func (p *pool) close() error {
	close(p.closed)
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	p.drain()
	return p.db.Close()
}
