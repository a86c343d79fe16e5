package lineage

import (
	"hash/fnv"
	"strconv"
)

// Thing is one object of a trace, in its order: after what it was reached from.
type Thing struct {
	ID    string
	Alike string // siblings with the same text are drawn as one box
	From  string // id of what it was reached from first; empty at the start
	Also  []string
	Sure  bool // it is proven, and nothing was taken out again
}

// Box is an object, or siblings that are alike.
type Box struct {
	Key     string // that of the object, or of the group
	Members []int  // indexes of the things
	// Group says that the box stands for its members and can be opened, so that
	// each of them has a box of its own.
	Group bool
	// Hidden is how many things were reached from its members that have no box.
	Hidden int
	X, Y   int // of its upper left corner, in pixels
	Layer  int
}

// Line joins two boxes, from the start of the trace on.
type Line struct {
	From, To string // keys
	Sure     bool   // some of what it joins is proven
}

// Drawing is a trace as boxes and lines.
type Drawing struct {
	Boxes []Box
	Lines []Line
	Drawn int // things that have a box, or are in one
}

// few is how many siblings that are alike have a box each without being asked for.
const few = 3

// Draw lays out things: at most so many boxes, with the groups opened whose keys
// are in open. A group that has been opened and has more members than there is
// room for keeps a box for the rest.
func Draw(things []Thing, open map[string]bool, most int) *Drawing {
	d := &drawer{things: things, open: open, most: most, boxOf: make([]int, len(things)), below: map[string][]int{}}
	for i := range things {
		d.boxOf[i] = none
		d.below[things[i].From] = append(d.below[things[i].From], i)
	}
	d.add("", none, d.below[""])
	for at := 0; at < len(d.boxes); at++ {
		var below []int
		for _, m := range d.boxes[at].Members {
			below = append(below, d.below[d.things[m].ID]...)
		}
		d.add(d.boxes[at].Key, at, below)
	}
	out := &Drawing{Lines: d.lines()}
	place(d.boxes, out.Lines)
	out.Boxes = d.boxes
	for _, b := range d.boxes {
		out.Drawn += len(b.Members)
	}
	return out
}

// none is the index of no box.
const none = -1

type drawer struct {
	things []Thing
	open   map[string]bool
	most   int
	boxes  []Box
	boxOf  []int            // of each thing
	below  map[string][]int // things by the id of what they were reached from
}

// add draws what was reached from the members of a box.
func (d *drawer) add(parent string, at int, below []int) {
	var order []string
	alike := map[string][]int{}
	for _, i := range below {
		text := d.things[i].Alike
		if alike[text] == nil {
			order = append(order, text)
		}
		alike[text] = append(alike[text], i)
	}
	for _, text := range order {
		members := alike[text]
		key := groupKey(parent, text)
		if len(members) <= few || d.open[key] {
			// The last box that there is room for is that of the rest.
			for len(members) > 0 && (len(d.boxes) < d.most-1 || len(d.boxes) < d.most && len(members) == 1) {
				d.box(Box{Key: d.things[members[0]].ID, Members: members[:1:1]})
				members = members[1:]
			}
		}
		switch {
		case len(members) == 0:
		case len(d.boxes) < d.most:
			d.box(Box{Key: key, Members: members, Group: true})
		case at != none:
			d.boxes[at].Hidden += len(members)
		}
	}
}

func (d *drawer) box(b Box) {
	for _, m := range b.Members {
		d.boxOf[m] = len(d.boxes)
	}
	d.boxes = append(d.boxes, b)
}

// groupKey names a group for good: by the way to it, and what its members share.
func groupKey(parent, alike string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(parent + "\x00" + alike)) // it cannot fail
	return "g" + strconv.FormatUint(h.Sum64(), 36)
}

// lines joins the boxes as their members are, each two of them once.
func (d *drawer) lines() []Line {
	index := make(map[string]int, len(d.things))
	for i := range d.things {
		index[d.things[i].ID] = i
	}
	var all []Line
	known := map[[2]int]int{}
	join := func(from string, to int, sure bool) {
		i, there := index[from]
		if !there || d.boxOf[i] == none || d.boxOf[to] == none || d.boxOf[i] == d.boxOf[to] {
			return
		}
		ends := [2]int{d.boxOf[i], d.boxOf[to]}
		at, again := known[ends]
		if !again {
			at = len(all)
			known[ends] = at
			all = append(all, Line{From: d.boxes[ends[0]].Key, To: d.boxes[ends[1]].Key})
		}
		all[at].Sure = all[at].Sure || sure
	}
	for i := range d.things {
		join(d.things[i].From, i, d.things[i].Sure)
		for _, from := range d.things[i].Also {
			join(from, i, d.things[i].Sure)
		}
	}
	return all
}
