package api

import "time"

// WorkOrder is a work order with how far it has come. Quantities are decimals in
// the order's unit.
type WorkOrder struct {
	Number   string    `json:"number"` // as the ERP writes it
	State    string    `json:"state" enum:"made,released,held,closed"`
	Part     string    `json:"part"`
	Revision string    `json:"revision,omitempty"`
	Quantity string    `json:"quantity"`
	UoM      string    `json:"uom"`
	Unit     string    `json:"unit,omitempty"` // symbol of uom
	Due      time.Time `json:"due,omitzero"`
	Priority int       `json:"priority,omitzero"` // the higher the sooner
	Line     string    `json:"line,omitempty"`
	Options  []string  `json:"options,omitempty"`
	Customer string    `json:"customer,omitempty"`
	Sales    string    `json:"sales,omitempty"`
	// Plant is the version of the plant definition that it is made by; left out
	// before its release.
	Plant    int64         `json:"plant,omitzero"`
	Progress OrderProgress `json:"progress"`
}

// OrderProgress is how far a work order has come.
type OrderProgress struct {
	Made      string `json:"made"`      // begun or waiting to begin, and all that came of it
	Waiting   string `json:"waiting"`   // made, and not begun
	Working   string `json:"working"`   // begun, and not through its route
	Good      string `json:"good"`      // through its route, or gone good
	Scrapped  string `json:"scrapped"`  // of what was made
	Remaining string `json:"remaining"` // still to make
}

// OrderDetail is a work order with its operations.
type OrderDetail struct {
	WorkOrder
	Operations []OrderOperation `json:"operations"`
	First      time.Time        `json:"first,omitzero"` // when the first of it was begun
	Last       time.Time        `json:"last,omitzero"`  // when the last of it was begun or ended
}

// OrderOperation is how much of a work order has come through an operation.
type OrderOperation struct {
	Operation string `json:"operation"`
	Optional  bool   `json:"optional,omitzero"`
	Working   int    `json:"working"` // objects at it now
	Passed    int    `json:"passed"`  // objects that have passed it
	Failed    int    `json:"failed"`  // objects whose last attempt failed
}
