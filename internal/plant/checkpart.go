package plant

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func (c *checker) part(p *Part, at *path) {
	c.code(p.Number, at.at("number"), "part")
	if p.Revision != "" {
		c.codeText(p.Revision, at.at("revision"))
	}
	c.name(p.Name, at.at("name"))
	c.known(string(p.Tracking), at.at("tracking"), "a tracking level", trackingShape.enum)
	c.uom(p.UoM, at.at("uom"))
	c.gtin(p, at.at("gtin"))
	route := c.routes[p.Route]
	if p.Route != "" && route == nil {
		missing(c, at.at("route"), p.Route, c.routes, "no route has this code: %s", quoted(p.Route))
	}
	c.partLives(p, at)
	c.partUnits(p, at)
	if p.Tracking == TrackingNone && (p.Route != "" || len(p.BOM) > 0) {
		c.fault(at.at("tracking"), "write lot or serial, or remove its route and bom",
			"a part without tracking has nothing to scan while it is made")
	}
	c.effectivities(p, at.at("bom"))
	lines, positions := unique{}, unique{}
	for i := range p.BOM {
		line, at := &p.BOM[i], at.at("bom").item(i)
		c.uniqueCode(lines, line.Line, at.at("line"), "line", "the bill")
		c.bomReferences(p, route, line, at)
		c.bomPositions(p, line, positions, at.at("positions"))
		c.bomQuantity(line, at)
		c.bomCapture(p, line, at)
	}
	if !p.Phantom {
		c.bill(p, route, at.at("bom"))
	}
}

// partLives checks how long a part is good, how it is numbered, and how it is
// made.
func (c *checker) partLives(p *Part, at *path) {
	c.duration(p.ShelfLife, at.at("shelfLife"))
	c.duration(p.FloorLife, at.at("floorLife"))
	c.known(string(p.Reuse), at.at("reuse"), "a policy", reuseShape.enum)
	c.count(p.Panel.Positions, at.at("panel").at("positions"), 0)
	c.name(p.Serials, at.at("serials"))
	fields := unique{}
	for i, f := range p.SerialFields {
		c.uniqueCode(fields, f.Name, at.at("serialFields").item(i).at("name"), "field", "the part")
	}
	switch {
	case p.Serials == "" && len(p.SerialFields) > 0:
		c.fault(at.at("serialFields"), "remove it, or add serials:", "part %s has no pattern whose fields could be filled", quoted(p.Number))
	case p.Serials == "":
	case p.Tracking == TrackingLot || p.Tracking == TrackingNone:
		c.fault(at.at("serials"), "remove it, or write tracking: serial", "part %s has no serial numbers", quoted(p.Number))
	default:
		if err := serialFault(p); err != nil {
			c.fault(at.at("serials"), "write each field as {name}, such as SN{yyww}{seq:5}", "the pattern cannot be used: %v", err)
		}
	}
	switch {
	case !p.Phantom:
	case p.Route != "":
		c.fault(at.at("phantom"), "remove phantom: or route:", "part %s has a route, but is never made by itself", quoted(p.Number))
	case len(p.BOM) == 0:
		c.fault(at.at("phantom"), "list what is built in, or remove phantom:", "part %s has no bill that could be built into its parent", quoted(p.Number))
	}
}

// partUnits checks the units of a part beside its own.
func (c *checker) partUnits(p *Part, at *path) {
	units := unique{}
	for i, u := range p.Units {
		at := at.at("units").item(i)
		if c.uniqueCode(units, u.UoM, at.at("uom"), "unit", "the part") {
			c.uom(u.UoM, at.at("uom"))
		}
		if u.UoM == p.Unit() {
			c.fault(at.at("uom"), "remove it", "%s is the unit of the part itself", quoted(u.UoM))
		}
		switch {
		case u.Factor == "":
			c.fault(at.at("factor"), "add factor: with how much of "+p.Unit()+" one "+u.UoM+" is", "the unit has no factor")
		case c.decimal(u.Factor, at.at("factor")) && u.Factor.Cmp("0") <= 0:
			c.fault(at.at("factor"), "write how much of "+p.Unit()+" one "+u.UoM+" is", "the factor %s is not above zero", u.Factor)
		}
	}
	c.uom(p.SecondUoM, at.at("secondUom"))
	if p.SecondUoM != "" && p.SecondUoM == p.Unit() {
		c.fault(at.at("secondUom"), "remove it", "%s is the unit of the part itself", quoted(p.SecondUoM))
	}
}

