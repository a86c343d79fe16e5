package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/httpapi"
)

// stopPatience is how long a server that stops waits for open requests.
const stopPatience = 10 * time.Second

func (p *program) serve() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the server",
		Long: `Run the server on a data folder (SQLite, the default) or on PostgreSQL.

When it listens it prints its address, in a pipe as the only line on standard
output. It stops at SIGINT or SIGTERM: it answers what it has taken, and exits.
With --db a data folder is needed too: for the signing key, the checkpoint and
the first token.`,
		Example: `  tracewright serve --data ./plant
  tracewright serve --db postgres://tracewright@localhost/plant --data ./plant
  tracewright tls init --data ./plant && tracewright serve --data ./plant --listen :8443
  tracewright serve --listen :8443 --tls-cert cert.pem --tls-key key.pem`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runServer(cmd.Context(), guest{}) },
	}
	config.AddFlags(cmd.Flags(), "listen", "name", "tls-cert", "tls-key", "insecure", "gcp-table", "session-idle", "webhook-hosts", "webhook-networks")
	return cmd
}

// guest is what runs in a server beside what every server does; what is nil is
// left out.
type guest struct {
	now     func() time.Time            // the clock of the journal
	pages   func(s *store) http.Handler // below /demo/
	prepare func(ctx context.Context, s *store) error
	greet   func(s *store, address string)
	beside  func(ctx context.Context, s *store, address string) error
}

// runServer serves until ctx ends.
func (p *program) runServer(ctx context.Context, g guest) error {
	engine.Tune()
	logger := p.logger()
	secure, err := securityOf(p.cfg, logger)
	if err != nil {
		return err
	}
	if g.now == nil {
		g.now = time.Now
	}
	if g.greet == nil {
		g.greet = p.announce
	}
	listener, err := net.Listen("tcp", p.cfg.Listen)
	if err != nil { // before a store is made
		return fmt.Errorf("%w; choose another address with --listen%s", err, p.alreadyAt())
	}
	s, err := openStore(ctx, p.cfg, g.now, logger, writes)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	address := secure.address(listener)
	note := filepath.Join(s.db.Dir, addressFile)
	if err = os.WriteFile(note, []byte(address+"\n"), 0o644); err == nil {
		err = s.serve(ctx, listener, secure, logger, g)
	}
	return errors.Join(err, os.Remove(note), s.close())
}

// alreadyAt says who may have the address that is wanted.
func (p *program) alreadyAt() string {
	if address := runningAt(p.cfg); address == "http://"+p.cfg.Listen || address == "https://"+p.cfg.Listen {
		return ": the server of this store runs there already"
	}
	return ""
}

// serve answers on listener until ctx ends: then it takes no more connections,
// answers what it has taken, and lets the engine come to its end.
func (s *store) serve(ctx context.Context, listener net.Listener, secure *security, logger *slog.Logger, g guest) error {
	address := secure.address(listener)
	group, groupCtx := errgroup.WithContext(ctx)
	engineCtx, stopEngine := context.WithCancel(context.WithoutCancel(ctx))
	defer stopEngine()
	var sockets sync.WaitGroup
	server := &http.Server{
		Handler:           secure.door(cutFeeds(groupCtx, s.withPages(g.pages), &sockets)),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	group.Go(func() error { return s.run(engineCtx, logger) })
	printed := make(chan struct{})
	group.Go(func() error {
		defer close(printed)
		return s.print(groupCtx, logger)
	})
	group.Go(func() error {
		if s.first.Action != "" || g.prepare != nil { // else a server may stand by
			if err := s.awaitTurn(groupCtx); err != nil {
				return err
			}
		}
		if g.prepare != nil {
			if err := g.prepare(groupCtx, s); err != nil {
				return err
			}
		}
		group.Go(func() error {
			if err := server.Serve(secure.listen(listener)); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
		g.greet(s, address)
		if g.beside == nil {
			return nil
		}
		return g.beside(groupCtx, s, address)
	})
	group.Go(func() error {
		defer stopEngine()
		<-groupCtx.Done()
		logger.InfoContext(ctx, "stopping")
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		if err := server.Shutdown(patience); err != nil {
			return errors.Join(fmt.Errorf("stop: some requests were cut off: %w", err), server.Close())
		}
		sockets.Wait()
		<-printed // what became of the last labels is recorded yet
		return nil
	})
	if err := group.Wait(); err != nil && (ctx.Err() == nil || !errors.Is(err, context.Canceled)) {
		return err
	}
	return nil
}

// withPages is the handler of the server, with what a guest adds to it.
func (s *store) withPages(pages func(*store) http.Handler) http.Handler {
	if pages == nil {
		return s.handler
	}
	mux := http.NewServeMux()
	mux.Handle("/", s.handler)
	mux.Handle("/demo/", pages(s))
	return mux
}

// cutFeeds ends the feeds and the sockets when ctx ends, since they have no end of
// their own: their readers come back to whoever serves then. Other requests are
// answered. The server does not wait for sockets itself, so they are counted.
func cutFeeds(ctx context.Context, next http.Handler, sockets *sync.WaitGroup) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		socket := httpapi.IsSocket(r)
		if socket || r.URL.Path == "/api/v1/feed" {
			feed, cancel := context.WithCancel(r.Context())
			defer cancel()
			defer context.AfterFunc(ctx, cancel)()
			r = r.WithContext(feed)
		}
		if socket {
			sockets.Add(1)
			defer sockets.Done()
		}
		next.ServeHTTP(w, r)
	})
}

// announce says that the server listens: one line in a pipe, a few to a person.
func (p *program) announce(s *store, address string) {
	if !terminal(p.std.Out) {
		p.printf("%s\n", address)
		return
	}
	p.printf("Tracewright %s listens on %s\n", Version, address)
	p.printf("  store   %s in %s\n", s.db.Dialect.Name, s.db.Dir)
	if s.log != nil && s.log.ReadOnly() != nil {
		p.printf("  READ-ONLY: %v\n          run: tracewright doctor --data %s\n", s.log.ReadOnly(), s.db.Dir)
	}
	p.printf("  next    tracewright apply plant.yaml --data %s\n", s.db.Dir)
}
