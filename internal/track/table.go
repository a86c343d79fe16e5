package track

import "slices"

// Table is a part of the working set: the rows of one view that have been
// loaded, by key. A key is loaded with a row, loaded as absent, or unknown;
// reading an unknown key notes it as missing and returns the zero row.
// Changes can be undone back to the last mark.
type Table[K comparable, R any] struct {
	key     func(*R) K
	rows    map[K]*R // nil pointer: loaded, and there is no such row
	whole   bool     // every row there is has been loaded
	missing map[K]struct{}
	dirty   map[K]struct{}
	undo    []undo[K, R]
	indexes []index[K, R]
	watch   func(old, now *R) // told of each Put; nil: nobody. old is nil for a new row
}

type undo[K comparable, R any] struct {
	key   K
	old   *R
	known bool
	dirty bool
}

// index is kept in step with the rows of its table.
type index[K comparable, R any] interface {
	changed(key K, old, now *R)
}

// Get returns the row of a key. When the key is not loaded it is noted as
// missing and the answer means nothing.
func (t *Table[K, R]) Get(key K) (R, bool) {
	row, known := t.rows[key]
	if !known && !t.whole {
		if t.missing == nil {
			t.missing = map[K]struct{}{}
		}
		t.missing[key] = struct{}{}
	}
	if row == nil {
		var zero R
		return zero, false
	}
	return *row, true
}

// Peek returns the row of a key if it is loaded, and notes nothing as missing.
func (t *Table[K, R]) Peek(key K) (R, bool) {
	if row := t.rows[key]; row != nil {
		return *row, true
	}
	var zero R
	return zero, false
}

// All lists the rows of a table that is loaded whole, in no order.
func (t *Table[K, R]) All() []R {
	rows := make([]R, 0, len(t.rows))
	for _, row := range t.rows {
		if row != nil {
			rows = append(rows, *row)
		}
	}
	return rows
}

// Put sets a row, which is written at the next flush.
func (t *Table[K, R]) Put(row R) {
	key := t.key(&row)
	old, known := t.rows[key]
	_, dirty := t.dirty[key]
	t.undo = append(t.undo, undo[K, R]{key, old, known, dirty})
	if t.dirty == nil {
		t.dirty = map[K]struct{}{}
	}
	t.dirty[key] = struct{}{}
	t.set(key, &row, true)
	if t.watch != nil {
		t.watch(old, &row)
	}
}

func (t *Table[K, R]) set(key K, row *R, known bool) {
	if t.rows == nil {
		t.rows = map[K]*R{}
	}
	old := t.rows[key]
	if known {
		t.rows[key] = row
	} else {
		delete(t.rows, key)
	}
	for _, ix := range t.indexes {
		ix.changed(key, old, row)
	}
}

// Load gives the table a row as the view has it. A key that is loaded already
// keeps its row, since that may be newer.
func (t *Table[K, R]) Load(row R) {
	key := t.key(&row)
	delete(t.missing, key)
	if _, known := t.rows[key]; !known {
		t.set(key, &row, true)
	}
}

// LoadAbsent says that the view has no row for the keys that are still missing.
func (t *Table[K, R]) LoadAbsent() {
	for key := range t.missing {
		if _, known := t.rows[key]; !known {
			t.set(key, nil, true)
		}
	}
	t.missing = nil
}

// fresh says that there is no row of a key, since the key has just been made.
func (t *Table[K, R]) fresh(key K) {
	if _, known := t.rows[key]; !known {
		t.set(key, nil, true)
	}
}

// SetWhole says that every row of the view is loaded, so that none is missing.
func (t *Table[K, R]) SetWhole() { t.whole = true }

// Missing lists the keys that were read and are not loaded.
func (t *Table[K, R]) Missing() []K { return keysOf(t.missing) }

// Dirty lists the rows that were put since the last Flushed, in no order.
func (t *Table[K, R]) Dirty() []R {
	rows := make([]R, 0, len(t.dirty))
	for key := range t.dirty {
		rows = append(rows, *t.rows[key])
	}
	return rows
}

// Flushed says that the dirty rows have been written.
func (t *Table[K, R]) Flushed() { t.dirty = nil }

// forget lets go of all rows, unless the table is whole: for what others write.
func (t *Table[K, R]) forget() {
	if !t.whole {
		t.rows = nil
	}
}

// Len is the number of keys that are loaded.
func (t *Table[K, R]) Len() int { return len(t.rows) }

func (t *Table[K, R]) mark() { t.undo = t.undo[:0] }

func (t *Table[K, R]) rollback() {
	for i := len(t.undo) - 1; i >= 0; i-- {
		u := t.undo[i]
		if !u.dirty {
			delete(t.dirty, u.key)
		}
		t.set(u.key, u.old, u.known)
	}
	t.undo = t.undo[:0]
}

func (t *Table[K, R]) anyMissing() bool { return len(t.missing) > 0 }

