package query

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Bounds of a query.
const (
	maxParameters = 100
	maxValues     = 1000 // of one parameter
	maxValue      = 4096 // bytes
	MaxPerPage    = 1000 // events of a page
	maxCount      = 1 << 30
	perPage       = 30
)

// Options say what parameters may refer to.
type Options struct {
	// Namespaces are the prefixes that names of extensions may have beside those
	// of the standard, as the header GS1-Extensions gives them.
	Namespaces epcis.Namespaces

	whole bool // values are not parted by "|"
}

// Parse reads a query from its parameters: names with the values of each, which
// are alternatives. A text of several values has them parted by "|". An error is
// an *epcis.Error whose path is the name of the parameter.
func Parse(parameters map[string][]string, o Options) (*Query, error) {
	if len(parameters) > maxParameters {
		return nil, refuse("", "has too many parameters", "keep within "+strconv.Itoa(maxParameters))
	}
	p := &parser{Options: o, q: &Query{Controls: Controls{PerPage: perPage}}}
	names := make([]string, 0, len(parameters))
	for name := range parameters {
		names = append(names, name)
	}
	slices.Sort(names) // the first fault is always the same
	for _, name := range names {
		values, err := p.values(name, parameters[name])
		if err == nil {
			err = p.parameter(name, values)
		}
		if err != nil {
			return nil, err
		}
	}
	return p.q, p.check()
}

type parser struct {
	Options
	q       *Query
	ordered bool // orderDirection was given
}

func refuse(name, detail, fix string) *epcis.Error {
	return &epcis.Error{Path: name, Rule: "parameter", Detail: detail, Fix: fix}
}

// values are those of a parameter; what is too much is refused.
func (p *parser) values(name string, given []string) ([]string, error) {
	if p.whole {
		return bounded(name, slices.Values(given))
	}
	return split(name, given)
}

// split parts the values of a parameter, and refuses what is too much.
func split(name string, given []string) ([]string, error) {
	return bounded(name, func(yield func(string) bool) {
		for _, text := range given {
			for v := range strings.SplitSeq(text, "|") {
				if !yield(v) {
					return
				}
			}
		}
	})
}

// bounded collects values, and refuses what is too much.
func bounded(name string, given iter.Seq[string]) ([]string, error) {
	var values []string
	for v := range given {
		switch {
		case v == "" && !strings.HasPrefix(name, "EXISTS_"):
			return nil, refuse(name, "has an empty value", "give a value, or leave the parameter out")
		case len(v) > maxValue:
			return nil, refuse(name, "has a value that is too long", "keep within "+strconv.Itoa(maxValue)+" bytes")
		case len(values) == maxValues:
			return nil, refuse(name, "has too many values", "keep within "+strconv.Itoa(maxValues))
		}
		values = append(values, v)
	}
	if len(values) == 0 {
		return nil, refuse(name, "has no value", "give a value, or leave the parameter out")
	}
	return values, nil
}

// parameter reads one parameter.
func (p *parser) parameter(name string, values []string) error {
	if at, ok := things[name]; ok {
		c, err := identified(values, at)
		if err != nil {
			return refuse(name, err.Error(), "correct the pattern")
		}
		p.q.conditions = append(p.q.conditions, c)
		return nil
	}
	if read, ok := fixed[name]; ok {
		return read(p, name, values)
	}
	for _, f := range families {
		if rest, ok := strings.CutPrefix(name, f.prefix); ok && rest != "" {
			return f.read(p, name, rest, values)
		}
	}
	return p.operator(name, values)
}

// single is the value of a parameter that has one.
func single(name string, values []string) (string, error) {
	if len(values) != 1 {
		return "", refuse(name, "has several values", "give one")
	}
	return values[0], nil
}

