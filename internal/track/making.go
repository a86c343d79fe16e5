package track

import (
	"strconv"
)

// partOf finds a part of the plant definition and fills in its revision and
// unit of measure where none is given. Without a definition any part goes; a
// report of an unknown part is recorded as it stands.
func (d *decider) partOf(number string, revision, uom *string) (known, ok bool) {
	if !d.identifier("part", number) {
		return false, false
	}
	if d.s.Plant == nil {
		*uom = first(*uom, "C62")
		return false, true
	}
	part, found := d.s.Plant.Part(number, *revision)
	if !found {
		evidence := Evidence{"part": number}
		if *revision != "" {
			evidence["part"] += " revision " + *revision
		}
		if !d.report() {
			d.refuse(CodeUnknownPart, evidence)
			return false, false
		}
		d.also = append(d.also, newFinding(CodeUnknownPart, evidence))
		*uom = first(*uom, "C62")
		return false, true
	}
	*revision = first(*revision, part.Revision)
	*uom = first(*uom, part.UoM, "C62")
	return true, true
}

// identifier checks a text that is to name something.
func (d *decider) identifier(field, text string) bool {
	problem := usable(text)
	if problem != "" {
		d.refuse(CodeBadValue, Evidence{"field": field, "value": strconv.QuoteToASCII(clip(text)), "problem": problem})
	}
	return problem == ""
}

// quantity checks a quantity that is to be moved, and gives it its plain text.
func (d *decider) quantity(field string, q *Decimal) bool {
	parsed, ok := ParseDecimal(string(*q))
	if !ok || sign(parsed) <= 0 {
		d.refuse(CodeBadValue, Evidence{
			"field": field, "value": strconv.QuoteToASCII(clip(string(*q))), "problem": "it must be a decimal number above zero",
		})
		return false
	}
	*q = parsed
	return true
}

// unused checks that a number names nothing yet.
func (d *decider) unused(number string) bool {
	if !d.identifier("number", number) {
		return false
	}
	for _, o := range d.s.find(Ref(number)) {
		d.refuse(CodeTaken, Evidence{"code": number, "object": label(o)})
		return false
	}
	return true
}

// lot finds the lot of a maker, or makes its key. Two makers' same text are
// two lots, and so are two parts' of one maker.
func (d *decider) lot(part, maker, text string) (ObjectID, bool) {
	return d.made(KindLot, SchemeLot, part, maker, text)
}

// serial finds the unit of a part by its serial number, or makes its key.
func (d *decider) serial(part, maker, text string) (ObjectID, bool) {
	return d.made(KindUnit, SchemeSerial, part, maker, text)
}

func (d *decider) made(kind Kind, scheme Scheme, part, maker, text string) (ObjectID, bool) {
	for _, id := range d.s.Named.Rows(text) {
		o, ok := d.s.Objects.Get(id.Object)
		stub := ok && !o.Known && (o.Part == "" || o.Part == part)
		if ok && o.Kind == kind && o.Life != LifeVoid && (stub || id.Scheme == scheme && id.Issuer == maker && o.Part == part) {
			return o.ID, true
		}
	}
	return d.mint(), false
}

// isStub reports whether nothing describes the object yet.
func (s *State) isStub(id ObjectID) bool {
	o, ok := s.Objects.Get(id)
	return ok && !o.Known
}
