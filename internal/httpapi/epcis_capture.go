package httpapi

import (
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/track"
)

// drainTime is how long the rest of a document that is refused is taken, so that a
// client which is still sending gets the answer, and no broken connection.
const drainTime = 10 * time.Second

// documentTime is how long a document may take to come in.
const documentTime = 5 * time.Minute

// limits tells how large a document may be.
func limits(h http.Header) {
	h.Set("GS1-EPCIS-Capture-Limit", strconv.Itoa(capture.MaxEvents))
	h.Set("GS1-EPCIS-Capture-File-Size-Limit", strconv.Itoa(capture.MaxBytes))
}

// sent is the body of a request that hands something in.
type sent struct {
	io.Reader
	xml   bool
	limit *boundedBody
	done  func()
}

// handedIn opens the body of a request: JSON or XML, as it is or compressed with
// gzip, within bounds of size and time.
func handedIn(w http.ResponseWriter, r *http.Request) (s *sent, err error) {
	limits(w.Header())
	slow, raw := http.NewResponseController(w), r.Body
	drain := func() {
		_ = slow.SetReadDeadline(time.Now().Add(drainTime)) // a server that knows no deadlines has its own
		if _, err := io.CopyN(io.Discard, raw, capture.MaxBytes); err == io.EOF {
			_ = slow.SetReadDeadline(time.Time{}) // else the server, which reads what is left, would wait for it
		}
	}
	defer func() {
		if err != nil {
			drain()
		}
	}()
	t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	s = &sent{done: drain}
	switch t {
	case "application/json", "application/ld+json":
	case "application/xml", "text/xml":
		s.xml = true
	default:
		err = errors.New("another type")
	}
	if err != nil {
		return nil, problem(CodeMediaType, "Content-Type is none of application/json, application/ld+json, application/xml and text/xml.")
	}
	var from io.Reader = http.MaxBytesReader(w, raw, capture.MaxBytes)
	switch r.Header.Get("Content-Encoding") {
	case "", "identity":
	case "gzip":
		if from, err = gzip.NewReader(from); err != nil {
			return nil, problem(CodeMalformed, "The body is not compressed with gzip.")
		}
	default:
		return nil, problem(CodeMediaType, "Content-Encoding is neither gzip nor identity.")
	}
	s.limit = &boundedBody{from: from, left: capture.MaxBytes}
	s.Reader = s.limit
	_ = slow.SetReadDeadline(time.Now().Add(documentTime))
	return s, nil
}

// boundedBody bounds what is read, compressed or not, and keeps why it ended.
type boundedBody struct {
	from io.Reader
	left int64
	err  error
}

var errOver = errors.New("too large")

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.err = errOver
		return 0, errOver
	}
	n, err := b.from.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

// broken is the problem of a body that did not come in whole; nil when it did.
func (s *sent) broken() error {
	_, over := errors.AsType[*http.MaxBytesError](s.limit.err)
	switch {
	case s.limit.err == nil:
		return nil
	case over || errors.Is(s.limit.err, errOver):
		return exception("CaptureLimitExceededException", problem(CodeTooLarge, "At most "+strconv.Itoa(capture.MaxBytes>>20)+" MiB are taken here."))
	case errors.Is(s.limit.err, os.ErrDeadlineExceeded):
		return problem(CodeSlow, "")
	}
	f := problem(CodeMalformed, "The body breaks off.")
	f.cause = s.limit.err
	return f
}

// sender is who hands something in.
func sender(p *auth.Principal) capture.Sender {
	return capture.Sender{Actor: p.ID, Roles: texts(p.Roles), Device: deviceOf(p)}
}

// behaviour reads what one bad event means for the others.
func behaviour(r *http.Request) (capture.Behaviour, error) {
	switch text := r.Header.Get("GS1-Capture-Error-Behaviour"); text {
	case "", string(capture.Rollback):
		return capture.Rollback, nil
	case string(capture.Proceed):
		return capture.Proceed, nil
	default:
		return "", exception("ValidationException", problem(CodeBadValue, "GS1-Capture-Error-Behaviour "+clip(text)+": it is rollback or proceed."))
	}
}

