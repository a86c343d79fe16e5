package httpapi

import (
	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// maxNamed bounds the objects that an event names.
const maxNamed = 100

// events are entries in short, with the names of what they touch.
func events(q *view.Query, entries []journal.Entry) ([]api.Event, error) {
	out := make([]api.Event, len(entries))
	var ids []track.ObjectID
	seen := map[track.ObjectID]bool{}
	for i := range entries {
		// A body that cannot be read, such as one of a later version, still has
		// its envelope: a feed must not stop at it. Verify judges bodies.
		e, known, err := engine.ReadEntry(&entries[i])
		out[i] = event(&entries[i], &e, known && err == nil)
		for _, l := range entries[i].Links[:min(len(entries[i].Links), maxNamed)] {
			if id := track.ObjectID(l.Object); !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	found, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	if err := tellOwners(q, out); err != nil {
		return nil, err
	}
	if err := tellFiles(q, out); err != nil {
		return nil, err
	}
	for i := range entries {
		for _, l := range entries[i].Links[:min(len(entries[i].Links), maxNamed)] {
			out[i].Objects = append(out[i].Objects, names(found).ref(track.ObjectID(l.Object)))
		}
	}
	return out, nil
}

// tellOwners says of breaches who answers for them.
func tellOwners(q *view.Query, out []api.Event) error {
	var x *plant.Index
	for i := range out {
		if out[i].Kind != string(track.EntryBreach) || out[i].Erased {
			continue
		}
		if x == nil {
			var err error
			if x, err = q.PresentPlant(); err != nil {
				return err
			}
		}
		out[i].Owner = x.WhoAnswers(plant.Rule(out[i].Rule))
	}
	return nil
}

// event is an entry in short. known is false for one that concerns the journal
// itself, or whose body has been erased.
func event(j *journal.Entry, e *track.Entry, known bool) api.Event {
	out := api.Event{Envelope: envelope(j), ObjectCount: len(j.Links), Erased: j.Erased}
	if !known {
		return out
	}
	if e.Command != nil {
		out.Verb, out.Mode = string(e.Command.Verb), string(e.Command.Mode)
	}
	if e.Verdict != nil {
		out.Verdict = wireVerdict(e.Verdict)
		out.Text = e.Verdict.Text
	}
	switch f := e.Fact.(type) {
	case *track.Material:
		out.Step, out.Text = f.BizStep, first(out.Text, f.Reason)
	case *track.Breached:
		out.Text, out.Rule, out.Code, out.Breach = f.Text, string(f.Rule), string(f.Code), f.Of
	case *track.BreachClosed:
		out.Text = first(out.Text, f.Reason)
	case *track.Held:
		out.Text = first(out.Text, f.Reason)
	case *track.Released:
		out.Text = first(out.Text, f.Reason)
	case *track.Corrected:
		out.Text = first(out.Text, f.Reason)
	}
	return out
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func envelope(j *journal.Entry) api.Envelope {
	e := api.Envelope{
		Seq: j.Seq, Kind: j.Kind, RecordedAt: j.RecordedAt, OccurredAt: j.OccurredAt, ZoneOffset: j.ZoneOffset,
		Station: j.Station, Position: j.Position, Session: j.Session, Actor: j.Actor, Device: j.Device,
		Source: j.Source, Command: j.Command, Plant: j.Plant,
	}
	if e.OccurredAt.IsZero() {
		e.OccurredAt = e.RecordedAt
	}
	return e
}
