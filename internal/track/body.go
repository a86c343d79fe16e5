package track

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident"
)

// ErrBody is wrapped by every error of a body that cannot be read.
var ErrBody = errors.New("malformed entry body")

// Names of our members in the body of a material event.
const (
	extCommand = "tw:command"
	extVerdict = "tw:verdict"
	extAct     = "tw:act"
)

// ownBody is the body of an entry that EPCIS has no words for.
type ownBody struct {
	Command *Command       `json:"command,omitzero"`
	Verdict *Verdict       `json:"verdict,omitzero"`
	Fact    jsontext.Value `json:"fact"`
}

// AppendBody appends the body of an entry as it is hashed and stored: a bare
// EPCIS 2.0 event for a material fact, else a JSON object of our own.
func (e *Entry) AppendBody(dst []byte) ([]byte, error) {
	if m, ok := e.Fact.(*Material); ok {
		ev := m.Event(e)
		if err := m.extend(ev, e); err != nil {
			return dst, err
		}
		return ev.AppendJSON(dst)
	}
	fact, err := marshal(e.Fact)
	if err != nil {
		return dst, err
	}
	body, err := marshal(&ownBody{e.Command, e.Verdict, fact})
	return append(dst, body...), err
}

// ReadBody reads the body of an entry whose envelope has been filled in.
func (e *Entry) ReadBody(kind EntryKind, body []byte) error {
	return e.read(kind, body, true)
}

// ReadFact reads what Apply needs of a body, and leaves out the command and its
// verdict: half of the work, for a replay.
func (e *Entry) ReadFact(kind EntryKind, body []byte) error {
	return e.read(kind, body, false)
}

// ownFacts are the facts that EPCIS has no words for, empty, by their kinds.
func ownFacts() map[EntryKind]Fact {
	return map[EntryKind]Fact{
		EntryJudged: &Judged{}, EntryHold: &Held{}, EntryRelease: &Released{}, EntryBreach: &Breached{},
		EntryCorrection: &Corrected{}, EntryPlant: &Published{}, EntryPermission: &Permitted{},
		EntryPermissionAct: &PermissionChanged{}, EntryBreachClosed: &BreachClosed{}, EntryOrder: &Ordered{},
		EntryCertificate: &Certified{}, EntryCertificateRevoked: &Decertified{},
		EntryStation: &StationChanged{}, EntryAndon: &AndonRaised{}, EntryAndonAct: &AndonAnswered{},
		EntryPrint: &Printed{}, EntryRunOut: &RanOut{},
		EntryPool: &PoolFilled{}, EntryPoolReturned: &PoolReturned{}, EntrySerials: &SerialsReserved{}, EntrySerialsReturned: &SerialsReturned{},
		EntryQuery: &QueryNamed{}, EntryQueryDropped: &QueryDropped{}, EntrySubscription: &Subscribed{}, EntryUnsubscribed: &Unsubscribed{},
	}
}

func (e *Entry) read(kind EntryKind, body []byte, whole bool) error {
	if kind == EntryMaterial {
		return e.readMaterial(body, whole)
	}
	fact, known := ownFacts()[kind]
	if !known {
		return fmt.Errorf("%w: kind %q", ErrBody, kind)
	}
	var b struct {
		Command jsontext.Value `json:"command"`
		Verdict jsontext.Value `json:"verdict"`
		Fact    jsontext.Value `json:"fact"`
	}
	if err := json.Unmarshal(body, &b); err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	if err := json.Unmarshal(b.Fact, fact); err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	if judged, ok := fact.(*Judged); ok && judged.Against == nil {
		if err := judged.readAgainst(b.Command, b.Verdict); err != nil {
			return fmt.Errorf("%w: %w", ErrBody, err)
		}
	}
	e.Fact = fact
	if err := e.readAnswer(b.Command, b.Verdict, whole); err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	return nil
}

// readAnswer reads the command and its verdict, or only notes that they are
// there.
func (e *Entry) readAnswer(command, verdict jsontext.Value, whole bool) error {
	if e.answers = len(command) > 0 && !whole; e.answers || len(command) == 0 {
		return nil
	}
	e.Command, e.Verdict = &Command{}, &Verdict{}
	if err := json.Unmarshal(command, e.Command); err != nil {
		return err
	}
	return json.Unmarshal(verdict, e.Verdict)
}

