package track

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Calibrate records that a piece of equipment was calibrated, or checked between
// two calibrations: when that was, how it was found and how it was left.
type Calibrate struct {
	Equipment   Ref                  `json:"equipment" doc:"the tool, gauge or machine: its code, an identifier or the key" eg:"TQ-3"`
	Found       Outcome              `json:"found" doc:"how it was found, before anything was adjusted" eg:"pass" enum:"pass,fail"`
	Left        Outcome              `json:"left,omitzero" doc:"how it was left; left out: as it was found" eg:"pass" enum:"pass,fail"`
	Due         time.Time            `json:"due,omitzero" doc:"until just before when it is good; left out: as long as the plant definition says" eg:"2027-01-05T00:00:00Z"`
	Certificate string               `json:"certificate,omitzero" doc:"number of the certificate" eg:"K-2026-114" usual:"true"`
	Lab         string               `json:"lab,omitzero" doc:"who has done it: a laboratory, a department" eg:"DAkkS lab 4"`
	Readings    []CalibrationReading `json:"readings,omitzero" doc:"what was compared" eg:"[{\"nominal\":\"5.00\",\"found\":\"5.21\",\"left\":\"5.01\",\"uom\":\"NU\"}]"`
}

// maxReadings bounds the points of one calibration.
const maxReadings = 200

func (a Calibrate) decide(d *decider) {
	o, ok := a.check(d)
	if !ok {
		return
	}
	c := Calibration{Entry: d.t.Seq, At: d.now, Calibrated: Calibrated{
		Equipment: d.s.equipmentCode(o), Found: a.Found, Left: a.Left, Due: MicrosOf(a.Due), Certificate: a.Certificate, Lab: a.Lab, Readings: a.Readings,
	}}
	if c.Due == 0 && c.Left == OutcomePass && d.s.Plant != nil {
		if e, ok := d.s.Plant.Equipment(c.Equipment); ok {
			if interval, ok := e.Calibration.Micros(); ok {
				c.Due = d.now + Micros(interval)
			}
		}
	}
	disposition := epcis.DispConformant
	if c.Left != OutcomePass {
		disposition = epcis.DispNonConformant
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Disposition: disposition,
		Items: []Item{d.as(o)}, Calibrated: &c.Calibrated,
	})
	d.calibratedNow(o, c)
}

// check checks what is told of a calibration, and finds what was calibrated.
func (a *Calibrate) check(d *decider) (o Object, ok bool) {
	if !d.identifier("equipment", a.Equipment.clean()) || !d.texts("certificate", a.Certificate, "lab", a.Lab) || !a.readings(d) {
		return o, false
	}
	a.Left = Outcome(first(string(a.Left), string(a.Found)))
	for field, outcome := range map[string]Outcome{"found": a.Found, "left": a.Left} {
		if outcome != OutcomePass && outcome != OutcomeFail {
			d.bad(field, string(outcome), "it is pass or fail")
			return o, false
		}
	}
	switch {
	case !inYears(a.Due) || !a.Due.IsZero() && MicrosOf(a.Due) <= d.now:
		d.bad("due", when(MicrosOf(a.Due)), "it must lie after the calibration, of "+when(d.now))
		return o, false
	case len(d.find(a.Equipment)) == 0 && !d.report():
		d.refuse(CodeUnknownTool, Evidence{"equipment": a.Equipment.clean()})
		return o, false
	}
	return d.object(a.Equipment, KindEquipment, KindCarrier)
}

// readings checks what was compared, and gives numbers their plain text.
func (a *Calibrate) readings(d *decider) bool {
	if len(a.Readings) > maxReadings {
		d.bad("readings", strconv.Itoa(len(a.Readings)), "at most "+strconv.Itoa(maxReadings))
		return false
	}
	a.Readings = slices.Clone(a.Readings)
	for i := range a.Readings {
		r := &a.Readings[i]
		if !d.texts("readings.point", r.Point, "readings.uom", r.UoM) {
			return false
		}
		for _, value := range []*Decimal{&r.Nominal, &r.Found, &r.Left} {
			parsed, ok := ParseDecimal(string(*value))
			if *value != "" && !ok {
				d.bad("readings", string(*value), "it is not a decimal number")
				return false
			}
			*value = parsed
		}
	}
	return true
}

// calibratedNow words what a calibration says: how long the equipment is good, or
// what was done with it since it was last known to be.
func (d *decider) calibratedNow(o Object, c Calibration) {
	all := append(d.s.calibrations(c.Equipment), c)
	slices.SortStableFunc(all, byMade)
	at := slices.IndexFunc(all, func(other Calibration) bool { return other.Entry == c.Entry })
	text, next := c.Equipment+" is calibrated.", ""
	if c.Due != 0 {
		text = c.Equipment + " is calibrated until " + when(c.Due) + "."
	}
	if at < len(all)-1 {
		next = "A later calibration is on record, of " + when(all[at+1].At) + "; from then on that one counts."
	}
	d.info = c.evidence(c.Equipment)
	switch {
	case c.Found != OutcomePass:
		from, until := doubt(all, at)
		text, next = d.foundBad(&c, from, until)
	case c.Left != OutcomePass:
		f := newFinding(CodeCalibrationFailed, d.info)
		text, next, d.code = f.Text, f.Next, f.Code
	}
	d.permit(o.ID, text, next)
}

// foundBad says what was done with a piece of equipment while it may have worked
// wrongly, and offers to hold all of it.
func (d *decider) foundBad(c *Calibration, from, until Micros) (text, next string) {
	where := Scope{Equipment: c.Equipment, From: from.orNever(), Until: until.orNever()}
	touched := len(d.question(&where))
	objects := count(touched, "object was", "objects were")
	switch {
	case touched == 0:
		objects = "nothing was"
	case touched > MaxHeld:
		objects = "more than " + strconv.Itoa(MaxHeld) + " objects were"
	}
	d.info["objects"], d.info["since"] = strconv.Itoa(touched), first(when(from), "ever")
	f := newFinding(CodeFoundBad, Evidence{
		"equipment": c.Equipment, "objects": objects, "since": first(when(from), "it was first used"), "certificate": d.info["certificate"],
	})
	text, next, d.code = f.Text, f.Next, f.Code
	if touched == 0 {
		next = ""
	} else {
		hold := PlaceHold{Where: &where, Reason: clip(c.Equipment) + " was found bad on " + when(c.At) + ", " + clip(d.info["certificate"])}
		d.onward = append(d.onward, d.send("hold what was made or measured with it", "hold", &hold))
	}
	if c.Left != OutcomePass {
		next = strings.TrimSpace(next + " Let " + c.Equipment + " be repaired and calibrated before it is used.")
	}
	return text, next
}
