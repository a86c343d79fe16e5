package api

import "time"

// Equipment is a tool, gauge, machine or other piece of equipment, with what its
// calibrations say of it.
type Equipment struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Kind is left out for what is not in the plant definition.
	Kind string `json:"kind,omitempty" enum:"tool,fixture,cavity,gauge,machine,carrier"`
	// Interval is how long a calibration is good, an ISO 8601 duration; left out
	// where none is needed.
	Interval string `json:"interval,omitempty"`
	// State is good, overdue, or failed where the last calibration left it bad;
	// missing where it needs one and has none, else unneeded.
	State  string       `json:"state" enum:"unneeded,missing,good,overdue,failed"`
	Object *ObjectRef   `json:"object,omitempty"`
	Last   *Calibration `json:"last,omitempty"`
}

// Calibration is one calibration of a piece of equipment.
type Calibration struct {
	Entry       int64              `json:"entry"`
	Equipment   string             `json:"equipment"`
	At          time.Time          `json:"at"` // when it was made
	Found       string             `json:"found" enum:"pass,fail"`
	Left        string             `json:"left" enum:"pass,fail"`
	Due         time.Time          `json:"due,omitzero"` // until just before when it is good
	Certificate string             `json:"certificate,omitempty"`
	Lab         string             `json:"lab,omitempty"`
	Readings    []CalibrationPoint `json:"readings,omitempty"`
	Actor       string             `json:"actor,omitempty"`   // who has recorded it
	VoidSeq     int64              `json:"voidSeq,omitempty"` // the entry that declared it wrong
}

// CalibrationPoint is one point at which a piece of equipment was compared.
type CalibrationPoint struct {
	Point   string `json:"point,omitempty"`
	Nominal string `json:"nominal,omitempty"`
	Found   string `json:"found,omitempty"`
	Left    string `json:"left,omitempty"`
	UoM     string `json:"uom,omitempty"`
	Unit    string `json:"unit,omitempty"` // symbol of uom
}

// EquipmentDetail is a piece of equipment, with what is in doubt where its last
// calibration has found it bad.
type EquipmentDetail struct {
	Equipment
	Doubt *Doubt `json:"doubt,omitempty"`
}

// Doubt is what was done with a piece of equipment since its last good check, and
// before it was left good again.
type Doubt struct {
	From    time.Time `json:"from,omitzero"`  // left out: it was never found good
	Until   time.Time `json:"until,omitzero"` // left out: it lasts
	Objects int       `json:"objects"`        // that were made or measured with it
	More    bool      `json:"more,omitempty"` // than that, which is as many as one hold lies on
}