// act is what a Material fact says beyond EPCIS.
type act struct {
	Edge  EdgeKind    `json:"edge,omitzero"`
	Items []itemExtra `json:"items,omitzero"`
	// Outputs are those of a transformation.
	Outputs  []itemExtra   `json:"outputs,omitzero"`
	Declared []Declared    `json:"declared,omitzero"`
	Visit    *VisitMark    `json:"visit,omitzero"`
	Voids    []int         `json:"voids,omitzero"`
	Disowned []Disowned    `json:"disowned,omitzero"`
	Results  []resultRest  `json:"results,omitzero"`
	Partner  *Partner      `json:"partner,omitzero"`
	Receipt  ObjectID      `json:"receipt,omitzero"`
	Reason   string        `json:"reason,omitzero"`
	Away     bool          `json:"away,omitzero"`
	Since    Micros        `json:"since,omitzero"`
	Booked   []Item        `json:"booked,omitzero"`
	Exposed  []Exposed     `json:"exposed,omitzero"`
	Defects  []FoundDefect `json:"defects,omitzero"`
	Decided  *Decided      `json:"decided,omitzero"`
	Serials  *SerialsTaken `json:"serials,omitzero"`
	Drawn    []PoolPlace   `json:"drawn,omitzero"`

	Calibrated *Calibrated `json:"calibrated,omitzero"`
	Told       *Told       `json:"told,omitzero"`

	Attachments []string `json:"attachments,omitzero"`
}

// itemExtra is what EPCIS has no words for of the item at an index.
type itemExtra struct {
	Index    int    `json:"index"`
	Position string `json:"position,omitzero"`
	BOMLine  string `json:"line,omitzero"`
	Possible string `json:"possible,omitzero"`
	Returned bool   `json:"returned,omitzero"`

	Second    Decimal `json:"second,omitzero"`
	SecondUoM string  `json:"secondUom,omitzero"`
}

// extras are what EPCIS has no words for of some items.
func extras(items []Item) []itemExtra {
	var all []itemExtra
	for i, it := range items {
		extra := itemExtra{i, it.Position, it.BOMLine, it.Possible, it.Returned, it.Second, it.SecondUoM}
		if extra != (itemExtra{Index: i}) {
			all = append(all, extra)
		}
	}
	return all
}

// readExtras gives items what EPCIS has no words for.
func readExtras(items []Item, all []itemExtra) error {
	for _, x := range all {
		if x.Index < 0 || x.Index >= len(items) {
			return fmt.Errorf("there is no item %d", x.Index)
		}
		it := &items[x.Index]
		it.Position, it.BOMLine, it.Possible, it.Returned = x.Position, x.BOMLine, x.Possible, x.Returned
		it.Second, it.SecondUoM = x.Second, x.SecondUoM
	}
	return nil
}

// resultRest is what a sensor report has no words for.
type resultRest struct {
	Object    ObjectID `json:"object"`
	Operation string   `json:"operation,omitzero"`
	Visit     int      `json:"visit,omitzero"`
	Position  string   `json:"position,omitzero"`
	Text      string   `json:"text,omitzero"`
	Lower     Decimal  `json:"lower,omitzero"`
	Upper     Decimal  `json:"upper,omitzero"`
	Program   string   `json:"program,omitzero"`
	Equipment string   `json:"equipment,omitzero"`
}

