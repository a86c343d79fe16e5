package plant

import (
	"maps"
	"slices"
)

// kind is what a value of the document may be.
type kind int

const (
	kindText    kind = iota // a string; bare numbers and booleans keep their text
	kindDecimal             // a number that keeps its text
	kindFlag                // true or false
	kindList
	kindObject
	kindMap   // keys of the plant's own choice, such as rule to mode
	kindCount // a whole number
)

// shape describes one value of the YAML document. The one table below drives
// the parser, the canonical writer, the comparison and the JSON Schema; a test
// holds it against the Go types.
type shape struct {
	kind   kind
	title  string   // of an object, in messages: "station"
	item   *shape   // of a list or a map
	fields []field  // of an object, in canonical order; of a map, the keys that Check accepts
	enum   []string // of a text: the values allowed, the default first
	format format   // of a text
	// identity names the fields that tell the objects of a list apart.
	identity []string
	// ordered lists mean something by their order: adding an item in the
	// middle is more than adding it.
	ordered bool
}

type field struct {
	name     string
	required bool
	doc      string
	shape    *shape
}

// format is the alphabet of a text.
type format int

const (
	formatName format = iota
	formatCode
	formatZone
	formatUoM
	formatGTIN
	formatGLN
	formatDuration
	formatTime
	formatText // of several lines
	formatExpr
)

// field finds a field of an object by its name.
func (s *shape) field(name string) (field, bool) {
	for _, f := range s.fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func (s *shape) names() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	return names
}

var (
	nameShape     = &shape{kind: kindText, format: formatName}
	codeShape     = &shape{kind: kindText, format: formatCode}
	zoneShape     = &shape{kind: kindText, format: formatZone}
	uomShape      = &shape{kind: kindText, format: formatUoM}
	gtinShape     = &shape{kind: kindText, format: formatGTIN}
	glnShape      = &shape{kind: kindText, format: formatGLN}
	durationShape = &shape{kind: kindText, format: formatDuration}
	timeShape     = &shape{kind: kindText, format: formatTime}
	textShape     = &shape{kind: kindText, format: formatText}
	exprShape     = &shape{kind: kindText, format: formatExpr}
	decimalShape  = &shape{kind: kindDecimal}
	countShape    = &shape{kind: kindCount}
	flagShape     = &shape{kind: kindFlag}
)

func listOf(item *shape) *shape { return &shape{kind: kindList, item: item} }

func orderedListOf(item *shape) *shape { return &shape{kind: kindList, item: item, ordered: true} }

func oneOf[T ~string](values ...T) *shape {
	s := &shape{kind: kindText}
	for _, v := range values {
		s.enum = append(s.enum, string(v))
	}
	return s
}

var (
	positionKindShape  = oneOf(PositionWork, PositionMaterial)
	offlineShape       = oneOf(OfflineBlock, OfflineQueue)
	holdsShape         = oneOf(HoldsOne, HoldsSeveral)
	trackingShape      = oneOf(TrackingSerial, TrackingLateSerial, TrackingLot, TrackingNone)
	reuseShape         = oneOf(ReuseRefuse, ReuseNew)
	useShape           = oneOf(UseInstall, UseConsume)
	captureShape       = oneOf(CaptureEach, CaptureOnChange, CaptureBackflush)
	gateShape          = oneOf(GateEntry, GateExit)
	equipmentKindShape = oneOf(EquipmentTool, EquipmentFixture, EquipmentCavity, EquipmentGauge, EquipmentMachine, EquipmentCarrier)
	reasonForShape     = oneOf(ReasonScrap, ReasonRework, ReasonHold, ReasonStop, ReasonOverride)
	stationStateShape  = oneOf(StationStates()...)
	callKindShape      = oneOf(CallKinds()...)
	dayShape           = oneOf(Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday)
	modeShape          = oneOf(ModeWatch, ModeOff, ModeAsk, ModeEnforce)
	roleShape          = oneOf(Roles()...)
	answerShape        = oneOf(AnsweringRoles()...)
)

