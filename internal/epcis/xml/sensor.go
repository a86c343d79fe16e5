package xml

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// asJSON is the attribute that names those attributes beside it whose value is
// JSON: XML has no place for the structure of an extension there.
const asJSON = "json"

// mark is a member of a sensor's metadata or report: an attribute in XML.
type mark[T any] struct {
	name  string
	read  func(*events, *T, *node, string) error
	write func(*printer, *T) (value string, has bool)
}

func markText[T any](tag string, at func(*T) *string, terms ...*epcis.Terms) mark[T] {
	return mark[T]{
		name: tag,
		read: func(ev *events, v *T, _ *node, s string) error {
			s = strings.Trim(s, " \t\r\n")
			for _, t := range terms {
				s = ev.term(t, s)
			}
			*at(v) = s
			return nil
		},
		write: func(p *printer, v *T) (string, bool) {
			s := *at(v)
			for _, t := range terms {
				s = p.term(t, s)
			}
			return s, s != ""
		},
	}
}

func markTime[T any](tag string, at func(*T) *time.Time) mark[T] {
	return mark[T]{
		name: tag,
		read: func(_ *events, v *T, n *node, s string) error { return n.instantOf(s, at(v)) },
		write: func(p *printer, v *T) (string, bool) {
			if at(v).IsZero() {
				return "", false
			}
			return p.instant(*at(v)), true
		},
	}
}

func markNumber[T any](tag string, at func(*T) *epcis.Decimal) mark[T] {
	return mark[T]{
		name:  tag,
		read:  func(_ *events, v *T, n *node, s string) (err error) { *at(v), err = n.decimal(s); return err },
		write: func(_ *printer, v *T) (string, bool) { return string(*at(v)), *at(v) != "" },
	}
}

var stringValue = mark[report]{
	name: "stringValue",
	read: func(_ *events, r *report, _ *node, s string) error {
		r.StringValue = &s
		return nil
	},
	write: func(_ *printer, r *report) (string, bool) {
		if r.StringValue == nil {
			return "", false
		}
		return *r.StringValue, true
	},
}

var booleanValue = mark[report]{
	name: "booleanValue",
	read: func(_ *events, r *report, n *node, s string) error {
		switch strings.TrimSpace(s) {
		case "true", "1":
			r.BooleanValue = new(true)
		case "false", "0":
			r.BooleanValue = new(false)
		default:
			return n.fail("kind", "has a booleanValue that is neither true nor false", "write true or false")
		}
		return nil
	},
	write: func(_ *printer, r *report) (string, bool) {
		if r.BooleanValue == nil {
			return "", false
		}
		return strconv.FormatBool(*r.BooleanValue), true
	},
}

type (
	metadata = epcis.SensorMetadata
	report   = epcis.SensorReport
)

var metadataMarks = []mark[metadata]{
	markTime("time", func(m *metadata) *time.Time { return &m.Time }),
	markTime("startTime", func(m *metadata) *time.Time { return &m.StartTime }),
	markTime("endTime", func(m *metadata) *time.Time { return &m.EndTime }),
	markText("deviceID", func(m *metadata) *string { return &m.DeviceID }),
	markText("deviceMetadata", func(m *metadata) *string { return &m.DeviceMetadata }),
	markText("rawData", func(m *metadata) *string { return &m.RawData }),
	markText("dataProcessingMethod", func(m *metadata) *string { return &m.DataProcessingMethod }),
	markText("bizRules", func(m *metadata) *string { return &m.BizRules }),
}

var reportMarks = []mark[report]{
	markText("type", func(r *report) *string { return &r.Type }, epcis.Measurements),
	markText("exception", func(r *report) *string { return &r.Exception }, epcis.Alerts),
	markText("deviceID", func(r *report) *string { return &r.DeviceID }),
	markText("deviceMetadata", func(r *report) *string { return &r.DeviceMetadata }),
	markText("rawData", func(r *report) *string { return &r.RawData }),
	markText("dataProcessingMethod", func(r *report) *string { return &r.DataProcessingMethod }),
	markText("bizRules", func(r *report) *string { return &r.BizRules }),
	markTime("time", func(r *report) *time.Time { return &r.Time }),
	markText("microorganism", func(r *report) *string { return &r.Microorganism }),
	markText("chemicalSubstance", func(r *report) *string { return &r.ChemicalSubstance }),
	markText("coordinateReferenceSystem", func(r *report) *string { return &r.CoordinateReferenceSystem }),
	markNumber("value", func(r *report) *epcis.Decimal { return &r.Value }),
	markText("component", func(r *report) *string { return &r.Component }, epcis.Components),
	stringValue,
	booleanValue,
	markText("hexBinaryValue", func(r *report) *string { return &r.HexBinaryValue }),
	markText("uriValue", func(r *report) *string { return &r.URIValue }),
	markNumber("minValue", func(r *report) *epcis.Decimal { return &r.MinValue }),
	markNumber("maxValue", func(r *report) *epcis.Decimal { return &r.MaxValue }),
	markNumber("meanValue", func(r *report) *epcis.Decimal { return &r.MeanValue }),
	markNumber("sDev", func(r *report) *epcis.Decimal { return &r.SDev }),
	markNumber("percRank", func(r *report) *epcis.Decimal { return &r.PercRank }),
	markNumber("percValue", func(r *report) *epcis.Decimal { return &r.PercValue }),
	markText("uom", func(r *report) *string { return &r.UoM }),
}

