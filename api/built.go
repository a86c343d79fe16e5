package api

// Built is what an object is made of, beside what it is to be made of.
type Built struct {
	Object ObjectRef `json:"object"`
	// Defined says that the part of the object is in the plant definition:
	// without it there is nothing to compare with.
	Defined bool        `json:"defined"`
	Lines   []BuiltLine `json:"lines"` // in the order of the bill of material
	// Parts are what went in, in the order in which it did; also what was taken
	// out again.
	Parts []BuiltPart `json:"parts"`
}

// BuiltLine is a line of the bill of material of an object, as its work order has
// frozen it.
type BuiltLine struct {
	Line       string   `json:"line"`
	Part       string   `json:"part"`
	Name       string   `json:"name,omitempty"`
	Operation  string   `json:"operation,omitempty"` // at which it goes in
	Positions  []string `json:"positions,omitempty"`
	Alternates []string `json:"alternates,omitempty"` // parts that are accepted in its place
	// Capture is how it is learned what was used: by a scan of each, by a scan when
	// it is changed, or by the book.
	Capture string `json:"capture" enum:"scan-each,scan-on-change,backflush"`
	Wanted  string `json:"wanted"` // decimal
	// Built is how much of it is inside. What is drawn from where it is loaded
	// counts as whole once something was loaded.
	Built string `json:"built"` // decimal
	// Due says that it should be inside: the operation has been passed, or the
	// object has left.
	Due     bool `json:"due,omitzero"`
	Missing bool `json:"missing,omitzero"` // due, and not all of it is inside
}

// BuiltPart is one thing that went into an object.
type BuiltPart struct {
	Object ObjectRef `json:"object"`
	Life   string    `json:"life"`
	// Edge says how it went in and, by its to, when it was taken out.
	Edge Edge `json:"edge"`
	// Joined says that no act tells of it, see TraceNode.
	Joined    bool `json:"joined,omitzero"`
	Alternate bool `json:"alternate,omitzero"` // accepted in place of the part of its line
	Extra     bool `json:"extra,omitzero"`     // it is there, and no line asks for it
	// Voided says that it was drawn for a pass of its operation that was voided
	// since, as by rework: doing it again draws again.
	Voided bool `json:"voided,omitzero"`
}

// Neighbours are values of one characteristic, measured of other objects of the
// same part just before and after.
type Neighbours struct {
	Characteristic string        `json:"characteristic"`
	Operation      string        `json:"operation,omitempty"`
	Measurements   []Measurement `json:"measurements"` // in the order of the journal
}

// Person is somebody whom the journal knows by an id.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Record is all that is known of an object: its as-built record, with what proves
// it.
type Record struct {
	Seq          int64         `json:"seq"` // size of the journal it speaks of
	Object       ObjectDetail  `json:"object"`
	Built        Built         `json:"built"`
	Tree         Tree          `json:"tree"`
	Holds        []Hold        `json:"holds"`
	Carriers     []Carried     `json:"carriers"`
	Visits       []Visit       `json:"visits"`
	Measurements []Measurement `json:"measurements"`
	Defects      []Defect      `json:"defects"`
	Labels       []PrintJob    `json:"labels"`
	History      []Event       `json:"history"` // in the order of the journal
	Proof        RecordProof   `json:"proof"`
	// Cut names the lists of which only the first 5,000 are here.
	Cut []string `json:"cut,omitempty"`
}

// RecordProof is what a record is checked against: the last entry that touches the
// object is a leaf of the tree that the signed checkpoint is of, and names the
// entry before it.
type RecordProof struct {
	Last       int64  `json:"last"` // entry
	Leaf       string `json:"leaf"` // its leaf hash, base64
	Checkpoint string `json:"checkpoint"`
}
