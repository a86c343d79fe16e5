package epcis

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// shapes is a set of event types. The parts of an event, which have but one
// form, are of every shape.
type shapes uint8

const (
	object shapes = 1 << iota
	aggregation
	association
	transaction
	transformation
	extended

	every = 1<<iota - 1
)

func (t Type) shape() shapes {
	switch t {
	case Object:
		return object
	case Aggregation:
		return aggregation
	case Association:
		return association
	case Transaction:
		return transaction
	case Transformation:
		return transformation
	}
	return extended
}

// layout is the members of a JSON object that stands for a T. The one table
// serves writing, in its order, and reading.
type layout[T any] struct {
	name       string // as errors call it
	fields     []field[T]
	index      map[string]int
	extensions func(*T) *[]Extension // nil: there may be none
	shape      func(*T) shapes       // nil: every
}

// field is one member. It may be in the objects of some shapes and must be in
// those of others.
type field[T any] struct {
	name, key string // key is the name as written: quoted, with the colon
	may, must shapes
	has       func(*T) bool
	read      func(*reader, *T) error
	write     func(*writer, *T)
}

func newLayout[T any](name string, extensions func(*T) *[]Extension, fields ...field[T]) *layout[T] {
	l := &layout[T]{name: name, extensions: extensions, fields: fields, index: map[string]int{}}
	for i := range fields {
		f := &fields[i]
		f.key = `"` + f.name + `":`
		l.index[f.name] = i
		if f.may == 0 {
			f.may = every
		}
	}
	return l
}

// hasMember reports whether the layout has a member of that name.
func (l *layout[T]) hasMember(name string) bool {
	_, known := l.index[name]
	return known
}

func (l *layout[T]) shapeOf(v *T) shapes {
	if l.shape == nil {
		return every
	}
	return l.shape(v)
}

// in says which shapes may have the member, besides extended events, which may
// have any.
func (f field[T]) in(s shapes) field[T] {
	f.may = s | extended
	return f
}

// needed says which shapes must have the member.
func (f field[T]) needed(s shapes) field[T] {
	f.must = s
	return f
}

// text is a member with a string; the empty string means absent.
func text[T any, S ~string](name string, at func(*T) *S) field[T] {
	return field[T]{
		name: name,
		has:  func(v *T) bool { return *at(v) != "" },
		read: func(r *reader, v *T) error {
			s, err := r.word()
			*at(v) = S(s)
			return err
		},
		write: func(w *writer, v *T) { w.text(string(*at(v))) },
	}
}

// texts is a member with a list of strings.
func texts[T any](name string, at func(*T) *[]string) field[T] {
	return field[T]{
		name:  name,
		has:   func(v *T) bool { return len(*at(v)) > 0 },
		read:  func(r *reader, v *T) error { return readList(r, at(v), readWord) },
		write: func(w *writer, v *T) { writeList(w, *at(v), writeWord) },
	}
}

// instant is a member with a date-time; the zero time means absent.
func instant[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{
		name:  name,
		has:   func(v *T) bool { return !at(v).IsZero() },
		read:  func(r *reader, v *T) error { return r.instant(at(v)) },
		write: func(w *writer, v *T) { w.instant(*at(v)) },
	}
}

// number is a member with a decimal; the empty one means absent.
func number[T any](name string, at func(*T) *Decimal) field[T] {
	return field[T]{
		name:  name,
		has:   func(v *T) bool { return *at(v) != "" },
		read:  func(r *reader, v *T) error { return r.decimal(at(v)) },
		write: func(w *writer, v *T) { w.decimal(*at(v)) },
	}
}

// list is a member with a list of objects.
func list[T, E any](name string, at func(*T) *[]E, of *layout[E]) field[T] {
	return field[T]{
		name:  name,
		has:   func(v *T) bool { return len(*at(v)) > 0 },
		read:  func(r *reader, v *T) error { return readList(r, at(v), of.read) },
		write: func(w *writer, v *T) { writeList(w, *at(v), of.write) },
	}
}

// inner is a member whose object spreads over fields of T itself. It is there
// when any of them is.
func inner[T any](name string, of *layout[T]) field[T] {
	return field[T]{name: name, has: of.any, read: of.read, write: of.write}
}

// part is a member with an object of its own, there when the pointer is set.
func part[T, E any](name string, at func(*T) **E, of *layout[E]) field[T] {
	return field[T]{
		name: name,
		has:  func(v *T) bool { return *at(v) != nil },
		read: func(r *reader, v *T) error {
			*at(v) = new(E)
			return of.read(r, *at(v))
		},
		write: func(w *writer, v *T) { of.write(w, *at(v)) },
	}
}

