package httpapi

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// eventWriter writes a document in either syntax.
type eventWriter interface {
	Write(*epcis.Event) error
	Close() error
}

// document writes events as a document.
func (s *shapeOf) document(w io.Writer, d *epcis.Document, events []*epcis.Event) error {
	var out eventWriter
	var err error
	if s.xml {
		out, err = xml.NewWriter(w, d, s.words)
	} else {
		out, err = epcis.NewWriter(w, d)
	}
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := out.Write(form.Translate(e, s.format, s.lengths)); err != nil {
			return err
		}
	}
	return out.Close()
}

// give writes an answer that is whole.
func (s *shapeOf) give(w http.ResponseWriter, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", s.mediaType)
	w.Header().Set("Vary", "Accept, GS1-EPC-Format, GS1-CBV-XML-Format")
	_, _ = w.Write(b.Bytes()) // the client is gone
	return nil
}

// queryFault is the problem of a parameter.
func queryFault(err error) error {
	e, ok := errors.AsType[*epcis.Error](err)
	if !ok {
		return err
	}
	return exception("QueryParameterException", problem(CodeBadValue, "The parameter "+clip(e.Path)+" "+e.Detail+".", api.Fault{Location: "query." + clip(e.Path), Message: e.Detail + "; " + e.Fix}))
}

// getEvents answers a simple event query.
func (s *server) getEvents(w http.ResponseWriter, r *http.Request) error {
	asked, err := askedFor(r)
	if err != nil {
		return err
	}
	return s.tellEvents(w, r, asked, asked, nil)
}

// askedFor reads the parameters of a question.
func askedFor(r *http.Request) (url.Values, error) {
	asked, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, problem(CodeBadText, "")
	}
	return asked, nil
}

// tellEvents answers a simple event query with the parameters given, which those
// of the address are a part of. An answer without any events is for none to judge.
func (s *server) tellEvents(w http.ResponseWriter, r *http.Request, asked, parameters url.Values, none func() error) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	page, err := s.find(r, parameters)
	if err != nil {
		return err
	}
	if none != nil && len(page.Events) == 0 && !asked.Has("nextPageToken") {
		if err := none(); err != nil {
			return err
		}
	}
	if page.Next != "" {
		nextPage(w, r, asked, page.Next)
	}
	d := &epcis.Document{Type: epcis.QueryDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second), QueryName: "SimpleEventQuery"}
	return as.give(w, func(out io.Writer) error { return as.document(out, d, page.Events) })
}

// sightOf is what who asks sees of the events.
func sightOf(r *http.Request) epcisview.Sight { return SightOf(principalOf(r.Context())) }

// SightOf is what somebody sees of the events: all of them who may read, else what
// they have reported and been granted.
func SightOf(p *auth.Principal) epcisview.Sight {
	if p.Can(auth.Read) {
		return epcisview.Everything()
	}
	if !p.Can(auth.Query) {
		return epcisview.Sight{}
	}
	return epcisview.Sight{Actor: p.ID, Grants: p.Grants}
}

// find asks for events.
func (s *server) find(r *http.Request, parameters url.Values) (*epcisview.Page, error) {
	ns, err := extensionsOf(r)
	if err != nil {
		return nil, err
	}
	q, err := query.Parse(parameters, query.Options{Namespaces: ns})
	if err != nil {
		return nil, queryFault(err)
	}
	page, err := s.Events.Find(r.Context(), sightOf(r), q)
	return page, findFault(q, err)
}

// nextPage tells where the next page is. A token is a place in the order, which
// is there for good.
func nextPage(w http.ResponseWriter, r *http.Request, asked url.Values, token string) {
	next := maps.Clone(asked)
	next.Set("nextPageToken", token)
	w.Header().Set("Link", "<"+r.URL.EscapedPath()+"?"+next.Encode()+`>; rel="next"`)
	w.Header().Set("GS1-Next-Page-Token-Expires", "9999-12-31T23:59:59Z")
}

// getEvent answers with one event.
func (s *server) getEvent(w http.ResponseWriter, r *http.Request) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	if r.URL.RawQuery != "" {
		return queryFault(&epcis.Error{Path: firstParameter(r), Detail: "is not taken here", Fix: "leave it out"})
	}
	e, err := s.Events.Event(r.Context(), sightOf(r), r.PathValue("eventID"))
	if errors.Is(err, epcisview.ErrNotFound) {
		return problem(CodeNotFound, "There is no event with this id.")
	}
	if err != nil {
		return queryFault(err)
	}
	e = form.Translate(e, as.format, as.lengths)
	return as.give(w, func(out io.Writer) error {
		var b []byte
		if as.xml {
			b, err = xml.AppendEvent(nil, e, as.words)
		} else {
			b, err = e.AppendJSON(nil)
		}
		if err == nil {
			_, err = out.Write(append(b, '\n'))
		}
		return err
	})
}

func firstParameter(r *http.Request) string {
	for name := range r.URL.Query() {
		return name
	}
	return ""
}

// maxTold bounds the events of one document of an object's.
const maxTold = 10_000

// getObjectEvents answers with the events of an object, and with those of what a
// trace from it reaches, as a document that another server can capture.
func (s *server) getObjectEvents(w http.ResponseWriter, r *http.Request) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	direction := r.URL.Query().Get("trace")
	if direction != "" && direction != string(view.Back) && direction != string(view.Forward) {
		return problem(CodeBadValue, "", api.Fault{Location: "query.trace", Message: "it is back or forward"})
	}
	var entries []int64
	err = s.ask(r.Context(), 0, func(q *view.Query) error {
		o, err := object(q, r.PathValue("id"), time.Time{})
		if err != nil {
			return err
		}
		objects := []track.ObjectID{o.ID}
		if direction != "" {
			t, err := q.Trace(view.TraceQuestion{Start: objects, Direction: view.Direction(direction), MaxNodes: maxTold})
			if err != nil {
				return err
			}
			if t.Cut != "" {
				return problem(CodeTooMany, "The trace reaches more than "+strconv.Itoa(maxTold)+" objects.")
			}
			objects = objects[:0]
			for _, n := range t.Nodes {
				objects = append(objects, n.Object.ID)
			}
		}
		entries, err = q.EntriesOf(objects)
		return err
	})
	if err != nil {
		return err
	}
	events, err := s.Events.OfEntries(r.Context(), sightOf(r), entries, maxTold)
	if errors.Is(err, epcisview.ErrTooLarge) {
		return problem(CodeTooMany, "More than "+strconv.Itoa(maxTold)+" events tell of it: ask by the times of events at /epcis/events.")
	}
	if err != nil {
		return err
	}
	d := &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second)}
	return as.give(w, func(out io.Writer) error { return as.document(out, d, events) })
}
