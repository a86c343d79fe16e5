package httpapi

import (
	"bytes"
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/view"
)

// maxRecorded bounds each list of a record.
const maxRecorded = 5000

// recordInput asks for the record of an object.
type recordInput struct {
	ObjectInput
	PaperLanguage
	Format string `query:"format" enum:"json,pdf" default:"json" doc:"As what it is given"`
}

func describeRecord(h huma.API, op *huma.Operation) {
	answers[api.Record](h, op)
	op.Responses["200"].Content["application/pdf"] = &huma.MediaType{Schema: text("The record as pdf")}
}

// mountRecord mounts the question for a record, which is answered as JSON or PDF.
func mountRecord(s *server, h huma.API, op huma.Operation) {
	huma.Register(h, op, func(ctx context.Context, in *recordInput) (*huma.StreamResponse, error) {
		out, err := s.recordAs(ctx, in)
		if err != nil {
			f := faultOf(err)
			s.logFault(ctx, f)
			return nil, f
		}
		return out, nil
	})
}

// recordAs answers in the form that is asked for.
func (s *server) recordAs(ctx context.Context, in *recordInput) (*huma.StreamResponse, error) {
	var r *api.Record
	var p *paper
	err := s.ask(ctx, in.MinSeq, func(q *view.Query) (err error) {
		if r, err = s.recordOf(q, &in.ObjectInput); err != nil {
			return err
		}
		p, err = s.paperFor(ctx, q, in.PaperLanguage)
		return err
	})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if in.Format == "pdf" {
		if err := s.know(ctx, p, spokenOf(r)); err != nil {
			return nil, err
		}
		err = p.record(&b, r)
	} else {
		err = writeJSON(&b, r)
	}
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "application/json")
		if in.Format == "pdf" {
			p.announce(c)
		}
		c.SetHeader("Tracewright-Seq", number(r.Seq))
		_, _ = io.Copy(c.BodyWriter(), &b) // the client is gone
	}}, nil
}

// recordOf gathers all that is known of an object, on one snapshot.
func (s *server) recordOf(q *view.Query, in *ObjectInput) (*api.Record, error) {
	o, err := s.getObject(q, in)
	if err != nil {
		return nil, err
	}
	named := ObjectInput{ID: o.ID}
	r := &api.Record{Seq: q.Size, Object: *o}
	for _, read := range []func() error{
		func() error {
			b, err := s.getBuilt(q, &named)
			return taken(&r.Built, b, err)
		},
		func() error {
			t, err := s.getTree(q, &treeInput{ObjectInput: named})
			return taken(&r.Tree, t, err)
		},
		func() error {
			l, err := s.getObjectHolds(q, &named)
			return taken(&r.Holds, itemsOf(l), err)
		},
		func() error {
			l, err := s.getCarriers(q, &treeInput{ObjectInput: named})
			return taken(&r.Carriers, itemsOf(l), err)
		},
		func() (err error) {
			r.Visits, err = recorded(r, "visits", func(p Paging) (*api.List[api.Visit], error) {
				return s.listVisits(q, &visitsInput{Paging: p, Object: o.ID, Voided: true})
			})
			return err
		},
		func() (err error) {
			r.Measurements, err = recorded(r, "measurements", func(p Paging) (*api.List[api.Measurement], error) {
				return s.getObjectMeasurements(q, &measuredInput{ObjectInput: named, Paging: p})
			})
			return err
		},
		func() (err error) {
			r.Defects, err = recorded(r, "defects", func(p Paging) (*api.List[api.Defect], error) {
				return s.listDefects(q, &defectsInput{Paging: p, Object: o.ID})
			})
			return err
		},
		func() (err error) {
			r.Labels, err = recorded(r, "labels", func(p Paging) (*api.List[api.PrintJob], error) {
				return s.listPrintJobs(q, &printJobsInput{Paging: p, Object: o.ID})
			})
			return err
		},
		func() (err error) {
			r.History, err = recorded(r, "history", func(p Paging) (*api.List[api.Event], error) {
				return s.getHistory(q, &historyInput{ObjectInput: named, Paging: p})
			})
			return err
		},
		func() error { return prove(q, r) },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// taken puts what was read into its place.
func taken[V any](to, read *V, err error) error {
	if err == nil {
		*to = *read
	}
	return err
}

func itemsOf[V any](l *api.List[V]) *[]V {
	if l == nil {
		return nil
	}
	return &l.Items
}

// recorded reads the pages of a list, and notes when there are more.
func recorded[V any](r *api.Record, name string, read func(Paging) (*api.List[V], error)) ([]V, error) {
	all := []V{}
	for p := (Paging{Limit: 1000}); ; {
		l, err := read(p)
		if err != nil {
			return nil, err
		}
		all = append(all, l.Items...)
		if l.Next == "" {
			return all, nil
		}
		if len(all) >= maxRecorded {
			r.Cut = append(r.Cut, name)
			return all, nil
		}
		p.After = l.Next
	}
}

// prove adds what the record is checked against. A refusal touches an object too,
// and changes nothing of it.
func prove(q *view.Query, r *api.Record) error {
	last := r.Object.Last
	if n := len(r.History); n > 0 {
		last = max(last, r.History[n-1].Seq)
	}
	leaf, err := q.Leaf(last)
	if err != nil {
		return err
	}
	checkpoint, err := q.Checkpoint()
	r.Proof = api.RecordProof{Last: last, Leaf: hash(leaf), Checkpoint: checkpoint}
	return err
}
