package httpapi

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// The EPCIS 2.0 interface (REST binding of ISO/IEC 19987), below /epcis/. Its
// problems have the types of the standard beside our codes.

// exception gives a problem the type that EPCIS has for it.
func exception(name string, f *fault) *fault {
	f.Type = "epcisException:" + name
	return f
}

// epcisRoute mounts a handler of the EPCIS interface: it says which versions it
// speaks, and tells its problems by the types of the standard. Parameters are for
// the handler to judge.
func epcisRoute(handle func(*server, http.ResponseWriter, *http.Request) error) func(*server, huma.API, huma.Operation) {
	return mounted(func(s *server, w http.ResponseWriter, r *http.Request) error {
		h := w.Header()
		for name, value := range map[string]string{
			"GS1-EPCIS-Version": "2.0.0", "GS1-EPCIS-Min": "2.0.0", "GS1-EPCIS-Max": "2.0.0",
			"GS1-CBV-Version": "2.0.0", "GS1-CBV-Min": "2.0.0", "GS1-CBV-Max": "2.0.0", "GS1-Vendor-Version": s.Version,
		} {
			h.Set(name, value)
		}
		err := handle(s, w, r)
		if err != nil {
			return epcisFault(err)
		}
		return nil
	}, func(*huma.Operation, *http.Request) error { return nil })
}

// spokenAt is an error as the interface of a route tells it.
func spokenAt(rt *route, err error) error {
	if rt != nil && strings.HasPrefix(rt.path, "/epcis/") {
		return epcisFault(err)
	}
	return err
}

// epcisFault gives an error the type of the standard.
func epcisFault(err error) *fault {
	f := faultOf(err)
	if f.Status == http.StatusUnprocessableEntity {
		f.Status = http.StatusBadRequest // the standard knows no other
	}
	if strings.HasPrefix(f.Type, "epcisException:") {
		return f
	}
	name := "ImplementationException"
	switch f.Status {
	case http.StatusBadRequest:
		name = "ValidationException"
	case http.StatusUnauthorized, http.StatusForbidden:
		name = "SecurityException"
	case http.StatusNotFound:
		name = "NoSuchResourceException"
	case http.StatusNotAcceptable:
		name = "NotAcceptableException"
	case http.StatusConflict:
		name = "ResourceAlreadyExistsException"
	case http.StatusRequestEntityTooLarge:
		name = "CaptureLimitExceededException"
	case http.StatusUnsupportedMediaType:
		name = "UnsupportedMediaTypeException"
	}
	return exception(name, f)
}

// shapeOf is how an answer is written: as the client accepts it.
type shapeOf struct {
	xml       bool
	mediaType string
	words     xml.Vocabulary
	format    form.Format
}

// shape reads what a client accepts.
func shape(r *http.Request) (shapeOf, error) {
	s := shapeOf{mediaType: "application/ld+json", format: form.AlwaysLink}
	best := -1.0
	for _, header := range r.Header.Values("Accept") {
		for part := range strings.SplitSeq(header, ",") {
			t, params, err := mime.ParseMediaType(part)
			if err != nil {
				continue
			}
			quality, err := strconv.ParseFloat(cmp.Or(params["q"], "1"), 64)
			if err != nil || quality <= 0 || quality <= best {
				continue
			}
			switch t {
			case "application/json", "application/ld+json":
				s.mediaType, s.xml, best = t, false, quality
			case "*/*", "application/*":
				s.mediaType, s.xml, best = "application/ld+json", false, quality
			case "application/xml", "text/xml":
				s.mediaType, s.xml, best = t, true, quality
			}
		}
	}
	if best < 0 && r.Header.Get("Accept") != "" {
		return s, problem(CodeNotAcceptable, "Accept names none of application/ld+json, application/json, application/xml and text/xml.")
	}
	if text := r.Header.Get("GS1-EPC-Format"); text != "" {
		f, err := form.ParseFormat(text)
		if err != nil {
			return s, problem(CodeNotAcceptable, "GS1-EPC-Format "+clip(text)+": use Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates.")
		}
		s.format = f
	}
	switch text := r.Header.Get("GS1-CBV-XML-Format"); text {
	case "", "No_Preference", "Always_Web_URI", "Never_Translates":
	case "Always_URN":
		s.words = xml.URN
	default:
		return s, problem(CodeNotAcceptable, "GS1-CBV-XML-Format "+clip(text)+": use Always_Web_URI, Always_URN, No_Preference or Never_Translates.")
	}
	return s, nil
}

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
		if err := out.Write(form.Translate(e, s.format, nil)); err != nil {
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

// extensionsOf reads the header GS1-Extensions: "prefix=uri, …".
func extensionsOf(r *http.Request) (epcis.Namespaces, error) {
	ns := epcis.Namespaces{}
	for _, header := range r.Header.Values("GS1-Extensions") {
		for pair := range strings.SplitSeq(header, ",") {
			prefix, uri, ok := strings.Cut(strings.TrimSpace(pair), "=")
			if !ok || prefix == "" || uri == "" {
				return nil, exception("ValidationException", problem(CodeBadValue, "GS1-Extensions: write prefix=URI, several parted by commas."))
			}
			ns[prefix] = uri
		}
	}
	return ns, nil
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
	as, err := shape(r)
	if err != nil {
		return err
	}
	ns, err := extensionsOf(r)
	if err != nil {
		return err
	}
	asked, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return problem(CodeBadText, "")
	}
	q, err := query.Parse(asked, query.Options{Namespaces: ns})
	if err != nil {
		return queryFault(err)
	}
	page, err := s.Events.Find(r.Context(), q)
	switch {
	case errors.Is(err, epcisview.ErrTooLarge):
		return exception("QueryTooLargeException", problem(CodeTooMany, "More than "+strconv.Itoa(q.MaxEventCount)+" events fit."))
	case errors.Is(err, epcisview.ErrTooComplex):
		return exception("QueryTooComplexException", problem(CodeTooMany, "Too many events would have to be looked at."))
	case errors.Is(err, epcisview.ErrToken):
		return queryFault(&epcis.Error{Path: "nextPageToken", Detail: "is not of a page of this query", Fix: "follow the header Link of a page, with the same parameters"})
	case err != nil:
		return err
	}
	if page.Next != "" {
		asked.Set("nextPageToken", page.Next)
		w.Header().Set("Link", "<"+r.URL.Path+"?"+asked.Encode()+`>; rel="next"`)
	}
	d := &epcis.Document{Type: epcis.QueryDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second), QueryName: "SimpleEventQuery"}
	return as.give(w, func(out io.Writer) error { return as.document(out, d, page.Events) })
}

