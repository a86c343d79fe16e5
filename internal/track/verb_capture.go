package track

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/hash"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// Capture takes in an EPCIS event that a partner or another system has reported.
// It joins what is known of the objects that it names; those that nobody has
// spoken of become known by it. What contradicts the plant's own facts is
// recorded, and leaves these as they are. Master data of what events name come the
// same way: of each thing, what was said last stands.
type Capture struct {
	Event      string   `json:"event,omitzero" doc:"an EPCIS 2.0 event, as JSON; /epcis/capture takes whole documents" eg:"{\"type\":\"ObjectEvent\"}"`
	Spellings  []string `json:"spellings,omitzero" doc:"words of the vocabulary as XML had them, where those are no web URIs" eg:"urn:epcglobal:cbv:bizstep:shipping"`
	MasterData string   `json:"masterData,omitzero" doc:"in place of an event: a document of master data alone, as JSON" eg:"{\"type\":\"EPCISDocument\"}"`
}

// maxSpellings bounds the forms of words of one event.
const maxSpellings = 500

// CaptureID is the id under which an event is captured: it follows from the id of
// the event, or from its hash where it has none, so that an event is captured
// once however often it comes. An event that is declared wrong comes once more, from
// the plant and from each partner; roles are those of the actor.
func CaptureID(e *epcis.Event, actor string, roles []string) string {
	if e.ErrorDeclaration == nil {
		return captureID(CapturedID(e))
	}
	return declarationID(CapturedID(e), PartnerOf(actor, roles))
}

// PartnerOf is the actor, if it is nothing but a partner; empty for the plant's own.
func PartnerOf(actor string, roles []string) string {
	if len(roles) == 0 || slices.ContainsFunc(roles, func(role string) bool { return role != partner }) {
		return ""
	}
	return actor
}

// CapturedID is the id that a captured event has: its own, or its hash.
func CapturedID(e *epcis.Event) string { return first(e.EventID, hash.Of(e, hash.CBV20)) }

// captures begins the ids of commands that capture an event.
const captures = "epcis"

func captureID(event string) string {
	sum := sha256.Sum256([]byte(event))
	return captures + ":" + base64.RawURLEncoding.EncodeToString(sum[:18])
}

// declarationID is that of the command by which an event is declared wrong: by a
// partner, or by the plant.
func declarationID(event, by string) string {
	if by != "" {
		event += "\x00" + by
	}
	sum := sha256.Sum256([]byte(event))
	return captures + "-error:" + base64.RawURLEncoding.EncodeToString(sum[:18])
}

// Told marks a fact that somebody else has told, of things that are elsewhere: it
// joins the genealogy, and moves nothing here.
type Told struct {
	// Disputed are objects that stay as they are: the plant knows them to be here, or
	// to be no more.
	Disputed []ObjectID `json:"disputed,omitzero"`
	// Left are objects that had left inside of something, and are seen elsewhere on
	// their own now.
	Left []ObjectID `json:"left,omitzero"`
}

func (a *Capture) decide(d *decider) {
	if a.MasterData != "" {
		a.describe(d)
		return
	}
	ev, err := epcis.ParseEvent([]byte(a.Event), epcis.Limits{List: maxMade})
	if err != nil {
		d.bad("event", clip(a.Event), err.Error())
		return
	}
	if faults := validate.Event(ev); len(faults) > 0 {
		d.bad("event", clip(faults[0].Path), faults[0].Detail+": "+faults[0].Fix)
		return
	}
	if i := slices.IndexFunc(a.Spellings, func(s string) bool { return !epcis.IsSpelling(s) }); i >= 0 || len(a.Spellings) > maxSpellings {
		d.bad("spellings", "", "they are not the words of an event: send the event to /epcis/events")
		return
	}
	if d.c.ID != CaptureID(ev, d.c.Actor, d.c.Roles) {
		d.bad("id", d.c.ID, "it follows from the event: send the event to /epcis/events")
		return
	}
	d.happened(ev)
	h := &hearsay{d: d, ev: ev, ns: epcis.NamespacesOf(ev.Context), heard: map[string]Object{}, made: map[ObjectID]bool{}}
	what := "The event " + clip(CapturedID(ev)) + " is captured."
	switch {
	case ev.ErrorDeclaration != nil:
		h.declareWrong()
		what = "The event " + clip(CapturedID(ev)) + " is declared wrong."
	case !h.declared():
		h.take()
	}
	if !d.stopped() {
		d.permit(h.subject(), what, "")
	}
}

