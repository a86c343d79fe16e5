package httpapi

import (
	"strconv"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// Paging is the parameters of every list.
type Paging struct {
	After string `query:"after" maxLength:"256" doc:"The next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"Items of a page"`
}

func (p *Paging) page() view.Page { return view.Page{After: p.After, Limit: p.Limit} }

// ObjectInput names an object in a path.
type ObjectInput struct {
	Snapshot
	ID       string    `path:"id" maxLength:"4096" doc:"The object's id, its URI, or any code or identifier of it"`
	CalledAt time.Time `query:"calledAt" doc:"The object that was called so at that time; now, if left out"`
}

// object finds the one object that was meant by a code at a time: now, if it is
// zero.
func object(q *view.Query, ref string, calledAt time.Time) (*track.Object, error) {
	return objectAt(q, ref, calledAt, "path.id")
}

// objectAt does so for a code that stands elsewhere in the request.
func objectAt(q *view.Query, ref string, calledAt time.Time, location string) (*track.Object, error) {
	if calledAt.IsZero() {
		calledAt = time.Now()
	}
	found, err := q.Resolve(track.Ref(ref), micros(calledAt))
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, problem(CodeNotFound, "There is no such object here.", api.Fault{Location: location, Message: "it is no id, URI, code or identifier of an object here"})
	case len(found) > 1:
		f := problem(CodeAmbiguous, "")
		f.Candidates = each(found, func(o *track.Object) api.ObjectRef {
			ref := wireRef(o)
			ref.Maker = o.Maker
			return ref
		})
		return nil, f
	}
	return &found[0], nil
}

// names are the objects that a page speaks of.
type names map[track.ObjectID]track.Object

// namesOf reads the objects that the rows of a page speak of.
func namesOf[R any](q *view.Query, rows []R, of func(*R) track.ObjectID) (names, error) {
	ids := make([]track.ObjectID, 0, len(rows))
	for i := range rows {
		if id := of(&rows[i]); id != "" {
			ids = append(ids, id)
		}
	}
	return q.Objects(ids)
}

// ref names an object, known or not.
func (n names) ref(id track.ObjectID) api.ObjectRef {
	o, ok := n[id]
	if !ok {
		return api.ObjectRef{ID: string(id)}
	}
	return wireRef(&o)
}

// sequence reads a whole number, 0 or more, from an address.
func sequence(text, location string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, problem(CodeBadValue, "", api.Fault{Location: location, Message: "it is no whole number from 0 on"})
	}
	return n, nil
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
