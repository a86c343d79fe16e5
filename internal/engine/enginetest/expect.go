package enginetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// expect compares what the views say with what is written:
//
//	expect object SN1 life=open parent=BX-1 station=ST-60
//	expect says "End run R-1."             a part of the last answer's words
//	expect contents BX-1 SN1 3*L1
//	expect used SN1 TEST DRV-1:TQ-2 FIX-1  what its last visit was made with
//	expect fits {"equipment":"DRV-1"} SN1   what a scope fits
//	expect yield TEST 1/2                 first passes of objects
//	expect equipment DRV-1 state=overdue made=-24h due=2160h   by its calibrations
//	expect certificates anna ESD=good/720h0m0s  of a person, and how long they are good
//	expect defects SN1 SCRATCH            which are open
//	expect attached SN1 $photo            files that its defects name, by SHA-256
//	expect underway SN1 PRINT ROUTE       what it has passed
//	expect breaches 2                     how many nobody has answered
//	expect breaches 2/5 owner=lead         and for how many facts they stand
//	expect broken T201/S2/PUMP/lead=2-1/5  breaches, how many of them are answered, and their facts
//	expect refusals T205/start/PUMP        commands that were not permitted, the last first
//	expect refused T205/ST-30/NIGHT=2+1    refused and asked back, by code, station and shift
//	expect visit T-100 2 outcome=pass good=94   the second visit of an object
//	expect scrapped T-100 4*bar_end        what was scrapped, by reason
//	expect order WO-1 state=released made=2 good=1 version=1
//	expect station ST-30 state=fault reason=JAM
//	expect states ST-30 running fault     told of a station, in the order of time
//	expect call A-12 kind=quality state=open
//	expect calls ST-30 A-12               that stand
//	expect overrides NIGHT=2              how many were given, by shift
//	expect loaded ST-30/F1 R-2             what is set up at a position
//	expect tree SN1 H1 R-1? R-2?           what is inside at all levels
//	expect prints SN1 UNIT=verified        the print jobs of an object, the first first
//	expect print SN1 printer=ZD-1 copies=2 the last one of them
//	expect reservation SR-7 used=2 left=1  of serial numbers
//	expect serial SN1 PUMP=used            what became of it, by part
//	expect gaps PUMP SN2=lost/torn         that no unit bears, and why
//	expect account PUMP units=9 next=12    of all serial numbers
//	expect pool MAC free=2 drawn=3         how far its numbers have come
//	expect number MAC 00-…-01=drawn/SN1    numbers with which something was done
//	expect trace forward R-1 SN1 SN2?      what is reached; ? marks what is only possible
//	expect contact forward SN1 TR-1? SN2?  the same, over carriers too
//	expect carriers SN1 TR-1               on which carriers it has been
//	expect called ASSET-7 -1h SN1          what a question meant by a code, an hour ago
func (s *script) expect(words []string) {
	s.t.Helper()
	switch words[0] {
	case "object":
		s.expectObject(words[1], words[2:])
	case "contents":
		o := s.object(words[1])
		var got []string
		s.see(func(v *track.State) {
			got = nil
			for _, e := range v.Contents.Rows(o.ID) {
				child, _ := v.Objects.Get(e.Child)
				name := child.Name
				if e.Quantity != "" {
					name = string(e.Quantity) + "*" + name
				}
				got = append(got, name)
			}
		})
		want := slices.Clone(words[2:])
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			s.fatalf("%s contains %q, want %q", words[1], got, want)
		}
	case "visit":
		s.expectVisit(words[1], words[2], words[3:])
	case "scrapped":
		s.expectScrapped(words[1], words[2:])
	case "order":
		s.expectOrder(words[1], words[2:])
	case "loaded":
		s.expectLoaded(words[1], words[2:])
	case "tree":
		s.expectTree(words[1], words[2:])
	case "station":
		s.expectStation(words[1], words[2:])
	case "states":
		s.expectStates(words[1], words[2:])
	case "call":
		s.expectCall(words[1], words[2:])
	case "run-out":
		s.expectRunOut(words[1], words[2], words[3:])
	case "calls":
		s.expectCalls(words[1], words[2:])
	case "overrides":
		s.expectOverrides(words[1:])
	case "prints":
		s.expectPrints(words[1], words[2:])
	case "reservation":
		s.expectReservation(words[1], words[2:])
	case "serial":
		s.expectSerial(words[1], words[2:])
	case "gaps":
		s.expectGaps(words[1], words[2:])
	case "pool":
		s.expectPool(words[1], words[2:])
	case "number":
		s.expectNumbers(words[1], words[2:])
	case "account":
		s.expectAccount(words[1], words[2:])
	case "print":
		s.expectPrint(words[1], words[2:])
	case "trace", "contact":
		s.expectTrace(view.TraceQuestion{Direction: view.Direction(words[1]), Carriers: words[0] == "contact"}, words[2], words[3:])
	case "carriers":
		s.expectCarriers(words[1], words[2:])
	case "used":
		s.expectUsed(words[1], words[2], words[3:])
	case "equipment":
		s.expectEquipment(words[1], words[2:])
	case "certificates":
		s.expectCertificates(words[1], words[2:])
	case "fits":
		s.expectFits(words[1], words[2:])
	case "defects":
		s.expectDefects(words[1], words[2:])
	case "attached":
		s.expectAttached(words[1], words[2:])
	case "underway":
		s.expectUnderWay(words[1], words[2:])
	case "yield":
		s.expectYield(words[1], words[2])
	case "breaches":
		s.expectBreaches(words[1], words[2:])
	case "broken":
		s.expectBroken(words[1:])
	case "refusals":
		s.expectRefusals(words[1:])
	case "called":
		s.expectCalled(words[1], words[2], words[3:])
	case "refused":
		s.expectRefused(words[1:])
	case "says":
		if part := strings.Trim(words[1], `"`); !strings.Contains(s.said, part) {
			s.fatalf("the answer was %q", s.said)
		}
	default:
		s.fatalf("there is nothing to expect of %q", words[0])
	}
}

