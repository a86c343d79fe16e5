package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Jobs are the captures of a store.
type Jobs struct {
	Config
	wake chan struct{}

	mu      sync.Mutex
	posting map[string]bool // jobs whose document is coming in
}

// Config is what the jobs of a store are made of.
type Config struct {
	DB     *sqldb.DB
	Engine *engine.Engine
	Events *epcisview.Index
	Now    func() time.Time
	NewID  func() string // of a job: long and not to be guessed
}

// New makes the jobs of a store, which begin to work with Run.
func New(cfg Config) *Jobs {
	return &Jobs{Config: cfg, wake: make(chan struct{}, 1), posting: map[string]bool{}}
}

// Document is what is sent.
type Document struct {
	Body      io.Reader
	XML       bool
	Behaviour Behaviour
	By        Sender
	// Prefixes are those that it may use beside the ones that it declares.
	Prefixes epcis.Namespaces
}

// spoolChunk is how many events are written together, so that stations wait for
// no large document.
const spoolChunk = 200

// spool takes the events of a document in.
type spool struct {
	jobs   *Jobs
	doc    *Document
	id     string
	rows   [][]any
	events int
	errors []Error
}

// Post reads a document, judges all of it and keeps what is to be recorded. When
// it returns, the job will be done whatever happens. A document that is
// malformed, or of which one event is wrong under rollback, is an *InvalidError;
// nothing of it is kept.
func (j *Jobs) Post(ctx context.Context, d Document) (*Job, error) {
	if !j.Engine.Leads() {
		return nil, engine.ErrStandby
	}
	s := &spool{jobs: j, doc: &d, id: j.NewID()}
	j.post(s.id, true)
	defer j.post(s.id, false)
	err := s.read(ctx)
	if err == nil && len(s.errors) > 0 && d.Behaviour != Proceed {
		err = &InvalidError{s.errors}
	}
	if err == nil {
		err = s.flush(ctx)
	}
	var job *Job
	if err == nil {
		job, err = s.queue(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, j.drop(context.WithoutCancel(ctx), s.id))
	}
	select {
	case j.wake <- struct{}{}:
	default:
	}
	return job, nil
}

// read reads the document to its end.
func (s *spool) read(ctx context.Context) error {
	limits := epcis.Limits{Events: MaxEvents + 1, Bytes: MaxEvent}
	read := func(each func(epcis.Item) error) (*epcis.Document, error) {
		return epcis.Read(s.doc.Body, limits, each)
	}
	if s.doc.XML {
		read = func(each func(epcis.Item) error) (*epcis.Document, error) {
			return xml.Read(s.doc.Body, xml.Options{Limits: limits}, each)
		}
	}
	d, err := read(func(i epcis.Item) error { return s.take(ctx, i) })
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		return &InvalidError{append(s.errors[:len(s.errors):len(s.errors)], told("", nil, e))}
	}
	if err != nil || d.Type == "" {
		return err
	}
	d.Context = epcis.WithPrefixes(d.Context, s.doc.Prefixes)
	for _, e := range validate.Document(d) {
		s.fault(told("", nil, e))
		s.doc.Behaviour = Rollback // the document itself is wrong
	}
	if len(s.errors) > 0 && s.doc.Behaviour != Proceed {
		return nil
	}
	return s.describe(ctx, d)
}

func (s *spool) fault(e Error) {
	if len(s.errors) < maxErrors {
		s.errors = append(s.errors, e)
	}
}

// take judges one event and keeps it.
func (s *spool) take(ctx context.Context, i epcis.Item) error {
	if i.Index >= MaxEvents {
		return ErrTooLarge
	}
	if e, ok := errors.AsType[*epcis.Error](i.Err); ok {
		s.fault(told("", nil, e))
		return nil
	}
	if i.Err != nil {
		return i.Err
	}
	i.Event.Context = epcis.WithPrefixes(i.Event.Context, s.doc.Prefixes)
	if faults := validate.Event(i.Event); len(faults) > 0 {
		for _, e := range faults {
			s.fault(told(i.Path, i.Event, e))
		}
		return nil
	}
	if len(s.errors) > 0 && s.doc.Behaviour != Proceed {
		return nil // nothing will be kept: the rest is judged only
	}
	b, err := i.Event.AppendJSON(nil)
	if err != nil {
		return err
	}
	s.rows = append(s.rows, []any{s.id, i.Index, b, strings.Join(i.Event.Spellings, " ")})
	s.events++
	if len(s.rows) == spoolChunk {
		return s.flush(ctx)
	}
	return nil
}

