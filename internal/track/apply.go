package track

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Apply changes the state by one entry. It is the one meaning of an entry: for
// the decision that follows, for the views, and for replay. It takes any entry
// on any state: an unknown object becomes a stub, balances may go negative,
// and what contradicts the books mends them as far as things can be in one
// place only.
func Apply(s *State, e *Entry) {
	if e.Command != nil || e.answers {
		a := Answered{Command: e.CommandID, Seq: e.Seq}
		if strings.HasPrefix(e.CommandID, captures) {
			a.Actor = e.Actor
		}
		s.Answers.Put(a)
	}
	e.Fact.apply(s, e)
}

// object returns an object to be changed, as a stub if nothing is known of it.
func (s *State) object(id ObjectID, e *Entry) Object {
	o, known := s.Objects.Get(id)
	if !known {
		o = Object{ID: id, Kind: KindUnit, Life: LifeOpen, Created: e.Seq}
	}
	o.Last = e.Seq
	return o
}

func (m *Material) apply(s *State, e *Entry) {
	for _, d := range m.Declared {
		m.declare(s, e, d)
	}
	m.sight(s, e)
	switch m.Shape {
	case epcis.Object:
		m.applyQuantities(s, e)
		m.applyReceipt(s, e)
	case epcis.Aggregation, epcis.Association:
		if m.Action == epcis.Add {
			m.join(s, e)
		} else if m.Action == epcis.Delete {
			m.part(s, e)
		}
	case epcis.Transformation:
		m.transform(s, e)
	}
	m.offCarriers(s, e)
	m.applyVisit(s, e)
	for i, it := range m.Booked {
		s.move(e, len(m.Items)+len(m.Outputs)+i, it, m.BizStep)
	}
	for i, x := range m.Exposed {
		s.Exposures.Put(Exposure{Entry: e.Seq, Line: i, Object: x.Object, Act: x.Act, At: e.OccurredAt, Until: x.Until})
	}
	for i, r := range m.Results {
		r.Entry, r.Line, r.Station, r.Actor, r.OccurredAt = e.Seq, i, e.Station, e.Actor, e.OccurredAt
		s.Results.Put(r)
	}
	m.applyDefects(s, e)
	s.name(e, m.Attachments)
	m.Serials.apply(s)
	m.drawn(s, e)
	if len(m.Items) > 0 {
		m.Calibrated.apply(s, e, m.Items[0].Object)
	}
	m.booked(s, e)
	s.catch(e, m.touches())
}

// declare makes an object known, or adds to what is known of it.
func (m *Material) declare(s *State, e *Entry, d Declared) {
	o, known := s.Objects.Get(d.Object)
	if !known {
		s.freshObject(d.Object)
		o = Object{ID: d.Object, Life: LifeOpen, Created: e.Seq}
	}
	o.Last = e.Seq
	o.Kind = Kind(first(string(d.Kind), string(o.Kind), string(KindUnit)))
	o.Part = first(d.Part, o.Part)
	o.Revision = first(d.Revision, o.Revision)
	o.Maker = first(d.Maker, o.Maker)
	o.UoM = first(d.UoM, o.UoM)
	if !d.Stub { // what is only used for an order was not made for it
		o.Order = first(m.Order, o.Order)
		o.Known = true
	}
	for _, id := range d.Identifiers {
		s.Identifiers.Put(Identifier{
			Object: d.Object, Scheme: id.Scheme, Issuer: id.Issuer, Value: id.Value,
			KnownFrom: e.Seq, ValidFrom: cmp.Or(MicrosOf(id.From), e.OccurredAt), ValidTo: MicrosOf(id.Until),
		})
		s.bears(e, &o, id)
	}
	for _, id := range d.Retired {
		s.retire(e, d.Object, id)
	}
	o.Name = first(s.nameOf(d.Object), o.Name)
	s.Objects.Put(o)
}

