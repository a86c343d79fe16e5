package catenax

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/track"
)

// pair names the two ends of a relation by their Catena-X ids.
type pair struct{ parent, child string }

// relation says that the child went into the parent.
type relation struct {
	pair
	parentMaker, childMaker string
	quantity                track.Decimal
	uom                     string
	possible                string
	at                      instant
	usage                   bool // told by the child's side
	from                    *asset
	path                    jsontext.Pointer
}

// Why an edge is only possible.
const (
	onlyOption = "one of several alternatives, by its bill of material"
	onlyParent = "one of several possible parents, by its usage"
)

// related is an aspect that lists children or parents, in the spelling of the
// model versions in use.
type related struct {
	ID        string    `json:"catenaXId"`
	Children  []another `json:"childItems"`
	Children1 []another `json:"childParts"`
	Parents   []another `json:"parentItems"`
	Parents1  []another `json:"parentParts"`
	Customers []string  `json:"customers"`
	Rest      rest      `json:",embed"`
}

// another is one child or parent.
type another struct {
	ID       string  `json:"catenaXId"`
	ChildID  string  `json:"childCatenaXId"`
	ParentID string  `json:"parentCatenaXId"`
	Amount   *amount `json:"quantity"`
	Created  string  `json:"createdOn"`
	Partner  string  `json:"businessPartner"`
	Options  bool    `json:"hasAlternatives"`
	Perhaps  bool    `json:"isOnlyPotentialParent"`
	Rest     rest    `json:",embed"`
}

// each reads the children or parents in an aspect of either life cycle.
func (a *asset) each(asp *aspect, limits Limits, take func(*relation)) {
	var p related
	if !a.decode(asp.payload, asp.path, &p) {
		return
	}
	a.skip(asp.name, p.Rest)
	if id, problem := identifier(p.ID); p.ID != "" && problem != "" {
		a.problem(asp.path+"/catenaXId", problem, idFix)
	} else if p.ID != "" && id != a.id {
		a.problem(asp.path+"/catenaXId", "it is "+id+", not that of its asset", "make both the same: relations need to know whose they are")
	}
	if len(p.Customers) == 1 && unusable(p.Customers[0]) != "" {
		a.problem(asp.path+"/customers/0", unusable(p.Customers[0]), "write the number of the business partner")
	} else if len(p.Customers) == 1 {
		a.customer = p.Customers[0]
	} else if len(p.Customers) > 1 {
		a.skipped[asp.name+"/customers"]++
	}
	for _, list := range []struct {
		name  string
		items []another
		usage bool
	}{
		{"childItems", p.Children, false},
		{"childParts", p.Children1, false},
		{"parentItems", p.Parents, true},
		{"parentParts", p.Parents1, true},
	} {
		at := asp.path.AppendToken(list.name)
		if !a.bounded(len(list.items), at, limits) {
			continue
		}
		if list.usage != strings.Contains(asp.name, "Usage") && len(list.items) > 0 {
			a.problem(at, "it does not belong into a "+asp.name, "remove it, or give the aspect its right type")
			continue
		}
		for i := range list.items {
			item := &list.items[i]
			a.skip(asp.name+"/"+list.name, item.Rest)
			if item.Amount != nil {
				a.skip(asp.name+"/"+list.name+"/quantity", item.Amount.Rest)
			}
			if r, ok := a.relation(item, at.AppendToken(strconv.Itoa(i)), list.usage); ok {
				take(r)
			}
		}
	}
}

// relation reads one child or parent.
func (a *asset) relation(item *another, at jsontext.Pointer, usage bool) (*relation, bool) {
	text, name := item.ID, "catenaXId"
	switch {
	case usage && item.ParentID != "":
		text, name = item.ParentID, "parentCatenaXId"
	case !usage && item.ChildID != "":
		text, name = item.ChildID, "childCatenaXId"
	}
	before := len(a.problems)
	id, problem := identifier(text)
	if problem != "" {
		a.problem(at.AppendToken(name), problem, idFix)
	} else if id == a.id {
		a.problem(at.AppendToken(name), "the asset would be inside itself", "name the other one")
	}
	r := &relation{pair: pair{a.id, id}, childMaker: item.Partner, usage: usage, from: a, path: at}
	if usage {
		r.pair, r.childMaker, r.parentMaker = pair{id, a.id}, "", item.Partner
	}
	if item.Partner != "" && unusable(item.Partner) != "" {
		a.problem(at+"/businessPartner", unusable(item.Partner), "write the number of the business partner")
	}
	if item.Amount == nil {
		a.problem(at+"/quantity", "it is missing", "add it, with its unit")
	} else if r.quantity, r.uom, problem = item.Amount.read(); problem != "" {
		a.problem(at+"/quantity", problem, "write a number and a unit such as unit:piece")
	}
	if r.at, problem = when(item.Created); problem != "" {
		a.problem(at+"/createdOn", problem, timeFix)
	}
	switch {
	case item.Options:
		r.possible = onlyOption
	case item.Perhaps:
		r.possible = onlyParent
	}
	return r, len(a.problems) == before
}

// built reads the children or parents of an object.
func (a *asset) built(asp *aspect, limits Limits) {
	a.each(asp, limits, func(r *relation) { a.edges = append(a.edges, r) })
}

// relate adds a relation of an asset without problems to those of the document.
// Told from both sides it is one: the parent's side knows best what it is made
// of, a doubt stands, and a measured quantity says more than one piece.
func (rd *reader) relate(r *relation) {
	if rd.known == nil {
		rd.known = map[pair]*relation{}
	}
	known, told := rd.known[r.pair]
	if !told {
		rd.known[r.pair] = r
		rd.edges = append(rd.edges, r)
		return
	}
	best, other := known, r
	if known.usage && !r.usage {
		best, other = r, known
	}
	merged := *best
	if best.parentMaker == "" {
		merged.parentMaker = other.parentMaker
	}
	if best.childMaker == "" {
		merged.childMaker = other.childMaker
	}
	if best.possible == "" {
		merged.possible = other.possible
	}
	piece := func(r *relation) bool { return r.uom == "C62" && plainOne(r.quantity) }
	switch {
	case best.quantity == other.quantity && best.uom == other.uom || piece(other):
	case piece(best):
		merged.quantity, merged.uom = other.quantity, other.uom
	default:
		r.from.note(r.path+"/quantity", string(r.quantity)+" "+r.uom+" differs from what is told at "+string(known.path),
			"correct the one that is wrong; the parent's side was taken")
	}
	*known = merged
}

// plainOne reports whether a quantity above zero is one.
func plainOne(q track.Decimal) bool { return q.Cmp("1") == 0 }
