package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident/serial"
	"github.com/tracewright/tracewright/internal/plant"
)

// PoolCount is how far the numbers of a pool have come. A place in the pool, from 0
// on, stands for a number.
type PoolCount struct {
	Pool     string // code
	Count    uint64 // numbers that were ever loaded
	Drawn    uint64
	Returned uint64
	Void     uint64
	Next     uint64 // the first place that may be free
}

// Free is how many numbers can be drawn.
func (c *PoolCount) Free() uint64 { return c.Count - min(c.Count, c.Drawn+c.Returned+c.Void) }

// PoolRange is numbers of a pool that follow each other and were loaded as such.
type PoolRange struct {
	ID     string // pool and first place: "MAC.0"
	Pool   string
	Kind   serial.Kind
	First  string
	Last   string
	Start  uint64 // place of the first
	Count  uint64
	Note   string // with what they came
	Filled int64
	At     Micros
}

func (r *PoolRange) numbers() serial.Range {
	numbers, _ := serial.NewRange(r.Kind, r.First, r.Last) // it was read once; nothing is in an empty one
	return numbers
}

// PoolState is what became of a number of a pool.
type PoolState string

// The states of a number. None of them is drawn but one that is free.
const (
	PoolFree      PoolState = "free"
	PoolDrawn     PoolState = "drawn"    // a unit has it
	PoolGivenBack PoolState = "returned" // given back to who had given it
	PoolVoid      PoolState = "void"     // spoilt
)

// PoolNumber is a number of a pool that was loaded by itself, or with which
// something was done. The other numbers of ranges are free.
type PoolNumber struct {
	ID      string // pool and place: "MAC.17"
	Pool    string
	Place   uint64
	Number  string
	Single  bool // loaded by itself, and not as one of a range
	State   PoolState
	Object  ObjectID // that has it
	Reason  string   // why it was given back or is void
	Note    string   // with what it came
	Actor   string
	Changed int64
	At      Micros
}

func poolID(pool string, place uint64) string { return pool + "." + strconv.FormatUint(place, 10) }

// PoolRow is a number of a pool, or several that follow each other.
type PoolRow struct {
	First string `json:"first" doc:"the number, or the first of several that follow each other" eg:"00-1B-63-00-00-00"`
	Last  string `json:"last,omitzero" doc:"the last of them" eg:"00-1B-63-00-FF-FF"`
}

// PoolFilled loads numbers into a pool.
type PoolFilled struct {
	Pool    string      `json:"pool"`
	Numbers serial.Kind `json:"numbers"` // what they are
	Start   uint64      `json:"start"`   // place of the first
	Rows    []PoolRow   `json:"rows"`
	Note    string      `json:"note,omitzero"`
}

// PoolReturned takes numbers out of a pool that no unit has.
type PoolReturned struct {
	Pool    string      `json:"pool"`
	State   PoolState   `json:"state"` // returned or void
	Numbers []PoolPlace `json:"numbers"`
	Reason  string      `json:"reason"`
}

// PoolPlace is a number and its place in a pool.
type PoolPlace struct {
	Pool   string `json:"pool,omitzero"` // where it does not follow
	Place  uint64 `json:"place"`
	Number string `json:"number"`
}

// Kind returns the kind of entry that carries the fact.
func (*PoolFilled) Kind() EntryKind   { return EntryPool }
func (*PoolReturned) Kind() EntryKind { return EntryPoolReturned }

func (*PoolFilled) touches() []ObjectID   { return nil }
func (*PoolReturned) touches() []ObjectID { return nil }

func (f *PoolFilled) apply(s *State, e *Entry) {
	place := f.Start
	for _, row := range f.Rows {
		id := poolID(f.Pool, place)
		if row.Last == "" {
			s.PoolNumbers.Put(PoolNumber{
				ID: id, Pool: f.Pool, Place: place, Number: row.First, Single: true, State: PoolFree, Note: f.Note, Actor: e.Actor, Changed: e.Seq, At: e.OccurredAt,
			})
			place++
			continue
		}
		r := PoolRange{
			ID: id, Pool: f.Pool, Kind: f.Numbers, First: row.First, Last: row.Last, Start: place, Note: f.Note, Filled: e.Seq, At: e.OccurredAt,
		}
		numbers := r.numbers()
		r.Count = numbers.Len()
		s.PoolRanges.Put(r)
		place += r.Count
	}
	c, _ := s.Pools.Get(f.Pool)
	c.Pool, c.Count = f.Pool, max(c.Count, place)
	s.Pools.Put(c)
}

func (f *PoolReturned) apply(s *State, e *Entry) {
	for _, n := range f.Numbers {
		s.pooled(e, PoolPlace{f.Pool, n.Place, n.Number}, f.State, "", f.Reason)
	}
}

// drawn notes the numbers of pools that objects get by a fact.
func (m *Material) drawn(s *State, e *Entry) {
	for _, n := range m.Drawn {
		if len(m.Items) > 0 {
			s.pooled(e, n, PoolDrawn, m.Items[0].Object, "")
		}
	}
}

