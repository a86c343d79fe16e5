package engine

import (
	"fmt"
	"time"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/track"
)

// bodyVersion is the format of the bodies written today.
const bodyVersion = 1

// draft is an entry of the domain as the journal takes it.
func draft(e *track.Entry) (journal.Draft, error) {
	body, err := e.AppendBody(nil)
	if err != nil {
		return journal.Draft{}, fmt.Errorf("write the body of a %s entry: %w", e.Fact.Kind(), err)
	}
	d := journal.Draft{
		Envelope: journal.Envelope{
			Kind: string(e.Fact.Kind()), Version: bodyVersion, OccurredAt: e.OccurredAt.Time(), ZoneOffset: e.ZoneOffset,
			Station: e.Station, Position: e.Position, Session: e.Session, Actor: e.Actor, Device: e.Device,
			Source: e.Source, Command: e.CommandID, Plant: e.Plant,
		},
		Body: body,
	}
	for _, id := range e.Touches() {
		d.Links = append(d.Links, string(id))
	}
	return d, nil
}

// ReadEntry is an entry of the journal as the domain understands it; false for
// one that concerns the journal itself, or whose body has been erased.
func ReadEntry(j *journal.Entry) (track.Entry, bool, error) {
	return readEntry(j, (*track.Entry).ReadBody)
}

func readEntry(j *journal.Entry, read func(*track.Entry, track.EntryKind, []byte) error) (track.Entry, bool, error) {
	e := track.Entry{
		Seq: j.Seq, RecordedAt: micros(j.RecordedAt), OccurredAt: micros(j.OccurredAt), ZoneOffset: j.ZoneOffset,
		Station: j.Station, Position: j.Position, Session: j.Session, Actor: j.Actor, Device: j.Device,
		Source: j.Source, CommandID: j.Command, Plant: j.Plant,
	}
	switch j.Kind {
	case journal.KindStore, journal.KindKey, journal.KindEpoch, journal.KindErasure, KindAccess:
		return e, false, nil
	}
	if j.Erased {
		return e, false, nil
	}
	if err := read(&e, track.EntryKind(j.Kind), j.Body); err != nil {
		return e, false, fmt.Errorf("entry %d: %w", j.Seq, err)
	}
	return e, true, nil
}

func micros(t time.Time) track.Micros { return track.Micros(t.UnixMicro()) }
