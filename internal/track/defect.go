package track

import (
	"slices"
	"strconv"
)

// Defect is something wrong that somebody has found on an object. It is open
// until a decision is made on it.
type Defect struct {
	Entry      int64
	Line       int
	Object     ObjectID
	Code       string // of the plant definition's defects
	Position   string // place in the object
	Text       string
	Quantity   Decimal // how much of a lot; empty: all, or one unit
	Operation  string  // at which it was found
	Visit      int     // in which it was found; 0: in none
	Station    string
	Actor      string
	OccurredAt Micros
	// Decision is what was decided; empty while it is open.
	Decision  Decision
	Decided   int64 // entry
	DecidedBy string
	VoidSeq   int64 // the entry that voided it; 0 while it stands
}

// open reports whether the defect stands and is still to be decided.
func (f *Defect) open() bool { return f.VoidSeq == 0 && f.Decision == "" }

// Decision is a quality disposition: what becomes of something nonconforming.
type Decision string

// The decisions.
const (
	DecideUse    Decision = "use-as-is"
	DecideRework Decision = "rework"
	DecideScrap  Decision = "scrap"
	DecideReturn Decision = "return" // to the supplier
	DecideNone   Decision = "no-defect"
	// DecideParted: what it was found on was parted, and it was told of each
	// piece that may have it. Nobody decides this by hand.
	DecideParted Decision = "parted"
)

// FoundDefect is a defect in a Material fact.
type FoundDefect struct {
	Object    ObjectID `json:"object"`
	Code      string   `json:"code"`
	Position  string   `json:"position,omitzero"`
	Text      string   `json:"text,omitzero"`
	Quantity  Decimal  `json:"quantity,omitzero"`
	Operation string   `json:"operation,omitzero"`
	Visit     int      `json:"visit,omitzero"`
}

// Decided is a decision on defects in a Material fact.
type Decided struct {
	Decision Decision `json:"decision"`
	Entries  []int64  `json:"entries,omitzero"` // of the defects
}

// applyDefects records what was found, and what was decided of it.
func (m *Material) applyDefects(s *State, e *Entry) {
	for i, f := range m.Defects {
		s.Defects.Put(Defect{
			Entry: e.Seq, Line: i, Object: f.Object, Code: f.Code, Position: f.Position, Text: f.Text, Quantity: f.Quantity,
			Operation: f.Operation, Visit: f.Visit, Station: e.Station, Actor: e.Actor, OccurredAt: e.OccurredAt,
		})
	}
	if m.Decided == nil {
		return
	}
	for _, entry := range m.Decided.Entries {
		for _, f := range s.DefectsBy.Rows(entry) {
			if !slices.ContainsFunc(m.Items, func(it Item) bool { return it.Object == f.Object }) {
				continue // it is another piece's
			}
			f.Decision, f.Decided, f.DecidedBy = m.Decided.Decision, e.Seq, e.Actor
			s.Defects.Put(f)
		}
	}
}

// passOn tells the open defects of an object of each of the pieces that it is
// parted into: one at the position of a piece of that piece, any other of all,
// since nobody knows whose it is. What is of a quantity of a lot stays with it.
func (d *decider) passOn(m *Material, o Object) {
	var positions []string
	for _, out := range m.Outputs {
		positions = append(positions, out.Position)
	}
	crossed := d.panel(o) > 0
	for _, f := range d.s.DefectsOf.Rows(o.ID) {
		if !f.open() || f.Quantity != "" {
			continue
		}
		named := f.Position != "" && (slices.Contains(positions, f.Position) || crossed && d.onPanel(o, f.Position))
		for _, out := range m.Outputs {
			if !named || out.Position == f.Position {
				m.Defects = append(m.Defects, FoundDefect{Object: out.Object, Code: f.Code, Position: f.Position, Text: f.Text, Operation: f.Operation})
			}
		}
		if crossed {
			if m.Decided == nil {
				m.Decided = &Decided{Decision: DecideParted}
			}
			if !slices.Contains(m.Decided.Entries, f.Entry) {
				m.Decided.Entries = append(m.Decided.Entries, f.Entry)
			}
		}
	}
}

// onPanel reports whether a place is a position of a panel, crossed out or not.
func (d *decider) onPanel(o Object, place string) bool {
	n, err := strconv.Atoi(place)
	return err == nil && n >= 1 && n <= d.panel(o)
}

// undoDefects takes back the defects that a wrong entry told of, and opens
// those again that it decided.
func (s *State) undoDefects(e *Entry, wrong int64) {
	for _, f := range s.DefectsBy.Rows(wrong) {
		f.VoidSeq = e.Seq
		s.Defects.Put(f)
	}
	for _, f := range s.DefectsDecided.Rows(wrong) {
		f.Decision, f.Decided, f.DecidedBy = "", 0, ""
		s.Defects.Put(f)
	}
}
