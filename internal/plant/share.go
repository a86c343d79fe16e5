package plant

import "slices"

// Share says what anybody may see of some objects, of their parts, and of places,
// behind a GS1 Digital Link. What no share names is shown to nobody who is not signed in.
type Share struct {
	Code string `json:"code"`
	// Parts are the part numbers that it is about, and Kinds the kinds of
	// object; of both one must be given, and an empty one does not bind. A share
	// that names kinds alone is about no part itself, one that names parts is
	// about no place.
	Parts []string    `json:"parts,omitempty"`
	Kinds []ShareKind `json:"kinds,omitempty"`
	// Fields are what is shown, in this order.
	Fields []ShareField `json:"fields,omitempty"`
	// Text is said to whoever looks.
	Text string `json:"text,omitempty"`
	// Links lead on.
	Links []ShareLink `json:"links,omitempty"`
}

// ShareKind is a kind of object that a share can name.
type ShareKind string

// The kinds that can be shared: those of objects, and places.
const (
	ShareUnit      ShareKind = "unit"
	ShareLot       ShareKind = "lot"
	ShareContainer ShareKind = "container"
	SharePackage   ShareKind = "package"
	ShareEquipment ShareKind = "equipment"
	ShareCarrier   ShareKind = "carrier"
	SharePlace     ShareKind = "place" // with a GLN; it is no object
)

// ShareField is one thing that can be told of an object.
type ShareField string

// The fields of a share.
const (
	FieldName     ShareField = "name"     // of the part
	FieldPart     ShareField = "part"     // number
	FieldRevision ShareField = "revision" // of the part
	FieldSerial   ShareField = "serial"
	FieldLot      ShareField = "lot"
	FieldMaker    ShareField = "maker"
	FieldMade     ShareField = "made"    // the day, by the clock of the site
	FieldExpires  ShareField = "expires" // the last day on which it is good
	FieldQuantity ShareField = "quantity"
	FieldCount    ShareField = "count" // of what a package holds
	FieldState    ShareField = "state" // to be had, used up, scrapped, shipped
	FieldHold     ShareField = "hold"  // whether a hold lies on it
	FieldSite     ShareField = "site"
)

// ShareLink leads to a page or a document elsewhere.
type ShareLink struct {
	// Type is a link type of the GS1 Web Vocabulary without its prefix ("pip",
	// "instructions"), or a URI.
	Type  string `json:"type"`
	Title string `json:"title"`
	// Href is an https or http address.
	Href string `json:"href"`
	// Language is an IETF tag such as "en"; empty for any.
	Language string `json:"language,omitempty"`
	// Media is the type of what is there; empty means text/html.
	Media string `json:"media,omitempty"`
}

// Tells reports whether a share has a field.
func (s *Share) Tells(f ShareField) bool { return slices.Contains(s.Fields, f) }

// ShareOf finds what anybody may see of an object: the first share that is about
// its part and its kind. The part may be empty.
func (x *Index) ShareOf(kind, part string) (share *Share, ok bool) {
	for i := range x.d.Public {
		s := &x.d.Public[i]
		ofPart := len(s.Parts) == 0 || slices.Contains(s.Parts, part)
		ofKind := len(s.Kinds) == 0 || slices.Contains(s.Kinds, ShareKind(kind))
		if ofPart && ofKind && (len(s.Parts) > 0 || len(s.Kinds) > 0) {
			return s, true
		}
	}
	return nil, false
}

// ShareOfPart finds what anybody may see of a part itself: the first share that
// names it.
func (x *Index) ShareOfPart(part string) (share *Share, ok bool) {
	for i := range x.d.Public {
		if s := &x.d.Public[i]; slices.Contains(s.Parts, part) {
			return s, true
		}
	}
	return nil, false
}

// Shares reports whether anything of any object can be seen by anybody.
func (x *Index) Shares() bool { return len(x.d.Public) > 0 }