// check judges what parameters say together.
func (p *parser) check() error {
	c := &p.q.Controls
	switch {
	case c.EventCountLimit > 0 && c.MaxEventCount > 0:
		return refuse("maxEventCount", "stands beside eventCountLimit", "give one of the two")
	case c.EventCountLimit > 0 && c.OrderBy == "":
		return refuse("eventCountLimit", "has no orderBy", "say by orderBy which events are the first")
	case p.ordered && c.OrderBy == "":
		return refuse("orderDirection", "has no orderBy", "say by orderBy what the order is of")
	}
	return nil
}

// fixed are the parameters with a name of their own.
var fixed = map[string]func(p *parser, name string, values []string) error{
	"eventType":       (*parser).eventType,
	"GE_eventTime":    (*parser).times,
	"LT_eventTime":    (*parser).times,
	"GE_recordTime":   (*parser).times,
	"LT_recordTime":   (*parser).times,
	"EQ_action":       (*parser).action,
	"EQ_bizStep":      words(FieldStep, epcis.BizSteps, func(e *epcis.Event) []string { return []string{e.BizStep} }),
	"EQ_disposition":  words(FieldDisposition, epcis.Dispositions, func(e *epcis.Event) []string { return []string{e.Disposition} }),
	"WD_readPoint":    (*parser).within,
	"WD_bizLocation":  (*parser).within,
	"EQ_eventID":      texts(FieldEventID, func(e *epcis.Event) []string { return []string{e.EventID} }),
	"EQ_errorReason":  words(FieldReason, epcis.ErrorReasons, func(e *epcis.Event) []string { return declared(e).Reason }),
	"orderBy":         (*parser).order,
	"orderDirection":  (*parser).direction,
	"eventCountLimit": (*parser).number,
	"maxEventCount":   (*parser).number,
	"perPage":         (*parser).number,
	"nextPageToken":   (*parser).token,

	"EQ_persistentDisposition_set": words("", epcis.Dispositions, func(e *epcis.Event) []string {
		return persistent(e).Set
	}),
	"EQ_persistentDisposition_unset": words("", epcis.Dispositions, func(e *epcis.Event) []string {
		return persistent(e).Unset
	}),
	"EQ_correctiveEventID":     texts(FieldCorrective, func(e *epcis.Event) []string { return declared(e).Corrective }),
	"EXISTS_errorDeclaration":  exists(func(e *epcis.Event) bool { return e.ErrorDeclaration != nil }),
	"EXISTS_sensorElementList": exists(func(e *epcis.Event) bool { return len(e.Sensors) > 0 }),
	"EXISTS_sensorElement":     exists(func(e *epcis.Event) bool { return len(e.Sensors) > 0 }), // as drafts and older clients call it
	"EQ_time":                  (*parser).sensorTime,
	"GE_errorDeclarationTime":  (*parser).declarationTime,
	"LT_errorDeclarationTime":  (*parser).declarationTime,
	"GE_errorDeclaration_Time": (*parser).declarationTime,
	"LT_errorDeclaration_Time": (*parser).declarationTime,
	"GE_time":                  (*parser).sensorTime,
	"LT_time":                  (*parser).sensorTime,
	"GE_startTime":             (*parser).sensorTime,
	"LT_startTime":             (*parser).sensorTime,
	"GE_endTime":               (*parser).sensorTime,
	"LT_endTime":               (*parser).sensorTime,
	"EQ_type":                  (*parser).readingWord,
	"EQ_deviceID":              (*parser).readingWord,
	"EQ_deviceMetadata":        (*parser).readingWord,
	"EQ_rawData":               (*parser).readingWord,
	"EQ_dataProcessingMethod":  (*parser).readingWord,
	"EQ_microorganism":         (*parser).readingWord,
	"EQ_chemicalSubstance":     (*parser).readingWord,
	"EQ_bizRules":              (*parser).readingWord,
	"EQ_stringValue":           (*parser).readingWord,
	"EQ_booleanValue":          (*parser).readingWord,
	"EQ_hexBinaryValue":        (*parser).readingWord,
	"EQ_uriValue":              (*parser).readingWord,
}

