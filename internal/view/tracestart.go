package view

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// start notes what the trace begins with: the objects that are named, then those
// that fit, as things were and as was known at the times that are asked for.
func (t *tracer) start() ([]step, error) {
	ids := t.ask.Start
	if t.ask.Where != nil {
		where, err := t.q.settled(t.ask.Where, t.moment())
		if err != nil {
			return nil, err
		}
		t.ask.Where = where
		fit, err := t.q.matching(where, t.moment(), t.ask.MaxNodes+1)
		if err != nil {
			return nil, err
		}
		ids = append(ids[:len(ids):len(ids)], fit...)
	}
	if err := t.loadObjects(ids); err != nil {
		return nil, err
	}
	var level []step
	for _, id := range ids {
		o := t.objects[id]
		if o.Created == 0 && o.Kind == "" {
			return nil, fmt.Errorf("object %s: %w", id, ErrNotFound)
		}
		if _, again := t.index[id]; again {
			continue
		}
		if len(t.nodes) == t.ask.MaxNodes {
			t.cut = "more than " + strconv.Itoa(t.ask.MaxNodes) + " objects to begin with: narrow the question, or raise its limit"
			break
		}
		at := track.Micros(0)
		if t.ask.Direction == Back {
			at = t.asOf
		}
		t.add(&TraceNode{Object: o, At: at})
		level = append(level, t.reach(t.index[id], span{to: t.end, proven: true}))
	}
	return level, nil
}

// moment is the time that the trace asks about.
func (t *tracer) moment() moment {
	return moment{asOf: t.asOf, known: t.known, now: t.asOf == forever && t.known == t.q.Size}
}

// moment is the past as a question sees it: what had happened until asOf, of what
// the entries before known had told.
type moment struct {
	asOf  track.Micros
	known int64
	now   bool // that of the snapshot
}

func (q *Query) now() moment { return moment{forever, q.Size, true} }

// rewind makes of histories what they were at a moment. What an object is (its
// part, its maker) stays; something must tell that it was there by then.
func (q *Query) rewind(all map[track.ObjectID]*track.History, at moment) error {
	ids := slices.Collect(maps.Keys(all))
	if err := q.seen(all, ids); err != nil {
		return err
	}
	stood, err := q.undoneLater(all, at)
	if err != nil {
		return err
	}
	for _, h := range all {
		at.rewind(h, stood)
	}
	return nil
}

// undoneLater finds the entries that undid something and tell of what happened
// after a moment: a rework voids what stood until then. A correction says that it
// never was, whenever that was found.
func (q *Query) undoneLater(all map[track.ObjectID]*track.History, at moment) (map[int64]bool, error) {
	later := map[int64]bool{}
	if at.asOf == forever {
		return later, nil
	}
	var seqs []any
	for _, h := range all {
		for _, v := range h.Visits {
			seqs = append(seqs, v.VoidSeq)
		}
		for _, r := range h.Results {
			seqs = append(seqs, r.VoidSeq)
		}
	}
	rows, err := sqldb.SelectIn(q.ctx, q.tx, func(v *int64) []any { return []any{v} },
		"select seq from entry where kind <> 'correction' and occurred_at > $1 and seq in (?)", seqs, int64(at.asOf))
	if err != nil {
		return nil, fmt.Errorf("read what was undone: %w", err)
	}
	for _, seq := range rows {
		later[seq] = true
	}
	return later, nil
}

func (m moment) rewind(h *track.History, stood map[int64]bool) {
	later := func(seq int64) bool { return seq >= m.known }
	undone := func(seq *int64) {
		if later(*seq) || stood[*seq] {
			*seq = 0
		}
	}
	h.Names = keep(h.Names, func(n *track.Identifier) bool { undone(&n.KnownTo); return !later(n.KnownFrom) })
	h.Visits = keep(h.Visits, func(v *track.Visit) bool {
		undone(&v.VoidSeq)
		if later(v.EndSeq) || v.Ended > m.asOf {
			v.Ended, v.EndSeq = 0, 0
		}
		v.Equipment = keep(v.Equipment, func(u *track.Used) bool { return !later(u.Entry) })
		return !later(v.StartSeq) && v.Started <= m.asOf
	})
	h.Results = keep(h.Results, func(r *track.Result) bool { undone(&r.VoidSeq); return !later(r.Entry) && r.OccurredAt <= m.asOf })
	there := len(h.Sightings) == 0 // what is defined, and never seen, always was
	h.Sightings = keep(h.Sightings, func(w *track.Sighting) bool {
		if later(w.VoidSeq) {
			w.VoidSeq = 0
		}
		return !later(w.Entry) && w.OccurredAt <= m.asOf
	})
	for _, w := range h.Sightings {
		there = there || w.VoidSeq == 0
	}
	h.Object.Life = track.LifeOpen
	if !there || later(h.Object.Created) {
		h.Object.Life = track.LifeVoid
	}
}

// keep is a new list of the elements that are to stay, each as it was left.
func keep[V any](list []V, stays func(*V) bool) []V {
	var kept []V
	for _, v := range list {
		if stays(&v) {
			kept = append(kept, v)
		}
	}
	return kept
}