// retire ends the validity of an identifier.
func (s *State) retire(e *Entry, object ObjectID, id NewIdent) {
	for _, row := range s.names(object) {
		until := max(cmp.Or(MicrosOf(id.Until), e.OccurredAt), row.ValidFrom)
		if row.Scheme != id.Scheme || row.Issuer != id.Issuer || row.Value != id.Value || row.endedBy(until) {
			continue
		}
		retired := row
		retired.KnownFrom, retired.ValidTo = e.Seq, until
		if row.KnownFrom != e.Seq {
			row.KnownTo = e.Seq
			s.Identifiers.Put(row)
		}
		s.Identifiers.Put(retired)
	}
}

// nameOf is what people call an object: of the identifiers that it has for good
// the number it was made or received under, and of several such the oldest.
func (s *State) nameOf(id ObjectID) string {
	rank := func(n Identifier) int {
		switch n.Scheme {
		case SchemeSerial, SchemeLot, SchemePackage, SchemeEquipment, SchemeCarrier:
			return 0
		}
		return 1
	}
	valid := slices.DeleteFunc(s.names(id), func(n Identifier) bool { return n.ValidTo != 0 })
	if len(valid) == 0 {
		return ""
	}
	return slices.MinFunc(valid, func(a, b Identifier) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.ValidFrom, b.ValidFrom), cmp.Compare(a.Value, b.Value))
	}).Value
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// sight records what the entry says of each object that it names. The
// object's current fields are the fold of its sightings, in the order in which
// they happened.
func (m *Material) sight(s *State, e *Entry) {
	told := m.sayings()
	for _, id := range m.touches() {
		w := Sighting{
			Object: id, Entry: e.Seq, OccurredAt: e.OccurredAt, BizStep: m.BizStep,
			Station: e.Station, Position: e.Position, Location: m.Location,
		}
		if m.BizStep == epcis.StepShipping {
			w.Location = first(w.Location, m.Partner.ID)
		}
		if m.Told != nil {
			w.Disposition, w.Life = m.toldOf(told[id])
		} else {
			w.Disposition, w.Life = m.says(id)
		}
		if told[id].disputed {
			w.Location = "" // where it is, the plant knows better
		}
		s.Sightings.Put(w)
		o := s.object(id, e)
		if o.Life != LifeVoid && later(e.OccurredAt, e.Seq, o.SeenAt, o.SeenSeq) {
			o.see(w)
		} else {
			s.fold(&o)
		}
		s.Objects.Put(o)
	}
}

// fold computes what follows from the standing sightings of an object. When
// none stands, nothing says any more that it ever existed.
func (s *State) fold(o *Object) {
	o.Life, o.Disposition, o.Station, o.Position, o.Location, o.SeenAt, o.SeenSeq = LifeVoid, "", "", "", "", 0, 0
	for _, w := range s.SightingsOf.Rows(o.ID) {
		if w.VoidSeq == 0 {
			if o.Life == LifeVoid {
				o.Life = LifeOpen
			}
			o.see(w)
		}
	}
}

// see takes over what a sighting says.
func (o *Object) see(w Sighting) {
	o.SeenAt, o.SeenSeq = w.OccurredAt, w.Entry
	if w.Station != "" || w.Location != "" {
		o.Station, o.Position, o.Location = w.Station, w.Position, w.Location
	}
	if w.BizStep == epcis.StepShipping && w.Location != "" {
		o.Station, o.Position = "", "" // it was seen there, and is with its receiver
	}
	o.Disposition = first(w.Disposition, o.Disposition)
	o.Life = Life(first(string(w.Life), string(o.Life)))
}

// later orders facts: by when they happened, then by when they were recorded.
func later(at Micros, seq int64, thanAt Micros, thanSeq int64) bool {
	return at > thanAt || at == thanAt && seq > thanSeq
}

