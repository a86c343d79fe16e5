package track

import (
	"cmp"
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// Calibrated is what a calibration has found of a piece of equipment, and how it
// has left it.
type Calibrated struct {
	Equipment   string               `json:"equipment"`    // its code
	Found       Outcome              `json:"found"`        // pass or fail
	Left        Outcome              `json:"left"`         // pass or fail
	Due         Micros               `json:"due,omitzero"` // until just before when it is good; 0: no end
	Certificate string               `json:"certificate,omitzero"`
	Lab         string               `json:"lab,omitzero"`
	Readings    []CalibrationReading `json:"readings,omitzero"`
}

// CalibrationReading is one point at which a piece of equipment was compared.
type CalibrationReading struct {
	Point   string  `json:"point,omitzero" doc:"where it was compared" eg:"low end"`
	Nominal Decimal `json:"nominal,omitzero" doc:"what the reference has" eg:"5.00"`
	Found   Decimal `json:"found,omitzero" doc:"what it showed as it was found" eg:"5.21"`
	Left    Decimal `json:"left,omitzero" doc:"what it showed as it was left" eg:"5.01"`
	UoM     string  `json:"uom,omitzero" doc:"unit of the values, as a UN/ECE code" eg:"NU"`
}

// Calibration is one calibration on record. Those of a piece of equipment are
// ordered by when they were made, whenever they were told.
type Calibration struct {
	Entry   int64
	Object  ObjectID
	At      Micros // when it was made
	Actor   string // who has recorded it
	VoidSeq int64  // the entry that voided it; 0 while it stands
	Calibrated
}

// CalibrationState is what the calibrations of a piece of equipment say of it.
type CalibrationState string

// The states of a piece of equipment.
const (
	CalibrationUnneeded CalibrationState = "unneeded" // nobody asks for one
	CalibrationMissing  CalibrationState = "missing"  // it needs one, and has none
	CalibrationGood     CalibrationState = "good"
	CalibrationOverdue  CalibrationState = "overdue"
	CalibrationFailed   CalibrationState = "failed" // the last one left it bad
)

// byMade orders calibrations by when they were made.
func byMade(a, b Calibration) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Entry, b.Entry))
}

// calibrations are the standing calibrations of a piece of equipment, in the
// order in which they were made.
func (s *State) calibrations(code string) []Calibration {
	return slices.DeleteFunc(s.CalibrationsOf.Rows(code), func(c Calibration) bool { return c.VoidSeq != 0 })
}

// CalibrationAt is the state of a piece of equipment at a time by its standing
// calibrations, which are in order; needed says whether it needs any. last is the
// one that it follows from, if there is one.
func CalibrationAt(all []Calibration, needed bool, at Micros) (state CalibrationState, last Calibration) {
	made := slices.IndexFunc(all, func(c Calibration) bool { return c.At > at })
	if made < 0 {
		made = len(all)
	}
	switch {
	case made == 0 && needed:
		return CalibrationMissing, last
	case made == 0:
		return CalibrationUnneeded, last
	}
	last = all[made-1]
	switch {
	case last.Left != OutcomePass:
		return CalibrationFailed, last
	case last.Due != 0 && at >= last.Due:
		return CalibrationOverdue, last
	}
	return CalibrationGood, last
}

// Doubt is the time since the last good check of a piece of equipment, by its
// standing calibrations, which are in order. Where the last one found it bad, it
// ends when it was left good again. from is 0 where it was never found good, and
// until is 0 where it lasts.
func Doubt(all []Calibration) (from, until Micros) {
	last := len(all) - 1
	switch {
	case last < 0:
		return 0, 0
	case all[last].Found == OutcomePass:
		return all[last].At, 0
	}
	return doubt(all, last)
}

// doubt is the time in which a piece of equipment may have worked wrongly that
// one of its calibrations has found bad.
func doubt(all []Calibration, bad int) (from, until Micros) {
	for _, c := range slices.Backward(all[:bad]) {
		if c.Found == OutcomePass || c.Left == OutcomePass {
			from = c.At
			break
		}
	}
	for _, c := range all[bad:] {
		if c.Left == OutcomePass {
			until = c.At
			break
		}
	}
	return from, until
}

// calibrated judges that a piece of equipment has the calibration that it needs,
// and has not failed it.
func (d *decider) calibrated(p *tool) {
	needed := p.defined != nil && p.defined.Calibration != ""
	state, last := CalibrationAt(d.s.calibrations(p.code), needed, d.clock())
	evidence := last.evidence(p.code)
	switch state {
	case CalibrationMissing:
		d.judge(plant.RuleCalibrated, CodeNotCalibrated, p.object.ID, evidence)
	case CalibrationOverdue:
		d.judge(plant.RuleCalibrated, CodeCalibrationDue, p.object.ID, evidence)
	case CalibrationFailed:
		d.judge(plant.RuleCalibrated, CodeCalibrationFailed, p.object.ID, evidence)
	}
}

// evidence is what a verdict on a calibration rests on.
func (c *Calibration) evidence(equipment string) Evidence {
	certificate := "no certificate number"
	if c.Certificate != "" {
		certificate = "certificate " + c.Certificate
	}
	return Evidence{"equipment": equipment, "made": when(c.At), "due": when(c.Due), "certificate": certificate}
}

// apply keeps a calibration.
func (c *Calibrated) apply(s *State, e *Entry, object ObjectID) {
	if c != nil {
		s.Calibrations.Put(Calibration{Entry: e.Seq, Object: object, At: e.OccurredAt, Actor: e.Actor, Calibrated: *c})
	}
}

// Settle gives a scope that asks for what was done since the last good check of a
// piece of equipment the time of that, by the standing calibrations, in order.
func (sc *Scope) Settle(all []Calibration) {
	if sc.Since == "" {
		return
	}
	from, until := Doubt(all)
	sc.Since, sc.From, sc.Until = "", from.orNever(), until.orNever()
}

// orNever is the time, or the zero time for 0.
func (t Micros) orNever() time.Time {
	if t == 0 {
		return time.Time{}
	}
	return t.Time()
}
