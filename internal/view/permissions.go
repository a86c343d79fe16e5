package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// PermissionFilter picks overrides and concessions; what is empty does not bind.
type PermissionFilter struct {
	Kind track.PermissionKind
	Rule plant.Rule
	// OpenAt picks those that last at a time; 0: all.
	OpenAt track.Micros
}

// Permissions lists overrides and concessions, the last given first.
func (q *Query) Permissions(want PermissionFilter, p Page) (rows []track.Permission, next string, err error) {
	f := &filter{}
	f.equal("kind", string(want.Kind))
	f.equal("rule", string(want.Rule))
	if want.OpenAt != 0 {
		f.add("ended = 0 and (valid_until = 0 or valid_until > ?)", int64(want.OpenAt))
	}
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("given < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, permissions.scan, permissions.query(f.where("given desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list permissions: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Permission) string { return strconv.FormatInt(r.Given, 10) })
	return rows, next, nil
}

// OverrideCount is how many overrides a person gave for a rule in a shift.
type OverrideCount struct {
	Actor string
	Rule  plant.Rule
	Shift string
	Given int
	Used  int
}

// maxOverrides bounds the overrides that are counted together.
const maxOverrides = 100_000

// CountOverrides counts the overrides given from one time until just before
// another, where 0 does not bind, by person, rule and shift of the present plant
// definition. Who gave most comes first.
func (q *Query) CountOverrides(from, until track.Micros) ([]OverrideCount, error) {
	f := &filter{}
	f.add("kind = 'override' and valid_from >= ?", int64(from))
	if until != 0 {
		f.add("valid_from < ?", int64(until))
	}
	rows, err := sqldb.Select(q.ctx, q.tx, permissions.scan, permissions.query(f.where("given desc", maxOverrides)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("count overrides: %w", err)
	}
	shift, err := q.shifts()
	if err != nil {
		return nil, err
	}
	counts := map[OverrideCount]*OverrideCount{}
	for _, p := range rows {
		key := OverrideCount{Actor: p.Actor, Rule: p.Rule, Shift: shift(p.From)}
		if counts[key] == nil {
			c := key
			counts[key] = &c
		}
		counts[key].Given++
		counts[key].Used += p.Used
	}
	list := make([]OverrideCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b OverrideCount) int {
		return cmp.Or(b.Given-a.Given, cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Shift, b.Shift))
	})
	return list, nil
}

// shifts names the shift of a time by the present plant definition; without one
// there is none.
func (q *Query) shifts() (func(track.Micros) string, error) {
	x, err := q.PresentPlant()
	if x == nil {
		return func(track.Micros) string { return "" }, err
	}
	return func(at track.Micros) string { return x.ShiftAt(at.Time()) }, nil
}
