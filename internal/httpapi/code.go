package httpapi

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/view"
)

// maxSeparators bounds what stands for GS.
const maxSeparators = 8

func describeCodeQuery(h huma.API, op *huma.Operation) {
	answers[api.List[api.Reading]](h, op)
	op.Description += " It looks nothing up: which object a code belongs to, a scan says."
	jsonBody(op, "What was read.", schemaOf[api.CodeQuery](h))
}

func describeCodeConversion(h huma.API, op *huma.Operation) {
	answers[api.ConvertedCode](h, op)
	op.Description += " What the form cannot hold is refused; nothing is left out."
	jsonBody(op, "What was read, and the form that is wanted.", schemaOf[api.CodeConversion](h))
}

// postCodeParse says how a code can be understood, at a station or in the plant.
func (s *server) postCodeParse(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var in api.CodeQuery
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	index, err := s.definition(r)
	if err != nil {
		return err
	}
	readings, err := readings(&in, index)
	if err != nil {
		return err
	}
	list := &api.List[api.Reading]{Items: each(readings, WireReading)}
	for l, i := languageOf(r.Context()), 0; i < len(list.Items); i++ {
		list.Items[i].Reason = l.Phrase(list.Items[i].Reason)
	}
	return answer(w, list)
}

// readings understands a code as it is read at a station, or in the plant.
func readings(in *api.CodeQuery, index *plant.Index) ([]ident.Reading, error) {
	o := ident.Options{Separators: slices.Concat(in.Separators, index.Separators(in.Station))}
	switch {
	case len(in.Separators) > maxSeparators:
		return nil, problem(CodeBadValue, "", api.Fault{Location: "body.separators", Message: "at most 8 are taken"})
	case in.Code != "" && len(in.Bytes) > 0:
		return nil, problem(CodeBadValue, "", api.Fault{Location: "body.bytes", Message: "give code or bytes, not both"})
	case len(in.Codes) > 0 && (in.Code != "" || len(in.Bytes) > 0):
		return nil, problem(CodeBadValue, "", api.Fault{Location: "body.codes", Message: "give code, bytes or codes, one of them"})
	case len(in.Codes) > 0:
		return ident.ParseLabel(in.Codes, o), nil
	case in.Code != "":
		return ident.Parse([]byte(in.Code), o), nil
	}
	return ident.Parse(in.Bytes, o), nil
}

// WireReading is a reading as the API tells it.
func WireReading(r *ident.Reading) api.Reading {
	return api.Reading{
		Scheme: string(r.Scheme), Confidence: string(r.Confidence), Reason: r.Reason, Symbology: r.Symbology, Canonical: r.Canonical,
		Elements: each(r.Elements, func(e *ident.Element) api.CodeElement {
			return api.CodeElement{ID: e.ID, Name: e.Name, Role: string(e.Role), Value: e.Value}
		}),
		Identifiers: each(r.Identifiers, func(id *ident.Identifier) api.CodeIdentifier {
			return api.CodeIdentifier{Kind: id.Kind, Level: string(id.Level), Value: id.Value}
		}),
		Text: each(r.Text, func(line *string) string { return *line }),
		Faults: each(r.Faults, func(f *ident.Fault) api.CodeFault {
			return api.CodeFault{Scheme: string(f.Scheme), Code: f.Code, Where: f.Where, Text: f.Text, Fix: f.Fix}
		}),
	}
}

// postCodeConvert writes a code in another form.
func (s *server) postCodeConvert(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var in api.CodeConversion
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	index, err := s.definition(r)
	if err != nil {
		return err
	}
	all, err := readings(&in.CodeQuery, index)
	if err != nil {
		return err
	}
	best := ident.Best(all)
	if len(best) > 1 {
		return problem(CodeBadValue, "", api.Fault{Location: "body.code", Message: "it can be read in several ways: " + canonicals(best) + "; send the one that is meant"})
	}
	writing := ident.Writing{Stem: in.Stem, Coding: in.Coding, Prefixes: ident.FirstPrefix(index.PrefixLength, s.Prefixes)}
	switch {
	case in.PrefixLength != 0 && (in.PrefixLength < 6 || in.PrefixLength > 12):
		return problem(CodeBadValue, "", api.Fault{Location: "body.prefixLength", Message: "a GS1 company prefix has 6 to 12 digits"})
	case in.PrefixLength != 0:
		writing.Prefixes = ident.FixedPrefix(in.PrefixLength)
	}
	if in.Filter < 0 || in.Filter > 7 {
		return problem(CodeBadValue, "", api.Fault{Location: "body.filter", Message: "a filter value is 0 to 7"})
	}
	writing.Filter = uint8(in.Filter)
	text, err := ident.Convert(best[0], ident.Form(in.To), writing)
	if err != nil {
		faults := append(best[0].Faults, ident.FaultOf(best[0].Scheme, err))
		return problem(CodeBadValue, "", each(faults, wireCodeFault)...)
	}
	return answer(w, &api.ConvertedCode{Reading: WireReading(&best[0]), To: in.To, Code: text})
}

// definition is the present plant definition.
func (s *server) definition(r *http.Request) (index *plant.Index, err error) {
	err = s.ask(r.Context(), 0, func(q *view.Query) error {
		index, err = s.plant(q)
		return err
	})
	return index, err
}

func canonicals(readings []ident.Reading) string {
	var all []string
	for _, r := range readings {
		all = append(all, r.Canonical)
	}
	return strings.Join(all, " or ")
}

func wireCodeFault(f *ident.Fault) api.Fault {
	text := f.Text
	if f.Where != "" {
		text = f.Where + ": " + text
	}
	return api.Fault{Location: "body.code", Message: f.Code + ": " + text + ". " + f.Fix}
}