func persistent(e *epcis.Event) epcis.PersistentDisposition {
	if e.PersistentDisposition == nil {
		return epcis.PersistentDisposition{}
	}
	return *e.PersistentDisposition
}

// declaration is what an error declaration says, as lists.
type declaration struct{ Reason, Corrective []string }

func declared(e *epcis.Event) declaration {
	if e.ErrorDeclaration == nil {
		return declaration{}
	}
	return declaration{[]string{e.ErrorDeclaration.Reason}, e.ErrorDeclaration.CorrectiveEventIDs}
}

// words is a parameter whose values are words of the vocabulary, in any form.
func words(f Field, terms *epcis.Terms, get func(*epcis.Event) []string) func(*parser, string, []string) error {
	return func(p *parser, _ string, values []string) error {
		list := make([]string, len(values))
		for i, v := range values {
			list[i] = terms.Word(p.expanded(v))
		}
		p.one(f, list, func(s *subject) []string {
			got := slices.Clone(get(s.e))
			for i := range got {
				got[i] = terms.Word(s.expanded(got[i]))
			}
			return got
		})
		return nil
	}
}

// texts is a parameter whose values are compared as they stand.
func texts(f Field, get func(*epcis.Event) []string) func(*parser, string, []string) error {
	return func(p *parser, _ string, values []string) error {
		p.one(f, values, func(s *subject) []string { return get(s.e) })
		return nil
	}
}

// one adds the condition that the event has one of the values.
func (p *parser) one(f Field, values []string, get func(*subject) []string) {
	c := condition{match: func(s *subject) bool {
		for _, v := range get(s) {
			if v != "" && slices.Contains(values, v) {
				return true
			}
		}
		return false
	}}
	if f != "" {
		for _, v := range values {
			c.keys = append(c.keys, Key{Field: f, Value: v})
		}
	}
	p.q.conditions = append(p.q.conditions, c)
}

// exists is a parameter without a value.
func exists(has func(*epcis.Event) bool) func(*parser, string, []string) error {
	return func(p *parser, name string, values []string) error {
		want, err := existence(name, values)
		if err == nil {
			p.q.conditions = append(p.q.conditions, condition{match: func(s *subject) bool { return has(s.e) == want }})
		}
		return err
	}
}

// existence reads the value of a parameter EXISTS_: none, true or false.
func existence(name string, values []string) (bool, error) {
	v, err := single(name, values)
	switch {
	case err != nil:
		return false, err
	case v == "" || v == "true":
		return true, nil
	case v == "false":
		return false, nil
	}
	return false, refuse(name, "has the value "+strconv.Quote(v), "give no value, true or false")
}

func (p *parser) eventType(name string, values []string) error {
	for i, v := range values {
		switch epcis.Type(v) {
		case epcis.Object, epcis.Aggregation, epcis.Association, epcis.Transaction, epcis.Transformation:
		default:
			if !strings.Contains(v, ":") {
				return refuse(name, strconv.Quote(v)+" is not a type of event", "use ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent or TransformationEvent, or the name of an extended one")
			}
			values[i] = p.expanded(v)
		}
	}
	p.one(FieldType, values, func(s *subject) []string { return []string{string(s.e.Type), s.expanded(string(s.e.Type))} })
	if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, ":") }) {
		p.q.conditions[len(p.q.conditions)-1].keys = nil // the index has it as it was written
	}
	return nil
}

func (p *parser) action(name string, values []string) error {
	for _, v := range values {
		if a := epcis.Action(v); a != epcis.Add && a != epcis.Observe && a != epcis.Delete {
			return refuse(name, strconv.Quote(v)+" is not an action", "use ADD, OBSERVE or DELETE")
		}
	}
	p.one("", values, func(s *subject) []string { return []string{string(s.e.Action)} })
	return nil
}

