package serial

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxListed bounds the numbers of a pool that are given one by one.
const maxListed = 1_000_000

// Pool is the numbers that a customer has given for one use, in the order in
// which they came: ranges, and numbers one by one. No number is in it twice, so
// that a place stands for one number, and places alone need to be accounted
// for. The zero value has no kind; NewPool gives one.
type Pool struct {
	kind   Kind
	ranges []Range
	starts []uint64          // of places, one for each range
	n      uint64            // numbers in all
	wide   []int             // ranges of more than one number
	listed map[string]uint64 // places of the numbers that came one by one
}

// NewPool returns an empty pool for numbers of a kind.
func NewPool(kind Kind) *Pool {
	return &Pool{kind: kind, listed: map[string]uint64{}}
}

// Len returns how many numbers the pool has.
func (p *Pool) Len() uint64 { return p.n }

// AddRange adds the numbers from first to last. Where the pool has one of them
// already, nothing is added.
func (p *Pool) AddRange(first, last string) error {
	r, err := NewRange(p.kind, first, last)
	if err != nil {
		return err
	}
	for _, known := range p.ranges {
		if known.Overlaps(r) {
			begin, _ := known.At(0)
			return refuse("serial.pool", "has numbers that the pool has from "+refusal.Quote(begin)+" on", "leave those out")
		}
	}
	p.append(r)
	return nil
}

// AddList adds numbers one by one. Where one is wrong, or in the pool already,
// nothing is added.
func (p *Pool) AddList(numbers []string) error {
	if len(numbers)+len(p.listed) > maxListed {
		return refuse("serial.pool", "would have more than "+strconv.Itoa(maxListed)+" numbers one by one", "give ranges, or another pool")
	}
	ranges := make([]Range, 0, len(numbers))
	fresh := make(map[string]bool, len(numbers))
	for _, number := range numbers {
		r, err := parseIn(p.kind, number)
		if err != nil {
			return err
		}
		same, _ := r.At(0)
		if _, known := p.Place(same); known || fresh[same] {
			return refuse("serial.pool", refusal.Quote(number)+" is in the pool already", "leave it out")
		}
		fresh[same] = true
		ranges = append(ranges, r)
	}
	for _, r := range ranges {
		p.append(r)
	}
	return nil
}

func (p *Pool) append(r Range) {
	if r.n == 1 {
		number, _ := r.At(0)
		p.listed[number] = p.n
	} else {
		p.wide = append(p.wide, len(p.ranges))
	}
	p.ranges, p.starts = append(p.ranges, r), append(p.starts, p.n)
	p.n += r.n
}

// At returns the number at a place; false beyond the end.
func (p *Pool) At(place uint64) (string, bool) {
	if place >= p.n {
		return "", false
	}
	i, exact := slices.BinarySearch(p.starts, place)
	if !exact {
		i--
	}
	return p.ranges[i].At(place - p.starts[i])
}

// Place returns where a number stands in the pool, in whichever notation it is
// written; false where it is not in the pool.
func (p *Pool) Place(text string) (uint64, bool) {
	one, err := parseIn(p.kind, text)
	if err != nil {
		return 0, false
	}
	number, _ := one.At(0)
	if place, ok := p.listed[number]; ok {
		return place, true
	}
	for _, i := range p.wide {
		if place, ok := p.ranges[i].Place(text); ok {
			return p.starts[i] + place, true
		}
	}
	return 0, false
}
