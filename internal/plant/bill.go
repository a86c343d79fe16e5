package plant

import (
	"cmp"
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

const (
	maxPhantoms = 16     // levels of phantoms in phantoms
	maxBill     = 10_000 // lines of a resolved bill, phantoms included

	maxPhantomLines = 500_000 // of phantoms in all bills together
)

// resolver gives the lines of a bill, with the lines of each phantom in its
// place: numbered "20/10" for line 10 of the phantom in line 20, their
// quantities multiplied, at the phantom's operation and for its option where
// they name none of their own, effective as the phantom's line is. A phantom's
// newest revision is taken. A bill that is too deep or too long, which Check
// refuses, is cut.
type resolver struct {
	newest func(number string) (*Part, bool)
	// phantoms counts the lines of phantoms in all bills of the definition.
	phantoms *int
	steps    int
	lines    []*BOMLine
	// problem says what is wrong with a phantom, and empty if nothing is.
	problem string
}

func (r *resolver) add(line *BOMLine, depth int) {
	if depth > 0 {
		*r.phantoms++
	}
	if r.steps++; r.steps > maxBill || depth > maxPhantoms || *r.phantoms > maxPhantomLines {
		r.problem = "the bill has too many lines, or too many levels of phantoms"
		return
	}
	phantom, ok := r.newest(line.Part)
	if !ok || !phantom.Phantom {
		if depth > 0 && line.Quantity != "" && !line.Quantity.Valid() {
			r.problem = "the quantity of line " + line.Line + " is not a decimal number of at most " + strconv.Itoa(maxDigits) + " digits"
		}
		r.lines = append(r.lines, line)
		return
	}
	for _, inner := range phantom.BOM {
		if inner.Option != "" && line.Option != "" && inner.Option != line.Option {
			r.problem = "line " + line.Line + " and line " + inner.Line + " of phantom " + line.Part + " each have an option"
		}
		inner.Line = line.Line + "/" + inner.Line
		inner.Quantity = times(cmp.Or(line.Quantity, "1"), cmp.Or(inner.Quantity, "1"))
		inner.Operation = cmp.Or(inner.Operation, line.Operation)
		inner.Option = cmp.Or(inner.Option, line.Option)
		inner.Effective = line.Effective
		r.add(&inner, depth+1)
	}
}

// times multiplies two decimals exactly; where either is 1 the other keeps its
// text.
func times(a, b Decimal) Decimal {
	switch {
	case a.Cmp("1") == 0:
		return b
	case b.Cmp("1") == 0:
		return a
	}
	x, y, product := a.value(), b.value(), apd.Decimal{}
	if _, err := apd.BaseContext.WithPrecision(2*maxDigits).Mul(&product, &x, &y); err != nil {
		return b
	}
	return Decimal(product.Text('f'))
}
