package httpapi

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
)

// The descriptions of routes that huma does not read from their types.

// jsonBody describes a body.
func jsonBody(op *huma.Operation, description string, schema *huma.Schema) {
	op.RequestBody = &huma.RequestBody{
		Description: description, Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}
}

// schemaOf registers a type and refers to it.
func schemaOf[T any](h huma.API) *huma.Schema {
	return h.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")
}

func text(description string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: description}
}

func parameter(in, name, description string, schema *huma.Schema) *huma.Param {
	return &huma.Param{In: in, Name: name, Description: description, Required: in == "path", Schema: schema}
}

func describeScan(h huma.API, op *huma.Operation) {
	answers[api.Answer](h, op)
	atStation(op)
	jsonBody(op, "The code, as it was read or typed.", schemaOf[api.Scan](h))
}

func describeSignIn(h huma.API, op *huma.Operation) {
	answers[api.SignedIn](h, op)
	atStation(op)
	jsonBody(op, "What is shown. Signing in again at the same place finds the same session.", schemaOf[api.SignIn](h))
}

func describeSignOut(h huma.API, op *huma.Operation) {
	answers[api.List[api.Session]](h, op)
	atStation(op)
	jsonBody(op, "What is shown. The answer has the session that has ended, or none.", schemaOf[api.SignOut](h))
}

func describeSessions(h huma.API, op *huma.Operation) {
	answers[api.List[api.Session]](h, op)
	atStation(op)
}

func describeEnd(h huma.API, op *huma.Operation) {
	answers[api.Session](h, op)
	op.Parameters = append(op.Parameters, parameter("path", "session", "Id of the session", text("")))
}

// atStation describes the station of a path, where it has one.
func atStation(op *huma.Operation) {
	if strings.Contains(op.Path, "{station}") {
		op.Parameters = append(op.Parameters, parameter("path", "station", "Code of the station", text("")))
	}
}

func describeCommand(h huma.API, op *huma.Operation) {
	answers[api.Answer](h, op)
	jsonBody(op, "The command. A repeat of its id gets the first answer again.", commandSchema(h))
}

func describeBatch(h huma.API, op *huma.Operation) {
	answers[api.Batch](h, op)
	one, most := 1, maxBatch
	jsonBody(op, "The commands.", &huma.Schema{Type: huma.TypeArray, MinItems: &one, MaxItems: &most, Items: commandSchema(h)})
}

// commandSchema describes a command: one alternative for each verb, told apart
// by the member verb.
func commandSchema(h huma.API) *huma.Schema {
	schemas := h.OpenAPI().Components.Schemas
	if _, known := schemas.Map()["Command"]; known {
		return &huma.Schema{Ref: "#/components/schemas/Command"}
	}
	shared := huma.SchemaFromType(schemas, reflect.TypeFor[api.Command]())
	all := &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: "verb", Mapping: map[string]string{}}}
	for _, v := range track.Verbs() {
		args := schemas.Schema(reflect.TypeOf(v.New()), true, "")
		addExamples(schemas, reflect.TypeOf(v.New()).Elem())
		name := "Command" + verbName(v.Verb)
		one := &huma.Schema{
			Type: huma.TypeObject, Description: string(v.Verb) + ": " + v.Summary + ". Needs the access " + string(v.Access) + ".",
			Properties: map[string]*huma.Schema{}, Required: []string{"verb", "args"}, AdditionalProperties: false,
		}
		for name, property := range shared.Properties {
			one.Properties[name] = property
		}
		one.Properties["verb"] = &huma.Schema{Type: huma.TypeString, Enum: []any{string(v.Verb)}}
		one.Properties["args"] = args
		schemas.Map()[name] = one
		ref := "#/components/schemas/" + name
		all.OneOf = append(all.OneOf, &huma.Schema{Ref: ref})
		all.Discriminator.Mapping[string(v.Verb)] = ref
	}
	inputSchema(schemas)
	schemas.Map()["Command"] = all
	return &huma.Schema{Ref: "#/components/schemas/Command"}
}

