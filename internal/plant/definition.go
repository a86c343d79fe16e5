package plant

// Definition is one version of the plant definition: one site with its areas,
// lines and stations, the parts it makes or buys, the routes they follow, and
// the equipment, skills and codes that these name. The zero value is an empty
// plant. The order of every list is the order in which it was written, and is
// kept.
type Definition struct {
	Site  Site   `json:"site"`
	Areas []Area `json:"areas,omitempty"`
	Parts []Part `json:"parts,omitempty"`
	// Routes are referred to by Part.Route.
	Routes []Route `json:"routes,omitempty"`
	// Equipment are the tools, fixtures, gauges, machines and carriers that
	// have an identity of their own.
	Equipment []Equipment `json:"equipment,omitempty"`
	// Skills are what people are certified for.
	Skills []Skill `json:"skills,omitempty"`
	// Defects are the codes for what is found to be wrong.
	Defects []Defect `json:"defects,omitempty"`
	// Reasons are the codes by which people say why.
	Reasons []Reason `json:"reasons,omitempty"`
	// Shifts divide the day of the site; of several that cover a moment the
	// first one counts.
	Shifts []Shift `json:"shifts,omitempty"`
	// Andon says who answers the calls of a kind, and when they escalate.
	Andon []AndonKind `json:"andon,omitempty"`
	// Lockouts are the states of a station in which no work may be done there.
	Lockouts []StationState `json:"lockouts,omitempty"`
	// Labels are the templates of labels and pages.
	Labels []Label `json:"labels,omitempty"`
	// Printers are where labels go.
	Printers []Printer `json:"printers,omitempty"`
	// Separators are what readers send for the group separator GS, besides what is
	// known; a station may have its own.
	Separators []string `json:"separators,omitempty"`
	// CompanyPrefixes are GS1 company prefixes whose length is known so: those of
	// the site, and of its suppliers where that is wanted.
	CompanyPrefixes []string `json:"companyPrefixes,omitempty"`
	// Identifiers say how far the identifiers of a scheme tell objects apart; where
	// none is for it, one names one object at a time.
	Identifiers []IdentifierRule `json:"identifiers,omitempty"`
	// Public says what anybody may see behind a GS1 Digital Link; of several
	// that fit the first one counts, and what none fits is not shown.
	Public []Share `json:"public,omitempty"`
	// Pools are numbers that somebody else has given for one use.
	Pools []Pool `json:"pools,omitempty"`
	// Names are the words that people see in place of a term of the glossary
	// ("lot": "Batch"); Terms lists the terms.
	Names map[string]string `json:"names,omitempty"`
	// Interlocks gives each rule its mode for the whole plant; a station may
	// set its own. A rule that is named nowhere is in ModeWatch.
	Interlocks map[Rule]Mode `json:"interlocks,omitempty"`
	// Overrides says who may let one object pass a rule; a rule that is not
	// named can be overridden by nobody.
	Overrides map[Rule]Override `json:"overrides,omitempty"`
	// Answers says which role of docs/access.md answers for a rule when it was
	// broken; Index.WhoAnswers knows the usual ones for those not named.
	Answers map[Rule]string `json:"answers,omitempty"`
	// BreachHolds are the rules that put a hold on what was worked on when a
	// report has broken them.
	BreachHolds []Rule `json:"breachHolds,omitempty"`

	// source is the YAML that Parse read, kept so that Check can tell lines.
	source []byte
}

// Part is what an object is: a part number and revision with everything that
// is true of each object made to it. Several revisions of one number are
// several parts; of those that have begun, new objects get the last one written.
type Part struct {
	Number   string `json:"number"`
	Revision string `json:"revision,omitempty"`
	// Effective tells from which product on the revision takes the place of the
	// one written before it; the zero value: it does at once.
	Effective Beginning `json:"effective,omitzero"`
	Name      string    `json:"name,omitempty"`
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
	// ShelfLife runs from the making of a lot without an expiry of its own;
	// FloorLife runs while a container is open.
	ShelfLife Duration `json:"shelfLife,omitempty"`
	FloorLife Duration `json:"floorLife,omitempty"`
	// Phantom parts are never made: their bill is built into their parent's.
	// Index.Bill resolves them.
	Phantom bool `json:"phantom,omitempty"`
	// Serials is the pattern of the serial numbers given here, with fields in
	// braces ("SN{yyww}{seq:5}").
	Serials string `json:"serials,omitempty"`
	// SerialFields are the texts of the pattern's fields that have a name of
	// their own.
	SerialFields []SerialField `json:"serialFields,omitempty"`
	// Reuse tells what a serial number means that is used again.
	Reuse Reuse `json:"reuse,omitempty"`
	// Panel tells that the part is made in panels; the zero value that it is
	// not.
	Panel Panel `json:"panel,omitzero"`
	// Units are further units of measure, with their exact conversions.
	Units []Conversion `json:"units,omitempty"`
	// SecondUoM is the unit in which a second quantity of the part is kept
	// beside the first (catch weight); empty for none.
	SecondUoM string `json:"secondUom,omitempty"`
}

// Reuse is the policy for a serial number that was used before.
type Reuse string

