package httpapi

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/resolver"
	"github.com/tracewright/tracewright/internal/view"
)

// place finds the place that the link names by its GLN. Where only the place of
// the GLN alone is known, that is given, and it is not exact.
func (l *linkAnswer) place() (place *plant.Located, exact bool) {
	key, extension, ok := l.question.GLN()
	if !ok {
		return nil, false
	}
	if extension != "" {
		if place, ok := l.index.Located(plant.GLN(key + "/" + extension)); ok {
			return place, true
		}
	}
	place, _ = l.index.Located(plant.GLN(key))
	return place, extension == ""
}

// tellPlace tells of a place what a share says, or all.
func (l *linkAnswer) tellPlace(place *plant.Located, exact bool, share *plant.Share) error {
	p := &l.page
	p.Kind = string(place.Kind)
	if share == nil || share.Tells(plant.FieldName) {
		p.Title = cmp.Or(place.Name, place.Code)
	}
	if p.Title == "" {
		p.Heading = p.Kind
	}
	if place.Kind != plant.PlaceSite && (share == nil || share.Tells(plant.FieldSite)) {
		l.fact("site", p.Site)
	}
	l.lead(share)
	if share != nil {
		p.Notes = append(p.Notes, "visitorNote")
	} else if err := l.tellAllOfPlace(place); err != nil {
		return err
	}
	if exact {
		return nil
	}
	p.Subtitle, p.Marks = l.number(), []resolver.Mark{{Word: "notKnown", Tone: resolver.Stop}}
	p.Notes = append([]string{"unknownOfPlace"}, p.Notes...)
	return problem(CodeNotFound, "The place is known, and this extension of it is not.")
}

// tellAllOfPlace tells what lies around a place and what goes on there.
func (l *linkAnswer) tellAllOfPlace(place *plant.Located) error {
	p := &l.page
	if place.Name != "" {
		p.Subtitle = place.Code
	}
	if share, ok := l.index.ShareOf(string(plant.SharePlace), ""); ok {
		l.links = nil
		l.lead(share)
	}
	l.where = &api.ResolvedPlace{Code: place.Code}
	if place.Area != nil {
		l.where.Area = place.Area.Code
		l.fact("area", cmp.Or(place.Area.Name, place.Area.Code))
	}
	p.Screen = "/map"
	if place.Line != nil {
		l.where.Line = place.Line.Code
		l.fact("line", cmp.Or(place.Line.Name, place.Line.Code))
	}
	if place.Kind == plant.PlaceLine {
		p.Screen += "?line=" + url.QueryEscape(place.Code)
	}
	station := place.Station
	if place.Kind == plant.PlaceStation {
		station, _, _, _ = l.index.Station(place.Code)
	} else if station != nil {
		l.where.Station = station.Code
		l.fact("station", cmp.Or(station.Name, station.Code))
	}
	if station == nil {
		return nil
	}
	p.Screen = "/station/" + url.PathEscape(station.Code)
	l.links = append(l.links, resolver.Link{
		Type: "masterData", Title: "All that is known of the station",
		Href: l.question.Link.Stem + "/api/v1/stations/" + url.PathEscape(station.Code), Media: "application/json",
	})
	return l.tellWork(place, station)
}

// tellWork tells what is done at a station, or what is loaded at a position.
func (l *linkAnswer) tellWork(place *plant.Located, station *plant.Station) error {
	loaded := station.Code
	if place.Kind == plant.PlacePosition {
		loaded += "/" + place.Code
	} else {
		working, err := l.q.Working()
		if err != nil {
			return err
		}
		l.fact("work", strings.Join(station.Operations, ", "))
		l.fact("working", strconv.Itoa(working[station.Code]))
	}
	setups, err := l.q.Material(loaded)
	if err != nil {
		return err
	}
	l.fact("loaded", strings.Join(each(setups[:min(len(setups), maxLoadedTold)], func(s *view.Setup) string {
		return cmp.Or(s.Stock.Object.Name, string(s.Edge.Child))
	}), ", "))
	return nil
}

// maxLoadedTold bounds the loaded lots that are told of on one page.
const maxLoadedTold = 20
