package demo

import (
	"fmt"
	"strconv"
	"time"
)

// What goes wrong on purpose, as the number of the drive unit in every 400; the
// reel change is beside the loading.
const (
	papersAt  = 3  // seals without papers are held
	askedAt   = 30 // a drive unit is held and let go
	cutAt     = 95 // the network of the drive line is cut
	skipAt    = 98 // it passes the leak test by, and nobody can tell
	badLotAt  = 41 // the bearings of the lot that begins there are noisy
	samplesAt = 46 // the box that is closed there or just after is kept as samples
	driftStep = 0.001
	driftMost = 0.2
)

// badLot reports whether a drive unit has bearings of a bad lot.
func (u *unit) badLot() bool {
	n, err := strconv.Atoi(u.drive.bearing[len("BR-"):])
	return err == nil && n%400 == badLotAt
}

func (j *job) housing() string {
	if j.u.in(cutAt) {
		j.f.cutUntil = j.at + cutFor
	}
	if j.u.in(papersAt) {
		j.papersMissing()
	}
	housing := j.take("HOUSING-10", 1)
	j.produce()
	j.start(10)
	j.install(60, housing)
	j.complete(20)
	if !j.offline() && j.f.once(25) { // carried to the wrong station: the server says where it belongs
		j.by(front, "D-30", 20, "start", map[string]any{"object": j.u.serial}).Expect = "T201"
	}
	return "D-20"
}

// papersMissing receives seals of the second supplier without their papers, and
// holds them until somebody finds the papers. Nobody does.
func (j *job) papersMissing() {
	lot := papersMissing(j.u.number)
	j.by(office, "", 10, "receive", map[string]any{"part": "SEAL-40B", "maker": "ELASTO", "lot": lot, "quantity": "500", "supplier": "ELASTO"}).unit = nil
	j.by(quality, "", 10, "hold", map[string]any{"objects": []string{lot}, "reason": "material certificate is missing", "owner": "goods in"}).unit = nil
}

// papersMissing is the lot of seals without papers of the drive unit of a number.
func papersMissing(number int) string { return fmt.Sprintf("SX-%04d", number) }

func (j *job) fitMotor() string {
	j.start(10)
	j.install(60, j.u.drive.motor.serial)
	j.complete(40)
	return "D-30"
}

func (j *job) fitBoard() string {
	j.start(10)
	j.install(60, j.u.drive.board.serial)
	j.complete(40)
	return "D-40"
}

func (j *job) gear() string {
	if j.u.failed { // only the seal is changed
		j.start(10)
		j.complete(120)
		return "D-50"
	}
	right, wrong := "GEAR-A", "GEAR-B"
	if j.u.part == "DU-750" {
		right, wrong = wrong, right
	}
	gear, seal := j.take(right, 1), j.take("SEAL-40", 1)
	j.start(10)
	if other := j.f.stock[wrong]; other != nil && !j.offline() && (j.f.once(20) || j.f.control.take(WrongComponent)) {
		j.install(30, other.code).Expect = "T301"
	}
	if !j.offline() && j.f.control.take(BadLot) {
		j.papersMissing()
		j.install(30, papersMissing(j.u.number)).Expect = "T501"
	}
	j.install(30, gear)
	j.install(30, seal)
	j.complete(30)
	return "D-50"
}

// tighten tightens the four screws of the cover with one of two drivers, of
// which the second drifts upwards until somebody sets it again.
func (j *job) tighten() string {
	if j.f.control.take(DeadTool) {
		j.w.breaksDown(j)
	}
	j.take("SCREW-M5", 4)
	tool, middle := "DRV-1", 5.0
	if j.u.number%2 == 0 {
		if j.f.wear += driftStep; j.f.wear > driftMost {
			j.f.wear = 0
		}
		tool, middle = "DRV-2", 5.0+j.f.wear
	}
	j.start(10)
	for i := range 4 {
		value := j.f.around(middle, 0.02, 2)
		j.measure(12, "TORQUE", value, tool, strconv.Itoa(i+1))
		if v, err := strconv.ParseFloat(value, 64); err == nil && v > 5.2 { // loosened and done again
			j.measure(20, "TORQUE", "5.02", "DRV-1", strconv.Itoa(i+1))
		}
	}
	j.complete(20)
	if j.u.in(skipAt) {
		return "D-70" // while the network is away
	}
	if !j.offline() && j.f.control.take(SkippedStep) {
		j.by(back, "D-70", 20, "start", map[string]any{"object": j.u.serial}).Expect = "T201"
	}
	return "D-60"
}