// Event is what the fact of an entry says in EPCIS, with our own URIs. What
// EPCIS has no words for is not in it.
func (m *Material) Event(e *Entry) *epcis.Event {
	ev := &epcis.Event{
		Type: m.Shape, EventTime: e.OccurredAt.Time(), ZoneOffset: e.ZoneOffset, Action: m.Action,
		BizStep: m.BizStep, Disposition: m.Disposition,
	}
	if m.Parent != "" {
		ev.ParentID = uriOf(m.Parent)
	}
	whole, part := wire(m.Items)
	switch m.Shape {
	case epcis.Object:
		ev.EPCs, ev.Quantities = whole, part
	case epcis.Transformation:
		ev.InputEPCs, ev.InputQuantities = whole, part
		ev.OutputEPCs, ev.OutputQuantities = wire(m.Outputs)
	default:
		ev.ChildEPCs, ev.ChildQuantities = whole, part
	}
	if e.Station != "" {
		ev.ReadPoint = ident.PlaceURI(e.Station)
	}
	if m.Location != "" {
		ev.BizLocation = ident.PlaceURI(m.Location)
	}
	if m.Order != "" {
		ev.Transactions = []epcis.BizTransaction{{Type: "prodorder", ID: ident.OrderURI(m.Order)}}
	}
	if m.Partner.ID != "" {
		party := []epcis.Party{{Type: "possessing_party", ID: ident.PartyURI(m.Partner.ID)}}
		if m.BizStep == epcis.StepShipping {
			ev.Destinations = party
		} else {
			ev.Sources = party
		}
	}
	for _, r := range m.Results {
		ev.Sensors = append(ev.Sensors, r.sensor())
	}
	return ev
}

// extend adds our own members to an event.
func (m *Material) extend(ev *epcis.Event, e *Entry) error {
	a := act{
		Edge: m.Edge, Declared: m.Declared, Visit: m.Visit, Voids: m.Voids, Disowned: m.Disowned,
		Reason: m.Reason, Away: m.Away, Receipt: m.Receipt, Since: m.Since, Booked: m.Booked,
		Exposed: m.Exposed, Defects: m.Defects, Decided: m.Decided, Serials: m.Serials, Drawn: m.Drawn,
		Calibrated: m.Calibrated, Told: m.Told, Attachments: m.Attachments,
	}
	if m.Partner != (Partner{}) {
		a.Partner = &m.Partner
	}
	a.Items, a.Outputs = extras(m.Items), extras(m.Outputs)
	for _, r := range m.Results {
		a.Results = append(a.Results, resultRest{
			r.Object, r.Operation, r.Visit, r.Position, r.Text, r.Lower, r.Upper, r.Program, r.Equipment,
		})
	}
	if e.Command != nil {
		if err := extendWith(ev, extCommand, e.Command); err != nil {
			return err
		}
		if err := extendWith(ev, extVerdict, e.Verdict); err != nil {
			return err
		}
	}
	return extendWith(ev, extAct, &a)
}

func extendWith(ev *epcis.Event, name string, value any) error {
	b, err := marshal(value)
	ev.Extensions = append(ev.Extensions, epcis.Extension{Name: name, Value: b})
	return err
}

func marshal(v any) ([]byte, error) { return json.Marshal(v, json.Deterministic(true)) }

// wire parts items into whole objects and quantities. Facts list the whole
// ones first (see decider.entries), so that the order survives.
func wire(items []Item) (whole []string, part []epcis.Quantity) {
	for _, it := range items {
		uri := uriOf(it.Object)
		if it.Quantity == "" {
			whole = append(whole, uri)
		} else {
			part = append(part, epcis.Quantity{Class: uri, Quantity: epcis.Decimal(it.Quantity), UoM: wireUoM(it.UoM)})
		}
	}
	return whole, part
}

// wireUoM leaves out the unit of a count: EPCIS counts pieces without one.
func wireUoM(uom string) string {
	if uom == pieces {
		return ""
	}
	return uom
}

// pieces is the UN/ECE Recommendation 20 code of a count.
const pieces = "C62"

// sensor is a result as a sensor element.
func (r *Result) sensor() epcis.SensorElement {
	report := epcis.SensorReport{Type: ident.CharacteristicURI(r.Characteristic), Value: epcis.Decimal(r.Value), UoM: r.UoM}
	outcome := string(r.Outcome)
	report.StringValue = &outcome
	return epcis.SensorElement{Reports: []epcis.SensorReport{report}}
}

// Time is the instant, in UTC.
func (t Micros) Time() time.Time { return time.UnixMicro(int64(t)).UTC() }

