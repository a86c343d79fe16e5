package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// Walk says how to walk the genealogy.
type Walk struct {
	Direction string    `query:"direction" enum:"back,forward" default:"back" doc:"back: what went into it; forward: what it went into"`
	AsOf      time.Time `query:"asOf" doc:"By what had happened at that time; now, if left out"`
	KnownAt   time.Time `query:"knownAt" doc:"By what had been recorded at that time; now, if left out"`
	Depth     int       `query:"depth" minimum:"0" maximum:"1000" doc:"Levels; 0: all"`
	Kinds     []string  `query:"kinds,explode" enum:"installed,consumed,packed,split,merged,same,received" doc:"Edges to follow; all, if left out"`
	Carriers  bool      `query:"carriers" doc:"Follow carriers, too: what was on the same one, which is possible by contact"`
	MaxNodes  int       `query:"maxNodes" minimum:"0" maximum:"1000000" doc:"Objects listed at most; 0: 100,000"`
}

// traceInput asks for the trace of one object.
type traceInput struct {
	ObjectInput
	Walk
}

func (s *server) getTrace(q *view.Query, in *traceInput) (*api.Trace, error) {
	began := time.Now()
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	return in.Walk.trace(q, began, []track.ObjectID{o.ID}, nil)
}

// TraceStart says what a trace begins with: the objects that are named, and all
// that have something in common.
type TraceStart struct {
	Object []string `query:"object,explode" maxItems:"100" doc:"Begin with this object: its id, its URI, or any code or identifier of it"`
	api.Selection
}

// tracesInput asks for a trace.
type tracesInput struct {
	Snapshot
	TraceStart
	Walk
	TraceForm
	PaperLanguage
}

// trace walks from what is asked for.
func (in *TraceStart) trace(q *view.Query, w *Walk) (*api.Trace, error) {
	began := time.Now()
	where, err := in.where()
	if err != nil {
		return nil, err
	}
	var start []track.ObjectID
	for _, ref := range in.Object {
		o, err := objectAt(q, ref, time.Time{}, "query.object")
		if err != nil {
			return nil, err
		}
		start = append(start, o.ID)
	}
	return w.trace(q, began, start, where)
}

// where is the scope that is asked for; nil where objects are named alone.
func (in *TraceStart) where() (*track.Scope, error) {
	if in.Selection == (api.Selection{}) && len(in.Object) > 0 {
		return nil, nil
	}
	sc, fault := scopeOf(&in.Selection)
	if fault != nil {
		return nil, problem(CodeBadValue, "", api.Fault{Location: "query", Message: fault.Error()})
	}
	return sc, nil
}

// trace walks from objects and from what fits.
func (w *Walk) trace(q *view.Query, began time.Time, start []track.ObjectID, where *track.Scope) (*api.Trace, error) {
	ask := view.TraceQuestion{
		Start: start, Where: where, Direction: view.Direction(w.Direction), AsOf: micros(w.AsOf), KnownAt: micros(w.KnownAt),
		Depth: w.Depth, MaxNodes: w.MaxNodes, Carriers: w.Carriers,
	}
	for _, k := range w.Kinds {
		ask.Kinds = append(ask.Kinds, track.EdgeKind(k))
	}
	t, err := q.Trace(ask)
	if err != nil {
		return nil, err
	}
	return &api.Trace{
		Seq: t.Seq, Direction: w.Direction, AsOf: w.AsOf, KnownAt: w.KnownAt, Depth: w.Depth, Carriers: w.Carriers,
		Where: wireScope(t.Where), Starts: t.Starts, Nodes: each(t.Nodes, wireNode), Cut: t.Cut,
		TookMicros: time.Since(began).Microseconds(),
	}, nil
}

func wireNode(p **view.TraceNode) api.TraceNode {
	n := *p
	node := api.TraceNode{
		Object: wireRef(n.Object), Life: string(n.Object.Life), Place: n.Place, Depth: n.Depth, From: string(n.From), Also: texts(n.Also), At: bounded(n.At),
		Proven: n.Proven, Possible: n.Possible, Removed: n.Removed, Joined: n.Joined,
	}
	if n.From != "" {
		node.Edge = wireEdge(&n.Edge)
	}
	return node
}
