package api

import "time"

// Reservation is serial numbers of a part that were set aside together.
type Reservation struct {
	ID       string    `json:"id"`
	Part     string    `json:"part"`
	Revision string    `json:"revision,omitempty"`
	Order    string    `json:"order,omitempty"`   // whose units alone get them
	Place    string    `json:"place,omitempty"`   // station at which alone they are given to units
	Printer  string    `json:"printer,omitempty"` // whose labels bear them
	Batch    string    `json:"batch,omitempty"`   // what else they are for
	Until    time.Time `json:"until,omitzero"`    // from when on no unit takes one; left out: no end
	Count    int       `json:"count"`             // all of Used, Returned, Lost and Left
	Used     int       `json:"used"`
	Returned int       `json:"returned"`
	Lost     int       `json:"lost"`
	Left     int       `json:"left"`
	Station  string    `json:"station,omitempty"` // at which it was made
	Actor    string    `json:"actor,omitempty"`
	At       time.Time `json:"at"`  // when it was made
	Seq      int64     `json:"seq"` // the entry that made it
}

// SerialNumber is what became of a serial number.
type SerialNumber struct {
	Serial string `json:"serial"`
	Part   string `json:"part,omitempty"`
	// State is reserved, used, returned (given back), lost (written off), taken-back
	// (with the record of a unit), passed (by the running number) or free.
	State       string     `json:"state" enum:"reserved,used,returned,lost,taken-back,passed,free"`
	Reservation string     `json:"reservation,omitempty"`
	Object      *ObjectRef `json:"object,omitempty"` // that bears it
	Reason      string     `json:"reason,omitempty"` // why it was given back, written off or taken back
	Actor       string     `json:"actor,omitempty"`  // who did what happened last
	At          time.Time  `json:"at,omitzero"`      // when
	Seq         int64      `json:"seq,omitzero"`     // the entry of it
}

// SerialAccount is what became of all serial numbers of a part.
type SerialAccount struct {
	Part     string `json:"part"`
	Next     uint64 `json:"next"`     // the running number that comes next
	Units    int    `json:"units"`    // that there are, whoever has made them
	SetAside int    `json:"setAside"` // numbers that were ever set aside: Used, Reserved, Returned and Lost
	Used     int    `json:"used"`
	Reserved int    `json:"reserved"`
	Over     int    `json:"over"` // of these: the reservation has ended
	Returned int    `json:"returned"`
	Lost     int    `json:"lost"`
}
