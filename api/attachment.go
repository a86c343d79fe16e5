package api

// Attachment is a file that is kept beside the journal.
type Attachment struct {
	SHA256    string `json:"sha256" doc:"SHA-256 of its bytes, by which it is named"`
	MediaType string `json:"mediaType,omitempty" doc:"What it is, by its bytes; left out where it is not kept"`
	Size      int64  `json:"size,omitzero" doc:"In bytes"`
	// Erased says that its bytes were taken away for good.
	Erased bool `json:"erased,omitzero"`
}
