package httpapi

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/view"
)

// The bounds of a preview. Two are drawn at a time: a page in fine dots takes a
// second of one core.
const (
	maxDrawing      = 2
	maxGiven        = 100
	leastDPI        = 100
	mostDPI         = 600
	usualDPI        = 203
	previewPatience = 3 * time.Second
)

// drawing is what labels are drawn with.
type drawing struct {
	turns chan struct{}
	fonts func() (*label.Fonts, error) // read once
}

func (s *server) listLabels(q *view.Query, _ *nothing) (*api.List[api.Label], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Label]{Items: each(index.Definition().Labels, func(l *plant.Label) api.Label { return wireLabel(l, false) })}
	for _, code := range label.Starters() {
		if _, own := index.Label(code); own {
			continue
		}
		l, _, err := label.Starter(code)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, wireLabel(l, true))
	}
	return out, nil
}

func wireLabel(l *plant.Label, starter bool) api.Label {
	return api.Label{
		Code: l.Code, Name: l.Name, Width: string(l.Width), Height: string(l.Height), Fields: label.Names(l), Starter: starter,
		For: texts(l.For), Verify: l.Verify,
	}
}

// forms are the media types of the forms of a preview.
var forms = map[string]string{
	"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "zpl": "text/plain; charset=utf-8",
}

func describePreview(_ huma.API, op *huma.Operation) {
	op.Description += " It says what is printed, to the dot. Fields that the subject has a value for cannot be given."
	describeDrawing(op)
	least, most := float64(leastDPI), float64(mostDPI)
	op.Parameters = append(op.Parameters,
		parameter("path", "label", "Code of the label", text("")),
		parameter("query", "object", "Id, URI, code or identifier of the object that it is for", text("")),
		parameter("query", "order", "Number of the work order that it is for", text("")),
		parameter("query", "station", "Code of the station that it is for", text("")),
		parameter("query", "field", "A further field, as name=value; may be repeated", text("")),
		parameter("query", "format", "Form of the answer; left out: svg", &huma.Schema{Type: huma.TypeString, Enum: []any{"svg", "png", "pdf", "zpl"}}),
		parameter("query", "dpi", "Dots per inch of the printer; left out: 203", &huma.Schema{Type: huma.TypeInteger, Minimum: &least, Maximum: &most}),
		minSeq(),
	)
}

// previewInput is what a preview asks for.
type previewInput struct {
	code, format           string
	object, order, station string
	dpi                    int
	least                  int64
	given                  label.Fields
}

func readPreview(r *http.Request) (*previewInput, error) {
	q := r.URL.Query()
	in := &previewInput{
		code: r.PathValue("label"), format: q.Get("format"), object: q.Get("object"), order: q.Get("order"), station: q.Get("station"),
		dpi: usualDPI, given: label.Fields{},
	}
	if in.format == "" {
		in.format = "svg"
	}
	if _, ok := forms[in.format]; !ok {
		return nil, badParameter("format", "it is svg, png, pdf or zpl")
	}
	if text := q.Get("dpi"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < leastDPI || n > mostDPI {
			return nil, badParameter("dpi", "it is a whole number from "+strconv.Itoa(leastDPI)+" to "+strconv.Itoa(mostDPI))
		}
		in.dpi = n
	}
	if text := q.Get("minSeq"); text != "" {
		var err error
		if in.least, err = sequence(text, "query.minSeq"); err != nil {
			return nil, err
		}
	}
	for _, field := range q["field"] {
		name, value, ok := strings.Cut(field, "=")
		if !ok || len(in.given) == maxGiven {
			return nil, badParameter("field", "it is name=value, at most "+strconv.Itoa(maxGiven)+" times")
		}
		in.given[name] = value
	}
	return in, nil
}

// at is the place in the request of what cannot be drawn.
func (in *previewInput) at(wrong *label.Error) string {
	switch {
	case in.code != "":
		return "path.label"
	case wrong.Element < 0:
		return "body.template"
	}
	return "body.template.elements[" + strconv.Itoa(wrong.Element) + "]"
}

