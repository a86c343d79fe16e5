package capture_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// site is a store at work that takes documents in.
type site struct {
	*enginetest.Plant
	t      testing.TB
	jobs   *capture.Jobs
	events *epcisview.Index
}

func start(t testing.TB, db *sqldb.DB) *site {
	t.Helper()
	p := enginetest.Start(t, db)
	x := &epcisview.Index{Journal: db, Open: func(context.Context) (*sqldb.DB, error) { return db, nil }}
	return &site{p, t, capture.New(capture.Config{DB: db, Engine: p.Engine, Events: x, Now: p.Clock.Now, NewID: rand.Text}), x}
}

// work does the jobs that wait, and fails for what they could not record.
func (s *site) work(id string) {
	s.t.Helper()
	for more := true; more; {
		var err error
		if more, err = s.jobs.Step(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	}
	job, err := s.jobs.Job(s.t.Context(), id)
	if err != nil || len(job.Errors) > 0 || job.Running() {
		s.t.Errorf("job %+v: %v", job, err)
	}
}

// document is a public document, each event of it under an id of its own: the
// same ids come in many of them.
type document struct {
	name   string
	doc    *epcis.Document
	events []*epcis.Event
}

func readPublic(t *testing.T, dir, name, format string, n int) (*document, bool) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := &document{name: name}
	sound := true
	each := func(i epcis.Item) error {
		if i.Err != nil || len(validate.Event(i.Event)) > 0 {
			sound = false
			return nil
		}
		i.Event.EventID = fmt.Sprintf("urn:test:%d:%d", n, i.Index)
		d.events = append(d.events, i.Event)
		return nil
	}
	if format == "xml" {
		d.doc, err = xml.Read(f, xml.Options{}, each)
	} else {
		d.doc, err = epcis.Read(f, epcis.Limits{}, each)
	}
	if err != nil || !sound || len(d.events) == 0 {
		return nil, false
	}
	if d.doc.Type != "" && len(validate.Document(d.doc)) > 0 {
		return nil, false
	}
	if d.doc.Type == "" {
		d.doc = &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0"}
	}
	if d.doc.Type == epcis.QueryDocument && d.doc.QueryName == "" {
		d.doc.QueryName = "q"
	}
	if d.doc.CreationDate.IsZero() {
		d.doc.CreationDate = time.Unix(0, 0).UTC()
	}
	return d, true
}

// written is the document in its syntax.
func (d *document) written(t *testing.T, asXML bool) io.Reader {
	t.Helper()
	var b bytes.Buffer
	var w interface {
		Write(*epcis.Event) error
		Close() error
	}
	var err error
	if asXML {
		w, err = xml.NewWriter(&b, d.doc, xml.WebURI)
	} else {
		w, err = epcis.NewWriter(&b, d.doc)
	}
	for _, e := range d.events {
		if err == nil {
			err = w.Write(e)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	return &b
}

// TestPublicDocumentsAreCapturedAndGivenBack captures every valid public document
// and asks for its events: they mean what they meant.
func TestPublicDocumentsAreCapturedAndGivenBack(t *testing.T) {
	t.Parallel()
	dir := epcistest.Dir(t)
	b, err := os.ReadFile(filepath.Join(dir, "epcis-docs-manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		File   string `json:"file"`
		Format string `json:"format"`
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	s := start(t, sqldbtest.SQLite(t))
	documents, events := 0, 0
	for n, v := range all {
		d, ok := readPublic(t, dir, v.File, v.Format, n)
		if !ok {
			continue
		}
		job, err := s.jobs.Post(t.Context(), capture.Document{Body: d.written(t, v.Format == "xml"), XML: v.Format == "xml", By: capture.Sender{Actor: "p-1"}})
		if err != nil {
			t.Errorf("%s: %v", d.name, err)
			continue
		}
		s.work(job.ID)
		s.compare(d)
		documents, events = documents+1, events+len(d.events)
	}
	t.Logf("%d documents with %d events were captured and given back", documents, events)
	if documents < 100 {
		t.Errorf("only %d documents were captured", documents)
	}
}

// compare asks for the events of a document.
func (s *site) compare(d *document) {
	s.t.Helper()
	ids := map[string][]string{"perPage": {"1000"}}
	for _, e := range d.events {
		ids["EQ_eventID"] = append(ids["EQ_eventID"], e.EventID)
	}
	q, err := query.Parse(ids, query.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	page, err := s.events.Find(s.t.Context(), epcisview.Everything(), q)
	if err != nil {
		s.t.Fatal(err)
	}
	given := map[string]*epcis.Event{}
	for _, e := range page.Events {
		given[e.EventID] = e
	}
	for _, e := range d.events {
		got := given[e.EventID]
		if got == nil {
			s.t.Errorf("%s: %s is not given back", d.name, e.EventID)
			continue
		}
		e.RecordTime = got.RecordTime // the repository sets it
		if diff := cmp.Diff(epcistest.Meaning(s.t, e), epcistest.Meaning(s.t, got)); diff != "" {
			s.t.Errorf("%s: %s (-sent +given back):\n%s", d.name, e.EventID, diff)
		}
	}
}
