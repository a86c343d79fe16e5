package track

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// Scope is a question about objects: what they are, and what was done to them.
// All that is given must hold; what is empty does not bind. Of what was done,
// one and the same act must fit: "measured by that tool, at that station, in
// that hour". Without an act, From and Until bind when the object was made or
// came in.
type Scope struct {
	// What it is.
	Kind     Kind   `json:"kind,omitzero" doc:"what it is" enum:"unit,lot,container,equipment,package,carrier,receipt"`
	Part     string `json:"part,omitzero" doc:"part number" eg:"SEAL-3"`
	Revision string `json:"revision,omitzero" doc:"revision of the part" eg:"B"`
	Maker    string `json:"maker,omitzero" doc:"who made it: the supplier of what was bought" eg:"SEALCO"`
	Lot      string `json:"lot,omitzero" doc:"its lot text; with maker, a supplier's lot" eg:"S-77"`
	Order    string `json:"order,omitzero" doc:"work order" eg:"WO-1001"`

	// What was done to it: a visit, or a result.
	Station   string `json:"station,omitzero" doc:"it was visited or measured there" eg:"ST-30"`
	Operation string `json:"operation,omitzero" doc:"it was visited or measured in it" eg:"TEST"`
	Operator  string `json:"operator,omitzero" doc:"actor that did it" eg:"p-7f3k"`
	Equipment string `json:"equipment,omitzero" doc:"tool, gauge or machine that it was worked on or measured with" eg:"TQ-3"`

	// Since picks a time by the calibrations of Equipment; it takes the place of
	// From and Until.
	Since string `json:"since,omitzero" doc:"check: with equipment, what was done with it since its last good check, and before it was good again" enum:"check"`

	// What was measured.
	Characteristic string  `json:"characteristic,omitzero" doc:"what was measured" eg:"TORQUE"`
	AtLeast        Decimal `json:"atLeast,omitzero" doc:"least value" eg:"5.0"`
	AtMost         Decimal `json:"atMost,omitzero" doc:"greatest value" eg:"5.1"`
	Outcome        Outcome `json:"outcome,omitzero" doc:"how it was judged" enum:"pass,fail,invalid"`

	// When: from the one until just before the other.
	From  time.Time `json:"from,omitzero" doc:"from when" eg:"2026-01-05T06:00:00Z"`
	Until time.Time `json:"until,omitzero" doc:"until just before when" eg:"2026-01-05T14:00:00Z"`
}

// SinceCheck is the Since of what was done since the last good check.
const SinceCheck = "check"

// History is what a scope is asked of: an object, and what was recorded of it.
type History struct {
	Object    Object
	Names     []Identifier
	Visits    []Visit
	Results   []Result
	Sightings []Sighting
}

// Undone reports whether some of what was done does not stand any more, so that
// a scope must know the sightings to tell a rework from a wrong record.
func (h *History) Undone() bool {
	return slices.ContainsFunc(h.Visits, func(v Visit) bool { return v.VoidSeq != 0 }) ||
		slices.ContainsFunc(h.Results, func(r Result) bool { return r.VoidSeq != 0 })
}

// tookPlace reports whether an act was done that an entry tells of and another
// one has voided. A rework voids what was done, and a correction says that it
// never was.
func (h *History) tookPlace(entry, voided int64) bool {
	return voided == 0 || !slices.ContainsFunc(h.Sightings, func(w Sighting) bool { return w.Entry == entry && w.VoidSeq != 0 })
}

// ByResult reports whether only results can fit, not visits.
func (sc *Scope) ByResult() bool {
	return sc.Characteristic != "" || sc.AtLeast != "" || sc.AtMost != "" || sc.Outcome != ""
}

// ByAct reports whether something must have been done to the object.
func (sc *Scope) ByAct() bool {
	return sc.ByResult() || sc.Equipment != "" || sc.Station != "" || sc.Operation != "" || sc.Operator != ""
}

// Fits reports whether an object is in the scope. Void objects never are.
func (sc *Scope) Fits(h *History) bool {
	o := &h.Object
	same := func(want, is string) bool { return want == "" || want == is }
	if o.Life == LifeVoid || !same(string(sc.Kind), string(o.Kind)) || !same(sc.Part, o.Part) || !same(sc.Revision, o.Revision) ||
		!same(sc.Maker, o.Maker) || !same(sc.Order, o.Order) {
		return false
	}
	if sc.Lot != "" && !slices.ContainsFunc(h.Names, func(n Identifier) bool {
		return n.KnownTo == 0 && n.Scheme == SchemeLot && n.Value == sc.Lot
	}) {
		return false
	}
	switch {
	case sc.ByAct():
		return slices.ContainsFunc(h.Results, func(r Result) bool { return sc.fitsResult(r, h) }) ||
			!sc.ByResult() && slices.ContainsFunc(h.Visits, func(v Visit) bool { return sc.fitsVisit(v, h) })
	case !sc.From.IsZero() || !sc.Until.IsZero():
		return slices.ContainsFunc(h.Sightings, func(w Sighting) bool {
			return w.VoidSeq == 0 && w.describes() && sc.during(w.OccurredAt, w.OccurredAt)
		})
	}
	return true
}

