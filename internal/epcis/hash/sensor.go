package hash

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

const rdfs = "http://www.w3.org/2000/01/rdf-schema#"

func (t *text) sensors(list []epcis.SensorElement) {
	elements := make([]string, len(list))
	for i := range list {
		elements[i] = t.sensor(&list[i])
	}
	t.list("sensorElementList", elements)
}

// inside returns a text for a part, with the same version and prefixes.
func (t *text) inside() *text { return &text{version: t.version, spaces: t.spaces} }

func (t *text) sensor(s *epcis.SensorElement) string {
	in := t.inside()
	m := &s.Metadata
	in.add("time", instant(m.Time))
	in.add("startTime", instant(m.StartTime))
	in.add("endTime", instant(m.EndTime))
	in.id("deviceID", m.DeviceID)
	in.id("deviceMetadata", m.DeviceMetadata)
	in.id("rawData", m.RawData)
	in.id("dataProcessingMethod", m.DataProcessingMethod)
	in.id("bizRules", m.BizRules)
	in.raw(in.extensions(m.Extensions)...)
	out := "sensorElement"
	if in.b.Len() > 0 {
		out += "sensorMetadata" + in.b.String()
	}
	reports := make([]string, len(s.Reports))
	for i := range s.Reports {
		reports[i] = t.report(&s.Reports[i])
	}
	return out + listText("", reports) + strings.Join(t.extensions(s.Extensions), "")
}

func (t *text) report(r *epcis.SensorReport) string {
	in := t.inside()
	in.raw("sensorReport")
	in.term("type", epcis.Measurements, r.Type)
	in.term("exception", epcis.Alerts, r.Exception)
	in.id("deviceID", r.DeviceID)
	in.id("deviceMetadata", r.DeviceMetadata)
	in.id("rawData", r.RawData)
	in.id("dataProcessingMethod", r.DataProcessingMethod)
	in.add("time", instant(r.Time))
	in.id("microorganism", r.Microorganism)
	in.id("chemicalSubstance", r.ChemicalSubstance)
	in.add("value", number(string(r.Value)))
	in.term("component", epcis.Components, r.Component)
	if r.StringValue != nil {
		in.add("stringValue", in.canonical(*r.StringValue))
	}
	if r.BooleanValue != nil {
		in.add("booleanValue", strconv.FormatBool(*r.BooleanValue))
	}
	in.add("hexBinaryValue", r.HexBinaryValue)
	in.id("uriValue", r.URIValue)
	in.add("minValue", number(string(r.MinValue)))
	in.add("maxValue", number(string(r.MaxValue)))
	in.add("meanValue", number(string(r.MeanValue)))
	in.add("sDev", number(string(r.SDev)))
	in.add("percRank", number(string(r.PercRank)))
	in.add("percValue", number(string(r.PercValue)))
	in.add("uom", r.UoM)
	in.id("coordinateReferenceSystem", r.CoordinateReferenceSystem)
	in.id("bizRules", r.BizRules) // the algorithm forgets it; it stands at the end here
	in.raw(in.extensions(r.Extensions)...)
	return in.b.String()
}

// nested is a name with extensions in it; nothing for none.
func (t *text) nested(name string, list []epcis.Extension) string {
	return listText(name, t.extensions(list))
}

// extensions are the texts of extensions, sorted.
func (t *text) extensions(list []epcis.Extension) []string {
	var out []string
	for i := range list {
		if uri, local, ok := t.spaces.Expand(list[i].Name); ok && uri == rdfs && local == "comment" {
			continue // a remark for people
		}
		out = t.entries(out, t.name(list[i].Name), list[i].Value)
	}
	if len(out) > 1 {
		slices.Sort(out)
	}
	return out
}

// name is the name of an extension with its namespace in braces.
func (t *text) name(s string) string {
	if uri, local := t.spaces.Split(s); uri != "" {
		return "{" + uri + "}" + local
	}
	return s
}

// entries appends the text of a value under its name; of a list, one for each
// of its values.
func (t *text) entries(out []string, name string, v jsontext.Value) []string {
	switch v.Kind() {
	case '[':
		eachElement(v, func(v jsontext.Value) { out = t.entries(out, name, v) })
		return out
	case '{':
		return append(out, t.object(name, v))
	}
	return append(out, name+t.scalar(v))
}

func (t *text) scalar(v jsontext.Value) string {
	s := string(v)
	switch v.Kind() {
	case '"':
		b, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			return ""
		}
		s = string(b)
	case 'n':
		return ""
	}
	if s = t.canonical(s); s == "" {
		return ""
	}
	return "=" + s
}

// object is an object under its name. A typed value is its value; attributes
// and what is mixed with text count as members.
func (t *text) object(name string, v jsontext.Value) string {
	var members []string
	value := ""
	eachMember(v, func(key string, v jsontext.Value) {
		switch {
		case key == "@value" && v.Kind() != '{' && v.Kind() != '[':
			value = t.scalar(v)
		case key == "@type":
		case key == "#content":
			var words strings.Builder
			eachElement(v, func(v jsontext.Value) {
				if v.Kind() == '{' {
					eachMember(v, func(key string, v jsontext.Value) { members = t.entries(members, t.name(key), v) })
				} else if b, err := jsontext.AppendUnquote(nil, v); err == nil {
					words.Write(b)
				}
			})
			if s := t.canonical(words.String()); s != "" {
				value = "=" + s
			}
		default:
			members = t.entries(members, t.name(strings.TrimPrefix(key, "@")), v)
		}
	})
	slices.Sort(members)
	return name + value + strings.Join(members, "")
}
