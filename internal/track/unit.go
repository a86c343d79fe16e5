package track

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
)

// inUnit converts quantities that are given in some unit into the unit that a
// part is counted in, exactly, by the factor that the plant definition has for
// it. What is no number stays as it is, for whoever reads it next to refuse.
func (d *decider) inUnit(part *plant.Part, unit string, quantities ...*Decimal) bool {
	own := part.Unit()
	if unit == "" || unit == own {
		return true
	}
	i := slices.IndexFunc(part.Units, func(c plant.Conversion) bool { return c.UoM == unit })
	if i < 0 {
		units := []string{own}
		for _, c := range part.Units {
			units = append(units, c.UoM)
		}
		d.bad("uom", unit, part.Number+" is counted in "+strings.Join(units, " or "))
		return false
	}
	for _, q := range quantities {
		if given, ok := ParseDecimal(string(*q)); ok {
			*q = short(times(given, part.Units[i].Factor))
		}
	}
	return true
}

// inUnitOf does the same for a quantity of an object, such as of a lot.
func (d *decider) inUnitOf(o Object, unit string, quantities ...*Decimal) bool {
	own := first(o.UoM, pieces)
	if unit == "" || unit == own {
		return true
	}
	if r, ok := d.recipe(o); ok && r.part.Unit() == own {
		return d.inUnit(r.part, unit, quantities...)
	}
	d.bad("uom", unit, o.name()+" is counted in "+own)
	return false
}

// short is a number without zeros at the end of its fraction.
func short(d Decimal) Decimal {
	if !strings.Contains(string(d), ".") {
		return d
	}
	return Decimal(strings.TrimSuffix(strings.TrimRight(string(d), "0"), "."))
}
