package epcisview_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// simple is an event in the words of the test, which knows nothing of EPCIS.
type simple struct {
	id       string
	serial   int    // of the one thing that it names
	link     bool   // named by a link and not by a URN
	step     string // business step
	place    int
	hour     int // when it happened
	celsius  int // a reading; 0: none
	fahr     bool
	colour   string
	recorded int // its turn
	by       string
}

var (
	simpleSteps   = []string{"shipping", "receiving", "storing"}
	simpleColours = []string{"", "red", "green"}
	firstHour     = time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC)
)

// event is the event in EPCIS.
func (s *simple) event() string {
	epc := fmt.Sprintf("urn:epc:id:sgtin:0614141.107346.%d", s.serial)
	if s.link {
		epc = fmt.Sprintf("https://id.gs1.org/01/10614141073464/21/%d", s.serial)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ns.example.com/"}],"type":"ObjectEvent",
		"eventID":%q,"eventTime":%q,"eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":[%q],"bizStep":%q,"readPoint":{"id":"urn:place:%d"}`,
		s.id, epcis.FormatInstant(firstHour.Add(time.Duration(s.hour)*time.Hour)), epc, s.step, s.place)
	if s.celsius != 0 && s.fahr {
		fmt.Fprintf(&b, `,"sensorElementList":[{"sensorReport":[{"type":"Temperature","value":%d.%d,"uom":"FAH"}]}]`, (s.celsius*18+320)/10, (s.celsius*18+320)%10)
	} else if s.celsius != 0 {
		fmt.Fprintf(&b, `,"sensorElementList":[{"sensorReport":[{"type":"Temperature","value":%d,"uom":"CEL"}]}]`, s.celsius)
	}
	if s.colour != "" {
		fmt.Fprintf(&b, `,"ex:colour":%q`, s.colour)
	}
	return b.String() + "}"
}

// question is a query, and which events it asks for.
type question struct {
	parameters []string
	wants      []func(*simple) bool
}

func (q *question) add(parameter string, want func(*simple) bool) {
	q.parameters, q.wants = append(q.parameters, parameter), append(q.wants, want)
}

func drawQuestion(t *rapid.T) *question {
	q := &question{}
	may := func(name string) bool { return rapid.IntRange(0, 3).Draw(t, name) == 0 }
	if may("epc") {
		a, b := rapid.IntRange(1, 8).Draw(t, "a"), rapid.IntRange(1, 8).Draw(t, "b")
		q.add(fmt.Sprintf("MATCH_anyEPC=urn:epc:id:sgtin:0614141.107346.%d|https://example.com/gtin/10614141073464/ser/%d", a, b),
			func(s *simple) bool { return s.serial == a || s.serial == b })
	}
	if may("pattern") {
		pattern := rapid.SampledFrom([]string{"0614141.*.*", "0614141.107346.*", "0614142.*.*"}).Draw(t, "of")
		q.add("MATCH_epc=urn:epc:idpat:sgtin:"+pattern, func(*simple) bool { return pattern != "0614142.*.*" })
	}
	if may("step") {
		step := rapid.SampledFrom(simpleSteps).Draw(t, "of")
		q.add("EQ_bizStep=https://ref.gs1.org/cbv/BizStep-"+step, func(s *simple) bool { return s.step == step })
	}
	if may("place") {
		place := rapid.IntRange(1, 4).Draw(t, "where")
		q.add(fmt.Sprintf("EQ_readPoint=urn:place:%d", place), func(s *simple) bool { return s.place == place })
	}
	if may("from") {
		hour := rapid.IntRange(0, 12).Draw(t, "hour")
		q.add("GE_eventTime="+epcis.FormatInstant(firstHour.Add(time.Duration(hour)*time.Hour)), func(s *simple) bool { return s.hour >= hour })
	}
	if may("until") {
		hour := rapid.IntRange(0, 12).Draw(t, "hour")
		q.add("LT_eventTime="+epcis.FormatInstant(firstHour.Add(time.Duration(hour)*time.Hour)), func(s *simple) bool { return s.hour < hour })
	}
	if may("warm") {
		kelvin := rapid.IntRange(1, 6).Draw(t, "celsius")
		q.add(fmt.Sprintf("GE_value_KEL=%d.15", 273+kelvin), func(s *simple) bool { return s.celsius >= kelvin })
	}
	if may("colour") {
		q.add("EQ_https://ns.example.com/colour=red", func(s *simple) bool { return s.colour == "red" })
	}
	return q
}

// TestQueriesFindWhatAFilterFinds asks many questions of one store, page by page
// and in every order, and compares with a filter that knows no index.
func TestQueriesFindWhatAFilterFinds(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		x := open(t, p)
		var all []simple
		for i := range 80 {
			s := simple{
				id: fmt.Sprintf("urn:event:%d", i), serial: 1 + i*7%8, link: i%3 == 0, step: simpleSteps[i*5%3], place: 1 + i*11%4, hour: i * 17 % 13,
				celsius: i % 7, fahr: i%2 == 0, colour: simpleColours[i*13%3], recorded: i, by: fmt.Sprint("s-", i%3),
			}
			e, err := epcis.ParseEvent([]byte(s.event()), epcis.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			a := p.Do(t, &track.Command{ID: track.CaptureID(e, s.by, nil), Verb: "capture", Mode: track.ModeReport, Actor: s.by, Args: &track.Capture{Event: s.event()}})
			if a.Verdict.Answer != track.Permit {
				t.Fatal(a.Verdict.Text)
			}
			all = append(all, s)
		}
		rapid.Check(t, func(rt *rapid.T) {
			q := drawQuestion(rt)
			order := rapid.SampledFrom([]string{"", "eventTime", "recordTime"}).Draw(rt, "orderBy")
			ascending := rapid.Bool().Draw(rt, "ascending")
			parameters := append(q.parameters, fmt.Sprintf("perPage=%d", rapid.SampledFrom([]int{7, 40, 1000}).Draw(rt, "perPage")))
			if order != "" {
				parameters = append(parameters, "orderBy="+order, "orderDirection="+map[bool]string{true: "ASC", false: "DESC"}[ascending])
			}
			by, sees := drawSight(rt)
			var got []string
			for _, e := range askAs(t, x, by, parameters...) {
				got = append(got, e.EventID)
			}
			if diff := cmp.Diff(filtered(all, q, sees, order, ascending), got); diff != "" {
				rt.Fatalf("%v as %+v (-filter +query):\n%s", parameters, by, diff)
			}
		})
	})
}

// keeps reports whether an event is one that is asked for.
func (q *question) keeps(s *simple) bool {
	return !slices.ContainsFunc(q.wants, func(want func(*simple) bool) bool { return !want(s) })
}

// drawSight is what somebody sees, and whether that is an event.
func drawSight(t *rapid.T) (epcisview.Sight, func(*simple) bool) {
	if rapid.Bool().Draw(t, "all") {
		return epcisview.Everything(), func(*simple) bool { return true }
	}
	by := epcisview.Sight{Actor: rapid.SampledFrom([]string{"", "s-1", "s-2", "s-9"}).Draw(t, "actor")}
	var grants []*question
	for range rapid.IntRange(0, 2).Draw(t, "grants") {
		g := drawQuestion(t)
		if len(g.parameters) == 0 {
			continue
		}
		values := url.Values{}
		for _, p := range g.parameters {
			name, value, _ := strings.Cut(p, "=")
			values.Add(name, value)
		}
		grants, by.Grants = append(grants, g), append(by.Grants, values.Encode())
	}
	return by, func(s *simple) bool {
		return s.by == by.Actor || slices.ContainsFunc(grants, func(g *question) bool { return g.keeps(s) })
	}
}

// filtered is the answer of a filter.
func filtered(all []simple, q *question, sees func(*simple) bool, order string, ascending bool) (ids []string) {
	var fit []simple
	for _, s := range all {
		if sees(&s) && q.keeps(&s) {
			fit = append(fit, s)
		}
	}
	bounded := slices.ContainsFunc(q.parameters, func(p string) bool { return strings.Contains(p, "_eventTime=") })
	slices.SortFunc(fit, func(a, b simple) int {
		c := a.recorded - b.recorded
		if (order == "eventTime" || order == "" && bounded) && a.hour != b.hour {
			c = a.hour - b.hour
		}
		if order != "" && !ascending {
			return -c
		}
		return c
	})
	for _, s := range fit {
		ids = append(ids, s.id)
	}
	return ids
}
