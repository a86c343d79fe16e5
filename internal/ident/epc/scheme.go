package epc

// Scheme is the kind of an EPC, as its URI spells it.
type Scheme string

// The schemes of TDS, clause 6.3.
const (
	SGTIN Scheme = "sgtin" // serialised trade item
	SSCC  Scheme = "sscc"  // logistic unit
	SGLN  Scheme = "sgln"  // location with or without extension
	GRAI  Scheme = "grai"  // returnable asset
	GIAI  Scheme = "giai"  // individual asset
	GSRN  Scheme = "gsrn"  // service recipient
	GSRNP Scheme = "gsrnp" // service provider
	GDTI  Scheme = "gdti"  // document
	CPI   Scheme = "cpi"   // component or part
	SGCN  Scheme = "sgcn"  // coupon
	GINC  Scheme = "ginc"  // consignment
	GSIN  Scheme = "gsin"  // shipment
	ITIP  Scheme = "itip"  // piece of a trade item
	UPUI  Scheme = "upui"  // unit pack of tobacco
	PGLN  Scheme = "pgln"  // party
	LGTIN Scheme = "lgtin" // lot of a trade item; names a class
	GID   Scheme = "gid"   // general identifier
	USDoD Scheme = "usdod" // US Department of Defense
	ADI   Scheme = "adi"   // aerospace and defence
	BIC   Scheme = "bic"   // freight container
	IMOVN Scheme = "imovn" // vessel
)

// maxParts is how many parts an EPC has at most: the five of ITIP.
const maxParts = 5

// EPC is one code: its scheme and the parts of its URI, without escapes, such
// as company prefix, item reference and serial number. Parts that a scheme does
// not have are empty. EPCs that are equal are the same code.
type EPC struct {
	Scheme Scheme
	Parts  [maxParts]string
}

// partKind says what a part of a URI may hold.
type partKind uint8

const (
	prefix    partKind = iota // GS1 company prefix: 6 to 12 digits
	reference                 // the digits that fill the prefix up to max
	digits                    // min to max digits
	number                    // digits without leading zeros, at most limit
	text                      // min to max of the 82 characters of GS1
	filling                   // at least one of them, with the prefix at most max
	component                 // at least one of 39 characters, with the prefix at most max
	cage                      // CAGE code or DoDAAC
	partNo                    // at most max capitals, digits, - and /
	adiSerial                 // at most max of the same, after an optional #
	container                 // BIC code
)

type part struct {
	kind  partKind
	name  string
	min   int
	max   int
	limit uint64
}

// spec is what the package knows of a scheme.
type spec struct {
	scheme Scheme
	class  bool // the URI begins with urn:epc:class:
	parts  []part

	// The application identifiers of the key and of the part after it.
	ai, tailAI string
	lead       string // stands before the key in its value
	rotate     bool   // the first digit of the reference stands before the prefix
	check      bool   // a check digit follows the reference
	same       int    // parts that follow the key in the same value
	absent     string // the tail that stands for none
}

var gcp = part{kind: prefix, name: "company prefix"}

func ref(name string, total int) part { return part{kind: reference, name: name, max: total} }

func serial(limit int) part { return part{kind: text, name: "serial", min: 1, max: limit} }

// specs is the table of schemes. Of several with the same application
// identifier, the first whose tail is there is taken.
var specs = []spec{
	{scheme: SGTIN, parts: []part{gcp, ref("item reference", 13), serial(20)}, ai: "01", tailAI: "21", rotate: true, check: true},
	{scheme: UPUI, parts: []part{gcp, ref("item reference", 13), {kind: text, name: "serial", min: 1, max: 28}}, ai: "01", tailAI: "235", rotate: true, check: true},
	{scheme: LGTIN, class: true, parts: []part{gcp, ref("item reference", 13), {kind: text, name: "lot", min: 1, max: 20}}, ai: "01", tailAI: "10", rotate: true, check: true},
	{scheme: SSCC, parts: []part{gcp, ref("serial reference", 17)}, ai: "00", rotate: true, check: true},
	{scheme: SGLN, parts: []part{gcp, ref("location reference", 12), {kind: text, name: "extension", min: 1, max: 20}}, ai: "414", tailAI: "254", check: true, absent: "0"},
	{scheme: PGLN, parts: []part{gcp, ref("party reference", 12)}, ai: "417", check: true},
	{scheme: GRAI, parts: []part{gcp, ref("asset type", 12), serial(16)}, ai: "8003", lead: "0", check: true, same: 1},
	{scheme: GIAI, parts: []part{gcp, {kind: filling, name: "asset reference", max: 30}}, ai: "8004"},
	{scheme: GSRN, parts: []part{gcp, ref("service reference", 17)}, ai: "8018", check: true},
	{scheme: GSRNP, parts: []part{gcp, ref("service reference", 17)}, ai: "8017", check: true},
	{scheme: GDTI, parts: []part{gcp, ref("document type", 12), serial(17)}, ai: "253", check: true, same: 1},
	{scheme: CPI, parts: []part{gcp, {kind: component, name: "component reference", max: 30}, {kind: number, name: "serial", limit: 999_999_999_999}}, ai: "8010", tailAI: "8011"},
	{scheme: SGCN, parts: []part{gcp, ref("coupon reference", 12), {kind: digits, name: "serial", min: 1, max: 12}}, ai: "255", check: true, same: 1},
	{scheme: GINC, parts: []part{gcp, {kind: filling, name: "consignment reference", max: 30}}, ai: "401"},
	{scheme: GSIN, parts: []part{gcp, ref("shipper reference", 16)}, ai: "402", check: true},
	{
		scheme: ITIP,
		parts: []part{
			gcp, ref("item reference", 13),
			{kind: digits, name: "piece", min: 2, max: 2},
			{kind: digits, name: "total", min: 2, max: 2},
			serial(20),
		},
		ai: "8006", tailAI: "21", rotate: true, check: true, same: 2,
	},
	{scheme: GID, parts: []part{
		{kind: number, name: "manager", limit: 1<<28 - 1},
		{kind: number, name: "object class", limit: 1<<24 - 1},
		{kind: number, name: "serial", limit: 1<<36 - 1},
	}},
	{scheme: USDoD, parts: []part{{kind: cage, name: "CAGE code or DoDAAC"}, {kind: number, name: "serial", limit: 1<<36 - 1}}},
	{scheme: ADI, parts: []part{
		{kind: cage, name: "CAGE code or DoDAAC"},
		{kind: partNo, name: "part number", max: 32},
		{kind: adiSerial, name: "serial", max: 30},
	}},
	{scheme: BIC, parts: []part{{kind: container, name: "container code"}}},
	{scheme: IMOVN, parts: []part{{kind: digits, name: "vessel number", min: 7, max: 7}}},
}

// find returns what is known of a scheme, or nil.
func find(s Scheme) *spec {
	for i := range specs {
		if specs[i].scheme == s {
			return &specs[i]
		}
	}
	return nil
}

// Check says whether the parts fit the scheme. The error is a *refusal.Error.
func (e EPC) Check() error {
	sp := find(e.Scheme)
	if sp == nil {
		return unknownScheme(string(e.Scheme))
	}
	for i, p := range sp.parts {
		if err := p.check(e.Parts[i], e.Parts[0]); err != nil {
			return err
		}
	}
	for _, rest := range e.Parts[len(sp.parts):] {
		if rest != "" {
			return refuse("epc.parts", "", "has more parts than "+string(e.Scheme)+" knows", "leave the last ones empty")
		}
	}
	return nil
}
