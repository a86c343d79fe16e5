package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

// asBuilt is the as-built record of an object.
type asBuilt struct {
	Object       *api.ObjectDetail `json:"object"`
	History      []happened        `json:"history"`
	Tree         *api.Tree         `json:"tree"`
	Measurements []measured        `json:"measurements"`
	Holds        []api.Hold        `json:"holds"`
	Carriers     []api.Carried     `json:"carriers"`
}

// happened is an event of the object, of what it was in at that time, or of what
// it was parted from later.
type happened struct {
	api.Event `json:",inline"`
	Through   string `json:"through,omitzero"`   // name of the package it was in
	Inherited string `json:"inherited,omitzero"` // name of the panel or lot that it was a part of
}

// measured is a measurement of the object, or of what it was parted from later.
type measured struct {
	api.Measurement `json:",inline"`
	Inherited       string `json:"inherited,omitzero"` // name of the panel or lot that it was a part of
}

func (p *program) unit() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "unit OBJECT",
		Aliases: []string{"object", "lot"},
		Short:   "Print the as-built record of a unit, lot or other object",
		Long: `Print the as-built record of a unit, lot or other object: what it is, what
happened to it and to the packages it was in, what is inside it, what was
measured, and what holds it. A piece of a panel and a part of a lot have what
happened to that, and was measured of it, until they were parted from it.

The format pdf is the record as a document, to print or to hand on.

OBJECT is a key, or any code or identifier of it.`,
		Example: `  tracewright unit SN000129
  tracewright unit SN000129 --format pdf --output SN000129.pdf`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the pdf into this `file` (default: standard output)")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if p.format == "pdf" {
			file, err := c.RecordFile(ctx, cmd.Flags().Arg(0), p.format)
			if err != nil {
				return err
			}
			return p.writeTo(output, func(w io.Writer) error { _, err := w.Write(file); return err })
		}
		if output != "" {
			return usagef("--output goes with --format pdf")
		}
		record, err := readAsBuilt(ctx, c.Client, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(record)
		}
		return p.showAsBuilt(record)
	}), "text", "json", "pdf")
}

func readAsBuilt(ctx context.Context, c *client.Client, ref string) (*asBuilt, error) {
	object, err := c.Object(ctx, ref)
	if err != nil {
		return nil, err
	}
	r := &asBuilt{Object: object, History: []happened{}}
	events, err := historyOf(ctx, c, object.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		r.History = append(r.History, happened{Event: e})
	}
	if err := r.addThrough(ctx, c); err != nil {
		return nil, err
	}
	results, err := resultsOf(ctx, c, object.ID)
	if err != nil {
		return nil, err
	}
	r.Measurements = []measured{}
	for _, m := range results {
		r.Measurements = append(r.Measurements, measured{Measurement: m})
	}
	if err := r.addInherited(ctx, c); err != nil {
		return nil, err
	}
	if r.Tree, err = c.Tree(ctx, object.ID, time.Time{}); err != nil {
		return nil, err
	}
	carriers, err := c.Carriers(ctx, object.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	r.Carriers = carriers.Items
	holds, err := c.ObjectHolds(ctx, object.ID)
	if err != nil {
		return nil, err
	}
	r.Holds = holds.Items
	return r, nil
}

// span is from when to when something was so; a zero end is open.
type span struct{ from, to time.Time }

func (s span) holds(t time.Time) bool {
	return !t.Before(s.from) && (s.to.IsZero() || t.Before(s.to))
}

// within is the part of s that lies in o as well.
func (s span) within(o span) span {
	if o.from.After(s.from) {
		s.from = o.from
	}
	if s.to.IsZero() || !o.to.IsZero() && o.to.Before(s.to) {
		s.to = o.to
	}
	return s
}

// maxPackages bounds how many packages an object is followed through.
const maxPackages = 200

// addThrough adds what happened to the packages that the object was in, at any
// depth, while it was in them.
func (r *asBuilt) addThrough(ctx context.Context, c *client.Client) error {
	t, err := c.Trace(ctx, r.Object.ID, client.TraceQuery{Direction: "forward", Kinds: []string{"packed"}, MaxNodes: maxPackages})
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	for _, e := range r.History {
		seen[e.Seq] = true
	}
	spans := map[string]span{r.Object.ID: {}}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Edge == nil {
			continue
		}
		inside := span{n.Edge.From, n.Edge.To}.within(spans[n.From])
		spans[n.Object.ID] = inside
		events, err := historyOf(ctx, c, n.Object.ID)
		if err != nil {
			return err
		}
		for _, e := range events {
			if done := e.Verdict == nil || e.Verdict.Answer == api.Permit; done && !seen[e.Seq] && inside.holds(e.OccurredAt) {
				seen[e.Seq] = true
				r.History = append(r.History, happened{Event: e, Through: nameOf(&n.Object)})
			}
		}
	}
	r.inOrder()
	return nil
}

