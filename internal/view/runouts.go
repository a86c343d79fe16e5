package view

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// RunOutFilter picks changes that wait for the stock of a part; what is empty
// does not bind.
type RunOutFilter struct {
	Part string // that is made
	// Next is a plant definition that is to be published; nil: the present one
	// is looked at.
	Next *plant.Index
}

// RunOuts lists how the changes of the plant definition stand at a time that wait
// for the stock of a part, in the order of its parts.
func (q *Query) RunOuts(f RunOutFilter, now track.Micros) ([]track.RunOutNow, error) {
	s, err := NewState(q.ctx, q.tx)
	if err != nil {
		return nil, err
	}
	if f.Next != nil {
		s.Plant, s.PlantVersion = f.Next, s.PlantVersion+1
	}
	for range maxRounds {
		all := track.RunOuts(s, f.Part, track.Tick{Now: now, Seq: q.Size})
		if !s.Missing() {
			return all, nil
		}
		if err := Load(q.ctx, q.tx, s); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("look at changes that wait for stock: rows are still missing after %d rounds", maxRounds)
}

// OrderRunOuts lists those of a work order: of the changes that wait for stock,
// the ones that are in the bill of material that its release froze. What revision
// it gets is open before.
func (q *Query) OrderRunOuts(w *track.WorkOrder, now track.Micros) ([]track.RunOutNow, error) {
	r, ok, err := q.recipe(w)
	if err != nil || !ok {
		return nil, err
	}
	all, err := q.RunOuts(RunOutFilter{Part: w.Part}, now)
	if w.Revision == "" {
		return all, err
	}
	return slices.DeleteFunc(all, func(now track.RunOutNow) bool { return !slices.Contains(r.RunOuts(), now.RunOutKey) }), err
}

// runOutActs reads the acts on changes that wait for stock, in their order, as
// far as they were known.
func (q *Query) runOutActs(known int64) ([]track.RunOut, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, runOuts.scan, runOuts.query("where entry < $1 order by entry"), known)
	if err != nil {
		return nil, fmt.Errorf("read changes that waited for stock: %w", err)
	}
	return rows, nil
}

// onStock answers what there is of a part: lots, containers and single units that
// are inside nothing and, where they are made here, at the end of their route.
func (q *Query) onStock(asked *track.StockAsked) (track.Match, error) {
	unfinished, args := unfinishedBy(asked.Courses)
	where := "o.part = $" + strconv.Itoa(len(args)+1) + " and o.life = 'open' and o.operation = '' and " +
		"(o.kind in ('lot', 'container') and o.quantity <> '' and o.quantity <> '0' and o.quantity not like '-%' or o.kind = 'unit' and o.parent = '')"
	if unfinished != "" {
		where += " and not (" + unfinished + ")"
	}
	type piece struct {
		id       track.ObjectID
		quantity track.Decimal
	}
	pieces, err := sqldb.Select(q.ctx, q.tx, func(p *piece) []any { return []any{&p.id, &p.quantity} },
		"select o.id, o.quantity from object o where "+where+" order by o.id limit "+strconv.Itoa(track.MaxHeld), append(args, asked.Part)...)
	if err != nil {
		return track.Match{}, fmt.Errorf("read the stock of %s: %w", asked.Part, err)
	}
	var match track.Match
	for _, p := range pieces {
		match.Objects, match.Quantities = append(match.Objects, p.id), append(match.Quantities, p.quantity)
	}
	var left []track.Decimal
	for i := range asked.Needs {
		need, err := q.orderNeed(&asked.Needs[i])
		if err != nil {
			return match, fmt.Errorf("read what order %s needs of %s: %w", asked.Needs[i].Order, asked.Part, err)
		}
		left = append(left, need)
	}
	match.Needed = track.Sum(left...)
	return match, nil
}

// Of what was made for a work order, or for none: needing are the products that
// are there, passedUnits and passedLots those that have passed an operation, and
// insideUnpassed tells what of a line is inside of the rest.
const (
	needing = " o.work_order = $1 and o.part = $2 and ($3 = '' or o.revision = $3) and (o.life = 'open' or $1 <> '' and o.life not in ('void', 'scrapped')) "

	madeUnits   = "select count(*) from object o where" + needing + "and o.kind = 'unit'"
	madeLots    = "select o.quantity from object o where" + needing + "and o.kind = 'lot'"
	passedUnits = `
select count(distinct v.object)
from visit v join object o on o.id = v.object
where` + needing + `and o.kind = 'unit' and v.operation = $4 and v.void_seq = 0 and v.ended <> 0 and v.outcome = 'pass'`
	passedLots = `
select v.good
from visit v join object o on o.id = v.object
where` + needing + `and o.kind = 'lot' and v.operation = $4 and v.void_seq = 0 and v.ended <> 0 and v.outcome = 'pass'`
	insideUnpassed = `
select e.quantity
from object o join edge e on e.parent = o.id and e.known_to = 0 and e.occurred_to = 0
where` + needing + `and e.bom_line = $4 and not exists (
		select 1 from visit v
		where v.object = o.id and v.operation = $5 and v.void_seq = 0 and v.ended <> 0 and v.outcome = 'pass'
	)`
)

// orderNeed is how much is still needed of a line.
func (q *Query) orderNeed(n *track.OrderNeed) (track.Decimal, error) {
	products := n.Ordered
	if n.Order == "" {
		made, err := q.total(madeUnits, madeLots, n.Order, n.Part, n.Revision)
		if err != nil {
			return "", err
		}
		products = made
	}
	passed, err := q.total(passedUnits, passedLots, n.Order, n.Part, n.Revision, n.Operation)
	if err != nil {
		return "", err
	}
	inside, err := q.quantities(insideUnpassed, n.Order, n.Part, n.Revision, n.Line, n.Operation)
	if err != nil {
		return "", err
	}
	for i := range inside {
		if inside[i] == "" {
			inside[i] = "1" // one thing
		}
	}
	return n.Left(products, passed, track.Sum(inside...)), nil
}

// total adds a count of units to quantities of lots.
func (q *Query) total(units, lots string, args ...any) (track.Decimal, error) {
	n, err := sqldb.Select(q.ctx, q.tx, func(n *int64) []any { return []any{n} }, units, args...)
	if err != nil {
		return "", err
	}
	all, err := q.quantities(lots, args...)
	return track.Sum(append(all, track.Decimal(strconv.FormatInt(n[0], 10)))...), err
}

func (q *Query) quantities(query string, args ...any) ([]track.Decimal, error) {
	return sqldb.Select(q.ctx, q.tx, func(v *track.Decimal) []any { return []any{v} }, query, args...)
}