// postCapture takes a document in.
func (s *server) postCapture(w http.ResponseWriter, r *http.Request) error {
	body, err := handedIn(w, r)
	if err != nil {
		return err
	}
	defer body.done()
	b, err := behaviour(r)
	if err != nil {
		return err
	}
	prefixes, err := extensionsOf(r)
	if err != nil {
		return err
	}
	job, err := s.Captures.Post(r.Context(), capture.Document{Body: body, XML: body.xml, Behaviour: b, Prefixes: prefixes, By: sender(principalOf(r.Context()))})
	if broken := body.broken(); broken != nil {
		return broken
	}
	if err != nil {
		return captureFault(err)
	}
	w.Header().Set("Location", "/epcis/capture/"+url.PathEscape(job.ID))
	w.Header().Set("GS1-Capture-Error-Behaviour", string(job.Behaviour))
	w.WriteHeader(http.StatusAccepted)
	return nil
}

// postEvent takes one event in, and answers when it is recorded.
func (s *server) postEvent(w http.ResponseWriter, r *http.Request) error {
	body, err := handedIn(w, r)
	if err != nil {
		return err
	}
	defer body.done()
	var event *epcis.Event
	take := func(i epcis.Item) error {
		if event != nil {
			return &epcis.Error{Rule: "single", Detail: "holds several events", Fix: "send documents to /epcis/capture"}
		}
		event = i.Event
		return i.Err
	}
	limits := epcis.Limits{Bytes: capture.MaxEvent}
	if body.xml {
		_, err = xml.Read(body, xml.Options{Limits: limits}, take)
	} else {
		_, err = epcis.Read(body, limits, take)
	}
	if broken := body.broken(); broken != nil {
		return broken
	}
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		return invalid([]capture.Error{{Path: e.Path, Rule: e.Rule, Detail: e.Detail, Fix: e.Fix}})
	}
	if err != nil {
		return err
	}
	if event == nil {
		return invalid([]capture.Error{{Rule: "single", Detail: "holds no event", Fix: "send one event"}})
	}
	prefixes, err := extensionsOf(r)
	if err != nil {
		return err
	}
	event.Context = epcis.WithPrefixes(event.Context, prefixes)
	if faults := validate.Event(event); len(faults) > 0 {
		return invalid(each(faults, func(e **epcis.Error) capture.Error {
			return capture.Error{Path: (*e).Path, Rule: (*e).Rule, Detail: (*e).Detail, Fix: (*e).Fix}
		}))
	}
	id, err := s.Captures.One(r.Context(), event, sender(principalOf(r.Context())))
	if err != nil {
		return captureFault(err)
	}
	w.Header().Set("Location", "/epcis/events/"+url.PathEscape(id))
	w.WriteHeader(http.StatusCreated)
	return nil
}

// captureFault is the problem of what was not taken in.
func captureFault(err error) error {
	if e, ok := errors.AsType[*capture.InvalidError](err); ok {
		if f := e.Errors[0]; track.Code(f.Rule) == track.CodeNotReporter || track.Code(f.Rule) == track.CodeLinesEvent {
			return problem(CodeNotAllowed, f.Rule+": "+f.Detail+" "+f.Fix)
		}
		return invalid(e.Errors)
	}
	switch {
	case errors.Is(err, capture.ErrExists):
		return problem(CodeEventExists, "")
	case errors.Is(err, capture.ErrTooLarge):
		return exception("CaptureLimitExceededException", problem(CodeTooLarge, "At most "+strconv.Itoa(capture.MaxEvents)+" events are taken at once."))
	case errors.Is(err, capture.ErrNotFound):
		return problem(CodeNotFound, "There is no such capture job.")
	}
	return err
}

// invalid is the problem of what breaks the rules of the standard.
func invalid(errs []capture.Error) error {
	return exception("ValidationException", problem(CodeBadValue, "Nothing is recorded.", each(errs, func(e *capture.Error) api.Fault {
		return api.Fault{Location: "body" + e.Path, Message: e.Rule + ": " + e.Detail + "; " + e.Fix}
	})...))
}

// getCapture answers how far a job has come. Others' jobs are not there.
func (s *server) getCapture(w http.ResponseWriter, r *http.Request) error {
	limits(w.Header())
	job, err := s.Captures.Job(r.Context(), r.PathValue("captureID"))
	if err == nil && !sees(principalOf(r.Context()), job) {
		err = capture.ErrNotFound
	}
	if err != nil {
		return captureFault(err)
	}
	return answer(w, wireJob(job))
}

