package api

import "time"

// Command asks for something, or reports what has happened, at one place and
// time. The same id always gets the same answer, so a command may be sent again
// until it is answered.
type Command struct {
	// ID is the command's own, such as a UUID: at most 256 bytes. The server
	// makes one where it is empty, and then a repeat is another command.
	ID   string `json:"id,omitempty" doc:"The command's own, such as a UUID: a repeat gets the first answer again. The server makes one where it is missing."`
	Verb string `json:"verb"`
	// Mode is ask (also when empty), which may be refused, or report, for what
	// has happened already.
	Mode     string `json:"mode,omitempty" enum:"ask,report" doc:"ask may be refused; report is for what has happened already. ask, if left out."`
	Station  string `json:"station,omitempty"`
	Position string `json:"position,omitempty"`
	Session  string `json:"session,omitempty"`
	// Operator is a badge, for a terminal or device that speaks for people.
	Operator string `json:"operator,omitempty" doc:"A badge; for terminals and devices that speak for people"`
	Source   string `json:"source,omitempty" doc:"The system or device it comes from"`
	// OccurredAt is when it happened by the source's clock; now, if it is zero.
	OccurredAt time.Time `json:"occurredAt,omitzero" doc:"When it happened by the source's clock; now, if left out"`
	// ZoneOffset is in minutes east of UTC; when it is left out, that of
	// OccurredAt counts.
	ZoneOffset *int `json:"zoneOffset,omitempty" minimum:"-840" maximum:"840" doc:"Minutes east of UTC; that of occurredAt, if left out"`
	// Confirm names the codes of an earlier answer "ask" that this command
	// answers with yes.
	Confirm []string `json:"confirm,omitempty" doc:"Codes of an earlier answer ask that this answers with yes"`
	// Args are the arguments of the verb, as a JSON object.
	Args any `json:"args,omitempty"`
}

// Scan is a code read at a station.
type Scan struct {
	ID         string    `json:"id,omitempty" doc:"The command's own, such as a UUID: a repeat gets the first answer again. The server makes one where it is missing."`
	Code       string    `json:"code" doc:"What was read or typed, as it came"`
	Codes      []string  `json:"codes,omitempty" doc:"Further codes of the same label, which are read as one with it"`
	Mode       string    `json:"mode,omitempty" enum:"ask,report" doc:"ask may be refused; report is for what has happened already. ask, if left out."`
	Position   string    `json:"position,omitempty"`
	Session    string    `json:"session,omitempty"`
	Operator   string    `json:"operator,omitempty" doc:"A badge; for terminals and devices that speak for people"`
	Source     string    `json:"source,omitempty" doc:"The system or device it comes from"`
	OccurredAt time.Time `json:"occurredAt,omitzero" doc:"When it happened by the source's clock; now, if left out"`
	ZoneOffset *int      `json:"zoneOffset,omitempty" minimum:"-840" maximum:"840" doc:"Minutes east of UTC; that of occurredAt, if left out"`
	Confirm    []string  `json:"confirm,omitempty" doc:"Codes of an earlier answer ask that this answers with yes"`
}

// Answer is what a command gets once it is recorded.
type Answer struct {
	ID         string    `json:"id" doc:"Of the command"`
	Seq        int64     `json:"seq" doc:"Of the entry that carries the command"`
	RecordedAt time.Time `json:"recordedAt"`
	// Repeated says that the command had been answered before, with this.
	Repeated bool    `json:"repeated,omitzero" doc:"The command had been answered before, with this"`
	Verdict  Verdict `json:"verdict"`
	// Object is the verdict's subject afterwards.
	Object *Object `json:"object,omitempty"`
}

// Permitted reports whether the command was permitted.
func (a *Answer) Permitted() bool { return a.Verdict.Answer == Permit }

// The answers of a verdict.
const (
	Permit = "permit"
	Refuse = "refuse"
	Ask    = "ask"
)

// Verdict is the judgement on a command.
type Verdict struct {
	Answer   string            `json:"answer" enum:"permit,refuse,ask"`
	Code     string            `json:"code" doc:"Stable: see docs/codes.md"`
	Text     string            `json:"text" doc:"What is, or what is wrong"`
	Next     string            `json:"next,omitempty" doc:"What to do now"`
	Rule     string            `json:"rule,omitempty"`
	Evidence map[string]string `json:"evidence,omitempty"`
	Choices  []Choice          `json:"choices,omitempty"`
	Also     []Finding         `json:"also,omitempty"`
	Subject  string            `json:"subject,omitempty"` // object id
	Made     []string          `json:"made,omitempty"`    // object ids
}

// Choice is one way on from a verdict: the command is sent again under a new id
// with Ref in place of the doubtful code, or with Confirm among its Confirm; or
// another command is sent, of which Verb and some of the arguments are given.
type Choice struct {
	Label   string         `json:"label"`
	Ref     string         `json:"ref,omitempty" doc:"Goes in place of the doubtful code"`
	Confirm string         `json:"confirm,omitempty" doc:"Goes into confirm"`
	Verb    string         `json:"verb,omitempty" doc:"Of another command that is sent instead"`
	Args    map[string]any `json:"args,omitempty" doc:"Arguments of that command, as far as they are known"`
}

// Finding is one more rule that stands against a command.
type Finding struct {
	Rule     string            `json:"rule,omitempty"`
	Code     string            `json:"code"`
	Text     string            `json:"text"`
	Next     string            `json:"next,omitempty"`
	Evidence map[string]string `json:"evidence,omitempty"`
	Object   string            `json:"object,omitempty"`
	// Mode is the rule's mode at the station.
	Mode string `json:"mode,omitempty"`
	// Permission is the override or concession by which it was let pass; By has
	// given it, or signed it too, and Reason says why.
	Permission string   `json:"permission,omitempty"`
	By         []string `json:"by,omitempty"` // actors
	Reason     string   `json:"reason,omitempty"`
}

// Batch is what became of each command of a batch, in their order.
type Batch struct {
	Items []BatchItem `json:"items"`
}

// BatchItem is an answer, or why there is none.
type BatchItem struct {
	Answer  *Answer  `json:"answer,omitempty"`
	Problem *Problem `json:"problem,omitempty"`
}
