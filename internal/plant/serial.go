package plant

import "github.com/tracewright/tracewright/internal/ident/pattern"

// SerialPattern is the pattern of the serial numbers of a part, ready to be
// used; it is not ok for a part without one. The part must come from this index.
func (x *Index) SerialPattern(part *Part) (p *pattern.Pattern, ok bool) {
	p, ok = x.serials[part]
	return p, ok
}

// serialFault says why the serial pattern of a part cannot be used; nil if it
// can.
func serialFault(p *Part) error {
	_, err := pattern.Compile(p.Number, p.Serials)
	return err
}
