package ident

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/mh10"
)

// readPromised reads what the symbology identifier says to be GS1.
func (p *parser) readPromised() {
	_, m, err := gs1.ParseScan(p.scan, gs1.Options{})
	if err != nil && p.readSubstituted() {
		return
	}
	if err != nil {
		p.faults = append(p.faults, FaultOf(SchemeGS1, err)) // its places count so already
		return
	}
	p.addGS1(m, Certain, "the reader says that the symbol is "+p.symbology.Name)
}

// readBracketed reads what people write.
func (p *parser) readBracketed() {
	m, err := gs1.ParseBracketed(p.data, gs1.Options{})
	if err != nil {
		p.refused(SchemeGS1, err)
		return
	}
	p.addGS1(m, Certain, "application identifiers stand in brackets")
}

// addGS1 keeps a message. What stands beside what is a fault that is told, since
// the elements of a label may lie in several symbols.
func (p *parser) addGS1(m message, c Confidence, reason string) {
	r := Reading{
		Scheme: SchemeGS1, Confidence: c, Reason: reason, Elements: gs1Elements(m), Identifiers: gs1Identifiers(m),
		Canonical: m.Bracketed(), Text: m.Text(), message: m,
	}
	for _, f := range m.Check() {
		r.Faults = append(r.Faults, FaultOf(SchemeGS1, f))
	}
	p.add(r)
}

// readLink reads a Digital Link: as the standard has it, as older versions had
// it, and compressed.
func (p *parser) readLink() {
	l, err := gs1.ParseLink(p.data, gs1.LinkOptions{})
	if err == nil {
		p.addLink(l, Certain, "the path of the URI has a GS1 key and its value")
		return
	}
	p.refused(SchemeLink, err)
	if l, err := gs1.ParseLink(p.data, gs1.LinkOptions{Names: true, ShortGTIN: true}); err == nil {
		p.addLink(l, Likely, "the path of the URI has a GS1 key in a form that older versions of the standard had")
		p.faults = nil
		return
	}
	if l, err := gs1.Decompress(p.data); err == nil {
		p.addLink(l, Possible, "the end of the URI can be a compressed GS1 Digital Link, with check digits that are right")
	}
}

func (p *parser) addLink(l gs1.Link, c Confidence, reason string) {
	m := l.Message()
	p.add(Reading{
		Scheme: SchemeLink, Confidence: c, Reason: reason, Elements: gs1Elements(m), Identifiers: gs1Identifiers(m),
		Canonical: l.Canonical().String(), Text: m.Text(), message: m,
	})
}

// readUnmarked reads what does not say itself what it is: what a reader without
// symbology identifiers, or a keyboard wedge, sent.
func (p *parser) readUnmarked() {
	p.readKey()
	p.readElements()
	p.readTag()
	p.readNumber()
	p.readDataElement()
}

// readKey reads the digits of a GTIN or an SSCC alone, by their check digit.
func (p *parser) readKey() {
	if strings.Trim(p.data, "0123456789") != "" {
		return
	}
	switch len(p.data) {
	case 8, 12, 13, 14:
		g, err := gs1.ParseGTIN(p.data)
		if err != nil {
			p.refused(SchemeGS1, err)
			return
		}
		p.addGS1(message{{AI: "01", Value: string(g)}}, Likely, "it has as many digits as a GTIN, and the check digit is right")
	case 18:
		if gs1.HasCheckDigit(p.data) {
			p.addGS1(message{{AI: "00", Value: p.data}}, Possible, "it has as many digits as an SSCC, and the check digit is right")
		}
	}
}

