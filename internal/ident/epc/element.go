package epc

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Lengths says how many digits the GS1 company prefix has that the digits begin
// with; false where it does not know. Table.Length is one; Fixed makes one.
type Lengths func(digits string) (n int, ok bool)

// Fixed returns a Lengths for keys whose company prefix is known to have n
// digits, say from their original URN.
func Fixed(n int) Lengths {
	return func(string) (int, bool) { return n, true }
}

// Elements returns the EPC as the elements of a GS1 element string (TDS clause
// 7); false for the schemes that have none, such as GID.
func (e EPC) Elements() (gs1.Message, bool) {
	sp := find(e.Scheme)
	if sp == nil || sp.ai == "" || e.Check() != nil {
		return nil, false
	}
	next := 2 + sp.same
	elements := gs1.Message{{AI: sp.ai, Value: sp.key(e.Parts[0], e.Parts[1]) + strings.Join(e.Parts[2:next], "")}}
	if sp.tailAI != "" && e.Parts[next] != sp.absent {
		elements = append(elements, gs1.Element{AI: sp.tailAI, Value: e.Parts[next]})
	}
	return elements, true
}

// Elements returns what a pattern names as a GS1 key without a serial number,
// that is, a class; false where it names more than one key.
func (p Pattern) Elements() (gs1.Message, bool) {
	sp := find(p.EPC.Scheme)
	if sp == nil || sp.ai == "" || p.Fixed < 2 {
		return nil, false
	}
	if p.Fixed == len(sp.parts) {
		return p.EPC.Elements()
	}
	// All but the serial must be there, even where it shares the key's value.
	if p.Fixed != len(sp.parts)-1 {
		return nil, false
	}
	return gs1.Message{{AI: sp.ai, Value: sp.key(p.EPC.Parts[0], p.EPC.Parts[1]) + strings.Join(p.EPC.Parts[2:p.Fixed], "")}}, true
}

// Beginnings are how the element strings of all that fits begin: the application
// identifier of the key, and the texts of which its value has one at its beginning.
// It is not ok for a scheme without a key of GS1.
func (p Pattern) Beginnings() (ai string, values []string, ok bool) {
	sp := find(p.EPC.Scheme)
	if sp == nil || sp.ai == "" {
		return "", nil, false
	}
	company := p.EPC.Parts[0]
	switch {
	case p.Fixed == 0:
		return sp.ai, []string{sp.lead}, true
	case !sp.rotate:
		return sp.ai, []string{sp.lead + company}, true
	case p.Fixed > 1:
		return sp.ai, []string{sp.lead + p.EPC.Parts[1][:1] + company + p.EPC.Parts[1][1:]}, true
	}
	for digit := '0'; digit <= '9'; digit++ {
		values = append(values, sp.lead+string(digit)+company)
	}
	return sp.ai, values, true
}

// key puts company prefix and reference together as the value of the key.
func (sp *spec) key(company, reference string) string {
	key := company + reference
	if sp.rotate {
		key = reference[:1] + company + reference[1:]
	}
	if sp.check {
		if c, ok := gs1.CheckDigit(key); ok {
			key += string(c)
		}
	}
	return sp.lead + key
}

// FromElements returns the EPC that the elements name; elements that are no
// part of it are left aside. The company prefix is as long as lengths says.
// Without that, the error has the code "epc.prefix-unknown"; for a key without
// a serial, "epc.class"; for a GTIN that must not become an EPC,
// "epc.restricted".
func FromElements(elements gs1.Message, lengths Lengths) (EPC, error) {
	p, err := PatternFromElements(elements, lengths)
	if err != nil {
		return EPC{}, err
	}
	return p.whole()
}

// whole returns the EPC of a pattern without stars.
func (p Pattern) whole() (EPC, error) {
	if sp := find(p.EPC.Scheme); p.Fixed < len(sp.parts) {
		return EPC{}, refuse("epc.class", sp.parts[p.Fixed].name, "is missing, so that a class is named and no single thing", "give it, or ask for the pattern")
	}
	return p.EPC, nil
}

// PatternFromElements is FromElements for classes as well: a key without its
// serial becomes a pattern with a star in its place.
func PatternFromElements(elements gs1.Message, lengths Lengths) (Pattern, error) {
	if value, ok := elements.Value("01"); ok && len(value) == 14 && restricted(value) {
		return Pattern{}, refuse("epc.restricted", "(01)", refusal.Quote(value)+" is of a range that is unique in one company or region only, and makes no EPC", "use a URI of your own, or a GTIN that GS1 has given out")
	}
	return read(elements, lengths)
}

