package printing_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/device/printer/printertest"
	"github.com/tracewright/tracewright/internal/device/printing"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// shop is a plant that prints.
type shop struct {
	*enginetest.Plant
	t      *testing.T
	folder string
	n      int
	// follow is how long an office printer is asked; 0 for the usual time.
	follow time.Duration
}

// open starts a plant with printers at the addresses.
func open(t *testing.T, db *sqldb.DB, zebra, second, office string) *shop {
	t.Helper()
	s := &shop{Plant: enginetest.Start(t, db), t: t, folder: t.TempDir()}
	s.do(&track.ApplyPlant{Definition: fmt.Sprintf(`
site: {code: PRINT, zone: UTC}
areas:
  - code: A
    lines:
      - code: L
        stations:
          - {code: S1, operations: [BUILD], printers: [ZEBRA]}
parts: [{number: PUMP, name: Pump, gtin: "09521234543213", tracking: serial, route: PUMP}]
routes: [{code: PUMP, operations: [{code: BUILD}]}]
labels:
  - code: UNIT
    width: 50
    height: 25
    verify: true
    print: [{event: produced, stations: [S1]}]
    elements:
      - {kind: symbol, x: 2, y: 2, width: 21, height: 21, text: "(01){gtin}(21){serial}", symbology: gs1-datamatrix}
      - {x: 24, y: 2, width: 24, text: "{serial}", size: 2}
  - {code: DOCK, width: 50, height: 25, elements: [{x: 1, y: 1, width: 40, text: "{dock}", size: 2}]}
printers:
  - {code: ZEBRA, address: %q}
  - {code: SECOND, address: %q}
  - {code: OFFICE, address: %q}
  - {code: SPOOL, address: "folder:spool/zpl"}
  - {code: PAGES, address: "file:pages/last.pdf", format: pdf}
`, zebra, second, office)})
	return s
}

// do has a command permitted.
func (s *shop) do(args track.Args) engine.Answer {
	s.t.Helper()
	s.n++
	a := s.Do(s.t, &track.Command{ID: fmt.Sprint("t", s.n), Verb: verbOf(args), Station: station(args), Args: args})
	if a.Verdict.Answer != track.Permit {
		s.t.Fatalf("%T: %s %s", args, a.Verdict.Code, a.Verdict.Text)
	}
	return a
}

func station(args track.Args) string {
	if _, ok := args.(*track.ApplyPlant); ok {
		return ""
	}
	return "S1"
}

func verbOf(args track.Args) track.Verb {
	for _, v := range track.Verbs() {
		if fmt.Sprintf("%T", v.New()) == fmt.Sprintf("%T", args) {
			return v.Verb
		}
	}
	return ""
}

// job is the number of the print job that an answer tells of.
func job(a engine.Answer) track.PrintID { return track.PrintID(a.Verdict.Evidence["job"]) }

// serve prints what is queued until the test ends, or until stop is called.
func (s *shop) serve(patience time.Duration) (stop func()) {
	s.t.Helper()
	views := view.NewStore(s.DB)
	wake, cancel := s.Feed.Subscribe()
	read := func(ctx context.Context, ask func(*view.Query) error) error { return views.Read(ctx, ask) }
	w := &printing.Worker{
		Leads: func() bool { return true }, Wake: wake, Folder: s.folder, Logger: slog.New(slog.DiscardHandler),
		Fonts: sync.OnceValues(func() (*label.Fonts, error) { return label.NewFonts() }),
		Due: func(ctx context.Context, state track.PrintState, printer string, limit int) (jobs []track.PrintJob, err error) {
			err = read(ctx, func(q *view.Query) error { jobs, err = q.DuePrints(state, printer, limit); return err })
			return jobs, err
		},
		Plant: func(ctx context.Context) (index *plant.Index, err error) {
			err = read(ctx, func(q *view.Query) error { index, err = q.Plant(); return err })
			return index, err
		},
		Fields: func(ctx context.Context, j *track.PrintJob) (fields label.Fields, err error) {
			err = read(ctx, func(q *view.Query) error {
				fields, err = q.LabelFields(view.LabelSubject{Object: j.Object, Order: j.Order, Station: j.Place})
				return err
			})
			return fields, err
		},
		Submit: func(ctx context.Context, c *track.Command) (track.Verdict, error) {
			a, err := s.Engine.Submit(ctx, engine.Bulk, c)
			return a.Verdict, err
		},
		Silence: 500 * time.Millisecond, Follow: s.follow, Retry: time.Millisecond, Look: time.Hour, Patience: patience, Now: s.Clock.Now,
	}
	ctx, end := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			end()
			if err := <-done; err != nil {
				s.t.Error(err)
			}
			cancel()
		})
	}
	s.t.Cleanup(stop)
	return stop
}

