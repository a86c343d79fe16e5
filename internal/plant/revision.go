package plant

import (
	"cmp"
	"slices"
	"time"
)

// Beginning tells from which product on a revision of a part takes the place of
// the one before it (effectivity, as in ISO 10303-44). The zero value is from the
// publication on; of the others one is given.
type Beginning struct {
	// From is a time by the clock of the site, as "2026-03-01" or
	// "2026-03-01T06:00".
	From string `json:"from,omitempty"`
	// FromSerial is a serial number of the product.
	FromSerial string `json:"fromSerial,omitempty"`
	// RunOut is the part number of what the revision before takes, and is used
	// up first.
	RunOut string `json:"runOut,omitempty"`
}

// Current finds the revision of a part that a new product gets: each begins after
// the one written before it.
func (x *Index) Current(number string, c Cut) (*Part, bool) {
	revisions := x.revisions[number]
	if len(revisions) == 0 {
		return nil, false
	}
	current := revisions[0]
	for _, next := range revisions[1:] {
		b := &next.Effective
		if b.From != "" && c.At.Before(siteTime(b.From, x.zone)) || b.FromSerial != "" && CompareSerials(c.Serial, b.FromSerial) < 0 ||
			b.RunOut != "" && (c.Over == nil || !c.Over(b.RunOut)) {
			break
		}
		current = next
	}
	return current, true
}

// CutsIn reports whether a part has a revision that does not begin at once, and
// whether one of them begins with a serial number.
func (x *Index) CutsIn(number string) (revision, serial bool) {
	for _, p := range x.revisions[number] {
		revision = revision || p.Effective != (Beginning{})
		serial = serial || p.Effective.FromSerial != ""
	}
	return revision, serial
}

// Successions lists the changes from one revision of a part to the next that wait
// for stock, in their order. The old lines are those that take it.
func (x *Index) Successions(number string) []RunOut {
	var all []RunOut
	for i, next := range x.revisions[number] {
		stock := next.Effective.RunOut
		if i == 0 || stock == "" {
			continue
		}
		r := RunOut{Stock: stock, Before: x.revisions[number][i-1], Next: next}
		for _, l := range x.bills[r.Before] {
			if l.Part == stock {
				r.Old = append(r.Old, l)
			}
		}
		all = append(all, r)
	}
	return all
}

// beginnings checks from when on each revision takes the place of the one before.
func (c *checker) beginnings() {
	before := map[string]*Part{}
	for i := range c.d.Parts {
		p := &c.d.Parts[i]
		old := before[p.Number]
		before[p.Number] = p
		if p.Effective != (Beginning{}) {
			c.beginning(p, old, (*path)(nil).at("parts").item(i).at("effective"))
		}
	}
}

// beginning checks what a revision says of itself, against the one before it.
func (c *checker) beginning(p, old *Part, at *path) {
	b := &p.Effective
	if b.From != "" && siteTime(b.From, time.UTC).IsZero() {
		c.fault(at.at("from"), "write a day, or a time by the clock of the site: 2026-03-01 or 2026-03-01T06:00", "%s is not a time", quoted(b.From))
	}
	c.codeText(b.FromSerial, at.at("fromSerial"))
	ways := 0
	for _, text := range []string{b.From, b.FromSerial, b.RunOut} {
		ways += min(len(text), 1)
	}
	switch {
	case old == nil:
		c.fault(at, "write the revision before it above, or remove effective:", "part %s has no revision before this one", quoted(p.Number))
	case p.Phantom:
		c.fault(at, "cut in the line that builds the phantom in", "part %s is a phantom, of which the last revision is built in", quoted(p.Number))
	case ways > 1:
		c.fault(at, "keep one of from:, fromSerial: and runOut:", "the revision begins in several ways")
	case b.FromSerial != "" && cmp.Or(p.Tracking, TrackingSerial) != TrackingSerial:
		c.fault(at, "let it begin by date, or write tracking: serial", "part %s has no serial number when it is made", quoted(p.Number))
	case (b.FromSerial != "" || b.RunOut != "") && p.Route == "":
		c.fault(at, "let it begin by date, or give the part its route", "part %s is bought: which revision comes, its maker says", quoted(p.Number))
	case b.From != "" && old.Effective.From != "" && !siteTime(old.Effective.From, time.UTC).Before(siteTime(b.From, time.UTC)),
		b.FromSerial != "" && old.Effective.FromSerial != "" && CompareSerials(old.Effective.FromSerial, b.FromSerial) >= 0:
		c.fault(at, "write a later one, or remove revision "+old.Revision, "nothing would be made of revision %s, which begins no earlier", quoted(old.Revision))
	case b.RunOut != "":
		c.succeeds(p, old, b.RunOut, at.at("runOut"))
	}
}

// succeeds checks the stock that a revision waits for.
func (c *checker) succeeds(p, old *Part, stock string, at *path) {
	uses := func(p *Part) bool {
		return slices.ContainsFunc(p.BOM, func(line BOMLine) bool {
			return slices.ContainsFunc(c.resolved(&line), func(l *BOMLine) bool { return l.Part == stock })
		})
	}
	switch part := c.parts[stock]; {
	case part == nil:
		missing(c, at, stock, c.parts, "no part has this number: %s", quoted(stock))
	case !uses(old):
		c.fault(at, "name a part that revision "+old.Revision+" takes", "revision %s does not take %s", quoted(old.Revision), quoted(stock))
	case uses(p):
		c.fault(at, "name a part that only revision "+old.Revision+" takes", "revision %s takes %s too, which is used up before", quoted(p.Revision), quoted(stock))
	case part.Tracking == TrackingNone:
		c.fault(at, "write tracking: lot for the part, or let the revision begin by date", "nobody counts the stock of %s, which is not tracked", quoted(stock))
	}
}