// restricted reports whether a GTIN, in 14 digits, is of a range that must not
// become an EPC (TDS clauses 7.3.3 to 7.3.7): for use within a company or a
// region, for coupons and refunds.
func restricted(gtin string) bool {
	if short, ok := strings.CutPrefix(gtin, "000000"); ok {
		return short[0] == '0' || short[0] == '2'
	}
	p := gtin[1:]
	return p[:2] == "02" || p[:2] == "04" || p[0] == '2' || p[:2] == "99" ||
		"0001" <= p[:4] && p[:4] <= "0007" || "980" <= p[:3] && p[:3] <= "984"
}

// read is PatternFromElements for what exists already, restricted or not.
func read(elements gs1.Message, lengths Lengths) (Pattern, error) {
	sp, value := choose(elements)
	if sp == nil {
		return Pattern{}, refuse("epc.no-key", "", "none of the elements is a key of an EPC", "give one such as (01) or (00)")
	}
	e := EPC{Scheme: sp.scheme}
	rest, err := sp.divide(&e, value, lengths)
	if err != nil {
		return Pattern{}, err
	}
	fixed := 2
	for i := 2; i < 2+sp.same && rest != ""; i++ {
		n := min(sp.parts[i].max, len(rest))
		e.Parts[i], rest, fixed = rest[:n], rest[n:], i+1
	}
	if rest != "" {
		return Pattern{}, refuse("epc.part", "("+sp.ai+")", "is too long", "give the key as GS1 defines it")
	}
	tail, ok := elements.Value(sp.tailAI)
	if !ok {
		tail, ok = sp.absent, sp.absent != ""
	}
	switch {
	case !ok:
	case fixed < 2+sp.same:
		return Pattern{}, refuse("epc.part", "("+sp.ai+")", "is too short", "give the key as GS1 defines it")
	default:
		e.Parts[fixed], fixed = tail, fixed+1
	}
	for i := range fixed {
		if err := sp.parts[i].check(e.Parts[i], e.Parts[0]); err != nil {
			return Pattern{}, err
		}
	}
	return Pattern{EPC: e, Fixed: fixed}, nil
}

// choose finds the scheme of elements: that of the first key whose tail is
// there, or else of the first key. A lot has no pattern, so that a GTIN alone
// is an SGTIN.
func choose(elements gs1.Message) (sp *spec, value string) {
	for i := range specs {
		s := &specs[i]
		v, ok := elements.Value(s.ai)
		if !ok {
			continue
		}
		if _, ok := elements.Value(s.tailAI); ok || s.tailAI == "" {
			return s, v
		}
		if sp == nil {
			sp, value = s, v
		}
	}
	return sp, value
}

// divide splits the value of a key into company prefix and reference, and
// returns what follows them in the value.
func (sp *spec) divide(e *EPC, value string, lengths Lengths) (rest string, err error) {
	where := "(" + sp.ai + ")"
	value, ok := strings.CutPrefix(value, sp.lead)
	total := sp.parts[1].max
	switch {
	case !ok:
		return "", refuse("epc.key", where, "does not begin with "+sp.lead, "put it there")
	case !sp.check: // the reference is what follows the prefix
		n, err := prefixLength(value, lengths)
		if err != nil {
			return "", err
		}
		e.Parts[0], e.Parts[1] = value[:n], value[n:]
		return "", nil
	case len(value) <= total || !allDigits(value[:total+1]):
		return "", refuse("epc.key", where, refusal.Quote(value)+" does not begin with the digits of a key", "give all of them, with leading zeros")
	case !gs1.HasCheckDigit(value[:total+1]):
		return "", refuse("epc.check-digit", where, "has a wrong check digit", "scan it again, or correct it at its source")
	}
	key := value[:total]
	if !sp.rotate {
		n, err := prefixLength(key, lengths)
		if err != nil {
			return "", err
		}
		e.Parts[0], e.Parts[1] = key[:n], key[n:]
		return value[total+1:], nil
	}
	n, err := prefixLength(key[1:], lengths)
	if err != nil && sp.ai == "01" && strings.HasPrefix(value, "000000") {
		n, err = 8, nil // a GTIN-8, whose prefix is of GS1 itself (TDS clause 7.3.2)
	}
	if err != nil {
		return "", err
	}
	e.Parts[0], e.Parts[1] = key[1:n+1], key[:1]+key[n+1:]
	return value[total+1:], nil
}

func prefixLength(digits string, lengths Lengths) (int, error) {
	if lengths != nil {
		if n, ok := lengths(digits); ok {
			if n < 6 || n > 12 || n > len(digits) || !allDigits(digits[:n]) {
				return 0, refuse("epc.prefix-length", "company prefix", "cannot have the length that is given for it", "give 6 to 12, within the digits of the key")
			}
			return n, nil
		}
	}
	return 0, refuse("epc.prefix-unknown", "company prefix", "its length is not known", "load the GCP length table of GS1, or give the original URN")
}
