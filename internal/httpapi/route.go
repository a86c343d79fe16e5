package httpapi

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/view"
)

// route is one row of the table: an address, who may use it, and what it does.
type route struct {
	method  string
	path    string
	id      string // of the operation, in camelCase
	tag     string
	summary string
	access  []auth.Access // any one of them; none is refused
	public  bool          // needs nobody to be signed in
	// loopback lets this machine itself in without a sign-in.
	loopback bool
	hidden   bool // not part of the described API
	document func(h huma.API, op *huma.Operation)
	mount    func(s *server, h huma.API, op huma.Operation)
}

func (rt *route) operation(h huma.API) huma.Operation {
	op := huma.Operation{
		OperationID: rt.id, Method: rt.method, Path: rt.path, Summary: rt.summary, Hidden: rt.hidden,
		Description: rt.needs(), Tags: []string{rt.tag}, Responses: map[string]*huma.Response{},
	}
	if !rt.public {
		op.Security = []map[string][]string{{"token": {}}, {"session": {}}}
	}
	if rt.document != nil {
		rt.document(h, &op)
	}
	return op
}

// needs says in words who may use a route.
func (rt *route) needs() string {
	if rt.public {
		return "Open to everybody."
	}
	return "Needs the access " + strings.Join(texts(rt.access), " or ") + "."
}

// raw mounts a handler that reads and writes HTTP itself.
func raw(handle func(*server, http.ResponseWriter, *http.Request) error) func(*server, huma.API, huma.Operation) {
	return mounted(handle, knownQuery)
}

// mounted mounts a handler whose parameters are judged by known.
func mounted(handle func(*server, http.ResponseWriter, *http.Request) error, known func(*huma.Operation, *http.Request) error) func(*server, huma.API, huma.Operation) {
	return func(s *server, h huma.API, op huma.Operation) {
		s.mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) {
			err := known(&op, r)
			if err == nil {
				err = handle(s, w, r)
			}
			if err != nil {
				s.fail(w, r, err)
			}
		})
		if !op.Hidden {
			if len(op.Responses) == 0 {
				op.Responses["200"] = &huma.Response{Description: http.StatusText(http.StatusOK)}
			}
			op.Responses["default"] = problemResponse(h)
			h.OpenAPI().AddOperation(&op)
		}
	}
}

// knownQuery refuses parameters that an operation does not describe.
func knownQuery(op *huma.Operation, r *http.Request) error {
	var errs []api.Fault
	for name := range r.URL.Query() {
		known := slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.In == "query" && p.Name == name })
		if !known && !op.Hidden {
			errs = append(errs, api.Fault{Location: "query." + clip(name), Message: "there is no such parameter here"})
		}
	}
	if len(errs) > 0 {
		return problem(CodeBadValue, "", errs...)
	}
	return nil
}

// problemResponse describes the problems of an operation.
func problemResponse(h huma.API) *huma.Response {
	return jsonResponse[api.Problem](h, "A problem", "application/problem+json")
}

func jsonResponse[T any](h huma.API, description, mediaType string) *huma.Response {
	schema := h.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")
	return &huma.Response{Description: description, Content: map[string]*huma.MediaType{mediaType: {Schema: schema}}}
}

// answers describes the answer of a raw route.
func answers[T any](h huma.API, op *huma.Operation) {
	op.Responses["200"] = jsonResponse[T](h, http.StatusText(http.StatusOK), "application/json")
}

// Snapshot is the parameter that every read takes.
type Snapshot struct {
	MinSeq int64 `query:"minSeq" minimum:"0" doc:"Wait, at most 5 s, until the answer speaks of a journal with at least so many entries: one more than the seq of a command's answer."`
}

func (s *Snapshot) least() int64 { return s.MinSeq }

// reading is what the input of every read embeds.
type reading[I any] interface {
	*I
	least() int64
}

// output is the answer of a read.
type output[O any] struct {
	Seq  int64 `header:"Tracewright-Seq" doc:"Size of the journal that the answer speaks of"`
	Body *O
}

// read mounts a question to the views.
func read[I, O any, P reading[I]](ask func(*server, *view.Query, P) (*O, error)) func(*server, huma.API, huma.Operation) {
	return readThen(ask, func(*server, context.Context, *O) error { return nil })
}

// readThen does the same, and adds to the answer what lies outside the views, once
// the snapshot is let go of: nobody holds two connections.
func readThen[I, O any, P reading[I]](
	ask func(*server, *view.Query, P) (*O, error), then func(*server, context.Context, *O) error,
) func(*server, huma.API, huma.Operation) {
	return func(s *server, h huma.API, op huma.Operation) {
		huma.Register(h, op, func(ctx context.Context, in *I) (*output[O], error) {
			out := &output[O]{}
			err := s.ask(ctx, P(in).least(), func(q *view.Query) (err error) {
				out.Seq = q.Size
				out.Body, err = ask(s, q, P(in))
				return err
			})
			if err == nil {
				err = then(s, ctx, out.Body)
			}
			if err != nil {
				f := faultOf(err)
				s.logFault(ctx, f)
				f.say(languageOf(ctx))
				return nil, f
			}
			return out, nil
		})
	}
}

// errBehind says that a snapshot has fewer entries than were asked for.
var errBehind = errors.New("behind")

// ask runs questions on one snapshot with at least so many entries.
func (s *server) ask(ctx context.Context, least int64, ask func(*view.Query) error) error {
	try := func() error {
		return s.Views.Read(ctx, func(q *view.Query) error {
			if q.Size < least {
				return errBehind
			}
			return ask(q)
		})
	}
	err := try()
	if !errors.Is(err, errBehind) {
		return err
	}
	wake, cancel := s.Feed.Subscribe()
	defer cancel()
	patience := time.NewTimer(s.Patience)
	defer patience.Stop()
	// A server that stands by is not woken by the writer.
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		if err := try(); !errors.Is(err, errBehind) {
			return err
		}
		select {
		case <-wake:
		case <-look.C:
		case <-patience.C:
			return problem(CodeBehind, "").retry(time.Second)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
