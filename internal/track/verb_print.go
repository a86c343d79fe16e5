package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// Print puts a label into the queue of a printer: of an object, a work order or a
// station.
type Print struct {
	Label   string       `json:"label" doc:"code of the label, as in the plant definition" eg:"UNIT"`
	Object  Ref          `json:"object,omitzero" doc:"a code, an identifier or the key of what it is for" eg:"SN000129" usual:"true"`
	Order   string       `json:"order,omitzero" doc:"number of the work order that it is for" eg:"WO-17"`
	Place   string       `json:"place,omitzero" doc:"code of the station that it is for" eg:"ST-10"`
	Printer string       `json:"printer,omitzero" doc:"code of the printer; left out: that of the station" eg:"ZD-1"`
	Copies  int          `json:"copies,omitzero" doc:"how many, up to 100; left out: 1" eg:"2"`
	Fields  []PrintField `json:"fields,omitzero" doc:"further fields, for what the plant does not know" eg:"[{\"name\":\"dock\",\"value\":\"D-12\"}]"`
}

func (a Print) decide(d *decider) {
	l, ok := d.label(a.Label)
	if !ok {
		return
	}
	q := QueuedPrint{Label: a.Label, Copies: a.Copies, Fields: a.Fields, Verify: l.Verify}
	subject, kind, ok := a.subject(d, &q)
	if !ok || !a.bounds(d) {
		return
	}
	if !l.Fits(kind) {
		d.mistake(CodeLabelKind, q.Object, Evidence{"label": a.Label, "kind": string(kind), "wanted": join(l.For)})
	}
	if d.stopped() {
		return
	}
	if q.Printer, ok = d.printerFor(a.Label, a.Printer); !ok {
		return
	}
	d.queue("", []QueuedPrint{q})
	d.queued(q.Object, subject, &q)
}

// queued words that a label is in the queue.
func (d *decider) queued(object ObjectID, subject string, q *QueuedPrint) {
	job := "J-" + strconv.FormatInt(d.t.Seq, 10)
	text := "Label " + q.Label + " of " + subject + " is queued at " + q.Printer + "."
	if q.Object == "" && q.Order == "" && q.Place == "" {
		text = "A sample of label " + q.Label + " is queued at " + q.Printer + "."
	}
	d.permit(object, text, "")
	if q.Verify {
		d.next = "Put it on, and scan it."
	}
	d.info = Evidence{"job": job, "printer": q.Printer}
}

// subject finds what the label is for.
func (a *Print) subject(d *decider, q *QueuedPrint) (name string, kind plant.LabelFor, ok bool) {
	named := 0
	for _, text := range []string{string(a.Object), a.Order, a.Place} {
		named += min(1, len(text))
	}
	if named != 1 {
		d.bad("object", strconv.Itoa(named)+" of object, order and place", "give one of them")
		return "", "", false
	}
	switch {
	case a.Order != "":
		if !d.identifier("order", a.Order) {
			return "", "", false
		}
		if _, known := d.s.Orders.Get(a.Order); !known {
			d.mistake(CodeNoOrder, "", Evidence{"order": clip(a.Order)})
		}
		q.Order = a.Order
		return "work order " + a.Order, plant.LabelOrder, !d.stopped()
	case a.Place != "":
		if !d.identifier("place", a.Place) {
			return "", "", false
		}
		if d.s.Plant != nil {
			_, _, _, ok = d.s.Plant.Station(a.Place)
		}
		if !ok {
			d.mistake(CodeUnknownStation, "", Evidence{"station": clip(a.Place)})
		}
		q.Place = a.Place
		return "station " + a.Place, plant.LabelStation, !d.stopped()
	}
	o, ok := d.object(a.Object)
	q.Object = o.ID
	return o.name(), plant.LabelFor(o.Kind), ok
}

const (
	maxPrintFields = 100
	maxFieldText   = 2000
)

// bounds checks how much is asked for.
func (a *Print) bounds(d *decider) bool {
	if a.Copies < 0 || a.Copies > plant.MaxCopies {
		d.bad("copies", strconv.Itoa(a.Copies), "it is 1 to "+strconv.Itoa(plant.MaxCopies))
		return false
	}
	if len(a.Fields) > maxPrintFields {
		d.bad("fields", strconv.Itoa(len(a.Fields)), "at most "+strconv.Itoa(maxPrintFields))
		return false
	}
	for _, f := range a.Fields {
		if !d.identifier("name of a field", f.Name) {
			return false
		}
		if len(f.Value) > maxFieldText {
			d.bad(f.Name, clip(f.Value), "it is longer than "+strconv.Itoa(maxFieldText)+" bytes")
			return false
		}
	}
	return true
}

