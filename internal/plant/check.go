package plant

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxCode  = 64   // bytes of a code
	maxName  = 256  // bytes of a name
	maxText  = 4096 // bytes of an instruction or an expression
	maxCount = 100_000
)

// Check tells what is wrong with the meaning of a definition: codes missing,
// given twice or not writable on a label, references that lead nowhere, parts
// that contain themselves, limits that contradict each other. A definition
// without problems has no Errors; see Errors.Err.
//
// A code is 1 to 64 bytes of printable characters without a space at either
// end; upper and lower case are told apart. A name has at most 256 bytes, an
// instruction or an expression at most 4096.
//
// The problems carry line and column if d came from Parse and was not changed
// since.
func (d *Definition) Check() Errors {
	c := &checker{
		d: d, routes: map[string]*Route{}, operations: map[string]int{}, placed: map[*Route]map[string]int{},
		parts: map[string]*Part{}, gtins: map[string]string{},
		skills: map[string]bool{}, equipment: map[string]bool{}, needs: map[string]bool{},
		stations: map[string]*Station{}, printed: map[string]bool{}, feeds: map[string]map[string]*Position{}, fedOn: map[*Route]map[string]*Position{},
	}
	c.collect()
	c.site()
	c.locations()
	c.routesAndOperations()
	for i := range d.Parts {
		c.part(&d.Parts[i], (*path)(nil).at("parts").item(i))
	}
	c.partIdentities()
	c.beginnings()
	c.cycles()
	c.resources()
	c.words()
	c.labels()
	c.printers()
	c.pools()
	c.separators(c.d.Separators, (*path)(nil).at("separators"))
	c.companyPrefixes()
	c.identifierRules()
	c.shares()
	c.modes(d.Interlocks, (*path)(nil).at("interlocks"))
	c.overrides()
	c.answers()
	c.breachHolds()
	return c.located()
}

// checker collects what is wrong with a definition.
type checker struct {
	d           *Definition
	routes      map[string]*Route // by code
	operations  map[string]int    // how often each code is in a route
	placed      map[*Route]map[string]int
	parts       map[string]*Part  // by number, the newest revision
	gtins       map[string]string // GTIN-14 to part number
	skills      map[string]bool   // by code
	equipment   map[string]bool   // by code
	stations    map[string]*Station
	printed     map[string]bool // codes of printers
	needs       map[string]bool // codes of equipment, and kinds of which there is any
	expressions int             // looked at so far
	// feeds are the positions of material at the stations of an operation.
	feeds map[string]map[string]*Position
	fedOn map[*Route]map[string]*Position // of all operations of a route; nil is any route
	// phantoms counts the lines of phantoms in all bills.
	phantoms int
	found    []finding
}

type finding struct {
	at           *path
	problem, fix string
}

func (c *checker) fault(at *path, fix, format string, args ...any) {
	if len(c.found) < maxErrors {
		c.found = append(c.found, finding{at, fmt.Sprintf(format, args...), fix})
	}
}

// located gives the findings their lines, by parsing the source once more:
// keeping a line for each value would cost every definition in use its memory.
func (c *checker) located() Errors {
	if len(c.found) == 0 {
		return nil
	}
	errs := make(Errors, len(c.found))
	for i, f := range c.found {
		errs[i] = Error{Path: f.at.String(), Problem: f.problem, Fix: f.fix}
	}
	if c.d.source != nil {
		if root, broken := parseDocument(c.d.source); len(broken) == 0 {
			for i, f := range c.found {
				errs[i].Line, errs[i].Column = position(locate(root, f.at))
			}
		}
	}
	return errs.sorted()
}

// collect gathers what is referred to.
func (c *checker) collect() {
	for i := range c.d.Routes {
		route := &c.d.Routes[i]
		if _, twice := c.routes[route.Code]; !twice {
			c.routes[route.Code] = route
		}
		for _, o := range route.Operations {
			c.operations[o.Code]++
		}
	}
	for i := range c.d.Parts {
		c.parts[c.d.Parts[i].Number] = &c.d.Parts[i]
	}
	for _, e := range c.d.Equipment {
		c.equipment[e.Code], c.needs[e.Code], c.needs[string(e.Kind)] = true, true, true
	}
	for _, s := range c.d.Skills {
		c.skills[s.Code] = true
	}
	for i := range c.d.Printers {
		c.printed[c.d.Printers[i].Code] = true
	}
	for _, area := range c.d.Areas {
		for _, line := range area.Lines {
			for i := range line.Stations {
				c.stations[line.Stations[i].Code] = &line.Stations[i]
				c.collectFeeds(&line.Stations[i])
			}
		}
	}
}

