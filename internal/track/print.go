package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
)

// PrintID is the key of a print job ("J-129": the first entry of the command that
// asked for it; with -2 and so on for further ones).
type PrintID string

// PrintJob is one label that is printed, was, or could not be.
type PrintJob struct {
	ID      PrintID
	Label   string // code
	Object  ObjectID
	Order   string // work order, where it is that of one
	Place   string // station, where it is that of one
	Printer string // code
	Copies  int
	Fields  []PrintField // given besides what is known
	Verify  bool         // it must be scanned back
	Event   plant.PrintEvent
	Again   PrintID // the first job, where this prints it again
	Reason  string  // why it was printed again or cancelled
	Station string  // where it was asked for
	Actor   string

	State    PrintState
	Problem  string   // why it waits, has failed or is unknown
	Tries    int      // how often it was begun to be sent
	Contents []string // of its symbols, as they were sent
	Digest   string   // SHA-256 of what was sent, in hexadecimal digits
	Queued   int64
	QueuedAt Micros
	Changed  int64
	At       Micros // when its state changed
}

// PrintField is a field of a label that was given.
type PrintField struct {
	Name  string `json:"name" doc:"name of the field" eg:"dock"`
	Value string `json:"value" doc:"what it says" eg:"D-12"`
}

// PrintState is how far a print job has come.
type PrintState string

// The states of a print job.
const (
	PrintQueued    PrintState = "queued"    // nothing was sent yet; the problem says what it waits for
	PrintSending   PrintState = "sending"   // it is being sent
	PrintSent      PrintState = "sent"      // all was handed over; the other side never answers
	PrintAccepted  PrintState = "accepted"  // the printer took it, and reports no fault
	PrintFailed    PrintState = "failed"    // nothing was printed
	PrintUnknown   PrintState = "unknown"   // it may have been printed
	PrintVerified  PrintState = "verified"  // it was scanned back
	PrintCancelled PrintState = "cancelled" // it was taken out of the queue
)

// Printed is what happens to print jobs.
type Printed struct {
	State PrintState `json:"state"`
	// Jobs are those that are queued; else Job is the one that it is about.
	Jobs     []QueuedPrint `json:"jobs,omitzero"`
	Job      PrintID       `json:"job,omitzero"`
	Object   ObjectID      `json:"object,omitzero"`
	Problem  string        `json:"problem,omitzero"`
	Reason   string        `json:"reason,omitzero"`
	Fields   []PrintField  `json:"fields,omitzero"`   // that the label says
	Contents []string      `json:"contents,omitzero"` // of its symbols
	Digest   string        `json:"digest,omitzero"`
	Read     string        `json:"read,omitzero"` // what was scanned back
}

