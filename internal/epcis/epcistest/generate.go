package epcistest

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Events draws events of all shapes that keep the rules of the schema, in the
// form in which they are read: no list is empty, times are in UTC, and JSON
// values are normalised.
func Events() *rapid.Generator[epcis.Event] {
	return rapid.Custom(func(t *rapid.T) epcis.Event {
		e := epcis.Event{
			Type: rapid.SampledFrom([]epcis.Type{
				epcis.Object, epcis.Aggregation, epcis.Association, epcis.Transaction, epcis.Transformation, "example:Other",
			}).Draw(t, "type"),
			EventID:     maybe(t, uri()),
			EventTime:   instants().Draw(t, "eventTime"),
			ZoneOffset:  rapid.IntRange(-840, 840).Draw(t, "offset"),
			RecordTime:  maybe(t, instants()),
			BizStep:     maybe(t, rapid.SampledFrom([]string{epcis.StepInstalling, "https://example.org/steps/deburr"})),
			Disposition: maybe(t, rapid.SampledFrom([]string{epcis.DispActive, "urn:example:disposition:odd"})),
			ReadPoint:   maybe(t, uri()),
			BizLocation: maybe(t, uri()),

			Transactions:  some(t, 0, bizTransactions()),
			Sources:       some(t, 0, parties()),
			Destinations:  some(t, 0, parties()),
			Sensors:       some(t, 0, sensors()),
			Certification: some(t, 0, uri()),
			Context:       contexts().Draw(t, "context"),
			Extensions:    extensions(t),
		}
		if e.ReadPoint != "" {
			e.ReadPointExtensions = extensions(t)
		}
		if e.BizLocation != "" {
			e.BizLocationExtensions = extensions(t)
		}
		if rapid.Bool().Draw(t, "wrong") {
			e.ErrorDeclaration = &epcis.ErrorDeclaration{
				DeclarationTime:    instants().Draw(t, "declared"),
				Reason:             maybe(t, rapid.Just(epcis.ReasonIncorrectData)),
				CorrectiveEventIDs: some(t, 0, uri()),
				Extensions:         extensions(t),
			}
		}
		if rapid.Bool().Draw(t, "persistent") {
			e.PersistentDisposition = &epcis.PersistentDisposition{Set: []string{epcis.DispUnavailable}}
		}
		drawWhat(t, &e)
		return e
	})
}

// drawWhat adds what the shape of the event has.
func drawWhat(t *rapid.T, e *epcis.Event) {
	if e.Type != epcis.Transformation && e.Type != "example:Other" {
		e.Action = rapid.SampledFrom([]epcis.Action{epcis.Add, epcis.Observe, epcis.Delete}).Draw(t, "action")
	}
	switch e.Type {
	case epcis.Object:
		e.EPCs, e.Quantities = uris(t, 0), some(t, 0, quantities())
		if e.Action == epcis.Add {
			e.ILMD = extensions(t)
		}
	case epcis.Transaction:
		e.ParentID, e.EPCs, e.Quantities = maybe(t, uri()), uris(t, 0), some(t, 0, quantities())
		e.Transactions = some(t, 1, bizTransactions())
	case epcis.Aggregation, epcis.Association:
		e.ParentID = uri().Draw(t, "parent")
		e.ChildEPCs, e.ChildQuantities = uris(t, 1), some(t, 0, quantities())
	case epcis.Transformation:
		e.InputEPCs, e.InputQuantities = uris(t, 1), some(t, 0, quantities())
		e.OutputEPCs, e.OutputQuantities = uris(t, 0), some(t, 1, quantities())
		e.TransformationID = maybe(t, uri())
		e.ILMD = extensions(t)
	}
}

func maybe[T any](t *rapid.T, g *rapid.Generator[T]) T {
	var zero T
	return rapid.OneOf(rapid.Just(zero), g).Draw(t, "maybe")
}

func some[T any](t *rapid.T, least int, g *rapid.Generator[T]) []T {
	list := rapid.SliceOfN(g, least, least+2).Draw(t, "some")
	if len(list) == 0 {
		return nil
	}
	return list
}

