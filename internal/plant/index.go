package plant

import (
	"cmp"
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/ident/pattern"
)

// Index answers the questions of a scan about one definition, each in
// constant time. It is built once for each version, is read-only, and may be
// used from many goroutines: what it points to belongs to the definition and
// must not be changed. It expects a
// definition that Check has no Errors for; of codes given twice it knows one.
type Index struct {
	d          *Definition
	stations   map[string]stationPlace
	positions  map[positionKey]*Position
	doing      map[string][]*Station // by operation
	parts      map[partKey]*Part
	revisions  map[string][]*Part
	gtins      map[string]*Part
	located    map[GLN]*Located
	glnKeys    map[string]bool     // keys of places, without their extensions
	glns       map[string]GLN      // of the site, of areas and lines, by code
	factors    map[lineKey]Decimal // text is a unit
	routes     map[string]*Route
	operations map[operationKey]int
	reworks    map[operationKey]*Rework // by route and rework
	conditions map[*Operation][2][]*Test
	bills      map[*Part][]*BOMLine
	phantoms   int                    // lines of phantoms in all bills
	compiled   int                    // conditions
	atOp       map[lineKey][]*BOMLine // text is an operation; empty means lines for any
	ofPart     map[lineKey][]*BOMLine // text is a component
	cutIn      map[*Part]bool         // a line of the bill has an effectivity
	runOuts    map[*Part][]RunOut
	equipment  map[string]*Equipment
	skills     map[string]*Skill
	defects    map[string]*Defect
	reasons    map[string]*Reason
	labels     map[string]*Label
	uniques    map[identifierKey]Unique
	printers   map[string]*Printer
	pools      map[string]*Pool
	verifies   bool // some label must be scanned back
	zone       *time.Location
	serials    map[*Part]*pattern.Pattern
}

type positionKey struct{ station, position string }

type stationPlace struct {
	station *Station
	line    *Line
	area    *Area
}

type operationKey struct{ route, operation string }

type lineKey struct {
	part *Part
	text string
}

// Index builds the look-ups of d, which must not be changed afterwards.
func (d *Definition) Index() *Index {
	x := &Index{
		d: d, stations: map[string]stationPlace{}, positions: map[positionKey]*Position{}, doing: map[string][]*Station{},
		parts: map[partKey]*Part{}, revisions: map[string][]*Part{}, gtins: map[string]*Part{}, factors: map[lineKey]Decimal{},
		routes: map[string]*Route{}, operations: map[operationKey]int{}, reworks: map[operationKey]*Rework{},
		conditions: map[*Operation][2][]*Test{}, bills: map[*Part][]*BOMLine{},
		atOp: map[lineKey][]*BOMLine{}, ofPart: map[lineKey][]*BOMLine{}, cutIn: map[*Part]bool{},
		runOuts: map[*Part][]RunOut{},
	}
	x.zone, x.serials = time.UTC, map[*Part]*pattern.Pattern{}
	if zone, err := time.LoadLocation(d.Site.Zone); err == nil {
		x.zone = zone
	}
	for i := range d.Areas {
		area := &d.Areas[i]
		for j := range area.Lines {
			for k := range area.Lines[j].Stations {
				x.addStation(&area.Lines[j].Stations[k], &area.Lines[j], area)
			}
		}
	}
	x.addGLNs()
	for i := range d.Routes {
		x.addRoute(&d.Routes[i])
	}
	for i := range d.Parts {
		x.addPart(&d.Parts[i])
	}
	for i := range d.Parts {
		x.addBill(&d.Parts[i]) // once all phantoms are known
	}
	x.equipment = byCode(d.Equipment, func(e *Equipment) string { return e.Code })
	x.skills = byCode(d.Skills, func(s *Skill) string { return s.Code })
	x.defects = byCode(d.Defects, func(f *Defect) string { return f.Code })
	x.reasons = byCode(d.Reasons, func(r *Reason) string { return r.Code })
	x.uniques = make(map[identifierKey]Unique, len(d.Identifiers))
	for _, r := range d.Identifiers {
		x.uniques[identifierKey{r.Scheme, r.Issuer}] = cmp.Or(r.Unique, UniqueValid)
	}
	x.labels = byCode(d.Labels, func(l *Label) string { return l.Code })
	x.verifies = slices.ContainsFunc(d.Labels, func(l Label) bool { return l.Verify })
	x.pools = byCode(d.Pools, func(p *Pool) string { return p.Code })
	x.printers = byCode(d.Printers, func(p *Printer) string { return p.Code })
	return x
}

