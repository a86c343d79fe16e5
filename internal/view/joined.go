package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// What is backflushed, or scanned when it is changed only, is joined to what it
// went into as the question is asked: a visit may have drawn on all that was
// loaded, while it lasted, where its station draws a line of its bill of
// material from. Of one candidate that is proven; of several it is possible.

// link is an edge of a trace. A joined one is a consumption at some time from
// OccurredFrom until until, both included.
type link struct {
	*track.Edge
	joined bool
	until  track.Micros
	either *either // that a joined one belongs to; nil for one that is proven
}

// feeding is what a trace knows of material at positions.
type feeding struct {
	loads    []*track.Edge // forward: of the level's objects
	versions []published
	orders   map[string]*track.WorkOrder // read so far; nil for one that is not known
	bills    map[billKey][]draw
	eithers  map[drawKey]*either
	runOuts  []track.RunOut // acts on changes that wait for stock
}

// published is a version of the plant definition, and the entry it came with.
type published struct{ version, seq int64 }

// billKey picks the lines that a visit draws from positions.
type billKey struct {
	version                            int64
	pin                                int64 // by which a work order froze the bill; 0: none did
	part, revision, operation, station string
}

// draw is a line of a bill of material, and the places it is drawn from.
type draw struct {
	line   *plant.BOMLine
	places []track.ObjectID
}

// follows reports whether edges of a kind are asked for.
func (t *tracer) follows(kind track.EdgeKind) bool {
	return len(t.ask.Kinds) == 0 || slices.Contains(t.ask.Kinds, kind)
}

// findLoads prepares for joining, where anything was ever loaded.
func (t *tracer) findLoads() error {
	if !t.follows(track.EdgeConsumed) {
		return nil
	}
	loaded, err := sqldb.Select(t.q.ctx, t.q.tx, func(v *int64) []any { return []any{v} }, anyLoaded)
	if err != nil || len(loaded) == 0 {
		return err
	}
	t.fed = &feeding{bills: map[billKey][]draw{}, orders: map[string]*track.WorkOrder{}, eithers: map[drawKey]*either{}}
	t.fed.versions, err = sqldb.Select(t.q.ctx, t.q.tx, func(p *published) []any { return []any{&p.version, &p.seq} },
		"select version, seq from plant_version order by version")
	if err != nil {
		return fmt.Errorf("read versions of the plant definition: %w", err)
	}
	t.fed.runOuts, err = t.q.runOutActs(t.known)
	return err
}

// found notes that an object of the level was loaded at a place.
func (f *feeding) found(e *track.Edge) { f.loads = append(f.loads, e) }

