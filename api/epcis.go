package api

import (
	"encoding/json"
	"time"
)

// CaptureJob says how far the capture of an EPCIS document has come, as EPCIS 2.0
// has it.
type CaptureJob struct {
	CaptureID  string     `json:"captureID" doc:"Id of the job"`
	CreatedAt  time.Time  `json:"createdAt"`
	FinishedAt *time.Time `json:"finishedAt,omitempty" doc:"When it came to its end; left out while it runs"`
	Running    bool       `json:"running"`
	Success    bool       `json:"success" doc:"Whether nothing has gone wrong; while it runs, so far"`
	Behaviour  string     `json:"captureErrorBehaviour" enum:"rollback,proceed"`
	// Errors are as the standard has problems, with where and how to mend it.
	Errors   []CaptureError `json:"errors"`
	Events   int            `json:"tw:events" doc:"Events that are to be recorded"`
	Recorded int            `json:"tw:recorded" doc:"Those of them that are recorded"`
}

// CaptureError is what was wrong with an event of a document.
type CaptureError struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	Path   string `json:"tw:path,omitempty" doc:"Where in the document"`
	Event  string `json:"tw:eventID,omitempty" doc:"Id of the event, where it has one"`
	Rule   string `json:"tw:rule,omitempty" doc:"The rule, as in docs/epcis-rules.md, or the code of the answer"`
	Fix    string `json:"fix,omitempty"`
}

// NamedQuery is an EPCIS query that is kept under a name.
type NamedQuery struct {
	Name string `json:"name" doc:"Name of the query" example:"shipments"`
	// Query is the parameters of the event query.
	Query json.RawMessage `json:"query" doc:"Parameters of the event query, each with its value or a list of values"`
}
