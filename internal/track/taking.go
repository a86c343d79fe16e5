package track

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/uom"
)

// take says how an object is used up: a unit whole, of a lot or container the
// given quantity. Where none is given, all that is left of it is taken.
func (d *decider) take(o Object, quantity Decimal) (Item, bool) {
	it := Item{Object: o.ID}
	if o.Kind != KindLot && o.Kind != KindContainer {
		if quantity != "" && (!d.quantity("quantity", &quantity) || compare(quantity, "1") != 0) {
			d.bad("quantity", string(quantity), o.name()+" is one "+string(o.Kind))
			return it, false
		}
		return it, true
	}
	already := d.taken[o.ID]
	if quantity == "" {
		if quantity = add(o.Quantity, negate(already)); sign(quantity) <= 0 {
			d.bad("quantity", "", "the books have nothing left of "+o.name()+"; say how much it is")
			return it, false
		}
	}
	if !d.quantity("quantity of "+o.name(), &quantity) {
		return it, false
	}
	it.Quantity, it.UoM, it.Second, it.SecondUoM = quantity, o.UoM, share(o, quantity), o.SecondUoM
	if d.taken == nil {
		d.taken = map[ObjectID]Decimal{}
	}
	d.taken[o.ID] = add(already, quantity)
	if compare(d.taken[o.ID], o.Quantity) > 0 {
		d.judge(plant.RuleQuantity, CodeShort, o.ID, Evidence{
			"component": o.name(), "left": amount(Decimal(first(string(o.Quantity), "0")), o.UoM), "wanted": string(d.taken[o.ID]),
		})
	}
	return it, true
}

// carry says how an object is brought elsewhere: as take does, but a container
// goes whole, with what it holds, where no quantity is given.
func (d *decider) carry(o Object, quantity Decimal) (Item, bool) {
	if o.Kind == KindContainer && quantity == "" {
		return Item{Object: o.ID}, true
	}
	return d.take(o, quantity)
}

// Input is something that goes into a product, a package or a shipment.
type Input struct {
	Ref      Ref     `json:"ref" doc:"a code, an identifier or the key of the object" eg:"SN000129"`
	Quantity Decimal `json:"quantity,omitzero" doc:"how much of a lot, in the unit of uom; left out: the whole object, or all that is left" eg:"20"`
	UoM      string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the lot" eg:"KGM"`
	Second   Decimal `json:"second,omitzero" doc:"its second quantity, such as a weight; left out: its share" eg:"2.45"`
	// Possible says why it is not sure that this went in; empty when it is.
	Possible string `json:"possible,omitzero" doc:"why it is not sure that this went in; left out when it is" eg:"one of two reels"`
}

// UnmarshalJSONFrom reads an input, or a mere reference to one, as a text.
func (in *Input) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	*in = Input{}
	if d.PeekKind() == '"' {
		return json.UnmarshalDecode(d, &in.Ref)
	}
	type plain Input // without this method
	return json.UnmarshalDecode(d, (*plain)(in))
}

// inputs resolves what is taken, and judges whether it may be. An object that
// is listed twice is taken once.
func (d *decider) inputs(inputs []Input, act Block, take func(Object, Decimal) (Item, bool)) ([]Object, []Item) {
	if len(inputs) == 0 || len(inputs) > maxMade {
		d.bad("objects", strconv.Itoa(len(inputs)), "name from 1 to "+strconv.Itoa(maxMade))
		return nil, nil
	}
	var objects []Object
	var items []Item
	listed := map[ObjectID]bool{}
	for _, in := range inputs {
		o, ok := d.object(in.Ref)
		if !ok || !d.texts("possible", in.Possible) || !d.inUnitOf(o, in.UoM, &in.Quantity) {
			return nil, nil
		}
		it, ok := take(o, in.Quantity)
		if !ok {
			return nil, nil
		}
		if it.Quantity == "" && listed[o.ID] {
			continue
		}
		listed[o.ID] = true
		if it.Possible = in.Possible; !d.weighed(o, in.Second, &it) {
			return nil, nil
		}
		d.available(o)
		d.notHeld(o, act)
		objects, items = append(objects, o), append(items, it)
	}
	return objects, items
}

// amount words a quantity: "60 pieces", "4.80 N·m"; empty without one.
func amount(q Decimal, unit string) string {
	switch {
	case q == "" || unit == "":
		return string(q)
	case unit != pieces:
		return string(q) + " " + uom.Symbol(unit)
	case q == "1":
		return "1 piece"
	}
	return string(q) + " pieces"
}