// The policies; the empty one is ReuseRefuse.
const (
	ReuseRefuse Reuse = "refuse"
	ReuseNew    Reuse = "new" // a new object with the same identifier
)

// Panel tells how many pieces are made side by side and parted later.
type Panel struct {
	Positions int `json:"positions,omitempty"`
}

// Conversion is a further unit of measure of a part.
type Conversion struct {
	UoM string `json:"uom"`
	// Factor is how much of the part's own unit one of UoM is.
	Factor Decimal `json:"factor"`
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
	// Option is the code by which an order chooses the line; a line without
	// one is always taken.
	Option string `json:"option,omitempty"`
	// Feed are the codes of the positions at the station where the material
	// of the line is loaded; empty means any.
	Feed []string `json:"feed,omitempty"`
	// RemovalVoids are the operations whose results no longer stand when the
	// component is taken out; empty means those since it went in.
	RemovalVoids []string `json:"removalVoids,omitempty"`
	// Effective tells for which products the line stands.
	Effective Effectivity `json:"effective,omitzero"`
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
	// Reworks are the ways back into the route.
	Reworks []Rework `json:"reworks,omitempty"`
}

// Rework is a way back into a route for what is not right yet.
type Rework struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Enter is the operation at which the object goes on.
	Enter string `json:"enter"`
	// Voids are the operations whose results no longer stand.
	Voids []string `json:"voids,omitempty"`
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
	// Picture shows what is done: a file, see Definition.Files.
	Picture string `json:"picture,omitempty"`
	// Documents are texts, drawings and manuals, which are shown on demand.
	Documents []Document `json:"documents,omitempty"`
	// Steps are what the operator does, in order.
	Steps []Step `json:"steps,omitempty"`
	// Skills are the codes of the skills that whoever does this must have.
	Skills []string `json:"skills,omitempty"`
	// Equipment is what must be at hand: codes of equipment, or kinds, of
	// which any will do.
	Equipment []string `json:"equipment,omitempty"`
	// Attempts is how often the operation may be tried; 0 means without limit.
	Attempts int `json:"attempts,omitempty"`
	// Retests is how many failed tests may be repeated without a repair.
	Retests int `json:"retests,omitempty"`
	// Since are times to keep from the end of other operations.
	Since []Since `json:"since,omitempty"`
	// Conditions are what the rules of the core lack.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Step is a thing to do within an operation.
type Step struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Text is the instruction; it may have several lines.
	Text string `json:"text,omitempty"`
	// Picture shows the step: a file, see Definition.Files.
	Picture string `json:"picture,omitempty"`
	// Document refers to a drawing or a manual, by number or address.
	Document string `json:"document,omitempty"`
}

// Since is the time to keep between the end of an operation and the beginning
// of the one that names it: at least Min, at most Max, each empty if it does
// not bind.
type Since struct {
	Operation string   `json:"operation"`
	Min       Duration `json:"min,omitempty"`
	Max       Duration `json:"max,omitempty"`
}

// Condition is an expression over Env that must be true when an object enters
// or leaves an operation. Index.Conditions gives them ready to be judged.
type Condition struct {
	Code string `json:"code"`
	At   Gate   `json:"at,omitempty"`
	Expr string `json:"expr"`
	// Text says what is wrong where it is not true, Next what to do then.
	Text string `json:"text,omitempty"`
	Next string `json:"next,omitempty"`
}

// Gate is where a condition is judged.
type Gate string

// The gates of an operation; the empty gate is GateEntry.
const (
	GateEntry Gate = "entry"
	GateExit  Gate = "exit"
)

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
	// Count is how many good results a visit needs, such as tightenings; 0
	// means 1.
	Count int `json:"count,omitempty"`
}

// Equipment is a thing that the work needs and that has an identity of its
// own: it can be held and traced.
type Equipment struct {
	Code string        `json:"code"`
	Name string        `json:"name,omitempty"`
	Kind EquipmentKind `json:"kind"`
	// Calibration is how long a calibration is good; empty if none is needed.
	Calibration Duration `json:"calibration,omitempty"`
	// Programs are the names of the programs that it may run; empty means any.
	Programs []string `json:"programs,omitempty"`
	// Positions is how many objects it takes at a time; 0 means any number.
	Positions int `json:"positions,omitempty"`
	// Parts are the part numbers that it is for; empty means any.
	Parts []string `json:"parts,omitempty"`
}

// EquipmentKind tells what a piece of equipment is.
type EquipmentKind string

// The kinds of equipment.
const (
	EquipmentTool    EquipmentKind = "tool"
	EquipmentFixture EquipmentKind = "fixture"
	EquipmentCavity  EquipmentKind = "cavity"
	EquipmentGauge   EquipmentKind = "gauge"
	EquipmentMachine EquipmentKind = "machine"
	EquipmentCarrier EquipmentKind = "carrier" // carries work in progress
)

// Skill is what people are certified for.
type Skill struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Valid is how long a certificate is good; empty means without end.
	Valid Duration `json:"valid,omitempty"`
	// Levels are how well somebody may be certified, the lowest first; empty means
	// any word.
	Levels []string `json:"levels,omitempty"`
}