// instant reads a time.
func instant(name string, values []string) (time.Time, error) {
	text, err := single(name, values)
	if err != nil {
		return time.Time{}, err
	}
	t, ok := epcis.ParseInstant(strings.ReplaceAll(text, " ", "+")) // a plus sign that was not escaped
	if !ok {
		return t, refuse(name, strconv.Quote(text)+" is not a date and time with an offset", `write it like "2026-11-22T17:15:00.250Z"`)
	}
	return t, nil
}

func (p *parser) times(name string, values []string) error {
	t, err := instant(name, values)
	if err != nil {
		return err
	}
	w := &p.q.Occurred
	if strings.HasSuffix(name, "recordTime") {
		w = &p.q.Recorded
	}
	w.narrow(strings.HasPrefix(name, "GE_"), t)
	return nil
}

func (p *parser) declarationTime(name string, values []string) error {
	t, err := instant(name, values)
	if err != nil {
		return err
	}
	var w Window
	w.narrow(strings.HasPrefix(name, "GE_"), t)
	p.q.conditions = append(p.q.conditions, condition{match: func(s *subject) bool {
		return s.e.ErrorDeclaration != nil && w.holds(s.e.ErrorDeclaration.DeclarationTime)
	}})
	return nil
}

func (p *parser) order(name string, values []string) error {
	v, err := single(name, values)
	if err != nil {
		return err
	}
	p.q.OrderBy = Order(v)
	if p.q.OrderBy == OrderEventTime || p.q.OrderBy == OrderRecordTime {
		return nil
	}
	uri, local, err := p.field(name, v)
	p.q.OrderBy = Order(uri + " " + local)
	return err
}

func (p *parser) direction(name string, values []string) error {
	v, err := single(name, values)
	if err == nil && v != "ASC" && v != "DESC" {
		err = refuse(name, strconv.Quote(v)+" is not a direction", "use ASC or DESC")
	}
	p.ordered, p.q.Ascending = true, v == "ASC"
	return err
}

func (p *parser) number(name string, values []string) error {
	v, err := single(name, values)
	if err != nil {
		return err
	}
	most := map[string]int{"perPage": MaxPerPage}[name]
	if most == 0 {
		most = maxCount
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return refuse(name, strconv.Quote(v)+" is out of range", "give a number from 1 to "+strconv.Itoa(most))
	}
	*map[string]*int{"eventCountLimit": &p.q.EventCountLimit, "maxEventCount": &p.q.MaxEventCount, "perPage": &p.q.PerPage}[name] = n
	return nil
}

func (p *parser) token(name string, values []string) error {
	v, err := single(name, values)
	p.q.NextPageToken = v
	return err
}

// expanded is a value whose prefix the question declares.
func (p *parser) expanded(v string) string {
	if uri, local, ok := p.Namespaces.Expand(v); ok && !strings.HasPrefix(local, "//") {
		return uri + local
	}
	return v
}

// field reads the name of an extension field.
func (p *parser) field(parameter, name string) (uri, local string, err error) {
	if uri, local, ok := p.Namespaces.Expand(name); ok && local != "" && !strings.HasPrefix(local, "//") {
		return uri, local, nil
	}
	if prefix, local, ok := strings.Cut(name, ":"); ok && prefix == "tw" && local != "" {
		return epcis.Namespace, local, nil
	}
	if strings.Contains(name, "://") || strings.HasPrefix(name, "urn:") {
		if uri, local = p.Namespaces.Split(name); uri != "" && local != "" {
			return uri, local, nil
		}
	}
	if prefix, _, ok := strings.Cut(name, ":"); ok {
		return "", "", refuse(parameter, "names the prefix "+strconv.Quote(prefix)+", which nothing declares", "declare it by the header GS1-Extensions: "+prefix+"=URI")
	}
	return "", "", refuse(parameter, "is not a parameter of event queries", "correct its name, or leave it out")
}
