package ident_test

import (
	"encoding/hex"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/benchtest"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/mh10"
)

// BenchmarkCodes reads one code of each family on one core, in turns with what
// would be written by hand for the same text with the standard library, which
// judges nothing: a pattern, the parser of web addresses, hexadecimal digits, a
// split at the separators. Times are of the processor, the least of all rounds.
func BenchmarkCodes(b *testing.B) {
	const (
		elements = "01095212345432131726123110ABC123\x1d21SN0000012345"
		link     = "https://id.gs1.org/01/09521234543213/10/ABC123/21/SN0000012345?17=261231"
		tag      = "3074257BF7194E4000001A85"
		message  = "[)>\x1e06\x1dP595-LM358N\x1d1P296-1395-1-ND\x1dQ2500\x1d1TLOT4711\x1e\x04"
	)
	pattern := regexp.MustCompile(`^01(\d{14})17(\d{6})10([^\x1d]{1,20})\x1d21([^\x1d]{1,20})$`)
	for _, c := range []struct {
		name, peer string
		ours, hand func() error
	}{
		{"gs1", "regexp", func() error { return last(gs1.Parse(elements, gs1.Options{})) }, func() error {
			if pattern.FindStringSubmatch(elements) == nil {
				b.Fatal("no match")
			}
			return nil
		}},
		{"digital-link", "url-parse", func() error { return last(gs1.ParseLink(link, gs1.LinkOptions{})) }, func() error {
			u, err := url.Parse(link)
			if err == nil && len(u.Query()) != 1 {
				b.Fatal("no query")
			}
			return err
		}},
		{"sgtin-96", "hex-decode", func() error { return last(epc.ParseHex(tag)) }, func() error { return last(hex.DecodeString(tag)) }},
		{"15434", "split", func() error { return last(mh10.Parse(message, mh10.Options{})) }, func() error {
			if len(strings.Split(message, "\x1d")) != 5 {
				b.Fatal("not five")
			}
			return nil
		}},
		{"resolver", "url-parse", func() error {
			if r := ident.Parse([]byte(link), ident.Options{}); len(r[0].Faults) > 0 {
				b.Fatal(r[0].Faults)
			}
			return nil
		}, func() error { return last(url.Parse(link)) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			for b.Loop() {
				ns := benchtest.Least(b, 20, benchtest.Call{Times: 2000, Do: c.ours}, benchtest.Call{Times: 2000, Do: c.hand})
				b.ReportMetric(ns[0], "cpu-ns")
				b.ReportMetric(1e9/ns[0], "codes/cpu-s")
				b.ReportMetric(ns[1]/ns[0], "x-"+c.peer)
				b.ReportMetric(testing.AllocsPerRun(100, func() { _ = c.ours() }), "allocs")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// last drops the answer of a call.
func last[T any](_ T, err error) error { return err }

// BenchmarkHostile reads codes that are as long as any is read, made to cost as
// much as they can. The promise is a millisecond a kilobyte.
func BenchmarkHostile(b *testing.B) {
	fill := func(head, body string) []byte {
		return []byte(head + strings.Repeat(body, 1+(ident.MaxCode-len(head))/len(body)))[:ident.MaxCode]
	}
	for _, c := range []struct {
		name string
		code []byte
	}{
		{"digits", fill("", "0123456789")},
		{"batches", fill("]C1", "10")},
		{"separators", fill("]d2", "10A\x1d")},
		{"brackets", fill("", "(10)A")},
		{"link", fill("https://id.gs1.org/01/09521234543213", "/10/A")},
		{"percent", fill("https://id.gs1.org/10/", "%2F")},
		{"query", fill("https://id.gs1.org/01/09521234543213?", "10=A&")},
		{"compressed", fill("https://id.gs1.org/", "AZKi4n23BEII1Cg")},
		{"epc", fill("urn:epc:id:sgtin:", "1.")},
		{"hex", fill("30", "74257BF7194E4000001A85")},
		{"15434", fill("[)>\x1e06", "\x1dP1")},
		{"headers", fill("", "[)>\x1e06\x1d")},
		{"hibc", fill("+", "A123/")},
	} {
		b.Run(c.name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			for b.Loop() {
				ns := benchtest.Least(b, 5, benchtest.Call{Times: 5, Do: func() error {
					ident.Parse(c.code, ident.Options{})
					return nil
				}})
				perKB := ns[0] / 1e6 / (float64(len(c.code)) / 1000)
				b.ReportMetric(perKB, "cpu-ms/kB")
				b.ReportMetric(1/perKB, "x-promise")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
