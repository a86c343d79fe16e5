package epcis_test

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
)

// pipe is a reader that cannot go back.
type pipe struct{ r io.Reader }

func (p pipe) Read(b []byte) (int, error) { return p.r.Read(b) }

const late = `{"type":"EPCISDocument","epcisBody":{"x:b":2,"eventList":[EVENTS]},"schemaVersion":"2.0",` +
	`"epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:t"}]}},"@context":[{"x":"urn:x:"}],"x:d":1}`

func collect(t *testing.T, r io.Reader, l epcis.Limits) (*epcis.Document, []epcis.Item, error) {
	t.Helper()
	var items []epcis.Item
	d, err := epcis.Read(r, l, func(i epcis.Item) error {
		i.Raw, i.Document = bytes.Clone(i.Raw), nil
		items = append(items, i)
		return nil
	})
	return d, items, err
}

func TestContextMayComeAfterTheEvents(t *testing.T) {
	t.Parallel()
	plain := strings.Replace(member, "CONTEXT", "", 1)
	body := "\xef\xbb\xbf" + strings.Replace(late, "EVENTS", plain+" , "+plain, 1)
	for name, r := range map[string]io.Reader{"file": strings.NewReader(body), "pipe": pipe{strings.NewReader(body)}} {
		d, items, err := collect(t, r, epcis.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(items) != 2 || string(items[1].Raw) != plain || string(items[1].Event.Context[0]) != `{"x":"urn:x:"}` {
			t.Errorf("%s: got %+v", name, items)
		}
		if len(d.MasterData) != 1 || len(d.BodyExtensions) != 1 || len(d.Extensions) != 1 {
			t.Errorf("%s: got %+v", name, d)
		}
	}
	if _, _, err := collect(t, pipe{strings.NewReader(body)}, epcis.Limits{Bytes: 300}); ruleOf(err) != "bytes" {
		t.Errorf("a pipe beyond the bound: got %v", err)
	}
	if _, _, err := collect(t, strings.NewReader(body), epcis.Limits{Bytes: 300}); err != nil {
		t.Errorf("a file whose events keep within the bound: got %v", err)
	}
}

func ruleOf(err error) string {
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		return e.Rule
	}
	return ""
}

func TestReadGoesOnAfterABadEvent(t *testing.T) {
	t.Parallel()
	plain := strings.Replace(member, "CONTEXT", "", 1)
	bad := strings.Replace(plain, "ADD", "add", 1)
	body := strings.Replace(late, "EVENTS", plain+","+bad+","+plain, 1)
	_, items, err := collect(t, strings.NewReader(body), epcis.Limits{})
	if err != nil || len(items) != 3 {
		t.Fatalf("got %d events, %v", len(items), err)
	}
	e, ok := errors.AsType[*epcis.Error](items[1].Err)
	if !ok || e.Path != "/epcisBody/eventList/1/action" || items[1].Event != nil || items[2].Err != nil || items[2].Index != 2 {
		t.Errorf("got %+v", items)
	}
}

