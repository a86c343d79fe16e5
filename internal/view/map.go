package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/flow"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// FloorMap is how the stations of the present plant definition stand at a time.
type FloorMap struct {
	At track.Micros
	// First is when the first work was begun: there is nothing before.
	First track.Micros
	// Window is what the pace of the stations was measured in. It ends where
	// work ended, if that is a while ago: so a night shows how the shift was.
	Window flow.Window
	// Stations are in the order of the definition.
	Stations []MapStation
	Links    []flow.Link
}

// MapStation is how one station stands.
type MapStation struct {
	Station *plant.Station
	Line    *plant.Line
	Area    *plant.Area
	// State is what was told, or what follows from the work where nothing but
	// running was; empty where nobody works and nothing says why.
	State   track.StateChange
	Working []track.Visit    // the oldest first
	Waiting int              // objects that come here next
	Queue   []track.ObjectID // these, what has waited longest first
	Oldest  track.Micros     // since when the first of them waits
	Pace    flow.Pace
	Actors  []string // who works here, or did last in the short window
	Calls   []track.Andon
}

const (
	minute = track.Micros(60_000_000)
	hour   = 60 * minute
	// short is the window of cycle and yield, long that of active periods.
	short = hour
	long  = 8 * hour
	// quiet is how long nothing may happen until the window ends where work did.
	quiet = 15 * minute
	// horizon is how far back the past is asked for what was under way.
	horizon = 7 * 24 * hour
	// maxVisits bounds the visits that are looked at, the last begun first;
	// maxRecent those by which the pace is measured: where that is less than the
	// long window, active periods are followed back less far.
	maxVisits = 50_000
	maxRecent = 8_000
)

// MapAt tells how the stations stood at a time in the past, as it is known now.
// What had waited for more than seven days then is not counted.
func (q *Query) MapAt(at track.Micros) (*FloorMap, error) { return q.mapOf(at, true) }

// MapNow tells how the stations stand. now is what the clock says.
func (q *Query) MapNow(now track.Micros) (*FloorMap, error) { return q.mapOf(now, false) }

func (q *Query) mapOf(at track.Micros, past bool) (*FloorMap, error) {
	index, err := q.current()
	if err != nil {
		return nil, err
	}
	b := &mapBuilder{q: q, index: index, at: at, past: past, f: &FloorMap{At: at, Links: flow.Links(index)}}
	for _, step := range []func() error{b.lay, b.visits, b.states, b.queues, b.calls} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("read the map: %w", err)
		}
	}
	b.measure()
	return b.f, nil
}

// mapBuilder puts a map together.
type mapBuilder struct {
	q     *Query
	index *plant.Index
	at    track.Micros
	past  bool
	f     *FloorMap
	place map[string]int // of a station in f.Stations
	rows  []track.Visit  // that began before at, in the order of their objects
	since track.Micros   // there are more rows before
	voids map[int64]voided
	stops []flow.Stop
}

// voided is an entry that voids visits.
type voided struct {
	at      track.Micros
	mistake bool // what it voids never was
}

// selectStays reads of visits what the map asks for.
const selectStays = `
select object, number, operation, attempt, station, started, ended, outcome, actor, start_seq, void_seq
from visit
`

func scanStay(v *track.Visit) []any {
	return []any{
		&v.Object, &v.Number, &v.Operation, &v.Attempt, &v.Station, &v.Started, &v.Ended, &v.Outcome, &v.Actor, &v.StartSeq, &v.VoidSeq,
	}
}

// lay lists the stations.
func (b *mapBuilder) lay() error {
	b.place = map[string]int{}
	d := b.index.Definition()
	for i := range d.Areas {
		area := &d.Areas[i]
		for j := range area.Lines {
			for k := range area.Lines[j].Stations {
				st := &area.Lines[j].Stations[k]
				b.place[st.Code] = len(b.f.Stations)
				b.f.Stations = append(b.f.Stations, MapStation{Station: st, Line: &area.Lines[j], Area: area})
			}
		}
	}
	return nil
}

