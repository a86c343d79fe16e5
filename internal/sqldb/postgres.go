package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// minPostgres is the oldest release that is tested, as server_version_num.
const minPostgres = 150000

var schemaName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// openPostgres opens the writer's and the readers' connections to the schema
// that the address names, and creates the schema where it is missing.
func openPostgres(ctx context.Context, address string) (writer, reader *sql.DB, err error) {
	config, schema, err := parseURL(address)
	if err != nil {
		return nil, nil, err
	}
	reader = stdlib.OpenDB(*config)
	// A writer that hangs must not keep others out for long.
	w := config.Copy()
	w.RuntimeParams["lock_timeout"] = "5s"
	w.RuntimeParams["idle_in_transaction_session_timeout"] = "10s"
	writer = stdlib.OpenDB(*w)
	if err := preparePostgres(ctx, writer, schema); err != nil {
		_, _ = writer.Close(), reader.Close()
		return nil, nil, fmt.Errorf("open %s: %w", redact(address), err)
	}
	return writer, reader, nil
}

// parseURL reads the address of a schema: the usual URL of PostgreSQL with our
// query parameter schema.
func parseURL(address string) (config *pgx.ConnConfig, schema string, err error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, "", fmt.Errorf("the database address is not a URL of the form postgres://user:password@host:5432/database?schema=tracewright")
	}
	query := u.Query()
	schema = "tracewright"
	if query.Has("schema") {
		schema = query.Get("schema")
	}
	if !schemaName.MatchString(schema) {
		return nil, "", fmt.Errorf("schema %q of the database address: use up to 63 lower-case letters, digits and underscores", schema)
	}
	query.Del("schema")
	u.RawQuery = query.Encode()
	config, err = pgx.ParseConfig(u.String())
	if err != nil {
		return nil, "", fmt.Errorf("the database address %s: %w", redact(address), err)
	}
	config.RuntimeParams["search_path"] = schema
	config.RuntimeParams["application_name"] = "tracewright"
	if _, given := config.RuntimeParams["random_page_cost"]; !given {
		// Disks of today read anywhere as well as in a row, and what is asked
		// for is a few rows of a large table.
		config.RuntimeParams["random_page_cost"] = "1.1"
	}
	config.StatementCacheCapacity = maxStatements
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	// A peer that vanished without a word is noticed within half a minute.
	dialer := net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 4},
		Control:         boundSilence(patience),
	}
	config.DialFunc = dialer.DialContext
	return config, schema, nil
}

// patience is how long the server may take to begin, commit or roll back, of
// which database/sql leaves no context to the caller: one that fell silent must
// not hold the writer for ever.
const patience = 30 * time.Second

// within runs step, and loses the connection to PostgreSQL when that takes
// longer than the limit.
func (s *session) within(limit time.Duration, step func() error) error {
	s.deadline(time.Now().Add(limit))
	defer s.deadline(time.Time{})
	return step()
}

func (s *session) deadline(at time.Time) {
	_ = s.conn.Raw(func(conn any) error {
		if c, ok := conn.(*stdlib.Conn); ok {
			_ = c.Conn().PgConn().Conn().SetDeadline(at)
		}
		return nil
	})
}

// redact hides the password of an address.
func redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the database"
	}
	return u.Redacted()
}

func preparePostgres(ctx context.Context, db *sql.DB, schema string) error {
	for _, s := range []struct{ setting, fix string }{
		{"server_encoding", "create the database with encoding UTF8"},
		{"server_version_num", "use PostgreSQL 15 or newer"},
		{"synchronous_commit", "set it to on: otherwise what was acknowledged can be lost"},
		{"fsync", "set it to on: otherwise what was acknowledged can be lost"},
	} {
		var value string
		if err := db.QueryRowContext(ctx, "select current_setting($1)", s.setting).Scan(&value); err != nil {
			return classify(err)
		}
		if !acceptable(s.setting, value) {
			return fmt.Errorf("%s is %s: %s", s.setting, value, s.fix)
		}
	}
	var found bool
	err := db.QueryRowContext(ctx, "select exists (select from pg_namespace where nspname = $1)", schema).Scan(&found)
	if err != nil || found {
		return classify(err)
	}
	_, err = db.ExecContext(ctx, "create schema if not exists "+schema)
	if err = classify(err); err != nil && !errors.Is(err, ErrUnique) { // another server was faster
		return fmt.Errorf("create schema %s (or have an administrator create it): %w", schema, err)
	}
	return nil
}

func acceptable(setting, value string) bool {
	switch setting {
	case "server_encoding":
		return value == "UTF8"
	case "server_version_num":
		n, err := strconv.Atoi(value)
		return err == nil && n >= minPostgres
	}
	return value != "off"
}
