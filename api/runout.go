package api

import "time"

// PlantRunOut is how a change stands that waits until the stock of a part is used
// up: of a bill of material, or from one revision of a part to the next. Quantities are decimals in the unit of that part.
type PlantRunOut struct {
	Part      string   `json:"part"`                // that is made
	Revision  string   `json:"revision,omitempty"`  // that is made until then
	Operation string   `json:"operation,omitempty"` // where old and new go in; left out: at any
	Stock     string   `json:"stock"`               // part that is used up first
	To        string   `json:"to"`                  // parts that take its place, or the next revision
	Old       []string `json:"old"`                 // numbers of the lines
	New       []string `json:"new"`                 // none where the revision changes
	Each      string   `json:"each"`                // how much of the stock one product takes
	UoM       string   `json:"uom"`
	Unit      string   `json:"unit,omitempty"` // symbol of uom

	// Over tells that the new lines stand for what begins now. Since, Entry and
	// Reason are of the last act that made the change or turned it back, Left is
	// what was left then; a change that the stock made has no reason.
	Over   bool      `json:"over"`
	Since  time.Time `json:"since,omitzero"`
	Entry  int64     `json:"entry,omitzero"`
	Left   string    `json:"left,omitempty"`
	Reason string    `json:"reason,omitempty"`

	OnHand   string `json:"onHand"` // may be used now: open, not on hold for that, not expired
	Orders   string `json:"orders"` // other released work orders still need
	InWork   string `json:"inWork"` // products in work still need
	Free     string `json:"free"`
	Products int64  `json:"products"` // for how many the free stock does
}