// during reports whether what began and ended so lies in the scope's time; what
// has not ended is given without an end.
func (sc *Scope) during(began, ended Micros) bool {
	return (sc.Until.IsZero() || began < MicrosOf(sc.Until)) && (ended == 0 || ended >= MicrosOf(sc.From))
}

func (sc *Scope) fitsVisit(v Visit, h *History) bool {
	same := func(want, is string) bool { return want == "" || want == is }
	return h.tookPlace(v.StartSeq, v.VoidSeq) && same(sc.Station, v.Station) && same(sc.Operation, v.Operation) && same(sc.Operator, v.Actor) && sc.during(v.Started, v.Ended) &&
		(sc.Equipment == "" || v.with(sc.Equipment))
}

// measured reports whether a result was taken with the equipment: what it names,
// else what its visit is made with.
func (sc *Scope) measured(r Result, visits []Visit) bool {
	if sc.Equipment == "" || r.Equipment != "" {
		return sc.Equipment == "" || r.Equipment == sc.Equipment
	}
	return slices.ContainsFunc(visits, func(v Visit) bool { return r.Visit != 0 && v.Number == r.Visit && v.with(sc.Equipment) })
}

func (sc *Scope) fitsResult(r Result, h *History) bool {
	same := func(want, is string) bool { return want == "" || want == is }
	switch {
	case r.VoidSeq != 0 && sc.ByResult(), !h.tookPlace(r.Entry, r.VoidSeq), !same(sc.Station, r.Station), !same(sc.Operation, r.Operation), !same(sc.Operator, r.Actor),
		!sc.measured(r, h.Visits), !same(sc.Characteristic, r.Characteristic),
		!same(string(sc.Outcome), string(r.Outcome)), !sc.during(r.OccurredAt, r.OccurredAt):
		return false
	case (sc.AtLeast != "" || sc.AtMost != "") && r.Value == "":
		return false
	}
	return (sc.AtLeast == "" || compare(r.Value, sc.AtLeast) >= 0) && (sc.AtMost == "" || compare(r.Value, sc.AtMost) <= 0)
}

// Check says what is wrong with a scope, in a sentence that names the field;
// numbers get their plain text.
func (sc *Scope) Check() error {
	for _, text := range [][2]string{
		{"kind", string(sc.Kind)},
		{"part", sc.Part},
		{"revision", sc.Revision},
		{"maker", sc.Maker},
		{"lot", sc.Lot},
		{"order", sc.Order},
		{"station", sc.Station},
		{"operation", sc.Operation},
		{"operator", sc.Operator},
		{"equipment", sc.Equipment},
		{"characteristic", sc.Characteristic},
		{"outcome", string(sc.Outcome)},
		{"since", sc.Since},
	} {
		if problem := usable(text[1]); problem != "" && text[1] != "" {
			return fmt.Errorf("%s: %s", text[0], problem)
		}
	}
	for field, limit := range map[string]*Decimal{"atLeast": &sc.AtLeast, "atMost": &sc.AtMost} {
		parsed, ok := ParseDecimal(string(*limit))
		if *limit != "" && !ok {
			return fmt.Errorf("%s: it is not a decimal number", field)
		}
		*limit = parsed
	}
	switch {
	case sc.Since != "" && sc.Since != SinceCheck:
		return errors.New("since: it is check")
	case sc.Since != "" && (sc.Equipment == "" || !sc.From.IsZero() || !sc.Until.IsZero()):
		return errors.New("since: it needs equipment, and takes the place of from and until")
	case *sc == Scope{}, *sc == Scope{Kind: sc.Kind}:
		return errors.New("say what is meant: a part, a lot, a station, a tool, a time or a value")
	case !inYears(sc.From) || !inYears(sc.Until) || !sc.Until.IsZero() && !sc.Until.After(sc.From):
		return errors.New("until must be later than from, and both between 1970 and 9998")
	}
	return nil
}

