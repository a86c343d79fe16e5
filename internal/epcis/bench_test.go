package epcis

import (
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// installed is a common event of the journal: a component built into a unit.
func installed() *Event {
	return &Event{
		Type:         Association,
		EventID:      "urn:uuid:0193546c-7a52-7e0c-b7d5-2f6d3a9c1e44",
		EventTime:    time.Date(2026, 11, 22, 16, 15, 0, 250e6, time.UTC),
		ZoneOffset:   60,
		Action:       Add,
		ParentID:     "urn:tracewright:u:01JD9F3Z6W",
		ChildEPCs:    []string{"urn:tracewright:u:01JD9F40QK"},
		BizStep:      StepInstalling,
		Disposition:  DispInProgress,
		ReadPoint:    "urn:tracewright:p:S30",
		Transactions: []BizTransaction{{Type: TxProductionOrder, ID: "urn:tracewright:o:4711"}},
		Extensions: []Extension{
			{Name: "tw:operation", Value: jsontext.Value(`"R1/30"`)},
			{Name: "tw:position", Value: jsontext.Value(`"P2"`)},
			{Name: "tw:attempt", Value: jsontext.Value(`1`)},
		},
	}
}

// peer is the same event as a struct for a general marshaller.
type peer struct {
	Context  []any          `json:"@context"`
	Type     string         `json:"type"`
	EventID  string         `json:"eventID"`
	Time     time.Time      `json:"eventTime"`
	Offset   string         `json:"eventTimeZoneOffset"`
	Action   string         `json:"action"`
	Parent   string         `json:"parentID"`
	Children []string       `json:"childEPCs"`
	Step     string         `json:"bizStep"`
	Disp     string         `json:"disposition"`
	Place    peerPlace      `json:"readPoint"`
	Orders   []peerOrder    `json:"bizTransactionList"`
	Op       string         `json:"tw:operation"`
	Position string         `json:"tw:position"`
	Attempt  jsontext.Value `json:"tw:attempt"`
}

type peerPlace struct {
	ID string `json:"id"`
}

type peerOrder struct {
	Type string `json:"type"`
	ID   string `json:"bizTransaction"`
}

func asPeer(e *Event) *peer {
	return &peer{
		Context: []any{"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", map[string]string{"tw": Namespace}},
		Type:    string(e.Type), EventID: e.EventID, Time: e.EventTime, Offset: "+01:00", Action: string(e.Action),
		Parent: e.ParentID, Children: e.ChildEPCs, Step: e.BizStep, Disp: e.Disposition, Place: peerPlace{e.ReadPoint},
		Orders: []peerOrder{{e.Transactions[0].Type, e.Transactions[0].ID}},
		Op:     "R1/30", Position: "P2", Attempt: jsontext.Value("1"),
	}
}

func TestPeerOfBenchmarkWritesTheSame(t *testing.T) {
	t.Parallel()
	ours, err := installed().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := json.Marshal(asPeer(installed()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(ours), string(theirs)); diff != "" {
		t.Errorf("bodies (-ours +theirs):\n%s", diff)
	}
}

func BenchmarkAppend(b *testing.B) {
	b.Run("tracewright", func(b *testing.B) {
		e := installed()
		var buf []byte
		b.ReportAllocs()
		for b.Loop() {
			var err error
			if buf, err = e.AppendJSON(buf[:0]); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(buf)))
	})
	b.Run("json-experiment", func(b *testing.B) {
		p := asPeer(installed())
		var buf []byte
		b.ReportAllocs()
		for b.Loop() {
			var err error
			if buf, err = json.Marshal(p); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(buf)))
	})
}

func BenchmarkParse(b *testing.B) {
	body, err := installed().AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("tracewright", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ParseEvent(body, Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json-experiment", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			var p peer
			if err := json.Unmarshal(body, &p); err != nil {
				b.Fatal(err)
			}
		}
	})
}
