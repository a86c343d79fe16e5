package track

import (
	"cmp"
	"slices"

	"pgregory.net/rapid"
)

// lazy returns a working set with what every decision needs, as the view
// gives it, and nothing else.
func lazy(full *State) *State {
	s := NewState()
	s.Plant, s.PlantVersion, s.Fed, s.Carrying = full.Plant, full.PlantVersion, full.Fed, full.Carrying
	for _, h := range allRows(full.Holds) {
		s.Holds.Load(h)
	}
	for _, h := range allRows(full.Held) {
		s.Held.Load(h)
	}
	s.Holds.SetWhole()
	s.Held.SetWhole()
	s.HoldsOn.SetWhole()
	s.HeldIn.SetWhole()
	s.Standing.SetWhole()
	return s
}

// allRows lists the rows of a table in no order.
func allRows[K comparable, R any](t *Table[K, R]) []R {
	rows := make([]R, 0, len(t.rows))
	for _, r := range t.rows {
		if r != nil {
			rows = append(rows, *r)
		}
	}
	return rows
}

func fillTable[K comparable, R any](from, to *Table[K, R]) {
	for _, key := range to.Missing() {
		if r := from.rows[key]; r != nil {
			to.Load(*r)
		}
	}
	to.LoadAbsent()
}

func fillGroup[G, K comparable, R any](from, to *Group[G, K, R]) {
	var rows []R
	for _, r := range allRows(from.table) {
		if slices.ContainsFunc(from.groupsOf(&r), func(g G) bool { return slices.Contains(to.Missing(), g) }) {
			rows = append(rows, r)
		}
	}
	to.Loaded(rows)
}

// supply loads what is missing, as the view does.
func supply(from, to *State) {
	fillTable(from.Objects, to.Objects)
	fillTable(from.Answers, to.Answers)
	fillTable(from.Versions, to.Versions)
	fillTable(from.Orders, to.Orders)
	fillTable(from.Stations, to.Stations)
	fillTable(from.Andons, to.Andons)
	fillGroup(from.CallsAt, to.CallsAt)
	fillGroup(from.OpenOrders, to.OpenOrders)
	fillGroup(from.CountsOf, to.CountsOf)
	fillGroup(from.Named, to.Named)
	fillGroup(from.NamesOf, to.NamesOf)
	fillGroup(from.Contents, to.Contents)
	fillGroup(from.Around, to.Around)
	fillGroup(from.LoadsIn, to.LoadsIn)
	fillGroup(from.LoadsOf, to.LoadsOf)
	fillGroup(from.CarriersOf, to.CarriersOf)
	fillGroup(from.UsedIn, to.UsedIn)
	fillTable(from.Permissions, to.Permissions)
	fillTable(from.Serials, to.Serials)
	fillTable(from.Pools, to.Pools)
	fillTable(from.PoolRanges, to.PoolRanges)
	fillTable(from.PoolNumbers, to.PoolNumbers)
	fillGroup(from.PoolRangesOf, to.PoolRangesOf)
	fillGroup(from.PoolSingles, to.PoolSingles)
	fillGroup(from.PooledAs, to.PooledAs)
	fillTable(from.Reservations, to.Reservations)
	fillTable(from.Reserved, to.Reserved)
	fillGroup(from.ReservationsOf, to.ReservationsOf)
	fillGroup(from.ReservedAs, to.ReservedAs)
	fillGroup(from.ReservedIn, to.ReservedIn)
	fillTable(from.Files, to.Files)
	fillGroup(from.DefectsOf, to.DefectsOf)
	fillGroup(from.DefectsBy, to.DefectsBy)
	fillGroup(from.DefectsDecided, to.DefectsDecided)
	fillGroup(from.PermissionsFor, to.PermissionsFor)
	fillGroup(from.BreachesBy, to.BreachesBy)
	fillGroup(from.Lasting, to.Lasting)
	for _, question := range to.Matches.Missing() {
		to.Matches.Load(matching(from, question))
	}
	fillTable(from.Queries, to.Queries)
	fillTable(from.Subscriptions, to.Subscriptions)
	fillGroup(from.SubscriptionsTo, to.SubscriptionsTo)
	fillTable(from.Certificates, to.Certificates)
	fillGroup(from.CertificatesOf, to.CertificatesOf)
	fillTable(from.Calibrations, to.Calibrations)
	fillGroup(from.CalibrationsOf, to.CalibrationsOf)
	fillGroup(from.BookedAt, to.BookedAt)
	fillTable(from.Prints, to.Prints)
	fillGroup(from.RunOutsOf, to.RunOutsOf)
	fillGroup(from.RunOutsFrom, to.RunOutsFrom)
	fillGroup(from.PrintsOf, to.PrintsOf)
	fillGroup(from.ExposuresOf, to.ExposuresOf)
	fillGroup(from.ExposuresBy, to.ExposuresBy)
	fillGroup(from.MovementsOf, to.MovementsOf)
	fillGroup(from.Containers, to.Containers)
	fillGroup(from.EdgesBy, to.EdgesBy)
	fillGroup(from.EdgesEnded, to.EdgesEnded)
	fillGroup(from.VisitsOf, to.VisitsOf)
	fillGroup(from.VisitsIn, to.VisitsIn)
	fillGroup(from.InWork, to.InWork)
	fillGroup(from.VisitsBegun, to.VisitsBegun)
	fillGroup(from.VisitsEnded, to.VisitsEnded)
	fillGroup(from.ResultsOf, to.ResultsOf)
	fillGroup(from.ResultsBy, to.ResultsBy)
	fillGroup(from.SightingsOf, to.SightingsOf)
	fillGroup(from.SightingsBy, to.SightingsBy)
	fillGroup(from.MovementsBy, to.MovementsBy)
}

