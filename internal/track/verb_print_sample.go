package track

// PrintSample puts a label with made-up values into the queue of a printer, to see
// how it comes out: it is for no object, and is not scanned back.
type PrintSample struct {
	Label   string       `json:"label" doc:"code of the label, as in the plant definition" eg:"UNIT"`
	Printer string       `json:"printer" doc:"code of the printer" eg:"ZD-1"`
	Copies  int          `json:"copies,omitzero" doc:"how many, up to 100; left out: 1" eg:"1"`
	Fields  []PrintField `json:"fields,omitzero" doc:"what its fields say" eg:"[{\"name\":\"serial\",\"value\":\"SAMPLE\"}]"`
}

func (a PrintSample) decide(d *decider) {
	if _, ok := d.label(a.Label); !ok || !(&Print{Copies: a.Copies, Fields: a.Fields}).bounds(d) || d.stopped() {
		return
	}
	printer, ok := d.printerFor(a.Label, a.Printer)
	if !ok {
		return
	}
	q := QueuedPrint{Label: a.Label, Printer: printer, Copies: a.Copies, Fields: a.Fields}
	d.queue("", []QueuedPrint{q})
	d.queued("", "a sample", &q)
}
