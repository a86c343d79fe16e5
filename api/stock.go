package api

import "time"

// Stock is a lot or container that something is left of; a quantity below zero
// says that more was used than was booked in.
type Stock struct {
	Object   ObjectRef `json:"object"`
	Quantity string    `json:"quantity"`
	UoM      string    `json:"uom,omitempty"`
	Unit     string    `json:"unit,omitempty"` // UoM as people write it
	// Second is what is left of the second quantity, such as a weight.
	Second     string `json:"second,omitempty"`
	SecondUoM  string `json:"secondUom,omitempty"`
	SecondUnit string `json:"secondUnit,omitempty"`

	Station  string `json:"station,omitempty"`  // where it was last seen
	Location string `json:"location,omitempty"` // a place that is no station
	// Loaded are the places that it is set up at, as STATION/POSITION.
	Loaded  []string  `json:"loaded,omitempty"`
	Expires time.Time `json:"expires,omitzero"` // left out when it never does
	// Floor is left out where the part has no floor life.
	Floor *FloorLife `json:"floorLife,omitempty"`
	Holds []string   `json:"holds,omitempty"` // ids of the holds that lie on it
}

// FloorLife is how long material may still be open.
type FloorLife struct {
	Open bool `json:"open,omitzero"`
	// Left is what was left when it was last opened, sealed or baked, in
	// seconds.
	Left int64 `json:"left"`
	// Ends is when none is left, of what is open.
	Ends time.Time `json:"ends,omitzero"`
}

// MaterialPosition is a position of material of a station, with what is loaded
// there.
type MaterialPosition struct {
	Position string `json:"position"`
	Name     string `json:"name,omitempty"`
	Holds    string `json:"holds,omitempty" enum:"one,several"` // how many lots at a time; one, if left out
	// Wanted are the part numbers that the station draws from it.
	Wanted []string `json:"wanted,omitempty"`
	Loaded []Loaded `json:"loaded"`
}

// Loaded is a piece of material at a position.
type Loaded struct {
	Since time.Time `json:"since"`
	Entry int64     `json:"entry"` // that says so
	// Added says that it was loaded beside what was there.
	Added bool  `json:"added,omitzero"`
	Stock Stock `json:"stock"`
}
