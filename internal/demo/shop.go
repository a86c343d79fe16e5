package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// What the machine shop makes: its routes, and how much of which bar a piece
// takes.
type product struct {
	part     string
	route    []string
	bar      string
	length   int // of a piece, in centimetres
	diameter float64
	shift    float64 // of the middle that is turned, from the diameter
}

var products = []product{
	{"SHAFT-25", []string{"SAW", "TURN", "DEBURR", "HARDEN", "INSPECT", "PACK"}, "BAR-25", 30, 25, -0.010},
	{"FLANGE-80", []string{"SAW", "TURN", "MILL", "DEBURR", "INSPECT", "PACK"}, "BAR-80", 5, 80, 0},
	{"BUSH-40", []string{"SAW", "TURN", "DEBURR", "INSPECT", "PACK"}, "BAR-40", 6, 40, 0.0125},
}

// Times and sizes of the shop.
const (
	release    = 25 * time.Minute // between two orders
	away       = 9 * time.Hour    // of work, at the hardening shop
	barLength  = 6000             // of one delivery, in centimetres
	mostQueue  = 5                // lots before the lathes, until no more are released
	checkShop  = 200 * time.Hour  // between two rounds of calibrations of the micrometer
	badBarAt   = 9                // of every 60 orders: its bar is new, and has cracks
	crackShare = 8                // one of so many pieces is cracked then
)

// When the calibration of the micrometer ends, and for how long nobody sees it.
const (
	micrometerDue  = 8 * time.Hour
	micrometerLate = 6 * time.Hour
)

// lot is a traveler and the pieces that go with it.
type lot struct {
	product  product
	quantity int
	step     int // of its route
	order    *order
	parted   bool // something went ahead of it or back, or it is that
	sent     bool // to the hardening shop
}

// order is a work order with the lots that are made for it.
type order struct {
	number   string
	customer string
	bad      bool // its bar has cracks
	open     int  // lots that are not packed
}

// shop is the machine shop at work.
type shop struct{ f *Factory }

// NewShop returns a machine shop that begins with the order of a number, from 1.
// It makes lots, and Made counts those.
func NewShop(seed uint64, first int, wall func(time.Duration) time.Time) *Factory {
	f := newFactory(seed, first, wall)
	s := &shop{f}
	f.floor = s
	f.after(0, s.check)
	f.after(0, s.begin)
	return f
}

// check has the micrometer calibrated. It is to be back after a day, and nobody
// thinks of it for most of the next; then it turns out that it was good.
func (s *shop) check() {
	s.f.calibrate("MIC-1", map[string]any{"due": s.f.end(micrometerDue)})
	s.f.after(micrometerDue+micrometerLate, func() { s.f.calibrate("MIC-1", nil) })
	s.f.after(checkShop, s.check)
}

// The shop tells nothing of its stations.
func (s *shop) begins(string)        {}
func (s *shop) stands(string)        {}
func (s *shop) leaves(time.Duration) {}

// begin releases the next order, and lets the next follow.
func (s *shop) begin() {
	f := s.f
	if f.waiting("LATHE-1")+f.waiting("LATHE-2") >= mostQueue {
		f.after(release/3, s.begin)
		return
	}
	p := products[f.next%len(products)]
	o := &order{number: fmt.Sprintf("JOB-%04d", f.next), customer: []string{"PUMPEN AG", "MASCHINENBAU MAIR", "GETRIEBE GMBH"}[f.next/3%3], bad: f.next%60 == badBarAt, open: 1}
	u := &unit{number: f.next, part: p.part, serial: fmt.Sprintf("T-%04d", f.next)}
	u.lot = &lot{product: p, quantity: 20 + 5*f.chance.IntN(8), order: o}
	f.next++
	quantity := strconv.Itoa(u.lot.quantity)
	f.tell(planning, "create-order", map[string]any{
		"order": o.number, "part": p.part, "quantity": quantity, "due": f.due(5 * 8 * time.Hour), "line": "CUT", "customer": o.customer,
	})
	f.tell(planning, "release-order", map[string]any{"order": o.number})
	f.tell(office, "produce-lot", map[string]any{"lot": u.serial, "quantity": quantity, "order": o.number})
	f.arrive("SAW-1", u)
	f.after(release, s.begin)
}

