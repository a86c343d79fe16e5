package printer_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/device/printer"
	"github.com/tracewright/tracewright/internal/device/printer/printertest"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
	"github.com/tracewright/tracewright/internal/ident/zpl"
)

func job(t testing.TB) string {
	t.Helper()
	field, err := zpl.Symbol(symbol.GS1DataMatrix, "010952123454321321SN042", symbol.Options{}, 40, 40, 6, 0)
	if err != nil {
		t.Fatal(err)
	}
	return zpl.Label(400, 320, field)
}

func TestEachFaultHasItsOutcome(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault   func(*printertest.Printer)
		mute    bool
		outcome printer.Outcome
		says    string
		printed int
	}{
		"good":             {nil, false, printer.Accepted, "", 1},
		"mute":             {func(p *printertest.Printer) { p.Silent = true }, true, printer.Sent, "", 1},
		"paper out":        {func(p *printertest.Printer) { p.PaperOut = true }, false, printer.Failed, "paper is out", 0},
		"silent":           {func(p *printertest.Printer) { p.Silent = true }, false, printer.Failed, "it does not answer", 0},
		"silent afterward": {func(p *printertest.Printer) { p.SilentAfter = true }, false, printer.Unknown, "it does not answer", 1},
		"hangs up":         {func(p *printertest.Printer) { p.Hangup = true }, false, printer.Unknown, "label: ", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			simulator := printertest.Start(t, c.fault)
			p := printer.Printer{Address: simulator.Address, Mute: c.mute, Silence: time.Second}
			outcome, err := p.Print(t.Context(), []byte(job(t)))
			if outcome != c.outcome || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %s, %v; want %s, %q", outcome, err, c.outcome, c.says)
			}
			if c.mute { // which nobody waits for
				return
			}
			if got := len(simulator.Labels()); got != c.printed {
				t.Errorf("%d labels were printed, want %d", got, c.printed)
			}
		})
	}
}

// TestPrintedLabelIsRead renders the bytes that the printer got, and reads them.
func TestPrintedLabelIsRead(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	simulator := printertest.Start(t, nil)
	if _, err := (printer.Printer{Address: simulator.Address}).Print(t.Context(), []byte(job(t))); err != nil {
		t.Fatal(err)
	}
	picture, err := n.DrawZPL(simulator.Labels()[0], 50, 40, 8)
	if err != nil {
		t.Fatal(err)
	}
	found, err := n.Read(picture)
	if err != nil || len(found) != 1 || string(found[0].Bytes) != "010952123454321321SN042" {
		t.Errorf("read %+v, %v", found, err)
	}
}

func TestNothingIsSentWhereNobodyListens(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"tcp://127.0.0.1:1", "tcp://", "lpt1", "file:" + t.TempDir(), "folder:" + t.TempDir() + "/none"} {
		outcome, err := printer.Printer{Address: address}.Print(t.Context(), []byte("^XA^XZ"))
		if outcome != printer.Failed || err == nil {
			t.Errorf("%s gives %s, %v", address, outcome, err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	simulator := printertest.Start(t, nil)
	outcome, err := printer.Printer{Address: simulator.Address}.Print(ended, []byte(job(t)))
	if outcome != printer.Failed || !errors.Is(err, context.Canceled) || len(simulator.Labels()) != 0 {
		t.Errorf("a job of an ended context gives %s, %v", outcome, err)
	}
}

func TestFileAndFolderGetTheWholeJob(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, address := range []string{"file:" + filepath.Join(dir, "one.zpl"), "folder:" + dir, "folder:" + dir} {
		if outcome, err := (printer.Printer{Address: address}).Print(t.Context(), []byte("^XA^XZ")); outcome != printer.Sent || err != nil {
			t.Fatalf("%s gives %s, %v", address, outcome, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 3 {
		t.Fatalf("the folder has %v, %v", files, err)
	}
	for _, f := range files {
		if data, err := os.ReadFile(f); err != nil || string(data) != "^XA^XZ" || filepath.Ext(f) != ".zpl" {
			t.Errorf("%s holds %q, %v", f, data, err)
		}
	}
}
