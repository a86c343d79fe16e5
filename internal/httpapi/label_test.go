package httpapi_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"image/png"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// labelled adds to the plant of the shop a label that says all that is known,
// each field on a line of its own.
func labelled(t *testing.T, s *site, fields ...string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("\nlabels:\n  - code: ALL\n    width: 100\n    height: 200\n    elements:\n")
	for _, f := range fields {
		b.WriteString(`      - {x: 1, y: 1, width: 90, size: 2, text: "` + f + `={` + f + `}", optional: true}` + "\n")
	}
	b.WriteString("  - code: PALLET\n    width: 60\n    height: 40\n    elements:\n" +
		`      - {kind: symbol, x: 1, y: 1, width: 30, height: 30, text: "(00){sscc}(02){content}(37){count}", symbology: gs1-datamatrix}` + "\n")
	b.WriteString("pools:\n  - {code: MAC, kind: mac}\n")
	b.WriteString("printers:\n  - {code: ZD, address: \"tcp://192.0.2.1:9100\", labels: [ALL, PALLET]}\n  - {code: OFFICE, address: \"ipp://192.0.2.2/ipp/print\"}\n")
	a := s.Do(t, &track.Command{ID: rand.Text(), Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t) + b.String()}})
	if a.Verdict.Answer != track.Permit {
		t.Fatal(a.Verdict.Text)
	}
}

// TestLabelSaysWhatThePlantKnows draws labels of everything that can have one,
// and lets a scanner read them.
func TestLabelSaysWhatThePlantKnows(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		labelled(t, s, "serial")
		s.Do(t, &track.Command{ID: "l1", Verb: "create-order", Args: &track.CreateOrder{Order: "WO-1", Part: "PUMP-100", Quantity: "3", Customer: "ACME"}})
		s.Do(t, &track.Command{ID: "l2", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP-100", Serials: []string{"LSN-1", "LSN-2"}}})
		s.Do(t, &track.Command{ID: "l3", Verb: "pack", Mode: track.ModeReport, Args: &track.Pack{Package: "095212345000000018", Items: []track.Input{{Ref: "LSN-1"}, {Ref: "LSN-2"}}}})
		n := symboltest.StartNode(t)
		for path, want := range map[string]string{
			"unit/preview?object=LSN-1":                                           "]d2 010952123456700421LSN-1",
			"PALLET/preview?object=095212345000000018":                            "]d2 000952123450000000180209521234567004372",
			"traveler/preview?order=WO-1":                                         "]C0 WO-1 ]Q1 WO-1",
			"unit/preview?object=LSN-2&dpi=300&field=serial=OTHER&field=date=now": "]d2 010952123456700421LSN-2",
		} {
			res := s.send(http.MethodGet, "/api/v1/labels/"+path+"&format=png", "operator", "")
			if res.status != http.StatusOK || res.header.Get("Content-Type") != "image/png" {
				t.Fatalf("%s: %d %s", path, res.status, res.body)
			}
			if _, err := png.Decode(bytes.NewReader([]byte(res.body))); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			read, err := n.Read([]byte(res.body))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range read {
				got = append(got, r.Identifier+" "+string(r.Bytes))
			}
			slices.Sort(got)
			if strings.Join(got, " ") != want {
				t.Errorf("%s reads %q, want %q", path, got, want)
			}
		}
	})
}

// TestFieldsOfLabels keeps what is known of each kind of thing.
func TestFieldsOfLabels(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		labelled(t, s, "serial")
		s.Do(t, &track.Command{ID: "l1", Verb: "create-order", Args: &track.CreateOrder{Order: "WO-1", Part: "PUMP-100", Quantity: "3", Customer: "ACME"}})
		s.Do(t, &track.Command{ID: "l2", Verb: "release-order", Args: &track.ReleaseOrder{Order: "WO-1"}})
		s.Do(t, &track.Command{ID: "l3", Verb: "produce-unit", Args: &track.ProduceUnit{Serial: "LSN-1", Order: "WO-1", Identifiers: []track.NewIdent{{Scheme: "imei", Value: "490154203237518"}}}})
		s.Do(t, &track.Command{ID: "l4", Verb: "extend-life", Args: &track.ExtendLife{Object: "S-77", Until: "2027-03-31", Reason: "tested"}})
		s.Do(t, &track.Command{ID: "l5", Verb: "pack", Mode: track.ModeReport, Args: &track.Pack{Package: "BX-9", Items: []track.Input{{Ref: "LSN-1"}}}})
		var out strings.Builder
		err := view.NewStore(s.DB).Read(t.Context(), func(q *view.Query) error {
			for _, code := range []string{"LSN-1", "S-77", "BOX-1", "BX-9"} {
				found, err := q.Resolve(track.Ref(code), 0)
				if err != nil || len(found) != 1 {
					return fmt.Errorf("%s: %d found, %w", code, len(found), err)
				}
				if err := write(&out, q, code, view.LabelSubject{Object: found[0].ID}); err != nil {
					return err
				}
			}
			return errors.Join(write(&out, q, "order", view.LabelSubject{Order: "WO-1"}), write(&out, q, "station", view.LabelSubject{Station: "ST-10"}))
		})
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "testdata/label-fields.golden", []byte(out.String()))
	})
}

