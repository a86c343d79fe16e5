package api

import (
	"encoding/json"
	"time"
)

// Station is a station of the plant definition, with what is in work there.
type Station struct {
	Code       string     `json:"code"`
	Name       string     `json:"name,omitempty"`
	Line       string     `json:"line"`
	Area       string     `json:"area"`
	Operations []string   `json:"operations,omitempty"`
	Positions  []Position `json:"positions,omitempty"`
	// Offline is what its screen does while the server cannot be reached: block, or
	// queue what is scanned and report it later.
	Offline string `json:"offline" enum:"block,queue"`
	// InWork are the open visits, the oldest first, at most 100.
	InWork []Visit `json:"inWork"`
	// Working is how many visits are open here.
	Working int `json:"working"`
	// State is what it does now; left out until somebody tells it.
	State *StationState `json:"state,omitempty"`
	// Calls are the calls that stand here, the last raised first.
	Calls []Andon `json:"calls"`
}

// Position is a place of work or material within a station.
type Position struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	Kind string `json:"kind,omitempty"`
}

// WIP is work in progress of one part: in work at an operation, or waiting
// after the last one.
type WIP struct {
	Station string `json:"station,omitempty"`
	// Operation is what they are in work at; empty for those that wait.
	Operation string    `json:"operation,omitempty"`
	Part      string    `json:"part,omitempty"`
	Objects   int       `json:"objects"`
	Oldest    time.Time `json:"oldest,omitzero"` // when the longest there was last seen
}

// Plant is one published version of the plant definition.
type Plant struct {
	Version     int64     `json:"version"`
	Seq         int64     `json:"seq"` // the entry that published it
	PublishedAt time.Time `json:"publishedAt"`
	Actor       string    `json:"actor,omitempty"`
	Reason      string    `json:"reason,omitempty"` // why it was published
	// Changes are against the version before, a line each.
	Changes []string `json:"changes,omitempty"`
	// Definition is the document as JSON; left out in lists.
	Definition json.RawMessage `json:"definition,omitempty"`
}

// PlantSource is a plant definition to look at.
type PlantSource struct {
	Definition string `json:"definition"` // YAML
}

// PlantDiff is what publishing a definition would change.
type PlantDiff struct {
	// Version is the current version; 0 when none is published.
	Version int64         `json:"version"`
	Changes []PlantChange `json:"changes"`
	// Faults are why the definition cannot be published.
	Faults []PlantFault `json:"faults"`
	// Definition is the document as JSON, and Source as YAML in its canonical
	// form; left out where it cannot be read as a definition at all.
	Definition json.RawMessage `json:"definition,omitempty"`
	Source     string          `json:"source,omitempty"`
	// Work is the work in progress that it touches: what is under way of the
	// parts whose route or bill of material changes.
	// What is made for a released work order is not among it.
	Work []PlantWork `json:"work"`
	// Orders are the work orders of these parts, by what they are made from
	// then on.
	Orders []PlantOrders `json:"orders"`
	// RunOuts are the changes of the definition that wait for stock, as they
	// would stand now.
	RunOuts []PlantRunOut `json:"runOuts"`
	// More tells that there is more work in progress than was looked at.
	More bool `json:"more,omitzero"`
}

// PlantWork is work in progress of one part, at one point of its route.
type PlantWork struct {
	PlantPoint
	Route   bool     `json:"route,omitzero"` // its route changes
	Bill    bool     `json:"bill,omitzero"`  // its bill of material changes
	Objects int      `json:"objects"`
	Names   []string `json:"names"` // some of them, at most 20
	How     string   `json:"how"`   // how it goes on, in a sentence
}

// PlantOrders are work orders whose part a new definition changes.
type PlantOrders struct {
	// Version is that of the plant definition by which they go on being made;
	// left out for those that are not released.
	Version int64    `json:"version,omitzero"`
	Orders  int      `json:"orders"`
	Objects int      `json:"objects,omitzero"` // in work for them
	Names   []string `json:"names"`            // some of the orders, at most 20
	How     string   `json:"how"`              // how they go on, in a sentence
}

// PlantPoint is a point of a route, by two definitions.
type PlantPoint struct {
	Part      string `json:"part"`
	Revision  string `json:"revision,omitempty"`
	Operation string `json:"operation,omitempty"` // in work at it; empty while it waits
	Next      string `json:"next,omitempty"`      // where it goes on today; empty at the end of the route
	Then      string `json:"then,omitempty"`      // where it goes on by the new definition
}

// PlantChange is one difference between two definitions.
type PlantChange struct {
	Path string `json:"path"`
	Op   string `json:"op" enum:"added,removed,changed"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// PlantChanges are the differences between two versions of the plant definition.
type PlantChanges struct {
	From    int64         `json:"from"` // the older one; 0 is the empty plant
	To      int64         `json:"to"`
	Changes []PlantChange `json:"changes"`
}

// PlantFault is one thing that is wrong with a definition.
type PlantFault struct {
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitzero"` // from 1
	Column  int    `json:"column,omitzero"`
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}
