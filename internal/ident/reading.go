package ident

import (
	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/mh10"
)

// Scheme says by which rules a code was read.
type Scheme string

// The schemes.
const (
	SchemeGS1     Scheme = "gs1"              // a GS1 element string, or the digits of a GS1 key
	SchemeLink    Scheme = "gs1-digital-link" // a GS1 Digital Link
	SchemeEPC     Scheme = "epc"              // an EPC, as a URI or as the memory of an RFID tag
	SchemeMH10    Scheme = "mh10"             // a message of ISO/IEC 15434, or a data element of ANSI MH10.8.2
	SchemeHIBC    Scheme = "hibc"             // a label of ANSI/HIBC
	SchemeISBT    Scheme = "isbt128"          // a data structure of ISBT 128
	SchemeVIN     Scheme = "vin"              // a vehicle identification number
	SchemeIMEI    Scheme = "imei"             // the number of a mobile equipment
	SchemeMAC     Scheme = "mac"              // a MAC address: EUI-48 or EUI-64
	SchemePrivate Scheme = "tracewright"      // a URI of ours
	SchemeText    Scheme = "text"             // nothing but text
)

// Confidence says how sure a reading is. Where several readings share the best
// confidence, a person has to say which is meant.
type Confidence string

// The confidences, the best first.
const (
	Certain   Confidence = "certain"   // the code says itself by which rules it is to be read
	Likely    Confidence = "likely"    // it has the form and the check digits, and nothing says otherwise
	Recovered Confidence = "recovered" // it was damaged on its way, and the rules leave one reading
	Possible  Confidence = "possible"  // the rules allow it, and other readings too
	Plain     Confidence = "plain"     // it is taken as it stands
)

// rank orders confidences.
func (c Confidence) rank() int {
	for i, known := range []Confidence{Certain, Likely, Recovered, Possible, Plain} {
		if c == known {
			return i
		}
	}
	return 5
}

// Reading is one way to understand a code.
type Reading struct {
	Scheme      Scheme
	Confidence  Confidence
	Reason      string // why it was read so
	Symbology   string // what the reader said of the symbol: "GS1 DataMatrix"
	Elements    []Element
	Identifiers []Identifier // what it names, the most exact first
	Canonical   string       // the one form for comparison; printable
	Text        []string     // for people, a line for each element
	Faults      []Fault      // what is wrong, or why other readings were refused
	// For conversion: the elements as GS1 knows them, and the EPC, which knows
	// its company prefix.
	message message
	code    epc.EPC
}

// Element is a value of a code with its identifier.
type Element struct {
	ID    string // application, data or text element identifier
	Name  string // in words; empty where nobody has named it
	Role  mh10.Role
	Value string
}

// Level says what an identifier names.
type Level string

// The levels.
const (
	Instance Level = "instance" // one thing
	Batch    Level = "lot"      // the things of one lot
	Class    Level = "class"    // all things of a kind
)

// Identifier is what an object, or a kind of objects, is called.
type Identifier struct {
	Kind  string // scheme of the key: "sgtin", "gtin", "sscc", "serial"
	Level Level
	Value string // in the one form for comparison
}

// Fault is something wrong with a code, as one scheme sees it.
type Fault struct {
	Scheme Scheme
	Code   string // stable
	Where  string // the place: "(01), byte 15"
	Text   string // what is wrong
	Fix    string // how to mend it
}

// Options says what is known of how a code was read. The zero value knows
// nothing.
type Options struct {
	// Separators are what the reader sends for GS, besides what is known.
	Separators []string
}

// Best returns the readings that share the best confidence: one is what the
// code means, several are candidates.
func Best(readings []Reading) []Reading {
	n := 0
	for n < len(readings) && readings[n].Confidence == readings[0].Confidence {
		n++
	}
	return readings[:n]
}
