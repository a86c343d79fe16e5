package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/serial"
	"github.com/tracewright/tracewright/internal/plant"
)

// FillPool loads numbers that somebody else has given into a pool: all of them, or
// none.
type FillPool struct {
	Pool string    `json:"pool" doc:"code of the pool, as in the plant definition" eg:"MAC"`
	Rows []PoolRow `json:"rows" doc:"the numbers and ranges in the order in which they are drawn, at most 20000" eg:"[{\"first\":\"00-1B-63-00-00-00\",\"last\":\"00-1B-63-00-FF-FF\"}]"`
	Note string    `json:"note,omitzero" doc:"with what they came" eg:"order 4711 of ACME"`
}

// MaxPoolRows bounds the rows of one loading, maxPoolRanges the ranges of a pool:
// they are read at each drawing.
const (
	MaxPoolRows   = 20_000
	maxPoolRanges = 1_000
)

func (a FillPool) decide(d *decider) {
	p, ok := d.pool(a.Pool)
	if !ok || !d.texts("note", a.Note) {
		return
	}
	if len(a.Rows) == 0 || len(a.Rows) > MaxPoolRows {
		d.bad("rows", strconv.Itoa(len(a.Rows)), "give from 1 to "+strconv.Itoa(MaxPoolRows))
		return
	}
	c, _ := d.s.Pools.Get(p.Code)
	f := &PoolFilled{Pool: p.Code, Numbers: p.Kind, Start: c.Count, Note: a.Note}
	rows := a.read(d, p)
	var numbers uint64
	wide := len(d.s.PoolRangesOf.Rows(p.Code))
	for _, r := range rows {
		numbers += r.Len()
		kept, _ := r.At(0)
		plain := PoolRow{First: kept}
		if r.Len() > 1 {
			plain.Last, _ = r.At(r.Len() - 1)
			wide++
		}
		f.Rows = append(f.Rows, plain)
	}
	if wide > maxPoolRanges {
		d.bad("rows", strconv.Itoa(wide), "a pool has at most "+strconv.Itoa(maxPoolRanges)+" ranges: give the numbers one by one, or use another pool of this scheme")
	}
	if d.against = d.against[:min(len(d.against), maxRowFindings)]; len(d.against) > 0 {
		return
	}
	if f.Start+numbers < f.Start || f.Start+numbers > 1<<62 {
		d.bad("rows", strconv.Itoa(len(a.Rows)), "the pool would have more numbers than can be counted")
		return
	}
	d.fact(f)
	d.permit("", counted64(numbers)+" loaded into pool "+p.Code+", which has "+strconv.FormatUint(c.Free()+numbers, 10)+" free ones now.", "")
	d.info = Evidence{"pool": p.Code, "numbers": strconv.FormatUint(numbers, 10), "free": strconv.FormatUint(c.Free()+numbers, 10)}
}

func counted64(n uint64) string {
	if n == 1 {
		return "1 number"
	}
	return strconv.FormatUint(n, 10) + " numbers"
}

// stretch is numbers that follow each other, and where they stand.
type stretch struct {
	serial.Range
	row   int // of the list, from 0; -1: in a pool
	where string
}

// read reads the rows of a list, and finds those that are no numbers, or whose
// numbers stand in an earlier row or in a pool of this scheme already.
func (a *FillPool) read(d *decider, p *plant.Pool) []serial.Range {
	ranges, spans := make([]serial.Range, len(a.Rows)), make([]stretch, 0, len(a.Rows))
	faults := make([]*Finding, len(a.Rows)) // at most one each
	for i, row := range a.Rows {
		r, err := serial.NewRange(p.Kind, row.First, first(row.Last, row.First))
		if err != nil {
			found := newFinding(CodeBadValue, Evidence{"field": "number", "value": strconv.QuoteToASCII(clip(row.First)), "problem": err.Error()})
			faults[i] = &found
			continue
		}
		ranges[i] = r
		spans = append(spans, stretch{r, i, "row " + strconv.Itoa(i+1)})
	}
	twice(append(spans, d.pooledAlready(p, spans)...), faults)
	for i, found := range faults {
		if found != nil && len(d.against) < maxRowFindings {
			d.against = append(d.against, inRow([]Finding{*found}, "", i)...)
		}
	}
	return ranges
}

// twice finds the rows whose numbers stand elsewhere already. In the order of
// their first numbers, one that overlaps any before it overlaps that which
// reaches furthest.
func twice(spans []stretch, faults []*Finding) {
	slices.SortFunc(spans, func(a, b stretch) int { return cmp.Or(a.Compare(b.Range), cmp.Compare(a.row, b.row)) })
	var far stretch
	for _, s := range spans {
		if far.Overlaps(s.Range) {
			earlier, later := far, s
			if earlier.row > later.row {
				earlier, later = later, earlier
			}
			if later.row >= 0 && faults[later.row] == nil {
				number, _ := later.At(0)
				found := newFinding(CodeInPool, Evidence{"code": number, "where": earlier.where})
				faults[later.row] = &found
			}
		}
		if !far.Covers(s.Range) {
			far = s
		}
	}
}

