package epcisview

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// maxTogether bounds the things that a hold is told of in one event.
const maxTogether = 1000

// teller makes the events of entries.
type teller struct {
	things map[track.ObjectID]*thing
	plant  *plant.Index
	// before finds what an earlier entry was told as, and whom a hold was placed
	// on.
	before func(seq int64) ([]*epcis.Event, error)
	held   func(hold track.HoldID) ([]track.ObjectID, error)
}

// tell gives the events of an entry, with their ids; leaf is the entry's hash.
// Most kinds of entry have none: EPCIS has no words for them.
func (t *teller) tell(e *track.Entry, leaf tlog.Hash) ([]*epcis.Event, error) {
	var events []*epcis.Event
	var err error
	if e.Command != nil && e.Command.Verb == "capture" {
		if m, ok := e.Fact.(*track.Material); ok {
			t.learn(m)
		}
		return captured(e)
	}
	switch f := e.Fact.(type) {
	case *track.Material:
		t.learn(f)
		if m := f.Told; m != nil {
			return nil, nil // the first entry of its command has the event
		}
		if ev := t.material(f, e); ev != nil {
			events = append(events, ev)
		}
	case *track.Held:
		events = t.hold(e, f.Objects, epcis.StepHolding, epcis.DispNonSellableOther, &epcis.PersistentDisposition{Set: []string{epcis.DispUnavailable}}, f.Reason)
	case *track.Released:
		objects := f.Objects
		if len(objects) == 0 {
			if objects, err = t.held(f.Hold); err != nil {
				return nil, err
			}
		}
		events = t.hold(e, objects, epcis.StepInspecting, epcis.DispConformant, &epcis.PersistentDisposition{Unset: []string{epcis.DispUnavailable}}, f.Reason)
	case *track.Corrected:
		if f.Told {
			return nil, nil
		}
		return t.corrected(f, e)
	case *track.Published:
		def, err := plant.Parse([]byte(f.Definition))
		if err != nil {
			return nil, err
		}
		t.plant = def.Index()
	}
	for i, ev := range events {
		ev.EventID = ident.EventURI(e.Seq, hex.EncodeToString(leaf[:8]), i)
		ev.RecordTime = e.RecordedAt.Time()
	}
	return events, nil
}

// captured gives back an event that was captured; none where it was refused, or
// erased since.
func captured(e *track.Entry) ([]*epcis.Event, error) {
	args, ok := e.Command.Args.(*track.Capture)
	if !ok || args.Event == "" || e.Verdict.Answer != track.Permit {
		return nil, nil
	}
	ev, err := epcis.ParseEvent([]byte(args.Event), epcis.Limits{})
	if err != nil {
		return nil, err
	}
	ev.EventID, ev.RecordTime, ev.Spellings = track.CapturedID(ev), e.RecordedAt.Time(), args.Spellings
	return []*epcis.Event{ev}, nil
}

// learn takes in what a fact says of objects.
func (t *teller) learn(m *track.Material) {
	for i := range m.Declared {
		t.thing(m.Declared[i].Object).learn(&m.Declared[i], m.Order)
	}
}

func (t *teller) thing(id track.ObjectID) *thing {
	if known, ok := t.things[id]; ok {
		return known
	}
	t.things[id] = &thing{ID: id}
	return t.things[id]
}

// corrected repeats what a wrong entry was told as, with an error declaration.
func (t *teller) corrected(f *track.Corrected, e *track.Entry) ([]*epcis.Event, error) {
	events, err := t.before(f.Entry)
	if err != nil {
		return nil, err
	}
	for _, ev := range events {
		ev.RecordTime = e.RecordedAt.Time()
		ev.ErrorDeclaration = &epcis.ErrorDeclaration{
			DeclarationTime: e.RecordedAt.Time(), Reason: epcis.ReasonIncorrectData,
			Extensions: extension(nil, "tw:reason", f.Reason),
		}
	}
	return events, nil
}