// QueuedPrint is a print job as it is queued.
type QueuedPrint struct {
	ID      PrintID          `json:"id"`
	Label   string           `json:"label"`
	Object  ObjectID         `json:"object,omitzero"`
	Order   string           `json:"order,omitzero"`
	Place   string           `json:"place,omitzero"`
	Printer string           `json:"printer"`
	Copies  int              `json:"copies,omitzero"`
	Fields  []PrintField     `json:"fields,omitzero"`
	Verify  bool             `json:"verify,omitzero"`
	Event   plant.PrintEvent `json:"event,omitzero"`
	Again   PrintID          `json:"again,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*Printed) Kind() EntryKind { return EntryPrint }

func (f *Printed) touches() []ObjectID {
	ids := []ObjectID{f.Object}
	for i := range f.Jobs {
		ids = append(ids, f.Jobs[i].Object)
	}
	return once(ids)
}

func (f *Printed) apply(s *State, e *Entry) {
	for _, q := range f.Jobs {
		s.Prints.Put(PrintJob{
			ID: q.ID, Label: q.Label, Object: q.Object, Order: q.Order, Place: q.Place, Printer: q.Printer, Copies: max(1, q.Copies),
			Fields: q.Fields, Verify: q.Verify, Event: q.Event, Again: q.Again, Reason: f.Reason, Station: e.Station, Actor: e.Actor,
			State: PrintQueued, Queued: e.Seq, QueuedAt: e.RecordedAt, Changed: e.Seq, At: e.RecordedAt,
		})
	}
	if f.Job == "" {
		return
	}
	j, known := s.Prints.Get(f.Job)
	if !known {
		j = PrintJob{ID: f.Job, Object: f.Object, Copies: 1, Queued: e.Seq, QueuedAt: e.RecordedAt}
	}
	j.State, j.Problem, j.Changed, j.At = f.State, f.Problem, e.Seq, e.RecordedAt
	j.Reason = first(f.Reason, j.Reason)
	if f.State == PrintSending {
		j.Tries++
		j.Contents, j.Digest = f.Contents, f.Digest
	}
	s.Prints.Put(j)
}

// byPrint is the order in which print jobs are read: as they were queued.
func byPrint(a, b PrintJob) int {
	return cmp.Or(cmp.Compare(a.Queued, b.Queued), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
}

// queue puts labels into the queues of their printers.
func (d *decider) queue(reason string, jobs []QueuedPrint) {
	for i := range jobs {
		jobs[i].ID = PrintID("J-" + strconv.FormatInt(d.t.Seq, 10))
		if i > 0 {
			jobs[i].ID += PrintID("-" + strconv.Itoa(i+1))
		}
	}
	d.fact(&Printed{State: PrintQueued, Jobs: jobs, Reason: reason})
}

// lateEvent is how long after an event its labels are still printed: ten minutes.
// What is recorded later, such as from paper or by an import, has its labels.
const lateEvent = Micros(600e6)

// printOnEvents queues the labels that the plant definition asks for on what was
// decided.
func (d *decider) printOnEvents() {
	if d.s.Plant == nil || d.t.Now-d.now > lateEvent {
		return
	}
	switch d.c.Args.(type) {
	case *ApplyPlant, *Describe:
		return // they tell of what there is, and nothing was made
	}
	var jobs []QueuedPrint
	labels := d.s.Plant.Definition().Labels
	for i := range labels {
		l := &labels[i]
		for k := range l.Print {
			jobs = append(jobs, d.asked(l, &l.Print[k])...)
		}
	}
	if len(jobs) > 0 {
		d.queue("", jobs)
	}
}

// asked lists the labels that one rule asks for.
func (d *decider) asked(l *plant.Label, rule *plant.LabelEvent) []QueuedPrint {
	if len(rule.Stations) > 0 && !slices.Contains(rule.Stations, d.c.Station) {
		return nil
	}
	printer := rule.Printer
	if p, ok := d.s.Plant.PrinterFor(d.c.Station, l.Code); ok && printer == "" {
		printer = p.Code
	}
	if printer == "" {
		return nil
	}
	received := slices.ContainsFunc(d.facts, func(f Fact) bool {
		m, ok := f.(*Material)
		return ok && m.receives()
	})
	var jobs []QueuedPrint
	add := func(kind plant.LabelFor, part string, q QueuedPrint) {
		if !l.Fits(kind) || len(rule.Parts) > 0 && !slices.Contains(rule.Parts, part) {
			return
		}
		q.Label, q.Printer, q.Copies, q.Verify, q.Event = l.Code, printer, rule.Copies, l.Verify, rule.Event
		jobs = append(jobs, q)
	}
	for _, f := range d.facts {
		switch fact := f.(type) {
		case *Material:
			for _, id := range fact.labelled(rule, received) {
				o := d.described(id)
				add(plant.LabelFor(o.Kind), o.Part, QueuedPrint{Object: id})
			}
		case *Ordered:
			if rule.Event == plant.PrintReleased && fact.Act == OrderReleases {
				w, _ := d.s.Orders.Get(fact.Order)
				add(plant.LabelOrder, w.Part, QueuedPrint{Order: fact.Order})
			}
		}
	}
	return jobs
}

// receives reports whether the fact is that something came in.
func (m *Material) receives() bool { return m.BizStep == epcis.StepReceiving && m.Action == epcis.Add }

// labelled lists the objects to which a fact is the event of a rule. The
// containers of a delivery are received, not split.
func (m *Material) labelled(rule *plant.LabelEvent, received bool) []ObjectID {
	var ids []ObjectID
	list := func(items []Item) []ObjectID {
		for _, it := range items {
			ids = append(ids, it.Object)
		}
		return ids
	}
	split := m.Shape == epcis.Transformation && m.Edge == EdgeSplit
	switch rule.Event {
	case plant.PrintProduced:
		if m.Shape == epcis.Transformation && m.Edge == EdgeConsumed {
			return list(m.Outputs)
		}
		if m.Shape == epcis.Object && m.Action == epcis.Add && m.BizStep != epcis.StepReceiving {
			return list(m.Items)
		}
	case plant.PrintReceived:
		if m.receives() {
			return list(m.Items)
		}
		if split && received {
			return list(m.Outputs)
		}
	case plant.PrintSplit:
		if split && !received {
			return list(m.Outputs)
		}
	case plant.PrintPacked:
		if m.BizStep == epcis.StepPacking && m.Disposition == epcis.DispContainerClosed {
			return []ObjectID{m.Parent}
		}
	case plant.PrintCompleted:
		v := m.Visit
		if v != nil && v.Ends && v.Outcome == OutcomePass && (len(rule.Operations) == 0 || slices.Contains(rule.Operations, v.Operation)) {
			return []ObjectID{v.Object}
		}
	}
	return nil
}

// described is what is known of an object, or what the facts decided so far
// declare of it.
func (d *decider) described(id ObjectID) Object {
	for _, f := range d.facts {
		m, ok := f.(*Material)
		if !ok {
			continue
		}
		for _, declared := range m.Declared {
			if declared.Object == id {
				return Object{ID: id, Kind: declared.Kind, Part: declared.Part, Revision: declared.Revision}
			}
		}
	}
	return d.known(id)
}

// toScan lists the labels of an object that must still be scanned back: of each
// label the last job that was not cancelled counts.
func (d *decider) toScan(id ObjectID) []PrintJob {
	last := map[string]PrintJob{}
	for _, j := range d.s.PrintsOf.Rows(id) {
		if j.State != PrintCancelled {
			last[j.Label] = j
		}
	}
	var open []PrintJob
	for _, j := range last {
		if j.Verify && j.State != PrintVerified {
			open = append(open, j)
		}
	}
	slices.SortFunc(open, byPrint)
	return open
}

// scannedBack judges that the labels of an object were scanned once they were on
// it.
func (d *decider) scannedBack(o Object) {
	if d.s.Plant == nil || !d.s.Plant.Verifies() || d.mode(plant.RuleScanBack) == plant.ModeOff {
		return
	}
	for _, j := range d.toScan(o.ID) {
		d.judge(plant.RuleScanBack, CodeNotScannedBack, o.ID, Evidence{
			"object": o.name(), "label": j.Label, "job": string(j.ID), "state": string(j.State),
		})
	}
}

// reads reports whether what was scanned is what a symbol of the label holds, as
// it was printed.
func (j *PrintJob) reads(code string) bool {
	read := meaning(code)
	return slices.ContainsFunc(j.Contents, func(content string) bool { return content == code || meaning(content) == read })
}

// meaning is the one form of what a code says, whatever symbol it stands in.
func meaning(code string) string {
	best := ident.Best(ident.Parse([]byte(code), ident.Options{}))
	if len(best) != 1 {
		return code
	}
	return string(best[0].Scheme) + " " + best[0].Canonical
}
