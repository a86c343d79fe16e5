package epcisview_test

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// open is the index of a plant, on SQLite in a file of its own.
func open(t *testing.T, p *enginetest.Plant) *epcisview.Index {
	t.Helper()
	x := &epcisview.Index{Journal: p.DB, Open: func(ctx context.Context) (*sqldb.DB, error) {
		if p.DB.Dialect == sqldb.Postgres {
			return p.DB, nil
		}
		return sqldb.Open(ctx, sqldb.Config{Dir: p.Dir, Side: "epcis.db"})
	}}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// ask answers a query given as its parameters, all pages together.
func ask(t *testing.T, x *epcisview.Index, parameters ...string) []*epcis.Event {
	t.Helper()
	return askAs(t, x, epcisview.Everything(), parameters...)
}

// askAs answers the query of somebody.
func askAs(t *testing.T, x *epcisview.Index, by epcisview.Sight, parameters ...string) []*epcis.Event {
	t.Helper()
	values := map[string][]string{}
	for _, p := range parameters {
		name, value, _ := strings.Cut(p, "=")
		values[name] = append(values[name], value)
	}
	var all []*epcis.Event
	for {
		q, err := query.Parse(values, query.Options{})
		if err != nil {
			t.Fatal(err)
		}
		page, err := x.Find(t.Context(), by, q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if page.Next == "" {
			return all
		}
		values["nextPageToken"] = []string{page.Next}
	}
}

func lines(t *testing.T, events []*epcis.Event) string {
	t.Helper()
	var b []byte
	for _, e := range events {
		var err error
		if b, err = e.AppendJSON(b); err != nil {
			t.Fatal(err)
		}
		b = append(b, '\n')
	}
	return string(b)
}

// TestWhatTheLineDidIsToldInEPCIS plays every scenario: each event that comes of
// it keeps the rules of the standard, in both syntaxes, and the index made anew
// is the same.
func TestWhatTheLineDidIsToldInEPCIS(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../testdata/script/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := enginetest.Start(t, sqldbtest.SQLite(t))
			x := open(t, p)
			p.Play(t, path)
			events := ask(t, x)
			for _, e := range events {
				if faults := validate.Event(e); len(faults) > 0 {
					t.Errorf("%v in %s", faults, lines(t, []*epcis.Event{e}))
				}
			}
			before := lines(t, events)
			if err := x.Reset(t.Context()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, lines(t, ask(t, x))); diff != "" {
				t.Errorf("the index made anew differs (-step by step +anew):\n%s", diff)
			}
			switch name {
			case "shipping", "quality", "holds":
				golden.Check(t, "testdata/"+name+".golden", []byte(changing.ReplaceAllString(before, "")))
			}
			official(t, events)
		})
	}
}

// changing is what other changes of the program change, too.
var changing = regexp.MustCompile(`"@context":\[.*?\}\],|"eventID":".*?",|"recordTime":".*?",`)

// official checks events by the published schemas, where they are at hand.
func official(t *testing.T, events []*epcis.Event) {
	schema, xsd := epcistest.Schema(t), epcistest.XSD(t)
	d := &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: time.Unix(0, 0).UTC()}
	var asJSON, asXML bytes.Buffer
	j, err := epcis.NewWriter(&asJSON, d)
	if err != nil {
		t.Fatal(err)
	}
	x, err := xml.NewWriter(&asXML, d, xml.WebURI)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if err := j.Write(e); err != nil {
			t.Fatal(err)
		}
		if err := x.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := schema(asJSON.Bytes()); err != nil {
		t.Errorf("the JSON schema says %v of:\n%s", err, asJSON.Bytes())
	}
	if err := xsd(asXML.Bytes()); err != nil {
		t.Errorf("the XML schema says %v", err)
	}
}

// TestPlacesAreCalledByTheirGLN, where the plant definition gives one: the station
// that reports, the position that material is loaded at, the area that things are in. Others keep our URI.
func TestPlacesAreCalledByTheirGLN(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	x := open(t, p)
	p.Play(t, "../../testdata/script/everything.txt")
	const gluing = "https://id.gs1.org/414/9521234000020/254/A-10"
	for query, want := range map[string]int{
		"EQ_readPoint=" + gluing:                              1,
		"EQ_readPoint=urn:epc:id:sgln:9521234.00002.A-10":     1,
		"EQ_readPoint=urn:tracewright:place:A-10":             0,
		"EQ_readPoint=urn:tracewright:place:A-20":             1,
		"MATCH_parentID=" + gluing + ".DRUM":                  1,
		"EQ_bizLocation=https://id.gs1.org/414/9521234000020": 1,
	} {
		if got := len(ask(t, x, query)); (got > 0) != (want > 0) {
			t.Errorf("%s finds %d events", query, got)
		}
	}
}