// any reports whether v has any member of the layout.
func (l *layout[T]) any(v *T) bool {
	for i := range l.fields {
		if l.fields[i].has(v) {
			return true
		}
	}
	return l.extensions != nil && len(*l.extensions(v)) > 0
}

// read reads one object into v.
func (l *layout[T]) read(r *reader, v *T) error {
	if err := r.open('{', l.name); err != nil {
		return err
	}
	var seen uint64
	for n := 0; r.d.PeekKind() != '}'; n++ {
		if n == r.limits.Members {
			return r.tooMany("members", "members", r.limits.Members)
		}
		name, err := r.d.ReadValue()
		if err != nil {
			return r.fault(err)
		}
		switch i, known := l.index[string(name[1:len(name)-1])]; {
		case !known:
			err = l.readOther(r, v, name)
		case seen&(1<<i) != 0:
			err = r.fail("duplicate", "occurs twice", "keep one of the two")
		default:
			seen |= 1 << i
			err = l.fields[i].read(r, v)
		}
		if err != nil {
			return err
		}
	}
	if _, err := r.d.ReadToken(); err != nil {
		return r.fault(err)
	}
	return l.check(r, v, seen)
}

// readOther reads a member that the layout does not have: an extension, or a
// mistake.
func (l *layout[T]) readOther(r *reader, v *T, quoted jsontext.Value) error {
	b, err := r.unquote(quoted)
	if err != nil {
		return err
	}
	name := string(b)
	if _, known := l.index[name]; known {
		return r.fail("member", "has escapes in its name", "write "+name+" as it is")
	}
	if l.extensions == nil || !isExtensionName(name) {
		return r.fail("member", "is not a member of "+l.name, l.remedy(name))
	}
	x := l.extensions(v)
	if hasExtension(*x, name) {
		return r.fail("duplicate", "occurs twice", "keep one of the two")
	}
	value, err := r.raw()
	if err != nil {
		return err
	}
	*x = append(*x, Extension{Name: name, Value: value})
	return nil
}

// check sees to it that v has what its shape must have and nothing else.
func (l *layout[T]) check(r *reader, v *T, seen uint64) error {
	shape := l.shapeOf(v)
	for i := range l.fields {
		f := &l.fields[i]
		switch has := seen&(1<<i) != 0; {
		case !has && f.must&shape != 0:
			return missing(r.path(), f.name)
		case has && f.may&shape == 0:
			return misplaced(r.path(), f.name)
		}
	}
	return nil
}

// write writes v as an object, in the order of the layout.
func (l *layout[T]) write(w *writer, v *T) {
	w.dst = append(w.dst, '{')
	shape := l.shapeOf(v)
	for i := range l.fields {
		f := &l.fields[i]
		if w.without != "" && f.name == w.without {
			continue
		}
		if !f.has(v) {
			if f.must&shape != 0 {
				w.err = missing("", f.name)
				return
			}
			continue
		}
		if f.may&shape == 0 {
			w.err = misplaced("", f.name)
			return
		}
		w.separate()
		w.dst = append(w.dst, f.key...)
		if f.write(w, v); w.err != nil {
			w.err.Path = "/" + f.name + w.err.Path
			return
		}
	}
	if l.extensions != nil {
		w.extensions(*l.extensions(v))
	}
	w.dst = append(w.dst, '}')
}

// word is a member with a string that must be one of some set.
func word[T any, S ~string](name string, at func(*T) *S, is func(S) bool, fix string) field[T] {
	f := text(name, at)
	wrong := &Error{Rule: "word", Detail: "is not one of the words allowed", Fix: fix}
	read := f.read
	f.read = func(r *reader, v *T) error {
		if err := read(r, v); err != nil {
			return err
		}
		if !is(*at(v)) {
			return r.fail(wrong.Rule, wrong.Detail, wrong.Fix)
		}
		return nil
	}
	f.write = func(w *writer, v *T) {
		if !is(*at(v)) {
			w.fail(wrong.Rule, wrong.Detail, wrong.Fix)
			return
		}
		w.text(string(*at(v)))
	}
	return f
}

func isType(t Type) bool { return t.shape() != extended || isExtensionName(string(t)) }

func isAction(a Action) bool { return a == Add || a == Observe || a == Delete }

func hasExtension(list []Extension, name string) bool {
	return slices.ContainsFunc(list, func(x Extension) bool { return x.Name == name })
}