// addExamples adds the examples of the arguments of a verb to their description.
func addExamples(schemas huma.Registry, t reflect.Type) {
	schema := schemas.SchemaFromRef(schemas.Schema(t, true, "").Ref)
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if example := f.Tag.Get("eg"); example != "" {
			schema.Properties[name].Examples = []any{exampleOf(schema.Properties[name], example)}
		}
		inner := f.Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			addExamples(schemas, inner)
		}
	}
}

// exampleOf is the value that an example stands for as it is typed.
func exampleOf(schema *huma.Schema, example string) any {
	if schema.Type == huma.TypeString {
		return example
	}
	if v := jsontext.Value(example); v.IsValid() {
		var value any
		if json.Unmarshal(v, &value) == nil {
			return value
		}
	}
	var items []any
	for item := range strings.SplitSeq(example, ",") {
		items = append(items, item)
	}
	return items
}

// inputSchema lets an input be its reference alone.
func inputSchema(schemas huma.Registry) {
	schemas.Schema(reflect.TypeFor[track.Input](), true, "")
	whole := schemas.Map()["Input"]
	schemas.Map()["Input"] = &huma.Schema{OneOf: []*huma.Schema{text("The reference alone: " + whole.Properties["ref"].Description), whole}}
}

// verbName writes "produce-unit" as "ProduceUnit".
func verbName(v track.Verb) string {
	var name []rune
	upper := true
	for _, r := range string(v) {
		switch {
		case r == '-':
			upper = true
			continue
		case upper && r >= 'a' && r <= 'z':
			r += 'A' - 'a'
		}
		upper = false
		name = append(name, r)
	}
	return string(name)
}

func describePlant(h huma.API, op *huma.Operation) {
	answers[api.Plant](h, op)
	op.Responses["200"].Content["application/yaml"] = &huma.MediaType{Schema: text("The definition alone")}
	if op.OperationID == "plantVersion" {
		op.Parameters = append(op.Parameters, parameter("path", "version", "Number of the version", &huma.Schema{Type: huma.TypeInteger}))
	}
	op.Parameters = append(op.Parameters, minSeq())
}

func minSeq() *huma.Param {
	return parameter("query", "minSeq", "Wait, at most 5 s, until the answer speaks of a journal with at least so many entries.", &huma.Schema{Type: huma.TypeInteger})
}

func describeDiff(h huma.API, op *huma.Operation) {
	answers[api.PlantDiff](h, op)
	jsonBody(op, "The definition, as YAML.", schemaOf[api.PlantSource](h))
}

func describeFeed(h huma.API, op *huma.Operation) {
	op.Description += " Each event has the sequence as its id and an entry in short, as JSON, for its data. " +
		"A connection that was lost goes on after the header Last-Event-ID."
	op.Parameters = append(op.Parameters,
		parameter("header", "Last-Event-ID", "The id of the last event that was read", text("")),
		parameter("query", "from", "The first sequence wanted; without it the feed begins with what comes now", &huma.Schema{Type: huma.TypeInteger}),
		parameter("query", "station", "Only entries of this station", text("")),
		parameter("query", "kind", "Only entries of this kind", text("")),
	)
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK),
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: schemaOf[api.Event](h)}},
	}
}

func describeVerification(h huma.API, op *huma.Operation) {
	op.Description += " The answer is JSON lines: how far it is, now and then, and at last what was found. It ends when the connection does."
	op.Parameters = append(op.Parameters, parameter("query", "views", "Also make the views again and compare them", &huma.Schema{Type: huma.TypeBoolean}))
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK),
		Content:     map[string]*huma.MediaType{"application/jsonl": {Schema: schemaOf[api.Verifying](h)}},
	}
}

func describeText(_ huma.API, op *huma.Operation) {
	op.Responses["200"] = &huma.Response{
		Description: http.StatusText(http.StatusOK), Content: map[string]*huma.MediaType{"text/plain": {Schema: text("")}},
	}
}