func uris(t *rapid.T, least int) []string {
	list := rapid.SliceOfNDistinct(uri(), least, least+3, rapid.ID).Draw(t, "uris")
	if len(list) == 0 {
		return nil
	}
	return list
}

func uri() *rapid.Generator[string] {
	return rapid.StringMatching(`(urn:tracewright:[a-z]:[A-Z0-9]{1,6}|https://id\.example\.org/01/[0-9]{3}/21/([a-zé]|%2[0-9A-F]){1,3})`)
}

func instants() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		seconds := rapid.Int64Range(-62135596800+1, 253402300799).Draw(t, "seconds")
		return time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(t, "nanos")).UTC()
	})
}

func decimals() *rapid.Generator[epcis.Decimal] {
	return rapid.Custom(func(t *rapid.T) epcis.Decimal {
		return epcis.Decimal(rapid.StringMatching(`-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?`).Draw(t, "decimal"))
	})
}

func quantities() *rapid.Generator[epcis.Quantity] {
	return rapid.Custom(func(t *rapid.T) epcis.Quantity {
		return epcis.Quantity{
			Class:    uri().Draw(t, "class"),
			Quantity: maybe(t, decimals()),
			UoM:      maybe(t, rapid.Just("KGM")),
		}
	})
}

func bizTransactions() *rapid.Generator[epcis.BizTransaction] {
	return rapid.Custom(func(t *rapid.T) epcis.BizTransaction {
		return epcis.BizTransaction{Type: maybe(t, rapid.Just(epcis.TxPurchaseOrder)), ID: uri().Draw(t, "id")}
	})
}

func parties() *rapid.Generator[epcis.Party] {
	return rapid.Custom(func(t *rapid.T) epcis.Party {
		return epcis.Party{Type: epcis.PartyOwning, ID: uri().Draw(t, "id")}
	})
}

func sensors() *rapid.Generator[epcis.SensorElement] {
	return rapid.Custom(func(t *rapid.T) epcis.SensorElement {
		return epcis.SensorElement{
			Metadata: epcis.SensorMetadata{
				Time: maybe(t, instants()), StartTime: maybe(t, instants()), EndTime: maybe(t, instants()),
				DeviceID: maybe(t, uri()), DeviceMetadata: maybe(t, uri()), RawData: maybe(t, uri()),
				DataProcessingMethod: maybe(t, uri()), BizRules: maybe(t, uri()), Extensions: extensions(t),
			},
			Reports:    some(t, 1, reports()),
			Extensions: extensions(t),
		}
	})
}

func reports() *rapid.Generator[epcis.SensorReport] {
	return rapid.Custom(func(t *rapid.T) epcis.SensorReport {
		s := epcis.SensorReport{
			Type: "Temperature", Exception: maybe(t, rapid.Just("ALARM_CONDITION")), Component: maybe(t, rapid.Just("x")),
			DeviceID: maybe(t, uri()), DeviceMetadata: maybe(t, uri()), RawData: maybe(t, uri()),
			DataProcessingMethod: maybe(t, uri()), BizRules: maybe(t, uri()), Time: maybe(t, instants()),
			Microorganism: maybe(t, uri()), ChemicalSubstance: maybe(t, uri()), CoordinateReferenceSystem: maybe(t, uri()),
			Value: maybe(t, decimals()), MinValue: maybe(t, decimals()), MaxValue: maybe(t, decimals()),
			MeanValue: maybe(t, decimals()), SDev: maybe(t, decimals()), PercRank: maybe(t, decimals()), PercValue: maybe(t, decimals()),
			HexBinaryValue: maybe(t, rapid.Just("0Af9")), URIValue: maybe(t, uri()), UoM: maybe(t, rapid.Just("CEL")),
			Extensions: extensions(t),
		}
		if rapid.Bool().Draw(t, "text") {
			s.StringValue = new(rapid.String().Draw(t, "stringValue"))
		}
		if rapid.Bool().Draw(t, "bool") {
			s.BooleanValue = new(rapid.Bool().Draw(t, "booleanValue"))
		}
		return s
	})
}

