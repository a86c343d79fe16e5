package plant

import (
	"errors"
	"iter"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// GLN is the GS1 key of a place, and behind a slash the extension that tells
// places of one key apart, if it has one: "9521234000013/A-10". Empty means that
// the place has none.
type GLN string

// elements are the key (414) and its extension (254).
func (g GLN) elements() []gs1.Element {
	key, extension, extended := strings.Cut(string(g), "/")
	elements := []gs1.Element{{AI: "414", Value: key}}
	if extended {
		elements = append(elements, gs1.Element{AI: "254", Value: extension})
	}
	return elements
}

// URI is the canonical GS1 Digital Link of the place; empty where there is no
// GLN, or a wrong one.
func (g GLN) URI() string {
	if g == "" {
		return ""
	}
	m, err := gs1.NewMessage(g.elements()...)
	if err != nil {
		return ""
	}
	link, err := gs1.NewLink("", m)
	if err != nil {
		return ""
	}
	return link.String()
}

// PlaceKind is the kind of a place.
type PlaceKind string

// The kinds of place.
const (
	PlaceSite     PlaceKind = "site"
	PlaceArea     PlaceKind = "area"
	PlaceLine     PlaceKind = "line"
	PlaceStation  PlaceKind = "station"
	PlacePosition PlaceKind = "position"
)

// Located is a place with a GLN, and what it lies in; what it is itself and what
// it does not lie in is nil.
type Located struct {
	Kind       PlaceKind
	Code, Name string
	GLN        GLN
	Area       *Area
	Line       *Line
	Station    *Station
}

// Located finds the place that has a GLN.
func (x *Index) Located(gln GLN) (place *Located, ok bool) {
	place, ok = x.located[gln]
	return place, ok
}

// HasGLN reports whether a place has the key, whatever its extension.
func (x *Index) HasGLN(key string) bool { return x.glnKeys[key] }

// GLNOf is the GLN of the station, the site, the area or the line with a code, in
// this order; empty where it has none.
func (x *Index) GLNOf(code string) GLN {
	if p, ok := x.stations[code]; ok {
		return p.station.GLN
	}
	return x.glns[code]
}

// PositionGLN is the GLN of a position of a station; empty where it has none.
func (x *Index) PositionGLN(station, code string) GLN {
	if p, ok := x.Position(station, code); ok {
		return p.GLN
	}
	return ""
}

// addGLNs notes the places that have a GLN.
func (x *Index) addGLNs() {
	x.located, x.glns, x.glnKeys = map[GLN]*Located{}, map[string]GLN{}, map[string]bool{}
	for place := range x.d.places() {
		if place.GLN != "" {
			x.located[place.GLN] = &place
			x.glnKeys[place.GLN.elements()[0].Value] = true
		}
		if _, taken := x.glns[place.Code]; !taken && place.Kind != PlaceStation && place.Kind != PlacePosition {
			x.glns[place.Code] = place.GLN
		}
	}
}

// places gives every place in the order of the document, the whole before its
// parts, with the path of its entry.
func (d *Definition) places() iter.Seq2[Located, *path] {
	return func(yield func(Located, *path) bool) {
		s := &d.Site
		if !yield(Located{Kind: PlaceSite, Code: s.Code, Name: s.Name, GLN: s.GLN}, (*path)(nil).at("site")) {
			return
		}
		for i := range d.Areas {
			if !d.Areas[i].places((*path)(nil).at("areas").item(i), yield) {
				return
			}
		}
	}
}

func (a *Area) places(at *path, yield func(Located, *path) bool) bool {
	if !yield(Located{Kind: PlaceArea, Code: a.Code, Name: a.Name, GLN: a.GLN}, at) {
		return false
	}
	for i := range a.Lines {
		l, at := &a.Lines[i], at.at("lines").item(i)
		if !yield(Located{Kind: PlaceLine, Code: l.Code, Name: l.Name, GLN: l.GLN, Area: a}, at) {
			return false
		}
		for i := range l.Stations {
			s, at := &l.Stations[i], at.at("stations").item(i)
			if !yield(Located{Kind: PlaceStation, Code: s.Code, Name: s.Name, GLN: s.GLN, Area: a, Line: l}, at) {
				return false
			}
			for i := range s.Positions {
				p := &s.Positions[i]
				if !yield(Located{PlacePosition, p.Code, p.Name, p.GLN, a, l, s}, at.at("positions").item(i)) {
					return false
				}
			}
		}
	}
	return true
}

// locations checks the GLNs of the places.
func (c *checker) locations() {
	seen := map[GLN]*path{}
	for place, at := range c.d.places() {
		if place.GLN == "" {
			continue
		}
		at := at.at("gln")
		if _, err := gs1.NewMessage(place.GLN.elements()...); err != nil {
			c.wrongGLN(place.GLN, at, err)
			continue
		}
		if first, twice := seen[place.GLN]; twice {
			c.fault(at, "give one of them an extension: "+string(place.GLN)+"/"+place.Code, "GLN %s is given twice, first at %s", place.GLN, first)
			continue
		}
		seen[place.GLN] = at
	}
}

func (c *checker) wrongGLN(gln GLN, at *path, err error) {
	key := gln.elements()[0].Value
	if e := (*gs1.Error)(nil); errors.As(err, &e) && e.Code == gs1.BadCheckDigit {
		want, _ := gs1.CheckDigit(key[:len(key)-1])
		c.fault(at, "compare it with where it was registered, digit by digit",
			"the check digit of GLN %s is %c, but the digits before it need %c", key, key[len(key)-1], want)
		return
	}
	c.fault(at, "write the 13 digits, and an extension of at most 20 letters, digits and signs behind a slash: 9521234000013/A-10", "%s is not a GLN", quoted(string(gln)))
}
