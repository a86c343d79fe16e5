package httpapi_test

import (
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkBatch is an import over HTTP: 1000 commands in one request.
func BenchmarkBatch(b *testing.B) {
	p := enginetest.Start(b, sqldbtest.SQLite(b))
	p.Do(b, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: plantYAML(b)}})
	web := httptest.NewServer(httpapi.New(config(b, p)))
	b.Cleanup(web.Close)
	c, err := client.New(web.URL, "operator")
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		commands := make([]api.Command, 1000)
		for i := range commands {
			n++
			commands[i] = api.Command{Verb: "produce-unit", Args: map[string]string{"part": "PUMP-100", "serial": "SN" + strconv.Itoa(n)}}
		}
		answers, err := c.Batch(b.Context(), commands)
		if err != nil {
			b.Fatal(err)
		}
		for _, item := range answers.Items {
			if item.Problem != nil || !item.Answer.Permitted() {
				b.Fatalf("%+v", item)
			}
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "commands/s")
}
