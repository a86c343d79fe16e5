package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/pattern"
	"github.com/tracewright/tracewright/internal/plant"
)

// SerialCounter is where the serial numbers of a part go on.
type SerialCounter struct {
	Part string
	Next uint64 // the running number that comes next, from 1
}

// SerialsTaken says how far the running number of a part's serials has come; it
// never goes back, so that no number is given twice.
type SerialsTaken struct {
	Part string `json:"part"`
	Next uint64 `json:"next"`
}

func (t *SerialsTaken) apply(s *State) {
	if t == nil {
		return
	}
	if c, _ := s.Serials.Get(t.Part); t.Next > c.Next {
		s.Serials.Put(SerialCounter{Part: t.Part, Next: t.Next})
	}
}

// patternOf is the pattern of a part's serial numbers; nil where there is none.
func (d *decider) patternOf(part, revision string) *pattern.Pattern {
	if d.s.Plant == nil {
		return nil
	}
	known, ok := d.s.Plant.Part(part, revision)
	if !ok {
		return nil
	}
	p, _ := d.s.Plant.SerialPattern(known)
	return p
}

// byPattern judges that a serial number has the pattern of its part.
func (d *decider) byPattern(id ObjectID, part, revision, serial string) {
	p := d.patternOf(part, revision)
	if p == nil {
		return
	}
	if _, ok := p.Match(serial); !ok {
		d.judge(plant.RuleSerialPattern, CodeSerialPattern, id, Evidence{"code": serial, "part": part, "pattern": p.String()})
	}
}

// maxTaken bounds the numbers that are passed over since somebody has used them
// already.
const maxTaken = 10_000

// nextSerials are the next serial numbers of a part: those set aside for the work
// order and the station first, then new ones.
func (d *decider) nextSerials(m *Material, part, revision string, count int) ([]string, bool) {
	serials := d.fromReservations(part, m.Order, count)
	if len(serials) == count {
		return serials, true
	}
	more, taken, ok := d.newSerials(part, revision, count-len(serials))
	m.Serials = taken
	return append(serials, more...), ok
}

// newSerials are the next serial numbers of a part by its pattern. A number that
// somebody has used already, or that is set aside, is passed over; by chance
// another one is drawn then.
func (d *decider) newSerials(part, revision string, count int) (serials []string, to *SerialsTaken, ok bool) {
	p := d.patternOf(part, revision)
	if p != nil && len(p.Named()) > 0 {
		d.bad("count", strconv.Itoa(count), "the pattern "+p.String()+" of "+part+" does not say what {"+p.Named()[0]+"} is; give the numbers, or serialFields of the part")
		return nil, nil, false
	}
	if p == nil || p.Len() == 0 && !p.Random() {
		d.bad("count", strconv.Itoa(count), part+" has no pattern that makes serial numbers; give them, or define serials of the part with {seq:5} or {random:8}")
		return nil, nil, false
	}
	counter, _ := d.s.Serials.Get(part)
	n, chance := max(1, counter.Next), d.t.chance()
	values := pattern.Values{Day: d.now.Time().In(d.s.Plant.Zone()), Chance: chance.below}
	drawn := make(map[string]bool, count)
	for taken := 0; len(serials) < count; n++ {
		values.N = n
		text, err := p.Make(values)
		if err != nil {
			d.bad("count", strconv.Itoa(count), err.Error())
			return nil, nil, false
		}
		if !drawn[text] && len(d.s.Named.Rows(text)) == 0 && len(d.s.ReservedAs.Rows(text)) == 0 {
			serials, drawn[text] = append(serials, text), true
		} else if taken++; taken > maxTaken {
			d.bad("count", strconv.Itoa(count), "more than "+strconv.Itoa(maxTaken)+" of the next numbers are used already")
			return nil, nil, false
		}
	}
	if p.Len() > 0 {
		to = &SerialsTaken{Part: part, Next: n}
	}
	return serials, to, true
}

// reusable reports whether a serial number that an object bears names another
// one from now on: its part says so, and the object is gone.
func (d *decider) reusable(part, revision string, id ObjectID) bool {
	if d.s.Plant == nil || d.report() {
		return false
	}
	known, ok := d.s.Plant.Part(part, revision)
	o, _ := d.s.Objects.Get(id)
	return ok && known.Reuse == plant.ReuseNew && o.Life != LifeOpen
}
