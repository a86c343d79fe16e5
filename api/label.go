package api

import (
	"encoding/json"
	"time"
)

// Label is a template of a label that the plant can draw and print.
type Label struct {
	Code   string   `json:"code"`
	Name   string   `json:"name,omitempty"`
	Width  string   `json:"width"`           // in millimetres
	Height string   `json:"height"`          // in millimetres
	Fields []string `json:"fields"`          // that it asks for
	For    []string `json:"for,omitempty"`   // kinds of things that it is for; left out: any
	Verify bool     `json:"verify,omitzero"` // it must be scanned once it is on its object
	// Starter tells that it comes with the program and is none of the plant
	// definition: it can be drawn, and not printed at stations.
	Starter bool `json:"starter,omitzero"`
}

// LabelTemplate is a label with all that is on it.
type LabelTemplate struct {
	Label
	// Template is the label as the plant definition has it: docs/labels.md.
	Template json.RawMessage `json:"template"`
}

// LabelDrawing asks for a drawing of a template that is being designed. Give one
// of Object, Order and Station, or none.
type LabelDrawing struct {
	Template string            `json:"template" doc:"The label, as YAML or JSON: one of labels in the plant definition"`
	Object   string            `json:"object,omitempty" doc:"Id, URI, code or identifier of the object that it is for"`
	Order    string            `json:"order,omitempty" doc:"Number of the work order that it is for"`
	Station  string            `json:"station,omitempty" doc:"Code of the station that it is for"`
	Fields   map[string]string `json:"fields,omitempty" doc:"Fields that what it is for has no value of; at most 100"`
	Format   string            `json:"format,omitempty" enum:"svg,png,pdf,zpl" doc:"Form of the answer; left out: svg"`
	DPI      int               `json:"dpi,omitempty" minimum:"100" maximum:"600" doc:"Dots per inch of the printer; left out: 203"`
}

// PrintJob is one label that is printed, was, or could not be.
type PrintJob struct {
	ID      string     `json:"id"`
	Label   string     `json:"label"`
	State   string     `json:"state" enum:"queued,sending,sent,accepted,failed,unknown,verified,cancelled"`
	Object  *ObjectRef `json:"object,omitempty"` // that it is for
	Order   string     `json:"order,omitempty"`  // work order that it is for
	Place   string     `json:"place,omitempty"`  // station that it is for
	Printer string     `json:"printer"`
	Copies  int        `json:"copies"`
	Verify  bool       `json:"verify,omitzero"`  // it must be scanned once it is on its object
	Event   string     `json:"event,omitempty"`  // on which it was printed
	Again   string     `json:"again,omitempty"`  // the first job, of a reprint
	Reason  string     `json:"reason,omitempty"` // of a reprint or a cancellation
	// Problem is what it waits for, why it has failed, or why nobody knows.
	Problem  string    `json:"problem,omitempty"`
	Station  string    `json:"station,omitempty"` // at which it was asked for
	Actor    string    `json:"actor,omitempty"`
	Tries    int       `json:"tries,omitzero"`    // how often it was begun to be sent
	Contents []string  `json:"contents,omitzero"` // what a reader reads in its symbols
	Digest   string    `json:"digest,omitempty"`  // SHA-256 of what was sent
	QueuedAt time.Time `json:"queuedAt"`
	At       time.Time `json:"at"`  // when its state changed
	Seq      int64     `json:"seq"` // the entry that did
}

// Printer is a printer of the plant definition, with what waits for it.
type Printer struct {
	Code     string   `json:"code"`
	Name     string   `json:"name,omitempty"`
	Address  string   `json:"address"`
	Format   string   `json:"format" enum:"zpl,pdf"`
	DPI      int      `json:"dpi"`
	Labels   []string `json:"labels,omitempty"`  // that it prints; left out: any
	Stations []string `json:"stations"`          // whose labels it prints
	Queued   int      `json:"queued"`            // jobs that wait, counted up to 1000
	Problem  string   `json:"problem,omitempty"` // why the first of them waits
}
