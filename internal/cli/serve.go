package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/tracewright/tracewright/internal/config"
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
  tracewright serve --listen :8443 --tls-cert cert.pem --tls-key key.pem`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runServer(cmd.Context(), nil) },
	}
	config.AddFlags(cmd.Flags(), "listen", "name", "tls-cert", "tls-key", "insecure")
	return cmd
}

// runServer serves until ctx ends. beside, unless nil, runs beside the server
// once it listens, until its context ends.
func (p *program) runServer(ctx context.Context, beside func(ctx context.Context, s *store, address string) error) error {
	cfg, logger := p.cfg, p.logger()
	tlsConfig, err := tlsOf(cfg)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, cfg, time.Now, logger)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("%w; choose another address with --listen", err), s.close())
	}
	address := addressOf(listener, tlsConfig != nil)
	if tlsConfig != nil {
		listener = tls.NewListener(listener, tlsConfig)
	}
	note := filepath.Join(s.db.Dir, addressFile)
	err = os.WriteFile(note, []byte(address+"\n"), 0o644)
	if err == nil {
		p.announce(s, address)
		err = s.serve(ctx, listener, logger, func(ctx context.Context) error {
			if beside == nil {
				return nil
			}
			return beside(ctx, s, address)
		})
	}
	return errors.Join(err, os.Remove(note), s.close())
}

// serve answers on listener until ctx ends: then it takes no more connections,
// answers what it has taken, and lets the engine come to its end.
func (s *store) serve(ctx context.Context, listener net.Listener, logger *slog.Logger, beside func(context.Context) error) error {
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	group, groupCtx := errgroup.WithContext(ctx)
	engineCtx, stopEngine := context.WithCancel(context.WithoutCancel(ctx))
	defer stopEngine()
	group.Go(func() error { return s.run(engineCtx, logger) })
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error { return beside(groupCtx) })
	group.Go(func() error {
		defer stopEngine()
		<-groupCtx.Done()
		logger.InfoContext(ctx, "stopping")
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		if err := server.Shutdown(patience); err != nil {
			return errors.Join(fmt.Errorf("stop: some requests were cut off: %w", err), server.Close())
		}
		return nil
	})
	if err := group.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// tlsOf is the TLS settings; nil for plain HTTP, which is allowed on the
// loopback only.
func tlsOf(cfg *config.Config) (*tls.Config, error) {
	if cfg.TLSCert != "" || cfg.TLSKey != "" {
		pair, err := tls.LoadX509KeyPair(cfg.TLSCert, cfg.TLSKey)
		if err != nil {
			return nil, fmt.Errorf("tls-cert and tls-key: %w", err)
		}
		return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}, nil
	}
	host, _, err := net.SplitHostPort(cfg.Listen)
	if err != nil {
		return nil, usagef("listen: %w; write host:port, as 127.0.0.1:8080", err)
	}
	if ip := net.ParseIP(host); cfg.Insecure || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil, nil
	}
	return nil, usagef("listen: %s can be reached from other machines, and without TLS anybody on the network can read tokens and PINs: "+
		"give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that speaks TLS, or accept the risk with --insecure", cfg.Listen)
}

func addressOf(l net.Listener, secure bool) string {
	if secure {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
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
