package httpapi

import (
	"slices"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

func (s *server) getObject(q *view.Query, in *ObjectInput) (*api.ObjectDetail, error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	if err := q.Whereabouts(o); err != nil {
		return nil, err
	}
	out := &api.ObjectDetail{Object: wireObject(o), URI: ident.ObjectURI(string(o.ID))}
	called, err := q.Identifiers(o.ID)
	if err != nil {
		return nil, err
	}
	out.Identifiers = each(called, wireIdentifier)
	holds, err := q.HoldsOn([]track.ObjectID{o.ID})
	if err != nil {
		return nil, err
	}
	out.Holds = texts(holds[o.ID])
	if o.Parent != "" {
		around, err := q.Objects([]track.ObjectID{o.Parent})
		if err != nil {
			return nil, err
		}
		ref := names(around).ref(o.Parent)
		out.Inside = &ref
	}
	working, _, err := q.Visits(view.VisitFilter{Object: o.ID, Open: true}, view.Page{Limit: 1})
	if len(working) > 0 {
		v := wireVisit(&working[0], wireRef(o))
		out.InWork = &v
	}
	if err != nil {
		return nil, err
	}
	on, err := carriersOf(q, o.ID, 0)
	if len(on) > 0 && on[0].To.IsZero() {
		out.Carrier = &on[0]
	}
	return out, err
}

// carriersOf lists the stays of an object on carriers.
func carriersOf(q *view.Query, id track.ObjectID, asOf track.Micros) ([]api.Carried, error) {
	stays, err := q.Carriers(id, asOf)
	if err != nil {
		return nil, err
	}
	known, err := q.Objects(each(stays, func(e *track.Edge) track.ObjectID { return e.Parent }))
	return each(stays, func(e *track.Edge) api.Carried {
		return api.Carried{
			Carrier: names(known).ref(e.Parent), Place: e.Position, From: at(e.OccurredFrom), To: at(e.OccurredTo), Entry: e.Entry, EndEntry: e.EndEntry,
		}
	}), err
}

func (s *server) getCarriers(q *view.Query, in *treeInput) (*api.List[api.Carried], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	stays, err := carriersOf(q, o.ID, micros(in.AsOf))
	return &api.List[api.Carried]{Items: stays}, err
}

// objectsInput picks objects.
type objectsInput struct {
	Snapshot
	Paging
	Kind      string `query:"kind" enum:"unit,lot,container,equipment,package,carrier,receipt"`
	Part      string `query:"part" maxLength:"256"`
	Life      string `query:"life" enum:"open,consumed,scrapped,shipped,void,forwarded"`
	Station   string `query:"station" maxLength:"256" doc:"Where it was last seen"`
	Operation string `query:"operation" maxLength:"256" doc:"What it is in work at"`
	Order     string `query:"order" maxLength:"256" doc:"Number of the work order that it is made for"`
	Text      string `query:"text" maxLength:"256" doc:"The beginning of an identifier"`
}

func (s *server) listObjects(q *view.Query, in *objectsInput) (*api.List[api.Object], error) {
	f := view.ObjectFilter{Part: in.Part, Life: track.Life(in.Life), Station: in.Station, Operation: in.Operation, Order: in.Order, Text: in.Text}
	if in.Kind != "" {
		f.Kinds = []track.Kind{track.Kind(in.Kind)}
	}
	return objects(q, f, in.page())
}

// matchInput asks which objects a scope fits.
type matchInput struct {
	Snapshot
	Limit int `query:"limit" minimum:"1" maximum:"50000" default:"1000" doc:"Most objects that are listed"`
	Body  api.Selection
}

func (s *server) matchObjects(q *view.Query, in *matchInput) (*api.Matching, error) {
	scope, err := readScope(&in.Body)
	if err != nil {
		return nil, err
	}
	ids, err := q.Matching(scope, in.Limit+1)
	if err != nil {
		return nil, err
	}
	more := len(ids) > in.Limit
	ids = ids[:min(len(ids), in.Limit)]
	known, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	holds, err := q.HoldsOn(ids)
	return &api.Matching{More: more, Items: each(ids, func(id *track.ObjectID) api.Object {
		o := known[*id]
		out := wireObject(&o)
		out.Holds = texts(holds[o.ID])
		return out
	})}, err
}

// lotsInput picks lots and containers.
type lotsInput struct {
	Snapshot
	Paging
	Part  string `query:"part" maxLength:"256"`
	Life  string `query:"life" enum:"open,consumed,scrapped,shipped,void,forwarded"`
	Maker string `query:"maker" maxLength:"256"`
	Text  string `query:"text" maxLength:"256" doc:"The beginning of an identifier"`
}

func (s *server) listLots(q *view.Query, in *lotsInput) (*api.List[api.Object], error) {
	return objects(q, view.ObjectFilter{
		Kinds: []track.Kind{track.KindLot, track.KindContainer}, Part: in.Part, Life: track.Life(in.Life), Maker: in.Maker, Text: in.Text,
	}, in.page())
}

// objects lists objects with the holds that lie on them.
func objects(q *view.Query, f view.ObjectFilter, p view.Page) (*api.List[api.Object], error) {
	rows, next, err := q.FindObjects(f, p)
	if err != nil {
		return nil, err
	}
	ids := each(rows, func(o *track.Object) track.ObjectID { return o.ID })
	holds, err := q.HoldsOn(ids)
	if err != nil {
		return nil, err
	}
	return &api.List[api.Object]{Next: next, Items: each(rows, func(o *track.Object) api.Object {
		out := wireObject(o)
		out.Holds = texts(holds[o.ID])
		return out
	})}, nil
}

// historyInput asks for a page of what happened to an object.
type historyInput struct {
	ObjectInput
	Paging
}

func (s *server) getHistory(q *view.Query, in *historyInput) (*api.List[api.Event], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	after := int64(-1)
	if in.After != "" {
		if after, err = sequence(in.After, "query.after"); err != nil {
			return nil, err
		}
	}
	entries, err := q.History(o.ID, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Event]{}
	if len(entries) > in.Limit {
		entries = entries[:in.Limit]
		for _, l := range entries[in.Limit-1].Links {
			if l.Object == string(o.ID) {
				out.Next = number(l.Count)
			}
		}
	}
	if out.Items, err = events(q, entries); err != nil {
		return nil, err
	}
	corrected, err := q.Corrected(o.ID, each(out.Items, func(e *api.Event) int64 { return e.Seq }))
	for i := range out.Items {
		out.Items[i].Corrected = corrected[out.Items[i].Seq]
	}
	return out, err
}

// bounded is a time; the zero time stands for one that never comes, too.
func bounded(t track.Micros) time.Time {
	if out := at(t); out.Year() <= 9999 {
		return out
	}
	return time.Time{}
}

// treeInput asks what is inside an object.
type treeInput struct {
	ObjectInput
	AsOf time.Time `query:"asOf" doc:"As it was at that time; now, if left out"`
}

func (s *server) getTree(q *view.Query, in *treeInput) (*api.Tree, error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	list, cut, err := q.Tree(o.ID, micros(in.AsOf))
	if err != nil {
		return nil, err
	}
	return &api.Tree{Object: wireRef(o), AsOf: in.AsOf, Cut: cut, Nodes: each(list, func(n *view.Inside) api.TreeNode {
		return api.TreeNode{Object: wireRef(&n.Object), Depth: n.Depth, Edge: *wireEdge(&n.Edge), Joined: n.Joined}
	})}, nil
}

func (s *server) getIdentifiers(q *view.Query, in *ObjectInput) (*api.List[api.Identifier], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	rows, err := q.Identifiers(o.ID)
	return &api.List[api.Identifier]{Items: each(rows, wireIdentifier)}, err
}

// calledInput asks what is and was called so.
type calledInput struct {
	Snapshot
	Value  string    `query:"value" required:"true" minLength:"1" maxLength:"256" doc:"The identifier, as it is kept"`
	Scheme string    `query:"scheme" maxLength:"256"`
	Issuer string    `query:"issuer" maxLength:"256"`
	At     time.Time `query:"at" doc:"Only what a scan at that time means"`
}

func (s *server) listCalled(q *view.Query, in *calledInput) (*api.List[api.Called], error) {
	names, err := q.Called(in.Value)
	if err != nil {
		return nil, err
	}
	if !in.At.IsZero() {
		names = track.NamesAt(names, micros(in.At))
	}
	names = slices.DeleteFunc(names, func(n track.Identifier) bool {
		return in.Scheme != "" && string(n.Scheme) != in.Scheme || in.Issuer != "" && n.Issuer != in.Issuer
	})
	known, err := namesOf(q, names, func(n *track.Identifier) track.ObjectID { return n.Object })
	return &api.List[api.Called]{Items: each(names, func(n *track.Identifier) api.Called {
		return api.Called{Identifier: wireIdentifier(n), Object: known.ref(n.Object)}
	})}, err
}

func (s *server) getObjectHolds(q *view.Query, in *ObjectInput) (*api.List[api.Hold], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	rows, err := q.ObjectHolds(o.ID)
	return &api.List[api.Hold]{Items: each(rows, func(h *view.HoldOn) api.Hold {
		out := wireHold(&h.Hold)
		out.Cleared = h.Cleared
		return out
	})}, err
}

// measuredInput asks for a page of an object's results.
type measuredInput struct {
	ObjectInput
	Paging
}

func (s *server) getObjectMeasurements(q *view.Query, in *measuredInput) (*api.List[api.Measurement], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	return measurements(q, view.ResultFilter{Object: o.ID}, in.page())
}
