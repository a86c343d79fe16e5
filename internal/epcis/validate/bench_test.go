package validate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/benchtest"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

// sample is an event of a common size: two things, a place and a reading.
const sample = `{"type":"ObjectEvent","eventID":"urn:uuid:0193546c-7a52-7e0c-b7d5-%012d","eventTime":"2026-11-22T17:15:00.250+01:00",` +
	`"eventTimeZoneOffset":"+01:00","epcList":["urn:epc:id:sgtin:4012345.011111.%d","https://id.gs1.org/01/04012345111118/21/A%d"],` +
	`"action":"OBSERVE","bizStep":"inspecting","disposition":"in_progress","readPoint":{"id":"urn:epc:id:sgln:4012345.00005.0"},` +
	`"sensorElementList":[{"sensorReport":[{"type":"Temperature","value":26.5,"uom":"CEL"}]}],"example:station":"S30"}`

const head = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"example":"https://ns.example.com/epcis/"}],` +
	`"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-22T17:15:00Z","epcisBody":{"eventList":[`

// samples is a document of n events.
func samples(n int) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, sample, i, i, i)
	}
	b.WriteString(`]}}`)
	return b.Bytes()
}

// BenchmarkValidate reads and validates a document on one core, in events a
// second of processor time, beside what
// decoding alone takes, and beside the JSON Schema library, which has a
// document decoded and judged.
func BenchmarkValidate(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const n = 1000
	doc := samples(n)
	run := func(name string, once func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(doc)))
			before := benchtest.Processor(b)
			for b.Loop() {
				once(b)
			}
			b.ReportMetric(float64(n*b.N)/(benchtest.Processor(b)-before).Seconds(), "events/cpu-s")
		})
	}
	run("tracewright", func(b *testing.B) {
		_, err := epcis.Read(bytes.NewReader(doc), epcis.Limits{}, func(i epcis.Item) error {
			if i.Err == nil && validate.Event(i.Event) != nil {
				b.Fatal(validate.Event(i.Event))
			}
			return i.Err
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	run("encoding-json", func(b *testing.B) {
		var v any
		if err := json.Unmarshal(doc, &v); err != nil {
			b.Fatal(err)
		}
	})
	var asXML bytes.Buffer
	convert(b, doc, &asXML)
	run("tracewright-xml", func(b *testing.B) {
		_, err := xml.Read(bytes.NewReader(asXML.Bytes()), xml.Options{}, func(i epcis.Item) error {
			if i.Err == nil && validate.Event(i.Event) != nil {
				b.Fatal(validate.Event(i.Event))
			}
			return i.Err
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	run("jsonschema", func(b *testing.B) {
		if err := epcistest.Schema(b)(doc); err != nil {
			b.Fatal(err)
		}
	})
}

func convert(b *testing.B, doc []byte, to io.Writer) {
	d, events, err := epcis.ParseDocument(doc, epcis.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	w, err := xml.NewWriter(to, d, xml.WebURI)
	if err != nil {
		b.Fatal(err)
	}
	for i := range events {
		if err := w.Write(&events[i]); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// long is a document without an end in memory.
type long struct {
	events int
	buf    []byte
}

func (l *long) Read(p []byte) (int, error) {
	if len(l.buf) == 0 {
		if l.events--; l.events < 0 {
			return 0, io.EOF
		}
		l.buf = fmt.Appendf(nil, sample+",", l.events, l.events, l.events)
		if l.events == 0 {
			l.buf = append(bytes.TrimSuffix(l.buf, []byte(",")), "]}}"...)
		}
	}
	n := copy(p, l.buf)
	l.buf = l.buf[n:]
	return n, nil
}

// BenchmarkStream reads and validates a document of 250 MB and tells the most
// memory that was in use.
func BenchmarkStream(b *testing.B) {
	const n = 430_000
	for b.Loop() {
		var most uint64
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		read := 0
		_, err := epcis.Read(io.MultiReader(strings.NewReader(head), &long{events: n}), epcis.Limits{Events: math.MaxInt}, func(i epcis.Item) error {
			if i.Err == nil && validate.Event(i.Event) != nil {
				b.Fatal(validate.Event(i.Event))
			}
			if read++; read%10_000 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapSys-m.HeapReleased)
			}
			return i.Err
		})
		if err != nil || read != n {
			b.Fatal(read, err)
		}
		b.ReportMetric(float64(most)/(1<<20), "MB-heap")
		b.ReportMetric(float64(n*len(sample))/(1<<20), "MB-document")
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
}