// extensions draws extension fields, none of which has two spellings of one name:
// the prefix example stands for a namespace that other names write out.
func extensions(t *rapid.T) []epcis.Extension {
	names := rapid.StringMatching(`(tw|example):[a-zA-Z_0-9]{1,4}|https://example\.org/ns#[a-z~/]{1,3}`)
	whole := func(name string) string { return strings.Replace(name, "example:", "https://example.org/ns#", 1) }
	list := rapid.SliceOfNDistinct(names, 0, 3, whole).Draw(t, "names")
	var out []epcis.Extension
	for _, name := range list {
		out = append(out, epcis.Extension{Name: name, Value: values().Draw(t, "value")})
	}
	return out
}

// values draws JSON values as they are after normalising.
func values() *rapid.Generator[jsontext.Value] {
	return rapid.Custom(func(t *rapid.T) jsontext.Value {
		quote := func() string {
			b, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(rapid.String().Draw(t, "text"), ""))
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			return jsontext.Value(quote())
		case 1:
			return jsontext.Value(decimals().Draw(t, "number"))
		case 2:
			return jsontext.Value(`{"a":[1,1.0,{"` + "b" + `":` + quote() + `}],"@type":"x"}`)
		case 3:
			return jsontext.Value(`[[],{},` + quote() + `]`)
		}
		return jsontext.Value(rapid.SampledFrom([]string{"null", "true", "false"}).Draw(t, "literal"))
	})
}

func contexts() *rapid.Generator[[]jsontext.Value] {
	address := jsontext.Value(`"https://ref.gs1.org/standards/epcis/epcis-context.jsonld"`)
	prefixes := jsontext.Value(`{"example":"https://example.org/ns#","x":{"@id":"urn:x:","@type":"@id"}}`)
	return rapid.SampledFrom([][]jsontext.Value{nil, {}, {address}, {address, prefixes}, append(epcis.DefaultContext(), prefixes)})
}

// Documents draws documents of both kinds, without their events.
func Documents() *rapid.Generator[epcis.Document] {
	return rapid.Custom(func(t *rapid.T) epcis.Document {
		d := epcis.Document{
			Type:          rapid.SampledFrom([]string{epcis.CaptureDocument, epcis.QueryDocument}).Draw(t, "type"),
			ID:            maybe(t, uri()),
			SchemaVersion: "2.0",
			CreationDate:  instants().Draw(t, "created"),
			Context:       contexts().Draw(t, "context"),
			Extensions:    extensions(t), BodyExtensions: extensions(t),
			MasterData: some(t, 0, vocabularies()),
		}
		if d.Type == epcis.QueryDocument {
			d.QueryName = "any \"name\""
			d.SubscriptionID = maybe(t, rapid.Just("s"))
			return d
		}
		d.InstanceIdentifier, d.Sender, d.Receiver = maybe(t, uri()), maybe(t, uri()), maybe(t, uri())
		d.HeaderExtensions = extensions(t)
		return d
	})
}

func vocabularies() *rapid.Generator[epcis.Vocabulary] {
	return rapid.Custom(func(t *rapid.T) epcis.Vocabulary {
		return epcis.Vocabulary{
			Type: "urn:epcglobal:epcis:vtype:BusinessLocation",
			Elements: some(t, 0, rapid.Custom(func(t *rapid.T) epcis.VocabularyElement {
				e := epcis.VocabularyElement{ID: uri().Draw(t, "id"), Children: some(t, 0, uri()), Extensions: extensions(t)}
				for i := range rapid.IntRange(0, 2).Draw(t, "attributes") {
					v := rapid.SampledFrom([]string{`"text"`, "1.50", `{"x:a":["b",1]}`}).Draw(t, "value")
					e.Attributes = append(e.Attributes, epcis.Attribute{ID: "urn:a:" + strconv.Itoa(i), Value: jsontext.Value(v)})
				}
				return e
			})),
			Extensions: extensions(t),
		}
	})
}