// readMarks reads the attributes of an element into v, and those with a
// namespace into extensions.
func readMarks[T any](ev *events, n *node, v *T, marks []mark[T]) ([]epcis.Extension, error) {
	var x object
	structured, _ := n.attr(epcis.Namespace, asJSON)
attributes:
	for _, a := range n.attrs {
		switch {
		case a.space == xsiSpace, a.space == epcis.Namespace && a.local == asJSON:
			continue
		case a.space != "":
			name := ev.prefixes.jsonName(a.name)
			value := quote(a.value)
			if strings.Contains(" "+structured+" ", " "+a.prefix+":"+a.local+" ") {
				value = jsontext.Value(a.value)
				if !value.IsValid() {
					return nil, n.fail("json", "has the attribute "+a.local+", which is no JSON", "send one JSON value there")
				}
			}
			x.add(name, value)
			continue
		}
		for _, m := range marks {
			if m.name == a.local {
				if err := m.read(ev, v, n, a.value); err != nil {
					return nil, err
				}
				continue attributes
			}
		}
		return nil, n.fail("member", "has the attribute "+a.local+", which is unknown", "leave it out, or give it a declared prefix")
	}
	if s, err := n.content(); err != nil || s != "" {
		if err == nil {
			err = n.fail("member", "has a text, for which there is no place", "leave it out")
		}
		return nil, err
	}
	return x.extensions(), nil
}

func readSensor(ev *events, n *node, s *epcis.SensorElement) (err error) {
	s.Extensions, err = ev.children(n, map[string]func(*node) error{
		"sensorMetadata": func(k *node) (err error) {
			s.Metadata.Extensions, err = readMarks(ev, k, &s.Metadata, metadataMarks)
			return err
		},
		"sensorReport": func(k *node) (err error) {
			var r report
			r.Extensions, err = readMarks(ev, k, &r, reportMarks)
			s.Reports = append(s.Reports, r)
			return err
		},
	}, "sensorMetadata", "sensorReport*")
	if err == nil && len(s.Reports) == 0 {
		err = n.fail("required", "has no sensorReport", "give at least one")
	}
	return err
}

func writeSensor(p *printer, s *epcis.SensorElement) {
	p.start("sensorElement")
	writeMarks(p, "sensorMetadata", &s.Metadata, metadataMarks, s.Metadata.Extensions)
	for i := range s.Reports {
		writeMarks(p, "sensorReport", &s.Reports[i], reportMarks, s.Reports[i].Extensions)
	}
	p.extensions(s.Extensions)
	p.end("sensorElement")
}

func writeMarks[T any](p *printer, tag string, v *T, marks []mark[T], x []epcis.Extension) {
	p.begin(tag)
	any := tag == "sensorReport"
	for _, m := range marks {
		if s, has := m.write(p, v); has {
			any = true
			p.attribute(m.name, s)
		}
	}
	var names, structured []string
	for i := range x {
		any = true
		name := p.qualified(x[i].Name, false)
		if slices.Contains(names, name) { // by a prefix and written out
			p.fail("", "duplicate", "has the attribute "+name+" twice", "keep one of the two")
		}
		names = append(names, name)
		value := string(x[i].Value)
		if x[i].Value.Kind() == '"' {
			value = unquote(x[i].Value)
		} else {
			structured = append(structured, name)
		}
		p.attribute(name, value)
	}
	if len(structured) > 0 {
		p.attribute(p.prefixed(epcis.Namespace, "tw")+":"+asJSON, strings.Join(structured, " "))
	}
	if !any {
		p.abandon()
		return
	}
	p.raw("/>")
	p.pop()
}
