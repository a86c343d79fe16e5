package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// fault is a problem on its way out of a handler.
type fault struct {
	api.Problem
	header http.Header
	cause  error // logged, never shown
	xml    bool  // the client wants it in XML
}

// problemType is where the codes are explained.
const problemType = "/api/reference#"

// problem makes the fault of a code; detail says what it is about here.
func problem(code Code, detail string, errs ...api.Fault) *fault {
	i := code.info()
	return &fault{Problem: api.Problem{
		Type: problemType + string(code), Title: i.Title, Status: i.Status, Detail: detail, Code: string(code), Fix: i.Fix, Errors: errs,
	}}
}

// retry says when to try again.
func (f *fault) retry(after time.Duration) *fault {
	f.header = http.Header{"Retry-After": {strconv.Itoa(max(1, int(after.Seconds())))}}
	return f
}

// The methods by which huma takes a fault for an answer.

// GetStatus is the status of the answer.
func (f *fault) GetStatus() int { return f.Status }

// GetHeaders are further headers of the answer.
func (f *fault) GetHeaders() http.Header { return f.header }

// ContentType is the media type of the answer.
func (f *fault) ContentType(string) string { return "application/problem+json" }

// Unwrap is what lies behind the problem.
func (f *fault) Unwrap() error { return f.cause }

// faultOf is the problem that an error means.
func faultOf(err error) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	f := classify(err)
	f.cause = err
	return f
}

func classify(err error) *fault {
	is := func(targets ...error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
	switch {
	case is(track.ErrCommand):
		return commandFault(err, "body")
	case is(engine.ErrBusy), is(view.ErrBusy):
		return problem(CodeBusy, "").retry(time.Second)
	case is(engine.ErrStandby):
		return problem(CodeStandby, "").retry(2 * time.Second)
	case is(engine.ErrStopped):
		return problem(CodeStopping, "").retry(2 * time.Second)
	case is(view.ErrFull):
		return problem(CodeFull, "")
	case is(journal.ErrReadOnly, journal.ErrLostTail, journal.ErrDamaged):
		return problem(CodeReadOnly, "")
	case is(view.ErrGone, view.ErrUnknownOutcome):
		return problem(CodeNoStore, "").retry(2 * time.Second)
	case is(view.ErrNotFound, journal.ErrNotFound):
		return problem(CodeNotFound, "")
	case is(view.ErrCursor):
		return problem(CodeBadValue, "", api.Fault{Location: "query.after", Message: "it is not the next of a page of this list"})
	case is(auth.ErrUnauthenticated):
		return problem(CodeNotSignedIn, "")
	case is(auth.ErrForbidden):
		return problem(CodeNotAllowed, "")
	case is(context.DeadlineExceeded), is(context.Canceled):
		return problem(CodeTimeout, "")
	}
	if t, ok := errors.AsType[*auth.ThrottledError](err); ok {
		return problem(CodeTooManyTries, "").retry(t.After)
	}
	return problem(CodeFault, "")
}

// commandFault is the problem of a command that cannot be judged. The error
// names its field first.
func commandFault(err error, at string) *fault {
	text := strings.TrimPrefix(err.Error(), track.ErrCommand.Error()+": ")
	f := api.Fault{Location: at, Message: text}
	if field, message, ok := strings.Cut(text, ": "); ok && !strings.Contains(field, " ") {
		f = api.Fault{Location: at + "." + field, Message: message}
	}
	return problem(CodeBadValue, "", f)
}

// humaFault turns what huma itself has to say into a problem of ours.
func humaFault(_ huma.Context, _ string, v any) (any, error) {
	e, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	code := CodeFault
	switch {
	case e.Status == http.StatusUnprocessableEntity:
		code = CodeBadValue
	case e.Status < http.StatusInternalServerError:
		code = CodeMalformed
	}
	f := problem(code, "")
	f.Status = e.Status
	for _, d := range e.Errors {
		f.Errors = append(f.Errors, api.Fault{Location: d.Location, Message: d.Message})
	}
	return &f.Problem, nil
}

// fail answers a request with the problem that an error means.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	f := spokenAs(r, err)
	s.logFault(r.Context(), f)
	f.say(languageOf(r.Context()))
	f.write(w)
}

func (f *fault) write(w http.ResponseWriter) {
	for name, values := range f.header {
		w.Header()[name] = values
	}
	if f.xml {
		f.writeXML(w)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(f.Status)
	_ = json.MarshalWrite(w, &f.Problem) // the client is gone
}

// Refuse answers a request beside the API with the problem of a code; detail and
// errs say what it is about here, detail in a sentence.
func Refuse(w http.ResponseWriter, code Code, detail string, errs ...api.Fault) {
	problem(code, detail, errs...).write(w)
}

// RefuseError is Refuse with the problem that an error means. Its text is shown,
// which is for administrators only.
func RefuseError(w http.ResponseWriter, err error) {
	f := faultOf(err)
	f.Detail = err.Error()
	f.write(w)
}

// logFault leaves a line for what is our fault.
func (s *server) logFault(ctx context.Context, f *fault) {
	if f.Code == string(CodeFault) || f.Code == string(CodeFull) || f.Code == string(CodeNoStore) {
		s.Logger.ErrorContext(ctx, "request failed", "request", requestID(ctx), "code", f.Code, slog.Any("error", f.cause))
	}
}
