package view

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Direction is the way of a trace.
type Direction string

// The directions of a trace.
const (
	Back    Direction = "back"    // what went into it
	Forward Direction = "forward" // what it went into
)

// maxTrace is how many objects a trace lists unless it is told otherwise.
const maxTrace = 100_000

// TraceQuestion asks what went into some objects, or what they went into.
type TraceQuestion struct {
	Start     []track.ObjectID
	Where     *track.Scope // begin with all that fits, too
	Direction Direction
	// AsOf asks by what had happened, KnownAt by what had been recorded, at a
	// time; 0 means now.
	AsOf, KnownAt track.Micros
	Depth         int              // levels; 0: all
	Kinds         []track.EdgeKind // edges to follow; empty: all
	Carriers      bool             // follow what merely carried it, too
	MaxNodes      int              // 0: 100,000
}

// Trace is the answer to a TraceQuestion. Its objects are as they are now, but
// for Life, which is that of what they are inside of: what left in a box has
// left. A question about another time has no Life.
type Trace struct {
	Seq    int64        // size of the journal that it speaks of
	Nodes  []*TraceNode // breadth first, the start first
	Starts int          // how many of them it begins with
	Where  *track.Scope // what those fit, with its times where calibrations say them; nil without
	Cut    string       // why the answer is not whole; empty when it is
}

// TraceNode is one object that a trace has reached.
type TraceNode struct {
	Object *track.Object
	Depth  int
	From   track.ObjectID   // the node it was first reached from; empty at the start
	Edge   track.Edge       // the edge it was first reached by
	Also   []track.ObjectID // further nodes that it was reached from
	// At is from when (forward) or until when (back) the path holds.
	At       track.Micros
	Proven   bool   // some path to it has no edge that is only possible
	Possible string // why it is only possible
	// Removed: every path to it has ended, since something was taken out.
	Removed bool
	// Place is where it is now, or what it is inside of: a station, another
	// place, or the party that it was shipped to. Nothing is anywhere any more
	// once it is used up or scrapped, nor in a question about another time.
	Place string
	// Joined: the edge is no act of its own. It follows from what was loaded
	// at the station of a visit while that lasted: its Entry is that of the
	// load, and its Position that of the material.
	Joined bool
}

// forever is a time after all others.
const forever = track.Micros(math.MaxInt64)

// span is the time in which a path holds: from one time until just before
// another, in which something of the start was in the node (forward) or what
// was in the node belonged to the start (back). Back, a node that was used up
// matters at one instant only: there, both are the same.
type span struct {
	from, to track.Micros
	proven   bool
	possible string
	gone     bool // back: something on the path was taken out
}

// instant reports whether the span is one point in time.
func (s span) instant() bool { return s.from == s.to }

// covers reports whether a path over s makes one over t superfluous. Back, one
// that ends earlier is not: what was taken out after that time was still inside
// for it.
func (s span) covers(t span, back bool) bool {
	if (t.proven && !s.proven) || (s.gone && !t.gone) || (back && s.to != t.to && !t.gone) {
		return false
	}
	if t.instant() && !s.instant() {
		return s.from < t.from && t.from < s.to
	}
	return s.from <= t.from && s.to >= t.to
}

// maxSpans bounds the paths back that are told apart at one node. Beyond it
// they are taken to begin with the node, so that one of them covers many; what
// had left the node before may then be listed, as removed.
const maxSpans = 64

// step is a path that has come to a node and is to be followed on.
type step struct {
	node int
	span span
}

// tracer walks level by level, so that each level is one statement.
type tracer struct {
	q       *Query
	ask     TraceQuestion
	known   int64 // entries from this sequence on are not known yet
	asOf    track.Micros
	end     track.Micros // just after asOf
	same    bool         // whether any two objects are one thing
	nodes   []*TraceNode
	index   map[track.ObjectID]int
	spans   [][]span        // of each node
	links   map[[2]int]bool // from node to node, each told once
	edges   map[track.ObjectID][]link
	fed     *feeding // nil where no material was ever loaded
	objects map[track.ObjectID]*track.Object
	cut     string
}

