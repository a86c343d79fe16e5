package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// maxMade bounds how many objects one command may make or name.
const maxMade = 10_000

// Receive books in what was made elsewhere: a lot with its containers, or a
// unit with its serial number.
type Receive struct {
	Part     string  `json:"part"`
	Revision string  `json:"revision,omitzero"`
	Maker    string  `json:"maker,omitzero"`
	Lot      string  `json:"lot,omitzero"`    // the maker's lot text
	Serial   string  `json:"serial,omitzero"` // of a unit, instead of a lot
	Quantity Decimal `json:"quantity,omitzero"`
	UoM      string  `json:"uom,omitzero"`
	// Containers hold parts of the lot, each with its own number.
	Containers  []ReceivedContainer `json:"containers,omitzero"`
	Identifiers []NewIdent          `json:"identifiers,omitzero"`
	Supplier    string              `json:"supplier,omitzero"`
	Receipt     string              `json:"receipt,omitzero"` // number of the delivery note
	Location    string              `json:"location,omitzero"`
}

// ReceivedContainer is one reel, drum or box of a delivery.
type ReceivedContainer struct {
	Number   string  `json:"number"`
	Quantity Decimal `json:"quantity"`
}

func (a Receive) decide(d *decider) {
	_, ok := d.partOf(a.Part, &a.Revision, &a.UoM)
	if !ok {
		return
	}
	if a.Serial != "" {
		a.unit(d)
		return
	}
	if !d.identifier("lot", a.Lot) || !d.quantity("quantity", &a.Quantity) {
		return
	}
	lot, known := d.lot(a.Part, a.Maker, a.Lot)
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepReceiving, Disposition: epcis.DispActive,
		Items: []Item{{Object: lot, Quantity: a.Quantity, UoM: a.UoM}}, Location: a.Location,
		Partner: Partner{ID: a.Supplier, Purpose: a.Receipt},
	}
	if !known {
		m.Declared = []Declared{{
			Object: lot, Kind: KindLot, Part: a.Part, Revision: a.Revision, Maker: a.Maker, UoM: a.UoM,
			Identifiers: append([]NewIdent{{SchemeLot, a.Maker, a.Lot}}, a.Identifiers...),
		}}
	}
	d.fact(m)
	a.containers(d, lot)
	d.permit(lot, "Received "+string(a.Quantity)+" "+a.UoM+" of lot "+a.Lot+".", "")
}

// containers parts the received lot into its containers.
func (a *Receive) containers(d *decider, lot ObjectID) {
	if len(a.Containers) == 0 {
		return
	}
	if len(a.Containers) > maxMade {
		d.refuse(CodeBadValue, Evidence{"field": "containers", "value": strconv.Itoa(len(a.Containers)), "problem": "at most " + strconv.Itoa(maxMade)})
		return
	}
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispActive,
		Edge: EdgeSplit, Location: a.Location,
	}
	var total Decimal = "0"
	for _, c := range a.Containers {
		if !d.unused(c.Number) || !d.quantity("quantity of container "+c.Number, &c.Quantity) {
			return
		}
		id := d.mint()
		total = add(total, c.Quantity)
		m.Declared = append(m.Declared, Declared{
			Object: id, Kind: KindContainer, Part: a.Part, Revision: a.Revision, Maker: a.Maker, UoM: a.UoM,
			Identifiers: []NewIdent{{SchemePackage, a.Maker, c.Number}},
		})
		m.Outputs = append(m.Outputs, Item{Object: id, Quantity: c.Quantity, UoM: a.UoM})
	}
	if compare(total, a.Quantity) > 0 {
		d.refuse(CodeBadValue, Evidence{"field": "containers", "value": string(total), "problem": "they hold more than the " + string(a.Quantity) + " received"})
		return
	}
	m.Items = []Item{{Object: lot, Quantity: total, UoM: a.UoM}}
	d.fact(m)
}

// unit books in one unit. A unit that a fact spoke of before is described now.
func (a *Receive) unit(d *decider) {
	if !d.identifier("serial", a.Serial) {
		return
	}
	id, known := d.serial(a.Part, a.Maker, a.Serial)
	if known && !d.s.isStub(id) {
		d.refuse(CodeTaken, Evidence{"code": a.Serial, "object": string(id)})
		return
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepReceiving, Disposition: epcis.DispActive,
		Items: []Item{{Object: id}}, Location: a.Location, Partner: Partner{ID: a.Supplier, Purpose: a.Receipt},
		Declared: []Declared{{
			Object: id, Kind: KindUnit, Part: a.Part, Revision: a.Revision, Maker: a.Maker, UoM: a.UoM,
			Identifiers: append([]NewIdent{{SchemeSerial, a.Maker, a.Serial}}, a.Identifiers...),
		}},
	})
	d.permit(id, "Received "+a.Part+" "+a.Serial+".", "")
}
