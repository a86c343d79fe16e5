package view

import (
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Built is what an object is made of, beside what it is to be made of.
type Built struct {
	Defined bool // whether its part is defined: without it there are no lines
	Lines   []BuiltLine
	Parts   []BuiltPart // in the order in which they went in
}

// BuiltLine is a line of the bill of material of an object.
type BuiltLine struct {
	track.DesignedLine
	Name string // of the part of the line
	// Filled is how much of it is inside. What is drawn from where it is loaded
	// is taken as whole once something was there to be drawn.
	Filled track.Decimal
	// Due says that it should be inside: its operation has been passed, or the
	// object has left.
	Due bool
}

// Missing reports whether less is inside than should be by now. What is taken by
// the book alone is never missed.
func (l *BuiltLine) Missing() bool {
	return l.Due && l.Line.Capture != plant.CaptureBackflush && l.Short(l.Filled)
}

// BuiltPart is one thing that went into an object. Its edge says until when it
// was there, where it was taken out.
type BuiltPart struct {
	Inside
	Alternate bool // its part is not that of the line, which accepts it
	Extra     bool // it is there, and no line asks for it
	// Voided says that it was drawn for a pass of its operation that was voided
	// since, as by rework: doing it again draws again.
	Voided bool
}

// Built compares what went into an object, also what was taken out again, with
// the bill of material that it is made by.
func (q *Query) Built(o *track.Object, now track.Micros) (*Built, error) {
	b := &Built{}
	var designed []track.DesignedLine
	_, err := q.settle(func(s *track.State) {
		designed, b.Defined = track.Designed(s, o.ID, now)
	})
	if err != nil {
		return nil, err
	}
	if err := q.wentInto(o.ID, b); err != nil {
		return nil, err
	}
	passed, err := q.passed(o.ID)
	if err != nil {
		return nil, err
	}
	index, err := q.present()
	if err != nil {
		return nil, err
	}
	for _, d := range designed {
		l := BuiltLine{DesignedLine: d, Filled: b.filled(&d), Due: o.Life != track.LifeOpen || passed[d.Line.Operation]}
		if part, ok := index.Part(d.Line.Part, ""); ok {
			l.Name = part.Name
		}
		b.Lines = append(b.Lines, l)
	}
	b.judge()
	return b, q.voided(o.ID, b)
}

// wentInto reads what was built into an object or used up for it.
func (q *Query) wentInto(id track.ObjectID, b *Built) error {
	rows, err := sqldb.Select(q.ctx, q.tx, edges.scan,
		edges.query(fmt.Sprintf("where known_to = 0 and kind in ('installed', 'consumed', 'merged') and parent = $1 order by entry, line limit %d", maxInside)), string(id))
	if err != nil {
		return fmt.Errorf("read what went into %s: %w", id, err)
	}
	t, err := q.tracer(TraceQuestion{Direction: Back})
	if err != nil {
		return err
	}
	list, err := t.drawnBy([]track.ObjectID{id}, 1)
	if err != nil {
		return err
	}
	for _, e := range rows {
		list = append(list, Inside{Depth: 1, Edge: e})
	}
	slices.SortStableFunc(list, func(a, b Inside) int { return inOrder(a.Edge, b.Edge) })
	if err := q.describe(list); err != nil {
		return err
	}
	for _, in := range list {
		b.Parts = append(b.Parts, BuiltPart{Inside: in})
	}
	return nil
}

// voided marks what was drawn for passes that stand no more: of its visits at a
// station at most one goes on at a time.
func (q *Query) voided(id track.ObjectID, b *Built) error {
	type pass struct {
		station        string
		started, ended track.Micros
	}
	passes, err := sqldb.Select(q.ctx, q.tx, func(p *pass) []any { return []any{&p.station, &p.started, &p.ended} },
		"select station, started, ended from visit where object = $1 and void_seq <> 0", string(id))
	if err != nil {
		return fmt.Errorf("read what was voided of %s: %w", id, err)
	}
	for i := range b.Parts {
		p := &b.Parts[i]
		p.Voided = p.Joined && slices.ContainsFunc(passes, func(v pass) bool {
			at := p.Edge.OccurredFrom
			return v.station == p.Edge.Station && v.started <= at && (at < v.ended || at == v.started)
		})
	}
	return nil
}

// passed are the operations that an object has passed, and that still stand; the
// empty one is passed with the last.
func (q *Query) passed(id track.ObjectID) (map[string]bool, error) {
	codes, err := sqldb.Select(q.ctx, q.tx, func(code *string) []any { return []any{code} },
		"select distinct operation from visit where object = $1 and void_seq = 0 and ended <> 0 and outcome = 'pass'", string(id))
	if err != nil {
		return nil, fmt.Errorf("read what %s has passed: %w", id, err)
	}
	passed := map[string]bool{}
	for _, code := range codes {
		passed[code] = true
	}
	return passed, nil
}

// filled is how much of a line is inside.
func (b *Built) filled(d *track.DesignedLine) track.Decimal {
	edges := make([]track.Edge, len(b.Parts))
	for i := range b.Parts {
		edges[i] = b.Parts[i].Edge
		if b.Parts[i].Joined && edges[i].BOMLine == d.Line.Line {
			return d.Wanted
		}
	}
	return d.Filled(edges)
}

// judge marks what no line asks for, and what stands in for another part.
func (b *Built) judge() {
	for i := range b.Parts {
		p := &b.Parts[i]
		at := slices.IndexFunc(b.Lines, func(l BuiltLine) bool { return l.Line.Line == p.Edge.BOMLine })
		switch {
		case at < 0:
			p.Extra = b.Defined && p.Edge.OccurredTo == 0
		case p.Object.Part != "" && p.Object.Part != b.Lines[at].Line.Part:
			p.Alternate = accepted(b.Lines[at].Line, p.Object.Part)
			p.Extra = !p.Alternate && p.Edge.OccurredTo == 0
		}
	}
}

func accepted(l *plant.BOMLine, part string) bool { return slices.Contains(l.Alternates, part) }
