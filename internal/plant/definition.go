package plant

// Definition is one version of the plant definition: one site with its areas,
// lines and stations, the parts it makes or buys, and the routes they follow.
// The zero value is an empty plant. The order of every list is the order in
// which it was written, and is kept.
type Definition struct {
	Site  Site   `json:"site"`
	Areas []Area `json:"areas,omitempty"`
	Parts []Part `json:"parts,omitempty"`
	// Routes are referred to by Part.Route.
	Routes []Route `json:"routes,omitempty"`
	// Interlocks gives each rule its mode for the whole plant; a station may
	// set its own. A rule that is named nowhere is in ModeWatch.
	Interlocks map[Rule]Mode `json:"interlocks,omitempty"`

	// source is the YAML that Parse read, kept so that Check can tell lines.
	source []byte
}

// Site is the place that one store speaks of (ISA-95 site).
type Site struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Zone is the IANA time zone that shifts and production days follow;
	// empty means UTC.
	Zone string `json:"zone,omitempty"`
}

// Area is an ISA-95 area of the site.
type Area struct {
	Code  string `json:"code"`
	Name  string `json:"name,omitempty"`
	Lines []Line `json:"lines,omitempty"`
}

// Line is an ISA-95 production line (work centre).
type Line struct {
	Code     string    `json:"code"`
	Name     string    `json:"name,omitempty"`
	Stations []Station `json:"stations,omitempty"`
}

// Station is an ISA-95 work unit: where scans are made. Its code is unique in
// the site.
type Station struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Operations are the codes of the operations that may be done here.
	Operations []string   `json:"operations,omitempty"`
	Positions  []Position `json:"positions,omitempty"`
	// Interlocks overrides the plant's mode of a rule at this station.
	Interlocks map[Rule]Mode `json:"interlocks,omitempty"`
}

// Position is a place of work or of material within a station.
type Position struct {
	Code string       `json:"code"`
	Name string       `json:"name,omitempty"`
	Kind PositionKind `json:"kind,omitempty"`
}

// PositionKind tells what a position is for.
type PositionKind string

// The kinds of position; the empty kind is PositionWork.
const (
	PositionWork     PositionKind = "work"
	PositionMaterial PositionKind = "material"
)

// Part is what an object is: a part number and revision with everything that
// is true of each object made to it. Several revisions of one number are
// several parts; the last one written is the one new objects get.
type Part struct {
	Number   string `json:"number"`
	Revision string `json:"revision,omitempty"`
	Name     string `json:"name,omitempty"`
	// GTIN is the GS1 key of the part, if it has one.
	GTIN     string   `json:"gtin,omitempty"`
	Tracking Tracking `json:"tracking,omitempty"`
	// UoM is the UN/ECE Recommendation 20 code of the unit of measure; empty
	// means C62 (one, piece).
	UoM string `json:"uom,omitempty"`
	// Route is the code of the route by which the part is made; empty for
	// parts that are bought.
	Route string `json:"route,omitempty"`
	// BOM is the bill of material, in the order of its lines.
	BOM []BOMLine `json:"bom,omitempty"`
}

// Tracking is the level at which objects of a part are told apart.
type Tracking string

// The tracking levels; the empty level is TrackingSerial.
const (
	TrackingNone       Tracking = "none"
	TrackingLot        Tracking = "lot"
	TrackingLateSerial Tracking = "late-serial"
	TrackingSerial     Tracking = "serial"
)

// BOMLine is one line of a bill of material.
type BOMLine struct {
	// Line is the line's number, unique within the bill ("10").
	Line string `json:"line"`
	Part string `json:"part"`
	// Quantity is a decimal in the component's unit of measure; empty means 1.
	Quantity Decimal `json:"quantity,omitempty"`
	// Operation is the code of the operation at which the component goes in;
	// empty means any operation of the route.
	Operation string `json:"operation,omitempty"`
	// Positions are the places in the product (reference designators).
	Positions []string `json:"positions,omitempty"`
	// Alternates are part numbers accepted in place of Part, best first.
	Alternates []string `json:"alternates,omitempty"`
	Use        Use      `json:"use,omitempty"`
	Capture    Capture  `json:"capture,omitempty"`
}

// Use tells whether a component keeps its identity in the product.
type Use string

// The uses; the empty use is UseInstall.
const (
	// UseInstall builds a component in: it can be taken out again.
	UseInstall Use = "install"
	// UseConsume ends the identity of what goes in.
	UseConsume Use = "consume"
)

// Capture tells how the consumption of a line is learned.
type Capture string

// The captures; the empty capture is CaptureEach.
const (
	CaptureEach      Capture = "scan-each"
	CaptureOnChange  Capture = "scan-on-change"
	CaptureBackflush Capture = "backflush"
)

// Route is the path of a part through its operations, in order.
type Route struct {
	Code       string      `json:"code"`
	Name       string      `json:"name,omitempty"`
	Operations []Operation `json:"operations"`
}

// Operation is a stage of a route. Its code is unique within its route; the
// same code in several routes means the same kind of work.
type Operation struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Optional operations may be skipped.
	Optional bool `json:"optional,omitempty"`
	// Characteristics are measured or inspected here.
	Characteristics []Characteristic `json:"characteristics,omitempty"`
}

// Characteristic is a property that is measured or judged, with its limits.
type Characteristic struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// UoM is the UN/ECE Recommendation 20 code of the measured value; empty
	// for a characteristic that is only judged pass or fail.
	UoM     string  `json:"uom,omitempty"`
	Nominal Decimal `json:"nominal,omitempty"`
	// Lower and Upper are the inclusive limits; an empty one does not bind.
	Lower Decimal `json:"lower,omitempty"`
	Upper Decimal `json:"upper,omitempty"`
	// Required characteristics must have a passing result before the
	// operation completes.
	Required bool `json:"required,omitempty"`
	// CTQ (critical to quality) marks safety or legal characteristics.
	CTQ bool `json:"ctq,omitempty"`
}

// Decimal is the exact text of a decimal number ("4.80"); it is never a float.
// The empty Decimal means that none is given.
type Decimal string

// Rule is the name of an interlock ("route-order"); package track defines what
// each one judges.
type Rule string

// The interlocks of the core.
const (
	RuleRouteOrder  Rule = "route-order"  // operations in the order of the route
	RuleRightPart   Rule = "right-part"   // part and revision have a route that passes this station
	RuleBOM         Rule = "bom"          // the component is on the bill of material, and is not too many
	RuleNotUsed     Rule = "not-used"     // the component is not already used elsewhere
	RuleLimits      Rule = "limits"       // required characteristics measured and within limits
	RuleHold        Rule = "hold"         // no hold on the object or on anything inside it
	RuleComponents  Rule = "components"   // everything the operation needs is built in before it completes
	RuleQuantity    Rule = "quantity"     // what is taken from a lot is there
	RuleObjectState Rule = "object-state" // the object is not scrapped, shipped or consumed
)

// Mode tells what a rule does at a station.
type Mode string

// The modes of an interlock; the empty mode is ModeWatch.
const (
	ModeOff     Mode = "off"
	ModeWatch   Mode = "watch" // records what it would have refused
	ModeAsk     Mode = "ask"
	ModeEnforce Mode = "enforce"
)