// inOrder puts the history into the order in which it happened.
func (r *asBuilt) inOrder() {
	slices.SortStableFunc(r.History, func(a, b happened) int {
		return cmp.Or(a.OccurredAt.Compare(b.OccurredAt), cmp.Compare(a.Seq, b.Seq))
	})
}

// parting is when an object was parted from another one, and at which position
// of a panel.
type parting struct {
	at       time.Time
	entry    int64
	position string
}

// after reports whether something came before the parting.
func (p parting) after(at time.Time, entry int64) bool {
	return at.Before(p.at) || at.Equal(p.at) && entry < p.entry
}

// addInherited adds what happened to the panel or lot that the object was parted
// from, and was measured of it, until then; and so on with what that was parted
// from. What was measured at another position of a panel is another piece's.
func (r *asBuilt) addInherited(ctx context.Context, c *client.Client) error {
	t, err := c.Trace(ctx, r.Object.ID, client.TraceQuery{Direction: "back", Kinds: []string{"split"}, MaxNodes: maxPackages})
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	for _, e := range r.History {
		seen[e.Seq] = true
	}
	parted := map[string]parting{}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if n.Edge == nil {
			continue
		}
		p := parting{n.Edge.From, n.Edge.Entry, n.Edge.Position}
		if before, ok := parted[n.From]; ok && !before.after(p.at, p.entry) {
			p.at, p.entry = before.at, before.entry
		}
		parted[n.Object.ID] = p
		if err := r.inherit(ctx, c, &n.Object, p, seen); err != nil {
			return err
		}
	}
	r.inOrder()
	return nil
}

// inherit adds what happened to an object, and was measured of it, until another
// was parted from it.
func (r *asBuilt) inherit(ctx context.Context, c *client.Client, from *api.ObjectRef, p parting, seen map[int64]bool) error {
	events, err := historyOf(ctx, c, from.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		if done := e.Verdict == nil || e.Verdict.Answer == api.Permit; done && !seen[e.Seq] && p.after(e.OccurredAt, e.Seq) {
			seen[e.Seq] = true
			r.History = append(r.History, happened{Event: e, Inherited: nameOf(from)})
		}
	}
	results, err := resultsOf(ctx, c, from.ID)
	for _, m := range results {
		elsewhere := m.Position != "" && p.position != "" && m.Position != p.position
		if !elsewhere && p.after(m.OccurredAt, m.Entry) {
			r.Measurements = append(r.Measurements, measured{Measurement: m, Inherited: nameOf(from)})
		}
	}
	return err
}

func resultsOf(ctx context.Context, c *client.Client, object string) ([]api.Measurement, error) {
	return allPages(func(page client.Page) (*api.List[api.Measurement], error) {
		return c.Measurements(ctx, client.MeasurementFilter{Object: object, Page: page})
	})
}

func historyOf(ctx context.Context, c *client.Client, object string) ([]api.Event, error) {
	return allPages(func(page client.Page) (*api.List[api.Event], error) { return c.History(ctx, object, page) })
}

// allPages reads a list to its end. An empty one is not nil, so that it is a list
// in JSON too.
func allPages[T any](read func(client.Page) (*api.List[T], error)) ([]T, error) {
	all := []T{}
	for page := (client.Page{Limit: 1000}); ; {
		list, err := read(page)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Items...)
		if list.Next == "" {
			return all, nil
		}
		page.After = list.Next
	}
}

