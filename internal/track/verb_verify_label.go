package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// VerifyLabel is the scan of a label once it is on its object: it must read as it
// was printed.
type VerifyLabel struct {
	Code   Ref    `json:"code" doc:"what the reader read" eg:"SN000129"`
	Object Ref    `json:"object,omitzero" doc:"a code, an identifier or the key of what it is on; left out: what the code names" eg:"SN000129"`
	Job    string `json:"job,omitzero" doc:"number of the print job; left out: the last one of the object" eg:"J-129"`
}

func (a VerifyLabel) decide(d *decider) {
	if a.Code.clean() == "" || len(a.Code) > maxContent {
		d.bad("code", clip(a.Code.clean()), "it is what was read, of at most "+strconv.Itoa(maxContent)+" bytes")
		return
	}
	j, ok := a.printed(d)
	if !ok {
		return
	}
	switch j.State {
	case PrintSent, PrintAccepted, PrintUnknown, PrintVerified:
	default:
		d.mistake(CodePrintState, j.Object, Evidence{"job": string(j.ID), "state": string(j.State), "next": "Print it again, and scan that."})
		if d.stopped() {
			return
		}
	}
	if !j.reads(a.Code.clean()) {
		d.mistake(CodeOtherLabel, j.Object, d.otherLabel(&j, a.Code))
		if d.report() {
			d.permit(j.Object, "A label of "+d.printedFor(&j)+" was scanned.", "")
			return // it was scanned, and proves nothing
		}
	}
	d.verified(&j, a.Code)
}

// printed finds the job of the label that was scanned: of several the last one
// that reads so.
func (a *VerifyLabel) printed(d *decider) (PrintJob, bool) {
	if a.Job != "" {
		return d.printJob(a.Job)
	}
	o, ok := d.object(Ref(first(a.Object.clean(), a.Code.clean())))
	if !ok {
		return PrintJob{}, false
	}
	var last PrintJob
	for _, j := range d.s.PrintsOf.Rows(o.ID) {
		if j.State != PrintCancelled && (last.ID == "" || j.reads(a.Code.clean()) || !last.reads(a.Code.clean())) {
			last = j
		}
	}
	if last.ID == "" {
		d.mistake(CodeNoPrintJob, o.ID, Evidence{"job": "of " + o.name()})
		d.permit(o.ID, "A label of "+o.name()+" was scanned.", "")
	}
	return last, last.ID != ""
}

// otherLabel is the evidence of a label that reads otherwise than it was printed.
func (d *decider) otherLabel(j *PrintJob, code Ref) Evidence {
	return Evidence{
		"object": d.printedFor(j), "label": j.Label, "job": string(j.ID),
		"read": strconv.QuoteToASCII(clip(code.clean())), "expected": first(join(quotedAll(j.Contents)), "nothing that could be scanned"),
	}
}

// quotedAll shows what symbols hold, with control characters as escapes.
func quotedAll(contents []string) []string {
	shown := make([]string, len(contents))
	for i, c := range contents {
		shown[i] = strconv.QuoteToASCII(clip(c))
	}
	return shown
}

// verified says that a label reads as it was printed.
func (d *decider) verified(j *PrintJob, code Ref) {
	d.fact(&Printed{State: PrintVerified, Job: j.ID, Object: j.Object, Read: clip(code.clean())})
	d.permit(j.Object, "Label "+j.Label+" of "+d.printedFor(j)+" reads as it was printed.", "")
	d.info = Evidence{"job": string(j.ID)}
}

// isScanBack takes the scan of a label that was printed for what is in work here,
// and is to be scanned once it is on it.
func (sc *scanned) isScanBack() bool {
	if sc.s.Plant == nil || !sc.s.Plant.Verifies() || sc.report() {
		return false
	}
	var open []PrintJob
	for _, v := range sc.inWork {
		open = append(open, sc.toScan(v.Object)...)
	}
	for i := range open {
		if open[i].State != PrintQueued && open[i].State != PrintFailed && open[i].reads(sc.code.clean()) {
			sc.verified(&open[i], sc.code)
			return true
		}
	}
	if len(open) == 0 {
		return false
	}
	// Another object's label of the kind, which was never scanned either, in
	// place of the one that was printed here: two were swapped.
	for _, o := range sc.found {
		for _, j := range sc.toScan(o.ID) {
			if j.Label == open[0].Label && o.ID != open[0].Object && j.reads(sc.code.clean()) {
				return sc.swapped(&open[0])
			}
		}
	}
	return false
}

// swapped judges that the label of another object was scanned in place of the one
// that was printed, and reports whether that stops the scan.
func (sc *scanned) swapped(j *PrintJob) bool {
	before := len(sc.against)
	sc.judge(plant.RuleScanBack, CodeOtherLabel, j.Object, sc.otherLabel(j, sc.code))
	sc.subject = j.Object
	return len(sc.against) > before
}
