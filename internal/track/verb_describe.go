package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Describe takes in what somebody else knows: either what an object is, or that
// it contains another. Objects are looked up by an identifier that everybody
// gives them, such as a Catena-X id; which of them is spoken of first does not
// matter, since a stub is filled in when its description comes. What says
// nothing new is permitted and changes nothing. Where a description contradicts
// what is known, what is known stands, and the verdict tells the difference.
type Describe struct {
	Object NewIdent `json:"object" doc:"the identifier that everybody gives it" eg:"{\"scheme\":\"alias\",\"value\":\"urn:uuid:580d\"}"`
	Maker  string   `json:"maker,omitempty" doc:"who made it" eg:"SEALCO"`
	// Contains says that something is inside the object, since the command
	// occurred. The fields below say what the object is, and are not given then.
	Contains *Content `json:"contains,omitempty" doc:"something that is inside it; what it is itself is not said then" eg:"{\"object\":{\"scheme\":\"alias\",\"value\":\"urn:uuid:0733\"},\"quantity\":\"2\"}"`

	Kind        Kind       `json:"kind,omitempty" doc:"what it is; needed without contains" eg:"unit" usual:"true" enum:"unit,lot,container,package,carrier,equipment"`
	Part        string     `json:"part,omitempty" doc:"number of the part, by the maker" eg:"SEAL-3"`
	Revision    string     `json:"revision,omitempty" doc:"revision of the part" eg:"B"`
	UoM         string     `json:"uom,omitempty" doc:"unit of a lot, as a UN/ECE code" eg:"KGM"`
	Location    string     `json:"location,omitempty" doc:"where it was made" eg:"DE-Berlin"`
	Identifiers []NewIdent `json:"identifiers,omitempty" doc:"further identifiers" eg:"[{\"scheme\":\"serial\",\"value\":\"4711\"}]"`
	// Details are what was told besides; they stay with the command.
	Details map[string]string `json:"details,omitempty" doc:"what was told besides, by name" eg:"{\"colour\":\"red\"}"`
}

// Content is what a described object contains.
type Content struct {
	Object   NewIdent `json:"object" doc:"the identifier that everybody gives it" eg:"{\"scheme\":\"alias\",\"value\":\"urn:uuid:0733\"}"`
	Maker    string   `json:"maker,omitempty" doc:"who supplied it, by this account" eg:"SEALCO"`
	Quantity Decimal  `json:"quantity,omitempty" doc:"how much is inside; left out: 1" eg:"2"`
	UoM      string   `json:"uom,omitempty" doc:"unit of the quantity, as a UN/ECE code; left out: pieces" eg:"KGM"`
	// Possible says why it is not sure that this is inside; empty when it is.
	Possible string `json:"possible,omitempty" doc:"why it is not sure that this is inside; left out when it is" eg:"one of two reels"`
}

// maxDescribed bounds the identifiers and the details of a description.
const maxDescribed = 100

func (a *Describe) decide(d *decider) {
	switch {
	case !a.check(d):
	case a.Contains != nil:
		a.contains(d)
	default:
		a.describe(d)
	}
}

func (a *Describe) check(d *decider) bool {
	a.Object.check(d, "object")
	d.texts("maker", a.Maker, "part", a.Part, "revision", a.Revision, "uom", a.UoM, "location", a.Location)
	if c := a.Contains; c != nil {
		quantity := c.quantity()
		c.Object.check(d, "contains")
		d.texts("maker", c.Maker, "uom", c.UoM, "possible", c.Possible)
		d.quantity("quantity", &quantity)
		switch {
		case a.Kind != "":
			d.bad("contains", a.Object.Value, "say what the object is in a description of its own")
		case c.Object == a.Object:
			d.refuse(CodeInsideItself, Evidence{"object": a.Object.Value, "component": a.Object.Value})
		}
		return !d.stopped()
	}
	if !slices.Contains([]Kind{KindUnit, KindLot, KindContainer, KindPackage, KindCarrier, KindEquipment}, a.Kind) {
		d.bad("kind", string(a.Kind), "it is unit, lot, container, package, carrier or equipment")
	}
	if len(a.Identifiers)+len(a.Details) > maxDescribed {
		d.bad("identifiers", strconv.Itoa(len(a.Identifiers)+len(a.Details)), "at most "+strconv.Itoa(maxDescribed)+" identifiers and details")
		return false
	}
	for _, id := range a.Identifiers {
		id.check(d, "identifier")
	}
	return !d.stopped()
}

