package api

// Checkup is the outcome of one look at the server, in words for people.
type Checkup struct {
	Check  string `json:"check"` // database, disk, clock, queue, backup and others
	Status string `json:"status" enum:"OK,WARN,FAIL"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"` // what to do about it
}

// Verifying is how far a verification of the journal has come, and at last what it
// has found. Each is a line of the answer.
type Verifying struct {
	// Stage is journal, then views.
	Stage string `json:"stage,omitempty" enum:"journal,views"`
	Done  int64  `json:"done,omitzero"`
	Total int64  `json:"total,omitzero"`
	// Found is left out until it is done.
	Found *Verified `json:"found,omitempty"`
	// Problem says why it could not be done.
	Problem *Problem `json:"problem,omitempty"`
}

// Verified is what a verification has found.
type Verified struct {
	Sound   bool   `json:"sound"`
	Origin  string `json:"origin"`
	Entries int64  `json:"entries"`
	Root    string `json:"root,omitempty"` // of the tree, base64
	Erased  int64  `json:"erased"`
	// Attachments are the files whose bytes were checked.
	Attachments int64  `json:"attachments"`
	Views       string `json:"views" enum:"equal,different,skipped"`
	// Entry and Wrong say what is wrong first; Entry is -1 when it is not one entry.
	Entry int64  `json:"entry,omitzero"`
	Wrong string `json:"wrong,omitempty"`
}
