package cli

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/view"
	"github.com/tracewright/tracewright/internal/webui"
)

// leaseTTL is how long a server on PostgreSQL stays the writer without a sign
// of life.
const leaseTTL = 6 * time.Second

// eventsFile is the file of the index of EPCIS events, beside a store on SQLite.
const eventsFile = "epcis.db"

// store is an open store with all that works on it.
type store struct {
	db       *sqldb.DB
	log      *journal.Log // nil on PostgreSQL, where the engine opens it in turn
	feed     *feed.Feed
	engine   *engine.Engine
	auth     *auth.Store
	events   *epcisview.Index
	captures *capture.Jobs
	sent     *subscription.Worker
	local    string      // token of who has opened the store in this process
	first    auth.Change // the first token, until the journal has it
	handler  http.Handler
}

// openStore opens the parts of the server, each on those before it; run makes
// them work. now is the clock of the journal. A store that is only read must be
// there already, and gets no entry.
func openStore(ctx context.Context, cfg *config.Config, now func() time.Time, logger *slog.Logger, writing bool) (s *store, err error) {
	s = &store{feed: &feed.Feed{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	open := openExisting
	if writing {
		open = openDB
	}
	if s.db, err = open(ctx, cfg); err != nil {
		return s, err
	}
	journalConfig := journal.Config{Dir: s.db.Dir, Name: cfg.Name, Now: now, ReadOnly: !writing}
	engineConfig := engine.Config{DB: s.db, Feed: s.feed, Logger: logger}
	if s.db.Dialect == sqldb.Postgres {
		engineConfig.Lease = &journal.Lease{DB: s.db, Holder: holder(), TTL: leaseTTL}
		engineConfig.Open = func(ctx context.Context) (*journal.Log, error) {
			return openJournal(ctx, s.db, journalConfig, logger)
		}
	} else {
		if s.log, err = openJournal(ctx, s.db, journalConfig, logger); err != nil {
			return s, err
		}
		s.feed.Wake(s.log.Next())
		engineConfig.Log = s.log
	}
	s.engine = engine.New(engineConfig)
	s.auth = auth.NewStore(s.db, s.db.Dir, time.Now, rand.Reader)
	s.auth.Idle = cfg.SessionIdle
	s.auth.LineOf = (&lines{db: s.db}).of
	if writing {
		if _, s.first, err = s.auth.Bootstrap(ctx); err != nil {
			return s, err
		}
	}
	s.events = eventIndex(s.db, cfg, logger)
	prefixes, err := companyPrefixes(cfg)
	if err != nil {
		return s, err
	}
	s.captures = capture.New(capture.Config{DB: s.db, Engine: s.engine, Events: s.events, Now: now, NewID: rand.Text})
	to, err := subscription.ParseDestinations(cfg.WebhookHosts, cfg.WebhookNetworks)
	if err != nil {
		return s, usagef("webhook-hosts and webhook-networks: %w", err)
	}
	s.sent = s.sender(to, prefixes, logger)
	s.local = "local_" + rand.Text()
	looks := &admin{cfg: cfg, db: s.db, auth: s.auth, engine: s.engine, authenticate: s.authenticate, logger: logger, now: time.Now}
	mux := http.NewServeMux()
	mux.Handle("/", httpapi.New(httpapi.Config{
		Engine: s.engine, Views: view.NewStore(s.db), Feed: s.feed, Events: s.events, Captures: s.captures, Subscriptions: s.sent.States, Destinations: to, Version: Version, Logger: logger,
		Attachments:  &attachment.Store{DB: s.db, Now: now},
		Authenticate: s.authenticate,
		People:       s.auth,
		Pages:        webui.Handler(),
		Prefixes:     prefixes,
		Examine:      looks.examine,
		Verify:       looks.verifyInSteps,
	}))
	mux.Handle("/admin/", looks.handler())
	s.handler = mux
	return s, nil
}

// eventIndex is the index of EPCIS events that stands beside a store.
func eventIndex(db *sqldb.DB, cfg *config.Config, logger *slog.Logger) *epcisview.Index {
	return &epcisview.Index{Journal: db, Logger: logger, Open: func(ctx context.Context) (*sqldb.DB, error) {
		return sqldb.Open(ctx, sqldb.Config{Dir: db.Dir, URL: cfg.DB, Side: eventsFile})
	}}
}

// openJournal opens the journal, and says so when it takes no entries.
func openJournal(ctx context.Context, db *sqldb.DB, cfg journal.Config, logger *slog.Logger) (*journal.Log, error) {
	log, err := journal.Open(ctx, db, cfg)
	if err == nil && log.ReadOnly() != nil && !errors.Is(log.ReadOnly(), journal.ErrStandby) {
		logger.ErrorContext(ctx, "the store is read-only: run tracewright doctor", "error", log.ReadOnly())
	}
	return log, err
}

// localActor is who has opened the store in this process.
const localActor = "s-local"

// authenticate says who sends a request, by its token. Whoever
// has opened the store in this process could read and write all of it, so the
// token that only this process knows is an admin's.
func (s *store) authenticate(r *http.Request) (*auth.Principal, error) {
	token := httpapi.Token(r)
	if subtle.ConstantTimeCompare([]byte(token), []byte(s.local)) == 1 {
		return &auth.Principal{ID: localActor, Roles: []auth.Role{auth.RoleAdmin}}, nil
	}
	return s.auth.Authenticate(r.Context(), token)
}

// run runs what works on the store until ctx ends.
func (s *store) run(ctx context.Context, logger *slog.Logger) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.auth.Run(ctx, logger) })
	group.Go(func() error { return s.engine.Run(ctx) })
	group.Go(func() error { return s.captures.Run(ctx) })
	group.Go(func() error { return s.send(ctx) })
	group.Go(func() error { return s.events.Run(ctx, s.feed, s.engine.Leads) })
	return group.Wait()
}