// pooledAlready lists what pools of the same scheme have: their ranges, and of the
// numbers that came one by one those that may be in the list.
func (d *decider) pooledAlready(p *plant.Pool, list []stretch) []stretch {
	var known []stretch
	wide := slices.ContainsFunc(list, func(s stretch) bool { return s.Len() > 1 })
	single := func(kind serial.Kind, n PoolNumber) {
		if r, err := serial.NewRange(kind, n.Number, n.Number); err == nil && n.Single {
			known = append(known, stretch{r, -1, "pool " + n.Pool})
		}
	}
	alike := map[string]*plant.Pool{}
	pools := d.s.Plant.Definition().Pools
	for i := range pools {
		q := &pools[i]
		if q.IdentifierScheme() != p.IdentifierScheme() || q.Issuer != p.Issuer {
			continue
		}
		alike[q.Code] = q
		for _, r := range d.s.PoolRangesOf.Rows(q.Code) {
			known = append(known, stretch{r.numbers(), -1, "pool " + q.Code})
		}
		if wide {
			for _, n := range d.s.PoolSingles.Rows(q.Code) {
				single(q.Kind, n)
			}
		}
	}
	for i := 0; i < len(list) && !wide; i++ {
		number, _ := list[i].At(0)
		for _, n := range d.s.PooledAs.Rows(number) {
			if q := alike[n.Pool]; q != nil {
				single(q.Kind, n)
			}
		}
	}
	return known
}

// DrawNumber gives a unit a number of a pool, as an identifier.
type DrawNumber struct {
	Pool   string `json:"pool" doc:"code of the pool, as in the plant definition" eg:"MAC"`
	Object Ref    `json:"object" doc:"a code, an identifier or the key of what gets the number" eg:"SN000129"`
	Number string `json:"number,omitzero" doc:"the number, such as one that was printed before; left out: the next one" eg:"00-1B-63-00-00-07"`
}

func (a DrawNumber) decide(d *decider) {
	p, ok := d.pool(a.Pool)
	if !ok {
		return
	}
	o, ok := d.object(a.Object, KindUnit)
	if !ok {
		return
	}
	d.subject = o.ID
	number, ok := d.drawNumber(p, o, a.Number)
	if !ok {
		return
	}
	d.permit(o.ID, o.name()+" has "+p.IdentifierScheme()+" "+number+" of pool "+p.Code+".", "")
	d.info = Evidence{"number": number, "left": strconv.FormatUint(d.left(p), 10)}
}

// ReturnNumbers gives numbers of a pool back to who has given them, or declares them
// void. None of them is drawn any more.
type ReturnNumbers struct {
	Pool    string   `json:"pool" doc:"code of the pool, as in the plant definition" eg:"MAC"`
	Numbers []string `json:"numbers,omitzero" doc:"the numbers" eg:"00-1B-63-00-00-07"`
	From    string   `json:"from,omitzero" doc:"the first number of a range; what units have in it stays" eg:"00-1B-63-00-01-00"`
	To      string   `json:"to,omitzero" doc:"the last number of the range" eg:"00-1B-63-00-01-FF"`
	Void    bool     `json:"void,omitzero" doc:"they are spoilt, and not given back" eg:"true"`
	Reason  string   `json:"reason" doc:"why" eg:"project was stopped"`
}

func (a ReturnNumbers) decide(d *decider) {
	p, ok := d.pool(a.Pool)
	if !ok || !d.identifier("reason", a.Reason) {
		return
	}
	if (a.From == "") != (a.To == "") || (a.From == "") == (len(a.Numbers) == 0) || len(a.Numbers) > maxMade {
		d.bad("numbers", strconv.Itoa(len(a.Numbers)), "give up to "+strconv.Itoa(maxMade)+" numbers, or both from and to")
		return
	}
	f := &PoolReturned{Pool: p.Code, State: PoolGivenBack, Reason: a.Reason}
	numbers, ok := a.wanted(d, p)
	if !ok {
		return
	}
	for _, text := range numbers {
		n, ok := d.returnable(p, text, len(a.Numbers) > 0)
		if d.stopped() {
			return
		}
		if ok {
			f.Numbers = append(f.Numbers, n)
		}
	}
	if len(f.Numbers) == 0 {
		d.refuse(CodePoolState, Evidence{"code": "Every one of them", "pool": p.Code, "state": "drawn, or given back already"})
		return
	}
	done := "given back"
	if a.Void {
		f.State, done = PoolVoid, "void"
	}
	d.fact(f)
	d.permit("", counted64(uint64(len(f.Numbers)))+" of pool "+p.Code+" "+done+".", "")
	d.info = Evidence{"pool": p.Code, "numbers": strconv.Itoa(len(f.Numbers))}
}

// wanted lists the numbers that are meant.
func (a *ReturnNumbers) wanted(d *decider, p *plant.Pool) ([]string, bool) {
	if a.From == "" {
		return a.Numbers, true
	}
	r, err := serial.NewRange(p.Kind, a.From, a.To)
	if err == nil && r.Len() > maxMade {
		d.bad("to", a.To, "give back at most "+strconv.Itoa(maxMade)+" numbers at once")
		return nil, false
	}
	if err != nil {
		d.bad("from", a.From, err.Error())
		return nil, false
	}
	numbers := make([]string, 0, r.Len())
	for place := range r.Len() {
		number, _ := r.At(place)
		numbers = append(numbers, number)
	}
	return numbers, true
}

// returnable finds the place of a number that no unit has. One that was drawn is
// so once its unit has lost it. Of a range only such are taken; one that is named
// and is not so stops the command.
func (d *decider) returnable(p *plant.Pool, text string, named bool) (PoolPlace, bool) {
	number, ok := d.numberOf(p, text)
	if !ok {
		return PoolPlace{}, false
	}
	n, in := d.placeOf(p.Code, number)
	known, _ := d.s.PoolNumbers.Get(poolID(p.Code, n.Place))
	state := PoolState(first(string(known.State), string(PoolFree)))
	switch {
	case !in && named:
		d.refuse(CodeNotInPool, Evidence{"code": number, "pool": p.Code})
	case !in:
	case state == PoolFree, state == PoolDrawn && !d.borne(p, number):
		return n, true
	case named:
		d.refuse(CodePoolState, Evidence{"code": number, "pool": p.Code, "state": string(state)})
	}
	return n, false
}
