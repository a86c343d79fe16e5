package gs1

import (
	"strconv"
	"strings"
)

// Code is the stable name of a fault, of words joined by hyphens. What the
// syntax dictionary names has its name in lower case.
type Code string

// Error is a fault of a code: what, where and how to mend it.
type Error struct {
	Code   Code
	AI     string // the application identifier, where one is known
	Offset int    // of the faulty bytes in what was read
	Length int    // of the faulty bytes
	Detail string // what is wrong here, where the code alone does not say
}

// Error says all in one line.
func (e *Error) Error() string {
	text := e.Text()
	if e.AI != "" {
		text = "(" + e.AI + ") " + text
	}
	return text + ", at byte " + strconv.Itoa(e.Offset)
}

// Text says what is wrong.
func (e *Error) Text() string {
	if e.Detail != "" {
		return e.Detail
	}
	if f, ok := faults[e.Code]; ok {
		return f.text
	}
	return strings.ReplaceAll(string(e.Code), "-", " ")
}

// Fix says how to mend it.
func (e *Error) Fix() string {
	if f := faults[e.Code]; f.fix != "" {
		return f.fix
	}
	return readAgain
}

// The faults that callers tell apart; the content of values has many more.
const (
	Empty         Code = "empty"
	Oversized     Code = "oversized"
	TooMany       Code = "too-many-elements"
	UnknownAI     Code = "unknown-ai"
	NoBracket     Code = "no-bracket"
	TooShort      Code = "too-short"
	TooLong       Code = "too-long"
	WrongLength   Code = "wrong-length"
	NotDigit      Code = "non-digit-character"
	BadCheckDigit Code = "incorrect-check-digit"
	BadCheckPair  Code = "incorrect-check-pair"
	Repeated      Code = "repeated"
	Excluded      Code = "excluded"
	Unaccompanied Code = "unaccompanied"

	NoLink      Code = "no-link"
	BadURI      Code = "invalid-uri"
	BadPath     Code = "wrong-path"
	NoKey       Code = "no-key"
	NoAttribute Code = "no-attribute"
)

type fault struct{ text, fix string }

const (
	readAgain  = "Read the code again; if it stays, the label is wrong: ask who made it."
	otherwise  = "If it is printed so, the label is wrong: ask who made it for the right one."
	charset82  = "Letters A to Z and a to z, digits and !\"%&'()*+,-./_:;<=>? are allowed."
	hasNoFault = "Read all codes of the label together; if it stays, the label is wrong."
)