// says is what the event says of the disposition and life of an object that it
// names. Where a quantity of a lot is taken, the rest stays what it was.
func (m *Material) says(id ObjectID) (disposition string, life Life) {
	made := m.outputs(id)
	counted := func(it Item) bool { return it.Object == id && it.Quantity != "" }
	if slices.ContainsFunc(m.Items, counted) || slices.ContainsFunc(m.Outputs, counted) {
		if made || m.Shape == epcis.Object && m.Action == epcis.Add {
			return m.Disposition, ""
		}
		return "", ""
	}
	if m.Shape == epcis.Transformation && !made {
		return "", LifeConsumed
	}
	return m.Disposition, m.lifeOf(id)
}

// lifeOf is what the event makes of the life of an object that it names whole.
func (m *Material) lifeOf(id ObjectID) Life {
	child := id != m.Parent && m.Shape == epcis.Association
	switch {
	case child && m.Action == epcis.Add && m.Edge == EdgeConsumed:
		return LifeConsumed
	case child && m.Action == epcis.Delete && m.BizStep == epcis.StepDisassembling:
		return LifeOpen
	case m.Shape == epcis.Object && m.Action == epcis.Delete:
		return LifeScrapped
	case m.BizStep == epcis.StepShipping && m.Away:
		return LifeForwarded
	case m.BizStep == epcis.StepShipping:
		return LifeShipped
	case m.BizStep == epcis.StepReceiving, m.Shape == epcis.Object && m.Action == epcis.Add:
		return LifeOpen
	}
	return ""
}

func (m *Material) outputs(id ObjectID) bool {
	for _, it := range m.Outputs {
		if it.Object == id {
			return true
		}
	}
	return false
}

// applyQuantities books what an Object event adds or takes.
func (m *Material) applyQuantities(s *State, e *Entry) {
	if m.Told != nil {
		return // it is no stock of ours
	}
	for i, it := range m.Items {
		if it.Quantity == "" {
			continue
		}
		switch {
		case m.BizStep == epcis.StepReceiving:
			s.move(e, i, it, m.BizStep)
		case m.Action == epcis.Add:
			s.moveFor(s.madeFor(m, it), e, i, it, m.BizStep)
		case m.Action == epcis.Delete:
			s.moveFor(s.madeFor(m, it), e, i, it.taken(), m.BizStep)
		case m.BizStep == epcis.StepShipping:
			s.move(e, i, it.taken(), m.BizStep)
		}
	}
}

// applyReceipt joins what came in to its receipt.
func (m *Material) applyReceipt(s *State, e *Entry) {
	if m.Receipt == "" {
		return
	}
	for i, it := range m.Items {
		if it.Object != m.Receipt {
			s.Edges.Put(Edge{
				Entry: e.Seq, Line: i, KnownFrom: e.Seq, Parent: it.Object, Child: m.Receipt, Kind: EdgeReceived,
				Quantity: it.Quantity, UoM: it.UoM, Station: e.Station, OccurredFrom: e.OccurredAt,
			})
		}
	}
}

// move books an item, with its signs, as a change of what is on hand.
func (s *State) move(e *Entry, line int, it Item, step string) { s.moveFor("", e, line, it, step) }

// moveFor books a change that counts for a work order.
func (s *State) moveFor(order string, e *Entry, line int, it Item, step string) {
	mv := Movement{
		Entry: e.Seq, Line: line, Object: it.Object, Delta: it.Quantity, UoM: it.UoM, Second: it.Second, SecondUoM: it.SecondUoM,
		BizStep: step, Reason: e.reason(), OccurredAt: e.OccurredAt, Order: order,
	}
	s.Movements.Put(mv)
	o := s.object(it.Object, e)
	o.Quantity = add(o.Quantity, it.Quantity)
	if it.Second != "" {
		o.Second, o.SecondUoM = short(add(o.Second, it.Second)), first(it.SecondUoM, o.SecondUoM)
	}
	if sign(o.Second) == 0 {
		o.Second, o.SecondUoM = "", "" // as of what was never weighed
	}
	s.Objects.Put(o)
	s.countMovement(mv, o.Part)
}

// reason is why the entry's fact was done; empty where it does not say.
func (e *Entry) reason() string {
	switch f := e.Fact.(type) {
	case *Material:
		return f.Reason
	case *Corrected:
		return f.Reason
	}
	return ""
}

