package httpapi

import (
	"slices"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// printJobsInput picks print jobs.
type printJobsInput struct {
	Snapshot
	Paging
	State   string `query:"state" enum:"queued,sending,sent,accepted,failed,unknown,verified,cancelled"`
	Printer string `query:"printer" maxLength:"256"`
	Label   string `query:"label" maxLength:"256"`
	Object  string `query:"object" maxLength:"256" doc:"Object id"`
	Order   string `query:"order" maxLength:"256" doc:"Number of the work order that it is for"`
	Station string `query:"station" maxLength:"256" doc:"Where it was asked for"`
	Open    bool   `query:"open" doc:"Only those that something is still to be done with: not printed, perhaps not printed, or not scanned back"`
}

func (s *server) listPrintJobs(q *view.Query, in *printJobsInput) (*api.List[api.PrintJob], error) {
	rows, next, err := q.PrintJobs(view.PrintFilter{
		State: track.PrintState(in.State), Printer: in.Printer, Label: in.Label, Object: track.ObjectID(in.Object), Order: in.Order,
		Station: in.Station, Open: in.Open,
	}, in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(j *track.PrintJob) track.ObjectID { return j.Object })
	return &api.List[api.PrintJob]{Next: next, Items: each(rows, func(j *track.PrintJob) api.PrintJob { return wirePrintJob(j, known) })}, err
}

// printJobInput names a print job.
type printJobInput struct {
	Snapshot
	Job string `path:"job" maxLength:"256"`
}

func (s *server) getPrintJob(q *view.Query, in *printJobInput) (*api.PrintJob, error) {
	j, err := q.PrintJob(track.PrintID(in.Job))
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, []track.PrintJob{j}, func(j *track.PrintJob) track.ObjectID { return j.Object })
	out := wirePrintJob(&j, known)
	return &out, err
}

func wirePrintJob(j *track.PrintJob, known names) api.PrintJob {
	out := api.PrintJob{
		ID: string(j.ID), Label: j.Label, State: string(j.State), Order: j.Order, Place: j.Place, Printer: j.Printer, Copies: j.Copies,
		Verify: j.Verify, Event: string(j.Event), Again: string(j.Again), Reason: j.Reason, Problem: j.Problem, Station: j.Station,
		Actor: j.Actor, Tries: j.Tries, Contents: j.Contents, Digest: j.Digest, QueuedAt: at(j.QueuedAt), At: at(j.At), Seq: j.Changed,
	}
	if j.Object != "" {
		ref := known.ref(j.Object)
		out.Object = &ref
	}
	return out
}

// maxWaiting bounds the jobs that are counted for a printer.
const maxWaiting = 1000

func (s *server) listPrinters(q *view.Query, _ *nothing) (*api.List[api.Printer], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	def := index.Definition()
	out := &api.List[api.Printer]{Items: []api.Printer{}}
	for i := range def.Printers {
		p := &def.Printers[i]
		jobs, err := q.DuePrints(track.PrintQueued, p.Code, maxWaiting)
		if err != nil {
			return nil, err
		}
		row := api.Printer{
			Code: p.Code, Name: p.Name, Address: p.Address, Format: string(p.Form()), DPI: p.Dots(), Labels: p.Labels,
			Stations: stationsOf(def, p.Code), Queued: min(len(jobs), maxWaiting),
		}
		if len(jobs) > 0 {
			row.Problem = jobs[0].Problem
		}
		out.Items = append(out.Items, row)
	}
	return out, nil
}

// stationsOf lists the stations that have a printer.
func stationsOf(def *plant.Definition, printer string) []string {
	stations := []string{}
	for _, area := range def.Areas {
		for _, line := range area.Lines {
			for _, st := range line.Stations {
				if slices.Contains(st.Printers, printer) {
					stations = append(stations, st.Code)
				}
			}
		}
	}
	return stations
}
