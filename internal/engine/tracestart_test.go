package engine_test

import (
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// TestTraceBeginsWithWhatFitted replays the journals of scenarios entry by entry.
// What fits the state that the first entries leave is what a trace begins with
// that asks by what was known after them, whatever was recorded since; and by what
// had happened by then, where all was recorded as it happened and none corrected.
func TestTraceBeginsWithWhatFitted(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"corrections", "found-bad", "removal", "quality"} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
				p := enginetest.Start(t, db)
				p.Play(t, "../../testdata/script/"+scenario+".txt")
				entries := journalOf(t, db)
				present := track.NewState()
				present.LoadEverything()
				for i := range entries {
					apply(t, present, &entries[i])
				}
				scopes := scopesOf(present)
				told := !slices.ContainsFunc(entries, func(e journal.Entry) bool {
					return e.Kind == "correction" || e.RecordedAt.Sub(e.OccurredAt) > time.Minute
				})
				past := track.NewState()
				past.LoadEverything()
				for i := range entries {
					apply(t, past, &entries[i])
					if i%13 != 0 && i < len(entries)-1 || i+1 < len(entries) && !entries[i+1].RecordedAt.After(entries[i].RecordedAt) {
						continue
					}
					at := track.MicrosOf(entries[i].RecordedAt)
					compareStarts(t, db, past, present, scopes, view.TraceQuestion{KnownAt: at})
					if told {
						compareStarts(t, db, past, present, scopes, view.TraceQuestion{AsOf: at})
					}
				}
			})
		})
	}
}

func compareStarts(t *testing.T, db *sqldb.DB, past, present *track.State, scopes []track.Scope, ask view.TraceQuestion) {
	t.Helper()
	err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
		for _, sc := range scopes {
			ask.Where, ask.Direction, ask.Depth = &sc, view.Forward, 1
			tr, err := q.Trace(ask)
			if err != nil {
				return err
			}
			var got []track.ObjectID
			for _, n := range tr.Nodes[:tr.Starts] {
				got = append(got, n.Object.ID)
			}
			if diff := cmp.Diff(fitting(past, present, sc), got); diff != "" {
				text, _ := json.Marshal(sc)
				t.Errorf("known at %d, as of %d, %s (-replayed +trace):\n%s", ask.KnownAt, ask.AsOf, text, diff)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fitting asks every object of a state; what it is, its part and its maker, is as it
// is known at present.
func fitting(s, present *track.State, sc track.Scope) (ids []track.ObjectID) {
	if sc.Since != "" {
		sc.Settle(s.CalibrationsOf.Find(sc.Equipment, func(c *track.Calibration) bool { return c.VoidSeq == 0 }))
	}
	for _, o := range s.Objects.All() {
		life := o.Life
		o, _ = present.Objects.Get(o.ID)
		o.Life = life
		h := &track.History{
			Object: o, Names: s.NamesOf.Rows(o.ID), Visits: s.VisitsOf.Rows(o.ID), Results: s.ResultsOf.Rows(o.ID), Sightings: s.SightingsOf.Rows(o.ID),
		}
		if sc.Fits(h) {
			ids = append(ids, o.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// scopesOf are questions about all that was done: each station, person, tool and
// value on its own, together with half of the time, and each maker's lots.
func scopesOf(s *track.State) []track.Scope {
	seen := map[track.Scope]bool{}
	for _, o := range s.Objects.All() {
		seen[track.Scope{Part: o.Part, Maker: o.Maker}] = true
		for _, n := range s.NamesOf.Rows(o.ID) {
			if n.Scheme == track.SchemeLot {
				seen[track.Scope{Lot: n.Value, Maker: o.Maker}] = true
			}
		}
		for _, v := range s.VisitsOf.Rows(o.ID) {
			seen[track.Scope{Station: v.Station, Until: v.Started.Time().Add(time.Millisecond)}] = true
			seen[track.Scope{Operator: v.Actor, From: v.Started.Time()}] = true
			for _, u := range v.Equipment {
				seen[track.Scope{Equipment: u.Equipment}] = true
				seen[track.Scope{Equipment: u.Equipment, Since: track.SinceCheck}] = true
			}
		}
		for _, r := range s.ResultsOf.Rows(o.ID) {
			seen[track.Scope{Characteristic: r.Characteristic, AtLeast: r.Value, AtMost: r.Value}] = true
			seen[track.Scope{Characteristic: r.Characteristic, AtMost: r.Value, Station: r.Station}] = true
			seen[track.Scope{Outcome: r.Outcome, From: r.OccurredAt.Time()}] = true
		}
		for _, w := range s.SightingsOf.Rows(o.ID) {
			seen[track.Scope{From: w.OccurredAt.Time(), Until: w.OccurredAt.Time().Add(time.Second)}] = true
		}
	}
	delete(seen, track.Scope{})
	var scopes []track.Scope
	for sc := range seen {
		scopes = append(scopes, sc)
	}
	return scopes
}

func journalOf(t *testing.T, db *sqldb.DB) (entries []journal.Entry) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		entries, err = journal.Read(t.Context(), tx, 0, 10_000)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func apply(t *testing.T, s *track.State, j *journal.Entry) {
	t.Helper()
	e, ours, err := engine.ReadEntry(j)
	if err != nil {
		t.Fatal(err)
	}
	if ours {
		track.Apply(s, &e)
	}
}