// join adds to the edges of a level's objects those that follow from what was
// loaded: back from the objects' visits, forward from their loads.
func (t *tracer) join(ids []track.ObjectID) error {
	if t.fed == nil {
		return nil
	}
	var passes []track.Visit
	var err error
	if t.ask.Direction == Back {
		passes, err = t.visits("object in (?)", texts(ids))
	} else {
		passes, err = t.visitsOf(t.fed.loads)
		t.fed.loads = nil
	}
	if err != nil || len(passes) == 0 {
		return err
	}
	var all []track.ObjectID
	for i := range passes {
		all = append(all, passes[i].Object)
	}
	if err := t.loadObjects(all); err != nil {
		return err
	}
	if err := t.loadOrders(all); err != nil {
		return err
	}
	draws := make([][]draw, len(passes))
	var places []track.ObjectID
	for i := range passes {
		if draws[i], err = t.draws(&passes[i]); err != nil {
			return err
		}
		for _, d := range draws[i] {
			places = append(places, d.places...)
		}
	}
	slices.Sort(places)
	there, err := t.stock(slices.Compact(places), passes)
	if err != nil {
		return err
	}
	wanted := map[track.ObjectID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	for i := range passes {
		for _, d := range draws[i] {
			t.drawn(&passes[i], d, there, wanted)
		}
	}
	return nil
}

// selectVisits picks the visits that were known; the rest picks among them. A
// visit whose results do not stand any more did take place, unless it was its
// record that was declared wrong.
const selectVisits = `
select object, number, operation, station, started, ended, start_seq, end_seq
from visit
where start_seq < $1 and started <= $2
	and (void_seq = 0 or void_seq >= $3 or exists (select 1 from entry where seq = void_seq and kind <> 'correction'))
	and `

// visits reads visits as they were known.
func (t *tracer) visits(where string, keys []any, more ...any) ([]track.Visit, error) {
	var list []track.Visit
	var r struct {
		object, operation, station               string
		number, started, ended, startSeq, endSeq int64
	}
	dest := []any{&r.object, &r.number, &r.operation, &r.station, &r.started, &r.ended, &r.startSeq, &r.endSeq}
	args := append([]any{t.known, int64(t.asOf), t.known}, more...)
	err := sqldb.EachIn(t.q.ctx, t.q.tx, selectVisits+where, keys, args, dest, func() {
		v := track.Visit{
			Object: track.ObjectID(r.object), Number: int(r.number), Operation: r.operation, Station: r.station,
			Started: track.Micros(r.started), Ended: track.Micros(r.ended), StartSeq: r.startSeq,
		}
		if v.Ended == 0 || r.endSeq >= t.known || v.Ended > t.asOf {
			v.Ended = t.end
		}
		list = append(list, v)
	})
	if err != nil {
		return nil, fmt.Errorf("read visits: %w", err)
	}
	return list, nil
}

// visitsOf reads the visits at the stations of loads while these lasted.
func (t *tracer) visitsOf(loads []*track.Edge) ([]track.Visit, error) {
	var stations []string
	from, to := forever, track.Micros(0)
	for _, e := range loads {
		stations = append(stations, e.Station)
		from, to = min(from, e.OccurredFrom), max(to, cmp.Or(e.OccurredTo, t.end))
	}
	if len(loads) == 0 {
		return nil, nil
	}
	slices.Sort(stations)
	keys := texts(slices.Compact(stations))
	ended, err := t.visits("ended >= $4 and started < $5 and station in (?)", keys, int64(from), int64(to))
	if err != nil {
		return nil, err
	}
	open, err := t.visits("ended = 0 and started < $4 and station in (?)", keys, int64(to))
	return append(ended, open...), err
}

// loadOrders reads the work orders of objects that are not read yet.
func (t *tracer) loadOrders(ids []track.ObjectID) error {
	var numbers []string
	for _, id := range ids {
		number := t.objects[id].Order
		if _, read := t.fed.orders[number]; !read && number != "" {
			t.fed.orders[number] = nil
			numbers = append(numbers, number)
		}
	}
	rows, err := t.q.ordersNamed(numbers)
	for i := range rows {
		t.fed.orders[rows[i].Number] = &rows[i]
	}
	return err
}

// draws lists what a visit takes from positions, by the plant definition that it
// was judged by, and by the bill of material that its work order had frozen.
func (t *tracer) draws(v *track.Visit) ([]draw, error) {
	i, found := slices.BinarySearchFunc(t.fed.versions, v.StartSeq, func(p published, seq int64) int { return cmp.Compare(p.seq, seq) })
	if !found {
		i--
	}
	o := t.objects[v.Object]
	if i < 0 || o.Part == "" {
		return nil, nil
	}
	key := billKey{t.fed.versions[i].version, 0, o.Part, o.Revision, v.Operation, v.Station}
	var pin track.OrderPin
	w := t.fed.orders[o.Order]
	if w != nil {
		pin, _ = w.PinAt(v.StartSeq)
		key.pin = pin.Entry
	}
	if list, known := t.fed.bills[key]; known {
		return list, nil
	}
	index, err := t.q.plant(key.version)
	if err != nil {
		return nil, err
	}
	recipe, known := track.Present(index, o)
	if key.pin != 0 {
		frozen, err := t.q.plant(pin.Plant)
		if err != nil {
			return nil, err
		}
		if r, ok := pin.Recipe(frozen, w, o); ok {
			recipe, known = r, true
		}
	}
	if !known {
		return nil, nil
	}
	if recipe.CutIn() { // each product has lines of its own
		recipe = recipe.AfterRunOuts(t.fed.runOuts, v.Started, v.StartSeq)
		if key.pin == 0 {
			begun, err := t.begun(v)
			if err != nil {
				return nil, err
			}
			recipe = recipe.BegunAt(begun)
		}
		return drawsOf(index, &recipe, key), nil
	}
	t.fed.bills[key] = drawsOf(index, &recipe, key)
	return t.fed.bills[key], nil
}

// begun is when the first visit of the object of a visit started.
func (t *tracer) begun(v *track.Visit) (track.Micros, error) {
	if v.Number == 1 {
		return v.Started, nil
	}
	first := int64(v.Started)
	rows, err := sqldb.Select(t.q.ctx, t.q.tx, func(at *int64) []any { return []any{at} },
		"select started from visit where object = $1 and number = 1", string(v.Object))
	if err != nil {
		return 0, fmt.Errorf("read first visit of %s: %w", v.Object, err)
	}
	if len(rows) > 0 {
		first = rows[0]
	}
	return track.Micros(first), nil
}

func drawsOf(index *plant.Index, recipe *track.Recipe, key billKey) []draw {
	station, _, _, there := index.Station(key.station)
	if !there {
		return nil
	}
	var list []draw
	for _, line := range recipe.LinesAt(key.operation) {
		var places []track.ObjectID
		for _, p := range station.Feeders(line) {
			places = append(places, track.PlaceID(station.Code, p.Code))
		}
		if len(places) > 0 {
			list = append(list, draw{line, places})
		}
	}
	return list
}

// shelf is what was loaded at a place, in the order of its beginning; until is
// the latest end of each and those before it.
type shelf struct {
	loads []*track.Edge
	until []track.Micros
}

// during lists what was there at some time of a visit.
func (s *shelf) during(v *track.Visit) []*track.Edge {
	n, _ := slices.BinarySearchFunc(s.loads, v.Ended, func(e *track.Edge, end track.Micros) int {
		if e.OccurredFrom <= end {
			return -1
		}
		return 1
	})
	var there []*track.Edge
	for i := n - 1; i >= 0 && s.until[i] > v.Started; i-- {
		if track.During(v, s.loads[i]) {
			there = append(there, s.loads[i])
		}
	}
	slices.Reverse(there)
	return there
}

// stock reads what was loaded at places while visits lasted.
func (t *tracer) stock(places []track.ObjectID, passes []track.Visit) (map[track.ObjectID]*shelf, error) {
	from, to := forever, track.Micros(0)
	for i := range passes {
		from, to = min(from, passes[i].Started), max(to, passes[i].Ended)
	}
	there := map[track.ObjectID]*shelf{}
	var children []track.ObjectID
	var r struct {
		entry, line, from, to            int64
		parent, child, position, station string
	}
	dest := []any{&r.entry, &r.line, &r.parent, &r.child, &r.position, &r.station, &r.from, &r.to}
	err := sqldb.EachIn(t.q.ctx, t.q.tx, `
select entry, line, parent, child, position, station, occurred_from, occurred_to
from edge
where known_from < $1 and (known_to = 0 or known_to >= $2) and kind in ('loaded', 'added')
	and occurred_from <= $3 and (occurred_to = 0 or occurred_to > $4) and parent in (?)`,
		texts(places), []any{t.known, t.known, int64(min(to, t.asOf)), int64(from)}, dest, func() {
			e := &track.Edge{
				Entry: r.entry, Line: int(r.line), Parent: track.ObjectID(r.parent), Child: track.ObjectID(r.child),
				Position: r.position, Station: r.station, OccurredFrom: track.Micros(r.from), OccurredTo: track.Micros(r.to),
			}
			if e.OccurredTo > t.asOf {
				e.OccurredTo = 0
			}
			if there[e.Parent] == nil {
				there[e.Parent] = &shelf{}
			}
			there[e.Parent].loads = append(there[e.Parent].loads, e)
			children = append(children, e.Child)
		})
	if err != nil {
		return nil, fmt.Errorf("read what was loaded: %w", err)
	}
	for _, s := range there {
		slices.SortFunc(s.loads, func(a, b *track.Edge) int {
			return cmp.Or(cmp.Compare(a.OccurredFrom, b.OccurredFrom), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line))
		})
		latest := track.Micros(0)
		for _, e := range s.loads {
			latest = max(latest, cmp.Or(e.OccurredTo, forever))
			s.until = append(s.until, latest)
		}
	}
	return there, t.loadObjects(children)
}

