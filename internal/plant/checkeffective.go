package plant

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// effectivities checks from when, and until when, the lines of a bill stand.
// That a line stands until the one which replaces it begins leaves no gap and
// no overlap to look for, as long as each line is replaced by one other.
func (c *checker) effectivities(p *Part, at *path) {
	lines, successor := map[string]*BOMLine{}, map[string]*BOMLine{}
	for i := range p.BOM {
		lines[p.BOM[i].Line] = &p.BOM[i]
	}
	cutIn := slices.ContainsFunc(p.BOM, func(l BOMLine) bool { return l.Effective != (Effectivity{}) })
	for i := range p.BOM {
		if number := p.BOM[i].Line; cutIn && strings.Contains(number, "/") {
			c.fault(at.item(i).at("line"), "give it a number without /, or remove effective: from the bill",
				"line %s of a bill that changes could be one of a phantom in another line", quoted(number))
		}
	}
	for i := range p.BOM {
		line, at := &p.BOM[i], at.item(i).at("effective")
		e := &line.Effective
		if *e == (Effectivity{}) {
			continue
		}
		c.effectivity(p, e, at)
		old := lines[e.Replaces]
		switch {
		case e.Replaces == "":
			continue
		case old == nil:
			missing(c, at.at("replaces"), e.Replaces, lines, "the bill has no line %s", quoted(e.Replaces))
			continue
		case successor[e.Replaces] != nil:
			c.fault(at.at("replaces"), "replace line "+successor[e.Replaces].Line+" instead, or remove one of the two",
				"line %s overlaps with line %s: both replace line %s", quoted(line.Line), quoted(successor[e.Replaces].Line), quoted(e.Replaces))
			continue
		}
		successor[e.Replaces] = line
		c.succession(line, old, at)
	}
	c.runOuts(p, lines, at)
	for i := range p.BOM {
		if line := &p.BOM[i]; line.Effective.Replaces != "" && slices.Contains(predecessors(line, lines), line) {
			c.fault(at.item(i).at("effective").at("replaces"), "remove one of them", "line %s replaces itself", quoted(line.Line))
			return
		}
	}
}

// predecessors lists the lines that a line replaces, through any number of
// changes; it ends with a line that is there already.
func predecessors(line *BOMLine, lines map[string]*BOMLine) []*BOMLine {
	var all []*BOMLine
	for old := lines[line.Effective.Replaces]; old != nil; old = lines[old.Effective.Replaces] {
		all = append(all, old)
		if slices.Contains(all[:len(all)-1], old) {
			return all
		}
	}
	return all
}

// bomPositions checks the places that a line fills: each has one line, and those
// that this one replaces.
func (c *checker) bomPositions(p *Part, line *BOMLine, positions unique, at *path) {
	var before []string
	if line.Effective.Replaces != "" {
		lines := map[string]*BOMLine{}
		for i := range p.BOM {
			lines[p.BOM[i].Line] = &p.BOM[i]
		}
		for _, old := range predecessors(line, lines) {
			before = append(before, old.Positions...)
		}
	}
	for i, position := range line.Positions {
		if slices.Contains(before, position) {
			positions[position] = at.item(i)
			continue
		}
		c.uniqueCode(positions, position, at.item(i), "position", "the bill")
	}
}

