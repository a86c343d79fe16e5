package httpapi

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/dossier"
)

// maxReported bounds the rows of a report: nobody reads more on paper.
const maxReported = 5000

// stamp is a time as reports have it, in UTC.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// reportTrace writes a trace for people: what was asked, how much is where, then
// each object.
func reportTrace(w io.Writer, t *api.Trace) error {
	now := time.Now()
	title := "Trace back: what went into "
	if t.Direction == "forward" {
		title = "Trace forward: what is affected by "
	}
	d := dossier.New(dossier.Head{
		Title: title + traceStart(t), Subtitle: "Asked " + stamp(now) + ", answered from the journal up to entry " + number(t.Seq-1),
		Foot: "Tracewright · journal of " + number(t.Seq) + " entries", At: now, Wide: true,
	})
	affected := t.Nodes
	if t.Where == nil { // what was named is no finding
		affected = t.Nodes[min(t.Starts, len(t.Nodes)):]
	}
	proven := 0
	for i := range affected {
		if affected[i].Proven && !affected[i].Removed {
			proven++
		}
	}
	if note := cutNote(t); note != "" {
		d.Text(note, true)
	}
	d.Facts(
		dossier.Fact{Name: "Found", Value: fmt.Sprintf("%d: %d proven, %d possible or taken out again", len(affected), proven, len(affected)-proven)},
		dossier.Fact{Name: "As things were at", Value: stamp(t.AsOf)},
		dossier.Fact{Name: "As was known at", Value: stamp(t.KnownAt)},
		dossier.Fact{Name: "Levels", Value: levels(t.Depth)},
		dossier.Fact{Name: "Answered in", Value: strconv.FormatFloat(float64(t.TookMicros)/1000, 'f', 1, 64) + " ms"},
	)
	reportPlaces(d, affected)
	reportAffected(d, t, affected)
	return d.Write(w)
}

func levels(depth int) string {
	if depth == 0 {
		return "all"
	}
	return strconv.Itoa(depth)
}

// traceStart says what a trace begins with.
func traceStart(t *api.Trace) string {
	if t.Where != nil {
		return "what fits " + selectionWords(t.Where)
	}
	var called []string
	for i := range t.Nodes[:min(t.Starts, len(t.Nodes), 5)] {
		called = append(called, strings.TrimSpace(nameOf(&t.Nodes[i].Object)+" "+t.Nodes[i].Object.Part))
	}
	if t.Starts > len(called) {
		called = append(called, fmt.Sprintf("and %d more", t.Starts-len(called)))
	}
	return strings.Join(called, ", ")
}

func nameOf(o *api.ObjectRef) string { return cmp.Or(o.Name, o.ID) }

func selectionWords(s *api.Selection) string {
	var all []string
	for _, f := range [][2]string{
		{"kind", s.Kind},
		{"part", s.Part},
		{"revision", s.Revision},
		{"made by", s.Maker},
		{"lot", s.Lot},
		{"order", s.Order},
		{"at", s.Station},
		{"operation", s.Operation},
		{"operator", s.Operator},
		{"equipment", s.Equipment},
		{"characteristic", s.Characteristic},
		{"at least", s.AtLeast},
		{"at most", s.AtMost},
		{"outcome", s.Outcome},
		{"from", stamp(s.From)},
		{"until", stamp(s.Until)},
	} {
		if f[1] != "" {
			all = append(all, f[0]+" "+f[1])
		}
	}
	return strings.Join(all, ", ")
}

// reportPlaces counts how much is where: what has left the house first.
func reportPlaces(d *dossier.Document, nodes []api.TraceNode) {
	type where struct{ life, place string }
	counts := map[where]int{}
	for i := range nodes {
		counts[where{nodes[i].Life, nodes[i].Place}]++
	}
	order := make([]where, 0, len(counts))
	for at := range counts {
		order = append(order, at)
	}
	away := func(at where) int {
		if at.life == "shipped" {
			return 0
		}
		return 1
	}
	slices.SortFunc(order, func(a, b where) int {
		return cmp.Or(cmp.Compare(away(a), away(b)), counts[b]-counts[a], strings.Compare(a.place, b.place), strings.Compare(a.life, b.life))
	})
	if len(order) == 0 {
		return
	}
	const most = 200
	d.Heading("Where it is now")
	table := d.Table(dossier.Column{Name: "Place", Share: 4}, dossier.Column{Name: "State", Share: 2}, dossier.Column{Name: "Objects", Share: 1, Right: true})
	for _, at := range order[:min(len(order), most)] {
		table.Row(dossier.Plain(cmp.Or(at.place, "nowhere any more"), at.life, strconv.Itoa(counts[at]))...)
	}
	if len(order) > most {
		d.Text(fmt.Sprintf("and %d more places", len(order)-most), true)
	}
}

func reportAffected(d *dossier.Document, t *api.Trace, nodes []api.TraceNode) {
	names := make(map[string]string, len(t.Nodes))
	for i := range t.Nodes {
		names[t.Nodes[i].Object.ID] = nameOf(&t.Nodes[i].Object)
	}
	d.Heading("What was found")
	if len(nodes) == 0 {
		d.Text("Nothing.", false)
		return
	}
	table := d.Table(
		dossier.Column{Name: "Object", Share: 3}, dossier.Column{Name: "Part", Share: 3}, dossier.Column{Name: "Where now", Share: 3},
		dossier.Column{Name: "Certainty", Share: 4}, dossier.Column{Name: "How", Share: 5}, dossier.Column{Name: "Since", Share: 3},
	)
	for i := range nodes[:min(len(nodes), maxReported)] {
		n := &nodes[i]
		e := api.Edge{}
		if n.Edge != nil {
			e = *n.Edge
		}
		cells := dossier.Plain(nameOf(&n.Object), strings.TrimSpace(n.Object.Part+" "+n.Object.Kind), strings.TrimSpace(n.Place+" "+n.Life),
			certaintyOf(n), howOf(names[n.From], &e), stamp(e.From))
		cells[0].Bold, cells[0].Struck = true, n.Removed
		table.Row(cells...)
	}
	if more := len(nodes) - maxReported; more > 0 {
		d.Text(fmt.Sprintf("THIS REPORT IS NOT WHOLE: %d more were found. Ask for csv or xlsx.", more), true)
	}
}

func certaintyOf(n *api.TraceNode) string {
	text := "proven"
	if !n.Proven {
		text = "possible: " + n.Possible
	}
	if n.Removed {
		text += ", taken out again"
	}
	return text
}

// howOf says how something was reached.
func howOf(from string, e *api.Edge) string {
	if from == "" {
		return "fits what is asked"
	}
	text := e.Kind + ", from " + from
	if e.Quantity != "" {
		text += ", " + e.Quantity + " " + cmp.Or(e.Unit, e.UoM)
	}
	if e.Station != "" {
		text += ", at " + e.Station
	}
	return text
}