// close closes what openStore opened, after the engine has stopped.
func (s *store) close() error {
	var err error
	if s.log != nil {
		err = s.log.Close()
	}
	if s.events != nil {
		err = errors.Join(err, s.events.Close())
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	return err
}

// openDB opens the database and brings its tables to what this program knows.
func openDB(ctx context.Context, cfg *config.Config) (*sqldb.DB, error) {
	db, err := sqldb.Open(ctx, sqldb.Config{Dir: cfg.Data, URL: cfg.DB})
	if err != nil {
		return nil, taken(cfg, err)
	}
	if err := schema.Migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openExisting opens a database that holds a store already.
func openExisting(ctx context.Context, cfg *config.Config) (*sqldb.DB, error) {
	if cfg.DB == "" && !hasFile(cfg.Data, "tracewright.db") {
		return nil, noStore(cfg, "name its folder by --data, or its database by --db")
	}
	db, err := openDB(ctx, cfg)
	if err != nil {
		return nil, err
	}
	var size int64
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		size, err = journal.Size(ctx, tx)
		return err
	})
	if err == nil && size == 0 {
		err = errors.New("the database holds no store yet: name another by --data or --db")
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// noStore is the error of a data folder without a SQLite store.
func noStore(cfg *config.Config, remedy string) error {
	if hasFile(cfg.Data, "journal.key") {
		return fmt.Errorf("the store of %s is in PostgreSQL, and no server runs on it: name the database by --db, or start its server", cfg.Data)
	}
	return fmt.Errorf("there is no store in %s: %s", cfg.Data, remedy)
}

// alone runs fn while no other server writes to the store.
func alone(ctx context.Context, db *sqldb.DB, fn func() error) error {
	if db.Dialect != sqldb.Postgres {
		return fn()
	}
	lease := &journal.Lease{DB: db, Holder: holder(), TTL: time.Hour}
	term, ok, err := lease.Take(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%w: another server writes to this database; stop it first", sqldb.ErrTaken)
	}
	return errors.Join(fn(), lease.Release(context.WithoutCancel(ctx), term))
}

// holder names this process to people.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	return fmt.Sprintf("%s process %d", host, os.Getpid())
}

// addressFile is the file in the data folder that holds the address of the
// server that runs on it.
const addressFile = "address"

// runningAt is the address of the server that runs on the data folder; empty
// when it has not said.
func runningAt(cfg *config.Config) string {
	b, err := os.ReadFile(filepath.Join(cfg.Data, addressFile))
	if err != nil || len(b) > 300 {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// taken adds to the error of a store that is in use how to reach its server.
func taken(cfg *config.Config, err error) error {
	if !errors.Is(err, sqldb.ErrTaken) {
		return err
	}
	if address := runningAt(cfg); address != "" {
		return fmt.Errorf("%w, or speak to its server with --server %s", err, address)
	}
	return fmt.Errorf("%w, or speak to its server with --server", err)
}
