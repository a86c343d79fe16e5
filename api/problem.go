package api

import (
	"strconv"
	"strings"
)

// Problem is why a request could not be answered (RFC 9457).
type Problem struct {
	// Type is the page that explains the code.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	// Code is stable: see docs/codes.md.
	Code string `json:"code"`
	// Fix says what to do about it.
	Fix string `json:"fix,omitempty"`
	// Errors says which parts of the request are wrong.
	Errors []Fault `json:"errors,omitempty"`
	// Candidates are the objects that an ambiguous code may mean.
	Candidates []ObjectRef `json:"candidates,omitempty"`
}

// Fault is one thing that is wrong with a request.
type Fault struct {
	// Location is where: "body.args.quantity", "query.limit", "path.station".
	Location string `json:"location,omitempty"`
	Message  string `json:"message"`
}

// Error is the problem on one line.
func (p *Problem) Error() string {
	text := p.Title
	if p.Detail != "" {
		text = p.Detail
	}
	text = strings.TrimSuffix(text, ".")
	for _, f := range p.Errors {
		if place, inPath := strings.CutPrefix(f.Location, "path."); !inPath && place != "" {
			text += "; " + place + ": " + f.Message
		}
	}
	text += " (" + p.Code + ", HTTP " + strconv.Itoa(p.Status) + ")"
	if p.Fix != "" {
		text += ". " + p.Fix
	}
	return text
}
