package httpapi_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// BenchmarkImport sends a command of a station every ten milliseconds over HTTP,
// on time, first alone and then while 100,000 reports are imported in batches of
// a thousand, and alone again: how long the answers take, and how many reports a
// second are taken in meanwhile.
func BenchmarkImport(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			web := atWork(b, open(b))
			const pause = 10 * time.Millisecond
			sendAtRate(b, web, 100, pause) // warm
			idle := sendAtRate(b, web, 500, pause)
			imported := make(chan time.Duration)
			go func() { imported <- importReports(b, web, 100_000) }()
			var busy []time.Duration
			var took time.Duration
			for took == 0 {
				busy = append(busy, sendAtRate(b, web, 50, pause)...)
				select {
				case took = <-imported:
				default:
				}
			}
			idle = append(idle, sendAtRate(b, web, 500, pause)...)
			slices.Sort(idle)
			slices.Sort(busy)
			b.ReportMetric(100_000/took.Seconds(), "reports/s")
			for _, q := range []float64{0.5, 0.99} {
				at := fmt.Sprintf("p%.0f", 100*q)
				b.ReportMetric(quantile(idle, q), "idle-"+at+"-ms")
				b.ReportMetric(quantile(busy, q), "import-"+at+"-ms")
				b.ReportMetric(quantile(busy, q)/quantile(idle, q), at+"-x-idle")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// importReports reports units that were made elsewhere, with a measurement of
// each.
func importReports(b *testing.B, web *httptest.Server, n int) time.Duration {
	c, err := client.New(web.URL, "operator")
	if err != nil {
		b.Error(err)
		return 1
	}
	began := time.Now()
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
		answers, err := c.Batch(b.Context(), commands)
		if err != nil {
			b.Error(err)
			return 1
		}
		for _, item := range answers.Items {
			if item.Problem != nil || !item.Answer.Permitted() {
				b.Errorf("%+v", item)
				return 1
			}
		}
	}
	return time.Since(began)
}