var documentShape = &shape{kind: kindObject, title: "plant definition", fields: []field{
	{"site", true, "The place that this definition speaks of.", siteShape},
	{"areas", false, "The areas of the site, with their lines and stations.", listOf(areaShape)},
	{"parts", false, "What is made or bought: one entry for each part number and revision. " +
		"Of several revisions, the last one written that has begun is the one new objects get.", listOf(partShape)},
	{"routes", false, "The paths of parts through their operations.", listOf(routeShape)},
	{"equipment", false, "Tools, fixtures, cavities, gauges, machines and carriers that have an identity of their own.", listOf(equipmentShape)},
	{"skills", false, "What people are certified for.", listOf(skillShape)},
	{"defects", false, "Codes for what is found to be wrong.", listOf(defectShape)},
	{"reasons", false, "Codes by which people say why.", listOf(reasonShape)},
	{"shifts", false, "The parts of the day, by the clock of the site; of several that cover a moment the first one counts.", orderedListOf(shiftShape)},
	{"andon", false, "Who answers andon calls, and when they escalate: one entry for each kind of call.", listOf(andonShape)},
	{"lockouts", false, "The states of a station in which no work may be done there; the rule station-state judges them.", listOf(stationStateShape)},
	{"labels", false, "Templates of labels and pages.", listOf(labelShape)},
	{"printers", false, "Where labels are printed.", listOf(printerShape)},
	{"separators", false, "What readers send for the group separator (GS) of GS1, besides what is known, such as %; a station may have its own.", listOf(nameShape)},
	{"companyPrefixes", false, "GS1 company prefixes whose length is known so: those of the site, and of its suppliers where that is wanted.", listOf(codeShape)},
	{"identifiers", false, "When an identifier of a scheme names one object only.", listOf(identifierShape)},
	{"public", false, "What anybody may see behind a GS1 Digital Link without signing in; of several entries that fit the first one counts. None means nothing.", orderedListOf(shareShape)},
	{"pools", false, "Numbers that somebody else has given for one use, such as the MAC addresses of a customer.", listOf(poolShape)},
	{"names", false, "The words that people see in place of a term of the glossary, such as lot: Batch.", namesShape},
	{"interlocks", false, "The mode of each rule for the whole plant; a rule that is not named is in mode watch.", modesShape},
	{"overrides", false, "Who may let one object pass a rule; a rule that is not named can be overridden by nobody.", overridesShape},
	{"answers", false, "The role that answers for a rule when it was broken; a rule that is not named has the usual one.", answersShape},
	{"breachHolds", false, "The rules that put a hold on what was worked on when a report has broken them.", listOf(ruleShape)},
}}

