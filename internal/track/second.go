package track

import (
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// taken is an item as what goes off the books: with its signs turned.
func (it Item) taken() Item {
	it.Quantity = negate(it.Quantity)
	if it.Second != "" {
		it.Second = negate(it.Second)
	}
	return it
}

// leastShare is how many digits the fraction of a share has at least.
const leastShare = 3

// share is how much of its second quantity goes with a quantity of an object:
// in proportion to what is left of both, to as many digits as it has, or three.
// It is empty where no second quantity is kept, or nothing is left.
func share(o Object, quantity Decimal) Decimal {
	if o.Second == "" || sign(o.Quantity) <= 0 {
		return ""
	}
	if compare(quantity, o.Quantity) == 0 {
		return o.Second
	}
	_, fraction, _ := strings.Cut(string(o.Second), ".")
	digits := int32(max(len(fraction), leastShare)) //nolint:gosec // at most 30
	part := new(apd.Decimal)
	_, _ = decimals().Quo(part, number(times(o.Second, quantity)), number(o.Quantity))
	_, _ = decimals().Quantize(part, part, -digits)
	return short(Decimal(part.Text('f')))
}

// second checks the second quantity of a part, where one is given, and returns
// the unit it is kept in.
func (d *decider) second(o Object, q *Decimal) (unit string, ok bool) {
	if *q == "" {
		return "", true
	}
	r, found := d.recipe(o)
	if !found || r.part.SecondUoM == "" {
		d.bad("second", clip(string(*q)), "no second quantity is kept of "+first(o.Part, o.name())+": its plant definition has no secondUom")
		return "", false
	}
	parsed, number := ParseDecimal(string(*q))
	if !number || sign(parsed) < 0 {
		d.bad("second", strconv.QuoteToASCII(clip(string(*q))), "it must be a decimal number, zero or above")
		return "", false
	}
	*q = parsed
	return r.part.SecondUoM, true
}

// weighed gives an item the second quantity that was found, where one was, in
// place of its share.
func (d *decider) weighed(o Object, second Decimal, it *Item) bool {
	unit, ok := d.second(o, &second)
	if second == "" || !ok {
		return ok
	}
	if it.Quantity == "" {
		d.bad("second", string(second), o.name()+" goes whole")
		return false
	}
	it.Second, it.SecondUoM = second, unit
	return true
}

// weigh gives an item the second quantity that others have together, where one
// of them has any.
func (it *Item) weigh(others []Item) {
	it.Second = ""
	for _, other := range others {
		if other.Second != "" {
			it.Second, it.SecondUoM = add(it.Second, other.Second), other.SecondUoM
		}
	}
}
