package api

import "time"

// StationState is what a station did, or why it did nothing, from when on until
// the next state.
type StationState struct {
	State  string    `json:"state" enum:"running,setup,starved,blocked,fault,maintenance,break,no-work"`
	Reason string    `json:"reason,omitempty"` // code of the plant definition
	Note   string    `json:"note,omitempty"`
	Source string    `json:"source" enum:"person,device,derived"`
	Actor  string    `json:"actor,omitempty"`
	Since  time.Time `json:"since"`
	Until  time.Time `json:"until,omitzero"` // left out while it lasts
	Entry  int64     `json:"entry"`
	// LockedOut: no work may be done in this state, by the present plant
	// definition.
	LockedOut bool `json:"lockedOut,omitzero"`
}

// Andon is a call for help from the floor.
type Andon struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind" enum:"quality,material,maintenance,safety,help"`
	State    string     `json:"state" enum:"open,acknowledged,resolved"`
	Station  string     `json:"station,omitempty"`
	Position string     `json:"position,omitempty"`
	Object   *ObjectRef `json:"object,omitempty"`
	Note     string     `json:"note,omitempty"`
	// Roles are who answers; none: whoever works at stations.
	Roles []string `json:"roles,omitempty"`
	// EscalateAt is when it goes to EscalateTo too, unless somebody has
	// acknowledged it before; Escalated says that it has.
	EscalateAt     time.Time `json:"escalateAt,omitzero"`
	EscalateTo     []string  `json:"escalateTo,omitempty"`
	Escalated      bool      `json:"escalated,omitzero"`
	Raised         int64     `json:"raised"` // entry
	RaisedAt       time.Time `json:"raisedAt"`
	RaisedBy       string    `json:"raisedBy,omitempty"` // actor
	Acknowledged   int64     `json:"acknowledged,omitzero"`
	AcknowledgedAt time.Time `json:"acknowledgedAt,omitzero"`
	AcknowledgedBy string    `json:"acknowledgedBy,omitempty"`
	Resolved       int64     `json:"resolved,omitzero"`
	ResolvedAt     time.Time `json:"resolvedAt,omitzero"`
	ResolvedBy     string    `json:"resolvedBy,omitempty"`
	Resolution     string    `json:"resolution,omitempty"`
}
