package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.send(http.MethodGet, "/api/v1/objects/PUMP-1", "auditor", "")
	s.send(http.MethodGet, "/api/v1/objects/PUMP-2", "auditor", "")
	s.send(http.MethodGet, "/invented/address", "", "")
	res := s.send(http.MethodGet, "/metrics", "", "")
	if got := res.header.Get("Content-Type"); !strings.HasPrefix(got, "text/plain; version=0.0.4") {
		t.Errorf("Content-Type %q, want the text format", got)
	}
	for _, want := range []string{
		`tracewright_build_info{version="test"} 1`,
		`tracewright_http_request_duration_seconds_count{route="GET /api/v1/objects/{id}",status="404"} 2`,
		`tracewright_http_request_duration_seconds_bucket{route="none",status="404",le="+Inf"} 1`,
		`tracewright_engine_batch_size_commands_bucket{le="1"} 16`,
		`tracewright_engine_batch_size_commands_sum 16`,
		`tracewright_engine_commit_duration_seconds_count 16`,
		`tracewright_engine_queue_commands{lane="stations"} 0`,
		`tracewright_feed_followers 0`,
		"# TYPE go_goroutines gauge",
		"# TYPE process_start_time_seconds gauge",
	} {
		if !strings.Contains(res.body, want+"\n") {
			t.Errorf("%s is missing in:\n%s", want, res.body)
		}
	}
	for _, unbounded := range []string{"PUMP-1", "invented"} {
		if strings.Contains(res.body, unbounded) {
			t.Errorf("%s is in a label", unbounded)
		}
	}
	problems, err := promlint.New(strings.NewReader(res.body)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}
