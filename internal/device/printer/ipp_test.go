package printer

import (
	"context"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/device/printer/printertest"
)

func TestEachFaultOfAnOfficePrinterHasItsOutcome(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults  printertest.OfficeFaults
		mute    bool
		outcome Outcome
		says    string
		printed int
	}{
		"good":                {printertest.OfficeFaults{}, false, Accepted, "", 1},
		"low on paper":        {printertest.OfficeFaults{Reasons: []string{"media-low-warning", "marker-supply-low-report"}}, false, Accepted, "", 1},
		"mute":                {printertest.OfficeFaults{Reasons: []string{"media-empty-error"}}, true, Sent, "", 1},
		"paper out":           {printertest.OfficeFaults{Reasons: []string{"media-empty-error"}}, false, Failed, "printer before the label: paper is out", 0},
		"paused":              {printertest.OfficeFaults{Stopped: true, Reasons: []string{"paused"}}, false, Failed, "printer before the label: it is paused", 0},
		"stopped":             {printertest.OfficeFaults{Stopped: true}, false, Failed, "printer before the label: it is stopped", 0},
		"hostile":             {printertest.OfficeFaults{Reasons: []string{"\x1b[31m-error"}}, false, Failed, "printer before the label: ?[31m", 0},
		"refuses":             {printertest.OfficeFaults{Refuses: 0x040A}, false, Failed, "send label: it refuses the label (status 0x040a): not today", 0},
		"busy":                {printertest.OfficeFaults{Refuses: 0x0507}, false, Failed, "send label: it is busy: not today", 0},
		"silent":              {printertest.OfficeFaults{Silent: true}, false, Failed, "printer before the label: " + ErrSilent.Error(), 0},
		"silent afterward":    {printertest.OfficeFaults{SilentAfter: true}, false, Unknown, "printer after the label: " + ErrSilent.Error(), 1},
		"printed by and by":   {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 3}, {State: 5, Reason: "job-printing"}, {State: 9, Pages: 1}}}, false, Accepted, "", 1},
		"no job number":       {printertest.OfficeFaults{NoJobs: true}, false, Accepted, "", 1},
		"given up":            {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 5}, {State: 8, Reason: "document-format-error"}}}, false, Failed, "it refuses the label: the printer gave it up (document-format-error)", 1},
		"cancelled":           {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 7, Reason: "job-canceled-at-device"}}}, false, Failed, "it refuses the label: the printer gave it up (job-canceled-at-device)", 1},
		"given up halfway":    {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 8, Reason: "aborted-by-system", Pages: 1}}}, false, Unknown, "the printer gave the label up (aborted-by-system), and may have printed some of it", 1},
		"given up, uncounted": {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 8, Uncounted: true}}}, false, Unknown, "the printer gave the label up, and may have printed some of it", 1},
		"paper runs out":      {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 5}, {State: 6, Reason: "media-empty"}}}, false, Unknown, "the label waits in the printer (paper is out)", 1},
		"silent meanwhile":    {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 5}, {Silent: true}}}, false, Unknown, "printer after the label: " + ErrSilent.Error(), 1},
		"hostile reason":      {printertest.OfficeFaults{Jobs: []printertest.OfficeJob{{State: 8, Reason: "\x1b[31m"}}}, false, Failed, "it refuses the label: the printer gave it up (?[31m)", 1},
		"garbage":             {printertest.OfficeFaults{Garbage: true}, true, Unknown, "send label: read the answer: it is no IPP message", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := printertest.StartOffice(t, c.faults)
			p := Printer{Address: office.Address, Mute: c.mute, Silence: time.Second, Follow: 300 * time.Millisecond, Pause: time.Millisecond}
			outcome, err := p.Print(t.Context(), []byte("%PDF-1.7"))
			says := ""
			if err != nil {
				says = err.Error()
			}
			if outcome != c.outcome || says != c.says {
				t.Errorf("got %s, %q; want %s, %q", outcome, says, c.outcome, c.says)
			}
			if pages := office.Pages(); len(pages) != c.printed || c.printed == 1 && pages[0] != "%PDF-1.7" {
				t.Errorf("it has printed %q", pages)
			}
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if outcome, err := (Printer{Address: "ipp://127.0.0.1:1/ipp/print"}).Print(ended, nil); outcome != Failed || err == nil {
		t.Errorf("a job of an ended context gives %s, %v", outcome, err)
	}
}

// FuzzIPPAnswer reads what a printer, or whoever stands at its address, may send.
func FuzzIPPAnswer(f *testing.F) {
	f.Add([]byte{1, 1, 0, 0, 0, 0, 0, 1, 4, 0x23, 0, 13, 'p', 'r', 'i', 'n', 't', 'e', 'r', '-', 's', 't', 'a', 't', 'e', 0, 4, 0, 0, 0, 5, 3})
	f.Add([]byte{1, 1, 4, 0, 0, 0, 0, 1, 3})
	f.Add([]byte{1, 1, 0, 0, 0, 0, 0, 1, 0x44, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := readIPP(b)
		if err != nil {
			return
		}
		for _, said := range []error{a.fault(), a.refusal()} {
			if said == nil {
				continue
			}
			for _, r := range said.Error() {
				if r < ' ' || r > '~' {
					t.Fatalf("%q says %q", b, said)
				}
			}
		}
	})
}
