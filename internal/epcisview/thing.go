package epcisview

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// thing is what is known of an object as far as the index has read, so that it is
// called by the same name whenever the index is made.
type thing struct {
	ID          track.ObjectID   `json:"-"`
	Kind        track.Kind       `json:"kind,omitzero"`
	Part        string           `json:"part,omitzero"`
	Order       string           `json:"order,omitzero"`
	Identifiers []track.NewIdent `json:"identifiers,omitzero"`

	changed bool
}

// learn takes in what an entry says of the object.
func (t *thing) learn(d *track.Declared, order string) {
	if d.Kind != "" {
		t.Kind = d.Kind
	}
	if d.Part != "" {
		t.Part = d.Part
	}
	if order != "" {
		t.Order = order
	}
	for _, id := range d.Identifiers {
		if !slices.Contains(t.Identifiers, id) {
			t.Identifiers = append(t.Identifiers, id)
		}
	}
	t.Identifiers = slices.DeleteFunc(t.Identifiers, func(id track.NewIdent) bool { return slices.Contains(d.Retired, id) })
	t.changed = true
}

// uri is what the object is called outside: by a GS1 key if it has one, by a URI
// that somebody gave it, else by ours.
func (t *thing) uri(plant *plant.Index) string {
	for _, id := range t.Identifiers {
		if link, ok := form.Link(id.Value); ok {
			return link
		}
	}
	if link := t.key(plant); link != "" {
		return link
	}
	for _, id := range t.Identifiers {
		if id.Scheme == track.SchemeAlias && (strings.HasPrefix(id.Value, "urn:") || strings.HasPrefix(id.Value, "https://")) {
			return id.Value
		}
	}
	return ident.ObjectURI(string(t.ID))
}

// key is the Digital Link of the object's GS1 key; empty where it has none, or
// where its number does not fit into one.
func (t *thing) key(index *plant.Index) string {
	var elements []gs1.Element
	for _, id := range t.Identifiers {
		switch {
		case id.Scheme == track.SchemePackage && len(id.Value) == 18 && gs1.HasCheckDigit(id.Value):
			elements = []gs1.Element{{AI: "00", Value: id.Value}}
		case id.Scheme == track.SchemeSerial && t.Kind == track.KindUnit:
			elements = []gs1.Element{{AI: "01", Value: t.gtin(index)}, {AI: "21", Value: id.Value}}
		case id.Scheme == track.SchemeLot && t.Kind == track.KindLot:
			elements = []gs1.Element{{AI: "01", Value: t.gtin(index)}, {AI: "10", Value: id.Value}}
		default:
			continue
		}
		m, err := gs1.NewMessage(elements...)
		if err != nil {
			continue
		}
		if link, err := gs1.NewLink("", m); err == nil {
			return link.Constrained().String()
		}
	}
	return ""
}

func (t *thing) gtin(index *plant.Index) string {
	if index == nil {
		return ""
	}
	part, ok := index.Part(t.Part, "")
	if !ok {
		return ""
	}
	return part.GTIN14()
}
