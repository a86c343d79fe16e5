package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sheet"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// traceForms are the media types of the forms of a trace.
var traceForms = map[string]string{
	"json": "application/json", "csv": "text/csv; charset=utf-8", "pdf": "application/pdf", "epcis": "application/ld+json",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// TraceForm says as what a trace is given.
type TraceForm struct {
	Format string `query:"format" enum:"json,csv,xlsx,pdf,epcis" doc:"As what it is given; left out: as the first media type of Accept that is one of them, else json"`
	Accept string `header:"Accept" hidden:"true"`
}

// form is the form that is asked for.
func (f *TraceForm) form() string {
	if f.Format != "" {
		return f.Format
	}
	for text := range strings.SplitSeq(f.Accept, ",") {
		wanted, _, err := mime.ParseMediaType(text)
		if err != nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(traceForms)) {
			if media, _, _ := strings.Cut(traceForms[name], ";"); media == wanted {
				return name
			}
		}
	}
	return "json"
}

// describeTrace describes the forms of a trace as an answer.
func describeTrace(h huma.API, op *huma.Operation) {
	answers[api.Trace](h, op)
	for _, name := range []string{"csv", "xlsx", "pdf", "epcis"} {
		media, _, _ := strings.Cut(traceForms[name], ";")
		op.Responses["200"].Content[media] = &huma.MediaType{Schema: text("The trace as " + name)}
	}
	op.Description += " As csv and xlsx it is a table with a row for each object, as pdf a report with the first " + fmt.Sprint(maxReported) +
		" of them, as epcis the events of all of them, of which there may be " + fmt.Sprint(maxTold) + ". An answer that is not whole says so in its last row, or on its first page."
}

// mountTrace mounts the question for a trace, which is answered in several forms.
func mountTrace(s *server, h huma.API, op huma.Operation) {
	huma.Register(h, op, func(ctx context.Context, in *tracesInput) (*huma.StreamResponse, error) {
		out, err := s.traceAs(ctx, in)
		if err != nil {
			f := faultOf(err)
			s.logFault(ctx, f)
			return nil, f
		}
		return out, nil
	})
}

// traceAs answers in the form that is asked for. A table of commas is written as it
// is made; what has to be whole, before the answer begins.
func (s *server) traceAs(ctx context.Context, in *tracesInput) (*huma.StreamResponse, error) {
	asked, size := in.form(), int64(0)
	var trace *api.Trace
	var entries []int64
	var p *paper
	err := s.ask(ctx, in.MinSeq, func(q *view.Query) (err error) {
		size = q.Size
		if trace, err = in.TraceStart.trace(q, &in.Walk); err != nil {
			return err
		}
		switch asked {
		case "pdf":
			p, err = s.paperFor(ctx, q, in.PaperLanguage)
		case "epcis":
			entries, err = toldOf(q, trace)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var whole bytes.Buffer
	write := func(w io.Writer) error { _, err := w.Write(whole.Bytes()); return err }
	switch asked {
	case "csv":
		write = func(w io.Writer) error {
			return writeSheet(trace, func(head []string) (sheet.Writer, error) { return sheet.CSV(w, head...) })
		}
	case "xlsx":
		err = writeSheet(trace, func(head []string) (sheet.Writer, error) { return sheet.XLSX(&whole, "trace", head...) })
	case "pdf":
		if err = s.know(ctx, p, []string{in.Operator}); err == nil {
			err = p.trace(&whole, trace)
		}
	case "epcis":
		err = s.writeEvents(ctx, &whole, entries)
	default:
		err = writeJSON(&whole, trace)
	}
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", traceForms[asked])
		c.SetHeader("Vary", "Accept")
		if p != nil {
			p.announce(c)
		}
		c.SetHeader("Tracewright-Seq", number(size))
		if asked != "json" {
			c.SetHeader("Content-Disposition", `attachment; filename="`+traceFile(trace, asked)+`"`)
		}
		_ = write(c.BodyWriter()) // the client is gone
	}}, nil
}

// traceFile is a name for the file of a trace, of characters that every system has.
func traceFile(t *api.Trace, asked string) string {
	name := "trace-" + t.Direction
	if len(t.Nodes) > 0 {
		name += "-" + t.Nodes[0].Object.Name
	}
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
	return name[:min(len(name), 80)] + "." + map[bool]string{true: "jsonld", false: asked}[asked == "epcis"]
}

// toldOf lists the entries that tell of the objects of a trace.
func toldOf(q *view.Query, t *api.Trace) ([]int64, error) {
	if len(t.Nodes) > maxTold || t.Cut != "" {
		return nil, problem(CodeTooMany, fmt.Sprintf("The trace reaches more than %d objects.", min(maxTold, max(len(t.Nodes)-1, 1))))
	}
	return q.EntriesOf(each(t.Nodes, func(n *api.TraceNode) track.ObjectID { return track.ObjectID(n.Object.ID) }))
}

// writeEvents writes the events of entries as a document that another server can
// capture.
func (s *server) writeEvents(ctx context.Context, w io.Writer, entries []int64) error {
	events, err := s.Events.OfEntries(ctx, SightOf(principalOf(ctx)), entries, maxTold)
	if errors.Is(err, epcisview.ErrTooLarge) {
		return problem(CodeTooMany, fmt.Sprintf("More than %d events tell of it: ask by the times of events at /epcis/events.", maxTold))
	}
	if err != nil {
		return err
	}
	as := &shapeOf{mediaType: traceForms["epcis"], format: form.AlwaysLink}
	return as.document(w, &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second)}, events)
}

// traceHead names the columns of a trace as a table.
var traceHead = []string{
	"level", "id", "kind", "name", "part", "from", "fromName", "edge", "quantity", "uom", "operation", "station",
	"since", "until", "life", "place", "proven", "possible", "removed", "joined",
}

// writeSheet writes a trace as a table.
func writeSheet(t *api.Trace, begin func(head []string) (sheet.Writer, error)) error {
	out, err := begin(traceHead)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(t.Nodes))
	for i := range t.Nodes {
		n := &t.Nodes[i]
		names[n.Object.ID] = n.Object.Name
		e := api.Edge{}
		if n.Edge != nil {
			e = *n.Edge
		}
		err := out.Row(n.Depth, n.Object.ID, n.Object.Kind, n.Object.Name, n.Object.Part, n.From, names[n.From], e.Kind, e.Quantity, e.UoM,
			e.Operation, e.Station, e.From, e.To, n.Life, n.Place, n.Proven, n.Possible, n.Removed, n.Joined)
		if err != nil {
			return err
		}
	}
	return out.Close(cutNote(t))
}

// cutNote says that a trace is not whole; empty when it is.
func cutNote(t *api.Trace) string {
	if t.Cut == "" {
		return ""
	}
	return "THE ANSWER IS NOT WHOLE: " + t.Cut
}