// words says a scope in words: "part PUMP, station S1".
func (sc *Scope) words() string {
	return inWords([][2]string{
		{"kind", string(sc.Kind)},
		{"part", sc.Part},
		{"revision", sc.Revision},
		{"made by", sc.Maker},
		{"lot", sc.Lot},
		{"order", sc.Order},
		{"at", sc.Station},
		{"operation", sc.Operation},
		{"operator", sc.Operator},
		{"equipment", sc.Equipment},
		{"characteristic", sc.Characteristic},
		{"at least", string(sc.AtLeast)},
		{"at most", string(sc.AtMost)},
		{"outcome", string(sc.Outcome)},
		{"since the last good", sc.Since},
		{"from", when(MicrosOf(sc.From))},
		{"until", when(MicrosOf(sc.Until))},
	})
}

// inWords joins what is given of named texts.
func inWords(texts [][2]string) string {
	var all []string
	for _, t := range texts {
		if t[1] != "" {
			all = append(all, t[0]+" "+t[1])
		}
	}
	return strings.Join(all, ", ")
}

// MicrosOf is a time in microseconds; 0 for the zero time.
func MicrosOf(t time.Time) Micros {
	if t.IsZero() {
		return 0
	}
	return Micros(t.UnixMicro())
}

// inYears reports whether a time is none, or lies between 1970 and 9998.
func inYears(t time.Time) bool {
	return t.IsZero() || t.UnixMicro() > 0 && t.UnixMicro() <= int64(maxTime)
}

// when words a time, in UTC; empty without one.
func when(t Micros) string {
	if t == 0 {
		return ""
	}
	return t.Time().Format("2006-01-02 15:04:05Z")
}

// Match is the answer to a question: the objects that a scope fits, by key, at
// most one more than a hold can be placed on; or the entries of breaches, at most
// one more than are closed at once. Of stock it has the quantities too, empty for
// what is one thing, and how much work orders still need.
type Match struct {
	Question   string
	Objects    []ObjectID
	Entries    []int64
	Quantities []Decimal
	Needed     Decimal
}

// Question is what a command asks of all there is: which objects a scope fits, are
// in work for a work order or are stock, or which breaches are open.
type Question struct {
	Scope *Scope `json:"scope,omitzero"`
	// Order picks the units and lots of a work order that are open, have begun
	// their route, and have come to the end of none of Courses.
	Order   string        `json:"order,omitzero"`
	Courses []OrderCourse `json:"courses,omitzero"`
	// Breaches picks those that nobody has answered.
	Breaches *BreachScope `json:"breaches,omitzero"`
	Stock    *StockAsked  `json:"stock,omitzero"`
}

// question asks which objects a scope fits.
func (d *decider) question(sc *Scope) []ObjectID { return d.ask(&Question{Scope: sc}).Objects }

// ask asks a question. It is asked anew for each command, since the answer
// changes: a question bears the sequence it was asked at.
func (d *decider) ask(q *Question) Match {
	text, _ := marshal(q) // texts and numbers can always be written
	match, _ := d.s.Matches.Get(strconv.FormatInt(d.t.Seq, 10) + " " + string(text))
	return match
}

// ReadQuestion reads the question that a row of matches is to answer.
func ReadQuestion(question string) (*Question, error) {
	_, text, _ := strings.Cut(question, " ")
	q := &Question{}
	if err := json.Unmarshal([]byte(text), q); err != nil {
		return nil, fmt.Errorf("read question %q: %w", question, err)
	}
	return q, nil
}

// catch brings objects into the standing holds whose scope they have come to
// fit. What a hold was cleared of once stays cleared.
func (s *State) catch(e *Entry, ids []ObjectID) {
	for _, hold := range s.Standing.Rows(true) {
		for _, id := range ids {
			if _, known := s.Held.Get(HeldKey{hold.ID, id}); known || hold.Scope == nil {
				continue
			}
			if o, ok := s.Objects.Get(id); ok && hold.Scope.Fits(s.history(o, hold.Scope)) {
				s.Held.Put(HeldObject{Hold: hold.ID, Object: id, Caught: e.Seq})
				hold.Objects++
				s.Holds.Put(hold)
			}
		}
	}
}

// history is what a scope must know of an object.
func (s *State) history(o Object, sc *Scope) *History {
	h := &History{Object: o}
	if sc.Lot != "" {
		h.Names = s.NamesOf.Rows(o.ID)
	}
	if sc.ByAct() {
		h.Visits, h.Results = s.VisitsOf.Rows(o.ID), s.ResultsOf.Rows(o.ID)
	}
	if h.Undone() || !sc.ByAct() && (!sc.From.IsZero() || !sc.Until.IsZero()) {
		h.Sightings = s.SightingsOf.Rows(o.ID)
	}
	return h
}
