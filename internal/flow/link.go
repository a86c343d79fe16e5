package flow

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// Link says that work goes from one station to another: along a route, or as
// what is made at the one and built in at the other.
type Link struct {
	From, To string
	Feeds    bool // what leaves the one goes into what is made at the other
}

// Links lists how work goes between the stations of a definition, in the order of
// its routes and parts. Work stays on its line where it can.
func Links(x *plant.Index) []Link {
	var links []Link
	add := func(from, to string, feeds bool) {
		for _, l := range between(x, from, to, feeds) {
			if l.From != l.To && !slices.ContainsFunc(links, func(have Link) bool { return have.From == l.From && have.To == l.To }) {
				links = append(links, l)
			}
		}
	}
	d := x.Definition()
	for i := range d.Routes {
		operations := d.Routes[i].Operations
		for j := 1; j < len(operations); j++ {
			add(operations[j-1].Code, operations[j].Code, false)
		}
	}
	for i := range d.Parts {
		for _, line := range x.Bill(&d.Parts[i]) {
			component, ok := x.Part(line.Part, "")
			if !ok {
				continue
			}
			if route, made := x.RouteOf(component); made && len(route.Operations) > 0 && line.Operation != "" {
				add(route.Operations[len(route.Operations)-1].Code, line.Operation, true)
			}
		}
	}
	return links
}

// between lists the ways from the stations of one operation to those of another.
func between(x *plant.Index, from, to string, feeds bool) []Link {
	var links []Link
	for _, a := range x.StationsFor(from) {
		_, line, _, _ := x.Station(a.Code)
		for _, code := range StationsFor(x, to, line) {
			links = append(links, Link{a.Code, code, feeds})
		}
	}
	return links
}

// StationsFor lists the stations at which what comes from a line goes on with an
// operation: those of the line, if it may be done there, else all.
func StationsFor(x *plant.Index, operation string, from *plant.Line) []string {
	var all, onLine []string
	for _, st := range x.StationsFor(operation) {
		all = append(all, st.Code)
		if _, line, _, _ := x.Station(st.Code); line == from {
			onLine = append(onLine, st.Code)
		}
	}
	if len(onLine) > 0 {
		return onLine
	}
	return all
}
