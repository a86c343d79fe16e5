package plant

import (
	"slices"

	"github.com/tracewright/tracewright/internal/ident/serial"
)

// Pool is numbers that somebody else has given for one use: the MAC addresses, the
// IMEIs or the serial numbers of a customer.
type Pool struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Kind is what the numbers are.
	Kind PoolKind `json:"kind"`
	// Scheme is that of the identifiers that units get; empty means the kind.
	Scheme string `json:"scheme,omitempty"`
	// Issuer is who gave the numbers.
	Issuer string `json:"issuer,omitempty"`
	// Low is how many numbers are few: from then on each drawing warns.
	Low int `json:"low,omitempty"`
	// Each is how many numbers a unit draws; 0 means 1.
	Each int `json:"each,omitempty"`
	// Operations are at whose beginning a unit draws; empty means never by itself.
	Operations []string `json:"operations,omitempty"`
	// Parts are the part numbers of the units that draw by themselves; empty means
	// any.
	Parts []string `json:"parts,omitempty"`
}

// PoolKind is what the numbers of a pool are: those of package ident/serial.
type PoolKind = serial.Kind

// IdentifierScheme is that of the identifiers that units get of the pool.
func (p *Pool) IdentifierScheme() string {
	if p.Scheme != "" {
		return p.Scheme
	}
	return string(p.Kind)
}

// PerUnit is how many numbers a unit draws by itself.
func (p *Pool) PerUnit() int { return max(1, p.Each) }

// DrawnAt reports whether a unit of a part draws at the beginning of an operation.
func (p *Pool) DrawnAt(part, operation string) bool {
	return slices.Contains(p.Operations, operation) && (len(p.Parts) == 0 || slices.Contains(p.Parts, part))
}

// Pool finds a pool by its code.
func (x *Index) Pool(code string) (*Pool, bool) {
	p, ok := x.pools[code]
	return p, ok
}

var poolKindShape = oneOf(serial.MACs, serial.IMEIs, serial.Digits, serial.Texts)

var poolShape = &shape{kind: kindObject, title: "pool", identity: []string{"code"}, fields: []field{
	{"code", true, "The pool's code, unique in the plant.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"kind", true, "What the numbers are: mac, imei, digit (numbers of equal length) or text (given one by one).", poolKindShape},
	{"scheme", false, "The scheme of the identifiers that units get, and their field on labels; none means the kind, for mac and imei.", codeShape},
	{"issuer", false, "Who gives the numbers.", nameShape},
	{"low", false, "How many numbers are few: from then on each drawing warns.", countShape},
	{"each", false, "How many numbers a unit draws by itself; none means 1.", countShape},
	{"operations", false, "The codes of the operations at whose beginning a unit draws; none means never by itself.", listOf(codeShape)},
	{"parts", false, "The part numbers of the units that draw by themselves; none means any.", listOf(codeShape)},
}}

// maxEach bounds the numbers that a unit draws by itself.
const maxEach = 100

// pools checks the pools of numbers.
func (c *checker) pools() {
	seen := unique{}
	for i := range c.d.Pools {
		p, at := &c.d.Pools[i], (*path)(nil).at("pools").item(i)
		c.uniqueCode(seen, p.Code, at.at("code"), "pool", "the plant")
		c.name(p.Name, at.at("name"))
		c.given(string(p.Kind), at.at("kind"), "pool", "a kind of number", poolKindShape.enum)
		c.name(p.Issuer, at.at("issuer"))
		switch {
		case p.Scheme != "":
			c.codeText(p.Scheme, at.at("scheme"))
		case p.Kind == serial.Digits || p.Kind == serial.Texts:
			c.fault(at.at("scheme"), "name it, such as customer-serial", "pool %s does not say as what its numbers are kept", quoted(p.Code))
		}
		c.count(p.Low, at.at("low"), 0)
		if p.Each < 0 || p.Each > maxEach {
			c.fault(at.at("each"), "write 1 to 100", "%d is out of range", p.Each)
		}
		references(c, p.Operations, at.at("operations"), "operation", "the pool", c.operations)
		c.partNumbers(p.Parts, at.at("parts"), "the pool")
		if len(p.Operations) == 0 && (len(p.Parts) > 0 || p.Each != 0) {
			c.fault(at, "add operations:, or remove parts: and each:", "nothing is drawn from pool %s by itself", quoted(p.Code))
		}
	}
}