// bomReferences checks that what a line of a bill names is there.
func (c *checker) bomReferences(p *Part, route *Route, line *BOMLine, at *path) {
	if c.code(line.Part, at.at("part"), "line") {
		c.component(line.Part, at.at("part"))
	}
	alternates := unique{}
	for i, alternate := range line.Alternates {
		at := at.at("alternates").item(i)
		switch {
		case !c.uniqueCode(alternates, alternate, at, "alternate", "the line"):
		case alternate == line.Part:
			c.fault(at, "remove it", "%s is the part of the line itself", quoted(alternate))
		case c.component(alternate, at):
			c.sameUnit(line.Part, alternate, at)
			if c.parts[alternate].Phantom {
				c.fault(at, "remove it, or name what it is made of", "%s is a phantom, which is never at hand", quoted(alternate))
			}
		}
	}
	if line.Option != "" {
		c.codeText(line.Option, at.at("option"))
	}
	c.bomOperations(p, route, line, at)
	c.feed(p, route, line, at.at("feed"))
}

// bomOperations checks the operations that a line names: those of the part's
// route or, in a phantom, of the routes of what it is built into.
func (c *checker) bomOperations(p *Part, route *Route, line *BOMLine, at *path) {
	known := c.operations
	if route != nil {
		known = c.places(route)
	}
	switch {
	case line.Operation == "" || p.Route != "" && route == nil:
	case p.Route == "" && !p.Phantom:
		c.fault(at.at("operation"), "give the part its route, or remove the operation", "part %s has no route", quoted(p.Number))
	case route == nil && known[line.Operation] == 0:
		missing(c, at.at("operation"), line.Operation, known, "no route has an operation %s", quoted(line.Operation))
	case route != nil:
		c.onRoute(route, line.Operation, at.at("operation"))
	}
	if p.Route != "" && route == nil {
		return // told already
	}
	references(c, line.RemovalVoids, at.at("removalVoids"), "operation of the route", "the line", known)
}

// bill checks the lines of a part as they are with those of its phantoms.
func (c *checker) bill(p *Part, route *Route, at *path) {
	r := &resolver{newest: func(number string) (*Part, bool) { part, ok := c.parts[number]; return part, ok }, phantoms: &c.phantoms}
	for i := range p.BOM {
		line, at, before := &p.BOM[i], at.item(i).at("part"), len(r.lines)
		r.add(line, 0)
		if r.problem != "" {
			c.fault(at, "correct the phantom, or build it in by itself", "line %s cannot be built in: %s", quoted(line.Line), r.problem)
			return
		}
		if len(r.lines) == before+1 && r.lines[before] == line || route == nil {
			continue // no phantom, or none that is built in
		}
		for _, inner := range r.lines[before:] {
			if _, on := c.places(route)[inner.Operation]; inner.Operation != "" && !on {
				c.fault(at, "correct the phantom, or add the operation to the route",
					"line %s of the bill goes in at operation %s, which route %s does not have", quoted(inner.Line), quoted(inner.Operation), quoted(route.Code))
			}
		}
	}
}

// feed checks the positions from which a line is fed.
func (c *checker) feed(p *Part, route *Route, line *BOMLine, at *path) {
	if len(line.Feed) == 0 {
		return
	}
	known := c.feeds[line.Operation]
	if line.Operation == "" {
		known = c.fed(route)
	}
	references(c, line.Feed, at, "position of material at the stations of the operation", "the line", known)
	for i, code := range line.Feed {
		position := known[code]
		if position == nil || len(position.Parts) == 0 || slices.Contains(position.Parts, line.Part) ||
			slices.ContainsFunc(line.Alternates, func(a string) bool { return slices.Contains(position.Parts, a) }) {
			continue
		}
		c.fault(at.item(i), "add "+line.Part+" to the parts of the position, or name another position",
			"position %s is not for %s", quoted(code), quoted(line.Part))
	}
}

