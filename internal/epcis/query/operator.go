package query

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/uom"
)

// family is a parameter whose name goes on with a word of the asker's.
type family struct {
	prefix string
	read   func(p *parser, name, rest string, values []string) error
}

var families = []family{
	{"EQ_bizTransaction_", typed(FieldTransaction, epcis.TransactionTypes, func(e *epcis.Event) []epcis.Party {
		list := make([]epcis.Party, len(e.Transactions))
		for i, t := range e.Transactions {
			list[i] = epcis.Party(t)
		}
		return list
	})},
	{"EQ_source_", typed(FieldSource, epcis.PartyTypes, func(e *epcis.Event) []epcis.Party { return e.Sources })},
	{"HASATTR_", hasAttribute},
	{"EQATTR_", equalAttribute},
	{"EQ_ATTR_", equalAttribute}, // so it is called in the schema of queries
	{"EQ_destination_", typed(FieldDestination, epcis.PartyTypes, func(e *epcis.Event) []epcis.Party { return e.Destinations })},
}

// typed is a parameter of things with a type, which its name ends with. The type
// "unknown" stands for those without one.
func typed(f Field, terms *epcis.Terms, get func(*epcis.Event) []epcis.Party) func(*parser, string, string, []string) error {
	return func(p *parser, name, kind string, values []string) error {
		kind = terms.Word(p.expanded(kind))
		if !terms.Has(kind) && !strings.Contains(kind, ":") && kind != "unknown" {
			return refuse(name, strconv.Quote(kind)+" is not a type of the vocabulary", "end the name with a word of the vocabulary, or a URI")
		}
		c := condition{keys: []Key{}}
		all := &wanted{ids: map[string]bool{}}
		for _, v := range values {
			id := Canonical(p.expanded(v))
			all.ids[id] = true
			c.keys = append(c.keys, Key{Field: f, Value: id})
		}
		c.match = func(s *subject) bool {
			for _, one := range get(s.e) {
				same := one.Type == "" && kind == "unknown" || terms.Word(s.expanded(one.Type)) == kind
				if same && all.among(s, []string{one.ID}) {
					return true
				}
			}
			return false
		}
		p.q.conditions = append(p.q.conditions, c)
		return nil
	}
}

// operation is a comparison.
type operation string

// holds reports whether a comparison has the outcome that is asked for; order is
// negative, zero or positive.
func (o operation) holds(order int) bool {
	switch o {
	case "EQ":
		return order == 0
	case "GT":
		return order > 0
	case "GE":
		return order >= 0
	case "LT":
		return order < 0
	}
	return order <= 0 // LE
}

var (
	named    = regexp.MustCompile(`^(EQ|GT|GE|LT|LE|EXISTS)_(.+)$`)
	quantity = regexp.MustCompile(`^quantity(?:_([A-Z0-9]{2,3}))?$`)
	measured = regexp.MustCompile(`^(value|minValue|maxValue|meanValue|sDev|percValue|percRank)(?:_([A-Z0-9]{2,3}))?$`)
	placed   = regexp.MustCompile(`^(INNER_)?(readPoint|bizLocation)_(.+)$`)
	extended = regexp.MustCompile(`^(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_)?(.+)$`)
)

// operator reads a parameter whose name begins with a comparison.
func (p *parser) operator(name string, values []string) error {
	parts := named.FindStringSubmatch(name)
	if parts == nil {
		return refuse(name, "is not a parameter of event queries", "correct its name, or leave it out")
	}
	op, rest := operation(parts[1]), parts[2]
	if m := quantity.FindStringSubmatch(rest); m != nil && op != "EXISTS" {
		return p.quantities(name, op, m[1], values)
	}
	if m := measured.FindStringSubmatch(rest); m != nil && op != "EXISTS" {
		return p.measured(name, op, m[1], m[2], values)
	}
	if m := placed.FindStringSubmatch(rest); m != nil {
		if op != "EQ" {
			return refuse(name, "compares a field of a place other than by EQ", "use EQ_"+rest)
		}
		return p.extension(name, op, m[1] != "", m[2], m[3], values)
	}
	m := extended.FindStringSubmatch(rest)
	return p.extension(name, op, m[1] != "", strings.TrimSuffix(m[2], "_"), m[3], values)
}

// amount is a number with its unit.
type amount struct {
	number *big.Rat
	unit   string // empty: none is asked for
}