// material tells a fact about objects; nil for one that says nothing outside.
func (t *teller) material(m *track.Material, e *track.Entry) *epcis.Event {
	if m.Edge == track.EdgeSame {
		return nil // it is about our keys
	}
	ev := m.Event(e)
	t.translate(ev)
	if !speaks(ev) {
		return nil
	}
	t.transactions(ev, m)
	t.sensors(ev, m)
	if ev.Disposition == "" && ev.BizStep == epcis.StepInspecting && len(m.Results) > 0 {
		ev.Disposition = outcome(m.Results)
	}
	if ev.Type == epcis.Object && ev.Action == epcis.Add || ev.Type == epcis.Transformation {
		t.masterData(ev, m)
	}
	if e.Command != nil {
		ev.Extensions = extension(ev.Extensions, "tw:verb", string(e.Command.Verb))
	}
	if v := m.Visit; v != nil {
		ev.Extensions = extension(ev.Extensions, "tw:operation", v.Operation)
		ev.Extensions = extension(ev.Extensions, "tw:outcome", string(v.Outcome))
	}
	ev.Extensions = extension(ev.Extensions, "tw:reason", m.Reason)
	return ev
}

// outcome is the disposition of what has results.
func outcome(results []track.Result) string {
	for _, r := range results {
		if r.Outcome == track.OutcomeFail {
			return epcis.DispNonConformant
		}
	}
	if slices.ContainsFunc(results, func(r track.Result) bool { return r.Outcome != track.OutcomePass }) {
		return ""
	}
	return epcis.DispConformant
}

// extension adds a text in our namespace, unless it is empty.
func extension(list []epcis.Extension, name, text string) []epcis.Extension {
	if text == "" {
		return list
	}
	value, _ := json.Marshal(text) // a text is always JSON
	return append(list, epcis.Extension{Name: name, Value: value})
}

// speaks reports whether an event says anything of things: what only books a
// quantity, or names no child, does not.
func speaks(e *epcis.Event) bool {
	switch e.Type {
	case epcis.Object:
		return len(e.EPCs)+len(e.Quantities) > 0
	case epcis.Transformation:
		return len(e.InputEPCs)+len(e.InputQuantities) > 0 && len(e.OutputEPCs)+len(e.OutputQuantities) > 0
	}
	return e.ParentID != "" && (len(e.ChildEPCs)+len(e.ChildQuantities) > 0 || e.Action == epcis.Delete)
}

// translate calls the things of an event by their names outside. A lot is a class
// of things there, of which the amount may be unknown.
func (t *teller) translate(e *epcis.Event) {
	if id, ok := track.ObjectOf(e.ParentID); ok {
		e.ParentID = t.thing(id).uri(t.plant)
	}
	e.ParentID, e.ReadPoint, e.BizLocation = t.place(e.ParentID), t.place(e.ReadPoint), t.place(e.BizLocation)
	t.list(&e.EPCs, &e.Quantities)
	t.list(&e.ChildEPCs, &e.ChildQuantities)
	t.list(&e.InputEPCs, &e.InputQuantities)
	t.list(&e.OutputEPCs, &e.OutputQuantities)
}

// place is what a place of the site is called outside: by its GLN, if it has one.
// What is no place stays as it is.
func (t *teller) place(uri string) string {
	if t.plant == nil {
		return uri
	}
	var gln plant.GLN
	if station, position, ok := ident.Position(uri); ok {
		gln = t.plant.PositionGLN(station, position)
	} else if place, ok := ident.Place(uri); ok {
		gln = t.plant.GLNOf(place)
	}
	return cmp.Or(gln.URI(), uri)
}

func (t *teller) list(whole *[]string, amounts *[]epcis.Quantity) {
	var epcs []string
	var quantities []epcis.Quantity
	for _, uri := range *whole {
		id, ours := track.ObjectOf(uri)
		if ours && t.thing(id).Kind == track.KindLot {
			quantities = append(quantities, epcis.Quantity{Class: t.thing(id).uri(t.plant)})
			continue
		}
		if ours {
			uri = t.thing(id).uri(t.plant)
		}
		if !slices.Contains(epcs, uri) {
			epcs = append(epcs, uri)
		}
	}
	for _, q := range *amounts {
		if id, ours := track.ObjectOf(q.Class); ours {
			q.Class = t.thing(id).uri(t.plant)
		}
		if strings.HasPrefix(string(q.Quantity), "-") || strings.Trim(string(q.Quantity), "0.") == "" {
			q.Quantity, q.UoM = "", ""
		}
		quantities = append(quantities, q)
	}
	*whole, *amounts = epcs, quantities
}

