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
	Known    int            `json:"tw:known" doc:"Those of the recorded that had come before, and were recorded then"`
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

// NewSubscription asks for what a named query finds to be sent to an address.
type NewSubscription struct {
	Dest           string `json:"dest" doc:"Address that events are sent to, https" example:"https://erp.example.com/epcis"`
	SignatureToken string `json:"signatureToken,omitempty" writeOnly:"true" doc:"Secret that signs the deliveries; it is never told again"`
	Stream         bool   `json:"stream,omitempty" doc:"Send what fits as soon as it is recorded; it or a schedule must be given"`
	// Schedule has the fields of QuerySchedule, as texts or as numbers.
	Schedule          map[string]any `json:"schedule,omitempty" doc:"When to send: second, minute, hour, dayOfMonth, month, dayOfWeek; lists of numbers and ranges as [6-22], by the clock of the site"`
	ReportIfEmpty     bool           `json:"reportIfEmpty,omitempty" doc:"Send at each time of the schedule, also when nothing is new"`
	InitialRecordTime time.Time      `json:"initialRecordTime,omitzero" doc:"Begin with what was recorded then; left out: with what is recorded from now on"`
}

// Subscription is how what a named query finds is sent to an address.
type Subscription struct {
	ID                string         `json:"subscriptionID"`
	QueryName         string         `json:"queryName"`
	Dest              string         `json:"dest"`
	CreatedAt         time.Time      `json:"createdAt"`
	LastNotifiedAt    time.Time      `json:"lastNotifiedAt,omitzero" doc:"When the last delivery was taken"`
	InitialRecordTime time.Time      `json:"initialRecordTime,omitzero"`
	MinRecordTime     time.Time      `json:"minRecordTime,omitzero" doc:"When the last event that was taken was recorded"`
	Stream            bool           `json:"stream,omitempty"`
	Schedule          *QuerySchedule `json:"schedule,omitempty"`
	ReportIfEmpty     bool           `json:"reportIfEmpty,omitempty"`
	Format            string         `json:"epcFormat,omitempty"`
	Signed            bool           `json:"tw:signed,omitempty" doc:"Whether deliveries are signed"`
	Problem           string         `json:"tw:problem,omitempty" doc:"Why the last delivery was not taken"`
	FailingSince      time.Time      `json:"tw:failingSince,omitzero"`
	Tries             int            `json:"tw:tries,omitempty" doc:"How often it was tried in vain"`
	NextTry           time.Time      `json:"tw:nextTry,omitzero"`
}

// QuerySchedule says when a query is due: lists of numbers and of ranges "[a-b]".
type QuerySchedule struct {
	Second     string `json:"second,omitempty"`
	Minute     string `json:"minute,omitempty"`
	Hour       string `json:"hour,omitempty"`
	DayOfMonth string `json:"dayOfMonth,omitempty"`
	Month      string `json:"month,omitempty"`
	DayOfWeek  string `json:"dayOfWeek,omitempty" doc:"1 is Monday"`
}