// leakTest tests the seal. What leaks gets another, which brings it back to the
// gear; that one is tight.
func (j *job) leakTest() string {
	j.start(10)
	if j.u.failed || j.u.in(skipAt) || !j.f.once(16) {
		j.measure(90, "LEAK", fmt.Sprintf("%.2f", 0.08+0.1*j.f.chance.Float64()), "LEAK-1", "")
		j.complete(15)
		if j.u.in(skipAt) {
			return "D-80" // the end-of-line test stands
		}
		return "D-70"
	}
	j.u.failed = true
	j.measure(90, "LEAK", fmt.Sprintf("%.2f", 0.6+0.5*j.f.chance.Float64()), "LEAK-1", "")
	j.act(10, "complete", map[string]any{"object": j.u.serial, "outcome": "fail", "reason": "leaks at the shaft"})
	j.act(10, "report-defect", map[string]any{"object": j.u.serial, "defect": "LEAKS", "place": "shaft"})
	j.act(20, "rework", map[string]any{"object": j.u.serial, "rework": "RW-SEAL", "reason": "seal changed"})
	return "D-40"
}

// endOfLine is the bottleneck: it takes longer than the takt. Some drive units
// with bearings of the bad lot are too loud, and are scrapped; the others are
// just good enough.
func (j *job) endOfLine() string {
	noise, spread := 52.0, 0.8
	if j.u.badLot() {
		noise, spread = 57, 0.9
	}
	value := j.f.around(noise, spread, 1)
	j.start(10)
	j.measure(210, "NOISE", value, "RIG-1", "")
	j.measure(30, "POWER", j.f.around(600, 30, 0), "RIG-1", "")
	j.measure(30, "EFFICIENCY", j.f.around(86, 1, 1), "RIG-1", "")
	if v, err := strconv.ParseFloat(value, 64); err == nil && v > 58 {
		j.act(10, "complete", map[string]any{"object": j.u.serial, "outcome": "fail", "reason": "too loud"})
		j.act(10, "report-defect", map[string]any{"object": j.u.serial, "defect": "NOISY", "place": "motor"})
		j.by(quality, "", 60, "disposition", map[string]any{"object": j.u.serial, "decision": "scrap", "reason": "bearing cannot be changed"})
		return ""
	}
	j.complete(20)
	if j.u.in(skipAt) {
		return "D-60" // it goes back for what it lacks
	}
	return "D-80"
}

func (j *job) inspect() string {
	if j.u.in(askedAt) && !j.offline() {
		j.askedFor()
	}
	j.start(10)
	if j.f.once(20) { // the label is crooked, and is put on again
		j.judge(30, "VISUAL", "fail")
	}
	j.judge(30, "VISUAL", "pass")
	j.complete(10)
	return "D-90"
}

// askedFor holds a drive unit until a question of its customer is answered.
func (j *job) askedFor() {
	hold := new(string)
	j.by(quality, "", 10, "hold", map[string]any{"objects": []string{j.u.serial}, "reason": "customer asks for a photo", "owner": "quality"}).hold = hold
	j.start(20).Expect = "T501"
	j.by(quality, "", 120, "release", map[string]any{"reason": "photo sent"}).hold = hold
}

// What a box holds, and how many boxes a shipment has.
const (
	boxSize  = 4
	shipSize = 3
)

func (j *job) pack() string {
	f := j.f
	box := fmt.Sprintf("BX-%05d", j.u.number)
	if len(f.box) > 0 {
		box = f.box[0]
	}
	f.box = append(f.box, box)
	full := len(f.box) == boxSize
	j.start(0)
	j.complete(60)
	j.act(0, "pack", map[string]any{"package": box, "items": []map[string]any{{"ref": j.u.serial}}, "closed": full})
	if !full {
		return ""
	}
	f.box = nil
	if n := j.u.number % 400; n >= samplesAt && n < samplesAt+boxSize {
		j.by(quality, "", 60, "move", map[string]any{"object": box, "to": "STORE"}).unit = nil
		return ""
	}
	f.boxes = append(f.boxes, box)
	if len(f.boxes) == shipSize {
		j.ship()
	}
	return ""
}

// Customers lists who the drive units are shipped to.
func Customers() []string { return []string{"VELOWERK", "CARGOTEC", "URBANRIDE"} }

// ship sends the boxes away. Now and then a box comes back.
func (j *job) ship() {
	f := j.f
	var objects []map[string]any
	for _, box := range f.boxes {
		objects = append(objects, map[string]any{"ref": box})
	}
	customer := Customers()[j.u.number/(boxSize*shipSize)%len(Customers())]
	j.by(office, "", 60, "ship", map[string]any{"objects": objects, "to": customer, "order": fmt.Sprintf("SO-%05d", 4000+j.u.number)}).unit = nil
	if f.once(6) {
		back := *j // the packer does not wait for it
		back.by(office, "", (3 * time.Hour).Seconds(), "receive-back", map[string]any{
			"objects": objects[:1], "from": customer, "reason": "customer reports noise", "location": "STORE",
		}).unit = nil
	}
	f.boxes = nil
}