// await waits until a job is as it is wanted.
func (s *shop) await(id track.PrintID, wanted func(*track.PrintJob) bool) track.PrintJob {
	s.t.Helper()
	wake, cancel := s.Feed.Subscribe()
	defer cancel()
	patience, end := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer end()
	for {
		var j track.PrintJob
		err := view.NewStore(s.DB).Read(s.t.Context(), func(q *view.Query) (err error) {
			j, err = q.PrintJob(id)
			return err
		})
		if err != nil {
			s.t.Fatal(err)
		}
		if wanted(&j) {
			return j
		}
		select {
		case <-wake:
		case <-patience.Done():
			s.t.Fatalf("print job %s stays %s: %s", id, j.State, j.Problem)
		}
	}
}

func is(state track.PrintState) func(*track.PrintJob) bool {
	return func(j *track.PrintJob) bool { return j.State == state }
}

func waitsFor(problem string) func(*track.PrintJob) bool {
	return func(j *track.PrintJob) bool {
		return j.State == track.PrintQueued && strings.Contains(j.Problem, problem)
	}
}

// TestProducedUnitHasItsLabel follows a label from the act that made the unit to
// its scan-back, through a printer that speaks the real bytes.
func TestProducedUnitHasItsLabel(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		zebra := printertest.Start(t, nil)
		s := open(t, db, zebra.Address, zebra.Address, "ipp://127.0.0.1:1/ipp/print")
		s.serve(0)
		made := s.do(&track.ProduceUnit{Part: "PUMP", Serial: "P1"})
		j := s.await(track.PrintID(fmt.Sprint("J-", made.Seq)), is(track.PrintAccepted))
		if j.Tries != 1 || len(j.Digest) != 64 || len(j.Contents) != 1 {
			t.Errorf("recorded %+v", j)
		}
		n := symboltest.StartNode(t)
		picture, err := n.DrawZPL(zebra.Labels()[0], 50, 25, 8)
		if err != nil {
			t.Fatal(err)
		}
		read, err := n.Read(picture)
		if err != nil || len(read) != 1 {
			t.Fatalf("read %+v, %v", read, err)
		}
		s.do(&track.Start{Object: "P1"})
		scanned := track.Ref(read[0].Identifier + string(read[0].Bytes))
		s.do(&track.Scan{Code: scanned})
		s.await(j.ID, is(track.PrintVerified))
		if len(zebra.Labels()) != 1 {
			t.Errorf("%d labels were printed", len(zebra.Labels()))
		}
	})
}

// TestPrinterWithoutPaperIsWaitedFor: its jobs wait, say why, and keep their
// order; other printers go on.
func TestPrinterWithoutPaperIsWaitedFor(t *testing.T) {
	t.Parallel()
	zebra := printertest.Start(t, func(p *printertest.Printer) { p.PaperOut = true })
	other := printertest.Start(t, nil)
	s := open(t, sqldbtest.SQLite(t), zebra.Address, other.Address, "ipp://127.0.0.1:1/ipp/print")
	s.serve(0)
	made := s.do(&track.ProduceUnit{Part: "PUMP", Serials: []string{"P1", "P2", "P3"}})
	first := track.PrintID(fmt.Sprint("J-", made.Seq))
	s.await(first, waitsFor("paper is out"))
	beside := s.do(&track.Print{Label: "UNIT", Object: "P3", Printer: "SECOND"})
	s.await(job(beside), is(track.PrintAccepted))
	cancelled := s.do(&track.CancelPrint{Job: string(first) + "-2", Reason: "scrapped"})
	zebra.Change(func(p *printertest.Printer) { p.PaperOut = false })
	s.await(first+"-3", is(track.PrintAccepted))
	s.await(job(cancelled), is(track.PrintCancelled))
	labels := zebra.Labels()
	if len(labels) != 2 {
		t.Fatalf("%d labels were printed, want 2", len(labels))
	}
	if j := s.await(first, is(track.PrintAccepted)); j.Tries != 1 {
		t.Errorf("it was begun %d times", j.Tries)
	}
}

