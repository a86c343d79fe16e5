package plant

import (
	"fmt"
	"slices"
	"strings"
)

// Op tells what a Change does.
type Op string

// The kinds of change.
const (
	Added   Op = "added"
	Removed Op = "removed"
	Changed Op = "changed"
)

// Change is one difference between two definitions.
type Change struct {
	// Path names the place by codes, not by numbers in a list:
	// "parts[PUMP-100 rev B].bom[20].quantity".
	Path string
	Op   Op
	// Old and New are the values on one line of YAML; Old is empty for what
	// is added and New for what is removed. For a list whose items change
	// places they are the identities of the items that move, in order.
	Old, New string
}

// String gives the change on one line, as in "~ site.name: Demo -> Plant 1".
func (c Change) String() string {
	switch c.Op {
	case Added:
		return "+ " + c.Path + ": " + c.New
	case Removed:
		return "- " + c.Path + ": " + c.Old
	default:
		return "~ " + c.Path + ": " + c.Old + " -> " + c.New
	}
}

// Diff lists what turns one definition into another, in the order of the
// document. Stations, parts, lines of a bill and all else are compared with
// what has the same code, wherever it stands; a change of place within a list
// is a change of its own. There are no changes if and only if the two are
// Equal. A nil definition is an empty one.
func Diff(old, new *Definition) []Change {
	if old == nil {
		old = &Definition{}
	}
	if new == nil {
		new = &Definition{}
	}
	c := &comparison{}
	c.object("", old.tree(), new.tree(), documentShape)
	return c.changes
}

type comparison struct {
	changes []Change
}

func (c *comparison) add(path string, op Op, old, new string) {
	c.changes = append(c.changes, Change{Path: path, Op: op, Old: old, New: new})
}

// value compares two values, of which either may be blank.
func (c *comparison) value(path string, old, new any, s *shape) {
	switch {
	case s.kind == kindList:
		c.list(path, items(old), items(new), s)
	case s.kind == kindMap:
		c.table(path, object(old), object(new), s)
	case s.kind == kindObject:
		c.object(path, object(old), object(new), s)
	case blank(old) && blank(new):
	case blank(old):
		c.add(path, Added, "", inline(new, s))
	case blank(new):
		c.add(path, Removed, inline(old, s), "")
	case old != new:
		c.add(path, Changed, inline(old, s), inline(new, s))
	}
}

func (c *comparison) object(path string, old, new map[string]any, s *shape) {
	if path != "" {
		path += "."
	}
	for _, f := range s.fields {
		c.value(path+f.name, old[f.name], new[f.name], f.shape)
	}
}

// table compares maps by their keys; a key with an empty value is there.
func (c *comparison) table(path string, old, new map[string]any, s *shape) {
	all := map[string]bool{}
	for key := range old {
		all[key] = true
	}
	for key := range new {
		all[key] = true
	}
	for _, key := range sortedKeys(all) {
		before, was := old[key]
		after, is := new[key]
		at := path + "." + key
		switch {
		case !was:
			c.add(at, Added, "", inline(after, s.item))
		case !is:
			c.add(at, Removed, inline(before, s.item), "")
		case s.item.kind == kindObject:
			c.object(at, object(before), object(after), s.item)
		case before != after:
			c.add(at, Changed, inline(before, s.item), inline(after, s.item))
		}
	}
}

// list compares lists by the identities of their items: first what stays or
// goes, in the old order, then what comes, in the new, then the order itself.
func (c *comparison) list(path string, old, new []any, s *shape) {
	before, after := identities(old, s.item), identities(new, s.item)
	was, is := places(before), places(after)
	for i, id := range before {
		at := path + "[" + id.shown() + "]"
		j, stays := is[id]
		switch {
		case !stays:
			c.add(at, Removed, inline(old[i], s.item), "")
		case s.item.kind == kindObject:
			c.object(at, object(old[i]), object(new[j]), s.item)
		}
	}
	for j, id := range after {
		if _, stays := was[id]; !stays {
			c.add(path+"["+id.shown()+"]", Added, "", inline(new[j], s.item))
		}
	}
	c.order(path, before, after, was, is, s.ordered)
}

// order reports items that changed places; in an ordered list also what is
// new anywhere but at the end.
func (c *comparison) order(path string, before, after []identity, was, is map[identity]int, ordered bool) {
	gone := func(id identity) bool { _, stays := is[id]; return !stays }
	fresh := func(id identity) bool { _, stayed := was[id]; return !stayed }
	if ordered {
		end := len(after)
		for end > 0 && fresh(after[end-1]) {
			end--
		}
		inserted := slices.ContainsFunc(after[:end], fresh)
		if !inserted {
			after = after[:end]
		}
		before = slices.DeleteFunc(slices.Clone(before), gone)
		if !inserted && slices.Equal(before, after) {
			return
		}
	} else {
		before = slices.DeleteFunc(slices.Clone(before), gone)
		after = slices.DeleteFunc(slices.Clone(after), fresh)
		if slices.Equal(before, after) {
			return
		}
	}
	for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
		before, after = before[1:], after[1:]
	}
	c.add(path, Changed, sequence(before), sequence(after))
}

// identity tells an item of a list apart from the others. The last part counts
// items that have the same fields, so that wrong definitions can be compared.
type identity struct {
	first, second string
	repeat        int
}

func (id identity) shown() string {
	text := id.first
	if id.second != "" {
		text += " rev " + id.second
	}
	if id.repeat > 0 {
		text += fmt.Sprintf(" #%d", id.repeat+1)
	}
	return text
}

// identities gives each item of a list its own.
func identities(items []any, s *shape) []identity {
	ids := make([]identity, len(items))
	seen := map[identity]int{}
	for i, item := range items {
		id := identity{}
		if fields := object(item); s.kind == kindObject {
			id.first, _ = fields[s.identity[0]].(string)
			if len(s.identity) > 1 {
				id.second, _ = fields[s.identity[1]].(string)
			}
		} else {
			id.first, _ = item.(string)
		}
		ids[i] = id
		ids[i].repeat = seen[id]
		seen[id]++
	}
	return ids
}

func places(ids []identity) map[identity]int {
	places := make(map[identity]int, len(ids))
	for i, id := range ids {
		places[id] = i
	}
	return places
}

// sequence prints identities in order, leaving out the end of a long list.
func sequence(ids []identity) string {
	const most = 20
	var b strings.Builder
	for i, id := range ids {
		if i == most {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(id.shown())
	}
	return b.String()
}
