package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
)

// LabelSubject is what a label is for: one of its fields is given, or none for a
// sample.
type LabelSubject struct {
	Object  track.ObjectID
	Order   string // number of a work order
	Station string // code of a station
}

// LabelFields gives what the fields of a label say of its subject (see
// docs/labels.md for their names); what is not known is left out. A subject that
// there is not is ErrNotFound.
func (q *Query) LabelFields(of LabelSubject) (map[string]string, error) {
	index, err := q.current()
	if err != nil {
		return nil, err
	}
	f := labelFields{}
	switch {
	case of.Object != "":
		err = q.labelObject(f, of.Object, index)
	case of.Order != "":
		err = q.labelOrder(f, of.Order)
		f.set("kind", "order")
	case of.Station != "":
		station, line, area, ok := index.Station(of.Station)
		if !ok {
			return nil, fmt.Errorf("station %s: %w", of.Station, ErrNotFound)
		}
		f.set("kind", "station", "station", station.Code, "place", station.Code, "name", station.Name, "name", station.Code, "line", line.Code, "area", area.Code)
	}
	site := index.Definition().Site
	f.set("site", site.Code, "siteName", site.Name, "siteName", site.Code)
	return f, err
}

// labelFields are the fields of a label by name.
type labelFields map[string]string

// set gives fields their values, as pairs of name and value; what is empty, or
// is set already, is left.
func (f labelFields) set(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" && f[pairs[i]] == "" {
			f[pairs[i]] = pairs[i+1]
		}
	}
}

// day sets a date in two forms: 2026-11-22, and 261122 as GS1 writes it.
func (f labelFields) day(name, short string, at track.Micros, zone *time.Location) {
	if at != 0 {
		day := at.Time().In(zone)
		f.set(name, day.Format(time.DateOnly), short, day.Format("060102"))
	}
}

// lastDay sets the last day on which material is good. A day ends by the clock of
// who said so, which is that of the site or UTC: the earlier one is on the label.
func (f labelFields) lastDay(at track.Micros, zone *time.Location) {
	if at.Time().Format(time.DateOnly) < at.Time().In(zone).Format(time.DateOnly) {
		zone = time.UTC
	}
	f.day("expires", "expiry", at, zone)
}

func (q *Query) labelObject(f labelFields, id track.ObjectID, index *plant.Index) error {
	o, err := q.Object(id)
	if err != nil {
		return err
	}
	f.set("kind", string(o.Kind), "id", string(o.ID), "uri", ident.ObjectURI(string(o.ID)), "number", o.Name, "part", o.Part,
		"revision", o.Revision, "maker", o.Maker, "supplier", o.Maker, "quantity", string(o.Quantity), "place", o.Location, "place", o.Station)
	if o.Quantity != "" {
		f.set("uom", o.UoM, "unit", uom.Symbol(o.UoM))
	}
	if err := q.labelNames(f, &o, index.Zone()); err != nil {
		return err
	}
	if part, ok := index.Part(o.Part, o.Revision); ok {
		f.set("name", part.Name, "name", part.Number, "gtin", part.GTIN14())
	}
	if e, ok := index.Equipment(o.Name); ok && o.Kind == track.KindEquipment || ok && o.Kind == track.KindCarrier {
		f.set("name", e.Name)
	}
	f.set("name", o.Part, "name", o.Name)
	if err := q.labelLife(f, o.ID, index.Zone()); err != nil {
		return err
	}
	if err := q.labelInside(f, &o, index); err != nil {
		return err
	}
	if o.Order != "" {
		f.set("order", o.Order)
		if err := q.labelOrder(f, o.Order); err != nil {
			return err
		}
	}
	f.set("link", linkOf(f, index.Definition().Site.Link), "link", f["uri"])
	return nil
}

// labelNames sets what the object is called, each by its scheme: {serial}, {lot},
// {imei}.
func (q *Query) labelNames(f labelFields, o *track.Object, zone *time.Location) error {
	names, err := q.Identifiers(o.ID)
	if err != nil {
		return err
	}
	born := track.Micros(0)
	for _, n := range names {
		if n.KnownTo != 0 {
			continue
		}
		if born == 0 || n.ValidFrom < born {
			born = n.ValidFrom
		}
		if n.ValidTo == 0 && fieldName(string(n.Scheme)) {
			f.set(string(n.Scheme), n.Value)
		}
	}
	if o.Kind == track.KindPackage || o.Kind == track.KindContainer {
		f.set("container", f["package"])
	}
	f.set("sscc", ssccOf(f["package"]))
	f.day("date", "prodDate", born, zone)
	return nil
}

// labelLife sets until when material may be used.
func (q *Query) labelLife(f labelFields, id track.ObjectID, zone *time.Location) error {
	from, acts, err := q.lives([]track.ObjectID{id})
	if err != nil {
		return err
	}
	until := track.ExpiryOf(id, forever, func(id track.ObjectID) []track.Exposure { return acts[id] },
		func(id track.ObjectID) []track.ObjectID { return from[id] })
	if until != 0 {
		f.lastDay(until-1, zone)
	}
	for _, parted := range from[id] {
		names, err := q.Identifiers(parted)
		if err != nil {
			return err
		}
		for _, n := range names {
			if n.KnownTo == 0 && n.ValidTo == 0 && n.Scheme == track.SchemeLot {
				f.set("lot", n.Value)
			}
		}
	}
	return nil
}