// label finds a label of the plant definition.
func (d *decider) label(code string) (*plant.Label, bool) {
	if d.s.Plant != nil {
		if l, ok := d.s.Plant.Label(code); ok {
			return l, true
		}
	}
	d.mistake(CodeNoLabel, "", Evidence{"label": clip(code)})
	return &plant.Label{Code: code}, d.report() && d.identifier("label", code)
}

// printerFor finds where a label is printed: at the printer that is named, or at
// that of the station.
func (d *decider) printerFor(label, named string) (string, bool) {
	var p *plant.Printer
	ok := false
	switch {
	case d.s.Plant == nil:
	case named != "":
		p, ok = d.s.Plant.Printer(named)
		ok = ok && p.Takes(label)
	default:
		p, ok = d.s.Plant.PrinterFor(d.c.Station, label)
	}
	if !ok {
		d.mistake(CodeNoPrinter, "", Evidence{"label": clip(label), "place": first(clip(named), d.c.Station, "this place")})
		return named, d.report() && d.texts("printer", named)
	}
	return p.Code, true
}

// Reprint prints a label again, as a job of its own that names the first one. The
// label says what is known now.
type Reprint struct {
	Job     string `json:"job" doc:"number of the print job" eg:"J-129"`
	Reason  string `json:"reason" doc:"why it is printed again" eg:"torn"`
	Printer string `json:"printer,omitzero" doc:"code of the printer; left out: that of the job" eg:"ZD-1"`
	Copies  int    `json:"copies,omitzero" doc:"how many, up to 100; left out: 1" eg:"1"`
}

func (a Reprint) decide(d *decider) {
	if !d.identifier("reason", a.Reason) || !(&Print{Copies: a.Copies}).bounds(d) {
		return
	}
	j, ok := d.printJob(a.Job)
	if !ok {
		return
	}
	if j.State == PrintQueued || j.State == PrintSending {
		d.mistake(CodePrintState, j.Object, Evidence{"job": a.Job, "state": string(j.State), "next": "Wait for it, or cancel it."})
	}
	l, ok := d.label(j.Label)
	if !ok || d.stopped() {
		return
	}
	q := QueuedPrint{
		Label: j.Label, Object: j.Object, Order: j.Order, Place: j.Place, Copies: a.Copies, Fields: j.Fields, Verify: l.Verify,
		Again: PrintID(first(string(j.Again), string(j.ID))),
	}
	if q.Printer, ok = d.printerFor(j.Label, first(a.Printer, j.Printer)); !ok {
		return
	}
	d.queue(a.Reason, []QueuedPrint{q})
	d.queued(j.Object, d.printedFor(&j), &q)
}

// printedFor names what a label is for.
func (d *decider) printedFor(j *PrintJob) string {
	switch {
	case j.Order != "":
		return "work order " + j.Order
	case j.Place != "":
		return "station " + j.Place
	case j.Object == "":
		return "a sample"
	}
	o := d.known(j.Object)
	return o.name()
}

// printJob finds a print job.
func (d *decider) printJob(id string) (PrintJob, bool) {
	if !d.identifier("job", id) {
		return PrintJob{}, false
	}
	j, ok := d.s.Prints.Get(PrintID(id))
	if !ok {
		d.mistake(CodeNoPrintJob, "", Evidence{"job": clip(id)})
		j.ID = PrintID(id)
	}
	return j, !d.stopped()
}

// CancelPrint takes a print job out of the queue, or closes one whose label will
// never be put on.
type CancelPrint struct {
	Job    string `json:"job" doc:"number of the print job" eg:"J-129"`
	Reason string `json:"reason" doc:"why" eg:"order was cancelled"`
}

func (a CancelPrint) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	j, ok := d.printJob(a.Job)
	if !ok {
		return
	}
	if j.State == PrintSending || j.State == PrintCancelled || j.State == PrintVerified {
		d.mistake(CodePrintState, j.Object, Evidence{"job": a.Job, "state": string(j.State), "next": ""})
	}
	d.fact(&Printed{State: PrintCancelled, Job: j.ID, Object: j.Object, Reason: a.Reason})
	d.permit(j.Object, "Print job "+string(j.ID)+" is cancelled.", "")
	d.info = Evidence{"job": string(j.ID)}
}