// judgeLazily judges a command on a working set that holds nothing at first.
func judgeLazily(t rapid.TB, full *State, c *Command, tick Tick) (*State, []Entry) {
	t.Helper()
	s := lazy(full)
	for range 100 {
		if entries := Judge(s, c, tick); entries != nil {
			return s, entries
		}
		supply(full, s)
	}
	t.Fatalf("%s: rows are still missing after 100 rounds", c.Verb)
	return nil, nil
}

// sorted lists the rows of a table in the order of their keys' texts.
func sorted[K comparable, R any](t *Table[K, R], text func(*R) string) []R {
	rows := allRows(t)
	slices.SortFunc(rows, func(a, b R) int { return cmp.Compare(text(&a), text(&b)) })
	return rows
}

// matching answers a question by looking at everything, as the database must.
func matching(full *State, question string) Match {
	q, err := ReadQuestion(question)
	if err != nil {
		panic(err)
	}
	switch {
	case q.Stock != nil:
		return stocked(full, question, q.Stock)
	case q.Order != "":
		return Match{Question: question, Objects: working(full, q)}
	case q.Breaches != nil:
		return Match{Question: question, Entries: openBreaches(full, q.Breaches)}
	}
	scope := q.Scope
	var ids []ObjectID
	for _, o := range allRows(full.Objects) {
		h := History{Object: o, Names: full.NamesOf.Rows(o.ID), Visits: full.VisitsOf.Rows(o.ID), Results: full.ResultsOf.Rows(o.ID), Sightings: full.SightingsOf.Rows(o.ID)}
		if scope.Fits(&h) {
			ids = append(ids, o.ID)
		}
	}
	slices.Sort(ids)
	return Match{Question: question, Objects: ids}
}

// stocked finds the stock of a part, and what work orders still need of it.
func stocked(full *State, question string, asked *StockAsked) Match {
	m := Match{Question: question, Needed: "0"}
	for _, o := range sorted(full.Objects, func(o *Object) string { return string(o.ID) }) {
		loose := (o.Kind == KindLot || o.Kind == KindContainer) && sign(o.Quantity) > 0 || o.Kind == KindUnit && o.Parent == ""
		visits := full.way(o.ID)
		finished := len(asked.Courses) == 0 || slices.ContainsFunc(asked.Courses, func(c OrderCourse) bool { return c.of(&o) && c.passedBy(visits) })
		if o.Part == asked.Part && o.Life == LifeOpen && o.Operation == "" && loose && finished {
			m.Objects, m.Quantities = append(m.Objects, o.ID), append(m.Quantities, o.Quantity)
		}
	}
	for _, n := range asked.Needs {
		made, passed, inside := Decimal("0"), Decimal("0"), Decimal("0")
		for _, o := range allRows(full.Objects) {
			gone := o.Life == LifeVoid || o.Life == LifeScrapped || n.Order == "" && o.Life != LifeOpen
			if o.Order != n.Order || o.Part != n.Part || n.Revision != "" && o.Revision != n.Revision || gone {
				continue
			}
			made = add(made, Decimal(first(string(o.Quantity), "1")))
			if v, ok := passedIn(full, o.ID, n.Operation); ok {
				passed = add(passed, Decimal(first(string(v.Good), "1")))
				continue
			}
			for _, e := range full.Contents.Rows(o.ID) {
				if e.BOMLine == n.Line {
					inside = add(inside, Decimal(first(string(e.Quantity), "1")))
				}
			}
		}
		if n.Order != "" {
			made = n.Ordered
		}
		m.Needed = add(m.Needed, n.Left(made, passed, inside))
	}
	return m
}

// passedIn is a visit in which an object passed an operation.
func passedIn(full *State, id ObjectID, operation string) (Visit, bool) {
	for _, v := range full.visits(id) {
		if v.Operation == operation && v.Ended != 0 && v.Outcome == OutcomePass {
			return v, true
		}
	}
	return Visit{}, false
}

// openBreaches answers a question about breaches.
func openBreaches(full *State, sc *BreachScope) []int64 {
	var entries []int64
	for _, b := range allRows(full.Breaches) {
		if b.Closed == 0 && b.Head == b.Entry && (sc.Rule == "" || b.Rule == sc.Rule) && (sc.Station == "" || b.Station == sc.Station) &&
			(sc.Owner == "" || full.Plant.WhoAnswers(b.Rule) == sc.Owner) {
			entries = append(entries, b.Entry)
		}
	}
	slices.Sort(entries)
	return entries
}

// working lists what is in work for a work order.
func working(full *State, q *Question) []ObjectID {
	var ids []ObjectID
	for _, o := range allRows(full.Objects) {
		if o.Order != q.Order || o.Life != LifeOpen || o.Visit == 0 || o.Kind != KindUnit && o.Kind != KindLot {
			continue
		}
		visits := full.way(o.ID)
		if !slices.ContainsFunc(q.Courses, func(c OrderCourse) bool { return c.of(&o) && c.passedBy(visits) }) {
			ids = append(ids, o.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
