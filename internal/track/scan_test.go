package track

import (
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	gocmp "github.com/google/go-cmp/cmp"
)

// newSmallPlay is a play in the small plant, at station S1.
func newSmallPlay(t *testing.T) *play {
	t.Helper()
	src, err := os.ReadFile("../../testdata/plant/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlay(t)
	p.do(&ApplyPlant{Definition: string(src)})
	p.station = "S1"
	return p
}

// take sends the command that a choice names.
func (p *play) take(c Choice) Verdict {
	p.t.Helper()
	info, ok := VerbNamed(c.Verb)
	if !ok {
		p.t.Fatalf("%s: there is no verb %q", c.Label, c.Verb)
	}
	args := info.New()
	if err := json.Unmarshal(c.Args, args, json.RejectUnknownMembers(true)); err != nil {
		p.t.Fatalf("%s: %v", c.Label, err)
	}
	return p.judge(args)
}

func TestScanOfUnknownCodeOffersWhatItMayBe(t *testing.T) {
	t.Parallel()
	p := newSmallPlay(t)
	v := p.judge(&Scan{Code: "SN1"})
	if v.Answer != Refuse || v.Code != CodeUnknownCode {
		t.Fatalf("got %s %s", v.Answer, v.Code)
	}
	var got []string
	for _, c := range v.Choices {
		if info, ok := VerbNamed(c.Verb); !ok || json.Unmarshal(c.Args, info.New(), json.RejectUnknownMembers(true)) != nil {
			t.Errorf("%s: no command of %s has the arguments %s", c.Label, c.Verb, c.Args)
		}
		got = append(got, string(c.Verb)+" "+string(c.Args))
	}
	want := []string{
		`receive {"lot":"SN1"}`, `receive {"serial":"SN1"}`, `produce-unit {"serial":"SN1"}`,
		`re-identify {"add":[{"scheme":"alias","value":"SN1"}]}`, `apply {}`,
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestChoicesOfScanAreCommands(t *testing.T) {
	t.Parallel()
	p := newSmallPlay(t)
	p.do(&ProduceUnit{Part: "PUMP", Serials: []string{"P1", "P2"}})
	p.do(&Receive{Part: "MOTOR", Serial: "M1"})
	p.do(&Scan{Code: "P1"})
	p.do(&Scan{Code: "P2"})
	for _, code := range []Ref{"M1", CommandScrap + ":DROPPED"} {
		p.do(&Receive{Part: "MOTOR", Serial: "for " + string(code)}) // the last booking is of neither
		v := p.judge(&Scan{Code: code})
		if v.Answer != Ask || v.Code != CodeWhichUnit || len(v.Choices) != 2 {
			t.Fatalf("%s: got %s %s %v", code, v.Answer, v.Text, v.Choices)
		}
		if v := p.take(v.Choices[0]); v.Answer != Permit || !strings.Contains(v.Text, "P1") {
			t.Errorf("%s: the first choice gets %s %s", code, v.Answer, v.Text)
		}
	}
}