// pooled changes the state of a number, and the counts of its pool.
func (s *State) pooled(e *Entry, p PoolPlace, state PoolState, object ObjectID, reason string) {
	n, known := s.PoolNumbers.Get(poolID(p.Pool, p.Place))
	if !known {
		n = PoolNumber{ID: poolID(p.Pool, p.Place), Pool: p.Pool, Place: p.Place, Number: p.Number, State: PoolFree}
	}
	c, _ := s.Pools.Get(p.Pool)
	c.Pool = p.Pool
	for _, change := range []struct {
		state PoolState
		by    uint64
	}{{n.State, ^uint64(0)}, {state, 1}} {
		switch change.state {
		case PoolDrawn:
			c.Drawn += change.by
		case PoolGivenBack:
			c.Returned += change.by
		case PoolVoid:
			c.Void += change.by
		case PoolFree:
		}
	}
	switch {
	case state == PoolFree:
		c.Next = min(c.Next, n.Place)
	case n.Place == c.Next:
		c.Next++
	}
	s.Pools.Put(c)
	n.State, n.Object, n.Reason, n.Actor, n.Changed, n.At = state, object, reason, e.Actor, e.Seq, e.OccurredAt
	s.PoolNumbers.Put(n)
}

// undrawn notes that a wrong entry had given an object a number of a pool.
func (s *State) undrawn(e *Entry, object ObjectID, name Identifier) {
	for _, n := range s.PooledAs.Rows(name.Value) {
		if n.Object == object && n.State == PoolDrawn {
			s.pooled(e, PoolPlace{n.Pool, n.Place, n.Number}, PoolFree, "", "")
		}
	}
}

// byPlace is the order in which the numbers of pools are read.
func byPlace(a, b PoolNumber) int {
	return cmp.Or(cmp.Compare(a.Pool, b.Pool), cmp.Compare(a.Place, b.Place))
}

// pool finds a pool of the plant definition.
func (d *decider) pool(code string) (*plant.Pool, bool) {
	if !d.identifier("pool", code) {
		return nil, false
	}
	if d.s.Plant != nil {
		if p, ok := d.s.Plant.Pool(code); ok {
			return p, true
		}
	}
	d.refuse(CodeNoPool, Evidence{"pool": clip(code)})
	return nil, false
}

// drawNumber gives an object the next number of a pool, or the one that is named.
func (d *decider) drawNumber(p *plant.Pool, o Object, number string) (string, bool) {
	var n PoolPlace
	ok := false
	if number != "" {
		n, ok = d.freeNumber(p, number)
	} else {
		n, ok = d.nextNumber(p)
	}
	if !ok {
		return "", false
	}
	n.Pool = p.Code
	id := NewIdent{Scheme: Scheme(p.IdentifierScheme()), Issuer: p.Issuer, Value: n.Number}
	if _, ok := d.identifiers(o.ID, o.Part, []NewIdent{id}); !ok {
		return "", false
	}
	d.spend(p, 1)
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepEncoding, Items: []Item{{Object: o.ID}},
		Declared: []Declared{{Object: o.ID, Stub: true, Identifiers: []NewIdent{id}}}, Drawn: []PoolPlace{n},
	})
	if left := d.left(p); left <= uint64(p.Low) {
		f := newFinding(CodePoolLow, Evidence{"pool": p.Code, "left": strconv.FormatUint(left, 10)})
		d.also = append(slices.DeleteFunc(d.also, func(f Finding) bool { return f.Code == CodePoolLow && f.Evidence["pool"] == p.Code }), f)
	}
	return n.Number, true
}

// spend notes that numbers of a pool are not free any more after this command.
func (d *decider) spend(p *plant.Pool, n int) {
	if d.drawnOf == nil {
		d.drawnOf = map[string]uint64{}
	}
	d.drawnOf[p.Code] += uint64(n)
}

// left is how many numbers of a pool are free after what is drawn now.
func (d *decider) left(p *plant.Pool) uint64 {
	c, _ := d.s.Pools.Get(p.Code)
	return c.Free() - min(c.Free(), d.drawnOf[p.Code])
}

// nextNumber is the next free number of a pool. One that an object bears already,
// from elsewhere, is passed over and void from then on.
func (d *decider) nextNumber(p *plant.Pool) (PoolPlace, bool) {
	c, _ := d.s.Pools.Get(p.Code)
	ranges := d.s.PoolRangesOf.Rows(p.Code)
	passed := &PoolReturned{Pool: p.Code, State: PoolVoid, Reason: "another object has it"}
	at := c.Next
	for window := uint64(1); at < c.Count; window = min(2*window, maxTaken) {
		end := min(at+window, c.Count)
		for place := at; place < end; place++ {
			d.s.PoolNumbers.Get(poolID(p.Code, place))
		}
		if d.s.PoolNumbers.anyMissing() {
			return PoolPlace{}, false
		}
		for ; at < end; at++ {
			n, free := d.freeAt(p, ranges, at)
			switch {
			case !free:
			case d.borne(p, n.Number):
				passed.Numbers = append(passed.Numbers, n)
			default:
				if len(passed.Numbers) > 0 {
					d.spend(p, len(passed.Numbers))
					d.fact(passed)
				}
				return n, true
			}
		}
	}
	d.mistake(CodePoolDry, "", Evidence{"pool": p.Code})
	return PoolPlace{}, false
}