func (c *checker) collectFeeds(s *Station) {
	for _, o := range s.Operations {
		for i := range s.Positions {
			if s.Positions[i].Kind != PositionMaterial {
				continue
			}
			if c.feeds[o] == nil {
				c.feeds[o] = map[string]*Position{}
			}
			c.feeds[o][s.Positions[i].Code] = &s.Positions[i]
		}
	}
}

var zonePattern = regexp.MustCompile(`^(UTC|[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){1,2})$`)

func (c *checker) site() {
	at := (*path)(nil).at("site")
	c.code(c.d.Site.Code, at.at("code"), "site")
	c.name(c.d.Site.Name, at.at("name"))
	if zone := c.d.Site.Zone; zone != "" && (len(zone) > maxCode || !zonePattern.MatchString(zone)) {
		c.fault(at.at("zone"), "write Area/City, such as Europe/Berlin, or UTC", "%s is not an IANA time zone", quoted(zone))
	}
	if link := c.d.Site.Link; link != "" && !isStem(link) {
		c.fault(at.at("link"), "write scheme and domain, such as https://id.example.com", "%s begins no GS1 Digital Link", quoted(link))
	}
	areas, lines, stations := unique{}, unique{}, unique{}
	for i, area := range c.d.Areas {
		at := (*path)(nil).at("areas").item(i)
		c.uniqueCode(areas, area.Code, at.at("code"), "area", "the site")
		c.name(area.Name, at.at("name"))
		for i, line := range area.Lines {
			at := at.at("lines").item(i)
			c.uniqueCode(lines, line.Code, at.at("code"), "line", "the site")
			c.name(line.Name, at.at("name"))
			c.duration(line.Takt, at.at("takt"))
			for i := range line.Stations {
				at := at.at("stations").item(i)
				c.uniqueCode(stations, line.Stations[i].Code, at.at("code"), "station", "the site")
				c.station(&line.Stations[i], at)
			}
		}
	}
}

func (c *checker) station(s *Station, at *path) {
	c.name(s.Name, at.at("name"))
	operations, positions := unique{}, unique{}
	for i, o := range s.Operations {
		at := at.at("operations").item(i)
		if c.uniqueCode(operations, o, at, "operation", "the station") && c.operations[o] == 0 {
			missing(c, at, o, c.operations, "no route has an operation %s", quoted(o))
		}
	}
	for i, p := range s.Positions {
		at := at.at("positions").item(i)
		c.uniqueCode(positions, p.Code, at.at("code"), "position", "the station")
		c.name(p.Name, at.at("name"))
		c.known(string(p.Kind), at.at("kind"), "a kind of position", positionKindShape.enum)
		c.known(string(p.Holds), at.at("holds"), "what a position holds", holdsShape.enum)
		c.partNumbers(p.Parts, at.at("parts"), "the position")
		if p.Kind != PositionMaterial && (len(p.Parts) > 0 || p.Holds != "") {
			c.fault(at, "write kind: material, or remove parts and holds", "nothing is loaded at a position of work")
		}
	}
	references(c, s.Skills, at.at("skills"), "skill", "the station", c.skills)
	references(c, s.Equipment, at.at("equipment"), "piece of equipment", "the station", c.equipment)
	references(c, s.Printers, at.at("printers"), "printer", "the station", c.printed)
	c.separators(s.Separators, at.at("separators"))
	c.known(string(s.Offline), at.at("offline"), "what a station does offline", offlineShape.enum)
	c.modes(s.Interlocks, at.at("interlocks"))
}

func (c *checker) modes(interlocks map[Rule]Mode, at *path) {
	for _, rule := range sortedKeys(interlocks) {
		at := at.at(string(rule))
		if rule == "" {
			c.fault(at, "write its name", "an interlock has no name")
		}
		c.known(string(rule), at, "an interlock", modesShape.names())
		c.known(string(interlocks[rule]), at, "a mode", modeShape.enum)
	}
}

// references checks a list of codes that each must be given once and lead
// somewhere.
func references[V any](c *checker, codes []string, at *path, what, within string, known map[string]V) {
	seen := unique{}
	for i, code := range codes {
		at := at.item(i)
		if !c.uniqueCode(seen, code, at, what, within) {
			continue
		}
		if _, ok := known[code]; !ok {
			missing(c, at, code, known, "no %s has this code: %s", what, quoted(code))
		}
	}
}

// partNumbers checks a list of part numbers.
func (c *checker) partNumbers(numbers []string, at *path, within string) {
	seen := unique{}
	for i, number := range numbers {
		at := at.item(i)
		if c.uniqueCode(seen, number, at, "part", within) {
			c.component(number, at)
		}
	}
}

