package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/flow"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// maxQueued bounds what is looked at of what is under way.
const maxQueued = 20_000

// passing is an object under way that nobody works at.
type passing struct {
	id             track.ObjectID
	part, revision string
	passed         map[string]bool
	last           track.Micros // when it left a station
	station        string       // that it left
}

// selectPassing asks in the order of the index of work in progress.
const selectPassing = `
select id, part, revision
from object
where life = 'open' and visit > 0 and parent = '' and operation = ''
order by station, operation, part, id`

// selectEnded lists the visits of objects until a time: their own, and those of
// what they were parted from until then.
const selectEnded = `
with recursive way (object, id, until) as (
	select o.id, o.id, cast($1 as bigint) from object o where o.id in (?)
	union all
	select way.object, e.child, case when e.occurred_from < way.until then e.occurred_from else way.until end
	from way join edge e on e.parent = way.id and e.kind = 'split' and e.known_to = 0 and e.occurred_to = 0
)
select way.object, v.object, v.station, v.operation, v.outcome, v.ended, v.start_seq, v.void_seq
from way join visit v on v.object = way.id and v.ended <= way.until
where v.ended <> 0`

// queues finds out what waits, and for which station.
func (b *mapBuilder) queues() error {
	list, err := b.underWay()
	if err != nil {
		return err
	}
	if err := b.passed(list); err != nil {
		return err
	}
	if b.past {
		if list, err = b.alive(list); err != nil {
			return err
		}
	}
	slices.SortStableFunc(list, func(x, y *passing) int { return cmp.Compare(x.last, y.last) })
	for _, o := range list {
		for _, code := range b.next(o) {
			s := &b.f.Stations[b.place[code]]
			s.Waiting++
			s.Queue = append(s.Queue, o.id)
			if o.last != 0 && (s.Oldest == 0 || o.last < s.Oldest) {
				s.Oldest = o.last
			}
		}
	}
	return nil
}

// underWay lists what has begun its route and is not in work.
func (b *mapBuilder) underWay() ([]*passing, error) {
	scan := func(r *passing) []any { return []any{&r.id, &r.part, &r.revision} }
	var rows []passing
	var err error
	if b.past {
		rows, err = sqldb.SelectIn(b.q.ctx, b.q.tx, scan, "select id, part, revision from object where id in (?)", texts(b.begun()))
	} else {
		rows, err = sqldb.Select(b.q.ctx, b.q.tx, scan, fmt.Sprintf("%s\nlimit %d", selectPassing, maxQueued))
	}
	list := make([]*passing, 0, len(rows))
	for i := range rows {
		rows[i].passed = map[string]bool{}
		list = append(list, &rows[i])
	}
	return list, err
}

// begun lists the objects of the visits that were not in work then, and whose
// last operation was not the end of every route that has it.
func (b *mapBuilder) begun() []track.ObjectID {
	ends := b.lastOperations()
	var ids []track.ObjectID
	for i := range b.rows {
		v := &b.rows[i]
		if i+1 < len(b.rows) && b.rows[i+1].Object == v.Object {
			continue // it is not the last
		}
		if !b.open(v) && !(ends[v.Operation] && v.Outcome == track.OutcomePass) {
			ids = append(ids, v.Object)
		}
	}
	return ids
}

// lastOperations are the operations at which every route ends that has them.
func (b *mapBuilder) lastOperations() map[string]bool {
	ends := map[string]bool{}
	for _, route := range b.index.Definition().Routes {
		for i, o := range route.Operations {
			last, known := ends[o.Code]
			ends[o.Code] = i == len(route.Operations)-1 && (last || !known)
		}
	}
	return ends
}

// passed reads what the objects have passed, and where they were last.
func (b *mapBuilder) passed(list []*passing) error {
	by := make(map[track.ObjectID]*passing, len(list))
	ids := make([]string, len(list))
	for i, o := range list {
		by[o.id], ids[i] = o, string(o.id)
	}
	type row struct {
		object track.ObjectID
		visit  track.Visit
	}
	rows, err := sqldb.SelectIn(b.q.ctx, b.q.tx, func(r *row) []any {
		v := &r.visit
		return []any{&r.object, &v.Object, &v.Station, &v.Operation, &v.Outcome, &v.Ended, &v.StartSeq, &v.VoidSeq}
	}, selectEnded, ids, int64(b.at))
	if err != nil {
		return err
	}
	ended := make([]track.Visit, len(rows))
	undone := map[string]bool{} // visits that do not stand for an object itself
	for i := range rows {
		ended[i] = rows[i].visit
	}
	if err := b.readVoids(ended); err != nil {
		return err
	}
	key := func(r *row) string { return fmt.Sprintf("%s %d", r.object, r.visit.StartSeq) }
	for i := range rows {
		if r := &rows[i]; r.visit.Object == r.object && !b.stands(r.visit.VoidSeq) {
			undone[key(r)] = true
		}
	}
	for i := range rows {
		o, v := by[rows[i].object], &rows[i].visit
		if v.Ended > o.last {
			o.last, o.station = v.Ended, v.Station
		}
		if v.Outcome == track.OutcomePass && b.stands(v.VoidSeq) && !undone[key(&rows[i])] {
			o.passed[v.Operation] = true
		}
	}
	return nil
}

// What had left the floor by a time: scrapped, shipped or used up, or inside
// something else.
const (
	selectGone = `
select object
from sighting
where life not in ('', 'open') and void_seq = 0 and occurred_at <= $1 and object in (?)`
	selectInside = `
select child
from edge
where kind in ('installed', 'consumed', 'packed') and known_to = 0
	and occurred_from <= $1 and (occurred_to = 0 or occurred_to > $1) and child in (?)`
)

// alive keeps what was on the floor at the time, by itself.
func (b *mapBuilder) alive(list []*passing) ([]*passing, error) {
	var ids []string
	var kept []*passing
	for _, o := range list {
		if len(b.next(o)) > 0 {
			ids, kept = append(ids, string(o.id)), append(kept, o)
		}
	}
	left := map[track.ObjectID]bool{}
	var id track.ObjectID
	for _, query := range []string{selectGone, selectInside} {
		if err := sqldb.EachIn(b.q.ctx, b.q.tx, query, ids, []any{int64(b.at)}, []any{&id}, func() { left[id] = true }); err != nil {
			return nil, err
		}
	}
	list = kept[:0]
	for _, o := range kept {
		if !left[o.id] {
			list = append(list, o)
		}
	}
	return list, nil
}

// next are the stations at which an object goes on: those of its line, if the
// next operation may be done there, else all. What waits for several is before
// each of them.
func (b *mapBuilder) next(o *passing) []string {
	part, ok := b.index.Part(o.part, o.revision)
	if !ok {
		return nil
	}
	operation, ok := b.index.Next(part, func(op string) bool { return o.passed[op] })
	if !ok {
		return nil
	}
	_, line, _, _ := b.index.Station(o.station)
	return flow.StationsFor(b.index, operation.Code, line)
}
