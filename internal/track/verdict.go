package track

import "github.com/tracewright/tracewright/internal/plant"

// Evidence is what a verdict rests on, by name: the pieces of its sentences.
type Evidence map[string]string

// Verdict is the answer to a command. It is recorded with the command, and a
// repeat of the command gets it again.
type Verdict struct {
	Answer   Answer   `json:"answer"`
	Code     Code     `json:"code"`
	Text     string   `json:"text"`           // what is, or what is wrong
	Next     string   `json:"next,omitempty"` // what to do now
	Evidence Evidence `json:"evidence,omitempty"`
	// Rule is the interlock that refused or asked; empty where none did.
	Rule plant.Rule `json:"rule,omitempty"`
	// Choices answer an Ask.
	Choices []Choice `json:"choices,omitempty"`
	// Also lists further rules that stand against the command, and for a
	// permitted one those that only watch, or were broken by a report.
	Also []Finding `json:"also,omitempty"`
	// Subject is the object that the command was about; empty if none.
	Subject ObjectID `json:"subject,omitempty"`
	// Made lists the objects that the command brought into being.
	Made []ObjectID `json:"made,omitempty"`
}

// Choice is one answer to an Ask: the command is sent again under a new id,
// with Ref in place of the doubtful code, or with Confirm among its Confirm.
type Choice struct {
	Label   string   `json:"label"`
	Ref     ObjectID `json:"ref,omitempty"`
	Confirm Code     `json:"confirm,omitempty"`
}

// Finding is one rule that stands against a command.
type Finding struct {
	Rule     plant.Rule `json:"rule,omitempty"`
	Code     Code       `json:"code"`
	Text     string     `json:"text"`
	Next     string     `json:"next,omitempty"`
	Evidence Evidence   `json:"evidence,omitempty"`
	Object   ObjectID   `json:"object,omitempty"`
	// Mode is the rule's mode at the station; empty for what no mode can
	// permit, such as an unknown code.
	Mode plant.Mode `json:"mode,omitempty"`
}

// newFinding words a finding.
func newFinding(code Code, evidence Evidence) Finding {
	info, _ := code.Info()
	return Finding{Code: code, Text: fill(info.Text, evidence), Next: fill(info.Next, evidence), Evidence: evidence}
}