// fed lists the positions of material at the stations of a route; of any route
// where it is nil.
func (c *checker) fed(route *Route) map[string]*Position {
	positions, known := c.fedOn[route]
	if known {
		return positions
	}
	operations := c.operations
	if route != nil {
		operations = c.places(route)
	}
	positions = map[string]*Position{}
	for operation := range operations {
		maps.Copy(positions, c.feeds[operation])
	}
	c.fedOn[route] = positions
	return positions
}

// component checks that a part number is that of a part.
func (c *checker) component(number string, at *path) bool {
	if c.parts[number] != nil {
		return true
	}
	missing(c, at, number, c.parts, "no part has this number: %s", quoted(number))
	return false
}

// sameUnit checks that an alternate is counted like what it stands in for.
func (c *checker) sameUnit(number, alternate string, at *path) {
	part := c.parts[number]
	if part == nil {
		return
	}
	want, got := part.Unit(), c.parts[alternate].Unit()
	if got != want {
		c.fault(at, "give both parts the same uom", "%s is measured in %s, but %s in %s", quoted(alternate), got, quoted(number), want)
	}
}

// Unit is the unit of measure of the part: UoM, or C62 (piece) if that is
// empty.
func (p *Part) Unit() string { return cmp.Or(p.UoM, "C62") }

func (c *checker) bomQuantity(line *BOMLine, at *path) {
	if !c.decimal(line.Quantity, at.at("quantity")) {
		return
	}
	quantity := cmp.Or(line.Quantity, "1")
	if quantity.Cmp("0") <= 0 {
		c.fault(at.at("quantity"), "write how much goes into one product", "the quantity %s is not above zero", quantity)
		return
	}
	places := strconv.Itoa(len(line.Positions))
	component := c.parts[line.Part]
	if len(line.Positions) > 0 && component != nil && component.Unit() == "C62" && quantity.Cmp(Decimal(places)) != 0 {
		c.fault(at.at("quantity"), "write quantity: "+places+", or correct the positions",
			"the quantity is %s, but %s positions are listed", quantity, places)
	}
}

// bomCapture checks that what goes in can be learned in the way that is asked
// for, given how it and the product are told apart.
func (c *checker) bomCapture(p *Part, line *BOMLine, at *path) {
	c.known(string(line.Use), at.at("use"), "a use", useShape.enum)
	c.known(string(line.Capture), at.at("capture"), "a capture", captureShape.enum)
	if p.Tracking == TrackingLot && cmp.Or(line.Use, UseInstall) == UseInstall {
		c.fault(at.at("use"), "write use: consume", "part %s is tracked by lot: what goes into a lot cannot be taken out again", quoted(p.Number))
	}
	component := c.parts[line.Part]
	if component == nil || component.Phantom {
		return
	}
	capture := cmp.Or(line.Capture, CaptureEach)
	switch cmp.Or(component.Tracking, TrackingSerial) {
	case TrackingNone:
		if capture != CaptureBackflush {
			c.fault(at.at("capture"), "write capture: backflush, or track the part by lot",
				"%s has no tracking, so there is nothing to scan", quoted(line.Part))
		}
	case TrackingSerial:
		if capture != CaptureEach {
			c.fault(at.at("capture"), "write capture: scan-each, or track the part by lot",
				"%s is tracked by serial number: each one must be scanned", quoted(line.Part))
		}
	}
}

// gtin checks length and check digit, and that no other part number has it.
func (c *checker) gtin(p *Part, at *path) {
	if p.GTIN == "" {
		return
	}
	key := gtin14(p.GTIN)
	if key == "" {
		c.fault(at, "write the 8, 12, 13 or 14 digits printed below the barcode", "%s is not a GTIN", quoted(p.GTIN))
		return
	}
	if want := checkDigit(key[:13]); key[13] != want {
		c.fault(at, "compare it with the label, digit by digit",
			"the check digit of GTIN %s is %c, but the digits before it need %c", p.GTIN, key[13], want)
		return
	}
	if other, taken := c.gtins[key]; taken && other != p.Number {
		c.fault(at, "give each part number its own GTIN", "GTIN %s is also that of part %s", p.GTIN, quoted(other))
		return
	}
	c.gtins[key] = p.Number
}