// Trace walks the genealogy. Paths respect time: what was taken out before the
// start went in is not reached, and what came out later is marked as removed.
// An object is reached once, by its best path, however many lead to it.
func (q *Query) Trace(ask TraceQuestion) (*Trace, error) {
	t, err := q.tracer(ask)
	if err != nil {
		return nil, err
	}
	level, err := t.start()
	if err != nil {
		return nil, err
	}
	starts := len(t.nodes)
	for depth := 1; len(level) > 0 && t.cut == ""; depth++ {
		if ask.Depth > 0 && depth > ask.Depth {
			break
		}
		if level, err = t.level(level, depth); err != nil {
			return nil, err
		}
	}
	t.agree()
	t.judge()
	if err := t.live(); err != nil {
		return nil, err
	}
	return &Trace{Seq: t.known, Nodes: t.nodes, Starts: starts, Where: t.ask.Where, Cut: t.cut}, nil
}

// tracer prepares to follow edges.
func (q *Query) tracer(ask TraceQuestion) (*tracer, error) {
	t := &tracer{
		q: q, ask: ask, known: q.Size, asOf: cmp.Or(ask.AsOf, forever),
		index: map[track.ObjectID]int{}, links: map[[2]int]bool{}, edges: map[track.ObjectID][]link{}, objects: map[track.ObjectID]*track.Object{},
	}
	t.ask.MaxNodes = cmp.Or(ask.MaxNodes, maxTrace)
	t.end = t.asOf
	if t.end != forever {
		t.end++
	}
	if ask.KnownAt != 0 {
		var err error
		if t.known, err = q.sizeAt(ask.KnownAt); err != nil {
			return nil, err
		}
	}
	if err := t.findSame(); err != nil {
		return nil, err
	}
	return t, t.findLoads()
}

