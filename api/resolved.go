package api

// Resolved is what is behind a GS1 Digital Link, as whoever asks may see it.
type Resolved struct {
	URI   string `json:"uri"`   // the link that was asked for, uncompressed
	Level string `json:"level"` // class, lot or instance: what the link names
	Kind  string `json:"kind"`  // product, the kind of the object, or of the place: site, area, line, station, position
	Name  string `json:"name,omitempty"`
	// Elements are the values of the link.
	Elements []LinkElement `json:"elements"`
	// Facts are what is told of it, by the name of the field: part, serial, made.
	Facts map[string]string `json:"facts"`
	State string            `json:"state,omitempty"` // life of the object, where it is told
	Held  *bool             `json:"held,omitempty"`  // left out where it is not told
	// LotOnly says that the number of the link is not known, and this is its lot.
	LotOnly bool           `json:"lotOnly,omitzero"`
	Text    string         `json:"text,omitempty"` // what the plant says to visitors
	Links   []ResolvedLink `json:"links"`
	// Object is the whole of it, for who is signed in.
	Object *ObjectDetail `json:"object,omitempty"`
	// Place is where it lies, where the link names a place, for who is signed in.
	Place *ResolvedPlace `json:"place,omitempty"`
}

// ResolvedPlace is a place of the plant definition, and what it lies in, by codes.
type ResolvedPlace struct {
	Code    string `json:"code"`
	Area    string `json:"area,omitempty"`
	Line    string `json:"line,omitempty"`
	Station string `json:"station,omitempty"`
}

// LinkElement is a value of a GS1 Digital Link.
type LinkElement struct {
	ID    string `json:"id"` // application identifier
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ResolvedLink leads to something about the thing.
type ResolvedLink struct {
	Type     string `json:"type"` // of the GS1 Web Vocabulary, or a URI
	Title    string `json:"title"`
	Href     string `json:"href"`
	Language string `json:"language,omitempty"`
	Media    string `json:"media,omitempty"`
}
