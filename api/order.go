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
	// RunOuts are the changes of its bill of material that wait for stock.
	RunOuts []PlantRunOut `json:"runOuts"`
}

// OrderOperation is how much of a work order has come through an operation.
type OrderOperation struct {
	Operation string `json:"operation"`
	Optional  bool   `json:"optional,omitzero"`
	Working   int    `json:"working"` // objects at it now
	Passed    int    `json:"passed"`  // objects that have passed it
	Failed    int    `json:"failed"`  // objects whose last attempt failed
}

// OrderImport is what a file of work orders changes, or what is wrong with it.
type OrderImport struct {
	DryRun bool `json:"dryRun,omitzero"`
	// Recorded tells that all of the file is recorded; otherwise none of it is.
	Recorded bool   `json:"recorded"`
	ID       string `json:"id,omitempty"` // of the command
	Seq      int64  `json:"seq,omitzero"` // the entry that carries the command
	Made     int    `json:"made"`         // orders that are new
	Changed  int    `json:"changed"`
	Same     int    `json:"same"` // that stay as they were
	// Orders are those that are new or change, in the order of the file.
	Orders []ImportedOrder `json:"orders"`
	Faults []OrderFault    `json:"faults"`
}

// ImportedOrder is what a row changes.
type ImportedOrder struct {
	Order   string        `json:"order"`
	Line    int           `json:"line"` // of the file, from 1
	New     bool          `json:"new,omitzero"`
	Changes []OrderChange `json:"changes"`
}

// OrderChange is one thing that differs.
type OrderChange struct {
	Field string `json:"field"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

// OrderFault is one thing that is wrong with a file of work orders.
type OrderFault struct {
	Line    int    `json:"line"`            // from 1
	Column  int    `json:"column,omitzero"` // from 1, in characters; left out: the whole line
	Field   string `json:"field,omitempty"`
	Order   string `json:"order,omitempty"`
	Code    string `json:"code,omitempty"` // of the verdict; none where the file cannot be read
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}
