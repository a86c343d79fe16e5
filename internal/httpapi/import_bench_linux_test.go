package httpapi_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// importTo names the server that this process imports reports to, in place of
// its tests: an importer shares the machine with a server, but not its process.
const importTo = "TRACEWRIGHT_BENCH_IMPORT_TO"

func TestMain(m *testing.M) {
	url := os.Getenv(importTo)
	if url == "" {
		os.Exit(m.Run())
	}
	if err := importReports(context.Background(), url, 100_000); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// BenchmarkImport sends a command of a station every ten milliseconds over HTTP,
// on time, first alone and then while another process imports 100,000 reports in
// batches of a thousand, and alone again: how long the answers take, how long the disk takes
// for a page of its own at the same time, and how many reports a second are taken
// in meanwhile.
func BenchmarkImport(b *testing.B) {
	engine.Tune()
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			web := atWork(b, open(b))
			const pause = 10 * time.Millisecond
			sendAtRate(b, web, 100, pause) // warm
			var idle, busy period
			idle.measure(b, func() []time.Duration { return sendAtRate(b, web, 500, pause) })
			var imported time.Duration
			busy.measure(b, func() (took []time.Duration) {
				done := make(chan time.Duration)
				go func() { done <- runImporter(b, web.URL) }()
				for imported == 0 {
					took = append(took, sendAtRate(b, web, 50, pause)...)
					select {
					case imported = <-done:
					default:
					}
				}
				return took
			})
			idle.measure(b, func() []time.Duration { return sendAtRate(b, web, 500, pause) })
			b.ReportMetric(100_000/imported.Seconds(), "reports/s")
			idle.report(b, "idle")
			busy.report(b, "import")
			for _, q := range []float64{0.5, 0.99} {
				b.ReportMetric(quantile(busy.scans, q)/quantile(idle.scans, q), fmt.Sprintf("p%.0f-x-idle", 100*q))
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// period is what was measured while something went on.
type period struct {
	scans []time.Duration // of commands over HTTP
	disk  []time.Duration // of fdatasync of a page, all the while
}

// measure adds the times of scans, and those of the disk until they have ended.
func (p *period) measure(b *testing.B, scans func() []time.Duration) {
	var ended atomic.Bool
	var disk sync.WaitGroup
	disk.Go(func() {
		for !ended.Load() {
			p.disk = append(p.disk, fdatasyncs(b, 50, 10*time.Millisecond)...)
		}
	})
	p.scans = append(p.scans, scans()...)
	ended.Store(true)
	disk.Wait()
}

func (p *period) report(b *testing.B, name string) {
	slices.Sort(p.scans)
	slices.Sort(p.disk)
	for _, q := range []float64{0.5, 0.99} {
		at := fmt.Sprintf("%s-p%.0f-ms", name, 100*q)
		b.ReportMetric(quantile(p.scans, q), at)
		b.ReportMetric(quantile(p.disk, q), "fdatasync-"+at)
	}
}

// runImporter runs this binary as an importer and returns how long it took.
func runImporter(b *testing.B, url string) time.Duration {
	began := time.Now()
	importer := exec.CommandContext(b.Context(), os.Args[0])
	importer.Env = append(os.Environ(), importTo+"="+url)
	if out, err := importer.CombinedOutput(); err != nil {
		b.Errorf("import: %v\n%s", err, out)
	}
	return time.Since(began)
}

// importReports reports units that were made elsewhere, with a measurement of
// each.
func importReports(ctx context.Context, url string, n int) error {
	c, err := client.New(url, "operator")
	if err != nil {
		return err
	}
	for at := 0; at < n; {
		commands := make([]api.Command, 0, 1000)
		for len(commands) < 1000 {
			serial := "OLD" + strconv.Itoa(at/2)
			c := api.Command{ID: "import-" + strconv.Itoa(at), Mode: "report"}
			if at%2 == 0 {
				c.Verb, c.Args = "produce-unit", map[string]string{"part": "GEARBOX", "serial": serial}
			} else {
				c.Verb, c.Args = "measure", map[string]string{"object": serial, "characteristic": "TORQUE", "value": "5.02"}
			}
			commands = append(commands, c)
			at++
		}
		answers, err := c.Batch(ctx, commands)
		if err != nil {
			return err
		}
		for _, item := range answers.Items {
			if item.Problem != nil || !item.Answer.Permitted() {
				return fmt.Errorf("%+v", item)
			}
		}
	}
	return nil
}