func byCode[T any](items []T, code func(*T) string) map[string]*T {
	m := make(map[string]*T, len(items))
	for i := range items {
		m[code(&items[i])] = &items[i]
	}
	return m
}

func (x *Index) addStation(s *Station, line *Line, area *Area) {
	x.stations[s.Code] = stationPlace{s, line, area}
	for i := range s.Positions {
		x.positions[positionKey{s.Code, s.Positions[i].Code}] = &s.Positions[i]
	}
	for _, operation := range s.Operations {
		x.doing[operation] = append(x.doing[operation], s)
	}
}

func (x *Index) addRoute(r *Route) {
	x.routes[r.Code] = r
	for i := range r.Operations {
		o := &r.Operations[i]
		x.operations[operationKey{r.Code, o.Code}] = i
		if len(o.Conditions) == 0 {
			continue
		}
		var tests [2][]*Test
		for j := range o.Conditions {
			gate := place(o.Conditions[j].At)
			x.compiled++
			tests[gate] = append(tests[gate], newTest(&o.Conditions[j], x.compiled))
		}
		x.conditions[o] = tests
	}
	for i := range r.Reworks {
		x.reworks[operationKey{r.Code, r.Reworks[i].Code}] = &r.Reworks[i]
	}
}

// place is where the tests of a gate are kept.
func place(g Gate) int {
	if g == GateExit {
		return 1
	}
	return 0
}

func (x *Index) addPart(p *Part) {
	if serials, err := p.serialPattern(); err == nil {
		x.serials[p] = serials
	}
	x.parts[partKey{p.Number, p.Revision}] = p
	x.revisions[p.Number] = append(x.revisions[p.Number], p)
	if key := gtin14(p.GTIN); key != "" {
		x.gtins[key] = p
	}
	x.factors[lineKey{p, p.Unit()}] = "1"
	for _, u := range p.Units {
		x.factors[lineKey{p, u.UoM}] = u.Factor
	}
}

func (x *Index) addBill(p *Part) {
	r := &resolver{newest: func(number string) (*Part, bool) { return x.Part(number, "") }, phantoms: &x.phantoms}
	for i := range p.BOM {
		r.add(&p.BOM[i], 0)
	}
	bill := r.lines
	x.bills[p] = bill
	if waits := runOutsOf(bill); len(waits) > 0 {
		x.runOuts[p] = waits
	}
	operations := map[string]bool{}
	for _, line := range bill {
		operations[line.Operation] = true
		if line.Effective != (Effectivity{}) {
			x.cutIn[p] = true
		}
		x.ofPart[lineKey{p, line.Part}] = append(x.ofPart[lineKey{p, line.Part}], line)
		for _, alternate := range line.Alternates {
			x.ofPart[lineKey{p, alternate}] = append(x.ofPart[lineKey{p, alternate}], line)
		}
	}
	for operation := range operations {
		for _, line := range bill {
			if line.Operation == operation || line.Operation == "" {
				x.atOp[lineKey{p, operation}] = append(x.atOp[lineKey{p, operation}], line)
			}
		}
	}
}

// Zone is the time zone of the site; UTC where it names none that is known.
func (x *Index) Zone() *time.Location { return x.zone }

// Definition is the definition that the index was built from.
func (x *Index) Definition() *Definition { return x.d }

// Station finds a station by its code, and the line and area it stands in.
func (x *Index) Station(code string) (station *Station, line *Line, area *Area, ok bool) {
	p, ok := x.stations[code]
	return p.station, p.line, p.area, ok
}

// Position finds a position of a station.
func (x *Index) Position(station, code string) (position *Position, ok bool) {
	position, ok = x.positions[positionKey{station, code}]
	return position, ok
}

// StationsFor lists the stations at which an operation may be done, in the
// order of the document.
func (x *Index) StationsFor(operation string) []*Station { return x.doing[operation] }

// Part finds a part by number and revision; the empty revision means the
// newest, which is the last one written.
func (x *Index) Part(number, revision string) (part *Part, ok bool) {
	if revision != "" {
		part, ok = x.parts[partKey{number, revision}]
		return part, ok
	}
	revisions := x.revisions[number]
	if len(revisions) == 0 {
		return nil, false
	}
	return revisions[len(revisions)-1], true
}

// Revisions lists the parts of one number, the oldest first.
func (x *Index) Revisions(number string) []*Part { return x.revisions[number] }

// PartByGTIN finds the newest part with a GTIN, given in its 14 digit form
// (shorter ones are filled with zeros on the left).
func (x *Index) PartByGTIN(gtin string) (part *Part, ok bool) {
	part, ok = x.gtins[gtin]
	return part, ok
}

