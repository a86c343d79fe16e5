package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// UnderWay is an object that has begun its route and has not gone into
// anything else.
type UnderWay struct {
	Object    track.ObjectID
	Name      string
	Part      string
	Revision  string
	Operation string // what it is in work at; empty while it waits
	Order     string // work order that it is made for
	// Passed are the operations whose results stand.
	Passed map[string]bool
}

// selectUnderWay asks for the part by an expression and in the order of the
// index of work in progress, so that it reads that one, and not all that was
// ever made of the part.
const selectUnderWay = `
select id, name, part, revision, operation, work_order
from object
where life = 'open' and visit > 0 and parent = '' and part || '' in (?)
order by station, operation, part, id`

// selectPassed finds what objects have passed: themselves, or as part of what they
// were parted from until then, as far as no rework of theirs undid that.
const selectPassed = `
with recursive way (object, id, until) as (
	select o.id, o.id, 9223372036854775807 from object o where o.id in (?)
	union all
	select way.object, e.child, case when e.occurred_from < way.until then e.occurred_from else way.until end
	from way join edge e on e.parent = way.id and e.kind = 'split' and e.known_to = 0 and e.occurred_to = 0
)
select distinct way.object, v.operation
from way join visit v on v.object = way.id and v.ended <= way.until
where v.void_seq = 0 and v.ended <> 0 and v.outcome = 'pass' and (v.object = way.object or not exists (
	select 1 from visit own where own.object = way.object and own.start_seq = v.start_seq and own.void_seq <> 0
))
order by 1, 2`

// UnderWay lists what is under way of some part numbers, by station, at most
// most of it; more tells that there is more.
func (q *Query) UnderWay(parts []string, most int) (list []UnderWay, more bool, err error) {
	query := fmt.Sprintf("%s\nlimit %d", selectUnderWay, most+1)
	list, err = sqldb.SelectIn(q.ctx, q.tx, func(r *UnderWay) []any {
		return []any{&r.Object, &r.Name, &r.Part, &r.Revision, &r.Operation, &r.Order}
	}, query, parts)
	if err != nil {
		return nil, false, fmt.Errorf("read what is under way: %w", err)
	}
	if len(list) > most {
		list, more = list[:most], true
	}
	ids := make([]string, len(list))
	places := make(map[string]int, len(list))
	for i := range list {
		ids[i] = string(list[i].Object)
		places[ids[i]], list[i].Passed = i, map[string]bool{}
	}
	var object, operation string
	err = sqldb.EachIn(q.ctx, q.tx, selectPassed, ids, nil, []any{&object, &operation}, func() {
		list[places[object]].Passed[operation] = true
	})
	if err != nil {
		return nil, false, fmt.Errorf("read what is under way: %w", err)
	}
	return list, more, nil
}