// describe takes master data in: what events name is called and lies in. They are
// in the journal, and no rule looks at them.
func (a *Capture) describe(d *decider) {
	doc, events, err := epcis.ParseDocument([]byte(a.MasterData), epcis.Limits{})
	if err != nil {
		d.bad("masterData", clip(a.MasterData), err.Error())
		return
	}
	things := 0
	for i := range doc.MasterData {
		things += len(doc.MasterData[i].Elements)
	}
	if a.Event != "" || len(events) > 0 || things == 0 {
		d.bad("masterData", "", "it is no document of master data alone: give its events one by one")
		return
	}
	if faults := validate.Document(doc); len(faults) > 0 {
		d.bad("masterData", clip(faults[0].Path), faults[0].Detail+": "+faults[0].Fix)
		return
	}
	d.permit("", "Master data of "+strconv.Itoa(things)+" things are captured.", "")
}

// happened takes the time of the event over, as far as it can be believed.
func (d *decider) happened(ev *epcis.Event) {
	if d.now = max(1, Micros(ev.EventTime.UnixMicro())); d.now > d.t.Now+clockTolerance {
		d.also = append(d.also, newFinding(CodeClock, Evidence{
			"source": first(d.c.Source, d.c.Actor, "source"), "ahead": strconv.FormatInt(int64(d.now-d.t.Now)/1e6, 10) + " s",
		}))
		d.now = d.t.Now
	}
}

// hearsay is an event that somebody else has told.
type hearsay struct {
	d     *decider
	ev    *epcis.Event
	ns    epcis.Namespaces
	m     *Material
	heard map[string]Object // by URI
	made  map[ObjectID]bool // what became known by the event
}

// declared reports whether an event was declared wrong before it came: by the plant,
// or by the partner that reports it now.
func (h *hearsay) declared() bool {
	id := CapturedID(h.ev)
	_, plant := h.d.s.Answers.Get(declarationID(id, ""))
	_, same := h.d.s.Answers.Get(declarationID(id, PartnerOf(h.d.c.Actor, h.d.c.Roles)))
	return plant || same
}

// subject is the object that the verdict is about: the whole, or the first item.
func (h *hearsay) subject() ObjectID {
	if h.m == nil {
		return ""
	}
	ids := h.m.touches()
	if len(ids) == 0 || slices.Contains(h.d.minted, ids[0]) && h.d.stopped() {
		return ""
	}
	return ids[0]
}

// take makes the facts of an event. One that names nothing has none: it is in
// the journal, and is found by queries.
func (h *hearsay) take() {
	e := h.ev
	h.m = h.fact(e.Type, e.Action)
	switch e.Type {
	case epcis.Object:
		h.m.Items = h.items(e.EPCs, e.Quantities)
	case epcis.Transaction:
		h.m.Shape, h.m.Action = epcis.Object, epcis.Observe
		h.m.Items = h.items(append(slices.Clone(e.EPCs), h.whole()...), e.Quantities)
	case epcis.Aggregation:
		h.inside(EdgePacked)
	case epcis.Association:
		h.inside(EdgeInstalled)
	case epcis.Transformation:
		h.transform()
		return
	default:
		return // an extended event: what it means is not known
	}
	h.add(h.m)
}

// fact begins a fact with what the event says of when, where and why.
func (h *hearsay) fact(shape epcis.Type, action epcis.Action) *Material {
	m := &Material{Shape: shape, Action: action, BizStep: epcis.StepOther, Told: &Told{}}
	if usable(h.ev.BizStep) == "" {
		m.BizStep = h.ev.BizStep
	}
	if usable(h.ev.Disposition) == "" {
		m.Disposition = h.ev.Disposition
	}
	for _, place := range []string{h.ev.ReadPoint, h.ev.BizLocation} {
		if usable(place) == "" {
			m.Location = place
		}
	}
	parties := h.ev.Sources
	if m.BizStep == epcis.StepShipping {
		parties = h.ev.Destinations
	}
	for _, p := range parties {
		if usable(p.ID) == "" && m.Partner.ID == "" {
			m.Partner.ID = p.ID
		}
	}
	return m
}

// add adds a fact, unless it names nothing.
func (h *hearsay) add(m *Material) {
	if len(m.touches()) > 0 {
		h.d.fact(m)
	}
}

// whole is the parent of the event, as a list.
func (h *hearsay) whole() []string {
	if h.ev.ParentID == "" {
		return nil
	}
	return []string{h.ev.ParentID}
}

