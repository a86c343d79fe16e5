package track

import "github.com/tracewright/tracewright/internal/plant"

// take says how an object is taken: a unit whole, of a lot or container the
// given quantity. A container without a quantity is taken with all it holds.
func (d *decider) take(o Object, quantity Decimal) (Item, bool) {
	it := Item{Object: o.ID}
	if o.Kind != KindLot && o.Kind != KindContainer {
		if quantity != "" && quantity != "1" {
			d.refuse(CodeBadValue, Evidence{"field": "quantity", "value": string(quantity), "problem": o.name() + " is one " + string(o.Kind)})
			return it, false
		}
		return it, true
	}
	if quantity == "" {
		quantity = o.Quantity
	}
	if !d.quantity("quantity of "+o.name(), &quantity) {
		return it, false
	}
	it.Quantity, it.UoM = quantity, o.UoM
	if compare(quantity, o.Quantity) > 0 {
		d.judge(plant.RuleQuantity, CodeShort, o.ID, Evidence{
			"component": o.name(), "left": first(string(o.Quantity), "0"), "uom": o.UoM, "wanted": string(quantity),
		})
	}
	return it, true
}
