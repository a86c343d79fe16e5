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

const selectPassed = `
select object, operation
from visit
where void_seq = 0 and ended <> 0 and outcome = 'pass' and object in (?)
order by object, number`

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
