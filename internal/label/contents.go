package label

import (
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/plant"
)

// aim are the symbology identifiers that a reader puts before what it reads in
// the GS1 symbologies (ISO/IEC 15424), so that it can mean nothing else.
var aim = map[symbol.Symbology]string{symbol.GS1128: "]C1", symbol.GS1QR: "]Q3", symbol.GS1DataMatrix: "]d2"}

// Contents lists what a reader must read in the symbols of a label, in their
// order; one that is left out for want of a field has none. The error is an
// *Error.
func Contents(l *plant.Label, fields Fields) ([]string, error) {
	var all []string
	for i := range l.Elements {
		e := &l.Elements[i]
		if e.Kind != plant.ElementSymbol {
			continue
		}
		text, _, given, err := contents(e, fields)
		if err != nil && (given || !e.Optional) {
			return nil, at(i, err)
		}
		if given {
			all = append(all, aim[symbol.Symbology(e.Symbology)]+text)
		}
	}
	return all, nil
}