// visits reads the visits of the window, and what was in work.
func (b *mapBuilder) visits() error {
	ctx, tx := b.q.ctx, b.q.tx
	first, err := sqldb.Select(ctx, tx, func(t *track.Micros) []any { return []any{t} }, "select started from visit order by started limit 1")
	if err != nil || len(first) == 0 {
		return err
	}
	b.f.First = first[0]
	last, err := sqldb.Select(ctx, tx, func(t *track.Micros) []any { return []any{t} }, "select started from visit where started <= $1 order by started desc limit 1", int64(b.at))
	if err != nil || len(last) == 0 {
		return err
	}
	from, most := last[0]-long, maxRecent
	if b.past {
		from, most = min(from, b.at-horizon), maxVisits
	}
	b.rows, err = sqldb.Select(ctx, tx, scanStay, selectStays+fmt.Sprintf("where started > $1 and started <= $2 order by started desc limit %d", most), int64(from), int64(b.at))
	if err != nil {
		return err
	}
	if n := min(len(b.rows), maxRecent); n == maxRecent {
		b.since = b.rows[n-1].Started
	}
	if !b.past {
		open, err := sqldb.Select(ctx, tx, scanStay, selectStays+"where ended = 0 and void_seq = 0 and started <= $1 order by start_seq limit 10000", int64(max(from, b.since)))
		if err != nil {
			return err
		}
		b.rows = append(b.rows, open...)
	}
	slices.SortFunc(b.rows, func(x, y track.Visit) int {
		return cmp.Or(cmp.Compare(x.Object, y.Object), cmp.Compare(x.Number, y.Number))
	})
	b.rows = slices.CompactFunc(b.rows, func(x, y track.Visit) bool { return x.Object == y.Object && x.Number == y.Number })
	if err := b.readVoids(b.rows); err != nil {
		return err
	}
	b.window(last[0])
	return b.inWork()
}

// selectLater finds what was made known after a time.
const selectLater = `
select o.id
from object o join entry e on e.seq = o.created
where e.occurred_at > $1 and o.id in (?)`

// inWork lists what was in work at each station. A lot that was parted off while
// it was in work has a visit of its own from the beginning on: before it was
// parted off, there was one lot.
func (b *mapBuilder) inWork() error {
	var open []track.Visit
	var ids []string
	for _, v := range b.rows {
		if b.open(&v) {
			open, ids = append(open, v), append(ids, string(v.Object))
		}
	}
	later := map[track.ObjectID]bool{}
	if b.past {
		var id track.ObjectID
		err := sqldb.EachIn(b.q.ctx, b.q.tx, selectLater, ids, []any{int64(b.at)}, []any{&id}, func() { later[id] = true })
		if err != nil {
			return err
		}
	}
	slices.SortFunc(open, func(x, y track.Visit) int {
		return cmp.Or(cmp.Compare(x.Started, y.Started), cmp.Compare(x.StartSeq, y.StartSeq))
	})
	for _, v := range open {
		if i, ok := b.place[v.Station]; ok && !later[v.Object] {
			b.f.Stations[i].Working = append(b.f.Stations[i].Working, v)
		}
	}
	return nil
}

// window ends at the time of the map, or where work ended if that is a while
// ago.
func (b *mapBuilder) window(last track.Micros) {
	for _, v := range b.rows {
		if v.Ended <= b.at {
			last = max(last, v.Ended)
		}
	}
	until := b.at
	if until-last > quiet {
		until = last
	}
	b.f.Window = flow.Window{Long: max(until-long, b.since), Short: until - short, Until: until}
}

