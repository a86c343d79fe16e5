package plant

// Index answers the questions of a scan about one definition, each in
// constant time. It is built once for each version, is read-only, and may be
// used from many goroutines: what it points to belongs to the definition and
// must not be changed. It expects a
// definition that Check has no Errors for; of codes given twice it knows one.
type Index struct {
	d          *Definition
	stations   map[string]stationPlace
	parts      map[partKey]*Part
	revisions  map[string][]*Part
	gtins      map[string]*Part
	routes     map[string]*Route
	operations map[operationKey]int
	atOp       map[lineKey][]*BOMLine // text is an operation; empty means lines for any
	ofPart     map[lineKey][]*BOMLine // text is a component
}

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
		d: d, stations: map[string]stationPlace{}, parts: map[partKey]*Part{}, revisions: map[string][]*Part{},
		gtins: map[string]*Part{}, routes: map[string]*Route{}, operations: map[operationKey]int{},
		atOp: map[lineKey][]*BOMLine{}, ofPart: map[lineKey][]*BOMLine{},
	}
	for i := range d.Areas {
		area := &d.Areas[i]
		for j := range area.Lines {
			line := &area.Lines[j]
			for k := range line.Stations {
				x.stations[line.Stations[k].Code] = stationPlace{&line.Stations[k], line, area}
			}
		}
	}
	for i := range d.Routes {
		route := &d.Routes[i]
		x.routes[route.Code] = route
		for j := range route.Operations {
			x.operations[operationKey{route.Code, route.Operations[j].Code}] = j
		}
	}
	for i := range d.Parts {
		x.addPart(&d.Parts[i])
	}
	return x
}

func (x *Index) addPart(p *Part) {
	x.parts[partKey{p.Number, p.Revision}] = p
	x.revisions[p.Number] = append(x.revisions[p.Number], p)
	if key := gtin14(p.GTIN); key != "" {
		x.gtins[key] = p
	}
	operations := map[string]bool{}
	for i := range p.BOM {
		line := &p.BOM[i]
		operations[line.Operation] = true
		x.ofPart[lineKey{p, line.Part}] = append(x.ofPart[lineKey{p, line.Part}], line)
		for _, alternate := range line.Alternates {
			x.ofPart[lineKey{p, alternate}] = append(x.ofPart[lineKey{p, alternate}], line)
		}
	}
	for operation := range operations {
		for i := range p.BOM {
			if line := &p.BOM[i]; line.Operation == operation || line.Operation == "" {
				x.atOp[lineKey{p, operation}] = append(x.atOp[lineKey{p, operation}], line)
			}
		}
	}
}

// Definition is the definition that the index was built from.
func (x *Index) Definition() *Definition { return x.d }

// Station finds a station by its code, and the line and area it stands in.
func (x *Index) Station(code string) (station *Station, line *Line, area *Area, ok bool) {
	p, ok := x.stations[code]
	return p.station, p.line, p.area, ok
}

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

// LinesAt lists what goes into a part at an operation, in the order of the
// bill; lines that name no operation go in at any. The part must come from
// this index.
func (x *Index) LinesAt(part *Part, operation string) []*BOMLine {
	if lines, ok := x.atOp[lineKey{part, operation}]; ok {
		return lines
	}
	return x.atOp[lineKey{part, ""}]
}

// LinesFor lists the lines of a part's bill that accept a component, as their
// part or as an alternate, in the order of the bill. The part must come from
// this index.
func (x *Index) LinesFor(part *Part, component string) []*BOMLine {
	return x.ofPart[lineKey{part, component}]
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