// amounts reads the numbers of a parameter.
func amounts(name string, op operation, unit string, values []string) ([]amount, error) {
	if op != "EQ" && len(values) > 1 {
		return nil, refuse(name, "has several values", "give one")
	}
	all := make([]amount, len(values))
	for i, v := range values {
		n, ok := number(v)
		if !ok {
			return nil, refuse(name, strconv.Quote(v)+" is not a number", "write it like 12 or -0.50")
		}
		all[i] = amount{n, unit}
	}
	return all, nil
}

// number reads a number of a bounded size.
func number(text string) (*big.Rat, bool) {
	if !epcis.IsNumber(text) || len(text) > 100 {
		return nil, false
	}
	if i := strings.IndexAny(text, "eE"); i >= 0 && len(strings.TrimLeft(text[i+1:], "+-0")) > 3 {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// compared reports whether a number with its unit, which may be empty, has the
// relation to one of the amounts.
func compared(d epcis.Decimal, unit string, op operation, all []amount) bool {
	n, ok := number(string(d))
	if !ok {
		return false
	}
	for _, a := range all {
		if unit == a.unit || a.unit == "" {
			if op.holds(n.Cmp(a.number)) {
				return true
			}
			continue
		}
		ours, mine, known := uom.SI(unit, n)
		theirs, asked, same := uom.SI(a.unit, a.number)
		if known && same && ours == theirs && op.holds(mine.Cmp(asked)) {
			return true
		}
	}
	return false
}

// quantities is a parameter of how much there is of a class. A number without a
// unit is a count.
func (p *parser) quantities(name string, op operation, unit string, values []string) error {
	all, err := amounts(name, op, unit, values)
	if err != nil {
		return err
	}
	p.q.conditions = append(p.q.conditions, condition{match: func(s *subject) bool {
		e := s.e
		for _, list := range [][]epcis.Quantity{e.Quantities, e.ChildQuantities, e.InputQuantities, e.OutputQuantities} {
			for _, q := range list {
				if (unit != "" || q.UoM == "") && q.Quantity != "" && compared(q.Quantity, q.UoM, op, all) {
					return true
				}
			}
		}
		return false
	}})
	return nil
}

// measured is a parameter of a number of a sensor report.
func (p *parser) measured(name string, op operation, member, unit string, values []string) error {
	if unit == "" && !strings.HasPrefix(member, "perc") {
		return refuse(name, "names no unit", "end the name with a code of UN/ECE Recommendation 20, such as _CEL")
	}
	all, err := amounts(name, op, unit, values)
	if err != nil {
		return err
	}
	get := map[string]func(*epcis.SensorReport) epcis.Decimal{
		"value":     func(r *epcis.SensorReport) epcis.Decimal { return r.Value },
		"minValue":  func(r *epcis.SensorReport) epcis.Decimal { return r.MinValue },
		"maxValue":  func(r *epcis.SensorReport) epcis.Decimal { return r.MaxValue },
		"meanValue": func(r *epcis.SensorReport) epcis.Decimal { return r.MeanValue },
		"sDev":      func(r *epcis.SensorReport) epcis.Decimal { return r.SDev },
		"percValue": func(r *epcis.SensorReport) epcis.Decimal { return r.PercValue },
		"percRank":  func(r *epcis.SensorReport) epcis.Decimal { return r.PercRank },
	}[member]
	compare := compared
	if member == "sDev" {
		compare = spread
	}
	p.q.reading = append(p.q.reading, func(_ *subject, _ *epcis.SensorMetadata, r *epcis.SensorReport) bool {
		return compare(get(r), r.UoM, op, all)
	})
	return nil
}

// spread compares standard deviations: differences, which know no zero of a
// scale.
func spread(d epcis.Decimal, unit string, op operation, all []amount) bool {
	n, ok := number(string(d))
	if !ok {
		return false
	}
	difference := func(unit string, n *big.Rat) (string, *big.Rat, bool) {
		_, zero, _ := uom.SI(unit, new(big.Rat))
		quantity, si, ok := uom.SI(unit, n)
		if ok {
			si.Sub(si, zero)
		}
		return quantity, si, ok
	}
	for _, a := range all {
		if unit == a.unit {
			if op.holds(n.Cmp(a.number)) {
				return true
			}
			continue
		}
		ours, mine, known := difference(unit, n)
		theirs, asked, same := difference(a.unit, a.number)
		if known && same && ours == theirs && op.holds(mine.Cmp(asked)) {
			return true
		}
	}
	return false
}

// sensorTime is a parameter of when a reading was made: a time of the report
// itself, or of its element.
func (p *parser) sensorTime(name string, values []string) error {
	t, err := instant(name, values)
	if err != nil {
		return err
	}
	var w Window
	w.narrow(!strings.HasPrefix(name, "LT_"), t)
	if strings.HasPrefix(name, "EQ_") {
		w.narrow(false, t.Add(1))
	}
	p.q.reading = append(p.q.reading, func(_ *subject, m *epcis.SensorMetadata, r *epcis.SensorReport) bool {
		var times []time.Time
		switch name[3:] {
		case "time":
			times = []time.Time{r.Time, m.Time}
		case "startTime":
			times = []time.Time{m.StartTime}
		default:
			times = []time.Time{m.EndTime}
		}
		return slices.ContainsFunc(times, func(t time.Time) bool { return !t.IsZero() && w.holds(t) })
	})
	return nil
}

// readingWord is a parameter of a text of a sensor report, or of the metadata of
// its element.
func (p *parser) readingWord(name string, values []string) error {
	member := strings.TrimPrefix(name, "EQ_")
	get := readings[member]
	wants := make([]string, len(values))
	for i, v := range values {
		wants[i] = Canonical(p.expanded(v))
		switch {
		case member == "type":
			wants[i] = epcis.Measurements.Word(p.expanded(v))
		case member == "stringValue" || member == "hexBinaryValue":
			wants[i] = v
		case member == "booleanValue" && v != "true" && v != "false":
			return refuse(name, strconv.Quote(v)+" is not a boolean", "use true or false")
		}
	}
	p.q.reading = append(p.q.reading, func(s *subject, m *epcis.SensorMetadata, r *epcis.SensorReport) bool {
		for _, text := range get(m, r) {
			switch member {
			case "type":
				text = epcis.Measurements.Word(s.expanded(text))
			case "stringValue":
				if r.StringValue == nil {
					return false
				}
			case "hexBinaryValue":
				if slices.ContainsFunc(wants, func(w string) bool { return text != "" && strings.EqualFold(w, text) }) {
					return true
				}
				continue
			default:
				text = s.canonical(text)
			}
			if (text != "" || member == "stringValue") && slices.Contains(wants, text) {
				return true
			}
		}
		return false
	})
	if member == "deviceID" {
		c := condition{match: func(*subject) bool { return true }, keys: []Key{}}
		for _, w := range wants {
			c.keys = append(c.keys, Key{Field: FieldDevice, Value: w})
		}
		p.q.conditions = append(p.q.conditions, c) // for the index; the reading decides
	}
	return nil
}

// readings are the texts of a sensor report by their parameters, and those of the
// metadata of its element that stand for all its reports.
var readings = map[string]func(*epcis.SensorMetadata, *epcis.SensorReport) []string{
	"type":     func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.Type} },
	"deviceID": func(m *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.DeviceID, m.DeviceID} },
	"deviceMetadata": func(m *epcis.SensorMetadata, r *epcis.SensorReport) []string {
		return []string{r.DeviceMetadata, m.DeviceMetadata}
	},
	"rawData": func(m *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.RawData, m.RawData} },
	"dataProcessingMethod": func(m *epcis.SensorMetadata, r *epcis.SensorReport) []string {
		return []string{r.DataProcessingMethod, m.DataProcessingMethod}
	},
	"bizRules":          func(m *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.BizRules, m.BizRules} },
	"microorganism":     func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.Microorganism} },
	"chemicalSubstance": func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.ChemicalSubstance} },
	"hexBinaryValue":    func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.HexBinaryValue} },
	"uriValue":          func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string { return []string{r.URIValue} },
	"stringValue": func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string {
		if r.StringValue == nil {
			return nil
		}
		return []string{*r.StringValue}
	},
	"booleanValue": func(_ *epcis.SensorMetadata, r *epcis.SensorReport) []string {
		if r.BooleanValue == nil {
			return nil
		}
		return []string{strconv.FormatBool(*r.BooleanValue)}
	},
}

// extension is a parameter of an extension field.
func (p *parser) extension(name string, op operation, inner bool, at, field string, values []string) error {
	uri, local, err := p.field(name, field)
	if err != nil {
		return err
	}
	keeps := func(jsontext.Value) bool { return true }
	want := true
	if op == "EXISTS" {
		if want, err = existence(name, values); err != nil {
			return err
		}
	} else if keeps, err = comparison(name, op, values); err != nil {
		return err
	}
	p.q.conditions = append(p.q.conditions, condition{match: func(s *subject) bool {
		for _, list := range extensionsOf(s.e, at) {
			if (&finder{s, uri, local, keeps}).in(list, inner) {
				return want
			}
		}
		return !want
	}})
	return nil
}