// TestSilenceIsUnknown: what may have been printed is printed again only by a
// reprint.
func TestSilenceIsUnknown(t *testing.T) {
	t.Parallel()
	zebra := printertest.Start(t, func(p *printertest.Printer) { p.SilentAfter = true })
	s := open(t, sqldbtest.SQLite(t), zebra.Address, zebra.Address, "ipp://127.0.0.1:1/ipp/print")
	stop := s.serve(0)
	made := s.do(&track.ProduceUnit{Part: "PUMP", Serial: "P1"})
	id := track.PrintID(fmt.Sprint("J-", made.Seq))
	s.await(id, is(track.PrintUnknown))
	stop()
	zebra.Change(func(p *printertest.Printer) { p.SilentAfter = false })
	s.serve(0)
	again := s.do(&track.Reprint{Job: string(id), Reason: "it did not come out"})
	j := s.await(job(again), is(track.PrintAccepted))
	if j.Again != id || len(zebra.Labels()) != 2 {
		t.Errorf("job %+v, %d labels", j, len(zebra.Labels()))
	}
	s.await(id, is(track.PrintUnknown))
}

// TestCrashPrintsNothingTwice: what was being sent when the server ended is
// unknown afterwards, and what waited is printed.
func TestCrashPrintsNothingTwice(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		zebra := printertest.Start(t, nil)
		s := open(t, db, zebra.Address, zebra.Address, "ipp://127.0.0.1:1/ipp/print")
		made := s.do(&track.ProduceUnit{Part: "PUMP", Serials: []string{"P1", "P2"}})
		id := track.PrintID(fmt.Sprint("J-", made.Seq))
		s.do(&track.ReportPrint{Job: string(id), State: track.PrintSending, Digest: "abc"})
		s.serve(0)
		j := s.await(id, is(track.PrintUnknown))
		if !strings.Contains(j.Problem, "the server ended") {
			t.Errorf("it says %q", j.Problem)
		}
		s.await(id+"-2", is(track.PrintAccepted))
		if labels := zebra.Labels(); len(labels) != 1 {
			t.Errorf("%d labels were printed, want 1", len(labels))
		}
	})
}

// TestOfficePrinterGetsPDF speaks IPP with a printer that has its faults.
func TestOfficePrinterGetsPDF(t *testing.T) {
	t.Parallel()
	office := printertest.StartOffice(t, printertest.OfficeFaults{Reasons: []string{"media-empty-error"}})
	s := open(t, sqldbtest.SQLite(t), "tcp://127.0.0.1:1", "tcp://127.0.0.1:1", office.Address)
	s.serve(0)
	a := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "OFFICE", Fields: []track.PrintField{{Name: "dock", Value: "D-12"}}, Copies: 2})
	s.await(job(a), waitsFor("paper is out"))
	office.Set(printertest.OfficeFaults{})
	j := s.await(job(a), is(track.PrintAccepted))
	pages := office.Pages()
	if len(pages) != 1 || !strings.HasPrefix(pages[0], "%PDF-") || strings.Count(pages[0], "/Type /Page\n") != 2 || j.Tries != 1 {
		t.Errorf("%d documents in %d tries: %.40q", len(pages), j.Tries, pages)
	}
	office.Set(printertest.OfficeFaults{Refuses: 0x040A})
	b := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "OFFICE", Fields: []track.PrintField{{Name: "dock", Value: "D-13"}}})
	s.await(job(b), is(track.PrintFailed))
	office.Set(printertest.OfficeFaults{SilentAfter: true})
	c := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "OFFICE", Fields: []track.PrintField{{Name: "dock", Value: "D-14"}}})
	s.await(job(c), waitsFor("it does not answer"))
}

// TestSilenceOfAnOfficePrinterIsUnknown: a page that it took before it fell silent
// is printed again only by a reprint, and so is one that it gave up halfway.
func TestSilenceOfAnOfficePrinterIsUnknown(t *testing.T) {
	t.Parallel()
	office := printertest.StartOffice(t, printertest.OfficeFaults{SilentAfter: true})
	s := open(t, sqldbtest.SQLite(t), "tcp://127.0.0.1:1", "tcp://127.0.0.1:1", office.Address)
	stop := s.serve(0)
	print := func(dock string) track.PrintID {
		return job(s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "OFFICE", Fields: []track.PrintField{{Name: "dock", Value: dock}}}))
	}
	silent := print("D-1")
	s.await(silent, is(track.PrintUnknown))
	stop()
	office.Set(printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 8, Reason: "aborted-by-system", Pages: 1}, {State: 9, Pages: 1}}})
	s.serve(0)
	torn := print("D-2")
	if j := s.await(torn, is(track.PrintUnknown)); !strings.Contains(j.Problem, "may have printed some of it") {
		t.Errorf("it says %q", j.Problem)
	}
	again := job(s.do(&track.Reprint{Job: string(silent), Reason: "it did not come out"}))
	if j := s.await(again, is(track.PrintAccepted)); j.Again != silent || len(office.Pages()) != 3 {
		t.Errorf("job %+v, %d documents", j, len(office.Pages()))
	}
	s.await(silent, is(track.PrintUnknown))
	s.await(torn, is(track.PrintUnknown))
}

