package httpapi

import (
	"cmp"
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

// trace writes a trace for people: what was asked, how much is where, then each
// object.
func (p *paper) trace(w io.Writer, t *api.Trace) error {
	now := time.Now()
	title := p.say("Trace back: what went into {start}", "start", p.traceStart(t))
	if t.Direction == "forward" {
		title = p.say("Trace forward: what is affected by {start}", "start", p.traceStart(t))
	}
	p.begin(dossier.Head{
		Title:    title,
		Subtitle: p.say("Asked {when}, answered from the journal up to entry {entry}", "when", p.stamp(now), "entry", number(t.Seq-1)),
		Foot:     p.say("Tracewright · journal of {entries} entries", "entries", number(t.Seq)), At: now, Wide: true,
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
	if t.Cut != "" {
		p.Text(p.say("THE ANSWER IS NOT WHOLE: {why}", "why", p.language.Phrase(t.Cut)), true)
	}
	p.facts(
		"Found", p.say("{n}: {proven} proven, {rest} possible or taken out again",
			"n", strconv.Itoa(len(affected)), "proven", strconv.Itoa(proven), "rest", strconv.Itoa(len(affected)-proven)),
		"As things were at", p.stamp(t.AsOf), "As was known at", p.stamp(t.KnownAt), "Levels", p.levels(t.Depth),
		"Answered in", p.amount(strconv.FormatFloat(float64(t.TookMicros)/1000, 'f', 1, 64), "ms"),
	)
	p.places(affected)
	p.affected(t, affected)
	return p.Write(w)
}

func (p *paper) levels(depth int) string {
	if depth == 0 {
		return p.say("all")
	}
	return strconv.Itoa(depth)
}

// traceStart says what a trace begins with.
func (p *paper) traceStart(t *api.Trace) string {
	if t.Where != nil {
		return p.say("what fits {what}", "what", p.selection(t.Where))
	}
	var called []string
	for i := range t.Nodes[:min(t.Starts, len(t.Nodes), 5)] {
		called = append(called, strings.TrimSpace(nameOf(&t.Nodes[i].Object)+" "+t.Nodes[i].Object.Part))
	}
	if t.Starts > len(called) {
		called = append(called, p.say("and {n} more", "n", strconv.Itoa(t.Starts-len(called))))
	}
	return strings.Join(called, ", ")
}

func nameOf(o *api.ObjectRef) string { return cmp.Or(o.Name, o.ID) }

func (p *paper) selection(s *api.Selection) string {
	operator, _ := p.who(s.Operator)
	var all []string
	for _, f := range [][2]string{
		{"kind", p.word(s.Kind)},
		{"part", s.Part},
		{"revision", s.Revision},
		{"made by", s.Maker},
		{"lot", s.Lot},
		{"order", s.Order},
		{"at", s.Station},
		{"operation", s.Operation},
		{"operator", operator},
		{"equipment", s.Equipment},
		{"characteristic", s.Characteristic},
		{"at least", p.amount(s.AtLeast, "")},
		{"at most", p.amount(s.AtMost, "")},
		{"outcome", p.word(s.Outcome)},
		{"from", p.stamp(s.From)},
		{"until", p.stamp(s.Until)},
	} {
		if f[1] != "" {
			all = append(all, p.say(f[0])+" "+f[1])
		}
	}
	return strings.Join(all, ", ")
}

// places counts how much is where: what has left the house first.
func (p *paper) places(nodes []api.TraceNode) {
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
	p.Heading(p.say("Where it is now"))
	table := p.columns([]string{"Place", "State", "Objects"}, 4, 2, -1)
	for _, at := range order[:min(len(order), most)] {
		table.Row(dossier.Plain(cmp.Or(at.place, p.say("nowhere any more")), p.word(at.life), strconv.Itoa(counts[at]))...)
	}
	if len(order) > most {
		p.Text(p.say("and {n} more places", "n", strconv.Itoa(len(order)-most)), true)
	}
}

func (p *paper) affected(t *api.Trace, nodes []api.TraceNode) {
	names := make(map[string]string, len(t.Nodes))
	for i := range t.Nodes {
		names[t.Nodes[i].Object.ID] = nameOf(&t.Nodes[i].Object)
	}
	p.Heading(p.say("What was found"))
	if len(nodes) == 0 {
		p.Text(p.say("Nothing."), false)
		return
	}
	table := p.columns([]string{"Object", "Part", "Where now", "Certainty", "How", "Since"}, 3, 2.6, 3.2, 3.4, 5, 3.8)
	for i := range nodes[:min(len(nodes), maxReported)] {
		n := &nodes[i]
		e := api.Edge{}
		if n.Edge != nil {
			e = *n.Edge
		}
		cells := dossier.Plain(nameOf(&n.Object), n.Object.Part, join(", ", n.Place, p.word(n.Life)), p.certainty(n), p.how(names[n.From], &e), p.stamp(e.From))
		cells[0].Bold, cells[0].Struck, cells[1].Note, cells[5].Note = true, n.Removed, p.word(n.Object.Kind), p.utc(e.From)
		table.Row(cells...)
	}
	if more := len(nodes) - maxReported; more > 0 {
		p.Text(p.say("THIS REPORT IS NOT WHOLE: {n} more were found. Ask for csv or xlsx.", "n", strconv.Itoa(more)), true)
	}
}

func (p *paper) certainty(n *api.TraceNode) string {
	text := p.say("proven")
	if !n.Proven {
		text = p.say("possible: {why}", "why", p.language.Phrase(n.Possible))
	}
	if n.Removed {
		text = p.say("{certainty}, taken out again", "certainty", text)
	}
	return text
}

// how says how something was reached.
func (p *paper) how(from string, e *api.Edge) string {
	if from == "" {
		return p.say("fits what is asked")
	}
	at := ""
	if e.Station != "" {
		at = p.say("at {station}", "station", e.Station)
	}
	amount := ""
	if e.Quantity != "" {
		amount = p.amount(e.Quantity, cmp.Or(e.Unit, e.UoM))
	}
	return join(", ", p.say("{how}, from {from}", "how", p.word(e.Kind), "from", from), amount, at)
}