// check stops the command for an identifier that nothing can be found by.
func (id *NewIdent) check(d *decider, field string) {
	if d.identifier(field, id.Value) {
		d.texts("scheme of "+field, string(id.Scheme), "issuer of "+field, id.Issuer)
	}
}

// bad stops the command for one of its values.
func (d *decider) bad(field, value, problem string) {
	d.refuse(CodeBadValue, Evidence{"field": field, "value": strconv.QuoteToASCII(clip(value)), "problem": problem})
}

// differs tells that a description contradicts what is known. A report is
// recorded all the same.
func (d *decider) differs(o Object, field, known, told string) {
	d.mistake(CodeBadValue, o.ID, Evidence{
		"field": field + " of " + o.name(), "value": strconv.QuoteToASCII(clip(told)), "problem": "it is recorded as " + strconv.QuoteToASCII(clip(known)),
	})
}

// identified finds the object that has an identifier, or a stub that a report
// named by the mere text of it.
func (d *decider) identified(id NewIdent) (Object, bool) {
	for _, row := range d.s.named(id.Value, d.now) {
		o, ok := d.s.Objects.Get(row.Object)
		same := row.Scheme == id.Scheme && row.Issuer == id.Issuer
		if ok && o.Life != LifeVoid && (same || !o.Known && row.Scheme == SchemeAlias) {
			return o, true
		}
	}
	return Object{}, false
}

// numbered finds the object that has the serial number or lot text of the
// description, and no other identifier of the scheme it is described under.
func (a *Describe) numbered(d *decider) (Object, bool) {
	for _, id := range a.Identifiers {
		if id.Scheme != SchemeSerial && id.Scheme != SchemeLot {
			continue
		}
		for _, row := range d.s.named(id.Value, d.now) {
			o, ok := d.s.Objects.Get(row.Object)
			same := row.Scheme == id.Scheme && row.Issuer == id.Issuer && o.Part == a.Part && o.Kind == a.Kind
			stub := !o.Known && row.Scheme == SchemeAlias
			if ok && o.Life != LifeVoid && (same || stub) && !d.otherwise(o.ID, a.Object) {
				return o, true
			}
		}
	}
	return Object{}, false
}

// otherwise reports whether an object has another identifier of a scheme.
func (d *decider) otherwise(id ObjectID, key NewIdent) bool {
	return slices.ContainsFunc(d.s.names(id), func(n Identifier) bool {
		return n.Scheme == key.Scheme && n.Issuer == key.Issuer && n.Value != key.Value
	})
}

// describe takes in what an object is.
func (a *Describe) describe(d *decider) {
	identifiers := append(slices.Clone(a.Identifiers), a.Object)
	o, found := d.identified(a.Object)
	if other, also := a.numbered(d); also && (!found || !o.Known && o.ID != other.ID) {
		if found {
			identifiers = a.Identifiers
			d.join(o, other)
		}
		o, found = other, true
	}
	if !found {
		o = Object{ID: d.mint(), Kind: a.Kind, Name: identifiers[0].Value, Life: LifeOpen}
	}
	if o.Known {
		a.add(d, o, identifiers)
	} else {
		a.make(d, o, identifiers, found)
	}
	what := o.name() + " is described."
	if len(d.facts) == 0 {
		what = "Nothing new is said of " + o.name() + "."
	}
	d.permit(o.ID, what, "")
}

// join says that a stub is one thing with an object that is known already.
func (d *decider) join(stub, o Object) {
	if d.same(o, stub) {
		return
	}
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepOther, Parent: o.ID, Edge: EdgeSame,
		Items: []Item{{Object: stub.ID}}, Reason: "a description names both",
	})
}

// same reports whether it is told of an object that another is one thing with it.
func (d *decider) same(o, other Object) bool {
	return slices.ContainsFunc(d.s.Contents.Rows(o.ID), func(e Edge) bool { return e.Kind == EdgeSame && e.Child == other.ID })
}