// inside puts things into each other, or takes them out. A place is no thing:
// what is put there is seen there. Of a whole that the plant has itself, nobody
// else says what is inside.
func (h *hearsay) inside(kind EdgeKind) {
	e := h.ev
	elements, _ := form.Elements(h.expanded(e.ParentID))
	switch {
	case e.ParentID == "" || e.Action == epcis.Observe:
		h.m.Shape, h.m.Action = epcis.Object, epcis.Observe
		h.m.Items = h.items(append(h.whole(), e.ChildEPCs...), e.ChildQuantities)
		return
	case len(elements) > 0 && elements[0].AI == "414":
		h.m.Shape, h.m.Action = epcis.Object, epcis.Observe
		if usable(e.ParentID) == "" {
			h.m.Location = e.ParentID
		}
		h.m.Items = h.items(e.ChildEPCs, e.ChildQuantities)
		return
	}
	h.m.Edge = kind
	parent := h.object(e.ParentID, KindPackage)
	h.m.Items = h.items(e.ChildEPCs, e.ChildQuantities)
	h.m.Items = slices.DeleteFunc(h.m.Items, func(it Item) bool { return it.Object == parent.ID })
	if h.disputed(parent) {
		h.m.Shape, h.m.Action, h.m.Edge = epcis.Object, epcis.Observe, ""
		return
	}
	h.m.Parent = parent.ID
}

// transform uses things up for others. Events of one transformation with an id
// tell one side each, or both: the transformation stands between them, as a thing
// of its own.
func (h *hearsay) transform() {
	e := h.ev
	h.m.Edge, h.m.Action = EdgeConsumed, ""
	in := h.items(e.InputEPCs, e.InputQuantities)
	out := h.items(e.OutputEPCs, e.OutputQuantities)
	if e.TransformationID == "" {
		h.m.Items, h.m.Outputs = in, out
		if len(in) == 0 || len(out) == 0 { // what is left is disputed
			h.m.Shape, h.m.Action, h.m.Edge = epcis.Object, epcis.Observe, ""
			h.m.Items, h.m.Outputs = append(in, out...), nil
		}
		h.add(h.m)
		return
	}
	through := h.object(e.TransformationID, KindLot)
	middle := []Item{{Object: through.ID, Quantity: "0"}}
	h.m.Items, h.m.Outputs = in, middle
	if len(in) > 0 {
		h.add(h.m)
	}
	if len(out) == 0 {
		return
	}
	second := h.m
	if len(in) > 0 {
		second = h.fact(e.Type, "")
	}
	second.Edge, second.Items, second.Outputs = EdgeConsumed, middle, out
	h.add(second)
	h.m = second
}

// items are the things of two lists, without those that are disputed.
func (h *hearsay) items(whole []string, amounts []epcis.Quantity) []Item {
	var items []Item
	listed := map[ObjectID]bool{}
	add := func(o Object, quantity Decimal, uom string) {
		if listed[o.ID] || h.disputed(o) {
			return
		}
		listed[o.ID] = true
		it := Item{Object: o.ID, Quantity: quantity, UoM: uom}
		if o.Kind == KindLot && quantity == "" {
			it.Quantity = "0" // nobody said how much
		}
		items = append(items, it)
	}
	for _, uri := range whole {
		add(h.object(uri, KindUnit), "", "")
	}
	for _, q := range amounts {
		amount, ok := ParseDecimal(string(q.Quantity))
		if !ok || sign(amount) < 0 {
			amount = "0"
		}
		add(h.object(q.Class, KindLot), amount, q.UoM)
	}
	return items
}

func (h *hearsay) expanded(uri string) string {
	if space, local, ok := h.ns.Expand(uri); ok && !strings.HasPrefix(local, "//") {
		return space + local
	}
	return uri
}

// object finds the object that a URI names, or makes it known.
func (h *hearsay) object(uri string, kind Kind) Object {
	uri = h.expanded(uri)
	if o, again := h.heard[uri]; again {
		return o
	}
	o, known := h.find(uri)
	if !known {
		o = h.declare(uri, kind)
	}
	h.heard[uri] = o
	return o
}