// Factor is how much of the part's own unit one of another unit is: 1 for its
// own. It is not ok for a unit that the part does not have. The part must come
// from this index.
func (x *Index) Factor(part *Part, uom string) (factor Decimal, ok bool) {
	factor, ok = x.factors[lineKey{part, uom}]
	return factor, ok
}

// Route finds a route by its code.
func (x *Index) Route(code string) (route *Route, ok bool) {
	route, ok = x.routes[code]
	return route, ok
}

// RouteOf finds the route by which a part is made; a bought part has none.
func (x *Index) RouteOf(part *Part) (route *Route, ok bool) {
	if part.Route == "" {
		return nil, false
	}
	return x.Route(part.Route)
}

// Operation finds an operation of a route and its place in it, from 0.
func (x *Index) Operation(route, code string) (operation *Operation, ordinal int, ok bool) {
	ordinal, ok = x.operations[operationKey{route, code}]
	if !ok {
		return nil, 0, false
	}
	return &x.routes[route].Operations[ordinal], ordinal, true
}

// Rework finds a way back into a route.
func (x *Index) Rework(route, code string) (rework *Rework, ok bool) {
	rework, ok = x.reworks[operationKey{route, code}]
	return rework, ok
}

// Conditions lists what must be true when an object enters or leaves an
// operation, ready to be judged. The operation must come from this index.
func (x *Index) Conditions(operation *Operation, at Gate) []*Test {
	return x.conditions[operation][place(at)]
}

// Bill is the bill of material of a part with the lines of its phantoms in
// their place: line 10 of the phantom in line 20 is line "20/10", quantities
// are multiplied, and the phantom's operation and option hold for lines that
// name none. Lines with an option are all there. The part must come from this
// index.
func (x *Index) Bill(part *Part) []*BOMLine { return x.bills[part] }

// LinesAt lists what goes into a part at an operation, in the order of the
// resolved bill; lines that name no operation go in at any. The part must come
// from this index.
func (x *Index) LinesAt(part *Part, operation string) []*BOMLine {
	if lines, ok := x.atOp[lineKey{part, operation}]; ok {
		return lines
	}
	return x.atOp[lineKey{part, ""}]
}

// LinesFor lists the lines of a part's bill that accept a component, as their
// part or as an alternate, in the order of the resolved bill. The part must
// come from this index.
func (x *Index) LinesFor(part *Part, component string) []*BOMLine {
	return x.ofPart[lineKey{part, component}]
}

// Equipment finds a piece of equipment by its code.
func (x *Index) Equipment(code string) (equipment *Equipment, ok bool) {
	equipment, ok = x.equipment[code]
	return equipment, ok
}

// Skill finds a skill by its code.
func (x *Index) Skill(code string) (skill *Skill, ok bool) {
	skill, ok = x.skills[code]
	return skill, ok
}

// Defect finds a defect by its code.
func (x *Index) Defect(code string) (defect *Defect, ok bool) {
	defect, ok = x.defects[code]
	return defect, ok
}

// Reason finds a reason by its code.
func (x *Index) Reason(code string) (reason *Reason, ok bool) {
	reason, ok = x.reasons[code]
	return reason, ok
}

// Label finds the template of a label by its code.
func (x *Index) Label(code string) (label *Label, ok bool) {
	label, ok = x.labels[code]
	return label, ok
}

// Call says who answers the andon calls of a kind; the zero value where the
// definition does not say.
func (x *Index) Call(kind CallKind) AndonKind {
	for _, k := range x.d.Andon {
		if k.Kind == kind {
			return k
		}
	}
	return AndonKind{Kind: kind}
}

// LocksOut reports whether no work may be done at a station in a state.
func (x *Index) LocksOut(state StationState) bool { return slices.Contains(x.d.Lockouts, state) }

// Verifies reports whether some label must be scanned once it is on its object.
func (x *Index) Verifies() bool { return x.verifies }

// Override says who may override a rule; it is not ok for a rule that nobody
// may.
func (x *Index) Override(rule Rule) (override Override, ok bool) {
	override, ok = x.d.Overrides[rule]
	return override, ok
}

// ModeOf is the mode of a rule at a station: the station's own, else the
// plant's, else ModeWatch. A station that is not known has the plant's.
func (x *Index) ModeOf(station string, rule Rule) Mode {
	if p, ok := x.stations[station]; ok {
		if mode, ok := p.station.Interlocks[rule]; ok && mode != "" {
			return mode
		}
	}
	if mode := x.d.Interlocks[rule]; mode != "" {
		return mode
	}
	return ModeWatch
}