// transactions adds the work orders of what the fact is about, and the delivery
// that it came with. What is shipped goes for an order of the customer.
func (t *teller) transactions(ev *epcis.Event, m *track.Material) {
	ev.Transactions = nil
	add := func(kind, id string) {
		tx := epcis.BizTransaction{Type: kind, ID: id}
		if id != "" && !slices.Contains(ev.Transactions, tx) {
			ev.Transactions = append(ev.Transactions, tx)
		}
	}
	if m.Order != "" {
		kind := epcis.TxProductionOrder
		if m.BizStep == epcis.StepShipping {
			kind = epcis.TxPurchaseOrder
		}
		add(kind, ident.OrderURI(m.Order))
	}
	for _, id := range things(m) {
		if order := t.thing(id).Order; order != "" {
			add(epcis.TxProductionOrder, ident.OrderURI(order))
		}
	}
	if m.Receipt != "" {
		add(epcis.TxDespatchAdvice, t.thing(m.Receipt).uri(t.plant))
	}
}

// things lists the objects that a fact is about: the whole, the items and the
// outputs.
func things(m *track.Material) []track.ObjectID {
	ids := []track.ObjectID{m.Parent}
	for _, it := range m.Items {
		ids = append(ids, it.Object)
	}
	for _, it := range m.Outputs {
		ids = append(ids, it.Object)
	}
	return ids
}

// sensors adds to the readings with what they were made, and their limits.
func (t *teller) sensors(ev *epcis.Event, m *track.Material) {
	for i := range min(len(ev.Sensors), len(m.Results)) {
		s, r := &ev.Sensors[i], &m.Results[i]
		s.Metadata.Time = ev.EventTime
		if r.Equipment != "" {
			s.Metadata.DeviceID = ident.EquipmentURI(r.Equipment)
		}
		report := &s.Reports[0]
		for _, x := range [][2]string{
			{"tw:lowerLimit", string(r.Lower)},
			{"tw:upperLimit", string(r.Upper)},
			{"tw:operation", r.Operation},
			{"tw:position", r.Position},
			{"tw:program", r.Program},
			{"tw:text", r.Text},
		} {
			report.Extensions = extension(report.Extensions, x[0], x[1])
		}
		if report.Value == "" {
			report.UoM = ""
		}
	}
}

// masterData adds what is known of what was made: its lot, and when it expires.
func (t *teller) masterData(ev *epcis.Event, m *track.Material) {
	var lots, days []string
	for _, d := range m.Declared {
		for _, id := range d.Identifiers {
			if id.Scheme == track.SchemeLot {
				lots = append(lots, id.Value)
			}
		}
	}
	for _, x := range m.Exposed {
		if x.Act == track.ActExpires && x.Until != 0 {
			days = append(days, x.Until.Time().Add(time.Duration(ev.ZoneOffset)*time.Minute-time.Microsecond).Format(time.DateOnly))
		}
	}
	if len(m.Declared) == 1 && ev.Type == epcis.Object {
		d := &m.Declared[0]
		for _, id := range d.Identifiers {
			if id.Scheme == track.SchemeSerial {
				ev.ILMD = extension(ev.ILMD, "tw:serial", id.Value)
			}
		}
		ev.ILMD = extension(extension(ev.ILMD, "tw:part", d.Part), "tw:revision", d.Revision)
	}
	if len(lots) == 1 {
		ev.ILMD = extension(ev.ILMD, "cbvmda:lotNumber", lots[0])
	}
	if slices.Sort(days); len(slices.Compact(days)) == 1 {
		ev.ILMD = extension(ev.ILMD, "cbvmda:itemExpirationDate", days[0])
	}
}

// hold tells that things are held, or free again.
func (t *teller) hold(e *track.Entry, objects []track.ObjectID, step, disposition string, lasting *epcis.PersistentDisposition, reason string) []*epcis.Event {
	var events []*epcis.Event
	for part := range slices.Chunk(objects, maxTogether) {
		m := &track.Material{Shape: epcis.Object, Action: epcis.Observe, BizStep: step, Disposition: disposition}
		for _, id := range part {
			m.Items = append(m.Items, track.Item{Object: id})
		}
		ev := m.Event(e)
		t.translate(ev)
		ev.PersistentDisposition = lasting
		ev.Extensions = extension(nil, "tw:reason", reason)
		events = append(events, ev)
	}
	return events
}

// needs lists the objects that an entry's events name.
func needs(e *track.Entry) []track.ObjectID {
	ids := e.Touches()
	if m, ok := e.Fact.(*track.Material); ok && m.Parent != "" {
		ids = append(ids, m.Parent)
	}
	return ids
}