// run plans the work on a lot at a station, and says where it goes next.
func (s *shop) run(station string, u *unit) (until time.Duration, next string) {
	j := &job{f: s.f, u: u, station: station, at: s.f.now}
	l := u.lot
	operation := l.product.route[l.step]
	if operation == "HARDEN" && !l.sent {
		s.send(j)
		return j.at, ""
	}
	if operation == "DEBURR" && s.f.once(20) { // carried past the bench
		j.by(quality, "PACKING", 20, "start", map[string]any{"object": u.serial}).Expect = "T201"
	}
	if operation == "HARDEN" {
		j.by(office, "", 60, "receive-back", map[string]any{"objects": []map[string]any{{"ref": u.serial, "quantity": strconv.Itoa(l.quantity)}}, "from": "HARDWORKS", "location": "STORE"})
	}
	j.by(hands(station), station, 30, "start", map[string]any{"object": u.serial})
	switch operation {
	case "SAW":
		s.cut(j)
	case "HARDEN":
		j.by(hands(station), station, 60, "inspect", map[string]any{"object": u.serial, "characteristic": "CERTIFICATE", "outcome": "pass"})
	case "INSPECT":
		for i := range 3 {
			value := s.f.around(l.product.diameter+l.product.shift, 0.002, 3)
			j.by(quality, station, 30, "measure", map[string]any{"object": u.serial, "characteristic": "DIAMETER", "value": value, "equipment": "MIC-1", "place": "sample " + strconv.Itoa(i+1)})
		}
	}
	s.complete(j, operation)
	if l.step++; l.step < len(l.product.route) {
		return j.at, s.stationFor(l.product.route[l.step])
	}
	j.by(office, "", 60, "ship", map[string]any{"objects": refs(u.serial), "to": l.order.customer, "order": l.order.number})
	return j.at, ""
}

// hands is who works at a station.
func hands(station string) int {
	switch station {
	case "SAW-1":
		return boards
	case "LATHE-1", "LATHE-2":
		return motors
	case "MILL-1":
		return front
	case "QC":
		return quality
	}
	return back
}

func refs(number string) []map[string]any { return []map[string]any{{"ref": number}} }

// send gives a lot to the hardening shop. The desk does not wait for it.
func (s *shop) send(j *job) {
	j.by(office, "", 60, "ship", map[string]any{"objects": refs(j.u.serial), "purpose": "outside-operation", "to": "HARDWORKS", "order": fmt.Sprintf("PO-%05d", 7000+j.u.number)})
	j.u.lot.sent = true
	s.f.plan(event{at: j.at + away, do: func() { s.f.arrive("OUTSIDE", j.u) }})
}

// cut saws the pieces off a bar; a delivery that is not enough is followed by
// the next.
func (s *shop) cut(j *job) {
	p := j.u.lot.product
	need := p.length * j.u.lot.quantity
	bar := s.f.stock[p.bar]
	if bar == nil || bar.left < need || j.u.lot.order.bad {
		bar = &stock{code: fmt.Sprintf("H-%04d", j.u.number), left: barLength}
		s.f.stock[p.bar] = bar
		j.by(office, "", 10, "receive", map[string]any{
			"part": p.bar, "maker": "STAHLWERK NORD", "lot": bar.code, "quantity": metres(bar.left), "supplier": "STAHLHANDEL",
			"receipt": fmt.Sprintf("DN-%05d", j.u.number), "location": "STORE",
		}).unit = nil
	}
	bar.left -= need
	j.by(boards, j.station, 60, "consume", map[string]any{"object": j.u.serial, "component": bar.code, "quantity": metres(need)})
	if j.u.lot.order.bad {
		s.f.stock[p.bar] = nil // the rest of it goes back
	}
}

func metres(centimetres int) string { return fmt.Sprintf("%d.%02d", centimetres/100, centimetres%100) }