var putEvents = &sqldb.Upsert{Table: "capture_event", Columns: []string{"job", "n", "event", "spellings"}}

func (s *spool) flush(ctx context.Context) error {
	if len(s.rows) == 0 {
		return nil
	}
	err := s.jobs.DB.Write(ctx, func(tx *sqldb.Tx) error { return putEvents.Exec(ctx, tx, s.rows) })
	s.rows = nil
	return err
}

const insertJob = `
insert into capture_job (number, id, created_at, finished_at, sender, behaviour, events, next, done, errors)
select coalesce(max(number), 0) + 1, $1, $2, 0, $3, $4, $5, 0, 0, $6
from capture_job`

// queue puts the job behind those that are there.
func (s *spool) queue(ctx context.Context) (*Job, error) {
	sender, err := json.Marshal(&s.doc.By)
	if err != nil {
		return nil, err
	}
	errs, err := json.Marshal(s.errors)
	if err != nil {
		return nil, err
	}
	behaviour := s.doc.Behaviour
	if behaviour == "" {
		behaviour = Rollback
	}
	err = s.jobs.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, insertJob, s.id, s.jobs.Now().UnixMicro(), sender, string(behaviour), s.events, errs)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.jobs.Job(ctx, s.id)
}

// drop forgets the events of a job that is done, or never came to be.
func (j *Jobs) drop(ctx context.Context, id string) error {
	return j.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, "delete from capture_event where job = $1", id)
		return err
	})
}

// post notes that a document is coming in, or has come in.
func (j *Jobs) post(id string, begins bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if begins {
		j.posting[id] = true
	} else {
		delete(j.posting, id)
	}
}

const orphans = `
select distinct job
from capture_event
where job not in (select id from capture_job)`

// sweep forgets events that no job speaks of: a crash came before it was queued.
func (j *Jobs) sweep(ctx context.Context) error {
	var ids []string
	err := j.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		ids, err = sqldb.Select(ctx, tx, func(s *string) []any { return []any{s} }, orphans)
		return err
	})
	for _, id := range ids {
		j.mu.Lock()
		comes := j.posting[id]
		j.mu.Unlock()
		if !comes && err == nil {
			err = j.DB.Write(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec(ctx, "delete from capture_event where job = $1 and job not in (select id from capture_job)", id)
				return err
			})
		}
	}
	return err
}

const jobColumns = "number, id, created_at, finished_at, sender, behaviour, events, next, done, known, errors"

// row is a job as the table has it.
type row struct {
	Job
	created, finished, next int64
	sender, errs            []byte
}

func scanJob(r *row) []any {
	return []any{&r.Number, &r.ID, &r.created, &r.finished, &r.sender, &r.Behaviour, &r.Events, &r.next, &r.Done, &r.Known, &r.errs}
}

func (r *row) read() error {
	r.CreatedAt = time.UnixMicro(r.created).UTC()
	if r.finished != 0 {
		r.FinishedAt = time.UnixMicro(r.finished).UTC()
	}
	if err := json.Unmarshal(r.sender, &r.By); err != nil {
		return err
	}
	return json.Unmarshal(r.errs, &r.Errors)
}

// Job reads a job, or gives ErrNotFound.
func (j *Jobs) Job(ctx context.Context, id string) (*Job, error) {
	jobs, err := j.jobs(ctx, "where id = $1", id)
	if err != nil {
		return nil, err
	}
	if len(jobs) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNotFound, strings.ToValidUTF8(id, "?"))
	}
	return &jobs[0].Job, nil
}

// List lists at most limit jobs after a number, in their order; those of one
// actor only, unless it is empty.
func (j *Jobs) List(ctx context.Context, actor string, after int64, limit int) ([]Job, error) {
	jobs := []Job{}
	for {
		rows, err := j.jobs(ctx, "where number > $1 order by number limit 500", after)
		if err != nil || len(rows) == 0 {
			return jobs, err
		}
		for i := range rows {
			if after = rows[i].Number; actor == "" || rows[i].By.Actor == actor {
				jobs = append(jobs, rows[i].Job)
			}
			if len(jobs) == limit {
				return jobs, nil
			}
		}
	}
}

func (j *Jobs) jobs(ctx context.Context, where string, args ...any) ([]row, error) {
	var rows []row
	err := j.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		rows, err = sqldb.Select(ctx, tx, scanJob, "select "+jobColumns+" from capture_job "+where, args...)
		return err
	})
	for i := range rows {
		if err == nil {
			err = rows[i].read()
		}
	}
	return rows, err
}
