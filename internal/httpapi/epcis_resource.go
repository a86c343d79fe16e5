package httpapi

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcisview"
)

// resource is a kind of thing that events name: a collection of its values, and
// below each value the events that name it.
type resource struct {
	name      string // in the path
	value     string // name of the value in the path
	what      string // in words
	parameter string // of the event query, which the path fixes
	fields    []query.Field
	standard  []string     // values that there always are, in their order
	terms     *epcis.Terms // of which they are words; nil: of none
}

func resources() []resource {
	types := []string{string(epcis.Aggregation), string(epcis.Association), string(epcis.Object), string(epcis.Transaction), string(epcis.Transformation)}
	return []resource{
		{name: "eventTypes", value: "eventType", what: "type of event", parameter: "eventType", fields: []query.Field{query.FieldType}, standard: types},
		{name: "epcs", value: "epc", what: "EPC", parameter: "MATCH_anyEPC", fields: []query.Field{query.FieldEPC, query.FieldParent, query.FieldInput, query.FieldOutput}},
		{name: "bizSteps", value: "bizStep", what: "business step", parameter: "EQ_bizStep", fields: []query.Field{query.FieldStep}, standard: epcis.BizSteps.Words(), terms: epcis.BizSteps},
		{name: "bizLocations", value: "bizLocation", what: "business location", parameter: "EQ_bizLocation", fields: []query.Field{query.FieldLocation}},
		{name: "readPoints", value: "readPoint", what: "read point", parameter: "EQ_readPoint", fields: []query.Field{query.FieldReadPoint}},
		{name: "dispositions", value: "disposition", what: "disposition", parameter: "EQ_disposition", fields: []query.Field{query.FieldDisposition}, standard: epcis.Dispositions.Words(), terms: epcis.Dispositions},
	}
}

// fixedBy is the parameter of event queries that a path fixes; empty: none.
func fixedBy(path string) string {
	for _, k := range resources() {
		if strings.HasPrefix(path, epcisRoot+"/"+k.name+"/") {
			return k.parameter
		}
	}
	return ""
}

// resourceRoutes are the addresses of the resources.
func resourceRoutes(access []auth.Access) []route {
	root := func(s *server, w http.ResponseWriter, r *http.Request) error {
		return s.giveMembers(w, r, s.topLevel())
	}
	routes := []route{
		{method: http.MethodGet, path: epcisRoot, id: "epcis", tag: "epcis", access: access, summary: "List the resources of the EPCIS interface (EPCIS 2.0)", document: describeCollection, mount: epcisRoute(root)},
		{method: http.MethodGet, path: epcisRoot + "/{$}", hidden: true, access: access, mount: epcisRoute(root)},
		{method: http.MethodDelete, path: epcisRoot + "/nextPageToken/{token}", id: "epcisDeleteToken", tag: "epcis", access: access, summary: "Not done here: tokens of pages hold nothing that could be let go of (EPCIS 2.0)", document: describeToken, mount: epcisRoute((*server).deleteToken)},
	}
	for _, k := range resources() {
		at, id := epcisRoot+"/"+k.name, "epcis"+strings.ToUpper(k.name[:1])+k.name[1:]
		one := at + "/{" + k.value + "}"
		routes = append(
			routes,
			route{method: http.MethodGet, path: at, id: id, tag: "epcis", access: access, summary: "List every " + k.what + " that there is (EPCIS 2.0)", document: describeCollection, mount: epcisRoute(k.list)},
			route{method: http.MethodGet, path: one, id: id + "Value", tag: "epcis", access: access, summary: "List what is below a " + k.what + " (EPCIS 2.0)", document: describeCollection, mount: epcisRoute(k.below)},
			route{method: http.MethodGet, path: one + "/events", id: id + "Events", tag: "epcis", access: access, summary: "Query the events of a " + k.what + " (EPCIS 2.0)", document: describeEvents, mount: epcisRoute(k.events)},
		)
	}
	return routes
}