// unique remembers where each code of a set was first given.
type unique map[string]*path

// uniqueCode checks a code that must be given once; it tells whether it is.
func (c *checker) uniqueCode(seen unique, code string, at *path, what, within string) bool {
	if !c.code(code, at, what) {
		return false
	}
	if first, twice := seen[code]; twice {
		c.fault(at, "give one of them another code, or remove it", "%s %s is in %s twice, first at %s", what, quoted(code), within, first)
		return false
	}
	seen[code] = at
	return true
}

// code checks a code that must be given.
func (c *checker) code(code string, at *path, what string) bool {
	if code == "" {
		c.fault(at, "give it one", "the %s has no %s", what, lastKey(at, "code"))
		return false
	}
	return c.codeText(code, at)
}

// lastKey names the key that a path ends in.
func lastKey(at *path, otherwise string) string {
	if at.key != "" {
		return at.key
	}
	return otherwise
}

// codeText checks the alphabet and length of a code.
func (c *checker) codeText(code string, at *path) bool {
	switch {
	case len(code) > maxCode:
		c.fault(at, "shorten it", "%s has %d bytes; a code has at most %d", quoted(code), len(code), maxCode)
	case !printable(code):
		c.fault(at, "write letters, digits and signs", "%s holds a character that cannot be printed", quoted(code))
	case strings.TrimSpace(code) != code:
		c.fault(at, "remove it", "%s begins or ends with a space", quoted(code))
	default:
		return true
	}
	return false
}

func (c *checker) name(name string, at *path) {
	switch {
	case len(name) > maxName:
		c.fault(at, "shorten it", "the name has %d bytes; at most %d are allowed", len(name), maxName)
	case !printable(name):
		c.fault(at, "write it on one line, without control characters", "the name holds a character that cannot be printed")
	}
}

// lines checks a text that may have several lines.
func (c *checker) lines(text string, at *path) {
	bare := strings.NewReplacer("\n", "", "\t", "").Replace(text)
	switch {
	case len(text) > maxText:
		c.fault(at, "shorten it, or refer to a document", "the text has %d bytes; at most %d are allowed", len(text), maxText)
	case !printable(bare):
		c.fault(at, "remove it", "the text holds a character that cannot be printed")
	}
}

// duration checks a duration that may be left out; it tells whether it can be
// compared.
func (c *checker) duration(d Duration, at *path) bool {
	if d == "" {
		return true
	}
	if _, ok := d.Micros(); ok {
		return true
	}
	c.fault(at, "write weeks, or days, hours, minutes and seconds, such as PT30M, PT8H, P7D or P52W; months and years have no exact length",
		"%s is not a duration above zero of at most 100 years", quoted(string(d)))
	return false
}

// count checks a whole number; it tells whether it makes sense.
func (c *checker) count(n int, at *path, least int) bool {
	if n == 0 && least == 0 || n >= least && n <= maxCount {
		return true
	}
	c.fault(at, fmt.Sprintf("write a number from %d to %d", least, maxCount), "%d is out of range", n)
	return false
}

// printable tells whether a text is UTF-8 of printable characters and spaces.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// known checks a word that must be one of a few; empty stands for the default.
func (c *checker) known(word string, at *path, what string, words []string) {
	if word != "" && !slices.Contains(words, word) {
		c.fault(at, suggest(word, words), "%s is not %s", quoted(word), what)
	}
}

// missing reports a reference that leads nowhere, with the nearest of the
// codes that there are.
func missing[V any](c *checker, at *path, code string, codes map[string]V, format string, args ...any) {
	if len(c.found) < maxErrors {
		c.fault(at, suggest(code, sortedKeys(codes)), format, args...)
	}
}

var uomPattern = regexp.MustCompile(`^[A-Z0-9]{2,3}$`)

func (c *checker) uom(code string, at *path) {
	if code != "" && !uomPattern.MatchString(code) {
		c.fault(at, "write 2 or 3 capital letters or digits, such as C62 (piece), KGM, MTR, NU (newton metre)",
			"%s is not a UN/ECE Recommendation 20 code", quoted(code))
	}
}

// decimal checks a decimal that may be left out; it tells whether it can be
// compared.
func (c *checker) decimal(d Decimal, at *path) bool {
	if d == "" || d.Valid() {
		return true
	}
	fix := "write digits with a point, such as 4.80, without exponent, leading zeros or plus sign"
	if len(d) > maxDigits {
		fix = "write at most " + strconv.Itoa(maxDigits) + " digits"
	}
	c.fault(at, fix, "%s is not a decimal number", quoted(string(d)))
	return false
}
