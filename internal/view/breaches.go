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

// lasting are the conditions on what all facts of a breach share; x is the present
// plant definition, which says who answers for which rule.
func (b *BreachFilter) lasting(f *filter, x *plant.Index) {
	f.equal("rule", string(b.Rule))
	f.equal("code", string(b.Code))
	f.equal("station", b.Station)
	if b.Owner != "" {
		args := []any{"-"} // no rule, so that a role that answers for none picks none
		for _, r := range x.AnsweredBy(b.Owner) {
			args = append(args, string(r))
		}
		f.add("rule in (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
	}
}

// single are the conditions on each fact of a breach.
func (b *BreachFilter) single(f *filter) {
	if !b.From.IsZero() {
		f.add("occurred_at >= ?", int64(track.MicrosOf(b.From)))
	}
	if !b.Until.IsZero() {
		f.add("occurred_at < ?", int64(track.MicrosOf(b.Until)))
	}
	f.equal("part", b.Part)
	if b.Watched {
		f.add("watched = 1")
	}
	if b.Object != "" {
		f.add("(object = ? or on_object = ?)", string(b.Object), string(b.Object))
	}
}

// heads picks breaches of which some fact fits.
func (b *BreachFilter) heads(x *plant.Index) *filter {
	f := &filter{}
	f.add("entry = head")
	b.lasting(f, x)
	if b.Open {
		f.add("closed = 0")
	}
	inner := &filter{args: f.args}
	if b.single(inner); len(inner.conditions) > 0 {
		f.conditions = append(f.conditions, "entry in (select head from breach where "+strings.Join(inner.conditions, " and ")+")")
		f.args = inner.args
	}
	return f
}

// facts picks the facts that fit.
func (b *BreachFilter) facts(x *plant.Index) *filter {
	f := &filter{}
	b.lasting(f, x)
	b.single(f)
	if b.Open {
		f.add("exists (select 1 from breach b where b.entry = breach.head and b.closed = 0)")
	}
	return f
}

// Breaches lists broken rules, the last first. Of those of one cause the first
// stands for all; BreachFacts lists them.
func (q *Query) Breaches(b BreachFilter, p Page) (rows []track.Breach, next string, err error) {
	x, err := q.PresentPlant()
	if err != nil {
		return nil, "", err
	}
	return q.breaches(b.heads(x), p)
}

// BreachFacts lists what a breach stands for, the last first: one row, or one for
// each fact of its cause. It is ErrNotFound for an entry that is no breach.
func (q *Query) BreachFacts(entry int64, p Page) (rows []track.Breach, next string, err error) {
	f := &filter{}
	f.add("head = (select b.head from breach b where b.entry = ?)", entry)
	if rows, next, err = q.breaches(f, p); err == nil && len(rows) == 0 && p.After == "" {
		return nil, "", fmt.Errorf("breach %d: %w", entry, ErrNotFound)
	}
	return rows, next, err
}

func (q *Query) breaches(f *filter, p Page) (rows []track.Breach, next string, err error) {
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
	f := b.heads(x)
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

// BreachCount is how many facts of a kind broke a rule, how many breaches began
// with one of them, and how many of these nobody has answered.
type BreachCount struct {
	BreachKind
	Facts    int
	Breaches int
	Open     int
}

// minuteOfBreaches are the facts of a kind within a minute, which is never of two
// shifts.
type minuteOfBreaches struct {
	kind                  BreachKind
	minute                int64
	facts, breaches, open int
}

// CountBreaches counts the facts that a filter picks, by code, station, part,
// owner and shift. What is open most often is first.
func (q *Query) CountBreaches(want BreachFilter) ([]BreachCount, error) {
	x, err := q.PresentPlant()
	if err != nil {
		return nil, err
	}
	const by = "code, rule, station, part, occurred_at / 60000000"
	f := want.facts(x)
	rows, err := sqldb.Select(q.ctx, q.tx, func(m *minuteOfBreaches) []any {
		return []any{&m.kind.Code, &m.kind.Rule, &m.kind.Station, &m.kind.Part, &m.minute, &m.facts, &m.breaches, &m.open}
	}, "select "+by+", count(*), count(case when entry = head then 1 end), count(case when entry = head and closed = 0 then 1 end) from breach "+
		f.grouped(by), f.args...)
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
		c.Facts += m.facts
		c.Breaches += m.breaches
		c.Open += m.open
	}
	list := make([]BreachCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b BreachCount) int {
		return cmp.Or(b.Open-a.Open, b.Breaches-a.Breaches, b.Facts-a.Facts, cmp.Compare(a.Code, b.Code), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Station, b.Station), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Shift, b.Shift))
	})
	return list, nil
}
