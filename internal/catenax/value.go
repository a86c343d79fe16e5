package catenax

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
)

const idFix = "write it as urn:uuid: and a UUID"

// identifier gives a Catena-X id in small letters, or says what is wrong.
func identifier(text string) (id, problem string) {
	if text == "" {
		return "", "it is missing"
	}
	uuid, ok := strings.CutPrefix(strings.ToLower(text), "urn:uuid:")
	if !ok || len(uuid) != 36 {
		return "", quoted(text) + " is not a Catena-X id"
	}
	for i, r := range uuid {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (r == '-') || !dash && !strings.ContainsRune("0123456789abcdef", r) {
			return "", quoted(text) + " is not a Catena-X id"
		}
	}
	return "urn:uuid:" + uuid, ""
}

// unusable says what is wrong with a text as an identifier; empty when nothing
// is.
func unusable(text string) string {
	switch {
	case text == "":
		return "it is missing"
	case len(text) > ident.MaxValue:
		return "it is longer than 256 bytes"
	case strings.ContainsFunc(text, unicode.IsControl):
		return "it holds control characters"
	case strings.TrimSpace(text) != text:
		return "it begins or ends with a space"
	}
	return ""
}

// instant is a time as it was written.
type instant struct {
	at   track.Micros
	zone int // minutes east of UTC
}

// layouts are the shapes of time in use, with and without a zone; seconds may
// have a fraction in each.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}

// when reads a time. One without a zone is taken as UTC; an empty one is no
// time.
func when(text string) (instant, string) {
	if text == "" {
		return instant{}, ""
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if t.Year() < 1970 || t.Year() > 9998 || t.UnixMicro() <= 0 {
			return instant{}, quoted(text) + " is not between 1970 and 9998"
		}
		_, offset := t.Zone()
		if offset%60 != 0 || offset > 14*3600 || offset < -14*3600 {
			return instant{}, quoted(text) + " has no time zone of the earth"
		}
		return instant{track.Micros(t.UnixMicro()), offset / 60}, ""
	}
	return instant{}, quoted(text) + " is not a time"
}

const timeFix = "write it as 2022-02-04T14:48:54Z"

// units are the UN/ECE Recommendation 20 codes of the units of measure in the
// SAMM unit catalogue that material is counted and measured in.
var units = map[string]string{
	"piece": "C62", "one": "C62", "set": "SET", "pair": "PR", "page": "ZP", "cycle": "B7",
	"gram": "GRM", "kilogram": "KGM", "milligram": "MGM", "tonneMetricTon": "TNE", "tonUsOrShortTonUkorus": "STN",
	"pound": "LBR", "ounceAvoirdupois": "ONZ",
	"metre": "MTR", "centimetre": "CMT", "millimetre": "MMT", "kilometre": "KMT", "inch": "INH", "foot": "FOT", "yard": "YRD",
	"squareMetre": "MTK", "squareCentimetre": "CMK", "squareMillimetre": "MMK", "squareInch": "INK", "squareFoot": "FTK",
	"squareYard": "YDK",
	"cubicMetre": "MTQ", "cubicCentimetre": "CMQ", "cubicMillimetre": "MMQ", "cubicInch": "INQ", "cubicFoot": "FTQ",
	"cubicYard": "YDQ",
	"litre":     "LTR", "millilitre": "MLT", "hectolitre": "HLT",
	"secondUnitOfTime": "SEC", "minuteUnitOfTime": "MIN", "hourUnitOfTime": "HUR", "day": "DAY", "kilowattHour": "KWH",
}

// amount is a quantity with its unit, in the spelling of either model version.
type amount struct {
	Value   jsontext.Value `json:"value"`
	Number  jsontext.Value `json:"quantityNumber"`
	Unit    jsontext.Value `json:"unit"`
	Measure jsontext.Value `json:"measurementUnit"`
	Rest    rest           `json:",embed"`
}

// read gives the quantity and the code of its unit.
func (q *amount) read() (value track.Decimal, uom, problem string) {
	number := q.Value
	if len(number) == 0 {
		number = q.Number
	}
	if number.Kind() != '0' {
		return "", "", "it has no number"
	}
	value, ok := track.ParseDecimal(string(number))
	if !ok || strings.HasPrefix(string(value), "-") || strings.Trim(string(value), "0.") == "" {
		return "", "", clip(string(number)) + " is not a plain decimal number above zero"
	}
	name, problem := q.unit()
	if problem != "" {
		return "", "", problem
	}
	uom, ok = units[strings.TrimPrefix(name, "unit:")]
	if !ok {
		return "", "", "the unit " + quoted(name) + " is not known"
	}
	return value, uom, ""
}

// unit is the name of the unit: a text, or the lexicalValue of an object.
func (q *amount) unit() (name, problem string) {
	raw := q.Unit
	if len(raw) == 0 {
		raw = q.Measure
	}
	var object struct {
		Text string `json:"lexicalValue"`
	}
	switch raw.Kind() {
	case '"':
		if err := json.Unmarshal(raw, &name); err != nil {
			return "", "its unit cannot be read"
		}
		return name, ""
	case '{':
		if err := json.Unmarshal(raw, &object); err == nil && object.Text != "" {
			return object.Text, ""
		}
	}
	return "", "it has no unit"
}

func asSemantic(err error) (*json.SemanticError, bool) {
	var wrong *json.SemanticError
	ok := errors.As(err, &wrong)
	return wrong, ok
}

// typeName words a kind of JSON value.
func typeName(k jsontext.Kind) string {
	switch k {
	case '"':
		return "a text"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 't', 'f':
		return "true or false"
	}
	return "null"
}
