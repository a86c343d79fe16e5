package track

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/plant"
)

// Evidence is what a verdict rests on, by name: the pieces of its sentences.
type Evidence map[string]string

// Verdict is the answer to a command. It is recorded with the command, and a
// repeat of the command gets it again.
type Verdict struct {
	Answer   Answer   `json:"answer"`
	Code     Code     `json:"code"`
	Text     string   `json:"text"`          // what is, or what is wrong
	Next     string   `json:"next,omitzero"` // what to do now
	Evidence Evidence `json:"evidence,omitzero"`
	// Rule is the interlock that refused or asked; empty where none did.
	Rule plant.Rule `json:"rule,omitzero"`
	// Choices answer an Ask, say how a refused code can be made known, or offer
	// what follows from what was permitted.
	Choices []Choice `json:"choices,omitzero"`
	// Also lists further rules that stand against the command, and for a
	// permitted one those that only watch, or were broken by a report.
	Also []Finding `json:"also,omitzero"`
	// Subject is the object that the command was about; empty if none.
	Subject ObjectID `json:"subject,omitzero"`
	// Made lists the objects that the command brought into being.
	Made []ObjectID `json:"made,omitzero"`
}

// Choice is one way on from a verdict: the command is sent again under a new id,
// with Ref in place of the doubtful code, or with Confirm among its Confirm; or
// another command is sent, of which Verb and some arguments are given.
type Choice struct {
	Label   string         `json:"label"`
	Ref     ObjectID       `json:"ref,omitzero"`
	Confirm Code           `json:"confirm,omitzero"`
	Verb    Verb           `json:"verb,omitzero"`
	Args    jsontext.Value `json:"args,omitzero"`
}

// Finding is one rule that stands against a command.
type Finding struct {
	Rule     plant.Rule `json:"rule,omitzero"`
	Code     Code       `json:"code"`
	Text     string     `json:"text"`
	Next     string     `json:"next,omitzero"`
	Evidence Evidence   `json:"evidence,omitzero"`
	Object   ObjectID   `json:"object,omitzero"`
	// Permission is the override or concession by which it was let pass.
	Permission PermissionID `json:"permission,omitzero"`
	// By and Reason are who has given that and signed it, and why.
	By     []string `json:"by,omitzero"`
	Reason string   `json:"reason,omitzero"`
	// Mode is the rule's mode at the station; empty for what no mode can
	// permit, such as an unknown code.
	Mode plant.Mode `json:"mode,omitzero"`
}

// newFinding words a finding.
func newFinding(code Code, evidence Evidence) Finding {
	info, _ := code.Info()
	return Finding{Code: code, Text: Fill(info.Text, evidence), Next: Fill(info.Next, evidence), Evidence: evidence}
}