// topLevel lists what lies directly below the root.
func (s *server) topLevel() []string {
	var names []string
	for _, rt := range s.routes {
		name, below := strings.CutPrefix(rt.path, epcisRoot+"/")
		if below && rt.method == http.MethodGet && !strings.ContainsAny(name, "/{") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// discovered adds to a table of routes that every address of the EPCIS interface
// says by OPTIONS what it takes.
func discovered(table []route) []route {
	access := map[string][]auth.Access{}
	for _, rt := range table {
		if rt.path == epcisRoot || strings.HasPrefix(rt.path, epcisRoot+"/") {
			access[rt.path] = append(access[rt.path], rt.access...)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(access)) {
		table = append(table, route{method: http.MethodOptions, path: path, access: access[path], hidden: true, mount: epcisRoute((*server).discover)})
	}
	return table
}

// discover says what an address takes.
func (s *server) discover(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Allow", s.allowed(r))
	h.Set("GS1-EPC-Format", string(form.AlwaysLink))
	h.Set("GS1-CBV-XML-Format", "Always_Web_URI")
	if r.URL.Path == epcisRoot+"/capture" || r.URL.Path == epcisRoot+"/events" {
		limits(h)
		h.Set("GS1-Capture-Error-Behaviour", "all")
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// deleteToken refuses to forget a token: there is nothing that it holds.
func (s *server) deleteToken(http.ResponseWriter, *http.Request) error {
	return problem(CodeNotDone, "")
}

// list lists the values that there are, page by page.
func (k resource) list(s *server, w http.ResponseWriter, r *http.Request) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	asked, perPage, after, err := listed(r)
	if err != nil {
		return err
	}
	found, err := s.Events.Values(r.Context(), sightOf(r), k.fields, after, perPage+1)
	if err != nil {
		return err
	}
	values := k.withStandard(found, after)
	if len(values) > perPage {
		values = values[:perPage]
		nextPage(w, r, asked, base64.RawURLEncoding.EncodeToString([]byte(values[perPage-1].Canonical)))
	}
	members := make([]string, len(values))
	for i, v := range values {
		members[i] = k.written(&as, v)
	}
	return as.members(w, members)
}

// listed reads the parameters of a list: they are those of its pages alone.
func listed(r *http.Request) (asked url.Values, perPage int, after string, err error) {
	asked, err = askedFor(r)
	if err != nil {
		return nil, 0, "", err
	}
	wrong := func(name string) error {
		return queryFault(&epcis.Error{Path: name, Detail: "cannot be used", Fix: "give perPage from 1 to " + strconv.Itoa(query.MaxPerPage) + ", and nextPageToken as the header Link has it"})
	}
	perPage = 30
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		switch text := asked.Get(name); name {
		case "perPage":
			if perPage, err = strconv.Atoi(text); err != nil || perPage < 1 || perPage > query.MaxPerPage {
				return nil, 0, "", wrong(name)
			}
		case "nextPageToken":
			b, err := base64.RawURLEncoding.DecodeString(text)
			if after = string(b); err != nil || after == "" {
				return nil, 0, "", wrong(name)
			}
		default:
			return nil, 0, "", wrong(name)
		}
	}
	return asked, perPage, after, nil
}

// withStandard adds to the values that events have those that there always are.
func (k *resource) withStandard(found []epcisview.Value, after string) []epcisview.Value {
	for _, word := range k.standard {
		if word > after && !slices.ContainsFunc(found, func(v epcisview.Value) bool { return v.Canonical == word }) {
			found = append(found, epcisview.Value{Canonical: word, Spelled: word})
		}
	}
	slices.SortFunc(found, func(a, b epcisview.Value) int { return strings.Compare(a.Canonical, b.Canonical) })
	return found
}

// written is a value in the form that the client wants.
func (k *resource) written(as *shapeOf, v epcisview.Value) string {
	switch {
	case k.terms != nil && as.xml:
		return as.words.Word(k.terms, v.Canonical, []string{v.Spelled})
	case k.terms != nil:
		return k.terms.Word(v.Spelled)
	}
	return form.Identifier(v.Spelled, as.format, as.lengths)
}

// of is the parameter that stands for the value in the path.
func (k *resource) of(r *http.Request) (url.Values, error) {
	value := r.PathValue(k.value)
	if strings.Contains(value, "|") || strings.HasPrefix(value, "urn:epc:idpat:") {
		return nil, k.unknown()
	}
	return url.Values{k.parameter: {value}}, nil
}

func (k *resource) unknown() error {
	return problem(CodeNotFound, "There is no such "+k.what+" in any event.")
}

// known refuses a value that no event has, and that is none of the standard.
func (k *resource) known(s *server, r *http.Request, fixed url.Values) error {
	value := fixed.Get(k.parameter)
	if k.terms != nil {
		value = k.terms.Word(value)
	}
	if slices.Contains(k.standard, value) {
		return nil
	}
	page, err := s.find(r, url.Values{k.parameter: fixed[k.parameter], "perPage": {"1"}})
	if err == nil && len(page.Events) == 0 {
		err = k.unknown()
	}
	return err
}

// below lists what there is of a value: its events.
func (k resource) below(s *server, w http.ResponseWriter, r *http.Request) error {
	fixed, err := k.of(r)
	if err == nil {
		err = k.known(s, r, fixed)
	}
	if err != nil {
		return err
	}
	return s.giveMembers(w, r, []string{"events"})
}

// events answers a query for the events of a value.
func (k resource) events(s *server, w http.ResponseWriter, r *http.Request) error {
	asked, err := askedFor(r)
	if err != nil {
		return err
	}
	if asked.Has(k.parameter) {
		return queryFault(&epcis.Error{Path: k.parameter, Detail: "is given by the path", Fix: "leave it out, or ask at /epcis/events"})
	}
	parameters, err := k.of(r)
	if err != nil {
		return err
	}
	maps.Copy(parameters, asked)
	return s.tellEvents(w, r, asked, parameters, func() error { return k.known(s, r, parameters) })
}

// collection is a list of names or values.
type collection struct {
	XMLName xml.Name       `xml:"Collection" json:"-"`
	Context jsontext.Value `xml:"-" json:"@context"`
	Type    string         `xml:"-" json:"type"`
	Members []string       `xml:"member" json:"member"`
}

// giveMembers answers with a list that takes no parameters.
func (s *server) giveMembers(w http.ResponseWriter, r *http.Request, members []string) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	if r.URL.RawQuery != "" {
		return queryFault(&epcis.Error{Path: firstParameter(r), Detail: "is not taken here", Fix: "leave it out"})
	}
	return as.members(w, members)
}

// members writes a list.
func (s *shapeOf) members(w http.ResponseWriter, members []string) error {
	c := collection{Context: epcis.StandardContext(), Type: "Collection", Members: members}
	return s.give(w, func(out io.Writer) error {
		if s.xml {
			return xml.NewEncoder(out).Encode(&c)
		}
		var b bytes.Buffer
		if err := json.MarshalWrite(&b, &c); err != nil {
			return err
		}
		_, err := out.Write(append(b.Bytes(), '\n'))
		return err
	})
}

// describeValue describes the value in the path of a resource.
func describeValue(op *huma.Operation) {
	for _, k := range resources() {
		if strings.Contains(op.Path, "{"+k.value+"}") {
			op.Parameters = append(op.Parameters, parameter("path", k.value, "The "+k.what+", percent-encoded, in any of its forms", text("")))
		}
	}
}

// describeCollection describes a list.
func describeCollection(_ huma.API, op *huma.Operation) {
	describeValue(op)
	list := &huma.Schema{
		Type: huma.TypeObject, Required: []string{"@context", "type", "member"},
		Properties: map[string]*huma.Schema{
			"@context": text(""), "type": {Type: huma.TypeString, Enum: []any{"Collection"}},
			"member": {Type: huma.TypeArray, Items: text("")},
		},
	}
	for _, k := range resources() {
		if op.Path == epcisRoot+"/"+k.name {
			op.Parameters = append(op.Parameters, parameter("query", "perPage", "Values of a page: 30, at most 1000", &huma.Schema{Type: huma.TypeInteger}),
				parameter("query", "nextPageToken", "The page after, as the header Link has it", text("")))
		}
	}
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK),
		Content:     map[string]*huma.MediaType{"application/ld+json": {Schema: list}, "application/json": {Schema: list}, "application/xml": {Schema: text("")}},
	}
}

func describeToken(_ huma.API, op *huma.Operation) {
	op.Parameters = append(op.Parameters, parameter("path", "token", "A token of the header Link", text("")))
}