func (s *script) expectOrder(number string, pairs []string) {
	s.t.Helper()
	fields := map[string]string{}
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		w, err := q.Order(number)
		if err != nil {
			return err
		}
		all, err := q.Progress([]track.WorkOrder{w})
		if err != nil {
			return err
		}
		p := all[number]
		pin, _ := w.PinAt(q.Size)
		fields = map[string]string{
			"state": string(w.State), "part": w.Part, "revision": w.Revision, "quantity": string(w.Quantity),
			"version": strconv.FormatInt(pin.Plant, 10), "reason": w.Reason,
			"made": string(p.Made), "waiting": string(p.Waiting), "working": string(p.Working), "good": string(p.Good),
			"scrapped": string(p.Scrapped), "remaining": string(p.Remaining),
		}
		operations, _, _, err := q.OrderOperations(&w)
		for _, o := range operations {
			fields[o.Operation] = strconv.Itoa(o.Working) + "/" + strconv.Itoa(o.Passed) + "/" + strconv.Itoa(o.Failed)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	for _, pair := range pairs {
		key, want, _ := strings.Cut(pair, "=")
		if got, known := fields[key]; !known || got != want {
			s.fatalf("%s of %s is %q, want %q", key, number, got, want)
		}
	}
}

func (s *script) expectLoaded(place string, want []string) {
	s.t.Helper()
	station, position, _ := strings.Cut(place, "/")
	var got []string
	s.see(func(v *track.State) {
		got = nil
		for _, e := range v.Contents.Rows(track.PlaceID(station, position)) {
			o, _ := v.Objects.Get(e.Child)
			got = append(got, o.Name)
		}
	})
	s.sameSet(place+" is loaded with", got, want)
}

func (s *script) expectTrace(ask view.TraceQuestion, code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	ask.Start = []track.ObjectID{o.ID}
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		tr, err := q.Trace(ask)
		if err != nil {
			return err
		}
		for _, n := range tr.Nodes[1:] {
			name := n.Object.Name
			if !n.Proven {
				name += "?"
			}
			got = append(got, name)
		}
		return nil
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet(string(ask.Direction)+" of "+code+" are", got, want)
}

// expectCarriers compares on which carriers an object has been.
func (s *script) expectCarriers(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		stays, err := q.Carriers(o.ID, 0)
		for _, e := range stays {
			carrier, _ := q.Object(e.Parent)
			got = append(got, carrier.Name)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet(code+" was on", got, want)
}

// expectTree compares what is inside an object, at all levels: a name ends with a
// question mark where it is only possible, and is told as often as it is listed.
func (s *script) expectTree(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		list, _, err := q.Tree(o.ID, 0)
		for _, n := range list {
			name := n.Object.Name
			if n.Edge.Possible != "" {
				name += "?"
			}
			got = append(got, name)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet("inside "+code+" are", got, want)
}

// sameSet compares names in any order.
func (s *script) sameSet(what string, got, want []string) {
	s.t.Helper()
	want = slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.fatalf("%s %q, want %q", what, got, want)
	}
}

// expectUsed compares the equipment of the last visit of an object to an
// operation.
func (s *script) expectUsed(code, operation string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	s.see(func(v *track.State) {
		for _, visit := range v.VisitsOf.Rows(o.ID) {
			if visit.Operation != operation || visit.VoidSeq != 0 {
				continue
			}
			got = nil
			for _, u := range visit.Equipment {
				got = append(got, strings.TrimSuffix(u.Equipment+":"+u.Program, ":"))
			}
		}
	})
	s.sameSet(code+" was made with", got, want)
}

// expectEquipment compares what the calibrations of a piece of equipment say;
// times are against the clock.
func (s *script) expectEquipment(code string, pairs []string) {
	s.t.Helper()
	now := track.MicrosOf(s.Clock.Now())
	against := func(t track.Micros) string {
		if t == 0 {
			return "none"
		}
		return (time.Duration(t-now) * time.Microsecond).String()
	}
	fields := map[string]string{}
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		e, err := q.EquipmentNamed(code, now)
		if err != nil {
			return err
		}
		history, _, err := q.Calibrations(code, view.Page{})
		fields["state"], fields["history"] = string(e.State), strconv.Itoa(len(history))
		if e.Last != nil {
			fields["made"], fields["due"] = against(e.Last.At), against(e.Last.Due)
			fields["found"], fields["left"], fields["certificate"] = string(e.Last.Found), string(e.Last.Left), e.Last.Certificate
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.expectFields(code, fields, pairs)
}

// expectCertificates compares the certificates of a person, with how long those
// that end are good from now on.
func (s *script) expectCertificates(person string, want []string) {
	s.t.Helper()
	now := track.MicrosOf(s.Clock.Now())
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		rows, _, err := q.Certificates(view.CertificateFilter{Person: person}, view.Page{})
		got = nil
		for _, c := range rows {
			state := string(c.StateAt(now))
			if c.Until != 0 && c.StateAt(now) == track.CertificateGood {
				state += "/" + (time.Duration(c.Until-now) * time.Microsecond).String()
			}
			got = append(got, c.Skill+"="+state)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet(person+" is certified for", got, want)
}

// expectFits compares the names of the objects that a scope fits.
func (s *script) expectFits(where string, want []string) {
	s.t.Helper()
	scope := &track.Scope{}
	if err := json.Unmarshal([]byte(where), scope); err != nil {
		s.fatalf("%v", err)
	}
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		ids, err := q.Matching(scope, track.MaxHeld)
		if err != nil {
			return err
		}
		known, err := q.Objects(ids)
		for _, id := range ids {
			got = append(got, known[id].Name)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet(where+" fits", got, want)
}

// expectYield compares first passes of objects, as 1/2, at an operation.
func (s *script) expectYield(operation, want string) {
	s.t.Helper()
	var all, good int64
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		rows, err := q.Yields(view.YieldFilter{Operation: operation})
		all, good = 0, 0
		for _, y := range rows {
			all, good = all+y.Objects, good+y.FirstPass
		}
		return err
	})
	if got := fmt.Sprintf("%d/%d", good, all); err != nil || got != want {
		s.fatalf("first passes at %s: %s (%v), want %s", operation, got, err, want)
	}
}

// expectDefects compares the codes of the open defects of an object.
func (s *script) expectDefects(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		rows, _, err := q.Defects(view.DefectFilter{Object: o.ID, Open: true}, view.Page{})
		for _, f := range rows {
			got = append(got, f.Code)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet("open defects of "+code+" are", got, want)
}

// expectAttached compares the files that the defects of an object name.
func (s *script) expectAttached(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		rows, _, err := q.Defects(view.DefectFilter{Object: o.ID}, view.Page{})
		if err != nil {
			return err
		}
		var entries []int64
		for _, f := range rows {
			entries = append(entries, f.Entry)
		}
		named, err := q.AttachedTo(entries)
		for _, files := range named {
			got = append(got, files...)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet("the defects of "+code+" name", got, want)
}

// expectUnderWay compares what an object that is under way has passed.
func (s *script) expectUnderWay(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	found := false
	err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) error {
		rows, _, err := q.UnderWay([]string{o.Part}, 1000)
		for _, u := range rows {
			if u.Object != o.ID {
				continue
			}
			found = true
			for operation := range u.Passed {
				got = append(got, operation)
			}
		}
		return err
	})
	if err != nil || !found {
		s.fatalf("%s is under way: %t %v", code, found, err)
	}
	s.sameSet(code+" has passed", got, want)
}

func (s *script) expectObject(code string, pairs []string) {
	s.t.Helper()
	o := s.object(code)
	parent := ""
	s.see(func(v *track.State) {
		p, _ := v.Objects.Get(o.Parent)
		parent = p.Name
	})
	fields := map[string]string{
		"name": o.Name, "kind": string(o.Kind), "part": o.Part, "revision": o.Revision, "maker": o.Maker, "life": string(o.Life), "parent": parent,
		"quantity": string(o.Quantity), "second": string(o.Second), "secondUom": o.SecondUoM, "station": o.Station, "location": o.Location, "operation": o.Operation,
		"disposition": o.Disposition, "known": strconv.FormatBool(o.Known), "uom": o.UoM,
	}
	s.expectFields(code, fields, pairs)
}

func (s *script) expectFields(of string, fields map[string]string, pairs []string) {
	s.t.Helper()
	for _, pair := range pairs {
		key, want, _ := strings.Cut(pair, "=")
		got, known := fields[key]
		if !known || got != want {
			s.fatalf("%s of %s is %q, want %q", key, of, got, want)
		}
	}
}

func (s *script) expectVisit(code, number string, pairs []string) {
	s.t.Helper()
	o := s.object(code)
	s.see(func(v *track.State) {
		for _, r := range v.VisitsOf.Rows(o.ID) {
			if strconv.Itoa(r.Number) != number {
				continue
			}
			s.expectFields("visit "+number+" of "+code, map[string]string{
				"operation": r.Operation, "station": r.Station, "attempt": strconv.Itoa(r.Attempt), "outcome": string(r.Outcome),
				"in": string(r.In), "good": string(r.Good), "scrap": string(r.Scrap), "rework": string(r.Rework),
				"run": r.Run, "position": r.Position,
				"open": strconv.FormatBool(r.Ended == 0), "void": strconv.FormatBool(r.VoidSeq != 0),
			}, pairs)
			return
		}
		if !v.Missing() {
			s.fatalf("%s has no visit %s", code, number)
		}
	})
}

// expectScrapped compares what was scrapped of a lot, by the reasons of its
// movements.
func (s *script) expectScrapped(code string, want []string) {
	s.t.Helper()
	o := s.object(code)
	var got []string
	err := s.DB.Read(s.t.Context(), func(tx *sqldb.Tx) error {
		var delta, reason string
		return sqldb.EachIn(s.t.Context(), tx, "select delta, reason from movement where biz_step = 'destroying' and object in (?)",
			[]string{string(o.ID)}, nil, []any{&delta, &reason}, func() {
				got = append(got, strings.TrimPrefix(delta, "-")+"*"+strings.ReplaceAll(reason, " ", "_"))
			})
	})
	if err != nil {
		s.fatalf("%v", err)
	}
	s.sameSet("scrapped of "+code+" are", got, want)
}

// object finds the one object with a code.
func (s *script) object(code string) track.Object {
	s.t.Helper()
	var found []track.Object
	s.see(func(v *track.State) {
		found = nil
		for _, id := range track.NamesAt(v.Named.Rows(code), track.Micros(s.Clock.Now().UnixMicro())) {
			if o, ok := v.Objects.Get(id.Object); ok && !slices.Contains(found, o) && o.Life != track.LifeVoid {
				found = append(found, o)
			}
		}
	})
	if len(found) != 1 {
		s.fatalf("%s names %d objects", code, len(found))
	}
	return found[0]
}

// see reads the views, again and again until nothing is missing.
func (s *script) see(read func(*track.State)) {
	s.t.Helper()
	err := s.DB.Read(s.t.Context(), func(tx *sqldb.Tx) error {
		v, err := view.NewState(s.t.Context(), tx)
		for err == nil {
			if read(v); !v.Missing() {
				return nil
			}
			err = view.Load(s.t.Context(), tx, v)
		}
		return err
	})
	if err != nil {
		s.fatalf("%v", err)
	}
}