func (p *program) showAsBuilt(r *asBuilt) error {
	o := r.Object
	p.printf("%s %s\n", o.Kind, o.Name)
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	for _, row := range [][2]string{
		{"part", strings.TrimSpace(o.Part + " " + o.Revision)},
		{"maker", o.Maker},
		{"order", o.Order},
		{"quantity", strings.TrimSpace(o.Quantity + " " + o.Unit)},
		{"second quantity", strings.TrimSpace(o.Second + " " + o.SecondUnit)},
		{"state", strings.Trim(o.Life+", "+o.Disposition, ", ")},
		{"place", strings.TrimSpace(o.Station + " " + o.Position + " " + o.Location)},
		{"in work at", o.Operation},
		{"last seen", stamp(o.SeenAt)},
		{"key", o.ID},
	} {
		if row[1] != "" {
			fmt.Fprintf(w, "  %s\t%s\n", row[0], row[1])
		}
	}
	if o.Inside != nil {
		fmt.Fprintf(w, "  inside\t%s %s\n", o.Inside.Kind, nameOf(o.Inside))
	}
	for _, id := range o.Identifiers {
		if id.Taken != 0 { // another row says until when
			continue
		}
		until := ""
		if !id.ValidTo.IsZero() {
			until = ", until " + stamp(id.ValidTo)
		}
		fmt.Fprintf(w, "  %s\t%s%s\n", id.Scheme, strings.TrimSpace(id.Value+" "+id.Issuer), until)
	}
	p.heading(w, "On hold", len(r.Holds))
	for _, h := range r.Holds {
		state := "stands"
		if h.Released > 0 || h.Cleared > 0 {
			state = "no longer"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", h.ID, state, h.Reason, h.Owner)
	}
	p.heading(w, "Inside", len(r.Tree.Nodes))
	below := map[string][]*api.TreeNode{}
	for i := range r.Tree.Nodes {
		n := &r.Tree.Nodes[i]
		below[n.Edge.Parent] = append(below[n.Edge.Parent], n)
	}
	printInside(w, below, o.ID)
	p.heading(w, "Carried by", len(r.Carriers))
	for _, s := range r.Carriers {
		until := "until now"
		if !s.To.IsZero() {
			until = "until " + stamp(s.To)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", nameOf(&s.Carrier), stamp(s.From), until, s.Place)
	}
	p.heading(w, "Measured", len(r.Measurements))
	for _, m := range r.Measurements {
		limits := ""
		if m.Lower != "" || m.Upper != "" {
			limits = m.Lower + " … " + m.Upper
		}
		as := ""
		if m.Inherited != "" {
			as = "\tas part of " + m.Inherited
		}
		if m.VoidSeq != 0 {
			as += fmt.Sprintf("\tno longer stands (entry %d)", m.VoidSeq)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s %s\t%s\t%s\t%s%s\n", stamp(m.OccurredAt), m.Characteristic, m.Value, m.Unit, limits, m.Outcome, m.Station, as)
	}
	p.heading(w, "Happened", len(r.History))
	for _, e := range r.History {
		fmt.Fprintf(w, "  %s\t%d\t%s\t%s\t%s\n", stamp(e.OccurredAt), e.Seq, e.Station, e.Verb, eventText(&e))
	}
	return w.Flush()
}

func (p *program) heading(w *tabwriter.Writer, title string, n int) {
	if n > 0 {
		_ = w.Flush() // columns of one section are not those of the next
		p.printf("\n%s\n", title)
	}
}

// eventText is what happened in a sentence, and what it was answered.
func eventText(e *happened) string {
	text := e.Text
	if e.Verb == "" && e.Step != "" { // a fact beside the first of its command
		text = strings.TrimSuffix(e.Step+": "+text, ": ")
	}
	if e.Verdict != nil && e.Verdict.Answer != api.Permit {
		text = strings.TrimSpace(e.Verdict.Answer + " " + e.Verdict.Code + ": " + e.Verdict.Text)
	}
	if e.Through != "" {
		text = "through " + e.Through + ": " + text
	}
	if e.Inherited != "" {
		text = "as part of " + e.Inherited + ": " + text
	}
	if e.Corrected > 0 {
		text += fmt.Sprintf(" (declared wrong by entry %d)", e.Corrected)
	}
	return text
}

// doubt is a further column: how it is known that something is inside, where no
// act tells of it or it is not sure.
func doubt(n *api.TreeNode) string {
	switch {
	case n.Edge.Possible != "":
		return "\tpossible: " + n.Edge.Possible
	case n.Joined:
		return "\tby what was loaded"
	}
	return ""
}

// printInside lists what is inside an object, each thing below what it is in,
// and its own insides once.
func printInside(w io.Writer, below map[string][]*api.TreeNode, id string) {
	nodes := below[id]
	delete(below, id)
	for _, n := range nodes {
		fmt.Fprintf(w, "  %s%s %s\t%s\t%s %s\t%s%s\n", strings.Repeat("  ", n.Depth-1), n.Object.Kind, nameOf(&n.Object), n.Object.Part,
			n.Edge.Kind, strings.TrimSpace(n.Edge.Quantity+" "+n.Edge.Unit), n.Edge.Position, doubt(n))
		printInside(w, below, n.Object.ID)
	}
}
