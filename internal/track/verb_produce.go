package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// ProduceUnit assigns serial numbers to new units of a part made here.
type ProduceUnit struct {
	Part        string     `json:"part,omitzero" doc:"number of the part, as in the plant definition; left out: that of the work order" eg:"PUMP-100" usual:"true"`
	Revision    string     `json:"revision,omitzero" doc:"revision of the part; left out: that of the work order, or the current one" eg:"B"`
	Serial      string     `json:"serial,omitzero" doc:"serial number of the unit" eg:"SN000129" usual:"true"`
	Serials     []string   `json:"serials,omitzero" doc:"serial numbers of several units at once" eg:"SN000129,SN000130"`
	Count       int        `json:"count,omitzero" doc:"how many units get the next serial numbers by the pattern of the part" eg:"24"`
	Order       string     `json:"order,omitzero" doc:"number of the work order" eg:"WO-17"`
	Identifiers []NewIdent `json:"identifiers,omitzero" doc:"further numbers of a single unit" eg:"[{\"scheme\":\"alias\",\"value\":\"4711\"}]"`
}

func (a ProduceUnit) decide(d *decider) {
	given := a.Revision
	if !d.asOrdered(a.Order, &a.Part, &a.Revision) || !d.identifier("part", a.Part) {
		return
	}
	serials := a.Serials
	if a.Serial != "" {
		serials = append([]string{a.Serial}, serials...)
	}
	n := len(serials) + a.Count
	if n == 0 || n > maxMade || a.Count < 0 {
		d.bad("serials", strconv.Itoa(n), "give from 1 to "+strconv.Itoa(maxMade)+" serial numbers, or a count")
		return
	}
	uom, named := "", a.Revision
	if d.asCurrent(a.Order, a.Part, Decimal(strconv.Itoa(n)), &a.Revision); !d.partFor(a.Order, a.Part, &a.Revision, &uom) {
		return
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepCommissioning, Disposition: epcis.DispActive, Order: a.Order,
	}
	if a.Count > 0 {
		next, ok := d.nextSerials(m, a.Part, a.Revision, a.Count)
		if !ok {
			return
		}
		serials = append(serials, next...)
	}
	seen, bySerial := map[string]bool{}, named == "" && d.bySerial(a.Part)
	for _, serial := range serials {
		revision := a.Revision
		if bySerial {
			d.asOfSerial(a.Order, a.Part, serial, &revision)
		}
		d.revisionGiven(a.Order, a.Part, serial, first(given, named))
		id, ok := d.newUnit(m, a.Part, revision, d.site(), serial, seen[serial])
		if !ok {
			return
		}
		d.byPattern(id, a.Part, revision, serial)
		seen[serial] = true
		m.Items = append(m.Items, Item{Object: id})
	}
	if len(a.Identifiers) > 0 && len(serials) > 1 {
		d.bad("identifiers", strconv.Itoa(len(a.Identifiers)), "they are given to a single unit")
	}
	if !d.further(m, m.Items[0].Object, a.Part, a.Identifiers) {
		return
	}
	d.producible(a.Order, a.Part, Decimal(strconv.Itoa(len(serials))))
	d.fact(m)
	next := d.firstStation(a.Part, a.Revision, a.Order)
	if named == "" {
		next = sentences(next, d.settleRevision(a.Order, a.Part, a.Revision, Decimal(strconv.Itoa(n))))
	}
	d.permit(m.Items[0].Object, "Serial number assigned: "+serials[0]+more(len(serials))+".", next)
}

// newUnit declares a unit of a part, unless it is known already: then what is
// asked for is refused, and a report speaks of the unit that there is.
func (d *decider) newUnit(m *Material, part, revision, maker, serial string, again bool) (ObjectID, bool) {
	if !d.identifier("serial", serial) {
		return "", false
	}
	id, known := d.serial(part, maker, serial)
	if known && !again && !d.s.isStub(id) && d.reusable(part, revision, id) {
		id, known = d.mint(), false
	}
	if again || known && !d.s.isStub(id) {
		if d.mistake(CodeTaken, id, Evidence{"code": serial, "object": part + " " + serial}); d.stopped() || !again {
			return id, !d.stopped()
		}
	}
	if d.notReserved(id, part, maker, serial, m.Order); d.stopped() {
		return id, false
	}
	m.Declared = append(m.Declared, Declared{
		Object: id, Kind: KindUnit, Part: part, Revision: revision, Maker: maker,
		Identifiers: []NewIdent{{Scheme: SchemeSerial, Issuer: maker, Value: serial}},
	})
	return id, true
}

