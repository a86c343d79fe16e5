package catenax

import (
	"maps"

	"github.com/tracewright/tracewright/internal/track"
)

// Source is the source that every command names.
const Source = "catenax"

// objects gives the commands that describe objects, and settles which assets
// are imported.
func (rd *reader) objects() {
	first := map[string]*track.Command{}
	for _, a := range rd.assets {
		a.others(rd.ids)
		var c *track.Command
		if a.object != nil && len(a.problems) == 0 {
			c = a.describe()
			if before := first[a.id]; before == nil {
				first[a.id] = c
			} else if before.ID != c.ID {
				a.problem(a.path, "the document describes "+a.id+" before, and differently", "give each object an id of its own, or remove the wrong one")
			} else {
				c = nil
			}
		}
		rd.settle(a)
		if c != nil && len(a.problems) == 0 {
			rd.im.Commands = append(rd.im.Commands, *c)
			if a.object.kind == track.KindLot {
				rd.im.Summary.Lots++
			} else {
				rd.im.Summary.Units++
			}
		}
	}
}

// others refuses an asset that claims the id of another one.
func (a *asset) others(ids map[string][]*asset) {
	if a.object == nil {
		return
	}
	for _, id := range a.object.identifiers {
		if id.Scheme == SchemeID && len(ids[id.Value]) > 0 {
			a.problem(a.path, "an aspect of it has the id of another asset, "+id.Value, "correct the one that is wrong")
		}
	}
}

// settle counts what an asset says, or what is wrong with it.
func (rd *reader) settle(a *asset) {
	s := &rd.im.Summary
	s.Assets++
	for _, p := range a.problems {
		p.Asset = a.id
		rd.im.Problems = append(rd.im.Problems, p)
	}
	if len(a.problems) > 0 {
		return
	}
	s.Imported++
	for name, n := range a.skipped {
		s.NotImported[name] += n
	}
	for _, asp := range a.aspects {
		if _, ok := reads[asp.name]; ok {
			s.Aspects[asp.name]++
		}
	}
	for _, r := range a.edges {
		rd.relate(r)
	}
	for _, n := range a.notes {
		n.Asset = a.id
		rd.im.Notes = append(rd.im.Notes, n)
	}
	if a.part != nil {
		rd.im.Planned = append(rd.im.Planned, *a.part)
		s.Parts++
	}
	rd.im.Lines = append(rd.im.Lines, a.lines...)
}

// describe is the command that describes the object of an asset.
func (a *asset) describe() *track.Command {
	o := a.object
	identifiers := make([]track.NewIdent, 0, len(o.identifiers))
	for _, id := range o.identifiers {
		if id.Scheme == SchemeCustomerPart {
			id.Issuer = a.customer
		}
		identifiers = append(identifiers, id)
	}
	details := maps.Clone(o.details)
	return report(o.made, &track.Describe{
		Object: track.NewIdent{Scheme: SchemeID, Value: a.id}, Kind: o.kind, Part: o.part, Maker: o.maker,
		Location: o.country, Identifiers: identifiers, Details: details,
	})
}

// relations gives the commands that say what is inside what.
func (rd *reader) relations() {
	for _, r := range rd.edges {
		rd.im.Commands = append(rd.im.Commands, *report(r.at, &track.Describe{
			Object: track.NewIdent{Scheme: SchemeID, Value: r.parent}, Maker: r.parentMaker,
			Contains: &track.Content{
				Object: track.NewIdent{Scheme: SchemeID, Value: r.child}, Maker: r.childMaker,
				Quantity: r.quantity, UoM: r.uom, Possible: r.possible,
			},
		}))
	}
	rd.im.Summary.Relations = len(rd.edges)
}

// report makes a command whose id follows from what it says.
func report(at instant, args *track.Describe) *track.Command {
	c := &track.Command{
		Verb: "describe", Mode: track.ModeReport, Source: Source, OccurredAt: at.at, ZoneOffset: at.zone, Args: args,
	}
	c.ID = Source + ":" + c.Hash()
	return c
}
