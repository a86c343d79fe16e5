package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Matching lists the objects that a scope fits, in the order of their keys, at
// most so many. The database finds what may fit; Scope.Fits has the word.
func (q *Query) Matching(sc *track.Scope, limit int) ([]track.ObjectID, error) {
	return q.matching(sc, q.now(), limit)
}

// matching lists those that it fitted at a moment.
func (q *Query) matching(sc *track.Scope, at moment, limit int) ([]track.ObjectID, error) {
	sc, err := q.settled(sc, at)
	if err != nil {
		return nil, err
	}
	var found []track.ObjectID
	for after := ""; ; {
		ids, err := q.candidates(sc, at, after)
		if err != nil || len(ids) == 0 {
			return found, err
		}
		after = string(ids[len(ids)-1])
		histories, err := q.histories(sc, at, ids)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if h := histories[id]; h != nil && sc.Fits(h) {
				if found = append(found, id); len(found) == limit {
					return found, nil
				}
			}
		}
	}
}

// settled is a scope with its times, where calibrations say them.
func (q *Query) settled(sc *track.Scope, at moment) (*track.Scope, error) {
	if sc.Since == "" {
		return sc, nil
	}
	all, err := q.calibrationsOf(sc.Equipment, at)
	settled := *sc
	settled.Settle(all)
	return &settled, err
}

// scopePage is how many candidates of a scope are looked at together.
const scopePage = 2000

// candidates lists the next objects that may fit a scope.
func (q *Query) candidates(sc *track.Scope, at moment, after string) ([]track.ObjectID, error) {
	f := fitting(sc, at, after)
	ids, err := sqldb.Select(q.ctx, q.tx, func(id *track.ObjectID) []any { return []any{id} },
		"select id from object "+f.where("id", scopePage-1), f.args...)
	if err != nil {
		return nil, fmt.Errorf("find what fits: %w", err)
	}
	return ids, nil
}

// fitting are the conditions of what may fit a scope. What was done is found by
// one index or another: no history grows so long that all of it is read.
func fitting(sc *track.Scope, at moment, after string) *filter {
	f := &filter{}
	f.add("id > ?", after)
	f.equal("kind", string(sc.Kind))
	f.equal("part", sc.Part)
	f.equal("revision", sc.Revision)
	f.equal("maker", sc.Maker)
	if sc.Order != "" {
		f.add("work_order = ? and work_order <> ''", sc.Order) // as its index says
	}
	if sc.Lot != "" {
		f.add("id in (select object from identifier where value = ? and scheme = 'lot' and (known_to = 0 or known_to >= ?))", sc.Lot, at.known)
	}
	during := period{int64(track.MicrosOf(sc.From)), int64(track.MicrosOf(sc.Until))}
	if during.until == 0 {
		during.until = int64(forever)
	}
	if at.asOf < forever {
		during.until = min(during.until, int64(at.asOf)+1)
	}
	switch {
	case sc.ByResult():
		acts, args := resultsOf(sc, at, during)
		f.add("id in ("+acts+")", args...)
	case sc.ByAct():
		acts, args := resultsOf(sc, at, during)
		passes, more := visitsOf(sc, at, during)
		f.add("id in ("+acts+" union all "+passes+")", append(args, more...)...)
	case !sc.From.IsZero() || !sc.Until.IsZero():
		f.add("id in (select object from sighting where biz_step in ('commissioning', 'creating_class_instance', 'receiving') "+
			"and (void_seq = 0 or void_seq >= ?) and occurred_at >= ? and occurred_at < ?)", at.known, during.from, during.until)
	}
	return f
}

// period is a time from the one until just before the other.
type period struct{ from, until int64 }

// resultsOf selects the objects of the results that may fit a scope.
func resultsOf(sc *track.Scope, at moment, in period) (string, []any) {
	query, args := "select object from result where occurred_at >= ? and occurred_at < ?", []any{in.from, in.until}
	if sc.ByResult() && at.now {
		query += " and void_seq = 0"
	}
	switch {
	case sc.Equipment == "":
	case sc.ByResult():
		query += " and (equipment = ? or equipment = '' and exists (" +
			"select 1 from visit v where v.object = result.object and v.number = result.visit and " + usedIn("v.equipment") + "))"
		args = append(args, sc.Equipment, usedText(sc.Equipment))
	default: // the visits themselves are asked, too
		query, args = query+" and equipment = ? and equipment <> ''", append(args, sc.Equipment)
	}
	if sc.Outcome != "" && sc.Outcome != track.OutcomePass {
		query += " and outcome <> 'pass'" // as its index says
	}
	return acted(query, args, sc, [][2]string{{"characteristic", sc.Characteristic}, {"outcome", string(sc.Outcome)}})
}