// freeAt is the number at a place of a pool; false where it is not free.
func (d *decider) freeAt(p *plant.Pool, ranges []PoolRange, place uint64) (PoolPlace, bool) {
	for _, f := range d.facts {
		if m, ok := f.(*Material); ok && slices.ContainsFunc(m.Drawn, func(n PoolPlace) bool { return n.Pool == p.Code && n.Place == place }) {
			return PoolPlace{}, false
		}
		if r, ok := f.(*PoolReturned); ok && slices.ContainsFunc(r.Numbers, func(n PoolPlace) bool { return r.Pool == p.Code && n.Place == place }) {
			return PoolPlace{}, false
		}
	}
	if n, known := d.s.PoolNumbers.Get(poolID(p.Code, place)); known {
		return PoolPlace{Place: place, Number: n.Number}, n.State == PoolFree
	}
	for i := range ranges {
		if r := &ranges[i]; place >= r.Start && place-r.Start < r.Count {
			number, ok := r.numbers().At(place - r.Start)
			return PoolPlace{Place: place, Number: number}, ok
		}
	}
	return PoolPlace{}, false
}

// borne reports whether an object bears a number as one of the pool already.
func (d *decider) borne(p *plant.Pool, number string) bool {
	return slices.ContainsFunc(d.s.named(number, d.now), func(n Identifier) bool {
		return string(n.Scheme) == p.IdentifierScheme() && n.Issuer == p.Issuer
	})
}

// freeNumber finds a number of a pool that is named, in any of its notations.
func (d *decider) freeNumber(p *plant.Pool, text string) (PoolPlace, bool) {
	number, ok := d.numberOf(p, text)
	if !ok {
		return PoolPlace{}, false
	}
	n, in := d.placeOf(p.Code, number)
	if !in {
		d.refuse(CodeNotInPool, Evidence{"code": number, "pool": p.Code})
		return n, false
	}
	known, _ := d.s.PoolNumbers.Get(poolID(p.Code, n.Place))
	if state := first(string(known.State), string(PoolFree)); state != string(PoolFree) {
		d.refuse(CodePoolState, Evidence{"code": number, "pool": p.Code, "state": state})
		return n, false
	}
	return n, true
}

// numberOf reads a number as the pool keeps it.
func (d *decider) numberOf(p *plant.Pool, text string) (string, bool) {
	r, err := serial.NewRange(p.Kind, text, text)
	if err != nil {
		d.bad("number", text, err.Error())
		return "", false
	}
	number, _ := r.At(0)
	return number, true
}

// placeOf finds the place of a number in a pool.
func (d *decider) placeOf(pool, number string) (PoolPlace, bool) {
	for _, n := range d.s.PooledAs.Rows(number) {
		if n.Pool == pool {
			return PoolPlace{Place: n.Place, Number: number}, true
		}
	}
	for _, r := range d.s.PoolRangesOf.Rows(pool) {
		if place, ok := r.numbers().Place(number); ok {
			return PoolPlace{Place: r.Start + place, Number: number}, true
		}
	}
	return PoolPlace{}, false
}

// drawOnBeginning draws the numbers that units get at the beginning of an
// operation. Without a number the operation is not begun; where it is reported, that
// is a breach.
func (d *decider) drawOnBeginning() {
	if d.s.Plant == nil {
		return
	}
	pools := d.s.Plant.Definition().Pools
	facts := d.facts
	for _, f := range facts {
		m, ok := f.(*Material)
		if !ok || m.Visit == nil {
			continue
		}
		o := d.described(m.Visit.Object)
		for i := range pools {
			p := &pools[i]
			if o.Kind != KindUnit || !p.DrawnAt(o.Part, m.Visit.Operation) || d.begunBefore(m.Visit) {
				continue
			}
			for n := d.has(o.ID, p); n < p.PerUnit(); n++ {
				if _, ok := d.drawNumber(p, o, ""); !ok {
					break
				}
			}
		}
	}
}

// begunBefore reports whether a visit began before this command.
func (d *decider) begunBefore(mark *VisitMark) bool {
	return slices.ContainsFunc(d.s.VisitsOf.Rows(mark.Object), func(v Visit) bool { return v.Number == mark.Number })
}

// has counts the numbers of a pool's scheme that an object has.
func (d *decider) has(id ObjectID, p *plant.Pool) int {
	n := 0
	for _, name := range d.s.names(id) {
		if name.ValidTo == 0 && string(name.Scheme) == p.IdentifierScheme() && name.Issuer == p.Issuer {
			n++
		}
	}
	return n
}
