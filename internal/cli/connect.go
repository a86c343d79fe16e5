package cli

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// connection is the API of a plant: over the network, or in this process.
type connection struct {
	*client.Client
	http  *http.Client // what Client sends with
	base  string
	token string
	close func() error
}

// localBase stands for the server in this process.
const localBase = "http://tracewright.local"

// What a command does with the plant.
const (
	reads  = false
	writes = true
)

// ask gives a command that only reads the settings of a client, and runs fn with
// the API of the plant that they name.
func (p *program) ask(cmd *cobra.Command, fn func(ctx context.Context, c *connection) error) *cobra.Command {
	return p.with(cmd, func() bool { return reads }, fn)
}

// change does the same for a command that changes something.
func (p *program) change(cmd *cobra.Command, fn func(ctx context.Context, c *connection) error) *cobra.Command {
	return p.with(cmd, func() bool { return writes }, fn)
}

func (p *program) with(cmd *cobra.Command, writing func() bool, fn func(ctx context.Context, c *connection) error) *cobra.Command {
	config.AddFlags(cmd.Flags(), "server", "token", "tls-ca")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := p.connect(cmd.Context(), writing())
		if err != nil {
			return err
		}
		return errors.Join(explain(fn(cmd.Context(), c)), c.close())
	}
	return cmd
}

// connect finds the plant: the server that is named; else the one that runs on
// the data folder; else the store itself, opened here; else, where no store is
// named or lies in the default folder, the server at the default address.
func (p *program) connect(ctx context.Context, writing bool) (*connection, error) {
	if !p.cfg.Given("data") && !p.cfg.Given("db") && !hasStore(p.cfg.Data) && p.cfg.Server == "" {
		return p.remote("http://" + p.cfg.Listen)
	}
	if address := p.serverAt(ctx); address != "" {
		return p.remote(address)
	}
	c, err := p.direct(ctx, writing)
	if errors.Is(err, sqldb.ErrTaken) && runningAt(p.cfg) != "" {
		return p.remote(runningAt(p.cfg))
	}
	return c, err
}

// serverAt is the address of the server that is named, or of the one that has
// its data folder here and its store in PostgreSQL; empty where there is none.
// Who has opened a SQLite store is known by its lock alone.
func (p *program) serverAt(ctx context.Context) string {
	if p.cfg.Server != "" {
		return p.cfg.Server
	}
	address := runningAt(p.cfg)
	if address == "" || p.cfg.DB == "" && hasFile(p.cfg.Data, "tracewright.db") || !listens(ctx, address) {
		return ""
	}
	return address
}

// listens reports whether somebody takes connections at an address.
func listens(ctx context.Context, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	dialer := net.Dialer{Timeout: patience}
	c, err := dialer.DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return false
	}
	_ = c.Close() // nothing was sent
	return true
}

// openHere opens the store that there is, to look after it; or it gives the
// address of the server that has it open.
func (p *program) openHere(ctx context.Context) (db *sqldb.DB, address string, err error) {
	if address = p.serverAt(ctx); address != "" {
		return nil, address, nil
	}
	db, err = openExisting(ctx, p.cfg)
	if address = runningAt(p.cfg); errors.Is(err, sqldb.ErrTaken) && address != "" {
		return nil, address, nil
	}
	return db, "", err
}

func hasStore(dir string) bool { return hasFile(dir, "tracewright.db") || hasFile(dir, addressFile) }

func hasFile(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

func (p *program) remote(address string) (*connection, error) {
	token, err := p.token()
	if err != nil {
		return nil, err
	}
	c, err := client.New(address, token)
	if err != nil {
		return nil, err
	}
	next, err := transport(p.cfg)
	if err != nil {
		return nil, err
	}
	c.HTTP.Transport = patient{p, "the server at " + address, next}
	return &connection{Client: c, http: c.HTTP, base: strings.TrimSuffix(address, "/"), token: token, close: func() error { return nil }}, nil
}

// direct opens the store in this process. To write, its engine runs until the
// connection is closed; a reader leaves no entry behind, and waits for no turn.
func (p *program) direct(ctx context.Context, writing bool) (*connection, error) {
	if p.cfg.DB == "" && !hasFile(p.cfg.Data, "tracewright.db") {
		return nil, noStore(p.cfg, "start one with tracewright serve --data "+p.cfg.Data+", or name a running server by --server")
	}
	s, err := openStore(ctx, p.cfg, time.Now, p.quiet(), writing)
	if err != nil {
		return nil, err
	}
	closeAll := s.close
	if writing {
		if closeAll, err = p.begin(ctx, s); err != nil {
			return nil, err
		}
	}
	token, err := p.token()
	if err != nil {
		return nil, errors.Join(err, closeAll())
	}
	if _, err := s.auth.Authenticate(ctx, token); err != nil && p.cfg.Token == "" {
		token = s.local // admin.token is missing, or of another store
	}
	c, err := client.New(localBase, token)
	if err != nil {
		return nil, errors.Join(err, closeAll())
	}
	c.HTTP.Transport = patient{p, "the store", inProcess{s.handler}}
	return &connection{Client: c, http: c.HTTP, base: localBase, token: token, close: closeAll}, nil
}

// begin runs a store until what it returns is called, which closes it as well.
func (p *program) begin(ctx context.Context, s *store) (end func() error, err error) {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	go func() { done <- s.run(running, p.quiet()) }()
	end = func() error {
		stop()
		return errors.Join(<-done, s.close())
	}
	defer p.waiting("the server that writes to this database to stop")()
	if err := s.awaitTurn(ctx); err != nil {
		return nil, errors.Join(err, end())
	}
	return end, nil
}

// awaitTurn waits until this process is the writer. On PostgreSQL that takes as
// long as the lease of one that died; a living one keeps it.
func (s *store) awaitTurn(ctx context.Context) error {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	patience := time.NewTimer(leaseTTL + 2*time.Second)
	defer patience.Stop()
	for !s.engine.Leads() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-patience.C:
			return fmt.Errorf("%w: another server writes to this database; name it by --server", sqldb.ErrTaken)
		case <-look.C:
		}
	}
	if s.first.Action == "" {
		return nil
	}
	_, err := s.engine.Record(ctx, engine.Note{Kind: engine.KindAccess, Body: s.first})
	s.first = auth.Change{}
	return err
}

