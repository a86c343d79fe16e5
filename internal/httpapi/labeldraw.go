package httpapi

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/view"
)

// labelInput names a label.
type labelInput struct {
	Snapshot
	Label string `path:"label" maxLength:"256"`
}

func (s *server) getLabel(q *view.Query, in *labelInput) (*api.LabelTemplate, error) {
	l, err := s.labelNamed(q, in.Label)
	if err != nil {
		return nil, err
	}
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	_, own := index.Label(in.Label)
	out := &api.LabelTemplate{Label: wireLabel(l, !own)}
	out.Template, err = json.Marshal(l, json.Deterministic(true))
	return out, err
}

func describeDraw(h huma.API, op *huma.Operation) {
	describeDrawing(op)
	op.Description += " It is for designing a label: nothing is kept."
	jsonBody(op, "The template, and what it is drawn with.", schemaOf[api.LabelDrawing](h))
}

// describeDrawing describes the forms of a label as an answer.
func describeDrawing(op *huma.Operation) {
	op.Responses["200"] = &huma.Response{Description: "The label", Content: map[string]*huma.MediaType{}}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		media, _, _ := strings.Cut(forms[form], ";")
		op.Responses["200"].Content[media] = &huma.MediaType{Schema: text("The label as " + form)}
	}
}

// postDrawing draws a template that is none of the plant definition.
func (s *server) postDrawing(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var d api.LabelDrawing
	if err := decode(b, "body", &d); err != nil {
		return err
	}
	in := &previewInput{
		format: cmp.Or(d.Format, "svg"), object: d.Object, order: d.Order, station: d.Station,
		dpi: cmp.Or(d.DPI, usualDPI), given: label.Fields(d.Fields),
	}
	if err := in.inBounds(); err != nil {
		return err
	}
	l, err := plant.ParseLabel([]byte(d.Template))
	if faults, ok := errors.AsType[plant.Errors](err); ok {
		return problem(CodeBadValue, "The template has a fault.", each(faults, func(e *plant.Error) api.Fault {
			return api.Fault{Location: strings.TrimSuffix("body.template."+e.Path, "."), Message: withFix(e)}
		})...)
	}
	if err != nil {
		return err
	}
	var fields label.Fields
	err = s.Views.Read(r.Context(), func(q *view.Query) (err error) {
		fields, err = s.fieldsFor(q, in)
		return err
	})
	if err != nil {
		return err
	}
	return s.drawn(w, r, l, fields, in)
}

// inBounds checks what a body says of a drawing, as readPreview does of an address.
func (in *previewInput) inBounds() error {
	var errs []api.Fault
	if _, ok := forms[in.format]; !ok {
		errs = append(errs, api.Fault{Location: "body.format", Message: "it is svg, png, pdf or zpl"})
	}
	if in.dpi < leastDPI || in.dpi > mostDPI {
		errs = append(errs, api.Fault{Location: "body.dpi", Message: "it is a whole number from " + strconv.Itoa(leastDPI) + " to " + strconv.Itoa(mostDPI)})
	}
	if len(in.given) > maxGiven {
		errs = append(errs, api.Fault{Location: "body.fields", Message: "there are at most " + strconv.Itoa(maxGiven)})
	}
	if len(errs) > 0 {
		return problem(CodeBadValue, "", errs...)
	}
	return nil
}

// withFix is a fault with its remedy, as one text.
func withFix(e *plant.Error) string {
	if e.Fix == "" {
		return e.Problem
	}
	return e.Problem + " (" + e.Fix + ")"
}