// Group finds the rows of a table that share a value, such as the open visits
// of a station. A group is loaded whole or not at all.
type Group[G, K comparable, R any] struct {
	table   *Table[K, R]
	of      func(*R) (group G, in bool)
	spread  func(*R) []G // in place of of, where a row may be in several groups
	order   func(a, b R) int
	groups  map[G][]K
	members int // of all groups that are loaded
	whole   bool
	missing map[G]struct{}
}

// newGroup makes a group index of a table; of gives a row's group, or false
// for a row that belongs to none, and order the order in which rows are read.
func newGroup[G, K comparable, R any](t *Table[K, R], of func(*R) (G, bool), order func(a, b R) int) *Group[G, K, R] {
	g := &Group[G, K, R]{table: t, of: of, order: order, groups: map[G][]K{}}
	t.indexes = append(t.indexes, g)
	return g
}

// Rows returns the rows of a group. When the group is not loaded it is noted
// as missing and the answer means nothing.
func (g *Group[G, K, R]) Rows(group G) []R {
	return g.Find(group, func(*R) bool { return true })
}

// Find returns those rows of a group that are wanted, as Rows does.
func (g *Group[G, K, R]) Find(group G, wanted func(*R) bool) []R {
	keys, known := g.groups[group]
	if !known && !g.whole {
		if g.missing == nil {
			g.missing = map[G]struct{}{}
		}
		g.missing[group] = struct{}{}
	}
	var rows []R
	for _, k := range keys {
		if r := g.table.rows[k]; r != nil && wanted(r) {
			if rows == nil {
				rows = make([]R, 0, len(keys))
			}
			rows = append(rows, *r)
		}
	}
	slices.SortStableFunc(rows, g.order)
	return rows
}

// Missing lists the groups that were read and are not loaded.
func (g *Group[G, K, R]) Missing() []G { return keysOf(g.missing) }

// Loaded says that the table now holds every row of the missing groups: those
// that the view has, whose rows are given to the table here, and those not yet
// flushed.
func (g *Group[G, K, R]) Loaded(rows []R) {
	if len(g.missing) == 0 {
		return
	}
	keys := keysOf(g.table.dirty)
	for i := range rows {
		g.table.Load(rows[i])
		keys = append(keys, g.table.key(&rows[i]))
	}
	for group := range g.missing {
		g.groups[group] = nil // known from here on, so that a row is added to it once
	}
	seen := make(map[K]struct{}, len(keys))
	for _, key := range keys {
		row := g.table.rows[key]
		if _, again := seen[key]; again || row == nil {
			continue
		}
		seen[key] = struct{}{}
		for _, group := range g.groupsOf(row) {
			if _, wanted := g.missing[group]; wanted {
				g.groups[group] = append(g.groups[group], key)
				g.members++
			}
		}
	}
	g.missing = nil
}

// SetWhole says that every row of the table is loaded, so that no group is
// missing.
func (g *Group[G, K, R]) SetWhole() {
	g.whole, g.members = true, 0
	clear(g.groups)
	for key, row := range g.table.rows {
		g.changed(key, nil, row)
	}
}

// fresh says that a group is empty and loaded, since its value has just been
// made and nobody can have used it before.
func (g *Group[G, K, R]) fresh(group G) {
	if _, known := g.groups[group]; !known {
		g.groups[group] = nil
	}
}

// groupsOf lists the groups that a row is in; nil: there is no row.
func (g *Group[G, K, R]) groupsOf(row *R) []G {
	if row == nil {
		return nil
	}
	if g.spread != nil {
		return g.spread(row)
	}
	if group, in := g.of(row); in {
		return []G{group}
	}
	return nil
}

func (g *Group[G, K, R]) changed(key K, old, now *R) {
	if g.spread != nil {
		for _, group := range g.groupsOf(old) {
			g.drop(group, key)
		}
		for _, group := range g.groupsOf(now) {
			g.join(group, key)
		}
		return
	}
	var was, is G
	var wasIn, isIn bool
	if old != nil {
		was, wasIn = g.of(old)
	}
	if now != nil {
		is, isIn = g.of(now)
	}
	if wasIn && isIn && was == is {
		return
	}
	if wasIn {
		g.drop(was, key)
	}
	if isIn {
		g.join(is, key)
	}
}

// join adds a key to a group, if that is loaded.
func (g *Group[G, K, R]) join(group G, key K) {
	if _, known := g.groups[group]; known || g.whole {
		g.groups[group] = append(g.groups[group], key)
		g.members++
	}
}

func (g *Group[G, K, R]) drop(group G, key K) {
	keys := g.groups[group]
	for i, k := range keys {
		if k == key {
			g.groups[group] = append(append([]K(nil), keys[:i]...), keys[i+1:]...)
			g.members--
			return
		}
	}
}

func (g *Group[G, K, R]) anyMissing() bool { return len(g.missing) > 0 }

func keysOf[K comparable](m map[K]struct{}) []K {
	if len(m) == 0 {
		return nil
	}
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}
