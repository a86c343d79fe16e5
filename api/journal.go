package api

import (
	"encoding/json"
	"time"
)

// Envelope says what an entry is, when it happened and where it came from.
type Envelope struct {
	Seq        int64     `json:"seq"`
	Kind       string    `json:"kind"`
	RecordedAt time.Time `json:"recordedAt"`
	OccurredAt time.Time `json:"occurredAt"`
	ZoneOffset int       `json:"zoneOffset,omitzero"` // minutes east of UTC
	Station    string    `json:"station,omitempty"`
	Position   string    `json:"position,omitempty"`
	Session    string    `json:"session,omitempty"`
	Actor      string    `json:"actor,omitempty"`
	Device     string    `json:"device,omitempty"`
	Source     string    `json:"source,omitempty"`
	Command    string    `json:"command,omitempty"` // id of the command
	Plant      int64     `json:"plant,omitzero"`    // version it was judged by
}

// Event is an entry in short, for a timeline.
type Event struct {
	Envelope
	// Verb and Mode are of the command, and Verdict what it was answered, in
	// the entry that carries it.
	Verb    string   `json:"verb,omitempty"`
	Mode    string   `json:"mode,omitempty"`
	Verdict *Verdict `json:"verdict,omitempty"`
	// Step is the CBV business step of a material event.
	Step string `json:"step,omitempty"`
	// Text says in a sentence what happened.
	Text string `json:"text,omitempty"`
	// Rule is what a breach has broken, Code says how, and Owner is the role that
	// answers for it.
	Rule  string `json:"rule,omitempty"`
	Code  string `json:"code,omitempty"`
	Owner string `json:"owner,omitempty"`
	// Breach is the entry of the breach that this one adds to.
	Breach  int64       `json:"breach,omitzero"`
	Objects []ObjectRef `json:"objects,omitempty"` // at most 100
	// Attachments are the files that the entry names.
	Attachments []Attachment `json:"attachments,omitempty"`
	// ObjectCount is how many objects the entry touches.
	ObjectCount int `json:"objectCount"`
	// Corrected is the correction that declared the entry wrong.
	Corrected int64 `json:"corrected,omitzero"`
	Erased    bool  `json:"erased,omitzero"`
}

// Entry is an entry of the journal as it stands there.
type Entry struct {
	Envelope
	Version int    `json:"version,omitzero"` // of the body's format
	Leaf    string `json:"leaf,omitempty"`   // leaf hash, base64
	Links   []Link `json:"links,omitempty"`
	// Body is left out when it has been erased.
	Body   json.RawMessage `json:"body,omitempty"`
	Erased bool            `json:"erased,omitzero"`
}

// Link is one object that an entry touches.
type Link struct {
	Object string `json:"object"`
	Count  int64  `json:"count"` // entries that touched it before
}

// InclusionProof proves that an entry is in the tree of the first Size entries
// (RFC 6962).
type InclusionProof struct {
	Seq    int64    `json:"seq"`
	Size   int64    `json:"size"`
	Leaf   string   `json:"leaf"`   // leaf hash, base64
	Hashes []string `json:"hashes"` // base64
}

// ConsistencyProof proves that the tree of the first Size entries continues
// that of the first Old.
type ConsistencyProof struct {
	Old    int64    `json:"old"`
	Size   int64    `json:"size"`
	Hashes []string `json:"hashes"` // base64
}

// Ready is whether a server can do its work.
type Ready struct {
	Ready bool `json:"ready"`
	// Role is writer or standby.
	Role string `json:"role"`
	// ReadOnly says why the journal takes no entries; empty when it does.
	ReadOnly string `json:"readOnly,omitempty"`
	// Store says what is wrong with the store; empty when it answers.
	Store   string `json:"store,omitempty"`
	Seq     int64  `json:"seq"` // size of the journal
	Version string `json:"version"`
}