// complete ends an operation with what became of the pieces: some are scrapped,
// some go back to the lathe, and now and then a part goes ahead of the rest.
func (s *shop) complete(j *job, operation string) {
	l, each := j.u.lot, 15.0
	if operation == "TURN" || operation == "MILL" {
		each = 40
	}
	if operation == "TURN" && !l.parted && l.quantity >= 40 && s.f.once(3) {
		ahead := s.part(j, "-A", l.quantity/2, l.step+1)
		j.by(hands(j.station), j.station, each/2*float64(ahead.lot.quantity), "complete", map[string]any{
			"object": j.u.serial, "partial": true, "quantities": []map[string]any{fate("good", ahead.lot.quantity, "", ahead.serial)},
		})
		s.goOn(j, ahead)
	}
	scrap, reason := s.scrapped(l, operation)
	fates := []map[string]any{}
	if scrap > 0 {
		fates = append(fates, fate("scrap", scrap, reason, ""))
	}
	var back *unit
	if operation == "TURN" && !l.parted && s.f.once(4) {
		back = s.part(j, "-R", 2, l.step)
		fates = append(fates, fate("rework", 2, "TOO-LONG", back.serial))
	}
	l.quantity -= scrap
	args := map[string]any{"object": j.u.serial}
	if len(fates) > 0 {
		args["quantities"] = append(fates, fate("good", l.quantity, "", ""))
	}
	j.by(hands(j.station), j.station, each/2*float64(l.quantity), "complete", args)
	if back != nil {
		s.goOn(j, back)
	}
}

// scrapped is how many pieces of a lot are scrapped at an operation, and why.
// There are always some good ones.
func (s *shop) scrapped(l *lot, operation string) (pieces int, reason string) {
	switch {
	case operation == "SAW" && s.f.once(2):
		return 1, "BAR-END"
	case operation == "TURN" && !l.parted && s.f.once(3):
		return 1 + s.f.chance.IntN(2), "CHATTER"
	case operation == "INSPECT" && l.order.bad && l.quantity > crackShare:
		return l.quantity / crackShare, "CRACKED"
	}
	return 0, ""
}

func fate(outcome string, quantity int, reason, number string) map[string]any {
	f := map[string]any{"outcome": outcome, "quantity": strconv.Itoa(quantity)}
	if reason != "" {
		f["reason"] = reason
	}
	if number != "" {
		f["number"] = number
	}
	return f
}

// part takes pieces out of a lot, as one of their own that goes on at a step.
func (s *shop) part(j *job, suffix string, quantity, step int) *unit {
	l := j.u.lot
	l.quantity -= quantity
	l.parted = true
	l.order.open++
	return &unit{
		number: j.u.number, part: j.u.part, serial: j.u.serial + suffix,
		lot: &lot{product: l.product, quantity: quantity, step: step, order: l.order, parted: true},
	}
}

// goOn brings what was parted off to its next station once the act is done.
func (s *shop) goOn(j *job, u *unit) {
	s.f.plan(event{at: j.at, do: func() { s.f.arrive(s.stationFor(u.lot.product.route[u.lot.step]), u) }})
}

// stationFor is where an operation is done next.
func (s *shop) stationFor(operation string) string {
	switch operation {
	case "TURN":
		return slices.MinFunc([]string{"LATHE-1", "LATHE-2"}, func(a, b string) int { return s.f.waiting(a) - s.f.waiting(b) })
	case "HARDEN":
		return "OUTSIDE"
	}
	return map[string]string{"MILL": "MILL-1", "DEBURR": "BENCH", "INSPECT": "QC", "PACK": "PACKING"}[operation]
}

// ended closes the order once all of its lots are packed.
func (s *shop) ended(u *unit) {
	if u.lot.step < len(u.lot.product.route) {
		return // it is at the hardening shop
	}
	if u.lot.order.open--; u.lot.order.open == 0 {
		s.f.tell(planning, "close-order", map[string]any{"order": u.lot.order.number})
	}
}
