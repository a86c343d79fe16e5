package track

import (
	"slices"
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/tracewright/tracewright/internal/plant"
)

// RunOutKey names a change that waits until the stock of a part is used up: a
// change of the bill of material of a revision.
type RunOutKey struct {
	Part     string `json:"part"`              // that is made
	Revision string `json:"revision,omitzero"` // of it
	Stock    string `json:"stock"`             // part number of what is used up first
	To       string `json:"to"`                // parts that take its place
}

// RunOut is an act on such a change: it was made, or turned back. It counts for
// what begins from then on, and was recorded from then on, so that it changes
// nothing for what had begun before.
type RunOut struct {
	Entry int64
	RunOutKey
	Over   bool // made; else turned back
	Since  int64
	At     Micros
	Left   Decimal // that was left then, too little for another product
	Reason string  // of one that somebody made or turned back; empty: the stock was used up
	Actor  string
}

// RanOut is a change that waited for stock, and was made, or turned back.
type RanOut struct {
	RunOutKey
	Over   bool    `json:"over"`
	Since  int64   `json:"since"` // entry from which it counts
	Left   Decimal `json:"left"`
	Reason string  `json:"reason,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*RanOut) Kind() EntryKind { return EntryRunOut }

func (*RanOut) touches() []ObjectID { return nil }

func (f *RanOut) apply(s *State, e *Entry) {
	s.RunOuts.Put(RunOut{
		Entry: e.Seq, RunOutKey: f.RunOutKey, Over: f.Over, Since: f.Since, At: e.OccurredAt, Left: f.Left, Reason: f.Reason, Actor: e.Actor,
	})
}

// runOutKey names a change of the bill of a part.
func runOutKey(part *plant.Part, c *plant.RunOut) RunOutKey {
	return RunOutKey{part.Number, part.Revision, c.Stock, c.To()}
}

// actBy is the last of some acts on a change that counts for what begins at a
// time, and is recorded with an entry; a zero one where there is none. They are
// given in the order of their entries.
func (k RunOutKey) actBy(acts []RunOut, at Micros, seq int64) RunOut {
	for _, r := range slices.Backward(acts) {
		if r.RunOutKey == k && r.At <= at && r.Since <= seq {
			return r
		}
	}
	return RunOut{}
}

// AfterRunOuts is the recipe for what began an operation at a time, and with an
// entry, given all acts on changes that wait for stock, in their order.
func (r Recipe) AfterRunOuts(acts []RunOut, at Micros, seq int64) Recipe {
	part, index := r.part, r.index
	r.cut.Over = func(stock string) bool {
		c, _ := index.RunOut(part, stock)
		return runOutKey(part, &c).actBy(acts, at, seq).Over
	}
	return r
}

// decidesRunOuts lets the recipe of an object ask for what it is decided that the
// changes have been made which wait for stock.
func (d *decider) decidesRunOuts(o Object, r *Recipe) {
	if len(r.index.RunOuts(r.part)) == 0 {
		return
	}
	own := *r
	r.cut.Over = func(stock string) bool {
		c, _ := own.index.RunOut(own.part, stock)
		return d.over(o, &own, &c)
	}
}

// over reports whether a change has been made for an object: as what is inside
// it tells, else as it was when it began the operation; before that, as it is
// now. It is made where the stock does not do for the object.
func (d *decider) over(o Object, r *Recipe, c *plant.RunOut) bool {
	var inside []Edge
	if o.ID != "" {
		inside = d.s.Contents.Rows(o.ID)
	}
	for _, e := range inside {
		switch {
		case c.Begins(e.BOMLine):
			return true
		case c.Ends(e.BOMLine):
			return false
		}
	}
	key, acts := runOutKey(r.part, c), d.s.RunOutsOf.Rows(r.part.Number)
	if made, settled := d.settled[settledKey{o.ID, key}]; settled {
		return made
	}
	if v, begun := d.beganIn(o, c.Operation); begun {
		return key.actBy(acts, v.Started, v.StartSeq).Over
	}
	if d.gone[key] || key.actBy(acts, d.now, d.t.Seq).Over {
		return true
	}
	later := func(r RunOut) bool { return r.RunOutKey == key && r.Over && r.At > d.now }
	if slices.ContainsFunc(acts, later) {
		return false // a report of what was before
	}
	need := d.needs(o, r, c)
	return sign(need) > 0 && compare(d.spare(r.index, c, need), need) < 0
}

// beganIn is the visit in which an object began an operation: that in which it
// is in work, else the last that it passed. An empty operation is any.
func (d *decider) beganIn(o Object, operation string) (Visit, bool) {
	if o.Visit == 0 {
		return Visit{}, false
	}
	for _, v := range slices.Backward(d.s.way(o.ID)) {
		if (operation == "" || v.Operation == operation) && (v.Ended == 0 || v.Outcome == OutcomePass) {
			return v, true
		}
	}
	return Visit{}, false
}

// needs is how much of the stock a change waits for an object takes.
func (d *decider) needs(o Object, r *Recipe, c *plant.RunOut) Decimal {
	need := Decimal("0")
	for _, l := range c.Old {
		if l.Part == c.Stock && r.needs(l) {
			need = add(need, d.wanted(o, l))
		}
	}
	if o.ID == "" && d.output != "" { // products without identity
		need = times(need, d.output)
	}
	return need
}

// settledKey is the key of what is decided of a change for an object.
type settledKey struct {
	object ObjectID
	RunOutKey
}

// settle decides for an object that begins an operation with the last fact, or
// is built into by it, which of the changes that wait for stock are made for it,
// and records those that are made for the first time. It returns what there is
// to say of them.
func (d *decider) settle(o Object, operation string) string {
	if d.s.Plant == nil || len(d.facts) == 0 {
		return ""
	}
	r, ok := d.recipe(o)
	if !ok {
		return ""
	}
	began, note := d.t.Seq+int64(len(d.facts))-1, ""
	for _, c := range r.index.RunOuts(r.part) {
		if c.Operation != operation && c.Operation != "" || !r.stands(&c) {
			continue
		}
		key, need := runOutKey(r.part, &c), d.needs(o, &r, &c)
		made := d.gone[key] || key.actBy(d.s.RunOutsOf.Rows(key.Part), d.now, d.t.Seq).Over
		isNew := d.over(o, &r, &c)
		d.settled = with(d.settled, settledKey{o.ID, key}, isNew)
		switch {
		case sign(need) == 0 || isNew && made:
		case isNew:
			d.gone = with(d.gone, key, true)
			left := d.spare(r.index, &c, need)
			d.fact(&RanOut{RunOutKey: key, Over: true, Since: began, Left: left})
			note = sentences(note, d.usedUp(&key, left))
		default:
			note = sentences(note, d.countdown(&key, need, d.spare(r.index, &c, times(need, "12"))))
			d.pledged = with(d.pledged, c.Stock, add(d.pledged[c.Stock], need))
		}
	}
	return note
}

// stands reports whether a line of a change, the old or the new one, is to be
// filled now.
func (r *Recipe) stands(c *plant.RunOut) bool {
	return slices.ContainsFunc(r.LinesAt(c.Operation), func(l *plant.BOMLine) bool { return c.Ends(l.Line) || c.Begins(l.Line) })
}

// usedUp words that a change is made.
func (d *decider) usedUp(key *RunOutKey, left Decimal) string {
	rest := ""
	if sign(left) > 0 {
		rest = " but for " + amount(left, d.unitOf(key.Stock)) + " left over"
	}
	return key.Stock + " is used up" + rest + ": " + key.To + " takes its place from here on."
}

// countdown says for how many more products the stock does, once it is for less
// than ten; the present one takes its share of it.
func (d *decider) countdown(key *RunOutKey, need, free Decimal) string {
	more := productsOf(add(free, negate(need)), need)
	switch {
	case more >= 10:
		return ""
	case more <= 0:
		return "This is the last with " + key.Stock + ": " + key.To + " takes its place."
	}
	return key.Stock + " does for " + strconv.FormatInt(more, 10) + " more, then " + key.To + " takes its place."
}

// unitOf is the unit of measure of a part.
func (d *decider) unitOf(number string) string {
	if part, ok := d.partNamed(Object{Part: number}); ok {
		return part.Unit()
	}
	return pieces
}

// productsOf is for how many products a quantity does that each takes some of.
func productsOf(free, each Decimal) int64 {
	if sign(free) <= 0 || sign(each) <= 0 {
		return 0
	}
	whole := new(apd.Decimal)
	_, _ = decimals().QuoInteger(whole, number(free), number(each))
	n, err := whole.Int64()
	if err != nil {
		return maxProducts
	}
	return min(n, maxProducts)
}

// maxProducts bounds for how many products stock is said to do.
const maxProducts = 1_000_000_000

// with puts a value into a map that may be nil.
func with[K comparable, V any](m map[K]V, key K, value V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[key] = value
	return m
}

// sentences joins sentences, of which either may be empty.
func sentences(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// leftOver says of stock that has come back what it was replaced by before; empty
// where it was by nothing.
func (d *decider) leftOver(stock string) string {
	if d.s.Plant == nil {
		return ""
	}
	text := ""
	var told []RunOutKey
	for _, act := range slices.Backward(d.s.RunOutsFrom.Rows(stock)) {
		if slices.Contains(told, act.RunOutKey) {
			continue
		}
		told = append(told, act.RunOutKey)
		waits := slices.ContainsFunc(d.changesOf(act.Part), func(c runOutChange) bool { return c.RunOutKey == act.RunOutKey })
		if waits && act.Over {
			text = sentences(text, act.Part+" has gone over to "+act.To+", so that this "+stock+" is left over: cut-in with back uses it up.")
		}
	}
	return text
}

// leftOverOf says it of the parts of the first hundred of some objects.
func (d *decider) leftOverOf(ids []ObjectID) string {
	var parts []string
	for _, id := range ids[:min(len(ids), 100)] {
		if o, ok := d.s.Objects.Get(id); ok && o.Part != "" && !slices.Contains(parts, o.Part) {
			parts = append(parts, o.Part)
		}
	}
	text := ""
	for _, part := range parts {
		text = sentences(text, d.leftOver(part))
	}
	return text
}

// RunOutNow is how a change stands that waits for the stock of a part.
type RunOutNow struct {
	RunOutKey
	Operation string   // where both go in; empty: at any
	Old, New  []string // numbers of the lines
	Each      Decimal  // of the stock, for one product
	UoM       string
	Over      bool
	Last      RunOut  // what made it, or turned it back; a zero one where nothing has
	OnHand    Decimal // that may be used now
	Orders    Decimal // that other work orders still need
	InWork    Decimal // that products in work still need
	Free      Decimal
	Products  int64 // for how many it does
}

// changesOf lists the changes of a part that wait for stock: in the bills of its
// revisions, and from one revision to the next.
func (d *decider) changesOf(number string) []runOutChange {
	var all []runOutChange
	for _, part := range d.s.Plant.Revisions(number) {
		for _, c := range d.s.Plant.RunOuts(part) {
			all = append(all, runOutChange{runOutKey(part, &c), part, c})
		}
	}
	for _, c := range d.s.Plant.Successions(number) {
		all = append(all, runOutChange{runOutKey(c.Before, &c), c.Before, c})
	}
	return all
}

// runOutChange is a change with the part that is made until then.
type runOutChange struct {
	RunOutKey
	part *plant.Part
	plant.RunOut
}

// RunOuts lists the changes of the recipe that wait for stock.
func (r *Recipe) RunOuts() []RunOutKey {
	var keys []RunOutKey
	for _, c := range r.index.RunOuts(r.part) {
		keys = append(keys, runOutKey(r.part, &c))
	}
	return keys
}

// RunOuts lists how the changes of the present plant definition stand that wait
// for stock, in the order of its parts: those of the part that is made, or of all
// where none is given. When s.Missing is true afterwards, the answer means
// nothing until the missing rows are loaded.
func RunOuts(s *State, part string, t Tick) []RunOutNow {
	if s.Plant == nil {
		return nil
	}
	var all []RunOutNow
	var told []string
	for _, p := range s.Plant.Definition().Parts {
		if part != "" && part != p.Number || slices.Contains(told, p.Number) {
			continue
		}
		told = append(told, p.Number)
		look := &decider{s: s}
		for _, c := range look.changesOf(p.Number) {
			d := &decider{s: s, c: &Command{}, t: t, now: t.Now}
			all = append(all, d.runOutNow(&c))
		}
	}
	return all
}

func (d *decider) runOutNow(c *runOutChange) RunOutNow {
	now := RunOutNow{
		RunOutKey: c.RunOutKey, Operation: c.Operation, Old: numbers(c.Old), New: numbers(c.New), Each: c.each(), UoM: d.unitOf(c.RunOut.Stock),
		Last: c.actBy(d.s.RunOutsOf.Rows(c.RunOutKey.Part), d.now, d.t.Seq),
	}
	s := d.stock(d.s.Plant, &c.RunOut, maxStock)
	now.Over, now.OnHand, now.Orders, now.InWork, now.Free = now.Last.Over, s.onHand, s.orders, s.inWork, s.free()
	now.Products = productsOf(now.Free, now.Each)
	return now
}

// each is how much of the stock one product takes that has no options.
func (c *runOutChange) each() Decimal {
	total := Decimal("0")
	for _, l := range c.Old {
		if l.Part == c.RunOut.Stock && l.Option == "" {
			total = add(total, wanted(l))
		}
	}
	return total
}

// numbers lists the numbers of lines.
func numbers(lines []*plant.BOMLine) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = l.Line
	}
	return list
}
