package track

import (
	"cmp"
	"strconv"
	"time"
)

// partOf finds a part of the plant definition, fills in its revision where none
// is given, and converts quantities of it into its unit of measure. Without a
// definition any part goes; a report of an unknown part is recorded as it
// stands.
func (d *decider) partOf(number string, revision, uom *string, quantities ...*Decimal) bool {
	return d.partFor("", number, revision, uom, quantities...)
}

// partFor does the same for what is made for a work order, whose release froze
// the definition.
func (d *decider) partFor(order, number string, revision, uom *string, quantities ...*Decimal) bool {
	if !d.identifier("part", number) || !d.texts("revision", *revision, "uom", *uom) {
		return false
	}
	if d.s.Plant == nil {
		*uom = first(*uom, pieces)
		return true
	}
	if *revision == "" {
		if current, ok := d.currentOf(order, number, "", "1"); ok {
			*revision = current.Revision
		}
	}
	made, found := d.recipe(Object{Part: number, Revision: *revision, Order: order})
	if !found {
		evidence := Evidence{"part": number}
		if *revision != "" {
			evidence["part"] += " revision " + *revision
		}
		d.mistake(CodeUnknownPart, "", evidence)
		*uom = first(*uom, pieces)
		return d.report()
	}
	*revision = first(*revision, made.part.Revision)
	if !d.inUnit(made.part, *uom, quantities...) {
		return false
	}
	*uom = made.part.Unit()
	return true
}

// identifier checks a text that is to name something.
func (d *decider) identifier(field, text string) bool {
	problem := usable(text)
	if problem != "" {
		d.refuse(CodeBadValue, Evidence{"field": field, "value": strconv.QuoteToASCII(clip(text)), "problem": problem})
	}
	return problem == ""
}

// texts checks further texts, given as names and values: each may be empty.
func (d *decider) texts(pairs ...string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" && !d.identifier(pairs[i], pairs[i+1]) {
			return false
		}
	}
	return true
}

// identifiers checks the further identifiers that an object of a part is to get.
func (d *decider) identifiers(owner ObjectID, part string, add []NewIdent) ([]NewIdent, bool) {
	if len(add) > maxIdentifiers {
		d.bad("identifiers", strconv.Itoa(len(add)), "at most "+strconv.Itoa(maxIdentifiers))
		return nil, false
	}
	checked := make([]NewIdent, 0, len(add))
	for _, id := range add {
		if !d.identifier("identifier", id.Value) || !d.texts("scheme", string(id.Scheme), "issuer", id.Issuer) {
			return nil, false
		}
		id.Scheme = Scheme(first(string(id.Scheme), string(SchemeAlias)))
		if !inYears(id.From) || !inYears(id.Until) || !id.Until.IsZero() && MicrosOf(id.Until) <= cmp.Or(MicrosOf(id.From), d.now) {
			d.bad("until", id.Until.Format(time.RFC3339), "it is not after from, or the object would never be called so")
			return nil, false
		}
		d.untaken(owner, part, id)
		if o := d.described(owner); id.Scheme == SchemeSerial {
			d.notReserved(owner, o.Part, id.Issuer, id.Value, o.Order)
		}
		checked = append(checked, id)
	}
	return checked, !d.stopped()
}

// further declares the further identifiers of what a fact brings in.
func (d *decider) further(m *Material, owner ObjectID, part string, add []NewIdent) bool {
	checked, ok := d.identifiers(owner, part, add)
	if !ok || len(add) == 0 {
		return ok
	}
	if len(m.Declared) == 0 {
		m.Declared = []Declared{{Object: owner, Stub: true}}
	}
	m.Declared[0].Identifiers = append(m.Declared[0].Identifiers, checked...)
	return true
}

// maxIdentifiers bounds the identifiers that one command gives or retires.
const maxIdentifiers = 100

// site is the maker of what is made here.
func (d *decider) site() string {
	if d.s.Plant == nil {
		return ""
	}
	return d.s.Plant.Definition().Site.Code
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

// unused checks that a number names nothing yet. One that is reported all the
// same names two objects from then on.
func (d *decider) unused(number string) bool {
	if !d.identifier("number", number) {
		return false
	}
	for _, o := range d.s.called(Ref(number).clean(), d.now) {
		d.mistake(CodeTaken, o.ID, Evidence{"code": number, "object": label(o)})
	}
	return !d.stopped()
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

// made finds an object by the number its maker gave it, or a stub of that name:
// what was spoken of before anybody described it. Where a number was used again,
// it is the one that is not gone.
func (d *decider) made(kind Kind, scheme Scheme, part, maker, text string) (ObjectID, bool) {
	var gone ObjectID
	for _, id := range d.s.named(text, d.now) {
		o, ok := d.s.Objects.Get(id.Object)
		same := o.Kind == kind && o.Part == part && id.Scheme == scheme && id.Issuer == maker
		stub := !o.Known && (o.Part == "" || o.Part == part && o.Kind == kind && id.Issuer == "")
		if !ok || o.Life == LifeVoid || !same && !stub {
			continue
		}
		if o.Life == LifeOpen {
			return o.ID, true
		}
		gone = ObjectID(first(string(gone), string(o.ID)))
	}
	if gone != "" {
		return gone, true
	}
	return d.mint(), false
}

// isStub reports whether nothing describes the object yet.
func (s *State) isStub(id ObjectID) bool {
	o, ok := s.Objects.Get(id)
	return ok && !o.Known
}