// TestOfficePrinterThatRunsOutOfPaperPrintsOnce: what waits in the printer comes
// out when there is paper again, so that it is not sent anew, but by a reprint.
func TestOfficePrinterThatRunsOutOfPaperPrintsOnce(t *testing.T) {
	t.Parallel()
	office := printertest.StartOffice(t, printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 5}, {State: 6, Reason: "media-empty"}}})
	s := open(t, sqldbtest.SQLite(t), "tcp://127.0.0.1:1", "tcp://127.0.0.1:1", office.Address)
	s.follow = 10 * time.Millisecond
	print := func(dock string) track.PrintID {
		return job(s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "OFFICE", Fields: []track.PrintField{{Name: "dock", Value: dock}}}))
	}
	waiting := print("D-1")
	stop := s.serve(0)
	if j := s.await(waiting, is(track.PrintUnknown)); !strings.Contains(j.Problem, "waits in the printer") {
		t.Errorf("it says %q", j.Problem)
	}
	stop()
	office.Set(printertest.OfficeFaults{}) // paper was put in
	s.serve(0)
	s.await(print("D-2"), is(track.PrintAccepted))
	if j := s.await(waiting, is(track.PrintUnknown)); j.Tries != 1 || len(office.Pages()) != 2 {
		t.Errorf("%d tries, %d documents", j.Tries, len(office.Pages()))
	}
	again := job(s.do(&track.Reprint{Job: string(waiting), Reason: "it did not come out"}))
	if j := s.await(again, is(track.PrintAccepted)); j.Again != waiting || len(office.Pages()) != 3 {
		t.Errorf("job %+v, %d documents", j, len(office.Pages()))
	}
}

// TestWhatCannotBePrintedFails: a label without a field and a printer that went
// are told at once; a job that waits too long is given up.
func TestWhatCannotBePrintedFails(t *testing.T) {
	t.Parallel()
	zebra := printertest.Start(t, func(p *printertest.Printer) { p.Silent = true })
	s := open(t, sqldbtest.SQLite(t), zebra.Address, zebra.Address, "ipp://127.0.0.1:1/ipp/print")
	s.serve(time.Hour)
	a := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "SPOOL"})
	if j := s.await(job(a), is(track.PrintFailed)); !strings.Contains(j.Problem, "field dock has no value") {
		t.Errorf("it says %q", j.Problem)
	}
	b := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "ZEBRA", Fields: []track.PrintField{{Name: "dock", Value: "1"}}})
	s.await(job(b), waitsFor("it does not answer"))
	s.Clock.Advance(2 * time.Hour)
	if j := s.await(job(b), is(track.PrintFailed)); !strings.Contains(j.Problem, "it has waited too long: ") {
		t.Errorf("it says %q", j.Problem)
	}
}

// TestFilesLieInTheirFolder: each job in a folder is a file of its own.
func TestFilesLieInTheirFolder(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t), "tcp://127.0.0.1:1", "tcp://127.0.0.1:1", "ipp://127.0.0.1:1/ipp/print")
	s.serve(0)
	for range 2 {
		a := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "SPOOL", Fields: []track.PrintField{{Name: "dock", Value: "1"}}})
		s.await(job(a), is(track.PrintSent))
	}
	a := s.do(&track.Print{Label: "DOCK", Place: "S1", Printer: "PAGES", Fields: []track.PrintField{{Name: "dock", Value: "1"}}})
	s.await(job(a), is(track.PrintSent))
	files, err := filepath.Glob(filepath.Join(s.folder, "spool", "zpl", "*.zpl"))
	if err != nil || len(files) != 2 {
		t.Errorf("the folder has %v, %v", files, err)
	}
	if b, err := os.ReadFile(filepath.Join(s.folder, "pages", "last.pdf")); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
		t.Errorf("the file is %.10q, %v", b, err)
	}
}
