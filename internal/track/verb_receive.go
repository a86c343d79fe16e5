package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// maxMade bounds how many objects one command may make or name.
const maxMade = 10_000

// Receive books in what was made elsewhere: a lot with its containers, or a
// unit with its serial number.
type Receive struct {
	Part     string  `json:"part" doc:"number of the part, as in the plant definition" eg:"SEAL-3"`
	Revision string  `json:"revision,omitzero" doc:"revision of the part; left out: the current one" eg:"B"`
	Maker    string  `json:"maker,omitzero" doc:"who made it, by the code that you use for them" eg:"SEALCO"`
	Lot      string  `json:"lot,omitzero" doc:"the maker's lot text; a lot needs it" eg:"S-77" usual:"true"`
	Serial   string  `json:"serial,omitzero" doc:"serial number of a unit, in place of lot and quantity" eg:"H1"`
	Quantity Decimal `json:"quantity,omitzero" doc:"how much came of the lot, in the unit of uom" eg:"1000" usual:"true"`
	UoM      string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the part" eg:"KGM"`
	Second   Decimal `json:"second,omitzero" doc:"the second quantity of the lot, such as its weight; left out: what its containers have" eg:"12.40"`
	Expires  string  `json:"expires,omitzero" doc:"when it expires: a day, to its end, or a time; left out: by the shelf life of the part" eg:"2027-03-31"`
	// Containers hold parts of the lot, each with its own number.
	Containers  []ReceivedContainer `json:"containers,omitzero" doc:"reels, drums or boxes that hold parts of the lot" eg:"[{\"number\":\"BOX-1\",\"quantity\":\"400\"}]"`
	Identifiers []NewIdent          `json:"identifiers,omitzero" doc:"further numbers of it" eg:"[{\"scheme\":\"alias\",\"value\":\"4711\"}]"`
	Supplier    string              `json:"supplier,omitzero" doc:"who delivered it" eg:"SEALCO"`
	Receipt     string              `json:"receipt,omitzero" doc:"number of the delivery note" eg:"DN-2201"`
	Location    string              `json:"location,omitzero" doc:"where it is put" eg:"STORE-1"`
}

// ReceivedContainer is one reel, drum or box of a delivery.
type ReceivedContainer struct {
	Number   string  `json:"number" doc:"number on the container" eg:"BOX-1"`
	Quantity Decimal `json:"quantity" doc:"how much it holds, in the unit of uom" eg:"400"`
	Second   Decimal `json:"second,omitzero" doc:"its second quantity, such as its weight; left out: its share" eg:"4.95"`
}

func (a Receive) decide(d *decider) {
	a.Containers = slices.Clone(a.Containers)
	quantities := []*Decimal{&a.Quantity}
	for i := range a.Containers {
		quantities = append(quantities, &a.Containers[i].Quantity)
	}
	ok := d.partOf(a.Part, &a.Revision, &a.UoM, quantities...) &&
		d.texts("maker", a.Maker, "supplier", a.Supplier, "receipt", a.Receipt, "location", a.Location)
	if !ok {
		return
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepReceiving, Disposition: epcis.DispActive,
		Location: a.Location, Partner: Partner{ID: a.Supplier, Purpose: a.Receipt},
	}
	it := Item{Quantity: a.Quantity, UoM: a.UoM}
	text := "Received " + a.Part + " " + a.Serial + "."
	if a.Serial != "" {
		if it.Object, ok = d.newUnit(m, a.Part, a.Revision, a.Maker, a.Serial, false); !ok {
			return
		}
		it.Quantity = ""
	} else {
		if !d.identifier("lot", a.Lot) || !d.quantity("quantity", &it.Quantity) {
			return
		}
		it.Object = d.newLot(m, a.Part, a.Revision, a.Maker, a.UoM, a.Lot)
		text = "Received " + amount(it.Quantity, a.UoM) + " of lot " + a.Lot + "."
	}
	if !d.weighed(Object{Part: a.Part, Revision: a.Revision}, Decimal(first(string(a.Second), string(a.inContainers()))), &it) {
		return
	}
	m.Items = []Item{it}
	part, _ := d.partNamed(Object{Part: a.Part, Revision: a.Revision})
	if !d.further(m, it.Object, a.Part, a.Identifiers) || !d.lives(m, it.Object, part, a.Expires) {
		return
	}
	a.receipt(d, m)
	d.takenOut(it.Object)
	d.fact(m)
	a.containers(d, it)
	d.permit(it.Object, text, sentences(d.expired(m), d.leftOver(a.Part)))
}

