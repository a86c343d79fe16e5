package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// job is one unit at one station: it plans the acts of the operator.
type job struct {
	f       *Factory
	w       works
	u       *unit
	station string
	at      time.Duration
}

// run plans all of the job and says where the unit goes next; nowhere when its
// route ends.
func (j *job) run() (next string) {
	switch j.station {
	case "M-10":
		return j.place()
	case "M-20":
		return j.look()
	case "M-30":
		return j.testBoard()
	case "M-40":
		return j.press()
	case "M-50":
		return j.testMotor()
	case "D-10":
		return j.housing()
	case "D-20":
		return j.fitMotor()
	case "D-30":
		return j.fitBoard()
	case "D-40":
		return j.gear()
	case "D-50":
		return j.tighten()
	case "D-60":
		return j.leakTest()
	case "D-70":
		return j.endOfLine()
	case "D-80":
		return j.inspect()
	}
	return j.pack()
}

// act plans an act of this station's operator after a while.
func (j *job) act(seconds float64, verb string, args map[string]any) *Act {
	return j.by(operatorAt(j.station), j.station, seconds, verb, args)
}

// by plans an act of somebody, perhaps elsewhere. While the network of the
// drive line is away, what happens there is told when it is back.
func (j *job) by(who int, station string, seconds float64, verb string, args map[string]any) *Act {
	f := j.f
	if j.station != bottleneck {
		seconds *= 2
	}
	if seconds > 0 {
		j.at += time.Duration(seconds * (0.8 + 0.4*f.chance.Float64()) * float64(time.Second))
	}
	a := &Act{Verb: verb, Station: station, Operator: who, Args: args, from: j.at, given: j.at, unit: j.u}
	if strings.HasPrefix(j.station, "D-") && j.at < f.cutUntil {
		a.given, a.Report = f.cutUntil, true
	}
	f.plan(event{at: a.given, act: a})
	return a
}

// offline reports whether the next acts of this job may have to wait for the
// network: then nothing is tried that ought to be refused.
func (j *job) offline() bool {
	return j.f.cutUntil > j.at-time.Minute && strings.HasPrefix(j.station, "D-")
}

// operatorAt is who works at a station.
func operatorAt(station string) int {
	switch {
	case station < "D-50" && station[0] == 'D':
		return front
	case station[0] == 'D':
		return back
	case station < "M-40":
		return boards
	}
	return motors
}

func (j *job) start(seconds float64) *Act {
	return j.act(seconds, "start", map[string]any{"object": j.u.serial})
}

func (j *job) complete(seconds float64) *Act {
	return j.act(seconds, "complete", map[string]any{"object": j.u.serial})
}

func (j *job) install(seconds float64, component string) *Act {
	return j.act(seconds, "install", map[string]any{"object": j.u.serial, "component": component})
}

func (j *job) measure(seconds float64, characteristic, value, equipment, place string) {
	args := map[string]any{"object": j.u.serial, "characteristic": characteristic, "value": value, "equipment": equipment}
	if place != "" {
		args["place"] = place
	}
	j.act(seconds, "measure", args)
}

func (j *job) judge(seconds float64, characteristic, outcome string) {
	j.act(seconds, "inspect", map[string]any{"object": j.u.serial, "characteristic": characteristic, "outcome": outcome})
}

func (j *job) produce() {
	args := map[string]any{"part": j.u.part, "serial": j.u.serial}
	if j.u == &j.u.drive.unit {
		args["order"] = orderOf(j.u)
	}
	j.by(operatorAt(j.station), "", 5, "produce-unit", args)
}

// purchase is how a part is bought by the lot.
type purchase struct {
	maker, prefix string
	quantity      int
	position      string // where it is loaded
}

func purchaseOf(part string) purchase {
	return map[string]purchase{
		"ROTOR-9":    {maker: "MAGNETA", prefix: "RO", quantity: 50},
		"BEARING-6":  {maker: "ROLLEX", prefix: "BR", quantity: 80},
		"HOUSING-10": {maker: "CASTALUX", prefix: "HO", quantity: 40},
		"GEAR-A":     {maker: "DENTEX", prefix: "GA", quantity: 60},
		"GEAR-B":     {maker: "DENTEX", prefix: "GB", quantity: 30},
		"SEAL-40":    {maker: "SEALCO", prefix: "SE", quantity: 70},
		"SCREW-M5":   {maker: "BOLTON", prefix: "SC", quantity: 400, position: "BIN"},
		"PCB-3":      {maker: "PRINTWORKS", prefix: "PC", quantity: 90, position: "STACK"},
		"CAP-470":    {maker: "CAPCO", prefix: "CA", quantity: 240, position: "FEEDER-1"},
		"MCU-32":     {maker: "SILICA", prefix: "MC", quantity: 150, position: "FEEDER-2"},
	}[part]
}

// take uses some of a material up and returns the code of its lot. When there
// is not enough it is bought, and loaded where the station takes it from.
func (j *job) take(part string, quantity int) string {
	s := j.f.stock[part]
	if s == nil || s.left < quantity {
		p := purchaseOf(part)
		s = &stock{code: fmt.Sprintf("%s-%04d", p.prefix, j.u.number), left: p.quantity}
		receipt := j.by(office, "", 4, "receive", map[string]any{
			"part": part, "maker": p.maker, "lot": s.code, "quantity": strconv.Itoa(p.quantity),
			"receipt": fmt.Sprintf("DN-%s-%05d", p.prefix, j.u.number), "supplier": p.maker, "location": "STORE",
		})
		receipt.unit = nil
		if p.position != "" {
			j.load(s.code, p.position)
		}
		j.f.stock[part] = s
	}
	s.left -= quantity
	return s.code
}

// load sets material up. Once, a reel was changed and not scanned: since the
// board forty before this one it may have been either.
func (j *job) load(code, position string) {
	args := map[string]any{"object": code, "position": position}
	if position == "STACK" {
		args["emptied"] = true // boards are put on only when none is left
	}
	if began, ok := j.f.began[j.u.number-inDoubt]; ok && position == "FEEDER-1" && j.u.in(changedAt) {
		args["since"] = j.f.wall(began).UTC().Format(time.RFC3339Nano)
	}
	j.act(8, "load", args).unit = nil
}

// The reel change without a scan: at which board it is noticed, and how many
// boards are in doubt then.
const (
	changedAt = 61
	inDoubt   = 40
)