func TestReadEndsWithTheErrorOfItsTaker(t *testing.T) {
	t.Parallel()
	body := strings.Replace(late, "EVENTS", strings.Replace(member, "CONTEXT", "", 1), 1)
	full := errors.New("the disk is full")
	if _, err := epcis.Read(strings.NewReader(body), epcis.Limits{}, func(epcis.Item) error { return full }); err != full {
		t.Errorf("got %v", err)
	}
	broken := errors.New("the line is cut")
	r := io.MultiReader(strings.NewReader(body[:60]), errReader{broken})
	if _, err := epcis.Read(r, epcis.Limits{}, func(epcis.Item) error { return nil }); err != broken {
		t.Errorf("got %v", err)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestReadTakesASingleEvent(t *testing.T) {
	t.Parallel()
	for _, body := range []string{with(""), `{"eventTime":"2026-11-22T17:15:00Z",` + with("")[1:]} {
		d, items, err := collect(t, strings.NewReader(body), epcis.Limits{})
		if err != nil || d.Type != "" || len(items) != 1 || string(items[0].Raw) != body {
			t.Errorf("%s: got %+v, %v", body, items, err)
		}
	}
}

// endless is a document whose events have no end.
type endless struct {
	head, event string
	events      int
	buf         string
}

func (e *endless) Read(b []byte) (int, error) {
	if e.buf == "" {
		switch {
		case e.head != "":
			e.buf, e.head = e.head, ""
		case e.events > 0:
			e.buf = e.event
			e.events--
		default:
			return 0, io.EOF
		}
	}
	n := copy(b, e.buf)
	e.buf = e.buf[n:]
	return n, nil
}

func TestALargeDocumentNeedsLittleMemory(t *testing.T) {
	event := strings.Replace(member, "CONTEXT", `,"x:pad":"`+strings.Repeat("a", 2000)+`"`, 1) + ","
	e := &endless{head: `{"type":"EPCISDocument","@context":[{"x":"urn:x:"}],"epcisBody":{"eventList":[`, event: event, events: 50_000}
	var most uint64
	n := 0
	_, err := epcis.Read(e, epcis.Limits{Events: 1 << 30}, func(i epcis.Item) error {
		if n++; n%10_000 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		return i.Err
	})
	if ruleOf(err) != "json" || n != 50_000 {
		t.Errorf("got %d events, %v; want all, and an early end", n, err)
	}
	if most > 24<<20 {
		t.Errorf("a document of %d MB took %d MB", 50_000*len(event)>>20, most>>20)
	}
}

func TestOneHugeValueIsRefusedBeforeItFillsTheMemory(t *testing.T) {
	t.Parallel()
	for _, head := range []string{
		`{"type":"EPCISDocument","@context":[{"x":"urn:x:"}],"epcisBody":{"eventList":[{"x:a":"`,
		`{"type":"EPCISDocument","@context":[{"x":"urn:x:"}],"x:a":"`,
		`{"`, `{"type":"ObjectEvent","x:a":[`, "[", `{"eventTime":"`, "         ",
	} {
		e := &endless{head: head, event: strings.Repeat("7,", 1<<15), events: 1 << 20}
		if head == "         " {
			e.event = strings.Repeat(" ", 1<<16)
		}
		_, items, err := collect(t, e, epcis.Limits{Bytes: 1 << 20})
		if err == nil && len(items) == 1 {
			err = items[0].Err
		}
		if rule := ruleOf(err); rule != "bytes" && head != "[" {
			t.Errorf("%s…: got %v", head, err)
		}
		if read := (1<<20 - e.events) << 16; read > 8<<20 {
			t.Errorf("%s…: %d bytes were read", head, read)
		}
	}
}

func TestAnyDocumentIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	schema := func([]byte) error { return nil }
	if !testing.Short() {
		t.Run("schema", func(t *testing.T) { schema = epcistest.Schema(t) })
	}
	rapid.Check(t, func(t *rapid.T) {
		d := epcistest.Documents().Draw(t, "document")
		list := rapid.SliceOfN(epcistest.Events(), 0, 3).Draw(t, "events")
		b := write(t, &d, list)
		if err := schema(b); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		got, read, err := epcis.ParseDocument(b, epcis.Limits{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		if diff := cmp.Diff(&d, got); diff != "" {
			t.Fatalf("document (-written +read):\n%s\n%s", diff, b)
		}
		if len(read) != len(list) {
			t.Fatalf("wrote %d events, read %d", len(list), len(read))
		}
		if again := write(t, got, read); !bytes.Equal(again, b) {
			t.Fatalf("first %s\nagain %s", b, again)
		}
	})
}

func write(t *rapid.T, d *epcis.Document, list []epcis.Event) []byte {
	var b bytes.Buffer
	w, err := epcis.NewWriter(&b, d)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if err := w.Write(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriterRefusesAnIncompleteDocument(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 17, 15, 0, 0, time.UTC)
	for path, d := range map[string]epcis.Document{
		"/type":                             {CreationDate: now},
		"/creationDate":                     {Type: epcis.CaptureDocument},
		"/epcisBody/queryResults/queryName": {Type: epcis.QueryDocument},
	} {
		_, err := epcis.NewWriter(io.Discard, &d)
		if e, ok := errors.AsType[*epcis.Error](err); !ok || e.Path != path || e.Rule != "required" {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	plain := strings.Replace(member, "CONTEXT", "", 1)
	f.Add([]byte(strings.Replace(late, "EVENTS", plain+","+plain, 1)))
	f.Add([]byte(with("")))
	f.Add([]byte(`{"@context":"urn:a","type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"q","resultsBody":{"eventList":[` + plain + `]}}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		whole := func(r io.Reader) (n int, failed bool) {
			_, err := epcis.Read(r, epcis.Limits{}, func(i epcis.Item) error {
				n++
				return i.Err
			})
			return n, err != nil
		}
		n, failed := whole(bytes.NewReader(b))
		m, also := whole(pipe{bytes.NewReader(b)})
		if n != m || failed != also {
			t.Errorf("as a file %d events, failed %v; as a pipe %d, %v", n, failed, m, also)
		}
	})
}
