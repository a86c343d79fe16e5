package httpapi

import (
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// perPage is how many members a list of the EPCIS interface has.
const perPage = 30

// postQuery keeps a query under a name.
func (s *server) postQuery(w http.ResponseWriter, r *http.Request) error {
	name, d, err := queryBody(w, r)
	if err != nil {
		return err
	}
	if err := s.exchange(r, "name-query", &track.NameQuery{Name: name, Query: string(d.Text)}, nil); err != nil {
		return err
	}
	w.Header().Set("Location", "/epcis/queries/"+url.PathEscape(name))
	w.WriteHeader(http.StatusCreated)
	return nil
}

// queryBody reads a named query: an object with a name and a query, which is an
// object of parameters or the text that stands behind the question mark of a URL;
// or a form of such parameters and the name.
func queryBody(w http.ResponseWriter, r *http.Request) (string, *query.Definition, error) {
	ns, err := extensionsOf(r)
	if err != nil {
		return "", nil, err
	}
	const form = "application/x-www-form-urlencoded"
	t, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // what is malformed is none of them
	switch t {
	case "application/json", "application/ld+json", form:
	default:
		return "", nil, problem(CodeMediaType, "Content-Type is none of application/json, application/ld+json and "+form+".")
	}
	b, err := bodyOf(w, r, t, maxBody)
	if err != nil {
		return "", nil, err
	}
	if t == form {
		values, err := url.ParseQuery(string(b))
		if err != nil {
			return "", nil, problem(CodeMalformed, "The form cannot be read.")
		}
		name := values.Get("name")
		values.Del("name")
		d, err := query.DefinitionOf(values, ns)
		return name, d, definitionFault(err)
	}
	var in struct {
		Name  string         `json:"name"`
		Query jsontext.Value `json:"query"`
		Type  string         `json:"queryType"` // some clients send it; there is one type
	}
	if err := decode(b, "body", &in); err != nil {
		return "", nil, err
	}
	if in.Query.Kind() == '"' {
		var text string
		_ = json.Unmarshal(in.Query, &text) // it is a text
		values, err := url.ParseQuery(text)
		if err != nil {
			return "", nil, problem(CodeMalformed, "The query cannot be read.")
		}
		d, err := query.DefinitionOf(values, ns)
		return in.Name, d, definitionFault(err)
	}
	d, err := query.ParseDefinition(withPrefixes(in.Query, ns))
	return in.Name, d, definitionFault(err)
}

// withPrefixes adds to a definition the prefixes that the header declares.
func withPrefixes(definition jsontext.Value, ns epcis.Namespaces) []byte {
	var members map[string]jsontext.Value
	if len(ns) == 0 || json.Unmarshal(definition, &members) != nil {
		return definition
	}
	declared := []any{map[string]string(ns)}
	if own, ok := members["@context"]; ok {
		declared = append(declared, own)
		if own.Kind() == '[' {
			var entries []any
			_ = json.Unmarshal(own, &entries) // it is a list
			declared = append(declared[:1], entries...)
		}
	}
	b, err := json.Marshal(declared)
	if err != nil {
		return definition
	}
	members["@context"] = b
	if b, err = json.Marshal(members, json.Deterministic(true)); err != nil {
		return definition
	}
	return b
}

func definitionFault(err error) error {
	e, ok := errors.AsType[*epcis.Error](err)
	if !ok {
		return err
	}
	f := api.Fault{Location: "body.query." + clip(e.Path), Message: e.Detail + "; " + e.Fix}
	return exception("QueryValidationException", problem(CodeBadValue, "The query cannot be kept: "+clip(e.Path)+" "+e.Detail+".", f))
}

// exchange gives a command of the EPCIS interface, and tells its refusal as the
// standard does. What was permitted goes to done, which may be nil.
func (s *server) exchange(r *http.Request, verb string, args track.Args, done func(*api.Answer)) error {
	b, err := json.Marshal(args)
	if err != nil {
		return err
	}
	a, err := s.submit(r.Context(), engine.Bulk, &command{Verb: verb, Args: b, Source: "epcis"}, "body")
	if err != nil {
		return err
	}
	if a.Permitted() {
		if done != nil {
			done(a)
		}
		return nil
	}
	text := a.Verdict.Text + " " + a.Verdict.Next
	switch track.Code(a.Verdict.Code) {
	case track.CodeQueryTaken:
		return problem(CodeNameTaken, text)
	case track.CodeNoQuery:
		return noQuery(text)
	case track.CodeNoSubscription:
		return problem(CodeNotFound, text)
	case track.CodeNotYours:
		return problem(CodeNotAllowed, text)
	}
	return exception("ValidationException", problem(CodeBadValue, text))
}

func noQuery(text string) error {
	return exception("NoSuchNameException", problem(CodeNotFound, text))
}

// ownOnly is the actor whose named queries somebody sees; empty: everybody's.
func ownOnly(p *auth.Principal) string {
	if p.Can(auth.Read) {
		return ""
	}
	return p.ID
}

// namedQuery reads the query that a path names, if whoever asks may see it.
func (s *server) namedQuery(r *http.Request) (q track.NamedQuery, err error) {
	name := r.PathValue("queryName")
	err = s.ask(r.Context(), 0, func(v *view.Query) error {
		q, err = v.NamedQuery(name)
		return err
	})
	if own := ownOnly(principalOf(r.Context())); errors.Is(err, view.ErrNotFound) || err == nil && own != "" && own != q.Actor {
		return q, noQuery("There is no query " + clip(name) + ".")
	}
	return q, err
}

func wireQuery(q *track.NamedQuery) api.NamedQuery {
	return api.NamedQuery{Name: q.Name, Query: []byte(q.Query)}
}

// getQueries lists the named queries, page by page.
func (s *server) getQueries(w http.ResponseWriter, r *http.Request) error {
	asked, limit, after, err := paged(r)
	if err != nil {
		return err
	}
	var rows []track.NamedQuery
	err = s.ask(r.Context(), 0, func(v *view.Query) error {
		rows, err = v.NamedQueries(ownOnly(principalOf(r.Context())), after, limit)
		return err
	})
	if err != nil {
		return err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		nextPage(w, r, asked, rows[limit-1].Name)
	}
	return answer(w, each(rows, wireQuery))
}

// paged reads the parameters of a list: perPage and nextPageToken.
func paged(r *http.Request) (asked url.Values, limit int, after string, err error) {
	asked, limit = r.URL.Query(), perPage
	for name := range asked {
		switch text := asked.Get(name); name {
		case "perPage":
			if limit, err = strconv.Atoi(text); err == nil && (limit < 1 || limit > query.MaxPerPage) {
				err = strconv.ErrRange
			}
		case "nextPageToken":
			after = text
		default:
			err = errors.New("unknown")
		}
		if err != nil {
			return nil, 0, "", queryFault(&epcis.Error{Path: name, Detail: "cannot be used", Fix: "give perPage from 1 to 1000, and nextPageToken as the header Link has it"})
		}
	}
	return asked, limit, after, nil
}

// getQuery answers with a named query.
func (s *server) getQuery(w http.ResponseWriter, r *http.Request) error {
	q, err := s.namedQuery(r)
	if err != nil {
		return err
	}
	return answer(w, wireQuery(&q))
}

// deleteQuery drops a named query, with its subscriptions.
func (s *server) deleteQuery(w http.ResponseWriter, r *http.Request) error {
	q, err := s.namedQuery(r)
	if err == nil {
		err = s.exchange(r, "drop-query", &track.DropQuery{Name: q.Name}, nil)
	}
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// getQueryEvents runs a named query.
func (s *server) getQueryEvents(w http.ResponseWriter, r *http.Request) error {
	if IsSocket(r) {
		return s.openSocket(w, r)
	}
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	named, err := s.namedQuery(r)
	if err != nil {
		return err
	}
	asked, limit, token, err := paged(r)
	if err != nil {
		return err
	}
	d, err := query.ParseDefinition([]byte(named.Query))
	if err != nil {
		return err
	}
	d.Parameters = maps.Clone(d.Parameters)
	d.Parameters["perPage"] = []string{strconv.Itoa(limit)}
	if token != "" {
		d.Parameters["nextPageToken"] = []string{token}
	}
	q, err := d.Query(query.Options{})
	if err != nil {
		return queryFault(err)
	}
	page, err := s.Events.Find(r.Context(), sightOf(r), q)
	if err != nil {
		return findFault(q, err)
	}
	if page.Next != "" {
		nextPage(w, r, asked, page.Next)
	}
	doc := &epcis.Document{Type: epcis.QueryDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second), QueryName: named.Name}
	return as.give(w, func(out io.Writer) error { return as.document(out, doc, page.Events) })
}

// findFault is the problem of a question that cannot be answered.
func findFault(q *query.Query, err error) error {
	switch {
	case errors.Is(err, epcisview.ErrTooLarge):
		return exception("QueryTooLargeException", problem(CodeTooMany, "More than "+strconv.Itoa(q.MaxEventCount)+" events fit."))
	case errors.Is(err, epcisview.ErrTooComplex):
		return exception("QueryTooComplexException", problem(CodeTooMany, "Too many events would have to be looked at."))
	case errors.Is(err, epcisview.ErrToken):
		return queryFault(&epcis.Error{Path: "nextPageToken", Detail: "is not of a page of this query", Fix: "follow the header Link of a page, with the same parameters"})
	}
	return err
}

// describeQuery describes what is asked of a named query.
func describeQuery(h huma.API, op *huma.Operation) {
	status := http.StatusOK
	switch {
	case op.Method == http.MethodPost:
		status = http.StatusCreated
		op.Description += " The query is an object of the parameters of the event query, each with its value or a list; or the text of such parameters, as they stand in a URL. It is never changed."
		jsonBody(op, "A name, and the query.", schemaOf[api.NamedQuery](h))
	case op.Method == http.MethodDelete:
		status = http.StatusNoContent
		op.Description += " Its subscriptions end with it. A partner drops only what is the partner's own."
	case op.Path == "/epcis/queries":
		answers[[]api.NamedQuery](h, op)
		describePages(op)
	default:
		answers[api.NamedQuery](h, op)
	}
	describePath(op)
	if status != http.StatusOK {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status)}
	}
}

// describeQueryEvents describes the answer of a named query.
func describeQueryEvents(h huma.API, op *huma.Operation) {
	describePath(op)
	describePages(op)
	describeDocument(h, op)
	describeSocket(op)
}

func describePages(op *huma.Operation) {
	op.Parameters = append(
		op.Parameters,
		parameter("query", "perPage", "Members of a page: 30, at most 1000", &huma.Schema{Type: huma.TypeInteger}),
		parameter("query", "nextPageToken", "The page after, as the header Link has it", text("")),
	)
}

// describePath describes what stands in the path of a named query.
func describePath(op *huma.Operation) {
	for _, p := range [][2]string{{"queryName", "Name of the query, percent-encoded"}, {"subscriptionID", "Number of the subscription"}} {
		if strings.Contains(op.Path, "{"+p[0]+"}") {
			op.Parameters = append(op.Parameters, parameter("path", p[0], p[1], text("")))
		}
	}
}
