package doctor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/subscription"
)

// Store looks at an open store; now is the time by the clock of this machine.
func Store(ctx context.Context, db *sqldb.DB, now time.Time) []Checkup {
	var list []Checkup
	for _, c := range []struct {
		name, remedy string
		check        func(context.Context, *sqldb.Tx) (string, error)
	}{
		{"database", "see docs/operations.md for the settings that keep what was acknowledged", databaseSettings},
		{"clock", "let the system keep its clock by NTP: times that run ahead or back confuse people, not the journal", func(ctx context.Context, tx *sqldb.Tx) (string, error) {
			return clockText(ctx, tx, now)
		}},
		{"views", "run tracewright rebuild, then tracewright verify", viewsText},
		{"lease", "", leaseText},
		{"attachments", "a report named a file that nobody uploaded, or it was lost: upload it by tracewright attachment add, and it is shown again", attachmentsText},
		{"outgoing", "look at the receiver, and with GET /epcis/queries/NAME/subscriptions at what it answers: nothing is lost, and all is sent once it takes it; or end the subscription", func(ctx context.Context, tx *sqldb.Tx) (string, error) {
			return outgoingText(ctx, tx, now)
		}},
	} {
		var text string
		err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			text, err = c.check(ctx, tx)
			return err
		})
		var doubt *doubtError
		switch {
		case errors.As(err, &doubt):
			list = append(list, Checkup{c.name, Warn, doubt.text, c.remedy})
		case errors.Is(err, journal.ErrDamaged):
			list = append(list, Checkup{c.name, Fail, err.Error(), damaged})
		case err != nil:
			list = append(list, Checkup{c.name, Fail, err.Error(), c.remedy})
		case text != "":
			list = append(list, Checkup{c.name, OK, text, ""})
		}
	}
	return append(list, journalCheckup(ctx, db))
}

// damaged is what to do about a journal from which something is missing: no
// rebuild brings that back.
const damaged = "run tracewright verify to find where; keep this store as it is, and restore the newest backup into another folder"

// doubtError is something to look at that is not wrong.
type doubtError struct{ text string }

func (e *doubtError) Error() string { return e.text }

func one[T any](ctx context.Context, tx *sqldb.Tx, query string, args ...any) (T, error) {
	rows, err := sqldb.Select(ctx, tx, func(v *T) []any { return []any{v} }, query, args...)
	if err != nil || len(rows) == 0 {
		var zero T
		return zero, err
	}
	return rows[0], nil
}

func databaseSettings(ctx context.Context, tx *sqldb.Tx) (string, error) {
	if tx.Dialect == sqldb.SQLite {
		version, err := one[string](ctx, tx, "select sqlite_version()")
		if err != nil {
			return "", err
		}
		mode, err := one[string](ctx, tx, "pragma journal_mode")
		return fmt.Sprintf("SQLite %s, journal mode %s, synchronous full", version, mode), err
	}
	version, err := one[string](ctx, tx, "select current_setting('server_version')")
	if err != nil {
		return "", err
	}
	for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		value, err := one[string](ctx, tx, "select current_setting($1)", name)
		if err != nil {
			return "", err
		}
		if value == "off" {
			return "", fmt.Errorf("PostgreSQL %s has %s = off: what was acknowledged can be lost; set it to on", version, name)
		}
	}
	return fmt.Sprintf("PostgreSQL %s, fsync and synchronous_commit on", version), nil
}

// clockText compares the clock with the last entry.
func clockText(ctx context.Context, tx *sqldb.Tx, now time.Time) (string, error) {
	last, err := one[int64](ctx, tx, "select last_recorded_at from head where id = 1")
	if err != nil {
		return "", err
	}
	if behind := time.UnixMicro(last).Sub(now); behind > time.Second {
		return "", fmt.Errorf("the clock is %s behind the last entry", behind.Round(time.Second))
	}
	if now.Year() < 2026 {
		return "", fmt.Errorf("the clock says %s", now.UTC().Format(time.DateOnly))
	}
	return now.UTC().Format(time.RFC3339), nil
}