// send sends a request of this program's own to the server. The caller closes
// the body of the answer.
func (c *connection) send(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	return c.sendWith(ctx, method, path, body, http.Header{"Content-Type": {"application/json"}})
}

// sendWith does the same with headers.
func (c *connection) sendWith(ctx context.Context, method, path string, body []byte, header http.Header) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header = header.Clone()
	r.Header.Set("Authorization", "Bearer "+c.token)
	res, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode < 400 {
		return res, nil
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, 4096))
	if err = errors.Join(err, res.Body.Close()); err != nil {
		return nil, err
	}
	problem := &api.Problem{}
	if json.Unmarshal(text, problem) == nil && problem.Code != "" {
		return nil, problem
	}
	return nil, &api.Problem{Status: res.StatusCode, Title: http.StatusText(res.StatusCode), Detail: strings.TrimSpace(string(text)), Code: "none"}
}

// admin calls a route of the admin handler; out may be nil.
func (c *connection) admin(ctx context.Context, method, path string, call *adminCall, out any) error {
	body, err := json.Marshal(call)
	if err != nil {
		return err
	}
	res, err := c.send(ctx, method, path, body)
	if err != nil {
		return err
	}
	answer, err := readInput(res.Body, "the answer")
	if err = errors.Join(err, res.Body.Close()); err != nil || out == nil {
		return err
	}
	return json.Unmarshal(answer, out)
}

// token is the access token of this run; empty where there is none.
func (p *program) token() (string, error) {
	if p.cfg.Token != "" {
		return p.cfg.Token, nil
	}
	b, err := os.ReadFile(filepath.Join(p.cfg.Data, "admin.token"))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return "", nil
	}
	return strings.TrimSpace(string(b)), err
}

// explain adds the way out to errors whose text does not have it.
func explain(err error) error {
	var refused *net.OpError
	var problem *api.Problem
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("%w\nWhere the server has an authority of its own, fetch its certificate from /ca.crt, compare its fingerprint with tracewright tls show on the server, and name the file by --tls-ca", err)
	case errors.As(err, &refused) && refused.Op == "dial":
		return fmt.Errorf("%w\nNo server answers there: start one with tracewright serve, name another by --server, or name a store by --data", err)
	case errors.As(err, &problem) && problem.Status == http.StatusUnauthorized:
		return fmt.Errorf("%w\nGive a token by --token or TRACEWRIGHT_TOKEN, or name by --data the folder whose admin.token you may read", err)
	case errors.As(err, &problem) && len(problem.Candidates) > 0:
		list := ""
		for i := range problem.Candidates {
			o := &problem.Candidates[i]
			list += "\n  " + strings.TrimSpace(o.ID+"  "+o.Kind+" "+nameOf(o)+"  "+o.Part+"  "+o.Maker)
		}
		return fmt.Errorf("%w%s", err, list)
	}
	return err
}

// inProcess sends requests to a handler without a network.
type inProcess struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper. The answer is read while the handler
// writes it.
func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:0"
	in.Host = r.URL.Host
	if in.Body == nil {
		in.Body = http.NoBody
	}
	body, pipe := io.Pipe()
	w := &inProcessWriter{header: http.Header{}, body: pipe, began: make(chan struct{})}
	go func() {
		defer func() {
			fault := recover()
			w.WriteHeader(http.StatusOK)
			if fault != nil {
				_ = pipe.CloseWithError(fmt.Errorf("the handler panicked: %v", fault))
				return
			}
			_ = pipe.Close()
		}()
		t.handler.ServeHTTP(w, in)
	}()
	select {
	case <-w.began:
	case <-r.Context().Done():
		_ = body.Close()
		return nil, r.Context().Err()
	}
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: body, ContentLength: -1, Request: r,
	}, nil
}

type inProcessWriter struct {
	header, sent http.Header
	status       int
	body         *io.PipeWriter
	once         sync.Once
	began        chan struct{}
}

func (w *inProcessWriter) Header() http.Header { return w.header }

func (w *inProcessWriter) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.began)
	})
}

func (w *inProcessWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// Flush implements http.Flusher: what is written is there at once.
func (w *inProcessWriter) Flush() { w.WriteHeader(http.StatusOK) }