// readMaterial reads a fact from its EPCIS event.
func (e *Entry) readMaterial(body []byte, whole bool) error {
	ev, err := epcis.ParseEvent(body, epcis.Limits{})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	m := &Material{Shape: ev.Type, Action: ev.Action, BizStep: ev.BizStep, Disposition: ev.Disposition}
	if ev.ParentID != "" {
		m.Parent = objectOf(ev.ParentID)
	}
	switch ev.Type {
	case epcis.Transformation:
		m.Items = items(ev.InputEPCs, ev.InputQuantities)
		m.Outputs = items(ev.OutputEPCs, ev.OutputQuantities)
	case epcis.Object:
		m.Items = items(ev.EPCs, ev.Quantities)
	default:
		m.Items = items(ev.ChildEPCs, ev.ChildQuantities)
	}
	m.Location, _ = ident.Place(ev.BizLocation)
	if len(ev.Transactions) > 0 {
		m.Order, _ = ident.Order(ev.Transactions[0].ID)
	}
	var command, verdict jsontext.Value
	for _, x := range ev.Extensions {
		switch x.Name {
		case extCommand:
			command = x.Value
		case extVerdict:
			verdict = x.Value
		case extAct:
			err = m.readAct(x.Value, ev)
		}
	}
	if err == nil {
		err = e.readAnswer(command, verdict, whole)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	e.Fact = m
	return nil
}

func (m *Material) readAct(value jsontext.Value, ev *epcis.Event) error {
	var a act
	if err := json.Unmarshal(value, &a); err != nil {
		return err
	}
	m.Edge, m.Declared, m.Visit, m.Voids, m.Reason, m.Away = a.Edge, a.Declared, a.Visit, a.Voids, a.Reason, a.Away
	m.Disowned = a.Disowned
	m.Receipt, m.Since, m.Booked, m.Exposed = a.Receipt, a.Since, a.Booked, a.Exposed
	m.Defects, m.Decided, m.Serials, m.Drawn = a.Defects, a.Decided, a.Serials, a.Drawn
	m.Calibrated, m.Told, m.Attachments = a.Calibrated, a.Told, a.Attachments
	if a.Partner != nil {
		m.Partner = *a.Partner
	}
	if err := readExtras(m.Items, a.Items); err != nil {
		return err
	}
	if err := readExtras(m.Outputs, a.Outputs); err != nil {
		return err
	}
	for i, rest := range a.Results {
		if i >= len(ev.Sensors) || len(ev.Sensors[i].Reports) != 1 {
			return fmt.Errorf("there is no sensor report %d", i)
		}
		report := ev.Sensors[i].Reports[0]
		r := Result{
			Object: rest.Object, Operation: rest.Operation, Visit: rest.Visit, Position: rest.Position, Text: rest.Text,
			Lower: rest.Lower, Upper: rest.Upper, Program: rest.Program, Equipment: rest.Equipment,
			Value: Decimal(report.Value), UoM: report.UoM,
		}
		r.Characteristic, _ = ident.Characteristic(report.Type)
		if report.StringValue != nil {
			r.Outcome = Outcome(*report.StringValue)
		}
		m.Results = append(m.Results, r)
	}
	return nil
}

// ObjectOf is the object that a URI of ours stands for; false for any other URI.
func ObjectOf(uri string) (ObjectID, bool) {
	key, ok := ident.ObjectKey(uri)
	return ObjectID(key), ok
}

// objectOf is the key in an object's URI, or the URI itself for an object that
// another system named.
func objectOf(uri string) ObjectID {
	if key, ok := ident.ObjectKey(uri); ok {
		return ObjectID(key)
	}
	return ObjectID(uri)
}

// uriOf is the URI of an object: made from our key, or what another system
// named it.
func uriOf(id ObjectID) string {
	if ident.IsObjectKey(string(id)) {
		return ident.ObjectURI(string(id))
	}
	return string(id)
}

func items(whole []string, part []epcis.Quantity) []Item {
	var all []Item
	for _, uri := range whole {
		all = append(all, Item{Object: objectOf(uri)})
	}
	for _, q := range part {
		all = append(all, Item{Object: objectOf(q.Class), Quantity: Decimal(q.Quantity), UoM: first(q.UoM, pieces)})
	}
	return all
}
