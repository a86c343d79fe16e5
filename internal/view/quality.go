package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// DefectFilter picks defects; what is empty does not bind.
type DefectFilter struct {
	Object    track.ObjectID
	Code      string
	Station   string
	Operation string
	Open      bool // that nobody has decided
}

// Defects lists defects that stand, the last found first.
func (q *Query) Defects(want DefectFilter, p Page) (rows []track.Defect, next string, err error) {
	f := &filter{}
	f.add("void_seq = 0")
	f.equal("object", string(want.Object))
	f.equal("code", want.Code)
	f.equal("station", want.Station)
	f.equal("operation", want.Operation)
	if want.Open {
		f.add("decision = ''")
	}
	if err := f.before(p); err != nil {
		return nil, "", err
	}
	rows, err = sqldb.Select(q.ctx, q.tx, defects.scan, defects.query(f.where("entry desc, line desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list defects: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Defect) string { return fmt.Sprintf("%d.%d", r.Entry, r.Line) })
	return rows, next, nil
}

// YieldFilter picks the visits that a yield is counted over: those of a station,
// an operation, a part, begun from one time until just before another; what is
// empty does not bind.
type YieldFilter struct {
	Station, Operation, Part string
	From, Until              track.Micros
}

// Yield is how many objects passed an operation at a station, and how many of
// them at the first attempt with no defect found in it. An attempt counts as it
// went, also when a later rework or removal voids it; one that did not count, or
// whose record was wrong, does not.
type Yield struct {
	Station, Operation, Part string
	Objects                  int64 // that ended at least one attempt
	FirstPass                int64 // of them, good at the first
	Attempts                 int64
	Failed                   int64 // attempts
}

// yieldQuery counts over the attempts of each object at each operation; the
// record of an attempt stands while the entry that ended it does. Whether there
// was an earlier one, of the object or of what it was parted from, is asked of
// each attempt, so that a shift costs as much as was done in it, however long the
// history is.
const yieldQuery = `
select v.station, v.operation, o.part,
	count(distinct v.object),
	sum(case when v.outcome = 'pass'
		and not exists (
			select 1
			from visit w
			join sighting s on s.object = w.object and s.entry = w.end_seq and s.void_seq = 0
			where w.object = v.object and w.number < v.number and w.operation = v.operation and w.outcome in ('pass', 'fail')
		)
		and not exists (
			with recursive up (id, until, seq) as (
				select e.child, e.occurred_from, e.entry
				from edge e
				where e.parent = v.object and e.kind = 'split' and e.known_to = 0 and e.occurred_to = 0
				union all
				select e.child, case when e.occurred_from < up.until then e.occurred_from else up.until end,
					case when e.occurred_from < up.until then e.entry else up.seq end
				from up
				join edge e on e.parent = up.id and e.kind = 'split' and e.known_to = 0 and e.occurred_to = 0
			)
			select 1
			from up
			join visit w on w.object = up.id and (w.ended < up.until or w.ended = up.until and w.end_seq < up.seq)
			join sighting s on s.object = w.object and s.entry = w.end_seq and s.void_seq = 0
			where w.operation = v.operation and w.outcome in ('pass', 'fail')
		)
		and not exists (select 1 from defect d where d.object = v.object and d.visit = v.number and d.void_seq = 0)
		then 1 else 0 end),
	count(*),
	sum(case when v.outcome = 'fail' then 1 else 0 end)
from visit v
join object o on o.id = v.object
join sighting t on t.object = v.object and t.entry = v.end_seq and t.void_seq = 0
`

// Yields counts what passed at the first attempt, by station, operation and part.
func (q *Query) Yields(want YieldFilter) ([]Yield, error) {
	f := &filter{}
	f.add("v.outcome in ('pass', 'fail')")
	f.equal("v.station", want.Station)
	f.equal("v.operation", want.Operation)
	f.equal("o.part", want.Part)
	if want.From != 0 {
		f.add("v.started >= ?", int64(want.From))
	}
	if want.Until != 0 {
		f.add("v.started < ?", int64(want.Until))
	}
	rows, err := sqldb.Select(q.ctx, q.tx, func(y *Yield) []any {
		return []any{&y.Station, &y.Operation, &y.Part, &y.Objects, &y.FirstPass, &y.Attempts, &y.Failed}
	}, yieldQuery+f.grouped("v.station, v.operation, o.part"), f.args...)
	if err != nil {
		return nil, fmt.Errorf("count yields: %w", err)
	}
	return rows, nil
}
