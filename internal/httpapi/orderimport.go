package httpapi

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/erp"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// postOrders reads work orders from CSV, says what they change, and unless it is
// a dry run records all of them, or none.
func (s *server) postOrders(w http.ResponseWriter, r *http.Request) error {
	b, err := bodyOf(w, r, "text/csv", erp.MaxBytes)
	if err != nil {
		return err
	}
	layout, in, dry, err := orderQuery(r.URL.Query())
	if err != nil {
		return err
	}
	err = s.Views.Read(r.Context(), func(q *view.Query) error {
		index, err := s.plant(q)
		if err == nil {
			layout.Zone = index.Zone()
		}
		return err
	})
	if err != nil {
		return err
	}
	out := &api.OrderImport{DryRun: dry, Orders: []api.ImportedOrder{}, Faults: []api.OrderFault{}}
	file, faults := erp.Read(b, layout)
	if len(faults) > 0 {
		out.Faults = each(faults, func(f *erp.Fault) api.OrderFault {
			return api.OrderFault{Line: f.Line, Column: f.Column, Field: string(f.Field), Message: f.Problem, Fix: f.Fix}
		})
		if len(file.Orders) == 0 {
			return answer(w, out)
		}
	}
	if in.Args, err = json.Marshal(&track.ImportOrders{Orders: file.Orders}); err != nil {
		return err
	}
	if err := s.importOrders(r.Context(), in, file, out); err != nil {
		return err
	}
	return answer(w, out)
}

// orderQuery reads how a file is to be read, and what becomes of it.
func orderQuery(q url.Values) (layout erp.Layout, in *command, dry bool, err error) {
	if text := q.Get("dryRun"); text != "" {
		if dry, err = strconv.ParseBool(text); err != nil {
			return layout, nil, false, problem(CodeBadValue, "", api.Fault{Location: "query.dryRun", Message: "it is true or false"})
		}
	}
	layout = erp.Layout{Columns: map[erp.Field]string{}, Ignore: q["ignore"]}
	for _, pair := range q["column"] {
		field, header, ok := strings.Cut(pair, "=")
		if !ok || !erp.Field(field).Known() || header == "" {
			return layout, nil, false, problem(CodeBadValue, "", api.Fault{Location: "query.column", Message: "it is FIELD=HEADER, such as part=Article; fields are " + strings.Join(texts(erp.Fields()), ", ")})
		}
		layout.Columns[erp.Field(field)] = header
	}
	in = &command{ID: q.Get("id"), Verb: "import-orders", Confirm: q["confirm"]}
	if in.ID == "" {
		in.ID = rand.Text()
	}
	return layout, in, dry, nil
}

// importOrders judges the orders of a file, and records them unless it is a dry
// run or the file has faults, to which those are added that are found here.
func (s *server) importOrders(ctx context.Context, in *command, file *erp.File, out *api.OrderImport) error {
	c, err := s.command(ctx, in, "query")
	if err != nil {
		return err
	}
	var verdict *track.Verdict
	err = s.Views.Read(ctx, func(q *view.Query) error {
		entries, before, err := q.Judge(c, micros(time.Now()))
		if err != nil {
			return err
		}
		verdict = entries[0].Verdict
		out.Orders = imported(entries, before, file)
		return nil
	})
	if err != nil {
		return err
	}
	if !out.DryRun && len(out.Faults) == 0 {
		if verdict, err = s.record(ctx, in, c, out); err != nil {
			return err
		}
	}
	if verdict.Answer != track.Permit {
		out.Faults = append(out.Faults, orderFaults(verdict, file)...)
		slices.SortStableFunc(out.Faults, func(a, b api.OrderFault) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	}
	if len(out.Faults) > 0 || verdict.Answer != track.Permit {
		out.Orders = []api.ImportedOrder{}
		return nil
	}
	for i := range out.Orders {
		if out.Orders[i].New {
			out.Made++
		} else {
			out.Changed++
		}
	}
	out.Same = len(file.Orders) - out.Made - out.Changed
	return nil
}

// record has the import recorded, behind what the stations do.
func (s *server) record(ctx context.Context, in *command, c *track.Command, out *api.OrderImport) (*track.Verdict, error) {
	if err := s.speaker(ctx, in, c, "query"); err != nil {
		return nil, err
	}
	a, err := s.Engine.Submit(ctx, engine.Bulk, c)
	if err != nil {
		return nil, err
	}
	out.Recorded, out.Seq, out.ID = a.Verdict.Answer == track.Permit, a.Seq, c.ID
	return &a.Verdict, nil
}

// imported says what becomes of the orders that do not stay as they were.
func imported(entries []track.Entry, before *track.State, file *erp.File) []api.ImportedOrder {
	rows := map[string]int{}
	for i := range file.Orders {
		rows[file.Orders[i].Order] = i
	}
	out := []api.ImportedOrder{}
	for i := range entries {
		f, ok := entries[i].Fact.(*track.Ordered)
		if !ok {
			continue
		}
		line, _ := file.At(rows[f.Order], erp.Order)
		w, known := before.Orders.Get(f.Order)
		o := api.ImportedOrder{Order: f.Order, Line: line, New: !known, Changes: []api.OrderChange{}}
		for _, c := range f.Terms.Against(&w.OrderTerms) {
			o.Changes = append(o.Changes, api.OrderChange{Field: c.Field, Old: c.Old, New: c.New})
		}
		out = append(out, o)
	}
	return out
}

// orderFaults says what stands against the orders of a file, and where.
func orderFaults(v *track.Verdict, file *erp.File) []api.OrderFault {
	findings := []track.Finding{{Rule: v.Rule, Code: v.Code, Text: v.Text, Next: v.Next, Evidence: v.Evidence, Mode: plant.ModeEnforce}}
	faults := []api.OrderFault{}
	for _, f := range append(findings, v.Also...) {
		row, err := strconv.Atoi(f.Evidence["row"])
		if f.Mode == plant.ModeWatch || err != nil || row < 1 || row > len(file.Orders) {
			continue
		}
		field := fieldOf(&f)
		fault := api.OrderFault{Field: string(field), Order: f.Evidence["order"], Code: string(f.Code), Message: f.Text, Fix: f.Next}
		fault.Line, fault.Column = file.At(row-1, field)
		faults = append(faults, fault)
	}
	return faults
}

// fieldOf is what in a row a finding is about.
func fieldOf(f *track.Finding) erp.Field {
	switch f.Code {
	case track.CodeUnknownPart:
		return erp.Part
	case track.CodeOrderFull:
		return erp.Quantity
	}
	if field := erp.Field(f.Evidence["field"]); field.Known() {
		return field
	}
	return erp.Order
}

func describeOrderImport(h huma.API, op *huma.Operation) {
	answers[api.OrderImport](h, op)
	op.RequestBody = &huma.RequestBody{
		Description: "The file, with a header, in UTF-8; its cells are parted by commas, semicolons or tabs.", Required: true,
		Content: map[string]*huma.MediaType{"text/csv": {Schema: text("")}},
	}
	list := &huma.Schema{Type: huma.TypeArray, Items: text("")}
	op.Parameters = append(op.Parameters,
		parameter("query", "dryRun", "Say what would change, and record nothing", &huma.Schema{Type: huma.TypeBoolean}),
		parameter("query", "column", "FIELD=HEADER: what a column holds whose header is not known", list),
		parameter("query", "ignore", "Header of a column that means nothing", list),
		parameter("query", "confirm", "Code of a question that is answered with yes", list),
		parameter("query", "id", "Id of the command; a repeat gets the first answer", text("")),
	)
}
