package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// BreachFilter picks breaches; what is empty does not bind.
type BreachFilter struct {
	track.BreachScope
	// Object is what broke the rule, or was worked on.
	Object track.ObjectID
	// Open picks those that nobody has answered.
	Open bool
}

// filter is the filter as conditions; x is the present plant definition, which
// says who answers for which rule.
func (b *BreachFilter) filter(x *plant.Index) *filter {
	f := &filter{}
	f.add("occurred_at >= ?", int64(track.MicrosOf(b.From)))
	if !b.Until.IsZero() {
		f.add("occurred_at < ?", int64(track.MicrosOf(b.Until)))
	}
	f.equal("rule", string(b.Rule))
	f.equal("code", string(b.Code))
	f.equal("station", b.Station)
	f.equal("part", b.Part)
	if b.Owner != "" {
		args := []any{"-"} // no rule, so that a role that answers for none picks none
		for _, r := range x.AnsweredBy(b.Owner) {
			args = append(args, string(r))
		}
		f.add("rule in (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
	}
	if b.Watched {
		f.add("watched = 1")
	}
	if b.Object != "" {
		f.add("(object = ? or on_object = ?)", string(b.Object), string(b.Object))
	}
	if b.Open {
		f.add("closed = 0")
	}
	return f
}

// Breaches lists broken rules, the last first.
func (q *Query) Breaches(b BreachFilter, p Page) (rows []track.Breach, next string, err error) {
	x, err := q.PresentPlant()
	if err != nil {
		return nil, "", err
	}
	f := b.filter(x)
	if err := f.before(p); err != nil {
		return nil, "", err
	}
	rows, err = sqldb.Select(q.ctx, q.tx, breaches.scan, breaches.query(f.where("entry desc, line desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list breaches: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Breach) string { return fmt.Sprintf("%d.%d", r.Entry, r.Line) })
	return rows, next, nil
}

// openBreaches lists the entries of the open breaches that a scope fits, one more
// than may be closed at once.
func (q *Query) openBreaches(sc *track.BreachScope, x *plant.Index) ([]int64, error) {
	b := BreachFilter{BreachScope: *sc, Open: true}
	f := b.filter(x)
	entries, err := sqldb.Select(q.ctx, q.tx, func(entry *int64) []any { return []any{entry} },
		"select entry from breach "+f.where("entry", track.MaxClosed), f.args...)
	if err != nil {
		return nil, fmt.Errorf("find open breaches: %w", err)
	}
	return entries, nil
}

// BreachKind is what breaches are counted by.
type BreachKind struct {
	Code    track.Code
	Rule    plant.Rule
	Station string
	Part    string
	Owner   string // role that answers, by the present plant definition
	Shift   string // by the present plant definition
}

// BreachCount is how many breaches of a kind there are, and how many of them
// nobody has answered.
type BreachCount struct {
	BreachKind
	Breaches int
	Open     int
}

// minuteOfBreaches are the breaches of a kind within a minute, which is never of
// two shifts.
type minuteOfBreaches struct {
	kind        BreachKind
	minute      int64
	count, open int
}

// CountBreaches counts what a filter picks by code, station, part, owner and
// shift. What came most often is first.
func (q *Query) CountBreaches(want BreachFilter) ([]BreachCount, error) {
	x, err := q.PresentPlant()
	if err != nil {
		return nil, err
	}
	const by = "code, rule, station, part, occurred_at / 60000000"
	f := want.filter(x)
	rows, err := sqldb.Select(q.ctx, q.tx, func(m *minuteOfBreaches) []any {
		return []any{&m.kind.Code, &m.kind.Rule, &m.kind.Station, &m.kind.Part, &m.minute, &m.count, &m.open}
	}, "select "+by+", count(*), count(case when closed = 0 then 1 end) from breach "+f.grouped(by), f.args...)
	if err != nil {
		return nil, fmt.Errorf("count breaches: %w", err)
	}
	counts := map[BreachKind]*BreachCount{}
	for _, m := range rows {
		m.kind.Owner = x.WhoAnswers(m.kind.Rule)
		if x != nil {
			m.kind.Shift = x.ShiftAt(track.Micros(m.minute * 60e6).Time())
		}
		c := counts[m.kind]
		if c == nil {
			c = &BreachCount{BreachKind: m.kind}
			counts[m.kind] = c
		}
		c.Breaches += m.count
		c.Open += m.open
	}
	list := make([]BreachCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b BreachCount) int {
		return cmp.Or(b.Open-a.Open, b.Breaches-a.Breaches, cmp.Compare(a.Code, b.Code), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Station, b.Station), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Shift, b.Shift))
	})
	return list, nil
}