// GTIN14 is the GTIN of the part in its form of 14 digits; empty where it has
// none.
func (p *Part) GTIN14() string { return gtin14(p.GTIN) }

// gtin14 gives a GTIN of 8, 12, 13 or 14 digits in its 14 digit form, or empty
// if it has none.
func gtin14(gtin string) string {
	switch len(gtin) {
	case 8, 12, 13, 14:
		if allDigits(gtin) {
			return strings.Repeat("0", 14-len(gtin)) + gtin
		}
	}
	return ""
}

// checkDigit is the GS1 check digit of the 13 digits before it.
func checkDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		weight := 3
		if i%2 == 1 {
			weight = 1
		}
		sum += weight * int(digits[i]-'0')
	}
	return byte('0' + (10-sum%10)%10)
}

type partKey struct{ number, revision string }

// partIdentities checks that number and revision name one part.
func (c *checker) partIdentities() {
	seen := map[partKey]*path{}
	revisions := map[string]int{}
	for i := range c.d.Parts {
		revisions[c.d.Parts[i].Number]++
	}
	for i, p := range c.d.Parts {
		at := (*path)(nil).at("parts").item(i)
		key := partKey{p.Number, p.Revision}
		first, twice := seen[key]
		switch {
		case p.Number == "":
		case twice && p.Revision == "":
			c.fault(at.at("number"), "give each a revision, or remove one", "part %s is given twice, first at %s", quoted(p.Number), first)
		case twice:
			c.fault(at.at("revision"), "give it another revision, or remove it",
				"part %s revision %s is given twice, first at %s", quoted(p.Number), quoted(p.Revision), first)
		case p.Revision == "" && revisions[p.Number] > 1:
			c.fault(at, "add revision:", "part %s has several revisions, but this one has no code", quoted(p.Number))
		}
		if !twice {
			seen[key] = at
		}
	}
}

// cycles looks for parts that contain themselves, through any depth and any
// alternate. It walks with a stack of its own: a bill may be deep.
func (c *checker) cycles() {
	type step struct {
		number string
		edges  []edge
	}
	const unseen, open, done = 0, 1, 2
	state := map[string]int{}
	contents := c.contents()
	for i := range c.d.Parts {
		if state[c.d.Parts[i].Number] != unseen {
			continue
		}
		start := c.d.Parts[i].Number
		stack := []step{{start, contents[start]}}
		state[start] = open
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if len(top.edges) == 0 {
				state[top.number] = done
				stack = stack[:len(stack)-1]
				continue
			}
			e := top.edges[0]
			top.edges = top.edges[1:]
			switch state[e.component] {
			case unseen:
				state[e.component] = open
				stack = append(stack, step{e.component, contents[e.component]})
			case open:
				var loop []string
				for _, s := range stack {
					if loop != nil || s.number == e.component {
						loop = append(loop, s.number)
					}
				}
				c.fault(e.at, "remove one of these lines", "a part contains itself: %s", arrows(append(loop, e.component)))
			}
		}
	}
}

// edge is one component of a part, and where it is written.
type edge struct {
	component string
	at        *path
}

// contents lists what each part number may contain, over all its revisions.
func (c *checker) contents() map[string][]edge {
	contents := map[string][]edge{}
	for i, p := range c.d.Parts {
		for j, line := range p.BOM {
			at := (*path)(nil).at("parts").item(i).at("bom").item(j)
			contents[p.Number] = append(contents[p.Number], edge{line.Part, at.at("part")})
			for k, alternate := range line.Alternates {
				contents[p.Number] = append(contents[p.Number], edge{alternate, at.at("alternates").item(k)})
			}
		}
	}
	return contents
}

// arrows prints a chain of part numbers, leaving out the middle of a long one.
func arrows(chain []string) string {
	const most = 12
	if len(chain) > most {
		chain = slices.Concat(chain[:most/2], []string{"…"}, chain[len(chain)-most/2:])
	}
	return strings.Join(chain, " > ")
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
