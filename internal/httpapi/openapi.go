package httpapi

import (
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
)

// apiVersion is raised with each change of the API that a client may notice.
const apiVersion = "1.0.0"

// newHuma makes what registers operations on a mux and describes them.
func newHuma(mux *http.ServeMux) huma.API {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	schemas.RegisterTypeAlias(reflect.TypeFor[huma.ErrorModel](), reflect.TypeFor[api.Problem]())
	cfg := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Tracewright", Version: apiVersion,
				Description: "Track and trace for a factory. Every verdict, a refusal too, is an answer with status 200; " +
					"what could not be answered is a problem (RFC 9457) with a stable code.",
			},
			Tags: []*huma.Tag{
				{Name: "commands", Description: "What is asked for or reported"},
				{Name: "codes", Description: "What a barcode, tag or number means, and the same in another form"},
				{Name: "sessions", Description: "Who is signed in, and where"},
				{Name: "objects", Description: "What there is, where it has been, and what it is made of"},
				{Name: "labels", Description: "What is printed on objects"},
				{Name: "plant", Description: "Stations, work in progress and the plant definition"},
				{Name: "quality", Description: "Holds, breaches, refusals, visits and measurements"},
				{Name: "journal", Description: "The record itself, with its proofs"},
				{Name: "server", Description: "The server's own state"},
			},
			Components: &huma.Components{
				Schemas: schemas,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token":   {Type: "http", Scheme: "bearer", Description: "An API token, or the token of a session."},
					"session": {Type: "apiKey", In: "cookie", Name: "__Host-session", Description: "The token of a browser that has signed in; without TLS the cookie is called session- and the port."},
				},
			},
		},
		Formats: map[string]huma.Format{
			"application/json": {Marshal: writeWhole, Unmarshal: func(b []byte, v any) error { return json.Unmarshal(b, v) }},
		},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{humaFault},
	}
	cfg.Formats["json"] = cfg.Formats["application/json"] // application/problem+json
	return humago.New(mux, cfg)
}

// writeWhole writes a value once all of it could be written: huma takes an
// error for our fault, which a client that has left is not.
func writeWhole(w io.Writer, v any) error {
	b, err := json.Marshal(v, json.Deterministic(true))
	if err == nil {
		_, _ = w.Write(b)
	}
	return err
}

func writeJSON(w io.Writer, v any) error { return json.MarshalWrite(w, v, json.Deterministic(true)) }

// schemaName tells the arguments of a verb from what else has its name.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := huma.DefaultSchemaNamer(t, hint)
	if reflect.PointerTo(t).Implements(reflect.TypeFor[track.Args]()) {
		return name + "Args"
	}
	return name
}

// documents is the description of the API as it is served.
type documents struct{ json, yaml []byte }

// describe completes the description, once all routes are mounted, and returns
// what writes it. That takes as long as everything else at the start together,
// so it is written when it is first asked for, and once.
func describe(h huma.API) func() documents {
	doc := h.OpenAPI()
	doc.Info.Extensions = map[string]any{"x-codes": codeList()}
	asked := []reflect.Type{reflect.TypeFor[api.Scan](), reflect.TypeFor[api.PlantSource](), reflect.TypeFor[api.SignIn](), reflect.TypeFor[api.SignOut](), reflect.TypeFor[api.BrowserSignIn]()}
	for name, schema := range doc.Components.Schemas.Map() {
		t := doc.Components.Schemas.TypeFromRef("#/components/schemas/" + name)
		if t != nil && t.PkgPath() == asked[0].PkgPath() && !slices.Contains(asked, t) {
			schema.AdditionalProperties = nil // a later version may answer more
		}
		for _, property := range schema.Properties {
			property.Nullable = false // an empty list is [], and what is not given is left out
		}
	}
	return sync.OnceValue(func() documents { return mustRender(doc) })
}

// mustRender writes the description.
func mustRender(doc *huma.OpenAPI) documents {
	pretty := jsontext.Value(must(doc.MarshalJSON()))
	if err := pretty.Indent(jsontext.WithIndent("  ")); err != nil {
		panic(err)
	}
	return documents{json: append(pretty, '\n'), yaml: must(doc.YAML())}
}

// codeList is the table of codes as the description carries it.
func codeList() []map[string]any {
	return each(Codes(), func(c *CodeInfo) map[string]any {
		return map[string]any{
			"code": c.Code, "name": c.Name, "status": c.Status, "title": c.Title, "meaning": c.Meaning, "cause": c.Cause, "fix": c.Fix,
		}
	})
}

// must is for what only a fault in the table of routes can break.
func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func (s *server) serveOpenAPI(w http.ResponseWriter, r *http.Request) error {
	doc, mediaType := s.openAPI().json, "application/openapi+json"
	if strings.HasSuffix(r.URL.Path, ".yaml") {
		doc, mediaType = s.openAPI().yaml, "application/openapi+yaml"
	}
	w.Header().Set("Content-Type", mediaType)
	_, err := w.Write(doc)
	return err
}
