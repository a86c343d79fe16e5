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

// RefusalFilter picks commands that were refused or asked back; what is empty
// does not bind.
type RefusalFilter struct {
	Code    track.Code
	Rule    plant.Rule
	Answer  track.Answer
	Station string
	Part    string
	// From and Until bound when they occurred; Until is not in it.
	From, Until track.Micros
}

func (r *RefusalFilter) filter() *filter {
	f := &filter{}
	f.add("occurred_at >= ?", int64(r.From))
	if r.Until != 0 {
		f.add("occurred_at < ?", int64(r.Until))
	}
	f.equal("code", string(r.Code))
	f.equal("rule", string(r.Rule))
	f.equal("answer", string(r.Answer))
	f.equal("station", r.Station)
	f.equal("part", r.Part)
	return f
}

// Refusals lists commands that were refused or asked back, the last first.
func (q *Query) Refusals(want RefusalFilter, p Page) (rows []track.Refusal, next string, err error) {
	f := want.filter()
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("entry < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, refusals.scan, refusals.query(f.where("entry desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list refusals: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Refusal) string { return strconv.FormatInt(r.Entry, 10) })
	return rows, next, nil
}

// RefusalKind is what refusals are counted by.
type RefusalKind struct {
	Code    track.Code
	Rule    plant.Rule
	Station string
	Part    string
	Shift   string // by the present plant definition
}

// RefusalCount is how many commands of a kind were refused, and asked back.
type RefusalCount struct {
	RefusalKind
	Refused int
	Asked   int
}

// minuteOfRefusals are the refusals of a kind within a minute, which is never
// of two shifts.
type minuteOfRefusals struct {
	kind   RefusalKind
	answer track.Answer
	minute int64
	count  int
}

// CountRefusals counts what a filter picks by code, station, part and shift.
// What came most often is first.
func (q *Query) CountRefusals(want RefusalFilter) ([]RefusalCount, error) {
	const by = "code, rule, station, part, answer, occurred_at / 60000000"
	f := want.filter()
	rows, err := sqldb.Select(q.ctx, q.tx, func(m *minuteOfRefusals) []any {
		return []any{&m.kind.Code, &m.kind.Rule, &m.kind.Station, &m.kind.Part, &m.answer, &m.minute, &m.count}
	}, "select "+by+", count(*) from refusal "+f.grouped(by), f.args...)
	if err != nil {
		return nil, fmt.Errorf("count refusals: %w", err)
	}
	shift, err := q.shifts()
	if err != nil {
		return nil, err
	}
	counts := map[RefusalKind]*RefusalCount{}
	for _, m := range rows {
		m.kind.Shift = shift(track.Micros(m.minute * 60e6))
		c := counts[m.kind]
		if c == nil {
			c = &RefusalCount{RefusalKind: m.kind}
			counts[m.kind] = c
		}
		if m.answer == track.Ask {
			c.Asked += m.count
		} else {
			c.Refused += m.count
		}
	}
	list := make([]RefusalCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b RefusalCount) int {
		return cmp.Or(b.Refused+b.Asked-a.Refused-a.Asked, cmp.Compare(a.Code, b.Code), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Station, b.Station), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Shift, b.Shift))
	})
	return list, nil
}
