package track

import (
	"slices"
	"strconv"
	"strings"
)

// ReportPrint says how far a print job has come. It is for what sends labels to
// printers: the server does, or an agent near them. To begin is asked, so that a
// job is sent by one of them only; what came of it is reported.
type ReportPrint struct {
	Job      string       `json:"job" doc:"number of the print job" eg:"J-129"`
	State    PrintState   `json:"state" doc:"how far it has come; queued: nothing was sent, and it waits for the printer" eg:"accepted" enum:"queued,sending,sent,accepted,failed,unknown"`
	Problem  string       `json:"problem,omitzero" doc:"what was wrong" eg:"paper is out"`
	Fields   []PrintField `json:"fields,omitzero" doc:"what the label says" eg:"[{\"name\":\"serial\",\"value\":\"SN000129\"}]"`
	Contents []string     `json:"contents,omitzero" doc:"what a reader reads in each symbol of the label" eg:"SN000129"`
	Digest   string       `json:"digest,omitzero" doc:"SHA-256 of the bytes that are sent, in hexadecimal digits" eg:"9f86d081884c7d65"`
}

// The bounds of what is said of a label.
const (
	maxContents = 50
	maxContent  = 8000
)

// before lists the states from which a job comes into another.
var before = map[PrintState][]PrintState{
	PrintQueued:   {PrintQueued, PrintSending},
	PrintSending:  {PrintQueued},
	PrintSent:     {PrintSending},
	PrintAccepted: {PrintSending},
	PrintFailed:   {PrintQueued, PrintSending},
	PrintUnknown:  {PrintSending},
}

func (a ReportPrint) decide(d *decider) {
	from, known := before[a.State]
	if !known {
		d.bad("state", clip(string(a.State)), "it is queued, sending, sent, accepted, failed or unknown")
		return
	}
	j, ok := d.printJob(a.Job)
	if !ok || !a.bounds(d) {
		return
	}
	if !slices.Contains(from, j.State) {
		d.mistake(CodePrintState, j.Object, Evidence{"job": a.Job, "state": string(j.State), "next": "It is not printed again by itself."})
	}
	d.fact(&Printed{
		State: a.State, Job: j.ID, Object: j.Object, Problem: a.Problem, Fields: a.Fields, Contents: a.Contents, Digest: a.Digest,
	})
	d.permit(j.Object, "Print job "+string(j.ID)+": "+string(a.State)+".", "")
	d.info = Evidence{"job": string(j.ID)}
}

func (a *ReportPrint) bounds(d *decider) bool {
	if len(a.Problem) > maxFieldText || strings.ToValidUTF8(a.Problem, "") != a.Problem {
		d.bad("problem", clip(a.Problem), "it is text of at most "+strconv.Itoa(maxFieldText)+" bytes")
		return false
	}
	if len(a.Contents) > maxContents || slices.ContainsFunc(a.Contents, func(c string) bool { return len(c) > maxContent }) {
		d.bad("contents", strconv.Itoa(len(a.Contents)), "at most "+strconv.Itoa(maxContents)+", each of at most "+strconv.Itoa(maxContent)+" bytes")
		return false
	}
	return d.texts("digest", a.Digest) && (&Print{Fields: a.Fields}).bounds(d)
}
