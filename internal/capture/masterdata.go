package capture

import (
	"bytes"
	"context"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/track"
)

// Master data lie in the spool behind the events of their document, in parts that
// are each a document of its own.

const (
	describedTogether = 100       // things of one part
	maxDescription    = 512 << 10 // bytes of one part
)

// describe keeps the master data of a document's header.
func (s *spool) describe(ctx context.Context, d *epcis.Document) error {
	n, created := MaxEvents, d.CreationDate
	if created.IsZero() {
		created = s.jobs.Now().UTC()
	}
	for i := range d.MasterData {
		v := d.MasterData[i]
		for from := 0; from < len(v.Elements); from += describedTogether {
			part := v
			part.Elements = v.Elements[from:min(len(v.Elements), from+describedTogether)]
			b, err := alone(d, created, part)
			if err != nil {
				return err
			}
			if len(b) > maxDescription {
				s.fault(Error{
					Path: "/epcisHeader/epcisMasterData/vocabularyList/" + strconv.Itoa(i), Rule: "size",
					Detail: "has things with too much master data", Fix: "keep a hundred of them within " + strconv.Itoa(maxDescription>>10) + " KiB",
				})
				continue
			}
			s.rows = append(s.rows, []any{s.id, n, b, ""})
			n++
			if len(s.rows) >= spoolChunk {
				if err := s.flush(ctx); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// alone is a document of master data and nothing else.
func alone(d *epcis.Document, created time.Time, v epcis.Vocabulary) ([]byte, error) {
	var b bytes.Buffer
	out, err := epcis.NewWriter(&b, &epcis.Document{
		Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: created, Context: d.Context, MasterData: []epcis.Vocabulary{v},
	})
	if err == nil {
		err = out.Close()
	}
	return b.Bytes(), err
}

// describe records a part of the master data of a job. The same again, after a
// crash, is recorded once; sent by another document it stands anew.
func (j *Jobs) describe(ctx context.Context, job *row, n int64, document string) error {
	by := &job.By
	wait, err := j.enqueue(ctx, &track.Command{
		ID: "epcis-masterdata:" + job.ID + ":" + strconv.FormatInt(n, 10), Verb: "capture", Mode: track.ModeReport,
		Actor: by.Actor, Roles: by.Roles, Device: by.Device, Source: "epcis", Args: &track.Capture{MasterData: document},
	})
	if err != nil {
		return err
	}
	failed, err := answered(ctx, wait)
	if failed != nil {
		failed.Path = "/epcisHeader/epcisMasterData"
		job.fail(*failed)
	}
	return err
}
