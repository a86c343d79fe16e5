package httpapi

import (
	"compress/gzip"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzhttp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/resolver"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/view"
)

// Config is what the API is made of.
type Config struct {
	Engine *engine.Engine
	Views  *view.Store
	Feed   *feed.Feed
	Events *epcisview.Index
	// Captures takes in what partners report.
	Captures *capture.Jobs
	// Subscriptions are how far what was subscribed to has been sent, and
	// Destinations where it may be sent to.
	Subscriptions *subscription.States
	Destinations  *subscription.Destinations
	// Authenticate says who sends a request: nobody is nil, or an error that
	// wraps auth.ErrUnauthenticated.
	Authenticate func(*http.Request) (*auth.Principal, error)
	// Attachments are the files beside the journal.
	Attachments *attachment.Store
	// People knows the badges, and who is signed in where.
	People *auth.Store
	// Pages answers what is not in the table of routes and not below /api: the
	// screens. Without it nothing is there.
	Pages http.Handler
	// Prefixes are lengths of GS1 company prefixes that the server was told; nil
	// for none. What the plant definition says comes first.
	Prefixes ident.Prefixes
	// Examine looks quickly for what is wrong with the server and its store; nil
	// where nobody can tell.
	Examine func(context.Context) []api.Checkup
	// Verify computes the journal anew, and the views too where it is asked to, and
	// tells how far it is; nil where it cannot.
	Verify func(ctx context.Context, views bool, progress func(stage string, done, total int64)) (*api.Verified, error)
	// Version is the server's.
	Version string
	Logger  *slog.Logger

	Patience  time.Duration // how long a read waits for its minSeq: 5 s
	Heartbeat time.Duration // between two signs of life on a feed: 15 s
}

type server struct {
	Config
	mux     *http.ServeMux
	routes  map[string]*route // by the pattern of the mux
	csrf    *http.CrossOriginProtection
	metrics *metrics
	openAPI func() documents
	current atomic.Pointer[indexed] // the plant definition read last
	drawing drawing                 // of labels
	tail    tail                    // of the journal, for those who follow
	pages   *resolver.Pages         // behind Digital Links
	// verifying is held while the journal is verified: once at a time.
	verifying sync.Mutex
	// visitors are those who ask for them without being signed in.
	visitors *visitors
	sockets  sockets
}

// New makes the handler of the API. It serves everything under /api/, GS1 Digital
// Links, and /healthz, /readyz and /metrics.
func New(cfg Config) http.Handler {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Patience == 0 {
		cfg.Patience = 5 * time.Second
	}
	if cfg.Heartbeat == 0 {
		cfg.Heartbeat = 15 * time.Second
	}
	s := &server{
		Config: cfg, mux: http.NewServeMux(), routes: map[string]*route{}, csrf: http.NewCrossOriginProtection(),
		metrics: newMetrics(&cfg),
		drawing: drawing{make(chan struct{}, maxDrawing), sync.OnceValues(func() (*label.Fonts, error) { return label.NewFonts() })},
	}
	h := newHuma(s.mux)
	s.pages, s.visitors = resolver.MustPages(), newVisitors(time.Now)
	for _, rt := range discovered(s.table()) {
		s.routes[rt.method+" "+rt.path] = &rt
		rt.mount(s, h, rt.operation(h))
	}
	s.openAPI = describe(h)
	return mustCompress(s)
}

// mustCompress has what is read compressed, where whoever asks takes it: tables are a
// tenth as long then. A feed stays as it is, and so does what holds a secret that
// somebody else's text could stand beside: what is sent by POST.
func mustCompress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.ContentTypes([]string{
		"application/json", "application/problem+json", "application/ld+json", "application/xml", "application/yaml", "text/csv",
	}), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // the settings are constant
	}
	smaller := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			smaller.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ServeHTTP answers a request. It is the one place that every request passes:
