package track

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/plant"
)

// understood is what a code can mean.
type understood struct {
	readings []ident.Reading // those that are more than its text, the best first
	text     string          // without what the reader says of the symbol
	fault    *ident.Fault    // a check digit that is wrong, where it names nothing else
}

// understand reads a code; separators are what the plant's readers send for GS.
func understand(code string, separators []string) understood {
	all := ident.Parse([]byte(code), ident.Options{Separators: separators})
	plain := all[len(all)-1]
	u := understood{readings: all[:len(all)-1], text: plain.Canonical}
	for i := range plain.Faults {
		if strings.HasPrefix(plain.Faults[i].Code, "incorrect-") && len(u.readings) == 0 {
			u.fault = &plain.Faults[i]
			break
		}
	}
	return u
}

// called is the code as it stands, or what it names by its best reading where it
// cannot be kept as an identifier itself.
func (u *understood) called(code string) string {
	if usable(code) == "" {
		return code
	}
	for i := range u.readings {
		for _, id := range u.readings[i].Identifiers {
			if usable(id.Value) == "" {
				return id.Value
			}
		}
	}
	return code
}

// lookup is a way to look for what a code names: an identifier's text, and what
// else the label says of the object.
type lookup struct {
	level ident.Level
	value string
	part  string // number, where the label tells it in our words
	maker string // where it tells who made it
	bare  bool   // a value that stands for itself, such as a canonical link
}

// lookups lists the ways to find what a reading names, the most exact first; part
// turns a key of a class into a part number.
func lookups(r *ident.Reading, part func(key string) string) []lookup {
	all := []lookup{{level: ident.Instance, value: r.Canonical, bare: true}}
	var number, maker string
	for _, e := range r.Elements {
		switch {
		case e.Role == mh10.RolePart && number == "":
			number = part(e.Value)
		case e.Role == mh10.RoleParty && maker == "":
			maker = e.Value
		}
	}
	for _, id := range r.Identifiers {
		all = append(all, lookup{level: id.Level, value: id.Value, bare: true})
		for _, other := range id.Spellings() {
			all = append(all, lookup{level: id.Level, value: other, bare: true})
		}
	}
	for _, e := range r.Elements {
		switch e.Role {
		case mh10.RoleSerial, mh10.RolePackage, mh10.RoleContainer:
			all = append(all, lookup{ident.Instance, e.Value, number, maker, false})
		case mh10.RoleLot:
			all = append(all, lookup{ident.Batch, e.Value, number, maker, false})
		}
	}
	all = all[:min(len(all), maxNames/4)]
	order := []ident.Level{ident.Instance, ident.Batch, ident.Class}
	slices.SortStableFunc(all, func(a, b lookup) int { return slices.Index(order, a.level) - slices.Index(order, b.level) })
	return all
}

// maxNames bounds how many names are looked up for one code.
const maxNames = 128

// An ITIP is the GTIN of the whole, and which piece of how many it is.
const gtinDigits, itipDigits = 14, 18

// partOfKey is the part number that a key of a class stands for: a GTIN of the
// plant definition, that of an ITIP too, or the number itself.
func (s *State) partOfKey(key string) string {
	if s.Plant == nil {
		return ""
	}
	if p, ok := s.Plant.PartByGTIN(key); ok {
		return p.Number
	}
	if p, ok := s.Plant.PartByGTIN(key[:min(len(key), gtinDigits)]); ok && len(key) == itipDigits {
		return p.Number
	}
	if p, ok := s.Plant.Part(key, ""); ok {
		return p.Number
	}
	return ""
}

// fits reports whether an object can be what a label names so.
func (l *lookup) fits(id Identifier, o *Object) bool {
	if l.bare {
		return true
	}
	lot := o.Kind == KindLot
	return lot == (l.level == ident.Batch) && (l.part == "" || l.part == o.Part) && (l.maker == "" || id.Issuer == "" || id.Issuer == l.maker)
}

// read lists the objects that the readings of a code name: those of the most
// exact level at which any is known, and by which reading.
func (s *State) read(u *understood, at Micros) (found []Object, by *ident.Reading) {
	readings := u.readings[:min(len(u.readings), 4)]
	for _, level := range []ident.Level{ident.Instance, ident.Batch} {
		for i := range readings {
			for _, l := range lookups(&readings[i], s.partOfKey) {
				if l.level != level || usable(l.value) != "" {
					continue
				}
				for _, id := range s.named(l.value, at) {
					o, ok := s.Objects.Get(id.Object)
					known := slices.ContainsFunc(found, func(f Object) bool { return f.ID == o.ID })
					if ok && !known && o.Life != LifeVoid && l.fits(id, &o) {
						found, by = append(found, o), &readings[i]
					}
				}
			}
		}
		if len(found) > 0 {
			return found, by
		}
	}
	return nil, nil
}

// partRead is the part that a code names where it names no more than that.
func (s *State) partRead(u *understood) string {
	for i := range u.readings {
		for _, e := range u.readings[i].Elements {
			if number := s.partOfKey(e.Value); e.Role == mh10.RolePart && number != "" {
				return number
			}
		}
	}
	return ""
}

// means lists what a code means, and notes what was assumed of it. A code whose
// check digit is wrong means its text only where somebody says so.
func (d *decider) means(code string) []Object {
	found := d.s.called(code, d.now)
	if len(found) > 0 || code == "" {
		return found
	}
	u := d.understand(code)
	found, by := d.s.read(&u, d.now)
	switch {
	case by != nil && by.Confidence == ident.Recovered:
		d.note(CodeRecovered, found[0].ID, Evidence{"code": strconv.QuoteToASCII(clip(code)), "reading": by.Canonical, "reason": by.Reason})
	case by == nil && u.fault != nil:
		if found = d.s.called(u.text, d.now); len(found) == 1 {
			d.judgeIn(plant.ModeAsk, "", CodeMisread, found[0].ID, misread(code, u.fault))
		}
	}
	return found
}

// understand reads a code as the readers of the station send it.
func (d *decider) understand(code string) understood {
	return understand(code, d.s.separators(d.c.Station))
}

// separators are what the readers of a station send for GS; without a station
// those of the plant.
func (s *State) separators(station string) []string {
	if s.Plant == nil {
		return nil
	}
	return s.Plant.Separators(station)
}

// misread is the evidence of a wrong check digit.
func misread(code string, f *ident.Fault) Evidence {
	return Evidence{"code": strconv.QuoteToASCII(clip(code)), "problem": strings.TrimSuffix(f.Text, "."), "fix": f.Fix}
}

// note says something of a command once that stands not against it.
func (d *decider) note(code Code, object ObjectID, evidence Evidence) {
	f := newFinding(code, evidence)
	f.Object = object
	if !slices.ContainsFunc(d.also, func(other Finding) bool { return other.Code == code && other.Object == object }) {
		d.also = append(d.also, f)
	}
}

// ofPart lists what of a part is in work or loaded at the station.
func (d *decider) ofPart(number string) (here []Object) {
	add := func(id ObjectID) {
		o := d.known(id)
		if o.Part == number && !slices.ContainsFunc(here, func(other Object) bool { return other.ID == id }) {
			here = append(here, o)
		}
	}
	for _, v := range d.workHere() {
		add(v.Object)
	}
	for _, position := range d.materialPositions() {
		for _, e := range d.loaded(PlaceID(d.c.Station, position)) {
			add(e.Child)
		}
	}
	return here
}
