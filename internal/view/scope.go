package view

import (
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Matching lists the objects that a scope fits, in the order of their keys, at
// most so many. The database finds what may fit; Scope.Fits has the word.
func (q *Query) Matching(sc *track.Scope, limit int) ([]track.ObjectID, error) {
	if sc.Since != "" {
		all, err := q.calibrationsOf(sc.Equipment)
		if err != nil {
			return nil, err
		}
		settled := *sc
		settled.Settle(all)
		sc = &settled
	}
	var found []track.ObjectID
	for after := ""; ; {
		ids, err := q.candidates(sc, after)
		if err != nil || len(ids) == 0 {
			return found, err
		}
		after = string(ids[len(ids)-1])
		histories, err := q.histories(sc, ids)
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

// scopePage is how many candidates of a scope are looked at together.
const scopePage = 2000

// candidates lists the next objects that may fit a scope.
func (q *Query) candidates(sc *track.Scope, after string) ([]track.ObjectID, error) {
	f := &filter{}
	f.add("life <> 'void' and id > ?", after)
	f.equal("kind", string(sc.Kind))
	f.equal("part", sc.Part)
	f.equal("revision", sc.Revision)
	f.equal("maker", sc.Maker)
	f.equal("work_order", sc.Order)
	if sc.Lot != "" {
		f.add("id in (select object from identifier where value = ? and scheme = 'lot' and known_to = 0)", sc.Lot)
	}
	from, until := int64(track.MicrosOf(sc.From)), int64(track.MicrosOf(sc.Until))
	if until == 0 {
		until = int64(forever)
	}
	if sc.ByAct() {
		acts, args := resultsOf(sc, from, until)
		if !sc.ByResult() {
			visits, more := visitsOf(sc, from, until)
			acts, args = acts+" union "+visits, append(args, more...)
		}
		f.add("id in ("+acts+")", args...)
	} else if !sc.From.IsZero() || !sc.Until.IsZero() {
		f.add("id in (select object from sighting where biz_step in ('commissioning', 'creating_class_instance', 'receiving') "+
			"and void_seq = 0 and occurred_at >= ? and occurred_at < ?)", from, until)
	}
	ids, err := sqldb.Select(q.ctx, q.tx, func(id *track.ObjectID) []any { return []any{id} },
		"select id from object "+f.where("id", scopePage-1), f.args...)
	if err != nil {
		return nil, fmt.Errorf("find what fits: %w", err)
	}
	return ids, nil
}

// resultsOf selects the objects of the results that may fit a scope.
func resultsOf(sc *track.Scope, from, until int64) (string, []any) {
	query, args := "select object from result where occurred_at >= ? and occurred_at < ?", []any{from, until}
	if sc.ByResult() {
		query += " and void_seq = 0"
	}
	if sc.Equipment != "" && sc.ByResult() {
		query += " and (equipment = ? or equipment = '' and exists (" +
			"select 1 from visit v where v.object = result.object and v.number = result.visit and " + usedIn("v.equipment") + "))"
		args = append(args, sc.Equipment, usedText(sc.Equipment))
	} else if sc.Equipment != "" { // the visits themselves are asked, too
		query, args = query+" and equipment = ?", append(args, sc.Equipment)
	}
	for _, c := range []struct{ column, value string }{
		{"station", sc.Station},
		{"operation", sc.Operation},
		{"actor", sc.Operator},
		{"characteristic", sc.Characteristic},
		{"outcome", string(sc.Outcome)},
	} {
		if c.value != "" {
			query, args = query+" and "+c.column+" = ?", append(args, c.value)
		}
	}
	return query, args
}

// visitsOf selects the objects of the visits that may fit a scope.
func visitsOf(sc *track.Scope, from, until int64) (string, []any) {
	query, args := "select object from visit where started < ? and (ended = 0 or ended >= ?)", []any{until, from}
	for _, c := range []struct{ column, value string }{
		{"station", sc.Station},
		{"operation", sc.Operation},
		{"actor", sc.Operator},
	} {
		if c.value != "" {
			query, args = query+" and "+c.column+" = ?", append(args, c.value)
		}
	}
	if sc.Equipment != "" {
		query, args = query+" and equipment <> '' and "+usedIn("equipment"), append(args, usedText(sc.Equipment))
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

// histories reads what a scope must know of objects.
func (q *Query) histories(sc *track.Scope, ids []track.ObjectID) (map[track.ObjectID]*track.History, error) {
	known, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	all := make(map[track.ObjectID]*track.History, len(ids))
	for id, o := range known {
		all[id] = &track.History{Object: o}
	}
	if sc.Lot != "" {
		err = gather(q, identifiers, ids, func(n track.Identifier) { all[n.Object].Names = append(all[n.Object].Names, n) })
	}
	if err == nil && sc.ByAct() {
		err = gather(q, results, ids, func(r track.Result) { all[r.Object].Results = append(all[r.Object].Results, r) })
	}
	if err == nil && sc.ByAct() && (!sc.ByResult() || sc.Equipment != "") {
		err = gather(q, visits, ids, func(v track.Visit) { all[v.Object].Visits = append(all[v.Object].Visits, v) })
	}
	seen := ids
	if sc.ByAct() {
		seen = slices.DeleteFunc(slices.Clone(ids), func(id track.ObjectID) bool { return all[id] == nil || !all[id].Undone() })
	} else if sc.From.IsZero() && sc.Until.IsZero() {
		seen = nil
	}
	if err == nil && len(seen) > 0 {
		err = gather(q, sightings, seen, func(w track.Sighting) { all[w.Object].Sightings = append(all[w.Object].Sightings, w) })
	}
	return all, err
}

// gather reads the rows of a table that belong to some objects.
func gather[K comparable, R any](q *Query, t *table[K, R], ids []track.ObjectID, take func(R)) error {
	rows, err := sqldb.SelectIn(q.ctx, q.tx, t.scan, t.query("where object in (?)"), texts(ids))
	if err != nil {
		return fmt.Errorf("read what was done: %w", err)
	}
	for _, r := range rows {
		take(r)
	}
	return nil
}