// make describes an object that nothing has described before.
func (a *Describe) make(d *decider, o Object, identifiers []NewIdent, found bool) {
	if found {
		identifiers = d.unknown(o.ID, identifiers)
	}
	step := epcis.StepCommissioning
	if a.Kind == KindLot {
		step = epcis.StepCreatingClassInstance
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: step, Disposition: epcis.DispActive, Location: a.Location,
		Items: []Item{{Object: o.ID}},
		Declared: []Declared{{
			Object: o.ID, Kind: a.Kind, Part: a.Part, Revision: a.Revision, Maker: a.Maker, UoM: a.UoM, Identifiers: identifiers,
		}},
	})
	if found && a.Kind == KindUnit {
		d.makeWhole(o)
	}
}

// add adds to an object what is not known of it yet.
func (a *Describe) add(d *decider, o Object, identifiers []NewIdent) {
	if o.Kind != a.Kind {
		d.differs(o, "kind", string(o.Kind), string(a.Kind))
	}
	more := Declared{Object: o.ID, Kind: o.Kind, Stub: true, Identifiers: d.unknown(o.ID, identifiers)}
	missing := false
	for _, f := range []struct {
		name, known, told string
		to                *string
	}{
		{"part", o.Part, a.Part, &more.Part},
		{"revision", o.Revision, a.Revision, &more.Revision},
		{"maker", o.Maker, a.Maker, &more.Maker},
		{"uom", o.UoM, a.UoM, &more.UoM},
	} {
		switch {
		case f.told == "" || f.told == f.known:
		case f.known == "":
			*f.to, missing = f.told, true
		default:
			d.differs(o, f.name, f.known, f.told)
		}
	}
	if !missing && len(more.Identifiers) == 0 {
		return
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepEncoding,
		Items: []Item{d.as(o)}, Declared: []Declared{more},
	})
}

// unknown lists the identifiers that an object does not have yet.
func (d *decider) unknown(id ObjectID, told []NewIdent) []NewIdent {
	names := d.s.names(id)
	var fresh []NewIdent
	for _, t := range told {
		known := slices.ContainsFunc(names, func(n Identifier) bool {
			return n.Scheme == t.Scheme && n.Issuer == t.Issuer && n.Value == t.Value
		})
		if !known && !slices.Contains(fresh, t) {
			fresh = append(fresh, t)
		}
	}
	return fresh
}

// contains takes in that an object contains another. Of one that nothing
// describes yet nobody knows whether it is a unit or a lot, so that its
// quantity is kept as it was told.
func (a *Describe) contains(d *decider) {
	m := &Material{Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepInstalling, Edge: EdgeInstalled}
	spoken := func(id NewIdent, maker string) (Object, bool) {
		o, known := d.identified(id)
		if !known {
			o = Object{ID: d.mint(), Kind: KindUnit, Name: id.Value, Life: LifeOpen}
			m.Declared = append(m.Declared, Declared{Object: o.ID, Kind: o.Kind, Maker: maker, Stub: true, Identifiers: []NewIdent{id}})
		}
		return o, known
	}
	o, old := spoken(a.Object, a.Maker)
	c, oldContent := spoken(a.Contains.Object, a.Contains.Maker)
	d.subject = o.ID
	it := a.Contains.item(c)
	if old && oldContent {
		if c.ID == o.ID {
			d.refuse(CodeInsideItself, Evidence{"object": o.name(), "component": c.name()})
			return
		}
		if edge, standing := d.standing(o, c); standing {
			d.restate(c, edge, it)
			d.permit(o.ID, c.name()+" is known to be in "+o.name()+".", "")
			return
		}
	}
	if c.Known && c.Kind == KindUnit && it.Quantity != "" {
		d.differs(c, "quantity", "1 "+pieces, string(it.Quantity)+" "+it.UoM)
	}
	if oldContent {
		if it.Quantity == "" && d.holds(c, o) {
			d.judge(plant.RuleNotUsed, CodeInsideItself, c.ID, Evidence{"object": o.name(), "component": c.name()})
		}
		d.unusedElsewhere(c)
		d.notHeld(c, BlockConsume)
	}
	m.Parent, m.Items, m.Partner.ID = o.ID, []Item{it}, a.Contains.Maker
	d.fact(m)
	d.permit(o.ID, c.name()+" is in "+o.name()+".", "")
}

