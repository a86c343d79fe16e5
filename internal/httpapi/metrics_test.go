package httpapi_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/tracewright/tracewright/internal/golden"
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
		`tracewright_engine_failures_total{reason="disk-full"} 0`,
		`tracewright_engine_failures_total{reason="queue-full"} 0`,
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

// The table of docs/operations.md has every metric of ours, with what the
// server itself says of it.
func TestTableOfMetricsIsTheDocumentedOne(t *testing.T) {
	t.Parallel()
	const path, start = "../../docs/operations.md", "| metric |"
	s := shop(t, sqldbtest.SQLite(t))
	s.send(http.MethodGet, "/healthz", "", "") // counted once it has been answered
	table := metricTable(s.send(http.MethodGet, "/metrics", "", "").body)
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := bytes.Cut(doc, []byte(start))
	_, after, _ := bytes.Cut(rest, []byte("\n\n"))
	golden.Check(t, path, fmt.Appendf(nil, "%s%s\n%s", before, table, after))

	source, err := os.ReadFile("metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range regexp.MustCompile(`"tracewright_\w+"`).FindAllString(string(source), -1) {
		if !strings.Contains(table, "| `"+strings.Trim(name, `"`)+"` |") {
			t.Errorf("%s is not in the table: the test made nothing that it counts", name)
		}
	}
}

var sampleForm = regexp.MustCompile(`(?m)^(tracewright_\w+?)(?:_bucket|_sum|_count)?\{(.+)\} \S+$`)

// metricTable makes the table of documentation from what /metrics answers.
func metricTable(text string) string {
	labels := map[string][]string{}
	for _, sample := range sampleForm.FindAllStringSubmatch(text, -1) {
		for _, label := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(sample[2], -1) {
			if name := label[1]; name != "le" && !slices.Contains(labels[sample[1]], name) {
				labels[sample[1]] = append(labels[sample[1]], name)
			}
		}
	}
	var b strings.Builder
	b.WriteString("| metric | type | labels | what it tells |\n|---|---|---|---|\n")
	for _, m := range regexp.MustCompile(`# HELP (tracewright_\w+) (.+)\n# TYPE \w+ (\w+)\n`).FindAllStringSubmatch(text, -1) {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m[1], m[3], strings.Join(labels[m[1]], ", "), m[2])
	}
	return b.String()
}
