package track

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// validAt reports whether an object was called so at a time, by what is known.
func (id *Identifier) validAt(at Micros) bool {
	return id.KnownTo == 0 && id.ValidFrom <= at && !id.endedBy(at)
}

// endedBy reports whether an object was no longer called so at a time.
func (id *Identifier) endedBy(at Micros) bool { return id.ValidTo != 0 && id.ValidTo <= at }

// overlaps reports whether there is a time at which an identifier and another one
// from one time to another (0: for good) both are valid.
func (id *Identifier) overlaps(from, until Micros) bool {
	return (id.ValidTo == 0 || from < id.ValidTo) && (until == 0 || id.ValidFrom < until)
}

// NamesAt picks from the identifiers of one value those that count at a time:
// those that are valid then, or, where none is, those that come to be, since a
// label may be scanned before anybody reports it. Without a time those count
// that never end.
func NamesAt(names []Identifier, at Micros) []Identifier {
	if at == 0 {
		return slices.DeleteFunc(slices.Clone(names), func(id Identifier) bool { return id.KnownTo != 0 || id.ValidTo != 0 })
	}
	valid := slices.DeleteFunc(slices.Clone(names), func(id Identifier) bool { return !id.validAt(at) })
	if len(valid) > 0 {
		return valid
	}
	return slices.DeleteFunc(slices.Clone(names), func(id Identifier) bool { return id.KnownTo != 0 || id.endedBy(at) })
}

// named lists the identifiers of a value that count at a time.
func (s *State) named(value string, at Micros) []Identifier { return NamesAt(s.Named.Rows(value), at) }

// untaken judges that an identifier names nothing else, as the plant definition
// wants it: never, at the same time, or at the same time among objects of a part.
func (d *decider) untaken(owner ObjectID, part string, id NewIdent) {
	unique := plant.UniqueValid
	if d.s.Plant != nil {
		unique = d.s.Plant.Unique(string(id.Scheme), id.Issuer)
	}
	from, until := cmp.Or(MicrosOf(id.From), d.now), MicrosOf(id.Until)
	for _, other := range d.s.Named.Rows(id.Value) {
		o, _ := d.s.Objects.Get(other.Object)
		if other.Scheme != id.Scheme || other.Issuer != id.Issuer || o.ID == owner || o.Life == LifeVoid {
			continue
		}
		taken := other.overlaps(from, until)
		switch unique {
		case plant.UniqueEver:
			taken = true
		case plant.UniqueInPart:
			taken = taken && o.Part == part
		case plant.UniqueNot:
			taken = false
		}
		if taken {
			d.mistake(CodeTaken, o.ID, Evidence{"code": id.Value, "object": label(o)})
			return
		}
	}
}