// Defect is a code for what is found to be wrong with an object.
type Defect struct {
	Code  string `json:"code"`
	Name  string `json:"name,omitempty"`
	Group string `json:"group,omitempty"`
}

// Reason is a code by which people say why they did something.
type Reason struct {
	Code string    `json:"code"`
	Name string    `json:"name,omitempty"`
	For  ReasonFor `json:"for"`
	// State of a station that a reason to stop stands for; empty means any.
	State StationState `json:"state,omitempty"`
}

// ReasonFor is the act that a reason explains.
type ReasonFor string

// The acts that have reasons.
const (
	ReasonScrap    ReasonFor = "scrap"
	ReasonRework   ReasonFor = "rework"
	ReasonHold     ReasonFor = "hold"
	ReasonStop     ReasonFor = "stop" // of a station
	ReasonOverride ReasonFor = "override"
)

// StationState is what a station does, or why it does nothing. The words stand
// for the times of ISO 22400-2 and the states of PackML (ANSI/ISA-TR88.00.02).
type StationState string

// The states of a station.
const (
	StationRunning     StationState = "running"     // production time; Execute
	StationSetup       StationState = "setup"       // setup time
	StationStarved     StationState = "starved"     // delay: nothing comes; Suspended
	StationBlocked     StationState = "blocked"     // delay: nothing goes; Suspended
	StationFault       StationState = "fault"       // down time that nobody planned; Aborted, Held
	StationMaintenance StationState = "maintenance" // down time that was planned; Stopped
	StationBreak       StationState = "break"       // the people are away
	StationNoWork      StationState = "no-work"     // no order is planned; Idle
)

// StationStates lists the states of a station.
func StationStates() []StationState {
	return []StationState{
		StationRunning, StationSetup, StationStarved, StationBlocked, StationFault, StationMaintenance, StationBreak, StationNoWork,
	}
}

// CallKind is what an andon call asks for.
type CallKind string

// The kinds of call.
const (
	CallQuality     CallKind = "quality"
	CallMaterial    CallKind = "material"
	CallMaintenance CallKind = "maintenance"
	CallSafety      CallKind = "safety"
	CallHelp        CallKind = "help"
)

// CallKinds lists the kinds of call.
func CallKinds() []CallKind {
	return []CallKind{CallQuality, CallMaterial, CallMaintenance, CallSafety, CallHelp}
}

// AndonKind says what becomes of the andon calls of one kind.
type AndonKind struct {
	Kind CallKind `json:"kind"`
	// Roles are those of docs/access.md who answer; one of them is enough. Empty
	// means whoever works at stations.
	Roles []string `json:"roles,omitempty"`
	// Escalate is after how long a call that nobody has acknowledged goes to
	// EscalateTo too; empty means never.
	Escalate   Duration `json:"escalate,omitempty"`
	EscalateTo []string `json:"escalateTo,omitempty"`
}

// Shift is a part of the day, by the clock of the site.
type Shift struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Start and End are times of day as HH:MM; a shift that ends at or before
	// its start ends on the next day.
	Start string `json:"start"`
	End   string `json:"end"`
	// Days are the days on which it starts; empty means every day.
	Days []Day `json:"days,omitempty"`
}

// Day is a day of the week.
type Day string

// The days of the week.
const (
	Monday    Day = "mon"
	Tuesday   Day = "tue"
	Wednesday Day = "wed"
	Thursday  Day = "thu"
	Friday    Day = "fri"
	Saturday  Day = "sat"
	Sunday    Day = "sun"
)

// Override says who may let one object pass a rule.
type Override struct {
	// Roles are those of docs/access.md; one of them is enough.
	Roles []string `json:"roles"`
	// Second asks for the signature of another authorised person.
	Second bool `json:"second,omitempty"`
	// Valid is how long an override waits to be used; empty means PT8H, see
	// Lasts.
	Valid Duration `json:"valid,omitempty"`
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

	RuleMaterialLoaded Rule = "material-loaded" // what the line feeds on is loaded at its position
	RuleExpired        Rule = "expired"         // the material is within its shelf life
	RuleFloorLife      Rule = "floor-life"      // the open container has floor life left
	RuleCertified      Rule = "certified"       // whoever works has the skills that are asked for
	RuleCalibrated     Rule = "calibrated"      // the equipment is there and its calibration is good
	RuleTimeSince      Rule = "time-since"      // the times between operations are kept
	RuleAttempts       Rule = "attempts"        // there are attempts or retests left
	RuleTightening     Rule = "tightening"      // as many good tightenings as are asked for, none of them a rehit
	RuleScanBack       Rule = "scan-back"       // the label that was put on reads as it was printed
	RuleSerialPattern  Rule = "serial-pattern"  // the serial number has the part's pattern and is new
	RuleOrderOpen      Rule = "order-open"      // the work order is released, not held and not closed
	RuleOrderQuantity  Rule = "order-quantity"  // the work order has units left to make
	RuleCondition      Rule = "condition"       // the conditions of the operation are true
	RuleStationState   Rule = "station-state"   // the station is not locked out
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