// here it is measured, bounded, and checked against the table of routes.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	rec := &recorder{ResponseWriter: w}
	pattern := "none"
	id, language := rand.Text(), string(resolver.Preferred(r))
	r = r.WithContext(context.WithValue(r.Context(), requestKey{}, request{id: id, language: language}))
	defer func() {
		if p := recover(); p != nil {
			s.Logger.ErrorContext(r.Context(), "panic", "request", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			if rec.status == 0 {
				s.fail(rec, r, problem(CodeFault, ""))
			}
		}
		s.metrics.request(pattern, rec.status, time.Since(began))
	}()
	protect(rec.Header())
	rec.Header().Set("Tracewright-Request", id)
	if isEPCIS(r) {
		s.announce(rec.Header(), r)
	}
	if resolver.Concerns(r) {
		pattern = "digital link"
		s.serveLink(rec, r)
		return
	}
	if s.isPage(r) {
		pattern = "pages"
		s.Pages.ServeHTTP(rec, r)
		return
	}
	rt, err := s.admit(r)
	if rt != nil {
		pattern = rt.method + " " + rt.path
	}
	if err != nil {
		if f, ok := errors.AsType[*fault](err); ok && f.Code == string(CodeWrongMethod) {
			rec.Header().Set("Allow", s.allowed(r))
		}
		s.fail(rec, r, err)
		return
	}
	if !rt.public {
		p, err := s.authorise(r, rt)
		if err != nil {
			s.Logger.InfoContext(r.Context(), "request refused", "request", id, "route", pattern, "error", err)
			s.fail(rec, r, err)
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, request{id, language, p}))
	}
	s.mux.ServeHTTP(rec, r)
}

// admit finds the row of a request and checks what needs no knowledge of who
// asks.
func (s *server) admit(r *http.Request) (*route, error) {
	_, pattern := s.mux.Handler(r)
	rt, ok := s.routes[pattern]
	if !ok {
		if s.allowed(r) != "" {
			return nil, problem(CodeWrongMethod, r.Method+" is not taken here.")
		}
		return nil, problem(CodeNoAddress, "")
	}
	if err := s.csrf.Check(r); err != nil {
		return rt, problem(CodeCrossOrigin, "")
	}
	if !usableURL(r) {
		return rt, problem(CodeBadText, "")
	}
	return rt, nil
}

// isPage reports whether a request is for a screen, which the API knows nothing
// of.
func (s *server) isPage(r *http.Request) bool {
	if s.Pages == nil || r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasPrefix(r.URL.Path, "/api/") || isEPCIS(r) {
		return false
	}
	_, pattern := s.mux.Handler(r)
	return pattern == ""
}

// allowed lists the methods that a path takes.
func (s *server) allowed(r *http.Request) string {
	var methods []string
	for _, m := range []string{http.MethodOptions, http.MethodGet, http.MethodPost, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = m
		if _, pattern := s.mux.Handler(other); pattern != "" {
			methods = append(methods, m)
		}
	}
	return strings.Join(methods, ", ")
}

// authorise says who asks, if a role of theirs grants one of the accesses of
// the row. What is bound to a station is checked again where the station is
// known.
func (s *server) authorise(r *http.Request, rt *route) (*auth.Principal, error) {
	p, err := s.Authenticate(r)
	if err != nil && !errors.Is(err, auth.ErrNotFound) {
		if rt.loopback && errors.Is(err, auth.ErrUnauthenticated) && fromLoopback(r) {
			return nil, nil
		}
		return nil, err
	}
	if p == nil {
		if rt.loopback && fromLoopback(r) {
			return nil, nil
		}
		return nil, problem(CodeNotSignedIn, "")
	}
	for _, access := range rt.access {
		if p.Can(access) {
			return p, nil
		}
	}
	return nil, notAllowed("", rt.access...)
}

// notAllowed is the fault of somebody who lacks all of the accesses, at a
// station or anywhere.
func notAllowed(station string, accesses ...auth.Access) *fault {
	where := "."
	if station != "" {
		where = " at station " + clip(station) + "."
	}
	return problem(CodeNotAllowed, "It needs a role that grants "+strings.Join(texts(accesses), " or ")+where)
}

// fromLoopback reports whether a request comes from this machine itself, and
// not through a proxy on it.
func fromLoopback(r *http.Request) bool {
	for _, forwarded := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(forwarded) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && net.ParseIP(host).IsLoopback()
}

// usableURL reports whether the texts of an address can be compared with those
// of the store.
func usableURL(r *http.Request) bool {
	usable := func(text string) bool { return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 }
	if !usable(r.URL.Path) {
		return false
	}
	for name, values := range r.URL.Query() {
		for _, text := range append(values, name) {
			if !usable(text) {
				return false
			}
		}
	}
	return true
}

// protect sets the headers that keep a browser from doing what we did not mean.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// request is what is known of a request beyond HTTP.
type request struct {
	id        string
	language  string
	principal *auth.Principal
}

type requestKey struct{}

func requestID(ctx context.Context) string {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.id
}

// principalOf is who asks; nil for a public route.
func principalOf(ctx context.Context) *auth.Principal {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.principal
}

// recorder notes the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

var _ huma.StatusError = (*fault)(nil)
