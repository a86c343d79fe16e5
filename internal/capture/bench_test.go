package capture_test

import (
	"bytes"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

var stock = flag.Int("events", perDocument, "how many events BenchmarkRepository captures before it asks")

// perDocument is how many events a document has that BenchmarkRepository sends:
// as many as one may have.
const perDocument = capture.MaxEvents

// sent is a document whose events are of 1,000 places, a minute after each other.
func sent(number int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",` +
		`"creationDate":"2026-01-05T06:00:00Z","epcisBody":{"eventList":[`)
	for i := range perDocument {
		if i > 0 {
			b.WriteByte(',')
		}
		n := number*perDocument + i
		fmt.Fprintf(&b, `{"type":"ObjectEvent","eventID":"urn:uuid:0193546c-7a52-7e0c-b7d5-%012d","eventTime":%q,"eventTimeZoneOffset":"+01:00",`+
			`"epcList":["urn:epc:id:sgtin:4012345.011111.%d","urn:epc:id:sgtin:4012345.011111.9%d"],"action":"OBSERVE","bizStep":"shipping",`+
			`"disposition":"in_transit","bizLocation":{"id":"urn:epc:id:sgln:4012345.%05d.0"}}`,
			n, minute(n).Format(time.RFC3339), n, n/4, n%1000)
	}
	b.WriteString(`]}}`)
	return b.Bytes()
}

// minute is when event n happened.
func minute(n int) time.Time { return time.Date(2020, 1, 1, 0, n, 0, 0, time.UTC) }

// BenchmarkRepository captures documents of 10,000 events, durable, projected and
// indexed, in events a second, beside reading and validating them alone; and then
// asks for pages by EPC, by a span of time and by place: half of the answers came
// within p50.
func BenchmarkRepository(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			s := start(b, open(b))
			began := time.Now()
			documents := max(1, *stock/perDocument)
			for i := range documents {
				s.take(b, i)
			}
			n := documents * perDocument
			took := time.Since(began)
			b.ReportMetric(float64(n)/took.Seconds(), "captured/s")
			b.ReportMetric(readOnly(b).Seconds()*float64(documents)/took.Seconds(), "x-read")
			for what, ask := range map[string]func(i int) map[string][]string{
				"epc": func(i int) map[string][]string {
					return map[string][]string{"MATCH_epc": {fmt.Sprintf("urn:epc:id:sgtin:4012345.011111.%d", i*7919%n)}}
				},
				"time": func(i int) map[string][]string {
					from := i * 7919 % n
					return map[string][]string{"GE_eventTime": {minute(from).Format(time.RFC3339)}, "LT_eventTime": {minute(from + 60).Format(time.RFC3339)}}
				},
				"place": func(i int) map[string][]string {
					return map[string][]string{"EQ_bizLocation": {fmt.Sprintf("urn:epc:id:sgln:4012345.%05d.0", i%1000)}}
				},
			} {
				answers := make([]time.Duration, 500)
				for i := range answers {
					q, err := query.Parse(ask(i), query.Options{})
					if err != nil {
						b.Fatal(err)
					}
					asked := time.Now()
					page, err := s.events.Find(b.Context(), epcisview.Everything(), q)
					answers[i] = time.Since(asked)
					if err != nil || len(page.Events) == 0 {
						b.Fatalf("%s: %d events: %v", what, len(page.Events), err)
					}
				}
				slices.Sort(answers)
				b.ReportMetric(float64(answers[len(answers)/2].Microseconds()), what+"-p50-µs")
				b.ReportMetric(float64(answers[len(answers)*99/100].Microseconds()), what+"-p99-µs")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// readOnly is how long it takes to read and validate a document.
func readOnly(b *testing.B) time.Duration {
	b.Helper()
	doc, began := sent(0), time.Now()
	_, err := epcis.Read(bytes.NewReader(doc), epcis.Limits{}, func(i epcis.Item) error {
		if i.Err == nil && len(validate.Event(i.Event)) > 0 {
			b.Fatal(validate.Event(i.Event))
		}
		return i.Err
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// take captures a document, and has it in the index.
func (s *site) take(b *testing.B, number int) {
	b.Helper()
	job, err := s.jobs.Post(b.Context(), capture.Document{Body: bytes.NewReader(sent(number)), Behaviour: capture.Rollback})
	if err != nil {
		b.Fatal(err)
	}
	s.work(job.ID)
	if _, err := s.events.End(b.Context()); err != nil { // it reads on to what is recorded
		b.Fatal(err)
	}
}