// sees reports whether somebody may see a job: their own, or an auditor's every
// one.
func sees(p *auth.Principal, job *capture.Job) bool { return job.By.Actor == p.ID || p.Can(auth.Audit) }

// getCaptures lists jobs, page by page.
func (s *server) getCaptures(w http.ResponseWriter, r *http.Request) error {
	limits(w.Header())
	perPage, after := 30, int64(0)
	asked := r.URL.Query()
	for name := range asked {
		var err error
		switch text := asked.Get(name); name {
		case "perPage":
			if perPage, err = strconv.Atoi(text); err == nil && (perPage < 1 || perPage > 1000) {
				err = strconv.ErrRange
			}
		case "nextPageToken":
			after, err = strconv.ParseInt(text, 10, 64)
		default:
			err = errors.New("unknown")
		}
		if err != nil {
			return queryFault(&epcis.Error{Path: name, Detail: "cannot be used", Fix: "give perPage from 1 to 1000, and nextPageToken as the header Link has it"})
		}
	}
	p := principalOf(r.Context())
	actor := p.ID
	if p.Can(auth.Audit) {
		actor = ""
	}
	jobs, err := s.Captures.List(r.Context(), actor, after, perPage+1)
	if err != nil {
		return err
	}
	if len(jobs) > perPage {
		jobs = jobs[:perPage]
		asked.Set("nextPageToken", strconv.FormatInt(jobs[perPage-1].Number, 10))
		w.Header().Set("Link", "<"+r.URL.Path+"?"+asked.Encode()+`>; rel="next"`)
	}
	return answer(w, each(jobs, wireJob))
}

func wireJob(j *capture.Job) api.CaptureJob {
	out := api.CaptureJob{
		CaptureID: j.ID, CreatedAt: j.CreatedAt, Running: j.Running(), Success: len(j.Errors) == 0, Behaviour: string(j.Behaviour),
		Errors: []api.CaptureError{}, Events: j.Events, Recorded: j.Done, Known: j.Known,
	}
	if !j.Running() {
		out.FinishedAt = &j.FinishedAt
	}
	for _, e := range j.Errors {
		out.Errors = append(out.Errors, api.CaptureError{
			Type: "epcisException:ValidationException", Title: "The event cannot be recorded.", Status: http.StatusBadRequest,
			Detail: e.Detail, Path: e.Path, Event: e.Event, Rule: e.Rule, Fix: e.Fix,
		})
	}
	return out
}

// describeCapture describes the requests that hand something in.
func describeCapture(_ huma.API, op *huma.Operation) {
	object := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
	op.RequestBody = &huma.RequestBody{
		Required: true, Description: "An EPCIS document or event, in JSON or XML of version 2.0, or XML of 1.x; it may be compressed with gzip.",
		Content: map[string]*huma.MediaType{
			"application/ld+json": {Schema: object}, "application/json": {Schema: object},
			"application/xml": {Schema: text("")}, "text/xml": {Schema: text("")},
		},
	}
	status := http.StatusAccepted
	if op.Path == "/epcis/events" {
		status = http.StatusCreated
	} else {
		op.Parameters = append(op.Parameters, parameter("header", "GS1-Capture-Error-Behaviour", "rollback (the default): with one bad event nothing is recorded; proceed: the others are", text("")))
	}
	op.Responses[strconv.Itoa(status)] = &huma.Response{
		Description: http.StatusText(status),
		Headers:     map[string]*huma.Param{"Location": {Description: "Where the job or the event is read", Schema: text("")}},
	}
}

func describeJobs(h huma.API, op *huma.Operation) {
	answers[[]api.CaptureJob](h, op)
	op.Parameters = append(op.Parameters, parameter("query", "perPage", "Jobs of a page: 30, at most 1000", &huma.Schema{Type: huma.TypeInteger}),
		parameter("query", "nextPageToken", "The page after, as the header Link has it", text("")))
}

func describeJob(h huma.API, op *huma.Operation) {
	answers[api.CaptureJob](h, op)
	op.Parameters = append(op.Parameters, parameter("path", "captureID", "Id of the job, as the header Location has it", text("")))
}