// readVoids learns of the entries that void some visits.
func (b *mapBuilder) readVoids(rows []track.Visit) error {
	var seqs []int64
	for _, v := range rows {
		if v.VoidSeq != 0 {
			seqs = append(seqs, v.VoidSeq)
		}
	}
	slices.Sort(seqs)
	type row struct {
		seq  int64
		at   track.Micros
		kind track.EntryKind
	}
	found, err := sqldb.SelectIn(b.q.ctx, b.q.tx, func(r *row) []any { return []any{&r.seq, &r.at, &r.kind} },
		"select seq, occurred_at, kind from entry where seq in (?)", slices.Compact(seqs))
	if b.voids == nil {
		b.voids = map[int64]voided{}
	}
	for _, r := range found {
		b.voids[r.seq] = voided{r.at, r.kind == track.EntryCorrection}
	}
	return err
}

// stands reports whether what an entry has voided stood at the time of the map.
func (b *mapBuilder) stands(voidSeq int64) bool {
	return voidSeq == 0 || b.past && !b.voids[voidSeq].mistake && b.voids[voidSeq].at > b.at
}

// open reports whether a visit was in work at the time of the map.
func (b *mapBuilder) open(v *track.Visit) bool {
	return b.stands(v.VoidSeq) && (v.Ended == 0 || b.past && v.Ended > b.at)
}

// measure computes the pace of the stations, and what they do where nobody told.
func (b *mapBuilder) measure() {
	passes := make([]flow.Pass, 0, len(b.rows))
	for i := range b.rows {
		v := &b.rows[i]
		if v.VoidSeq != 0 && b.voids[v.VoidSeq].mistake || v.Ended != 0 && v.Ended <= b.f.Window.Long {
			continue
		}
		p := flow.Pass{Station: v.Station, Started: v.Started, Ended: v.Ended, Attempt: v.Attempt, Outcome: v.Outcome}
		switch before := b.rows[max(i-1, 0)]; {
		case i > 0 && before.Object == v.Object && before.Ended != 0:
			p.Arrived = before.Ended
		case v.Number > 1:
			p.Arrived = b.f.Window.Long // it had come before anybody looked
		}
		passes = append(passes, p)
	}
	paces := flow.Measure(passes, b.stops, b.f.Window, func(code string) bool {
		i, ok := b.place[code]
		return ok && b.f.Stations[i].Waiting > 0
	})
	lasts := b.lastActors()
	for i := range b.f.Stations {
		s := &b.f.Stations[i]
		s.Pace = paces[s.Station.Code]
		for _, v := range s.Working {
			if v.Actor != "" && !slices.Contains(s.Actors, v.Actor) {
				s.Actors = append(s.Actors, v.Actor)
			}
		}
		if last := lasts[s.Station.Code]; len(s.Actors) == 0 && last.Actor != "" {
			s.Actors = []string{last.Actor}
		}
		s.derive(b.at, lasts[s.Station.Code].Ended)
	}
}

// lastActors finds the last visit of each station that ended in the short window.
func (b *mapBuilder) lastActors() map[string]track.Visit {
	last := map[string]track.Visit{}
	for _, v := range b.rows {
		if v.Ended > last[v.Station].Ended && v.Ended > b.f.Window.Short && v.Ended <= b.at {
			last[v.Station] = v
		}
	}
	return last
}

// changing is how long a station where work waits may stand between two objects
// until it is idle.
const changing = 2 * minute

// derive tells what a station does from the work that goes on, where nobody told
// why it does nothing. Work that began since says that what kept it from working
// is over.
func (s *MapStation) derive(at, ended track.Micros) {
	derived := track.StateChange{Station: s.Station.Code, Source: track.Derived}
	switch s.State.State {
	case "", plant.StationRunning:
	case plant.StationStarved, plant.StationBlocked, plant.StationNoWork, plant.StationBreak:
		if len(s.Working) == 0 || s.Working[len(s.Working)-1].Started < s.State.From {
			return
		}
	default:
		return
	}
	switch since := max(ended, s.Oldest); {
	case len(s.Working) > 0:
		derived.State, derived.From = plant.StationRunning, s.Working[0].Started
	case s.Waiting > 0 && at-since < changing:
		derived.State, derived.From = plant.StationRunning, since
	case s.Waiting > 0:
		derived.From = since
	default:
		derived.State, derived.From = plant.StationStarved, ended
	}
	s.State = derived
}
