package track

import (
	"os"
	"testing"
	"time"
)

// What is said of a failed operation is what helps: another test while one is
// allowed, then a repair, and at the end of the attempts a decision.
func TestFailedOperationSaysWhatHelps(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("../../testdata/plant/quality.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlay(t)
	p.do(&ApplyPlant{Definition: string(src)})
	p.do(&ProduceUnit{Part: "PUMP", Serials: []string{"P1"}})
	p.station = "S3"
	for _, tc := range []struct {
		outcome Outcome
		next    string
	}{
		{OutcomeInvalid, "Repeat LEAK."},
		{OutcomeFail, "Repeat LEAK."},
		{OutcomeFail, "Repair it and repeat LEAK."},
		{OutcomeFail, "Repair it and repeat LEAK."},
		{OutcomeFail, "No attempt at LEAK is left: rework it, or have it decided."},
	} {
		p.reports(&Start{Object: "P1"})
		if v := p.judge(&Complete{Object: "P1", Outcome: tc.outcome}); v.Next != tc.next {
			t.Errorf("%s: %s %s next %q, want %q", tc.outcome, v.Code, v.Text, v.Next, tc.next)
		}
	}
}

// reports does what has happened already, whatever the rules say of it.
func (p *play) reports(args Args) {
	p.t.Helper()
	p.tick.Now++
	entries := Judge(p.s, &Command{ID: "r", Verb: verbOf(p.t, args), Mode: ModeReport, Station: p.station, Args: args}, p.tick)
	p.tick.Seq += int64(len(entries))
}

// A component that is scanned before what it goes into has no line to be taken
// to.
func TestComponentScannedFirst(t *testing.T) {
	t.Parallel()
	p := newSmallPlay(t)
	p.do(&Receive{Part: "MOTOR", Maker: "ACME", Serial: "M1"})
	if v := p.judge(&Scan{Code: "M1"}); v.Code != CodeNotRouted || v.Next != "It has no route of its own: scan first what it goes into." {
		t.Errorf("%+v", v)
	}
}

func TestSpansAreReadable(t *testing.T) {
	t.Parallel()
	for want, span := range map[string]string{
		"2h5m": span(Micros((2*time.Hour + 5*time.Minute).Microseconds())), "47h": span(Micros((47 * time.Hour).Microseconds())),
		"2d": span(Micros((48 * time.Hour).Microseconds())), "21d23h": span(Micros((527*time.Hour + 4*time.Minute).Microseconds())),
	} {
		if span != want {
			t.Errorf("got %s, want %s", span, want)
		}
	}
}