// labelInside sets what a package holds: {count} of objects, and what is the same
// of all of them.
func (q *Query) labelInside(f labelFields, o *track.Object, index *plant.Index) error {
	if o.Kind != track.KindPackage && o.Kind != track.KindCarrier {
		return nil
	}
	packed, err := q.edgesBy("parent in (?) and kind = 'packed' and known_to = 0 and occurred_to = 0", []any{string(o.ID)},
		func(e *track.Edge) track.ObjectID { return e.Parent })
	if err != nil {
		return err
	}
	ids := make([]track.ObjectID, len(packed[o.ID]))
	for i, e := range packed[o.ID] {
		ids[i] = e.Child
	}
	inside, err := q.Objects(ids)
	if err != nil || len(inside) == 0 {
		return err
	}
	first := inside[ids[0]]
	same := func(of func(*track.Object) string) string {
		for _, c := range inside {
			if of(&c) != of(&first) {
				return ""
			}
		}
		return of(&first)
	}
	f.set("count", strconv.Itoa(len(inside)), "part", same(func(c *track.Object) string { return c.Part }),
		"order", same(func(c *track.Object) string { return c.Order }))
	if !slices.ContainsFunc(packed[o.ID], func(e track.Edge) bool { return e.Quantity != "" }) {
		f.set("quantity", f["count"])
	}
	if same(func(c *track.Object) string { return string(c.Kind) }) == string(track.KindLot) && len(inside) == 1 {
		f.set("lot", first.Name)
	}
	if part, ok := index.Part(f["part"], same(func(c *track.Object) string { return c.Revision })); ok {
		f.set("content", part.GTIN14())
		if o.Part == "" {
			f["name"] = part.Name
			f.set("name", part.Number)
		}
	}
	return nil
}

// labelOrder sets what a work order says. One that nobody has made known sets
// nothing.
func (q *Query) labelOrder(f labelFields, number string) error {
	rows, err := q.ordersNamed([]string{number})
	if err != nil || len(rows) == 0 {
		if err == nil && f["id"] == "" {
			err = fmt.Errorf("work order %s: %w", number, ErrNotFound)
		}
		return err
	}
	w := rows[0]
	index, err := q.current()
	if err != nil {
		return err
	}
	f.set("order", w.Number, "customer", w.Customer, "sales", w.Sales, "line", w.Line, "ordered", string(w.Quantity))
	f.day("due", "dueDate", w.Due, index.Zone())
	if f["id"] != "" {
		return nil // the rest is the object's own
	}
	f.set("part", w.Part, "revision", w.Revision, "quantity", string(w.Quantity), "uom", w.UoM, "unit", uom.Symbol(w.UoM),
		"options", strings.Join(w.Options, ", "))
	r, ok, err := q.recipe(&w)
	if err != nil || !ok {
		return err
	}
	if part, ok := index.Part(w.Part, w.Revision); ok {
		f.set("name", part.Name, "route", part.Route, "gtin", part.GTIN14())
	}
	f.set("name", w.Part)
	for i, op := range r.Operations() {
		f.set("op"+strconv.Itoa(i+1), strings.TrimSpace(op.Code+"  "+op.Name))
	}
	return nil
}

// linkOf is the GS1 Digital Link of what has a GTIN and a number of its own, on
// the domain of a stem; empty for what has not.
func linkOf(f labelFields, stem string) string {
	elements := []ident.Element{{ID: "01", Value: f["gtin"]}}
	switch {
	case f["sscc"] != "":
		elements = []ident.Element{{ID: "00", Value: f["sscc"]}}
	case f["gtin"] == "":
		return ""
	case f["serial"] != "":
		elements = append(elements, ident.Element{ID: "21", Value: f["serial"]})
	case f["lot"] != "":
		elements = append(elements, ident.Element{ID: "10", Value: f["lot"]})
	}
	link, err := ident.Make(elements, ident.FormLink, ident.Writing{Stem: stem})
	if err != nil {
		return "" // the number does not fit into a GS1 key
	}
	return link
}

// ssccOf is the SSCC that a text is; empty for any other.
func ssccOf(text string) string {
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "(00)"), "00")
	if len(text) == 18 {
		digits = text
	}
	if len(digits) != 18 {
		return ""
	}
	if _, err := ident.Make([]ident.Element{{ID: "00", Value: digits}}, ident.FormElements, ident.Writing{}); err != nil {
		return ""
	}
	return digits
}

// fieldName reports whether the scheme of an identifier can be the name of a
// field.
func fieldName(scheme string) bool {
	return scheme != "" && len(scheme) <= 64 && !strings.ContainsFunc(scheme, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("_.-", r)
	})
}