// write lists the fields of a subject, without the key that the store gave it.
func write(out *strings.Builder, q *view.Query, name string, subject view.LabelSubject) error {
	fields, err := q.LabelFields(subject)
	out.WriteString(name + "\n")
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		value := fields[field]
		if subject.Object != "" {
			value = strings.ReplaceAll(value, string(subject.Object), "KEY")
		}
		out.WriteString("  " + field + " = " + value + "\n")
	}
	return err
}

// TestLabelsAreRefused: what cannot be drawn says why, and how to mend it.
func TestLabelsAreRefused(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	labelled(t, s, "lot")
	for path, want := range map[string]string{
		"NONE/preview":                          "H451 path.label",
		"unit/preview?object=NOSUCH":            "H451 path.id",
		"traveler/preview?order=WO-9":           "H451",
		"unit/preview?station=NOSUCH":           "H451",
		"unit/preview?object=SN1&order=WO-1":    "H422 query.object",
		"unit/preview?object=SN1&dpi=1200":      "H422 query.dpi",
		"unit/preview?object=SN1&dpi=x":         "H422 query.dpi",
		"unit/preview?object=SN1&format=gif":    "H422 query.format",
		"unit/preview?object=SN1&field=nothing": "H422 query.field",
		"unit/preview?object=SN1&colour=red":    "H422 query.colour",
		"unit/preview?object=S-77":              "H422 path.label", // a lot has no serial number
		"unit/preview?field=gtin=09521234543213&field=serial=1&field=part=P&field=name=%1b%5bx":                      "H422 path.label",
		"unit/preview?field=gtin=09521234543213&field=serial=1&field=part=P&field=name=" + strings.Repeat("x", 3000): "H422 path.label",
	} {
		res := s.send(http.MethodGet, "/api/v1/labels/"+path, "operator", "")
		var p api.Problem
		if err := json.Unmarshal([]byte(res.body), &p); err != nil {
			t.Errorf("%s: %v in %.100q", path, err, res.body)
			continue
		}
		got := p.Code
		if len(p.Errors) > 0 {
			got += " " + p.Errors[0].Location
		}
		if got != want {
			t.Errorf("%s is %s, want %s: %.300s", path, got, want, res.body)
		}
	}
	// Data of the world stays data.
	s.Do(t, receive("hostile", "SEAL-3", "^XA^FO", "^XZ~JR^XA"))
	res := s.send(http.MethodGet, "/api/v1/labels/ALL/preview?format=zpl&object=%5EXZ~JR%5EXA", "operator", "")
	if res.status != http.StatusOK || strings.Count(res.body, "^XA") != 1 || strings.Contains(res.body, "~JR") {
		t.Errorf("%d %.300s", res.status, res.body)
	}
}

// TestPrintJobs: what waits for a printer, what became of it, and why.
func TestPrintJobs(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		labelled(t, s, "serial")
		for i, args := range []track.Args{
			&track.Print{Label: "ALL", Object: "SN1", Printer: "ZD", Copies: 2},
			&track.Print{Label: "ALL", Object: "SN2", Printer: "ZD"},
			&track.Print{Label: "ALL", Place: "ST-10", Printer: "OFFICE", Fields: []track.PrintField{{Name: "serial", Value: "all"}}},
		} {
			a := s.Do(t, &track.Command{ID: fmt.Sprint("p", i), Verb: "print", Station: "ST-20", Actor: "p-operator", Args: args})
			if a.Verdict.Answer != track.Permit {
				t.Fatal(a.Verdict.Text)
			}
			if i == 0 {
				s.Do(t, &track.Command{ID: "waits", Verb: "report-print", Mode: track.ModeReport, Args: &track.ReportPrint{Job: a.Verdict.Evidence["job"], State: track.PrintQueued, Problem: "paper is out"}})
			}
		}
		var out strings.Builder
		for _, path := range []string{"printers", "print-jobs", "print-jobs?printer=ZD&limit=1", "print-jobs?open=true&station=ST-20&state=queued&label=ALL", "print-jobs?order=WO-1", "print-jobs/J-99"} {
			fmt.Fprintf(&out, "GET %s\n%s\n", path, s.send(http.MethodGet, "/api/v1/"+path, "operator", "").text())
		}
		golden.Check(t, "testdata/print-jobs.golden", []byte(out.String()))
		list, err := s.client("operator").PrintJobs(t.Context(), client.PrintFilter{Printer: "ZD", Page: client.Page{Limit: 1}})
		if err != nil || len(list.Items) != 1 || list.Next == "" {
			t.Fatalf("%+v, %v", list, err)
		}
		rest, err := s.client("operator").PrintJobs(t.Context(), client.PrintFilter{Printer: "ZD", Page: client.Page{After: list.Next}})
		if err != nil || len(rest.Items) != 1 || rest.Items[0].ID == list.Items[0].ID {
			t.Errorf("the next page has %+v, %v", rest, err)
		}
	})
}