// find finds the one object that a URI names: by one of ours, by its canonical
// link, or by what the link says of part and serial number.
func (h *hearsay) find(uri string) (Object, bool) {
	s := h.d.s
	name := nameOfURI(uri)
	for _, text := range []string{uri, name} {
		if found := s.called(text, h.d.now); len(found) == 1 {
			return found[0], true
		}
	}
	if elements, ok := form.Elements(uri); !ok || len(elements) < 2 && elements[0].AI == "01" {
		return Object{}, false // a class of which the lot is not told is no object of ours
	}
	u := h.d.understand(name)
	found, _ := s.read(&u, h.d.now)
	if len(found) != 1 {
		return Object{}, false
	}
	return found[0], true
}

// nameOfURI is the identifier under which what a URI names is kept: the canonical
// Digital Link of a key of GS1, else the URI, or what stands for it where it is
// too long.
func nameOfURI(uri string) string {
	if link, ok := form.Link(uri); ok {
		uri = link
	}
	if usable(uri) == "" {
		return uri
	}
	sum := sha256.Sum256([]byte(uri))
	return "sha-256:" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// declare makes an object known that an event speaks of. The numbers in a key of
// GS1 are its own too where the plant knows the part: they are on its label.
func (h *hearsay) declare(uri string, kind Kind) Object {
	said := Declared{Object: h.d.mint(), Kind: kind, Stub: true, Identifiers: []NewIdent{{Scheme: SchemeAlias, Value: nameOfURI(uri)}}}
	elements, _ := form.Elements(uri)
	value := func(ai string) string {
		i := slices.IndexFunc(elements, func(e gs1.Element) bool { return e.AI == ai })
		if i < 0 {
			return ""
		}
		return elements[i].Value
	}
	serial, lot, gtin := value("21"), value("10"), value("01")
	switch {
	case value("00") != "":
		said.Kind = KindPackage
		said.Identifiers = append(said.Identifiers, NewIdent{Scheme: SchemePackage, Value: value("00")})
	case gtin != "":
		said.Kind = KindLot
		if said.Part = h.d.s.partOfKey(gtin); serial != "" {
			said.Kind = KindUnit
		}
		if said.Part != "" && serial != "" {
			said.Identifiers = append(said.Identifiers, NewIdent{Scheme: SchemeSerial, Value: serial})
		} else if said.Part != "" && lot != "" {
			said.Identifiers = append(said.Identifiers, NewIdent{Scheme: SchemeLot, Value: lot})
		}
	}
	h.m.Declared = append(h.m.Declared, said)
	h.made[said.Object] = true
	return Object{ID: said.Object, Kind: said.Kind, Part: said.Part, Name: uri, Life: LifeShipped}
}

// disputed reports whether the plant's own facts contradict that an object was
// where the event says. It is named all the same, and stays as it is.
func (h *hearsay) disputed(o Object) bool {
	if h.made[o.ID] || o.Kind == KindLot {
		return false
	}
	if slices.Contains(h.m.Told.Disputed, o.ID) {
		return true
	}
	at := first(h.m.Location, "another place")
	switch h.d.lifeThen(o) {
	case LifeShipped:
		if o.Life == LifeOpen && !slices.Contains(h.m.Told.Left, o.ID) {
			h.m.Told.Left = append(h.m.Told.Left, o.ID)
		}
		return false
	case LifeOpen:
		h.here(o)
	case LifeScrapped, LifeConsumed:
		h.d.mistake(CodeToldAfterEnd, o.ID, Evidence{"object": o.name(), "place": at, "life": string(o.Life)})
	default:
		return false
	}
	h.m.Told.Disputed = append(h.m.Told.Disputed, o.ID)
	return true
}

// here judges what is told of an object that is here. To have seen it at a place of
// the plant contradicts nothing; what has become of it the line has to say.
func (h *hearsay) here(o Object) {
	at := first(o.Station, o.Location, "here")
	elements, _ := form.Elements(h.m.Location)
	ours := h.d.s.Plant != nil && len(elements) > 0 && elements[0].AI == "414" && h.d.s.Plant.HasGLN(elements[0].Value)
	switch {
	case !ours:
		h.d.mistake(CodeToldElsewhere, o.ID, Evidence{"object": o.name(), "place": first(h.m.Location, "another place"), "here": at})
	case h.moves():
		h.d.mistake(CodeToldGone, o.ID, Evidence{"object": o.name(), "place": h.m.Location, "here": at, "step": h.m.BizStep})
	}
}

// moves reports whether the event says more than that things were seen: that they
// left, ended, or went into something.
func (h *hearsay) moves() bool {
	return h.m.Edge != "" || h.m.Action == epcis.Delete || h.m.BizStep == epcis.StepShipping
}

// lifeThen is the life of an object at the time of the command, by what is known
// now; empty where nothing tells of it yet. What was in something that had left
// had left with it.
func (d *decider) lifeThen(o Object) Life {
	life := Life("")
	for _, w := range d.s.SightingsOf.Rows(o.ID) {
		if w.VoidSeq != 0 || w.OccurredAt > d.now {
			continue
		}
		life = Life(first(string(w.Life), string(life), string(LifeOpen)))
	}
	at := o
	for range maxDepth {
		if life != LifeOpen || at.Parent == "" {
			return life
		}
		at, _ = d.s.Objects.Get(at.Parent)
		if at.Life != LifeOpen && at.Life != "" {
			return at.Life
		}
	}
	return life
}

// NotReporter says that it was not the partner who reported an event.
func NotReporter(event string) Finding {
	return newFinding(CodeNotReporter, Evidence{"event": clip(event)})
}

// OfLine says that an event is of the line's own: what it was told of is the entry.
func OfLine(event string, entry int64) Finding {
	return newFinding(CodeLinesEvent, Evidence{"event": clip(event), "entry": strconv.FormatInt(entry, 10)})
}

// declareWrong takes back what the event had said when it came first. A partner
// declares wrong only what the partner has reported.
func (h *hearsay) declareWrong() {
	d := h.d
	first, came := d.s.Answers.Get(captureID(CapturedID(h.ev)))
	if !came {
		return
	}
	if by := PartnerOf(d.c.Actor, d.c.Roles); by != "" && by != first.Actor {
		d.refuse(CodeNotReporter, Evidence{"event": clip(CapturedID(h.ev))})
		return
	}
	facts := int64(1)
	if e := h.ev; e.Type == epcis.Transformation && e.TransformationID != "" && len(e.InputEPCs)+len(e.InputQuantities) > 0 && len(e.OutputEPCs)+len(e.OutputQuantities) > 0 {
		facts = 2
	}
	var through ObjectID
	if facts == 2 {
		if o, known := h.find(h.expanded(h.ev.TransformationID)); known {
			through = o.ID
		}
	}
	for seq := first.Seq; seq < first.Seq+facts; seq++ {
		f := &Corrected{Entry: seq, Reason: h.ev.ErrorDeclaration.Reason, Told: true}
		for _, w := range d.s.SightingsBy.Rows(seq) {
			if w.VoidSeq == 0 {
				f.Objects = append(f.Objects, w.Object)
			}
		}
		if len(f.Objects) > 0 && (seq == first.Seq || slices.Contains(f.Objects, through)) {
			d.fact(f)
		}
	}
}

// saying is how a fact that was told names an object.
type saying struct{ whole, amount, disputed, left, declared bool }

// sayings are how a fact that was told names its objects; of one that was not, none.
func (m *Material) sayings() map[ObjectID]saying {
	if m.Told == nil {
		return nil
	}
	all := map[ObjectID]saying{}
	note := func(id ObjectID, set func(*saying)) {
		s := all[id]
		set(&s)
		all[id] = s
	}
	for _, it := range m.Items {
		note(it.Object, func(s *saying) { s.whole, s.amount = s.whole || it.Quantity == "", s.amount || it.Quantity != "" })
	}
	for _, it := range m.Outputs {
		note(it.Object, func(s *saying) { s.amount = s.amount || it.Quantity != "" })
	}
	for _, id := range m.Told.Disputed {
		note(id, func(s *saying) { s.disputed = true })
	}
	for _, id := range m.Told.Left {
		note(id, func(s *saying) { s.left = true })
	}
	for i := range m.Declared {
		if d := &m.Declared[i]; d.Kind != KindLot {
			note(d.Object, func(s *saying) { s.declared = true })
		}
	}
	return all
}

// toldOf is what a fact that was told says of the disposition and the life of an
// object. What becomes known by it is not here; what is known has the life that
// the plant's own facts give it, unless its identity has ended. What left inside of
// something has left for itself, once it is told of on its own.
func (m *Material) toldOf(s saying) (disposition string, life Life) {
	switch {
	case s.disputed:
		return "", ""
	case s.whole && m.Shape == epcis.Transformation:
		return "", LifeConsumed
	case s.whole && m.Shape == epcis.Object && m.Action == epcis.Delete:
		return m.Disposition, LifeScrapped
	}
	if s.left || s.declared {
		life = LifeShipped
	}
	if s.amount {
		return "", life
	}
	return m.Disposition, life
}