// more says how many others there are.
func more(n int) string {
	if n < 2 {
		return ""
	}
	return " and " + strconv.Itoa(n-1) + " more"
}

// firstStation says where a new object of a part goes.
func (d *decider) firstStation(number, revision, order string) string {
	made, ok := d.recipe(Object{Part: number, Revision: revision, Order: order})
	if !ok {
		return ""
	}
	route, ok := made.route()
	if !ok || len(route.Operations) == 0 {
		return ""
	}
	op := route.Operations[0]
	return first(op.Name, op.Code) + d.stationsFor(op.Code) + "."
}

// ProduceLot makes a quantity of a part as a lot. With inputs, their identity
// ends in it (mixing, moulding, cutting).
type ProduceLot struct {
	Part     string  `json:"part,omitzero" doc:"number of the part, as in the plant definition; left out: that of the work order" eg:"GREASE-1" usual:"true"`
	Revision string  `json:"revision,omitzero" doc:"revision of the part; left out: that of the work order, or the current one" eg:"B"`
	Lot      string  `json:"lot" doc:"text of the new lot" eg:"G-12"`
	Quantity Decimal `json:"quantity" doc:"how much was made, in the unit of uom" eg:"25"`
	UoM      string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the part" eg:"KGM"`
	Second   Decimal `json:"second,omitzero" doc:"its second quantity, such as its weight" eg:"2.45"`
	Order    string  `json:"order,omitzero" doc:"number of the work order" eg:"WO-17"`
	Inputs   []Input `json:"inputs,omitzero" doc:"what it was made of" eg:"[{\"ref\":\"BASE-4\",\"quantity\":\"20\"},{\"ref\":\"ADD-9\",\"quantity\":\"5\"}]"`
}

func (a ProduceLot) decide(d *decider) {
	given := a.Revision
	if !d.asOrdered(a.Order, &a.Part, &a.Revision) {
		return
	}
	named, revision := a.Revision, a.Revision
	if !d.partFor(a.Order, a.Part, &revision, &a.UoM, &a.Quantity) || !d.identifier("lot", a.Lot) || !d.quantity("quantity", &a.Quantity) {
		return
	}
	d.asCurrent(a.Order, a.Part, a.Quantity, &a.Revision)
	a.Revision = first(a.Revision, revision)
	d.revisionGiven(a.Order, a.Part, "", first(given, named))
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispActive, Order: a.Order,
	}
	lot := d.newLot(m, a.Part, a.Revision, d.site(), a.UoM, a.Lot)
	it := Item{Object: lot, Quantity: a.Quantity, UoM: a.UoM}
	if !d.weighed(Object{Part: a.Part, Revision: a.Revision, Order: a.Order}, a.Second, &it) {
		return
	}
	m.Items = []Item{it}
	if part, ok := d.partNamed(Object{Part: a.Part, Revision: a.Revision}); ok && !d.lives(m, lot, part, "") {
		return
	}
	if len(a.Inputs) > 0 {
		m.Shape, m.Action, m.Edge = epcis.Transformation, "", EdgeConsumed
		m.Outputs = m.Items
		if _, m.Items = d.inputs(a.Inputs, BlockConsume, d.take); d.stopped() {
			return
		}
	}
	d.producible(a.Order, a.Part, a.Quantity)
	d.fact(m)
	next := d.firstStation(a.Part, a.Revision, a.Order)
	if named == "" {
		next = sentences(next, d.settleRevision(a.Order, a.Part, a.Revision, a.Quantity))
	}
	d.permit(lot, "Made "+amount(a.Quantity, a.UoM)+" as lot "+a.Lot+".", next)
}

// newLot finds a lot of a part, or declares it.
func (d *decider) newLot(m *Material, part, revision, maker, uom, text string) ObjectID {
	lot, known := d.lot(part, maker, text)
	if !known || d.s.isStub(lot) {
		m.Declared = append(m.Declared, Declared{
			Object: lot, Kind: KindLot, Part: part, Revision: revision, Maker: maker, UoM: uom,
			Identifiers: []NewIdent{{Scheme: SchemeLot, Issuer: maker, Value: text}},
		})
	}
	return lot
}