// viewsText compares the views with the last entries of the journal: a quick
// look, where verify compares all.
func viewsText(ctx context.Context, tx *sqldb.Tx) (string, error) {
	size, err := journal.Size(ctx, tx)
	if err != nil {
		return "", err
	}
	from := max(0, size-200)
	entries, err := journal.Read(ctx, tx, from, 200)
	if err == nil && from+int64(len(entries)) < size {
		err = fmt.Errorf("%w: entry %d is missing", journal.ErrDamaged, from+int64(len(entries)))
	}
	if err != nil {
		return "", err
	}
	for i := range entries {
		e, ours, err := engine.ReadEntry(&entries[i])
		if err != nil {
			return "", err
		}
		if !ours || e.Command == nil {
			continue
		}
		seq, err := one[int64](ctx, tx, "select seq from answer where command = $1", e.CommandID)
		if err != nil {
			return "", err
		}
		if seq == 0 {
			return "", fmt.Errorf("the views lack entry %d, of command %s", e.Seq, e.CommandID)
		}
	}
	return fmt.Sprintf("they hold the last of %d entries (verify compares all)", size), nil
}

// attachmentsText says how much files take up, and whether one is missing.
func attachmentsText(ctx context.Context, tx *sqldb.Tx) (string, error) {
	missing, err := attachment.Missing(ctx, tx)
	if err != nil {
		return "", err
	}
	if missing != "" {
		err = &doubtError{"an entry names the attachment " + missing + ", which is not kept"}
	}
	count, failed := one[int64](ctx, tx, "select count(*) from attachment where erased = 0")
	if failed != nil || count == 0 {
		return "", errors.Join(failed, err)
	}
	size, failed := one[int64](ctx, tx, "select cast(sum(size) as bigint) from attachment where erased = 0")
	if failed != nil {
		return "", failed
	}
	return fmt.Sprintf("%d, of %d MB together", count, (size+999_999)/1_000_000), err
}

// stuck is how long a subscription may fail before somebody should look at it.
const stuck = time.Hour

// outgoingText says which subscriptions are not served.
func outgoingText(ctx context.Context, tx *sqldb.Tx, now time.Time) (string, error) {
	all, err := subscription.ReadStates(ctx, tx)
	if err != nil || len(all) == 0 {
		return "", err
	}
	first, failing := "", 0
	for _, id := range slices.Sorted(maps.Keys(all)) {
		st := all[id]
		if st.Failing.IsZero() || now.Sub(st.Failing) < stuck {
			continue
		}
		if failing++; failing == 1 {
			first = fmt.Sprintf("subscription %s is not served since %s: %s", id, st.Failing.Format(time.RFC3339), st.Problem)
		}
	}
	switch {
	case failing > 1:
		return "", &doubtError{fmt.Sprintf("%s; and %d more", first, failing-1)}
	case failing == 1:
		return "", &doubtError{first}
	}
	return fmt.Sprintf("%d subscriptions are served", len(all)), nil
}

// leaseText says who writes, where several servers share a database.
func leaseText(ctx context.Context, tx *sqldb.Tx) (string, error) {
	if tx.Dialect == sqldb.SQLite {
		return "", nil
	}
	who, err := one[string](ctx, tx, "select lease_holder from head where id = 1")
	if err != nil {
		return "", err
	}
	until, err := one[int64](ctx, tx, "select lease_until from head where id = 1")
	if err != nil {
		return "", err
	}
	if until == 0 {
		return "no server writes", nil
	}
	return fmt.Sprintf("%s writes, or did until %s", who, time.UnixMicro(until).UTC().Format(time.TimeOnly)), nil
}

// journalCheckup compares the journal with its tree and the checkpoint file.
func journalCheckup(ctx context.Context, db *sqldb.DB) Checkup {
	before := db.BeforeWrite
	log, err := journal.Open(ctx, db, journal.Config{Dir: db.Dir, ReadOnly: true})
	if before == nil {
		db.BeforeWrite = nil
	}
	c := Checkup{Check: "journal", Status: OK}
	if err != nil {
		c.Status, c.Text, c.Remedy = Fail, err.Error(), "run tracewright verify"
		return c
	}
	defer log.Close()
	c.Text = fmt.Sprintf("%d entries of %s, as the checkpoint file says", log.Next(), log.Origin())
	switch why := log.ReadOnly(); {
	case errors.Is(why, journal.ErrLostTail):
		c.Status, c.Text = Fail, why.Error()
		c.Remedy = "restore the newest backup into another folder; if the entries are lost for good, go on from what is left: tracewright restore --new-epoch --reason \"what happened\", with the --data or --db of this store"
	case why != nil && !errors.Is(why, journal.ErrStandby):
		c.Status, c.Text, c.Remedy = Fail, why.Error(), damaged
	}
	return c
}