// getEvent answers with one event.
func (s *server) getEvent(w http.ResponseWriter, r *http.Request) error {
	as, err := shape(r)
	if err != nil {
		return err
	}
	if r.URL.RawQuery != "" {
		return queryFault(&epcis.Error{Path: firstParameter(r), Detail: "is not taken here", Fix: "leave it out"})
	}
	e, err := s.Events.Event(r.Context(), r.PathValue("eventID"))
	if errors.Is(err, epcisview.ErrNotFound) {
		return problem(CodeNotFound, "There is no event with this id.")
	}
	if err != nil {
		return queryFault(err)
	}
	e = form.Translate(e, as.format, nil)
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
	as, err := shape(r)
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
	events, err := s.Events.OfEntries(r.Context(), entries, maxTold)
	if errors.Is(err, epcisview.ErrTooLarge) {
		return problem(CodeTooMany, "More than "+strconv.Itoa(maxTold)+" events tell of it: ask by the times of events at /epcis/events.")
	}
	if err != nil {
		return err
	}
	d := &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second)}
	return as.give(w, func(out io.Writer) error { return as.document(out, d, events) })
}

// describeEvents describes the queries. Extension fields and other families of
// parameters cannot be listed: docs/epcis.md has them.
func describeEvents(_ huma.API, op *huma.Operation) {
	op.Description += " Values of a parameter are parted by | and are alternatives; all parameters must be kept. " +
		"Every parameter of the simple event query of EPCIS 2.0 is taken, also those that are not listed here; an unknown one is refused. " +
		"The header Link leads to the next page."
	for _, p := range [][2]string{
		{"MATCH_anyEPC", "Things, by URN, Digital Link or pattern, in any role"},
		{"MATCH_epc", "Things that are observed, packed or built in"},
		{"MATCH_parentID", "What things are in"},
		{"MATCH_anyEPCClass", "Classes or lots, in any role"},
		{"GE_eventTime", "Happened at this time or later"},
		{"LT_eventTime", "Happened before"},
		{"GE_recordTime", "Recorded at this time or later"},
		{"LT_recordTime", "Recorded before"},
		{"eventType", "Types of events"},
		{"EQ_action", "ADD, OBSERVE or DELETE"},
		{"EQ_bizStep", "Business steps"},
		{"EQ_disposition", "Dispositions"},
		{"EQ_readPoint", "Read points"},
		{"EQ_bizLocation", "Business locations"},
		{"EQ_bizTransaction_prodorder", "Work orders; other types by their names"},
		{"EQ_eventID", "Ids of events"},
		{"orderBy", "eventTime, recordTime or an extension field"},
		{"orderDirection", "DESC (the default) or ASC"},
		{"eventCountLimit", "Only the first so many, by orderBy"},
		{"maxEventCount", "Refuse the query if more fit"},
		{"perPage", "Events of a page: 30, at most 1000"},
		{"nextPageToken", "The page after, as the header Link has it"},
	} {
		op.Parameters = append(op.Parameters, parameter("query", p[0], p[1], text("")))
	}
	describeDocument(nil, op)
}

// describeDocument describes an answer in either syntax.
func describeDocument(_ huma.API, op *huma.Operation) {
	if strings.Contains(op.Path, "{id}") {
		op.Parameters = append(op.Parameters, parameter("path", "id", "The object's id, its URI, or any code or identifier of it", text("")),
			parameter("query", "trace", "Also of what went into it (back), or of what it went into (forward)", &huma.Schema{Type: huma.TypeString, Enum: []any{"back", "forward"}}))
	}
	if strings.Contains(op.Path, "{eventID}") {
		op.Parameters = append(op.Parameters, parameter("path", "eventID", "Id of the event, percent-encoded", text("")))
	}
	op.Parameters = append(op.Parameters,
		parameter("header", "GS1-EPC-Format", "Form of identifiers", text("")),
		parameter("header", "GS1-CBV-XML-Format", "Form of vocabulary words in XML", text("")))
	object := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK),
		Content: map[string]*huma.MediaType{
			"application/ld+json": {Schema: object}, "application/json": {Schema: object}, "application/xml": {Schema: text("")},
		},
	}
}
