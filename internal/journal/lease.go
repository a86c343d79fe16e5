package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Lease makes one of several servers on a PostgreSQL schema the writer. It is
// a row with a holder, a term and an end by the database's clock; the term
// grows whenever the lease is taken, and every write compares it (see
// Log.BeforeWrite), so that a writer which has lost its lease without knowing
// writes nothing. SQLite needs none: its folder is locked.
type Lease struct {
	DB     *sqldb.DB
	Holder string        // who this server is, for people
	TTL    time.Duration // how long a lease lasts that is not renewed
}

// now is the database's clock in microseconds.
const leaseNow = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

const (
	takeLease = `
update head
set lease_term = lease_term + 1, lease_holder = $1, lease_until = ` + leaseNow + ` + $2
where id = 1 and lease_until < ` + leaseNow + `
returning lease_term`

	renewLease = `
update head
set lease_until = ` + leaseNow + ` + $1
where id = 1 and lease_term = $2 and lease_holder = $3`

	releaseLease = `
update head
set lease_until = 0
where id = 1 and lease_term = $1 and lease_holder = $2`
)

// Take tries to become the writer, and returns the term if it did. While
// another server holds the lease ok is false.
func (l *Lease) Take(ctx context.Context) (term int64, ok bool, err error) {
	err = l.DB.Write(ctx, func(tx *sqldb.Tx) error {
		rows, err := sqldb.Select(ctx, tx, func(v *int64) []any { return []any{v} }, takeLease, l.Holder, l.TTL.Microseconds())
		if len(rows) == 1 {
			term, ok = rows[0], true
		}
		return err
	})
	if err != nil {
		return 0, false, fmt.Errorf("take the lease: %w", err)
	}
	return term, ok, nil
}

// Renew extends the lease; ErrStale says that another server has taken it.
func (l *Lease) Renew(ctx context.Context, term int64) error {
	err := l.DB.Write(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(ctx, renewLease, l.TTL.Microseconds(), term, l.Holder)
		if err == nil && n == 0 {
			return ErrStale
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("renew the lease: %w", err)
	}
	return nil
}

// Release ends the lease, so that another server need not wait for its end.
func (l *Lease) Release(ctx context.Context, term int64) error {
	err := l.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, releaseLease, term, l.Holder)
		return err
	})
	if err != nil {
		return fmt.Errorf("release the lease: %w", err)
	}
	return nil
}
