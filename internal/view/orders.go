package view

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// OrderFilter picks work orders; what is empty does not bind.
type OrderFilter struct {
	State track.OrderState
	Part  string
	Line  string
	Open  bool // only those that are not closed
}

// Orders lists work orders in the order of their numbers.
func (q *Query) Orders(o OrderFilter, p Page) (rows []track.WorkOrder, next string, err error) {
	f := &filter{}
	f.equal("state", string(o.State))
	f.equal("part", o.Part)
	f.equal("line", o.Line)
	if o.Open {
		f.add("state <> 'closed'")
	}
	if p.After != "" {
		f.add("number > ?", p.After)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, orders.scan, orders.query(f.where("number", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list work orders: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.WorkOrder) string { return r.Number })
	return rows, next, nil
}

// Order returns one work order, or ErrNotFound.
func (q *Query) Order(number string) (track.WorkOrder, error) {
	rows, err := q.ordersNamed([]string{number})
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("work order %s: %w", number, ErrNotFound)
	}
	if err != nil {
		return track.WorkOrder{}, err
	}
	return rows[0], nil
}

// OrdersFor lists the work orders of some parts that are not closed, and
// further ones by their numbers, in no order.
func (q *Query) OrdersFor(parts, numbers []string) ([]track.WorkOrder, error) {
	open, err := sqldb.SelectIn(q.ctx, q.tx, orders.scan, orders.query("where state <> 'closed' and part in (?)"), parts)
	if err != nil {
		return nil, fmt.Errorf("read work orders of parts: %w", err)
	}
	missing := map[string]bool{}
	for _, number := range numbers {
		missing[number] = true
	}
	for i := range open {
		delete(missing, open[i].Number)
	}
	rest, err := q.ordersNamed(slices.Sorted(maps.Keys(missing)))
	return append(open, rest...), err
}

func (q *Query) ordersNamed(numbers []string) ([]track.WorkOrder, error) {
	rows, err := sqldb.SelectIn(q.ctx, q.tx, orders.scan, orders.query("where number in (?)"), numbers)
	if err != nil {
		return nil, fmt.Errorf("read work orders: %w", err)
	}
	return rows, nil
}

