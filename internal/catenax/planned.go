package catenax

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// PlannedPart is a part as planned.
type PlannedPart struct {
	ID     string // Catena-X id of the part, by which lines name it
	Number string // part number of the maker
	Name   string
	Path   string // JSON pointer into its document
}

// PlannedLine is a line of a bill of material as planned, or its other side:
// the usage of a part.
type PlannedLine struct {
	Parent, Child string // Catena-X ids
	Quantity      plant.Decimal
	UoM           string // UN/ECE Recommendation 20
	Usage         bool   // told by the child's side, which the parent's overrides
	Path          string // JSON pointer into its document
}

// planned reads a part as planned.
func (a *asset) planned(asp *aspect, limits Limits) {
	var p struct {
		ID    string            `json:"catenaXId"`
		Local []localIdentifier `json:"localIdentifiers"`
		Type  partType          `json:"partTypeInformation"`
		Rest  rest              `json:",embed"`
	}
	if !a.decode(asp.payload, asp.path, &p) || !a.bounded(len(p.Local), asp.path+"/localIdentifiers", limits) {
		return
	}
	a.skip(asp.name, p.Rest)
	a.skip(asp.name+"/partTypeInformation", p.Type.Rest)
	for name, text := range map[string]string{"customerPartId": p.Type.Customer, "nameAtCustomer": p.Type.CustomerName, "classification": p.Type.Class} {
		if text != "" {
			a.skipped[asp.name+"/partTypeInformation/"+name]++
		}
	}
	if len(p.Local) > 0 {
		a.skipped[asp.name+"/localIdentifiers"] += len(p.Local)
	}
	if id, problem := identifier(p.ID); p.ID != "" && (problem != "" || id != a.id) {
		a.problem(asp.path+"/catenaXId", "it is not that of its asset", "make both the same")
	}
	if problem := unusable(p.Type.Number); problem != "" {
		a.problem(asp.path+"/partTypeInformation/manufacturerPartId", problem, "write the part number of the maker")
		return
	}
	a.part = &PlannedPart{ID: a.id, Number: p.Type.Number, Name: p.Type.Name, Path: string(asp.path)}
}

// plannedLines reads a bill of material as planned, from either side.
func (a *asset) plannedLines(asp *aspect, limits Limits) {
	a.each(asp, limits, func(r *relation) {
		a.lines = append(a.lines, PlannedLine{
			Parent: r.parent, Child: r.child, Quantity: plant.Decimal(r.quantity), UoM: r.uom, Usage: r.usage, Path: string(r.path),
		})
	})
}

// Join adds what another document says, for Parts: a bill of material may name
// a part that another document describes.
func (im *Import) Join(other *Import) {
	im.Planned = append(im.Planned, other.Planned...)
	im.Lines = append(im.Lines, other.Lines...)
}

// Parts gives the as-planned data as parts with bills of material, to be offered
// for the plant definition, in the order of the documents. A part that no
// document describes has its Catena-X id for a number. The problems name what
// no plant definition can say: it is left out.
func (im *Import) Parts() ([]plant.Part, []Problem) {
	p := &planner{numbers: map[string]string{}, index: map[string]int{}, told: map[pair]bool{}}
	for _, part := range im.Planned {
		p.part(part)
	}
	for _, usage := range []bool{false, true} {
		for _, line := range im.Lines {
			if line.Usage == usage {
				p.line(line)
			}
		}
	}
	p.breakLoops()
	p.use()
	return p.parts, p.problems
}

// planner makes parts out of as-planned data.
type planner struct {
	parts    []plant.Part
	index    map[string]int    // of the part with a number
	numbers  map[string]string // of the part with an id
	told     map[pair]bool     // part numbers
	paths    [][]PlannedLine   // of each part, where its lines come from
	measured []bool            // parts whose unit a line has told
	problems []Problem
}