// item is the content as it goes into an edge: a unit whole.
func (a *Content) item(c Object) Item {
	it := Item{Object: c.ID, Possible: a.Possible}
	quantity, uom := a.quantity(), first(a.UoM, pieces)
	if !c.Known || !c.Whole() || !one(quantity, uom) {
		it.Quantity, it.UoM = quantity, uom
	}
	return it
}

func (a *Content) quantity() Decimal { return Decimal(first(string(a.Quantity), "1")) }

// one reports whether a quantity is one piece.
func one(quantity Decimal, uom string) bool { return uom == pieces && compare(quantity, "1") == 0 }

// standing finds the edge by which an object contains another, or did.
func (d *decider) standing(o, c Object) (Edge, bool) {
	for _, edge := range d.s.Contents.Rows(o.ID) {
		if edge.Child == c.ID && (edge.Kind == EdgeInstalled || edge.Kind == EdgeConsumed) {
			return edge, true
		}
	}
	for _, edge := range d.s.Around.Rows(c.ID) {
		if edge.Parent == o.ID && edge.Kind == EdgeInstalled {
			return edge, true
		}
	}
	return Edge{}, false
}

// restate lets an edge say what several accounts of one act say together, so
// that their order does not matter: a doubt stands, and a measured quantity
// says more than one piece. What a station has recorded is not touched.
func (d *decider) restate(c Object, edge Edge, told Item) {
	if edge.Station != "" || !edge.open() {
		return
	}
	now := Item{Object: c.ID, Quantity: edge.Quantity, UoM: edge.UoM, Possible: first(edge.Possible, told.Possible)}
	switch {
	case told.Quantity == "":
		now.Quantity, now.UoM = "", ""
	case edge.Quantity == "" || one(told.Quantity, told.UoM):
	case one(edge.Quantity, edge.UoM):
		now.Quantity, now.UoM = told.Quantity, told.UoM
	case compare(edge.Quantity, told.Quantity) != 0 || edge.UoM != told.UoM:
		d.differs(c, "quantity", string(edge.Quantity)+" "+edge.UoM, string(told.Quantity)+" "+told.UoM)
	}
	if now.Quantity != edge.Quantity || now.UoM != edge.UoM || now.Possible != edge.Possible {
		d.instead(edge, now)
	}
}

// instead puts another edge in the place of one, since the same instant: that
// is when the whole command occurred, then.
func (d *decider) instead(edge Edge, it Item) {
	const reason = "described again"
	d.now = edge.OccurredFrom
	before := Item{Object: edge.Child, Quantity: edge.Quantity, UoM: edge.UoM, Position: edge.Position, Returned: edge.Quantity != ""}
	it.Position, it.BOMLine = edge.Position, edge.BOMLine
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepRemoving, Parent: edge.Parent, Edge: edge.Kind,
		Items: []Item{before}, Reason: reason,
	})
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepInstalling, Parent: edge.Parent, Edge: edge.Kind,
		Items: []Item{it}, Reason: reason,
	})
}

// makeWhole lets a stub that turns out to be a unit be inside another as a
// whole. In two others it cannot be; then the quantities stay.
func (d *decider) makeWhole(o Object) {
	var inside []Edge
	for _, seen := range d.s.SightingsOf.Rows(o.ID) {
		for _, edge := range d.s.EdgesBy.Rows(seen.Entry) {
			if edge.Child == o.ID && edge.open() && edge.Kind == EdgeInstalled && edge.Quantity != "" {
				inside = append(inside, edge)
			}
		}
	}
	switch {
	case len(inside) > 1:
		parent, _ := d.s.Objects.Get(inside[0].Parent)
		d.mistake(CodeUsed, o.ID, Evidence{"component": o.name(), "parent": parent.name()})
	case len(inside) == 1 && one(inside[0].Quantity, inside[0].UoM) && inside[0].Station == "":
		d.instead(inside[0], Item{Object: o.ID, Possible: inside[0].Possible})
	}
}