// Progress tells how far each of some work orders has come.
func (q *Query) Progress(list []track.WorkOrder) (map[string]track.OrderProgress, error) {
	type sum struct {
		counts track.OrderCount
		under  []track.OrderShare
	}
	sums := make(map[string]*sum, len(list))
	numbers := make([]string, len(list))
	parts := make(map[string]string, len(list))
	alike := map[string][]string{} // orders whose route asks for the same, as JSON
	for i := range list {
		w := &list[i]
		numbers[i], parts[w.Number], sums[w.Number] = w.Number, w.Part, &sum{}
		courses, err := q.courses(w)
		if err != nil {
			return nil, err
		}
		if len(courses) > 0 {
			text := jsonList(courses)
			alike[text] = append(alike[text], w.Number)
		}
	}
	counts, err := sqldb.SelectIn(q.ctx, q.tx, orderCounts.scan, orderCounts.query("where work_order in (?)"), numbers)
	if err != nil {
		return nil, fmt.Errorf("read what was made for work orders: %w", err)
	}
	for _, c := range counts {
		if c.Part == parts[c.Order] {
			sums[c.Order].counts = c
		}
	}
	for text, some := range alike {
		var courses []track.OrderCourse
		if err := (&jsonListOf[track.OrderCourse]{&courses}).Scan(text); err != nil {
			return nil, err
		}
		err := q.underWayFor(courses, some, func(order, part string, share track.OrderShare) {
			if part == parts[order] {
				sums[order].under = append(sums[order].under, share)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	all := make(map[string]track.OrderProgress, len(list))
	for i := range list {
		w := &list[i]
		all[w.Number] = w.Progress(sums[w.Number].counts, sums[w.Number].under)
	}
	return all, nil
}

// underWayFor tells what has not come to the end of a route, of all that was
// made for some orders.
func (q *Query) underWayFor(courses []track.OrderCourse, numbers []string, tell func(order, part string, share track.OrderShare)) error {
	unfinished, args := unfinishedBy(courses)
	var order, part, quantity string
	var begun, n int64
	query := `
select o.work_order, o.part, case when o.visit > 0 then 1 else 0 end, o.quantity, count(*)
from object o
where o.kind in ('unit', 'lot') and o.life = 'open' and ` + unfinished + ` and o.work_order in (?)
group by o.work_order, o.part, case when o.visit > 0 then 1 else 0 end, o.quantity`
	err := sqldb.EachIn(q.ctx, q.tx, query, numbers, args, []any{&order, &part, &begun, &quantity, &n}, func() {
		tell(order, part, track.OrderShare{Begun: begun != 0, Quantity: track.Decimal(quantity), Objects: n})
	})
	if err != nil {
		return fmt.Errorf("read what is under way for work orders: %w", err)
	}
	return nil
}

// waysOf counts the operations that an object o has passed, of those that
// follow: itself, or as part of what it was parted from until then.
const waysOf = `
with recursive way (id, until) as (
	select o.id, 9223372036854775807
	union all
	select e.child, case when e.occurred_from < way.until then e.occurred_from else way.until end
	from way join edge e on e.parent = way.id and e.kind = 'split' and e.known_to = 0 and e.occurred_to = 0
)
select count(distinct v.operation)
from way join visit v on v.object = way.id and v.ended <= way.until
where v.void_seq = 0 and (v.object = o.id or not exists (
	select 1 from visit own where own.object = o.id and own.start_seq = v.start_seq and own.void_seq <> 0
)) and v.ended <> 0 and v.outcome = 'pass' and v.operation in (`

// unfinishedBy is a condition on an object o: it has come to the end of none of
// the courses.
func unfinishedBy(courses []track.OrderCourse) (condition string, args []any) {
	mark := func(value any) string {
		args = append(args, value)
		return "$" + strconv.Itoa(len(args))
	}
	conditions := make([]string, len(courses))
	for i, c := range courses {
		marks := make([]string, len(c.Operations))
		for j, operation := range c.Operations {
			marks[j] = mark(operation)
		}
		before := ""
		if c.Before != 0 {
			before = " and v.end_seq < " + mark(c.Before)
		}
		conditions[i] = "(" + waysOf + strings.Join(marks, ", ") + ")" + before + ") < " + strconv.Itoa(len(marks))
		if c.Revision != "" {
			conditions[i] = "(o.revision <> " + mark(c.Revision) + " or " + conditions[i] + ")"
		}
	}
	return strings.Join(conditions, " and "), args
}

// working lists what is in work for a work order: the open units and lots that
// have begun, and have come to the end of none of its courses.
func (q *Query) working(order string, courses []track.OrderCourse, limit int) ([]track.ObjectID, error) {
	if len(courses) == 0 {
		return nil, nil
	}
	unfinished, args := unfinishedBy(courses)
	ids, err := sqldb.Select(q.ctx, q.tx, func(id *track.ObjectID) []any { return []any{id} },
		"select o.id from object o where o.kind in ('unit', 'lot') and o.life = 'open' and o.visit > 0"+
			" and o.work_order <> '' and o.work_order = $"+strconv.Itoa(len(args)+1)+ // as its index says
			" and "+unfinished+" order by o.id limit "+strconv.Itoa(limit), append(args, order)...)
	if err != nil {
		return nil, fmt.Errorf("read what is in work for order %s: %w", order, err)
	}
	return ids, nil
}

// present is the present plant definition; nil before the first.
func (q *Query) present() (*plant.Index, error) {
	current, err := sqldb.Select(q.ctx, q.tx, func(v *int64) []any { return []any{v} },
		"select version from plant_version order by version desc limit 1")
	if err != nil || len(current) == 0 {
		return nil, err
	}
	return q.plant(current[0])
}

// courses are what the product of a work order must pass.
func (q *Query) courses(w *track.WorkOrder) ([]track.OrderCourse, error) {
	present, err := q.present()
	if err != nil {
		return nil, err
	}
	courses := w.Courses(present, func(version int64) *plant.Index {
		index, e := q.plant(version)
		if e != nil {
			err = e
		}
		return index
	})
	return courses, err
}

// recipe is by what the product of a work order is made.
func (q *Query) recipe(w *track.WorkOrder) (track.Recipe, bool, error) {
	product := &track.Object{Part: w.Part, Revision: w.Revision}
	if pin, pinned := w.PinAt(q.Size); pinned {
		index, err := q.plant(pin.Plant)
		if err != nil {
			return track.Recipe{}, false, err
		}
		r, ok := pin.Recipe(index, w, product)
		return r, ok, nil
	}
	index, err := q.present()
	if err != nil || index == nil {
		return track.Recipe{}, false, err
	}
	r, ok := track.Present(index, product)
	return r, ok, nil
}

// OrderOperation is how much of a work order has come through an operation.
type OrderOperation struct {
	Operation string
	Optional  bool
	Working   int // objects at it now
	Passed    int // objects that have passed it, and were not scrapped
	Failed    int // objects whose last attempt failed, and that have not passed it
}

// OrderOperations tells how much of a work order has come through each
// operation of its route, and when the first of it was begun and the last one
// ended or begun; 0 where nothing was.
func (q *Query) OrderOperations(w *track.WorkOrder) (list []OrderOperation, first, last track.Micros, err error) {
	r, ok, err := q.recipe(w)
	if err != nil || !ok {
		return nil, 0, 0, err
	}
	recipes := []track.Recipe{r}
	if pin, pinned := w.PinAt(q.Size); pinned {
		index, err := q.plant(pin.Plant)
		if err != nil {
			return nil, 0, 0, err
		}
		recipes = pin.Recipes(index, w)
	}
	for i := range recipes {
		for _, op := range recipes[i].Operations() {
			if !slices.ContainsFunc(list, func(o OrderOperation) bool { return o.Operation == op.Code }) {
				list = append(list, OrderOperation{Operation: op.Code, Optional: op.Optional})
			}
		}
	}
	var operation string
	var passed, failed, working, began, ended int64
	err = sqldb.EachIn(q.ctx, q.tx, selectOrderOperations, []string{w.Number}, []any{w.Part},
		[]any{&operation, &passed, &failed, &working, &began, &ended}, func() {
			if first == 0 || track.Micros(began) < first {
				first = track.Micros(began)
			}
			last = max(last, track.Micros(ended))
			if i := slices.IndexFunc(list, func(o OrderOperation) bool { return o.Operation == operation }); i >= 0 {
				list[i].Passed, list[i].Failed, list[i].Working = int(passed), int(failed), int(working)
			}
		})
	if err != nil {
		return nil, 0, 0, fmt.Errorf("read operations of order %s: %w", w.Number, err)
	}
	return list, first, last, nil
}

// selectOrderOperations looks at each object at each operation once.
const selectOrderOperations = `
select operation, sum(passed), sum(case when passed = 0 then failed else 0 end), sum(working), min(began), max(ended)
from (
	select v.object, v.operation,
		max(case when v.ended <> 0 and v.outcome = 'pass' then 1 else 0 end) as passed,
		max(case when v.ended <> 0 and v.outcome = 'fail' then 1 else 0 end) as failed,
		max(case when v.ended = 0 then 1 else 0 end) as working,
		min(v.started) as began,
		max(case when v.ended = 0 then v.started else v.ended end) as ended
	from visit v join object o on o.id = v.object
	where o.part = $1 and o.life not in ('void', 'scrapped') and v.void_seq = 0 and o.work_order in (?)
	group by v.object, v.operation
) each_object
group by operation`