func (p *planner) part(part PlannedPart) {
	if number, known := p.numbers[part.ID]; known {
		if number != part.Number {
			p.problem(part.ID, part.Path, "it was described as "+number+" before, and is "+part.Number+" here", "correct the one that is wrong; the first was taken")
		}
		return
	}
	p.numbers[part.ID] = part.Number
	p.add(part.Number, part.Name)
}

// add makes a part, unless there is one of that number.
func (p *planner) add(number, name string) int {
	i, known := p.index[number]
	if !known {
		i = len(p.parts)
		p.index[number] = i
		p.parts = append(p.parts, plant.Part{Number: number})
		p.paths = append(p.paths, nil)
		p.measured = append(p.measured, false)
	}
	if p.parts[i].Name == "" {
		p.parts[i].Name = name
	}
	return i
}

// of finds the part of an id, or makes one for an id that nothing describes.
func (p *planner) of(id string) int {
	number, known := p.numbers[id]
	if !known {
		number = id
		p.numbers[id] = id
	}
	return p.add(number, "")
}

func (p *planner) line(line PlannedLine) {
	parent, child := p.of(line.Parent), p.of(line.Child)
	ends := pair{p.parts[parent].Number, p.parts[child].Number}
	if p.told[ends] {
		return
	}
	p.told[ends] = true
	uom := line.UoM
	if uom == "C62" {
		uom = ""
	}
	if p.measured[child] && p.parts[child].UoM != uom {
		p.problem(line.Parent, line.Path, "part "+ends.child+" is measured in "+line.UoM+" here, and in "+p.parts[child].Unit()+" elsewhere",
			"give it one unit everywhere; this line was left out")
		return
	}
	p.parts[child].UoM, p.measured[child] = uom, true
	bom := &p.parts[parent].BOM
	*bom = append(*bom, plant.BOMLine{Line: strconv.Itoa(10 * (len(*bom) + 1)), Part: ends.child, Quantity: line.Quantity})
	p.paths[parent] = append(p.paths[parent], line)
}

// breakLoops leaves out the lines by which a part would contain itself. It
// walks with a stack of its own, since a bill may be deep.
func (p *planner) breakLoops() {
	const unseen, open, done = 0, 1, 2
	type step struct{ part, line int }
	state := make([]int, len(p.parts))
	for start := range p.parts {
		if state[start] != unseen {
			continue
		}
		state[start] = open
		for stack := []step{{start, 0}}; len(stack) > 0; {
			top := &stack[len(stack)-1]
			if top.line == len(p.parts[top.part].BOM) {
				state[top.part] = done
				stack = stack[:len(stack)-1]
				continue
			}
			child := p.index[p.parts[top.part].BOM[top.line].Part]
			if state[child] == open {
				p.drop(top.part, top.line)
				continue
			}
			top.line++
			if state[child] == unseen {
				state[child] = open
				stack = append(stack, step{child, 0})
			}
		}
	}
}

// drop leaves a line out that would put a part into itself.
func (p *planner) drop(part, line int) {
	from := p.paths[part][line]
	p.problem(from.Parent, from.Path, "part "+p.parts[part].BOM[line].Part+" would contain itself", "remove one of the lines of the loop; this one was left out")
	p.parts[part].BOM = append(p.parts[part].BOM[:line], p.parts[part].BOM[line+1:]...)
	p.paths[part] = append(p.paths[part][:line], p.paths[part][line+1:]...)
}

// use tracks what is measured by lot, and uses up what goes into a lot.
func (p *planner) use() {
	for i := range p.parts {
		if p.parts[i].UoM == "" {
			continue
		}
		p.parts[i].Tracking = plant.TrackingLot
		for j := range p.parts[i].BOM {
			p.parts[i].BOM[j].Use = plant.UseConsume
		}
	}
}

func (p *planner) problem(asset, path, problem, fix string) {
	p.problems = append(p.problems, Problem{Asset: asset, Path: path, Problem: problem, Fix: fix})
}