func badParameter(name, problemText string) *fault {
	return problem(CodeBadValue, "", api.Fault{Location: "query." + name, Message: problemText})
}

// getPreview draws a label as it would be printed.
func (s *server) getPreview(w http.ResponseWriter, r *http.Request) error {
	in, err := readPreview(r)
	if err != nil {
		return err
	}
	var l *plant.Label
	var fields label.Fields
	err = s.ask(r.Context(), in.least, func(q *view.Query) error {
		w.Header().Set("Tracewright-Seq", number(q.Size))
		if l, err = s.labelNamed(q, in.code); err != nil {
			return err
		}
		fields, err = s.fieldsFor(q, in)
		return err
	})
	if err != nil {
		return err
	}
	return s.drawn(w, r, l, fields, in)
}

// drawn answers a label as it would be printed, once it is its turn.
func (s *server) drawn(w http.ResponseWriter, r *http.Request, l *plant.Label, fields label.Fields, in *previewInput) error {
	turn := time.NewTimer(previewPatience)
	defer turn.Stop()
	select {
	case s.drawing.turns <- struct{}{}:
		defer func() { <-s.drawing.turns }()
	case <-turn.C:
		return problem(CodeBusy, "Other labels are being drawn.").retry(time.Second)
	case <-r.Context().Done():
		return r.Context().Err()
	}
	data, err := s.draw(l, fields, in)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", forms[in.format])
	_, _ = w.Write(data) // the client is gone
	return nil
}

// labelNamed finds a label of the plant definition, or one to begin with.
func (s *server) labelNamed(q *view.Query, code string) (*plant.Label, error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	if l, ok := index.Label(code); ok {
		return l, nil
	}
	if !slices.Contains(label.Starters(), code) {
		return nil, problem(CodeNotFound, "There is no such label.", api.Fault{Location: "path.label", Message: "the plant definition has no label of this code"})
	}
	l, _, err := label.Starter(code)
	return l, err
}

// fieldsFor gives the fields of what a preview is for; what was given besides
// fills in only what is not known.
func (s *server) fieldsFor(q *view.Query, in *previewInput) (label.Fields, error) {
	subject := view.LabelSubject{Order: in.order, Station: in.station}
	if in.object != "" {
		o, err := object(q, in.object, time.Time{})
		if err != nil {
			return nil, err
		}
		subject.Object = o.ID
	}
	fields := label.Fields{}
	named := 0
	for _, text := range []string{in.object, in.order, in.station} {
		named += min(1, len(text))
	}
	switch named {
	case 0:
	case 1:
		known, err := q.LabelFields(subject)
		if err != nil {
			return nil, err
		}
		fields = known
	default:
		return nil, badParameter("object", "a label is for an object, an order or a station: give one of them")
	}
	for name, value := range in.given {
		if fields[name] == "" {
			fields[name] = value
		}
	}
	if fields["printed"] == "" {
		index, err := s.plant(q)
		if err != nil {
			return nil, err
		}
		fields["printed"] = time.Now().In(index.Zone()).Format(time.DateOnly)
	}
	return fields, nil
}

func (s *server) draw(l *plant.Label, fields label.Fields, in *previewInput) ([]byte, error) {
	fonts, err := s.drawing.fonts()
	if err != nil {
		return nil, err
	}
	page, err := label.Device{DPI: in.dpi, Fonts: fonts}.Render(l, fields)
	if wrong, ok := errors.AsType[*label.Error](err); ok {
		return nil, problem(CodeBadValue, "The label cannot be drawn: "+wrong.Error()+".", api.Fault{Location: in.at(wrong), Message: wrong.Error()})
	}
	if err != nil {
		return nil, err
	}
	switch in.format {
	case "png":
		return page.PNG()
	case "pdf":
		return label.PDF(page)
	case "zpl":
		return bytes.Clone(page.ZPL(false)), nil
	}
	return page.SVG(), nil
}