// drawn adds the edges by which a visit may have taken a line of its bill of
// material, as far as they end at what is asked for.
func (t *tracer) drawn(v *track.Visit, d draw, there map[track.ObjectID]*shelf, wanted map[track.ObjectID]bool) {
	var loads []*track.Edge
	for _, place := range d.places {
		if s := there[place]; s != nil {
			loads = append(loads, s.during(v)...)
		}
	}
	find := func(id track.ObjectID) track.Object { return *t.objects[id] }
	all := track.Draw(v, t.objects[v.Object], d.line, loads, find)
	var of *either
	if len(all) > 1 {
		of = t.fed.either(drawKey{v.Object, v.Number, d.line}, len(all))
	}
	for _, drawn := range all {
		end := drawn.Child
		if t.ask.Direction == Back {
			end = drawn.Parent
		}
		if wanted[end] && drawn.OccurredFrom <= t.asOf {
			t.edges[end] = append(t.edges[end], link{&drawn.Edge, true, min(drawn.Until, t.end-1), of})
		}
	}
}

// followJoined goes over an edge that was joined: the consumption may have been
// at any time of its interval.
func (t *tracer) followJoined(s span, e link) (next span, to track.ObjectID, ok bool) {
	next = s
	if t.ask.Direction == Forward {
		next.from, next.to = max(e.OccurredFrom, s.from), t.end
		return next, e.Parent, e.OccurredFrom < s.to && e.until >= s.from
	}
	last := s.to - 1
	if s.instant() {
		last = s.to
	}
	next.from = min(e.until, last)
	next.to = next.from
	return next, e.Child, e.OccurredFrom <= last
}