// readElements reads an element string, damaged ones too.
func (p *parser) readElements() {
	data := p.data
	written := strings.HasPrefix(data, "^") // FNC1, as people write it
	if written {
		data = strings.ReplaceAll(data, "^", string(gs1.GS))
	}
	if p.readSubstituted() {
		return
	}
	m, err := gs1.Parse(data, gs1.Options{})
	separated := strings.IndexByte(data, gs1.GS) >= 0
	switch {
	case separated && err != nil:
		p.refused(SchemeGS1, err)
	case separated:
		p.addGS1(m, Certain, "group separators part application identifiers with their values")
	case err != nil:
		p.recover(err)
	case hasCheckedKey(m):
		p.addUnseparated(m)
	case strings.Trim(data, "0123456789") != "": // digits alone, without a check digit, may be anything
		p.addGS1(m, Possible, "it begins with an application identifier")
	}
}

// readSubstituted reads an element string in which what the plant has set up
// stands for GS, and reports whether it could.
func (p *parser) readSubstituted() bool {
	for _, s := range p.options.Separators {
		if r := gs1.Recover(p.data, []string{s}); s != "" && strings.Contains(p.data, s) && len(r.Readings) == 1 {
			p.addGS1(r.Readings[0], Recovered, r.Reason+", as this plant has set up")
			return true
		}
	}
	return false
}

// addUnseparated keeps an element string without group separators that can be
// read as it stands, beside what it may have been if the reader has lost them.
// Other readings that gain a date or a checked number are as good as the first.
func (p *parser) addUnseparated(m message) {
	c := Likely
	others := p.lost(m)
	if slices.ContainsFunc(others, func(other message) bool { return gains(other, m) }) {
		c = Possible
	}
	p.addGS1(m, c, "it begins with an application identifier, and the check digit of its key is right")
	p.addLost(others)
}

// gains reports whether a reading has a date or a key that another lacks.
func gains(m, than message) bool {
	return slices.ContainsFunc(m, func(e gs1.Element) bool {
		_, there := than.Value(e.AI)
		return !there && (gs1Roles[e.AI] == mh10.RoleDate || hasCheckedKey(message{e}))
	})
}

// hasCheckedKey reports whether a message has a key whose check digit is right.
func hasCheckedKey(m message) bool {
	return slices.ContainsFunc(m, func(e gs1.Element) bool {
		switch e.AI {
		case "00", "01", "02", "03", "8003", "8006", "8017", "8018", "253", "255", "402", "414":
			return true
		}
		return false
	})
}

// recover reads an element string that cannot be read as it stands.
func (p *parser) recover(err error) {
	r := gs1.Recover(p.data, gs1.Substitutes)
	if m, ok := r.Only(); ok {
		p.addGS1(m, Recovered, r.Reason)
		return
	}
	others := checked(r.Readings)
	p.addLost(others)
	if len(others) == 0 && len(p.data) >= 16 && strings.Trim(p.data[:16], "0123456789") == "" {
		p.refused(SchemeGS1, err) // long enough to have been meant as one
	}
}

// lost lists what an element string that can be read as it stands may also have
// been, before its separators were lost.
func (p *parser) lost(known message) []message {
	return slices.DeleteFunc(checked(gs1.Recover(p.data, nil).Readings), func(m message) bool { return m.Bracketed() == known.Bracketed() })
}

// checked are the readings that have a key with a check digit.
func checked(all []message) []message {
	return slices.DeleteFunc(all, func(m message) bool { return !hasCheckedKey(m) })
}

func (p *parser) addLost(others []message) {
	for _, m := range others {
		p.addGS1(m, Possible, "if the reader has lost the group separators, it may be this")
	}
}

// gs1Roles says what values are good for.
var gs1Roles = map[string]mh10.Role{
	"00": mh10.RolePackage, "01": mh10.RolePart, "02": mh10.RolePart, "03": mh10.RolePart, "10": mh10.RoleLot,
	"11": mh10.RoleDate, "12": mh10.RoleDate, "13": mh10.RoleDate, "15": mh10.RoleDate, "16": mh10.RoleDate,
	"17": mh10.RoleDate, "21": mh10.RoleSerial, "235": mh10.RoleSerial, "240": mh10.RolePart, "241": mh10.RolePart, "250": mh10.RoleSerial,
	"30": mh10.RoleQuantity, "37": mh10.RoleQuantity, "400": mh10.RoleOrder, "401": mh10.RolePackage,
	"402": mh10.RolePackage, "410": mh10.RoleParty, "411": mh10.RoleParty, "412": mh10.RoleParty, "413": mh10.RoleParty,
	"414": mh10.RolePlace, "415": mh10.RoleParty, "416": mh10.RolePlace, "417": mh10.RoleParty, "7003": mh10.RoleDate,
	"8003": mh10.RoleContainer, "8006": mh10.RolePart, "8008": mh10.RoleDate, "8010": mh10.RolePart,
	"8011": mh10.RoleSerial, "8017": mh10.RoleParty, "8018": mh10.RoleParty,
}

