package httpapi

import (
	"context"
	"maps"
	"slices"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/view"
)

// peopleInput names people by the ids that the journal has of them.
type peopleInput struct {
	Snapshot
	ID []string `query:"id,explode" maxItems:"200" doc:"Ids, as the actor of an entry is one"`
}

// namesAsked are the people that were asked about; their names are told later.
func (s *server) namesAsked(_ *view.Query, in *peopleInput) (*api.List[api.Person], error) {
	return &api.List[api.Person]{Items: each(in.ID, func(id *string) api.Person { return api.Person{ID: *id} })}, nil
}

// nameAsked names them. Who is not known, or has been erased, is left out.
func (s *server) nameAsked(ctx context.Context, list *api.List[api.Person]) error {
	names, err := s.People.Names(ctx, each(list.Items, func(p *api.Person) string { return p.ID }))
	if err != nil {
		return err
	}
	list.Items = []api.Person{}
	for _, id := range slices.Sorted(maps.Keys(names)) {
		list.Items = append(list.Items, api.Person{ID: id, Name: names[id]})
	}
	return nil
}