// effectivity checks what one line says of itself.
func (c *checker) effectivity(p *Part, e *Effectivity, at *path) {
	if p.Phantom {
		c.fault(at, "replace the line that builds the phantom in", "part %s is a phantom: what it is built into has dates and serial numbers", quoted(p.Number))
	}
	for key, text := range map[string]string{"from": e.From, "until": e.Until} {
		if text != "" && siteTime(text, time.UTC).IsZero() {
			c.fault(at.at(key), "write a day, or a time by the clock of the site: 2026-03-01 or 2026-03-01T06:00", "%s is not a time", quoted(text))
		}
	}
	c.codeText(e.FromSerial, at.at("fromSerial"))
	c.codeText(e.UntilSerial, at.at("untilSerial"))
	byDate, bySerial := e.From != "" || e.Until != "", e.FromSerial != "" || e.UntilSerial != ""
	switch {
	case bySerial && cmp.Or(p.Tracking, TrackingSerial) != TrackingSerial:
		c.fault(at, "cut it in by date, or write tracking: serial", "part %s has no serial number while it is made", quoted(p.Number))
	case byDate && bySerial, e.RunOut != "" && (byDate || bySerial):
		c.fault(at, "keep the dates, the serial numbers or the run-out", "the line is cut in in two ways")
	case e.RunOut != "" && e.Replaces == "":
		c.fault(at.at("runOut"), "add replaces: with the line that takes "+e.RunOut, "the line does not say what it takes the place of")
	case e.Replaces != "" && e.From == "" && e.FromSerial == "" && e.RunOut == "":
		c.fault(at, "add from:, fromSerial: or runOut:", "the line does not say from when it replaces line %s", quoted(e.Replaces))
	case e.From != "" && e.Until != "" && !siteTime(e.From, time.UTC).Before(siteTime(e.Until, time.UTC)),
		e.FromSerial != "" && e.UntilSerial != "" && CompareSerials(e.FromSerial, e.UntilSerial) >= 0:
		c.fault(at, "write an until that is after its from, or remove the line", "the line never stands: it ends before it begins")
	}
}

// succession checks a line against the one that it replaces.
func (c *checker) succession(line, old *BOMLine, at *path) {
	e, was := &line.Effective, &old.Effective
	switch {
	case was.Until != "" || was.UntilSerial != "":
		c.fault(at.at("replaces"), "remove the until of line "+old.Line+": it ends where this one begins; or remove replaces",
			"line %s ends by itself, which leaves a gap or an overlap with line %s", quoted(old.Line), quoted(line.Line))
	case line.Option != old.Option:
		c.fault(at.at("replaces"), "give both lines the same option", "line %s is not taken in the same orders", quoted(old.Line))
	case e.From != "" && was.From != "" && !siteTime(was.From, time.UTC).Before(siteTime(e.From, time.UTC)),
		e.FromSerial != "" && was.FromSerial != "" && CompareSerials(was.FromSerial, e.FromSerial) >= 0:
		c.fault(at, "write a later one, or remove line "+old.Line, "line %s would never stand: it is replaced before it begins", quoted(old.Line))
	}
}

// runOuts checks the lines that wait for stock: it is stock of what they replace,
// and both go in at one operation, where it is decided for each product which of
// the two it gets.
func (c *checker) runOuts(p *Part, lines map[string]*BOMLine, at *path) {
	for i := range p.BOM {
		line, at := &p.BOM[i], at.item(i).at("effective").at("runOut")
		stock, old := line.Effective.RunOut, lines[line.Effective.Replaces]
		if stock == "" || old == nil {
			continue
		}
		was, is := c.resolved(old), c.resolved(line)
		uses := func(l *BOMLine) bool { return l.Part == stock }
		switch part := c.parts[stock]; {
		case part == nil:
			missing(c, at, stock, c.parts, "no part has this number: %s", quoted(stock))
		case !slices.ContainsFunc(was, uses):
			c.fault(at, "name the part of line "+old.Line, "line %s does not take %s", quoted(old.Line), quoted(stock))
		case part.Tracking == TrackingNone:
			c.fault(at, "write tracking: lot for the part, or cut the line in by date", "nobody counts the stock of %s, which is not tracked", quoted(stock))
		case slices.ContainsFunc(is, uses):
			c.fault(at, "name another part in the line", "line %s takes %s, which is used up before", quoted(line.Line), quoted(stock))
		case slices.ContainsFunc(append(was, is...), func(l *BOMLine) bool { return l.Operation != was[0].Operation }):
			c.fault(at, "give both lines the same operation, or cut the line in by date or serial number",
				"line %s and line %s go in at several operations", quoted(old.Line), quoted(line.Line))
		}
	}
}

// resolved is a line of a bill, with the lines of a phantom in its place.
func (c *checker) resolved(line *BOMLine) []*BOMLine {
	var phantoms int
	r := &resolver{newest: func(number string) (*Part, bool) { part, ok := c.parts[number]; return part, ok }, phantoms: &phantoms}
	r.add(line, 0)
	return r.lines
}