// visitsOf selects the objects of the visits that may fit a scope: of those that
// have ended, of those that have not, and of those that had not at a moment of the
// past, each by an index.
func visitsOf(sc *track.Scope, at moment, in period) (string, []any) {
	begun, args := "select object from visit where started < ?", []any{in.until}
	if sc.Equipment != "" {
		begun, args = begun+" and equipment <> '' and "+usedIn("equipment"), append(args, usedText(sc.Equipment))
	}
	begun, args = acted(begun, args, sc, nil)
	ended := in.from
	if at.asOf < forever {
		ended = min(ended, int64(at.asOf)+1)
	}
	query := begun + " and ended >= ? union all " + begun + " and ended = 0"
	all := slices.Concat(args, []any{ended}, args)
	if !at.now {
		query, all = query+" union all "+begun+" and end_seq >= ? and end_seq <> 0", slices.Concat(all, args, []any{at.known})
	}
	return query, all
}

// acted adds to a query where, in what and by whom something was done.
func acted(query string, args []any, sc *track.Scope, columns [][2]string) (string, []any) {
	columns = append(columns, [2]string{"station", sc.Station}, [2]string{"operation", sc.Operation})
	for _, c := range columns {
		if c[1] != "" {
			query, args = query+" and "+c[0]+" = ?", append(args, c[1])
		}
	}
	if sc.Operator != "" {
		query, args = query+" and actor = ? and actor <> ''", append(args, sc.Operator) // as its index says
	}
	return query, args
}

// usedIn is the condition that a column with the equipment of a visit has one
// piece of it, whose text is its argument.
func usedIn(column string) string { return column + " <> replace(" + column + ", ?, '')" }

// usedText is how a code stands in such a column.
func usedText(code string) string {
	text := jsonText(&track.Used{Equipment: code})
	return text[1 : len(text)-1]
}

// histories reads what a scope must know of objects at a moment.
func (q *Query) histories(sc *track.Scope, at moment, ids []track.ObjectID) (map[track.ObjectID]*track.History, error) {
	known, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	all := make(map[track.ObjectID]*track.History, len(ids))
	for id, o := range known {
		all[id] = &track.History{Object: o}
	}
	if sc.Lot != "" {
		err = gather(q, identifiers, &filter{}, ids, func(n track.Identifier) { all[n.Object].Names = append(all[n.Object].Names, n) })
	}
	if err == nil && sc.ByAct() {
		err = gather(q, results, relevant(sc, true), ids, func(r track.Result) { all[r.Object].Results = append(all[r.Object].Results, r) })
	}
	if err == nil && sc.ByAct() && (!sc.ByResult() || sc.Equipment != "") {
		err = gather(q, visits, relevant(sc, false), ids, func(v track.Visit) { all[v.Object].Visits = append(all[v.Object].Visits, v) })
	}
	if err == nil && !at.now {
		err = q.rewind(all, at)
		return all, err
	}
	seen := ids
	if sc.ByAct() {
		seen = slices.DeleteFunc(slices.Clone(ids), func(id track.ObjectID) bool { return all[id] == nil || !all[id].Undone() })
	} else if sc.From.IsZero() && sc.Until.IsZero() {
		seen = nil
	}
	if err == nil && len(seen) > 0 {
		err = q.seen(all, seen)
	}
	return all, err
}

// seen adds the sightings of objects to their histories.
func (q *Query) seen(all map[track.ObjectID]*track.History, ids []track.ObjectID) error {
	return gather(q, sightings, &filter{}, ids, func(w track.Sighting) { all[w.Object].Sightings = append(all[w.Object].Sightings, w) })
}

// relevant are the conditions that a scope makes on each result, or on each visit,
// that fits it. Visits by which the equipment of results is known are all kept.
func relevant(sc *track.Scope, results bool) *filter {
	f := &filter{}
	if !results && sc.ByResult() {
		return f
	}
	if results {
		f.equal("characteristic", sc.Characteristic)
		f.equal("outcome", string(sc.Outcome))
	}
	f.equal("station", sc.Station)
	f.equal("operation", sc.Operation)
	f.equal("actor", sc.Operator)
	return f
}

// gather reads the rows of a table that belong to some objects and keep the
// conditions.
func gather[K comparable, R any](q *Query, t *table[K, R], f *filter, ids []track.ObjectID, take func(R)) error {
	where := strings.Join(append(f.conditions, "object in (?)"), " and ")
	rows, err := sqldb.SelectIn(q.ctx, q.tx, t.scan, t.query("where "+where), texts(ids), f.args...)
	if err != nil {
		return fmt.Errorf("read what was done: %w", err)
	}
	for _, r := range rows {
		take(r)
	}
	return nil
}