// sizeAt is how many entries had been recorded at a time. Entries are recorded
// in order of time, so that halving finds it.
func (q *Query) sizeAt(at track.Micros) (int64, error) {
	low, high := int64(0), q.Size // the answer is in [low, high]
	for low < high {
		mid := (low + high) / 2
		rows, err := sqldb.Select(q.ctx, q.tx, func(v *int64) []any { return []any{v} },
			"select recorded_at from entry where seq = $1", mid)
		if err != nil {
			return 0, fmt.Errorf("find the entries known at a time: %w", err)
		}
		if len(rows) == 1 && rows[0] > int64(at) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low, nil
}

func (t *tracer) findSame() error {
	rows, err := sqldb.Select(t.q.ctx, t.q.tx, func(v *int64) []any { return []any{v} },
		"select entry from edge where kind = 'same' limit 1")
	t.same = len(rows) > 0
	return err
}

func (t *tracer) add(n *TraceNode) {
	t.index[n.Object.ID] = len(t.nodes)
	t.nodes = append(t.nodes, n)
	t.spans = append(t.spans, nil)
}

// reach notes a path to a node.
func (t *tracer) reach(node int, s span) step {
	t.spans[node] = append(t.spans[node], s)
	return step{node, s}
}

// hop is an edge over which a path goes on.
type hop struct {
	from step
	link link
	to   track.ObjectID
	span span
}

// level follows every path by one edge.
func (t *tracer) level(level []step, depth int) ([]step, error) {
	if err := t.loadEdges(level); err != nil {
		return nil, err
	}
	var hops []hop
	for _, s := range level {
		id := t.nodes[s.node].Object.ID
		for _, e := range t.edges[id] {
			next, to, ok := t.follow(s, id, e)
			if !ok {
				continue
			}
			h := hop{s, e, to, next}
			hops = append(hops, h)
			if sure, ok := t.agreed(h); ok {
				hops = append(hops, sure)
			}
		}
	}
	slices.SortStableFunc(hops, func(a, b hop) int {
		return cmp.Or(cmp.Compare(a.link.Entry, b.link.Entry), cmp.Compare(a.link.Line, b.link.Line))
	})
	ends := make([]track.ObjectID, len(hops))
	for i := range hops {
		ends[i] = hops[i].to
	}
	if err := t.loadObjects(ends); err != nil {
		return nil, err
	}
	var next []step
	for _, h := range hops {
		if s, fresh := t.arrive(h, depth); fresh {
			next = append(next, s)
		}
		if len(t.nodes) > t.ask.MaxNodes {
			t.cut = "more than " + strconv.Itoa(t.ask.MaxNodes) + " objects: narrow the question, or raise its limit"
			t.nodes = t.nodes[:t.ask.MaxNodes]
			return nil, nil
		}
	}
	return next, nil
}

// arrive adds the node at the end of a hop, unless a better path is known.
func (t *tracer) arrive(h hop, depth int) (step, bool) {
	o := t.objects[h.to]
	if t.passedOver(h.to) {
		return step{}, false
	}
	node, known := t.index[h.to]
	if !known {
		at := h.span.from
		if t.ask.Direction == Back {
			at = h.span.to
		}
		node = len(t.nodes)
		t.add(&TraceNode{Object: o, Depth: depth, From: t.nodes[h.from.node].Object.ID, Edge: *h.link.Edge, At: at, Joined: h.link.joined})
	}
	t.link(h.from.node, node)
	exact := t.ask.Direction == Back
	if exact && len(t.spans[node]) >= maxSpans {
		exact = false
		if h.span.instant() {
			h.span.to++
		}
		h.span.from = 0
	}
	for _, s := range t.spans[node] {
		if s.covers(h.span, exact) {
			return step{}, false
		}
	}
	return t.reach(node, h.span), true
}

// passedOver reports whether an object is no path: a carrier, unless it is asked
// for.
func (t *tracer) passedOver(id track.ObjectID) bool {
	o := t.objects[id]
	return o != nil && o.Kind == track.KindCarrier && !t.ask.Carriers
}

// link notes from where a node was reached besides the first time.
func (t *tracer) link(from, node int) {
	n, id := t.nodes[node], t.nodes[from].Object.ID
	if from == node || n.From == "" || t.links[[2]int{from, node}] {
		return
	}
	t.links[[2]int{from, node}] = true
	if id != n.From {
		n.Also = append(n.Also, id)
	}
}

// follow reports whether a path goes on over an edge, and for which time.
func (t *tracer) follow(s step, at track.ObjectID, e link) (next span, to track.ObjectID, ok bool) {
	next = s.span
	if e.Possible != "" {
		next.proven, next.possible = false, e.Possible
	}
	if e.Kind == track.EdgeCarried {
		return t.followCarrier(next, at, e.Edge)
	}
	if e.Kind == track.EdgeSame {
		if to = e.Child; at == e.Child {
			to = e.Parent
		}
		return next, to, true
	}
	if at != e.Parent && t.ask.Direction == Back || at != e.Child && t.ask.Direction == Forward {
		return next, "", false
	}
	switch {
	case e.joined:
		return t.followJoined(next, e)
	case t.ask.Direction == Back:
		return t.followBack(next, e.Edge)
	}
	return t.followForward(next, e.Edge)
}

// interval is when a child was inside its parent; lasting tells a child that
// stays itself from one that is used up at once.
func interval(e *track.Edge) (from, until track.Micros, lasting bool) {
	lasting = e.Kind == track.EdgeInstalled || e.Kind == track.EdgePacked || e.OccurredTo != 0
	return e.OccurredFrom, cmp.Or(e.OccurredTo, forever), lasting
}

// followForward goes from a child into its parent.
func (t *tracer) followForward(s span, e *track.Edge) (next span, to track.ObjectID, ok bool) {
	from, until, lasting := interval(e)
	next, to = s, e.Parent
	if !lasting {
		next.from, next.to = from, t.end
		return next, to, from >= s.from && from < s.to
	}
	next.from, next.to = max(from, s.from), min(until, s.to)
	return next, to, next.from < next.to
}

// followBack goes from a parent to what was in it.
func (t *tracer) followBack(s span, e *track.Edge) (next span, to track.ObjectID, ok bool) {
	from, until, lasting := interval(e)
	next, to = s, e.Child
	switch {
	case !lasting:
		next.from, next.to = from, from
		ok = from < s.to || from == s.to && s.instant()
	case s.instant():
		ok = from <= s.from && until > s.from
	default:
		next.from, next.to = max(from, s.from), min(until, s.to)
		ok = next.from < next.to
	}
	next.gone = s.gone || lasting && e.OccurredTo != 0 && until <= s.to
	return next, to, ok
}

// traceEdges picks the edges of a level as they were known; the column of the
// level's end goes in.
const traceEdges = `
select entry, line, parent, child, kind, quantity, uom, bom_line, position, operation, station, possible, occurred_from, occurred_to
from edge
where known_from < $1 and (known_to = 0 or known_to >= $2) and %s in (?)`

// loadEdges reads the edges of the nodes of a level that are not read yet.
func (t *tracer) loadEdges(level []step) error {
	var ids []track.ObjectID
	for _, s := range level {
		id := t.nodes[s.node].Object.ID
		if _, loaded := t.edges[id]; !loaded {
			t.edges[id] = nil
			ids = append(ids, id)
		}
	}
	end := func(e *track.Edge) track.ObjectID { return e.Child }
	column := "child"
	if t.ask.Direction == Back {
		end, column = func(e *track.Edge) track.ObjectID { return e.Parent }, "parent"
	}
	if err := t.readEdges(ids, column, "", end); err != nil {
		return err
	}
	if err := t.join(ids); err != nil {
		return err
	}
	// The other end of what is the same thing, and of what was on a carrier.
	other, end := "parent", func(e *track.Edge) track.ObjectID { return e.Parent }
	if t.ask.Direction == Back {
		other, end = "child", func(e *track.Edge) track.ObjectID { return e.Child }
	}
	for _, both := range []struct {
		kind track.EdgeKind
		read bool
	}{{track.EdgeSame, t.same}, {track.EdgeCarried, t.ask.Carriers}} {
		if !both.read {
			continue
		}
		if err := t.readEdges(ids, other, " and kind = '"+string(both.kind)+"'", end); err != nil {
			return err
		}
	}
	return nil
}

func (t *tracer) readEdges(ids []track.ObjectID, column, and string, end func(*track.Edge) track.ObjectID) error {
	var r struct {
		entry, line, from, to                                                               int64
		parent, child, kind, quantity, uom, bomLine, position, operation, station, possible string
	}
	dest := []any{
		&r.entry, &r.line, &r.parent, &r.child, &r.kind, &r.quantity, &r.uom, &r.bomLine, &r.position, &r.operation, &r.station,
		&r.possible, &r.from, &r.to,
	}
	err := sqldb.EachIn(t.q.ctx, t.q.tx, fmt.Sprintf(traceEdges, column)+and, texts(ids), []any{t.known, t.known}, dest, func() {
		e := &track.Edge{
			Entry: r.entry, Line: int(r.line), Parent: track.ObjectID(r.parent), Child: track.ObjectID(r.child),
			Kind: track.EdgeKind(r.kind), Quantity: track.Decimal(r.quantity), UoM: r.uom, BOMLine: r.bomLine,
			Position: r.position, Operation: r.operation, Station: r.station, Possible: r.possible, OccurredFrom: track.Micros(r.from), OccurredTo: track.Micros(r.to),
		}
		if e.OccurredTo > t.asOf {
			e.OccurredTo = 0
		}
		switch {
		case e.Kind == track.EdgeLoaded || e.Kind == track.EdgeAdded:
			if t.fed != nil {
				t.fed.found(e)
			}
		case e.Kind == track.EdgeCarried && !t.ask.Carriers:
		case e.Kind == track.EdgeSame || t.follows(e.Kind):
			t.edges[end(e)] = append(t.edges[end(e)], link{Edge: e})
		}
	})
	if err != nil {
		return fmt.Errorf("read edges: %w", err)
	}
	return nil
}

// loadObjects reads the objects that are not read yet. What an edge names and
// no view has is an object without anything but its key.
func (t *tracer) loadObjects(wanted []track.ObjectID) error {
	var ids []track.ObjectID
	for _, id := range wanted {
		if _, loaded := t.objects[id]; !loaded {
			t.objects[id] = &track.Object{ID: id}
			ids = append(ids, id)
		}
	}
	var o plainObject
	dest := o.destinations()
	err := sqldb.EachIn(t.q.ctx, t.q.tx, objects.query("where id in (?)"), texts(ids), nil, dest, func() {
		o.fill(t.objects[track.ObjectID(o.id)])
	})
	if err != nil {
		return fmt.Errorf("read objects: %w", err)
	}
	return nil
}

// judge says of each node whether it is proven, and whether it is still there.
func (t *tracer) judge() {
	for i := range t.nodes {
		n := t.nodes[i]
		n.Removed = n.Depth > 0
		for _, s := range t.spans[i] {
			n.Proven = n.Proven || s.proven
			n.Possible = s.possible
			n.Removed = n.Removed && (s.gone || t.ask.Direction == Forward && s.to < t.end)
		}
		if n.Proven {
			n.Possible = ""
		}
	}
}

// live sets the life of each object to that of the outermost thing around it.
func (t *tracer) live() error {
	if t.ask.AsOf != 0 || t.ask.KnownAt != 0 {
		for _, n := range t.nodes {
			n.Object.Life = ""
		}
		return nil
	}
	var around []track.ObjectID
	for _, n := range t.nodes {
		around = append(around, n.Object.Parent)
	}
	for range maxAround {
		around = slices.DeleteFunc(around, func(id track.ObjectID) bool { return id == "" || t.objects[id] != nil })
		if len(around) == 0 {
			break
		}
		wanted := slices.Clone(around)
		if err := t.loadObjects(wanted); err != nil {
			return err
		}
		around = around[:0]
		for _, id := range wanted {
			around = append(around, t.objects[id].Parent)
		}
	}
	outer := make([]*track.Object, len(t.nodes)) // before any of them is changed
	lives := make([]track.Life, len(t.nodes))
	for i, n := range t.nodes {
		outer[i] = outermost(n.Object, func(id track.ObjectID) *track.Object { return t.objects[id] })
		lives[i] = cmp.Or(outer[i].Life, n.Object.Life)
	}
	for i, n := range t.nodes {
		n.Object.Life = lives[i]
		if lives[i] != track.LifeConsumed && lives[i] != track.LifeScrapped {
			n.Place = cmp.Or(outer[i].Station, outer[i].Location)
		}
	}
	return nil
}

// maxAround bounds the walk from an object to what is around it.
const maxAround = 32

// outermost is what decides where an object is and whether it is still to be
// had: what it is inside of, as far as that is open itself.
func outermost(o *track.Object, find func(track.ObjectID) *track.Object) *track.Object {
	at := o
	for range maxAround {
		if at.Life != track.LifeOpen || at.Parent == "" {
			break
		}
		outer := find(at.Parent)
		if outer == nil {
			break
		}
		at = outer
	}
	return at
}

// Whereabouts gives an object the life and the place of what it is inside of:
// what left in a box has left, is where the box is, and is in no work any more. What is used up or
// destroyed stays where it was seen last.
func (q *Query) Whereabouts(o *track.Object) error {
	self := *o
	t := &tracer{q: q, nodes: []*TraceNode{{Object: o}}, objects: map[track.ObjectID]*track.Object{}}
	if err := t.live(); err != nil || o.Life == track.LifeConsumed || o.Life == track.LifeScrapped {
		return err
	}
	outer := outermost(&self, func(id track.ObjectID) *track.Object { return t.objects[id] })
	o.Station, o.Position, o.Location = outer.Station, outer.Position, outer.Location
	if o.Life != self.Life {
		o.Disposition = outer.Disposition
	}
	return nil
}
