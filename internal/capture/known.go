package capture

import (
	"context"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/track"
)

// known finds those of some events that have been recorded, by the ids of the
// commands that capture them. What somebody else has declared wrong is no
// declaration of the sender's.
func (j *Jobs) known(ctx context.Context, events []*epcis.Event, by *Sender) (map[string]*epcis.Event, error) {
	var ids, declared []string
	for _, e := range events {
		if e.ErrorDeclaration != nil {
			declared = append(declared, by.id(e))
		} else {
			ids = append(ids, track.CapturedID(e))
		}
	}
	found := map[string]*epcis.Event{}
	if len(declared) > 0 {
		var err error
		if found, err = j.Events.Declarations(ctx, declared); err != nil {
			return nil, err
		}
	}
	recorded, err := j.named(ctx, epcisview.Everything(), ids, false)
	for _, e := range recorded {
		found[by.id(e)] = e
	}
	return found, err
}

// named finds the events with some ids, or the declarations of them as wrong, as far
// as somebody sees them.
func (j *Jobs) named(ctx context.Context, sight epcisview.Sight, ids []string, declared bool) ([]*epcis.Event, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q, err := query.Parse(map[string][]string{
		"EQ_eventID": ids, "EXISTS_errorDeclaration": {strconv.FormatBool(declared)}, "perPage": {strconv.Itoa(query.MaxPerPage)},
	}, query.Options{})
	if err != nil {
		return nil, err
	}
	page, err := j.Events.Find(ctx, sight, q)
	if err != nil {
		return nil, err
	}
	return page.Events, nil
}

// declares judges who may declare an event wrong. What the line has recorded it
// declares wrong itself: that is known then. A partner declares wrong what the
// partner has reported.
func (j *Jobs) declares(ctx context.Context, e *epcis.Event, by *Sender) (known *epcis.Event, refused *Error, err error) {
	if e.ErrorDeclaration == nil {
		return nil, nil, nil
	}
	refuse := func(f track.Finding) *Error {
		return &Error{Rule: string(f.Code), Detail: f.Text, Fix: f.Next}
	}
	id := []string{track.CapturedID(e)}
	entry, ours, err := j.Events.OfLine(ctx, id[0])
	if err != nil {
		return nil, nil, err
	}
	if ours {
		declared, err := j.named(ctx, epcisview.Everything(), id, true)
		if err != nil || len(declared) == 0 {
			return nil, refuse(track.OfLine(id[0], entry)), err
		}
		return declared[0], nil, nil
	}
	if track.PartnerOf(by.Actor, by.Roles) == "" {
		return nil, nil, nil
	}
	all, err := j.named(ctx, epcisview.Everything(), id, false)
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	own, err := j.named(ctx, epcisview.Sight{Actor: by.Actor}, id, false)
	if err == nil && len(own) == 0 {
		refused = refuse(track.NotReporter(id[0]))
	}
	return nil, refused, err
}
