package epcis

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Namespace is what the prefix "tw" of our own extension names stands for.
const Namespace = "urn:tracewright:ns:"

// Type is the shape of an event. Besides the five of the standard it may be
// the prefixed name or URI of an extended event, which may have any field.
type Type string

// The five shapes.
const (
	Object         Type = "ObjectEvent"
	Aggregation    Type = "AggregationEvent"
	Association    Type = "AssociationEvent"
	Transaction    Type = "TransactionEvent"
	Transformation Type = "TransformationEvent"
)

// Action says how an event relates to the life of what it names. A
// Transformation has none.
type Action string

// The three actions.
const (
	Add     Action = "ADD"
	Observe Action = "OBSERVE"
	Delete  Action = "DELETE"
)

// Event is one EPCIS event. The zero value of a field means that the event
// does not have it; an empty list means the same as a missing one. Which
// fields a shape may have is said beside them.
type Event struct {
	Type    Type
	EventID string // URI; empty where the sender gave none

	// When. Times are instants in UTC, exact to the nanosecond.
	EventTime  time.Time
	ZoneOffset int       // minutes east of UTC in force at the place, -840..840
	RecordTime time.Time // zero: absent

	Action Action // all but Transformation

	// What. ParentID: Aggregation, Association, Transaction. EPCs and
	// Quantities: Object, Transaction. Children: Aggregation, Association.
	// Inputs, outputs and TransformationID: Transformation.
	ParentID         string
	EPCs             []string
	Quantities       []Quantity
	ChildEPCs        []string
	ChildQuantities  []Quantity
	InputEPCs        []string
	InputQuantities  []Quantity
	OutputEPCs       []string
	OutputQuantities []Quantity
	TransformationID string

	// Why and where. BizStep and Disposition are bare CBV words or URIs;
	// ReadPoint and BizLocation are the ids of places.
	BizStep               string
	Disposition           string
	PersistentDisposition *PersistentDisposition
	ReadPoint             string
	ReadPointExtensions   []Extension // only beside a ReadPoint
	BizLocation           string
	BizLocationExtensions []Extension // only beside a BizLocation
	Transactions          []BizTransaction
	Sources               []Party
	Destinations          []Party

	// How.
	Sensors []SensorElement

	// ILMD is instance and lot master data: Object with Add, Transformation.
	ILMD []Extension

	Certification    []string // URIs of certificates
	ErrorDeclaration *ErrorDeclaration

	// Context holds the entries of "@context" in order, each a JSON string
	// (the address of a context) or object (prefixes). Nil stands for the
	// EPCIS context with our prefix "tw", which is what our own events use.
	Context []jsontext.Value

	Extensions []Extension

	// Spellings are the words of the vocabulary that came in another form than
	// that of a web URI, such as the URNs of XML, each as it was written. JSON has
	// no place for them: who keeps an event as JSON keeps them beside it.
	Spellings []string
}

// Decimal is the exact text of a JSON number, such as "12", "0.500" or "-1e3";
// empty means absent. It is never turned into a float.
type Decimal string

// Quantity is an amount of a class of things. Without a number the amount is
// not known; without a unit it is a count of pieces.
type Quantity struct {
	Class    string  // URI of the class or lot
	Quantity Decimal // more than zero
	UoM      string  // UN/ECE Recommendation 20 code, such as "KGM"
}

// PersistentDisposition sets and unsets dispositions that last until they are
// unset: bare CBV words or URIs.
type PersistentDisposition struct {
	Set   []string
	Unset []string
}

// BizTransaction names a business transaction, such as a work order. Type is a
// bare CBV word such as "prodorder" or a URI, and may be empty.
type BizTransaction struct {
	Type string
	ID   string
}

// Party is one end of a transfer: a source or a destination. Type is a bare
// CBV word such as "owning_party" or a URI.
type Party struct {
	Type string
	ID   string
}

// Extension is a member that the standard does not name. Name is a prefixed
// name ("tw:verdict") or a full URI; Value is its JSON as read, without
// insignificant white space.
type Extension struct {
	Name  string
	Value jsontext.Value
}

// SensorElement is one or more readings with what they have in common.
type SensorElement struct {
	Metadata   SensorMetadata
	Reports    []SensorReport // at least one
	Extensions []Extension
}

// SensorMetadata is what the reports of one element have in common. All
// strings but those of extensions are URIs.
type SensorMetadata struct {
	Time                 time.Time // zero: absent, as for the other two
	StartTime            time.Time
	EndTime              time.Time
	DeviceID             string
	DeviceMetadata       string
	RawData              string
	DataProcessingMethod string
	BizRules             string
	Extensions           []Extension
}

// SensorReport is one reading. Type, Exception and Component are bare words of
// the vocabulary or URIs; UoM is a UN/ECE Recommendation 20 code.
type SensorReport struct {
	Type                      string
	Exception                 string
	DeviceID                  string
	DeviceMetadata            string
	RawData                   string
	DataProcessingMethod      string
	BizRules                  string
	Time                      time.Time // zero: absent
	Microorganism             string
	ChemicalSubstance         string
	CoordinateReferenceSystem string
	Value                     Decimal
	Component                 string
	StringValue               *string // nil: absent; a text may be empty
	BooleanValue              *bool   // nil: absent
	HexBinaryValue            string
	URIValue                  string
	MinValue                  Decimal
	MaxValue                  Decimal
	MeanValue                 Decimal
	SDev                      Decimal
	PercRank                  Decimal
	PercValue                 Decimal
	UoM                       string
	Extensions                []Extension
}

// ErrorDeclaration says that the event which carries it, a repeat of an
// earlier one, is wrong. Reason is a bare CBV word or a URI.
type ErrorDeclaration struct {
	DeclarationTime    time.Time
	Reason             string
	CorrectiveEventIDs []string
	Extensions         []Extension
}