func gs1Elements(m message) []Element {
	out := make([]Element, len(m))
	for i, e := range m {
		ai, _ := gs1.Lookup(e.AI)
		role, ok := gs1Roles[e.AI]
		switch {
		case ok:
		case e.AI[0] == '3' && e.AI >= "3100" && e.AI < "3700":
			role = mh10.RoleQuantity
		default:
			role = mh10.RoleAttribute
		}
		out[i] = Element{ID: e.AI, Name: ai.Title, Role: role, Value: e.Value}
	}
	return out
}

// gs1Key says what a key names, alone and with what makes it more exact.
type gs1Key struct {
	kind  string
	level Level
	// fixed is how long the value is without its serial component, where it has
	// one; the kind then begins with s when it is there.
	fixed int
	with  []gs1Qualifier
}

type gs1Qualifier struct {
	ai, kind string
	level    Level
}

var gs1Keys = map[string]gs1Key{
	"00":  {kind: "sscc", level: Instance},
	"01":  {kind: "gtin", level: Class, with: []gs1Qualifier{{"21", "sgtin", Instance}, {"235", "upui", Instance}, {"10", "lgtin", Batch}}},
	"253": {kind: "gdti", level: Class, fixed: 13}, "255": {kind: "gcn", level: Class, fixed: 13},
	"401": {kind: "ginc", level: Instance}, "402": {kind: "gsin", level: Instance},
	"414": {kind: "gln", level: Instance, with: []gs1Qualifier{{"254", "sgln", Instance}}}, "417": {kind: "pgln", level: Instance},
	"8003": {kind: "grai", level: Class, fixed: 14}, "8004": {kind: "giai", level: Instance},
	"8006": {kind: "itip", level: Class, with: []gs1Qualifier{{"21", "itip", Instance}}},
	"8010": {kind: "cpid", level: Class, with: []gs1Qualifier{{"8011", "cpi", Instance}}}, "8013": {kind: "gmn", level: Class},
	"8017": {kind: "gsrnp", level: Instance}, "8018": {kind: "gsrn", level: Instance},
}

// gs1Identifiers lists what the keys of a message name, the most exact first.
// The values are constrained canonical Digital Links, as EPCIS compares them.
func gs1Identifiers(m message) []Identifier {
	var found []Identifier
	for _, e := range m {
		key, ok := gs1Keys[e.AI]
		if !ok {
			continue
		}
		for _, q := range key.with {
			if value, there := m.Value(q.ai); there {
				found = append(found, Identifier{q.kind, q.level, linkOf(message{e, {AI: q.ai, Value: value}})})
			}
		}
		level := key.level
		if key.fixed > 0 && len(e.Value) > key.fixed {
			level = Instance
		}
		found = append(found, Identifier{key.kind, level, linkOf(message{e})})
	}
	sortIdentifiers(found)
	return found
}

// sortIdentifiers puts the most exact first.
func sortIdentifiers(found []Identifier) {
	slices.SortStableFunc(found, func(a, b Identifier) int { return a.Level.rank() - b.Level.rank() })
}

func (l Level) rank() int { return slices.Index([]Level{Instance, Batch, Class}, l) }

func linkOf(m message) string {
	l, err := gs1.NewLink("", m)
	if err != nil {
		return ""
	}
	return l.String()
}
