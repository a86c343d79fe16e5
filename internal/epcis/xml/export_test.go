package xml

import "github.com/tracewright/tracewright/internal/epcis"

// Plain is how a decimal is written, Same one text for all that mean the same.
var Plain = plain

func Same(d epcis.Decimal) epcis.Decimal {
	if s := plain(d); len(s) > epcis.MaxDecimal {
		return epcis.Decimal(short(s))
	}
	return epcis.Decimal(plain(d))
}
