package plant

// kind is what a value of the document may be.
type kind int

const (
	kindText    kind = iota // a string; bare numbers and booleans keep their text
	kindDecimal             // a number that keeps its text
	kindFlag                // true or false
	kindList
	kindObject
	kindModes // interlocks: rule to mode
)

// shape describes one value of the YAML document. The one table below drives
// the parser, the canonical writer, the comparison and the JSON Schema; a test
// holds it against the Go types.
type shape struct {
	kind   kind
	title  string   // of an object, in messages: "station"
	item   *shape   // of a list
	fields []field  // of an object, in canonical order
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
	nameShape    = &shape{kind: kindText, format: formatName}
	codeShape    = &shape{kind: kindText, format: formatCode}
	zoneShape    = &shape{kind: kindText, format: formatZone}
	uomShape     = &shape{kind: kindText, format: formatUoM}
	gtinShape    = &shape{kind: kindText, format: formatGTIN}
	decimalShape = &shape{kind: kindDecimal}
	flagShape    = &shape{kind: kindFlag}
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
	positionKindShape = oneOf(PositionWork, PositionMaterial)
	trackingShape     = oneOf(TrackingSerial, TrackingLateSerial, TrackingLot, TrackingNone)
	useShape          = oneOf(UseInstall, UseConsume)
	captureShape      = oneOf(CaptureEach, CaptureOnChange, CaptureBackflush)
	modeShape         = oneOf(ModeWatch, ModeOff, ModeAsk, ModeEnforce)
)

var documentShape = &shape{kind: kindObject, title: "plant definition", fields: []field{
	{"site", true, "The place that this definition speaks of.", siteShape},
	{"areas", false, "The areas of the site, with their lines and stations.", listOf(areaShape)},
	{"parts", false, "What is made or bought: one entry for each part number and revision. " +
		"Of several revisions, the last one written is the one new objects get.", listOf(partShape)},
	{"routes", false, "The paths of parts through their operations.", listOf(routeShape)},
	{"interlocks", false, "The mode of each rule for the whole plant; a rule that is not named is in mode watch.", modesShape},
}}

var siteShape = &shape{kind: kindObject, title: "site", fields: []field{
	{"code", true, "The site's code.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"zone", false, "The IANA time zone that shifts and production days follow, such as Europe/Berlin; none means UTC.", zoneShape},
}}

var areaShape = &shape{kind: kindObject, title: "area", identity: []string{"code"}, fields: []field{
	{"code", true, "The area's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"lines", false, "The production lines of the area.", listOf(lineShape)},
}}

var lineShape = &shape{kind: kindObject, title: "line", identity: []string{"code"}, fields: []field{
	{"code", true, "The line's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"stations", false, "The stations of the line.", listOf(stationShape)},
}}

var stationShape = &shape{kind: kindObject, title: "station", identity: []string{"code"}, fields: []field{
	{"code", true, "The station's code, unique in the site.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"operations", false, "The codes of the operations that may be done here.", listOf(codeShape)},
	{"positions", false, "Places of work or of material within the station.", listOf(positionShape)},
	{"interlocks", false, "The modes of rules at this station, where they differ from the plant's.", modesShape},
}}

var positionShape = &shape{kind: kindObject, title: "position", identity: []string{"code"}, fields: []field{
	{"code", true, "The position's code, unique in the station.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{
		"kind", false, "work: something is done here (the default); material: material is loaded here and used up.",
		oneOf(string(PositionWork), string(PositionMaterial)),
	},
}}

var partShape = &shape{kind: kindObject, title: "part", identity: []string{"number", "revision"}, fields: []field{
	{"number", true, "The part number.", codeShape},
	{"revision", false, "The revision; number and revision together are unique.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"gtin", false, "The GS1 key of the part: 8, 12, 13 or 14 digits with the check digit.", gtinShape},
	{
		"tracking", false, "How objects of the part are told apart: serial (the default), late-serial, lot or none.",
		oneOf(string(TrackingNone), string(TrackingLot), string(TrackingLateSerial), string(TrackingSerial)),
	},
	{"uom", false, "The unit of measure as a UN/ECE Recommendation 20 code, such as KGM or MTR; none means C62 (piece).", uomShape},
	{"route", false, "The code of the route by which the part is made; none for a part that is bought.", codeShape},
	{"bom", false, "The bill of material.", listOf(bomLineShape)},
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
		oneOf(string(UseInstall), string(UseConsume)),
	},
	{
		"capture", false, "How it is learned what went in: scan-each (the default), scan-on-change or backflush.",
		oneOf(string(CaptureEach), string(CaptureOnChange), string(CaptureBackflush)),
	},
}}

var routeShape = &shape{kind: kindObject, title: "route", identity: []string{"code"}, fields: []field{
	{"code", true, "The route's code.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"operations", true, "The operations, in the order in which they are done.", orderedListOf(operationShape)},
}}

var operationShape = &shape{kind: kindObject, title: "operation", identity: []string{"code"}, fields: []field{
	{"code", true, "The operation's code, unique in its route; the same code in several routes is the same kind of work.", codeShape},
	{"name", false, "The name that people see.", nameShape},
	{"optional", false, "Whether the operation may be skipped.", flagShape},
	{"characteristics", false, "What is measured or inspected here.", listOf(characteristicShape)},
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
}

// modesShape is the table of interlocks. Its keys are checked by Check and
// not by Parse, so that a definition with a rule of a later version is read.
var modesShape = &shape{kind: kindModes, title: "list of interlocks", item: modeShape, fields: ruleFields}