// faults explains the codes. A code that is missing here explains itself by its
// words, and is mended by readAgain.
var faults = map[Code]fault{
	Empty:         {"nothing is there", "Read the code again."},
	Oversized:     {"this is longer than any symbol holds", "Send the content of one code."},
	TooMany:       {"this is more than 64 elements", "Send the content of one code."},
	UnknownAI:     {"no such application identifier", "If a separator was lost, set the reader to send GS (0x1D) for FNC1. " + otherwise},
	NoBracket:     {"an application identifier in round brackets is expected", "Write (01) before each value, and \\( for a bracket in a value."},
	TooShort:      {"the value is too short", readAgain},
	TooLong:       {"the value is too long", "If a separator was lost, set the reader to send GS (0x1D) for FNC1. " + otherwise},
	WrongLength:   {"the value has the wrong length", readAgain},
	NotDigit:      {"something else than a digit stands here", readAgain},
	BadCheckDigit: {"the check digit is wrong", "Read or type the code again. " + otherwise},
	BadCheckPair:  {"the check characters are wrong", "Read or type the code again. " + otherwise},
	Repeated:      {"an element is there twice, with different values", hasNoFault},
	Excluded:      {"two elements exclude each other", hasNoFault},
	Unaccompanied: {"an element that this one asks for is missing", "Read the other codes of the label too, or add what is asked for."},

	NoLink:      {"this is no GS1 Digital Link", "A link has a key and its value in its path: https://example.com/01/09521234543213."},
	BadURI:      {"this character is not allowed in a URI", "Write it percent-encoded."},
	BadPath:     {"the path of the link has the wrong order", otherwise},
	NoKey:       {"a key is missing", "Add the key of what is meant, such as (01) or (00)."},
	NoAttribute: {"it must not stand in the query of a link", "Put it into the path behind its key, or leave it out."},

	"invalid-cset82-character": {"this character is not allowed here", charset82},
	"invalid-cset39-character": {"this character is not allowed here", "Capital letters, digits, #, - and / are allowed."},
	"invalid-cset64-character": {"this character is not allowed here", "Letters, digits, - and _ are allowed."},
	"invalid-cset64-padding":   {"= may only fill up three characters at the end", ""},

	"too-short-for-check-digit": {"there is no check digit", ""},
	"too-short-for-check-pair":  {"there are no check characters", ""},
	"too-long-for-check-pair":   {"this is too long for check characters", ""},
	"too-short-for-gcp":         {"this is too short for a GS1 Company Prefix", ""},
	"invalid-gcp-prefix":        {"a GS1 Company Prefix begins with four digits", ""},

	"requires-non-digit-character":       {"at least one character must not be a digit", ""},
	"not-hyphen":                         {"only a hyphen, for minus, is allowed here", ""},
	"importer-idx-must-be-one-character": {"the importer index is one character", ""},
	"invalid-import-idx-character":       {"the importer index is a letter, a digit, - or _", ""},
	"not-iso3166":                        {"this is no numeric country code of ISO 3166", ""},
	"not-iso3166-alpha2":                 {"this is no two-letter country code of ISO 3166", ""},
	"not-iso3166-or-999":                 {"this is neither a numeric country code of ISO 3166 nor 999", ""},
	"not-iso4217":                        {"this is no numeric currency code of ISO 4217", ""},
	"invalid-biological-sex-code":        {"the code of ISO 5218 is 0, 1, 2 or 9", ""},
	"invalid-package-type":               {"this is no package type of UN/ECE Recommendation 21", ""},
	"invalid-winding-direction":          {"the winding direction is 0, 1 or 9", ""},
	"not-zero-or-one":                    {"0 for no or 1 for yes is expected", ""},
	"invalid-media-type":                 {"the media type is 01 to 10 or 80 to 99", ""},
	"illegal-zero-value":                 {"the value must not be zero", ""},
	"illegal-zero-prefix":                {"the number must not begin with 0", ""},
	"not-zero":                           {"only 0 is allowed here", ""},
	"invalid-percent-sequence":           {"two hexadecimal digits must follow %", ""},

	"invalid-length-for-piece-of-total": {"the piece and the number of pieces must have as many digits", ""},
	"zero-piece-number":                 {"the number of the piece is 0", ""},
	"zero-total-pieces":                 {"the number of pieces is 0", ""},
	"piece-number-exceeds-total":        {"the number of the piece is beyond the number of pieces", ""},
	"position-in-sequence-malformed":    {"a position and an end are expected: 2/3", ""},
	"position-exceeds-end":              {"the position is beyond the end", ""},
	"latitude-invalid-length":           {"a latitude has ten digits", ""},
	"longitude-invalid-length":          {"a longitude has ten digits", ""},
	"invalid-latitude":                  {"the latitude is beyond 1800000000, the north pole", ""},
	"invalid-longitude":                 {"the longitude is beyond 3600000000, a full circle", ""},
	"iban-too-short":                    {"this is too short for an IBAN", ""},
	"iban-too-long":                     {"this is too long for an IBAN", ""},
	"illegal-iban-country-code":         {"an IBAN begins with a two-letter country code of ISO 3166", ""},
	"invalid-iban-character":            {"an IBAN has capital letters and digits only", ""},
	"incorrect-iban-checksum":           {"the check digits of the IBAN are wrong", "Read or type the code again. " + otherwise},

	"date-too-short": {"the date is too short", ""},
	"date-too-long":  {"the date is too long", ""},
	"illegal-month":  {"the month is not 01 to 12", ""},
	"illegal-day":    {"the month has no such day", ""},
	"illegal-hour":   {"the hour is not 00 to 23", ""},
	"illegal-minute": {"the minute is not 00 to 59", ""},
	"illegal-second": {"the second is not 00 to 59", ""},
}

func wrongCheckDigit(value string, want byte) *Error {
	return &Error{
		Code: BadCheckDigit, Offset: len(value) - 1, Length: 1,
		Detail: "the check digit is " + value[len(value)-1:] + ", and the other digits ask for " + string(want),
	}
}
