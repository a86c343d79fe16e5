package httpapi

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
)

// metrics is what the server counts, in the text format of Prometheus. Labels
// are bounded: routes, statuses, verbs, answers and lanes, never an object.
type metrics struct {
	followers atomic.Int64

	mu       sync.Mutex
	requests map[requestKind]*histogram
}

type requestKind struct {
	route  string
	status int
}

// histogram counts durations up to each of the bounds, and all of them.
type histogram struct {
	upTo  [len(bounds)]int64
	count int64
	sum   time.Duration
}

// bounds are those of the buckets of durations.
var bounds = [...]time.Duration{
	time.Millisecond, 2500 * time.Microsecond, 5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond,
	50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond, time.Second,
	2500 * time.Millisecond, 5 * time.Second,
}

// request counts an answer.
func (m *metrics) request(route string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests == nil {
		m.requests = map[requestKind]*histogram{}
	}
	h := m.requests[requestKind{route, status}]
	if h == nil {
		h = &histogram{}
		m.requests[requestKind{route, status}] = h
	}
	h.count++
	h.sum += took
	for i, b := range bounds {
		if took <= b {
			h.upTo[i]++
		}
	}
}

func (s *server) getMetrics(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	s.metrics.writeRequests(w)
	writeEngine(w, s.Engine)
	family(w, "tracewright_feed_followers", "gauge", "Open feeds.")
	fmt.Fprintf(w, "tracewright_feed_followers %d\n", s.metrics.followers.Load())
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	family(w, "tracewright_process_heap_bytes", "gauge", "Bytes of live and dead objects on the heap.")
	fmt.Fprintf(w, "tracewright_process_heap_bytes %d\n", mem.HeapAlloc)
	family(w, "tracewright_process_goroutines", "gauge", "Goroutines.")
	fmt.Fprintf(w, "tracewright_process_goroutines %d\n", runtime.NumGoroutine())
	return nil
}

func family(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func (m *metrics) writeRequests(w io.Writer) {
	const name = "tracewright_http_request_duration_seconds"
	m.mu.Lock()
	defer m.mu.Unlock()
	family(w, name, "histogram", "Time to answer a request, by route and status.")
	kinds := slices.SortedFunc(maps.Keys(m.requests), func(a, b requestKind) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.status, b.status))
	})
	for _, k := range kinds {
		h := m.requests[k]
		labels := fmt.Sprintf("route=%q,status=\"%d\"", k.route, k.status)
		for i, b := range bounds {
			fmt.Fprintf(w, "%s_bucket{%s,le=\"%g\"} %d\n", name, labels, b.Seconds(), h.upTo[i])
		}
		fmt.Fprintf(w, "%s_bucket{%s,le=\"+Inf\"} %d\n", name, labels, h.count)
		fmt.Fprintf(w, "%s_sum{%s} %g\n%s_count{%s} %d\n", name, labels, h.sum.Seconds(), name, labels, h.count)
	}
}

func writeEngine(w io.Writer, e *engine.Engine) {
	stats := e.Stats()
	family(w, "tracewright_engine_batches_total", "counter", "Transactions committed.")
	fmt.Fprintf(w, "tracewright_engine_batches_total %d\n", stats.Batches)
	family(w, "tracewright_engine_commands_total", "counter", "Commands committed; divided by the batches it is the size of a batch.")
	fmt.Fprintf(w, "tracewright_engine_commands_total %d\n", stats.Commands)
	family(w, "tracewright_engine_busy_seconds_total", "counter", "Time spent in transactions.")
	fmt.Fprintf(w, "tracewright_engine_busy_seconds_total %g\n", stats.Busy.Seconds())
	family(w, "tracewright_engine_verdicts_total", "counter", "Answers by verb and answer.")
	keys := slices.SortedFunc(maps.Keys(stats.Verdicts), func(a, b engine.VerdictKey) int {
		return cmp.Or(cmp.Compare(a.Verb, b.Verb), cmp.Compare(a.Answer, b.Answer))
	})
	for _, k := range keys {
		fmt.Fprintf(w, "tracewright_engine_verdicts_total{verb=%q,answer=%q} %d\n", k.Verb, k.Answer, stats.Verdicts[k])
	}
	family(w, "tracewright_engine_queue_commands", "gauge", "Commands that wait.")
	fmt.Fprintf(w, "tracewright_engine_queue_commands{lane=\"stations\"} %d\n", e.Waiting(engine.Stations))
	fmt.Fprintf(w, "tracewright_engine_queue_commands{lane=\"bulk\"} %d\n", e.Waiting(engine.Bulk))
	leads := 0
	if log := e.Log(); log != nil {
		leads = 1
		family(w, "tracewright_journal_size_entries", "gauge", "Entries of the journal.")
		fmt.Fprintf(w, "tracewright_journal_size_entries %d\n", log.Next())
	}
	family(w, "tracewright_engine_leads", "gauge", "1 on the server that writes, 0 on one that stands by.")
	fmt.Fprintf(w, "tracewright_engine_leads %d\n", leads)
}
