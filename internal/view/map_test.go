package view_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

const mapPlant = `
site: {code: S}
areas:
  - code: A
    lines:
      - code: L1
        takt: PT4M
        stations:
          - {code: CUT, operations: [CUT]}
          - {code: DRILL-1, operations: [DRILL]}
          - {code: DRILL-2, operations: [DRILL]}
          - {code: TEST, operations: [TEST]}
      - code: L2
        stations: [{code: LEGS, operations: [TURN]}]
parts:
  - {number: TABLE, route: TABLE, bom: [{line: 10, part: LEG, operation: DRILL}]}
  - {number: LEG, route: LEG}
  - {number: TOP, tracking: lot, route: TABLE}
routes:
  - code: TABLE
    operations: [{code: CUT}, {code: DRILL}, {code: TEST}]
    reworks: [{code: AGAIN, enter: DRILL, voids: [DRILL, TEST]}]
  - {code: LEG, operations: [{code: TURN}]}
`

// atStations is what happens on a small floor, five minutes from one to the next.
var atStations = []struct{ verb, station, args string }{
	{"produce-unit", "", `{"part":"TABLE","serial":"T1"}`},
	{"produce-unit", "", `{"part":"TABLE","serial":"T2"}`},
	{"produce-unit", "", `{"part":"TABLE","serial":"T3"}`},
	{"produce-unit", "", `{"part":"LEG","serial":"G1"}`},
	{"produce-lot", "", `{"part":"TOP","lot":"P1","quantity":"10"}`},
	{"start", "CUT", `{"object":"T1"}`},
	{"start", "LEGS", `{"object":"G1"}`},
	{"complete", "CUT", `{"object":"T1"}`},
	{"complete", "LEGS", `{"object":"G1"}`},
	{"start", "CUT", `{"object":"T2"}`},
	{"station-state", "DRILL-1", `{"state":"fault","note":"no air"}`},
	{"complete", "CUT", `{"object":"T2"}`},
	{"andon", "DRILL-1", `{"kind":"maintenance"}`},
	{"start", "CUT", `{"object":"P1"}`},
	{"complete", "CUT", `{"object":"P1","partial":true,"quantities":[{"outcome":"good","quantity":"4","number":"P1-A"}]}`},
	{"complete", "CUT", `{"object":"P1"}`},
	{"acknowledge-andon", "DRILL-1", `{}`},
	{"start", "DRILL-2", `{"object":"T1"}`},
	{"install", "DRILL-2", `{"object":"T1","component":"G1"}`},
	{"station-state", "DRILL-1", `{"state":"running"}`},
	{"resolve-andon", "DRILL-1", `{"note":"air is back"}`},
	{"complete", "DRILL-2", `{"object":"T1"}`},
	{"start", "TEST", `{"object":"T1"}`},
	{"complete", "TEST", `{"object":"T1","outcome":"fail","reason":"wobbles"}`},
	{"rework", "TEST", `{"object":"T1","rework":"AGAIN","reason":"drilled too wide"}`},
	{"start", "DRILL-1", `{"object":"T2"}`},
	{"complete", "DRILL-1", `{"object":"T2"}`},
	{"scrap", "", `{"object":"T2","reason":"cracked"}`},
	{"start", "DRILL-1", `{"object":"T1"}`},
	{"complete", "DRILL-1", `{"object":"T1"}`},
	{"start", "DRILL-2", `{"object":"P1-A"}`},
	{"start", "TEST", `{"object":"T1"}`},
	{"complete", "TEST", `{"object":"T1"}`},
	{"ship", "", `{"objects":[{"ref":"T1"}],"to":"SHOP"}`},
}

// standing is what must be the same of a map that was drawn then and of one that
// is drawn now of that time.
func standing(m *view.FloorMap) []string {
	var lines []string
	for _, s := range m.Stations {
		line := fmt.Sprintf("%s %s since %d:", s.Station.Code, s.State.State, s.State.From)
		for _, v := range s.Working {
			line += fmt.Sprintf(" %s/%d", v.Object, v.Number)
		}
		line += fmt.Sprintf(" waiting %d since %d", s.Waiting, s.Oldest)
		for _, c := range s.Calls {
			line += fmt.Sprintf(" call %s %s", c.ID, c.State())
		}
		lines = append(lines, line)
	}
	return lines
}

func drawMap(t *testing.T, db *sqldb.DB, ask func(*view.Query) (*view.FloorMap, error)) *view.FloorMap {
	t.Helper()
	var m *view.FloorMap
	err := view.NewStore(db).Read(t.Context(), func(q *view.Query) (err error) {
		m, err = ask(q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMapOfThePast: the map of a time, asked for later, is the map of then.
func TestMapOfThePast(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: mapPlant}})
		type moment struct {
			after string
			at    track.Micros
			was   []string
		}
		var moments []moment
		for i, step := range atStations {
			p.Clock.Advance(4 * time.Minute)
			c, line := &track.Command{}, map[string]any{
				"id": fmt.Sprint(i), "actor": "p-1", "mode": "ask", "verb": step.verb, "station": step.station, "args": json.RawMessage(step.args),
			}
			text, err := json.Marshal(line)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.UnmarshalJSON(text); err != nil {
				t.Fatal(err)
			}
			if a := p.Do(t, c); a.Verdict.Answer != track.Permit {
				t.Fatalf("%s: %+v", text, a.Verdict)
			}
			p.Clock.Advance(time.Minute)
			now := track.Micros(p.Clock.Now().UnixMicro())
			m := drawMap(t, db, func(q *view.Query) (*view.FloorMap, error) { return q.MapNow(now) })
			moments = append(moments, moment{step.verb + " " + step.args, now, standing(m)})
		}
		for _, m := range moments {
			then := drawMap(t, db, func(q *view.Query) (*view.FloorMap, error) { return q.MapAt(m.at) })
			if diff := cmp.Diff(m.was, standing(then)); diff != "" {
				t.Errorf("after %s (-then +asked for later):\n%s", m.after, diff)
			}
		}
		t.Run("as it stands", func(t *testing.T) { checkLastMap(t, db, moments[len(moments)-9].at) })
	})
}

// checkLastMap looks at what a lead would look for, after the scrapping of T2.
func checkLastMap(t *testing.T, db *sqldb.DB, at track.Micros) {
	m := drawMap(t, db, func(q *view.Query) (*view.FloorMap, error) { return q.MapAt(at) })
	stations := map[string]view.MapStation{}
	for _, s := range m.Stations {
		stations[s.Station.Code] = s
	}
	// The lots P1 and P1-A and the reworked T1 may go to both drills.
	for code, want := range map[string]int{"CUT": 0, "DRILL-1": 3, "DRILL-2": 3, "TEST": 0, "LEGS": 0} {
		if got := stations[code].Waiting; got != want || got != len(stations[code].Queue) {
			t.Errorf("%d wait before %s, want %d", got, code, want)
		}
	}
	if s := stations["LEGS"].State; s.State != plant.StationStarved || s.Source != track.Derived {
		t.Errorf("LEGS has nothing to do, but is %+v", s)
	}
	test := stations["TEST"].Pace
	if test.First != 1 || test.Good != 0 || test.Passes != 1 {
		t.Errorf("TEST has judged one first attempt, which failed: %+v", test)
	}
	if cycle := stations["DRILL-2"].Pace.Cycle; cycle != 20*60e6 {
		t.Errorf("DRILL-2 took 20 minutes for T1, not %d s", cycle/1e6)
	}
}
