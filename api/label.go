package api

// Label is a template of a label that the plant can draw and print.
type Label struct {
	Code   string   `json:"code"`
	Name   string   `json:"name,omitempty"`
	Width  string   `json:"width"`  // in millimetres
	Height string   `json:"height"` // in millimetres
	Fields []string `json:"fields"` // that it asks for
	// Starter tells that it comes with the program and is none of the plant
	// definition: it can be drawn, and not printed at stations.
	Starter bool `json:"starter,omitzero"`
}