// inContainers is the second quantity that the containers have together; empty
// where none is given.
func (a *Receive) inContainers() (second Decimal) {
	for _, c := range a.Containers {
		if c.Second != "" {
			second = add(second, c.Second)
		}
	}
	return second
}

// takenOut takes what comes in by itself out of what somebody else has told that it
// is in.
func (d *decider) takenOut(id ObjectID) {
	o, _ := d.s.Objects.Get(id)
	if o.Known || o.Parent == "" || o.Life != LifeShipped {
		return
	}
	shape := epcis.Aggregation
	if o.ParentKind == EdgeInstalled {
		shape = epcis.Association
	}
	d.fact(&Material{
		Shape: shape, Action: epcis.Delete, BizStep: epcis.StepUnpacking, Parent: o.Parent, Edge: o.ParentKind,
		Items: []Item{{Object: id}},
	})
}

// receipt makes the delivery known that the goods came with: one object for all
// that a supplier's delivery note lists.
func (a *Receive) receipt(d *decider, m *Material) {
	if a.Receipt == "" {
		return
	}
	id, known := d.made(KindReceipt, SchemeReceipt, "", a.Supplier, a.Receipt)
	if m.Receipt = id; !known || d.s.isStub(id) {
		m.Declared = append(m.Declared, Declared{
			Object: id, Kind: KindReceipt, Maker: a.Supplier, Identifiers: []NewIdent{{Scheme: SchemeReceipt, Issuer: a.Supplier, Value: a.Receipt}},
		})
	}
}

// containers parts the received lot into its containers.
func (a *Receive) containers(d *decider, lot Item) {
	if len(a.Containers) == 0 {
		return
	}
	if len(a.Containers) > maxMade || lot.Quantity == "" {
		d.bad("containers", strconv.Itoa(len(a.Containers)), "a lot comes in at most "+strconv.Itoa(maxMade))
		return
	}
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispActive,
		Edge: EdgeSplit, Location: a.Location,
	}
	var total Decimal = "0"
	listed := map[string]bool{}
	for _, c := range a.Containers {
		if !d.unused(c.Number) || !d.quantity("quantity of container "+c.Number, &c.Quantity) {
			return
		}
		if listed[c.Number] {
			d.bad("containers", c.Number, "it is listed twice")
			return
		}
		listed[c.Number] = true
		id := d.mint()
		total = add(total, c.Quantity)
		m.Declared = append(m.Declared, Declared{
			Object: id, Kind: KindContainer, Part: a.Part, Revision: a.Revision, Maker: a.Maker, UoM: a.UoM,
			Identifiers: []NewIdent{{Scheme: SchemePackage, Issuer: a.Maker, Value: c.Number}},
		})
		out := Item{Object: id, Quantity: c.Quantity, UoM: a.UoM, SecondUoM: lot.SecondUoM}
		out.Second = share(Object{Quantity: lot.Quantity, Second: a.Second}, c.Quantity)
		if !d.weighed(Object{Part: a.Part, Revision: a.Revision}, c.Second, &out) {
			return
		}
		m.Outputs = append(m.Outputs, out)
	}
	if compare(total, lot.Quantity) > 0 {
		d.bad("containers", string(total), "they hold more than the "+string(lot.Quantity)+" received")
		return
	}
	held := Item{Object: lot.Object, Quantity: total, UoM: a.UoM}
	held.weigh(m.Outputs)
	m.Items = []Item{held}
	d.fact(m)
}