// transform joins each output to each input; the inputs are used up.
func (m *Material) transform(s *State, e *Entry) {
	line := 0
	for _, out := range m.Outputs {
		for _, in := range m.Items {
			if in.Object == out.Object {
				continue
			}
			s.Edges.Put(Edge{
				Entry: e.Seq, Line: line, KnownFrom: e.Seq, Parent: out.Object, Child: in.Object, Kind: m.Edge,
				Quantity: transformed(in, out, len(m.Items), len(m.Outputs)), UoM: in.UoM, BOMLine: in.BOMLine, Possible: in.Possible,
				Position: out.Position, Operation: m.operation(), Station: e.Station, OccurredFrom: e.OccurredAt,
			})
			line++
		}
	}
	m.begun(s, e)
	for i, in := range m.Items {
		switch {
		case in.Quantity == "":
			s.leave(e, in.Object)
		case m.Told == nil:
			s.move(e, i, in.taken(), m.BizStep)
		}
	}
	for i, out := range m.Outputs {
		if out.Quantity != "" && m.Told == nil {
			s.moveFor(s.madeFor(m, out), e, len(m.Items)+i, out, m.BizStep)
		}
	}
}

// begun says of the units and lots that are parted from what has begun its route
// that they have begun it with that.
func (m *Material) begun(s *State, e *Entry) {
	if m.Edge != EdgeSplit || len(m.Items) != 1 {
		return
	}
	if from, _ := s.Objects.Get(m.Items[0].Object); from.Visit == 0 {
		return
	}
	for _, out := range m.Outputs {
		if o := s.object(out.Object, e); o.Visit == 0 && (o.Kind == KindUnit || o.Kind == KindLot) {
			o.Visit = 1
			s.Objects.Put(o)
		}
	}
}

// transformed is how much of an input went into an output, where that is known:
// with one output all of it, with one input what the output took.
func transformed(in, out Item, inputs, outputs int) Decimal {
	switch {
	case outputs == 1:
		return in.Quantity
	case inputs == 1 && in.UoM == out.UoM:
		return out.Quantity
	}
	return ""
}

func (m *Material) operation() string {
	if m.Visit != nil {
		return m.Visit.Operation
	}
	return ""
}

func (f *Held) apply(s *State, e *Entry) {
	s.Holds.Put(Hold{
		ID: f.Hold, Reason: f.Reason, Owner: f.Owner, Blocks: f.Blocks, Objects: len(f.Objects),
		Possible: f.Possible, ReleaseRule: f.ReleaseRule, Scope: f.Scope, Standing: f.Standing,
		Placed: e.Seq, PlacedAt: e.OccurredAt,
	})
	for _, id := range f.Objects {
		s.Held.Put(HeldObject{Hold: f.Hold, Object: id})
	}
}

func (f *Released) apply(s *State, e *Entry) {
	h, ok := s.Holds.Get(f.Hold)
	if !ok {
		return
	}
	cleared := f.Objects
	if len(cleared) == 0 {
		h.Released, h.ReleasedAt, h.ReleaseNote = e.Seq, e.OccurredAt, f.Reason
		s.Holds.Put(h)
		cleared = s.heldBy(f.Hold)
	}
	for _, id := range cleared {
		if row, ok := s.Held.Get(HeldKey{f.Hold, id}); ok && row.Cleared == 0 {
			row.Cleared = e.Seq
			s.Held.Put(row)
		}
	}
}

func (f *Published) apply(s *State, e *Entry) {
	s.Versions.Put(PlantVersion{
		Version: f.Version, Seq: e.Seq, Definition: f.Definition, Changes: f.Changes, Actor: e.Actor, PublishedAt: e.RecordedAt,
		Reason: f.Reason,
	})
	def := f.parsed
	if def == nil {
		var err error
		if def, err = plant.Parse([]byte(f.Definition)); err != nil {
			return // it was checked before it was published
		}
	}
	s.name(e, def.Files())
	s.Plant, s.PlantVersion = def.Index(), f.Version
}
