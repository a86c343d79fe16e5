package httpapi

import (
	"slices"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/lineage"
	"github.com/tracewright/tracewright/internal/view"
)

// graphInput asks for a trace as a drawing.
type graphInput struct {
	Snapshot
	TraceStart
	Walk
	Open []string `query:"open,explode" maxItems:"300" doc:"Keys of groups that are drawn box by box"`
	Most int      `query:"most" minimum:"1" maximum:"2000" default:"300" doc:"Boxes at most"`
}

func (s *server) getTraceGraph(q *view.Query, in *graphInput) (*api.TraceGraph, error) {
	t, err := in.TraceStart.trace(q, &in.Walk)
	if err != nil {
		return nil, err
	}
	open := map[string]bool{}
	for _, key := range in.Open {
		open[key] = true
	}
	drawn := lineage.Draw(each(t.Nodes, thingOf), open, in.Most)
	return &api.TraceGraph{
		Seq: t.Seq, Direction: t.Direction, Width: lineage.Width, Height: lineage.Height, Total: len(t.Nodes), Drawn: drawn.Drawn, Cut: t.Cut,
		Boxes: each(drawn.Boxes, func(b *lineage.Box) api.TraceBox { return wireBox(t, b) }),
		Lines: each(drawn.Lines, func(l *lineage.Line) api.TraceLine { return api.TraceLine{From: l.From, To: l.To, Proven: l.Sure} }),
	}, nil
}

// thingOf is an object as it is drawn: those of one kind and part are alike.
func thingOf(n *api.TraceNode) lineage.Thing {
	return lineage.Thing{
		ID: n.Object.ID, Alike: n.Object.Kind + "\x00" + n.Object.Part, From: n.From, Also: n.Also, Sure: n.Proven && !n.Removed,
	}
}

// wireBox says of a box what all of its members share.
func wireBox(t *api.Trace, b *lineage.Box) api.TraceBox {
	first := &t.Nodes[b.Members[0]]
	all := func(same func(*api.TraceNode) bool) bool {
		return !slices.ContainsFunc(b.Members, func(m int) bool { return !same(&t.Nodes[m]) })
	}
	out := api.TraceBox{
		Key: b.Key, X: b.X, Y: b.Y, Object: first.Object, Start: first.From == "", Members: len(b.Members), Group: b.Group, Hidden: b.Hidden,
		Removed: all(func(n *api.TraceNode) bool { return n.Removed }),
	}
	if all(func(n *api.TraceNode) bool { return n.Life == first.Life }) {
		out.Life = first.Life
	}
	if all(func(n *api.TraceNode) bool { return n.Place == first.Place }) {
		out.Place = first.Place
	}
	for _, m := range b.Members {
		if !t.Nodes[m].Proven {
			out.Possible++
		}
	}
	out.Proven = out.Possible == 0
	return out
}