var siteShape = &shape{kind: kindObject, title: "site", fields: []field{
	{"code", true, "The site's code.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"zone", false, "The IANA time zone that shifts and production days follow, such as Europe/Berlin; none means UTC.", zoneShape},
	{"link", false, "What the GS1 Digital Links of the site begin with, such as https://id.example.com; none means https://id.gs1.org.", nameShape},
	{"gln", false, "The GS1 key of the site: 13 digits with the check digit.", glnShape},
}}

var areaShape = &shape{kind: kindObject, title: "area", identity: []string{"code"}, fields: []field{
	{"code", true, "The area's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"gln", false, "The GS1 key of the area: 13 digits with the check digit, and behind a slash the extension (254) if it has one.", glnShape},
	{"lines", false, "The production lines of the area.", listOf(lineShape)},
}}

var lineShape = &shape{kind: kindObject, title: "line", identity: []string{"code"}, fields: []field{
	{"code", true, "The line's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"gln", false, "The GS1 key of the line: 13 digits with the check digit, and behind a slash the extension (254) if it has one.", glnShape},
	{"takt", false, "The time within which a piece is to leave each station of the line, such as PT4M30S; the map shows cycles against it.", durationShape},
	{"stations", false, "The stations of the line.", listOf(stationShape)},
}}

var stationShape = &shape{kind: kindObject, title: "station", identity: []string{"code"}, fields: []field{
	{"code", true, "The station's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"gln", false, "The GS1 key of the station: 13 digits with the check digit, and behind a slash the extension (254) if it has one.", glnShape},
	{"operations", false, "The codes of the operations that may be done here.", listOf(codeShape)},
	{"positions", false, "Places of work or of material within the station.", listOf(positionShape)},
	{"skills", false, "The codes of the skills that whoever works here must have.", listOf(codeShape)},
	{"equipment", false, "The codes of the equipment that stands here.", listOf(codeShape)},
	{"printers", false, "The codes of the printers for what is done here; the first that prints a label gets it.", orderedListOf(codeShape)},
	{"separators", false, "What the readers here send for the group separator (GS), in place of those of the plant.", listOf(nameShape)},
	{
		"offline", false, "What the screens do here while the server cannot be reached. block: nothing is taken (the default); " +
			"queue: what is scanned is kept on the terminal, unjudged, and reported once the server is back.",
		offlineShape,
	},
	{"interlocks", false, "The modes of rules at this station, where they differ from the plant's.", modesShape},
}}

var positionShape = &shape{kind: kindObject, title: "position", identity: []string{"code"}, fields: []field{
	{"code", true, "The position's code, unique in the station.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"gln", false, "The GS1 key of the position: 13 digits with the check digit, and behind a slash the extension (254) if it has one.", glnShape},
	{
		"kind", false, "work: something is done here (the default); material: material is loaded here and used up.",
		positionKindShape,
	},
	{"parts", false, "The part numbers that may be loaded here; none means any.", listOf(codeShape)},
	{
		"holds", false, "one: what is loaded takes the place of what was there, as on a feeder (the default); " +
			"several: it joins what is there, as in a bin or tank.",
		holdsShape,
	},
}}

var partShape = &shape{kind: kindObject, title: "part", identity: []string{"number", "revision"}, fields: []field{
	{"number", true, "The part number.", codeShape},
	{"revision", false, "The revision; number and revision together are unique.", codeShape},
	{"effective", false, "From which product on the revision takes the place of the one written before it. None means at once.", beginningShape},
	{"name", false, "The name that people see.", nameShape},
	{"gtin", false, "The GS1 key of the part: 8, 12, 13 or 14 digits with the check digit.", gtinShape},
	{
		"tracking", false, "How objects of the part are told apart: serial (the default), late-serial, lot or none.",
		trackingShape,
	},
	{"uom", false, "The unit of measure as a UN/ECE Recommendation 20 code, such as KGM or MTR; none means C62 (piece).", uomShape},
	{"route", false, "The code of the route by which the part is made; none for a part that is bought.", codeShape},
	{"bom", false, "The bill of material.", listOf(bomLineShape)},
	{"shelfLife", false, "How long a lot without an expiry date of its own is good after it was made.", durationShape},
	{"floorLife", false, "How long an open container of the part is good.", durationShape},
	{"phantom", false, "Whether the part is never made by itself: its bill is built into its parent's.", flagShape},
	{"serials", false, "The pattern of serial numbers given here, with fields in braces, such as SN{yyww}{seq:5}.", nameShape},
	{"serialFields", false, "The texts of those fields of the pattern that have a name of their own, such as product of SN{product:3}{yyww}{seq:5}.", listOf(serialFieldShape)},
	{"reuse", false, "What a serial number means that was used before: refuse (the default), or new: a new object of the same name.", reuseShape},
	{"panel", false, "The part is made in panels, several pieces side by side, and parted later.", panelShape},
	{"units", false, "Further units of measure of the part, with their exact conversions.", listOf(conversionShape)},
	{"secondUom", false, "The unit of a second quantity that is kept beside the first (catch weight).", uomShape},
}}

var uniqueShape = oneOf(UniqueValid, UniqueEver, UniqueInPart, UniqueNot)

var identifierShape = &shape{kind: kindObject, title: "rule for identifiers", identity: []string{"scheme", "issuer"}, fields: []field{
	{"scheme", true, "The scheme of the identifiers, such as alias, customer or asset.", codeShape},
	{"issuer", false, "Who gives them; none means anybody for whom there is no rule.", codeShape},
	{"unique", false, "valid: one names one object at a time (the default); ever: it is never given again; part: one object of a part at a time; no: several objects may bear it.", uniqueShape},
}}

var panelShape = &shape{kind: kindObject, title: "panel", fields: []field{
	{"positions", true, "How many pieces a panel has.", countShape},
}}

var conversionShape = &shape{kind: kindObject, title: "unit", identity: []string{"uom"}, fields: []field{
	{"uom", true, "The unit as a UN/ECE Recommendation 20 code.", uomShape},
	{"factor", true, "How much of the part's own unit one of this unit is, exactly.", decimalShape},
}}

var bomLineShape = &shape{kind: kindObject, title: "line of the bill of material", identity: []string{"line"}, fields: []field{
	{"line", true, "The line's number, unique within the bill.", codeShape},
	{"part", true, "The part number of the component.", codeShape},
	{"quantity", false, "How much goes into one product, in the component's unit of measure; none means 1.", decimalShape},
	{"operation", false, "The code of the operation at which the component goes in; none means any operation of the route.", codeShape},
	{"positions", false, "The places in the product (reference designators), such as R1, R2.", listOf(codeShape)},
	{"alternates", false, "Part numbers accepted in place of the component, best first.", orderedListOf(codeShape)},
	{
		"use", false, "install: built in, can be taken out again (the default); consume: its identity ends here.",
		useShape,
	},
	{
		"capture", false, "How it is learned what went in: scan-each (the default), scan-on-change or backflush.",
		captureShape,
	},
	{"option", false, "The code by which an order chooses this line; a line without one is always taken.", codeShape},
	{"feed", false, "The positions at the station where the material is loaded; none means any.", listOf(codeShape)},
	{
		"removalVoids", false, "The operations whose results no longer stand when the component is taken out; none means those since it went in.",
		listOf(codeShape),
	},
	{"effective", false, "For which products the line stands: from a date or a serial number on. None means all.", effectivityShape},
}}

var effectivityShape = &shape{kind: kindObject, title: "effectivity", fields: []field{
	{"replaces", false, "The line of the same bill whose place this one takes, and which stands until then.", codeShape},
	{"from", false, "The day or time by the clock of the site, such as 2026-03-01 or 2026-03-01T06:00, from which it stands.", codeShape},
	{"until", false, "The first day or time at which it no longer stands.", codeShape},
	{"fromSerial", false, "The first serial number of the product for which it stands.", codeShape},
	{"untilSerial", false, "The first serial number of the product for which it no longer stands.", codeShape},
	{"runOut", false, "The part whose stock is used up first: the line stands for the products that there is none left for.", codeShape},
}}

var beginningShape = &shape{kind: kindObject, title: "beginning", fields: []field{
	{"from", false, "The day or time by the clock of the site, such as 2026-03-01 or 2026-03-01T06:00, from which it is made.", codeShape},
	{"fromSerial", false, "The first serial number of the product with which it is made.", codeShape},
	{"runOut", false, "The part that the revision before takes, and whose stock is used up first.", codeShape},
}}

var routeShape = &shape{kind: kindObject, title: "route", identity: []string{"code"}, fields: []field{
	{"code", true, "The route's code.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"operations", true, "The operations, in the order in which they are done.", orderedListOf(operationShape)},
	{"reworks", false, "The ways back into the route.", listOf(reworkShape)},
}}

var reworkShape = &shape{kind: kindObject, title: "rework", identity: []string{"code"}, fields: []field{
	{"code", true, "The code of the rework, unique in its route.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"enter", true, "The operation at which the object goes on.", codeShape},
	{"voids", false, "The operations whose results no longer stand.", listOf(codeShape)},
}}

var operationShape = &shape{kind: kindObject, title: "operation", identity: []string{"code"}, fields: []field{
	{"code", true, "The operation's code, unique in its route; the same code in several routes is the same kind of work.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"optional", false, "Whether the operation may be skipped.", flagShape},
	{"characteristics", false, "What is measured or inspected here.", listOf(characteristicShape)},
	{"picture", false, "A picture that the station shows: the SHA-256 of a file that was uploaded, or the path of one beside the definition, which apply uploads.", nameShape},
	{"documents", false, "Drawings, manuals and texts that the station opens.", orderedListOf(fileShape)},
	{"steps", false, "What the operator does, in order.", orderedListOf(stepShape)},
	{"skills", false, "The codes of the skills that whoever does this must have.", listOf(codeShape)},
	{"equipment", false, "What must be at hand: codes of equipment, or kinds such as gauge, of which any will do.", listOf(codeShape)},
	{"attempts", false, "How often the operation may be tried; none or 0 means without limit.", countShape},
	{"retests", false, "How many failed tests may be repeated without a repair.", countShape},
	{"since", false, "Times to keep from the end of other operations.", listOf(sinceShape)},
	{"conditions", false, "Expressions that must be true at entry or exit, for what the rules lack.", listOf(conditionShape)},
}}

var stepShape = &shape{kind: kindObject, title: "step", identity: []string{"code"}, fields: []field{
	{"code", true, "The step's code, unique in its operation.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"text", false, "The instruction; it may have several lines.", textShape},
	{"picture", false, "A picture of the step, named as that of the operation.", nameShape},
	{"document", false, "A drawing or manual, by number or address.", nameShape},
}}

var fileShape = &shape{kind: kindObject, title: "document", identity: []string{"title"}, fields: []field{
	{"title", true, "The name that people see, unique in its operation.", codeShape},
	{"file", true, "The SHA-256 of a file that was uploaded, or the path of one beside the definition.", nameShape},
}}

var sinceShape = &shape{kind: kindObject, title: "time since an operation", identity: []string{"operation"}, fields: []field{
	{"operation", true, "The earlier operation, from whose end the time runs.", codeShape},
	{"min", false, "The least time, such as PT30M to cool down; none means no least time.", durationShape},
	{"max", false, "The longest time, such as PT4H until the glue is dry; none means no longest time.", durationShape},
}}

var conditionShape = &shape{kind: kindObject, title: "condition", identity: []string{"code"}, fields: []field{
	{"code", true, "The code of the condition, unique in its operation.", codeShape},
	{"at", false, "entry: judged before the operation begins (the default); exit: before it completes.", gateShape},
	{"expr", true, "What must be true, as an expression; the documentation lists what it may ask.", exprShape},
	{"text", false, "What to tell the operator if it is not true.", nameShape},
	{"next", false, "What the operator can do then.", nameShape},
}}

var characteristicShape = &shape{kind: kindObject, title: "characteristic", identity: []string{"code"}, fields: []field{
	{"code", true, "The characteristic's code, unique in its operation.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"uom", false, "The unit of the measured value as a UN/ECE Recommendation 20 code; none for what is only judged pass or fail.", uomShape},
	{"nominal", false, "The value aimed at.", decimalShape},
	{"lower", false, "The lower limit, itself allowed; none means no lower limit.", decimalShape},
	{"upper", false, "The upper limit, itself allowed; none means no upper limit.", decimalShape},
	{"required", false, "Whether the operation completes only after a passing result.", flagShape},
	{"ctq", false, "Critical to quality: a safety or legal characteristic.", flagShape},
	{"count", false, "How many good results a visit needs, such as tightenings; none means 1.", countShape},
}}

var equipmentShape = &shape{kind: kindObject, title: "piece of equipment", identity: []string{"code"}, fields: []field{
	{"code", true, "The code, unique among the equipment of the site; it is what a label on it says.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"kind", true, "tool, fixture, cavity, gauge, machine, or carrier for what carries work in progress.", equipmentKindShape},
	{"calibration", false, "How long a calibration is good; none if none is needed.", durationShape},
	{"programs", false, "The names of the programs that it may run; none means any.", listOf(nameShape)},
	{"positions", false, "How many objects it takes at a time; none means any number.", countShape},
	{"parts", false, "The part numbers that it is for; none means any.", listOf(codeShape)},
}}

var skillShape = &shape{kind: kindObject, title: "skill", identity: []string{"code"}, fields: []field{
	{"code", true, "The skill's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"valid", false, "How long a certificate is good; none means without end.", durationShape},
	{"levels", false, "How well somebody may be certified, the lowest first; none means any word.", orderedListOf(codeShape)},
}}

var defectShape = &shape{kind: kindObject, title: "defect", identity: []string{"code"}, fields: []field{
	{"code", true, "The defect's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"group", false, "The group in which it is shown, such as Solder.", nameShape},
}}

var reasonShape = &shape{kind: kindObject, title: "reason", identity: []string{"code"}, fields: []field{
	{"code", true, "The reason's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"for", true, "The act that it explains: scrap, rework, hold, stop (of a station) or override.", reasonForShape},
	{"state", false, "For a stop: the state of the station that it stands for; none means any.", stationStateShape},
}}

var andonShape = &shape{kind: kindObject, title: "kind of call", identity: []string{"kind"}, fields: []field{
	{"kind", true, "What is called for: quality, material, maintenance, safety or help.", callKindShape},
	{"roles", false, "Who answers; one of the roles is enough. None means whoever works at stations.", listOf(roleShape)},
	{"escalate", false, "After how long a call that nobody has acknowledged goes to escalateTo too; none means never.", durationShape},
	{"escalateTo", false, "Who is called then, beside those who answer.", listOf(roleShape)},
}}

var shiftShape = &shape{kind: kindObject, title: "shift", identity: []string{"code"}, fields: []field{
	{"code", true, "The shift's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"start", true, "When it starts, as HH:MM by the clock of the site.", timeShape},
	{"end", true, "When it ends; at or before the start means on the next day.", timeShape},
	{"days", false, "The days on which it starts; none means every day.", listOf(dayShape)},
}}

var overrideShape = &shape{kind: kindObject, title: "override", fields: []field{
	{"roles", true, "Who may override the rule; one of the roles is enough.", listOf(roleShape)},
	{"second", false, "Whether another authorised person must sign too.", flagShape},
	{"valid", false, "How long an override waits to be used; none means PT8H.", durationShape},
}}

// ruleFields are the interlocks that a definition may name.
var ruleFields = []field{
	{string(RuleRouteOrder), false, "Operations are done in the order of the route.", modeShape},
	{string(RuleRightPart), false, "The part has a route that passes this station.", modeShape},
	{string(RuleBOM), false, "The component is on the bill of material, and is not too many.", modeShape},
	{string(RuleNotUsed), false, "The component is not already used elsewhere.", modeShape},
	{string(RuleLimits), false, "Required characteristics are measured and within their limits.", modeShape},
	{string(RuleHold), false, "No hold lies on the object or on anything inside it.", modeShape},
	{string(RuleComponents), false, "Everything that the operation needs is built in before it completes.", modeShape},
	{string(RuleQuantity), false, "What is taken from a lot is there.", modeShape},
	{string(RuleObjectState), false, "The object is not scrapped, shipped or consumed.", modeShape},
	{string(RuleMaterialLoaded), false, "The material that the operation takes is loaded at its position.", modeShape},
	{string(RuleExpired), false, "The material is within its shelf life.", modeShape},
	{string(RuleFloorLife), false, "The open container has floor life left.", modeShape},
	{string(RuleCertified), false, "Whoever works has the skills that station and operation ask for.", modeShape},
	{string(RuleCalibrated), false, "The equipment is there, and its calibration is good.", modeShape},
	{string(RuleTimeSince), false, "The times between operations are kept.", modeShape},
	{string(RuleAttempts), false, "There are attempts or retests left.", modeShape},
	{string(RuleTightening), false, "As many good tightenings as are asked for, none of them a rehit.", modeShape},
	{string(RuleScanBack), false, "The label that was put on reads as it was printed.", modeShape},
	{string(RuleSerialPattern), false, "The serial number has the part's pattern and is new.", modeShape},
	{string(RuleOrderOpen), false, "The work order is released, not held and not closed.", modeShape},
	{string(RuleOrderQuantity), false, "The work order has units left to make.", modeShape},
	{string(RuleCondition), false, "The conditions of the operation are true.", modeShape},
	{string(RuleStationState), false, "The station is in no state that locks it out.", modeShape},
}

// Rules lists the interlocks that a definition may name.
func Rules() []Rule {
	rules := make([]Rule, len(ruleFields))
	for i, f := range ruleFields {
		rules[i] = Rule(f.name)
	}
	return rules
}

// ruleShape is the name of an interlock.
var ruleShape = oneOf(Rules()...)

// modesShape is the table of interlocks. Its keys are checked by Check and
// not by Parse, so that a definition with a rule of a later version is read.
var modesShape = &shape{kind: kindMap, title: "list of interlocks", item: modeShape, fields: ruleFields}

// overridesShape has the same keys as modesShape.
var overridesShape = &shape{kind: kindMap, title: "list of overrides", item: overrideShape, fields: fieldsOf(ruleFields, overrideShape)}

// answersShape has the same keys as modesShape; what is usual is the default.
var answersShape = &shape{kind: kindMap, title: "list of who answers", item: answerShape, fields: answerFields()}

func answerFields() []field {
	fields := slices.Clone(ruleFields)
	for i, f := range fields {
		usual := usuallyAnswers(Rule(f.name))
		others := slices.DeleteFunc(AnsweringRoles(), func(role string) bool { return role == usual })
		fields[i].shape = oneOf(append([]string{usual}, others...)...)
	}
	return fields
}

// fieldsOf gives fields another shape.
func fieldsOf(fields []field, s *shape) []field {
	out := slices.Clone(fields)
	for i := range out {
		out[i].shape = s
	}
	return out
}

// namesShape is the table of words that a plant may choose.
var namesShape = &shape{kind: kindMap, title: "list of names", item: nameShape, fields: termFields()}

func termFields() []field {
	var fields []field
	for _, term := range Terms() {
		fields = append(fields, field{term, false, "What people see in place of the term.", nameShape})
	}
	for _, plural := range slices.Sorted(maps.Keys(Plurals())) {
		fields = append(fields, field{plural, false, "What people see in place of the term, of several.", nameShape})
	}
	return fields
}
