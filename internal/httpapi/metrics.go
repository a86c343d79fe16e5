package httpapi

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
)

// metrics is what the server counts, in a registry of its own. Labels are
// bounded: routes, statuses, verbs, answers and lanes, never an object.
type metrics struct {
	requests  *prometheus.HistogramVec
	followers prometheus.Gauge
	badges    *prometheus.CounterVec
	handler   http.Handler
}

func newMetrics(cfg *Config) *metrics {
	m := &metrics{
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "tracewright_http_request_duration_seconds",
			Help:    "Time to answer a request, by route and status.",
			Buckets: []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5},
		}, []string{"route", "status"}),
		followers: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "tracewright_feed_followers", Help: "Open feeds.",
		}),
	}
	m.badges = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "tracewright_badges_shown_total", Help: "Badges that were shown to sign in or out, by what became of it.",
	}, []string{"outcome"})
	for _, outcome := range []auth.Action{auth.SignedIn, auth.SignedOut, auth.SignInFailed, auth.PINAsked, throttled} {
		m.badges.WithLabelValues(string(outcome)) // there from the first on
	}
	version := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "tracewright_build_info", Help: "Always 1, with the version of the program.",
		ConstLabels: prometheus.Labels{"version": cfg.Version},
	})
	version.Set(1)
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		m.requests, m.followers, m.badges, version, newEngineCollector(cfg.Engine),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(cfg.Logger.Handler(), slog.LevelError),
	})
	return m
}

// throttled is the outcome of a badge that had to wait, beside the actions of
// package auth.
const throttled = "throttled"

// request counts an answer.
func (m *metrics) request(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
}

func (s *server) getMetrics(w http.ResponseWriter, r *http.Request) error {
	s.metrics.handler.ServeHTTP(w, r)
	return nil
}

// engineCollector reads the counts of the engine whenever they are asked for.
type engineCollector struct {
	engine *engine.Engine

	batchSize, commitTime, verdicts, failures, queue, leads, journal *prometheus.Desc
}

func newEngineCollector(e *engine.Engine) *engineCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, labels, nil)
	}
	return &engineCollector{
		engine:     e,
		batchSize:  desc("tracewright_engine_batch_size_commands", "Commands committed together."),
		commitTime: desc("tracewright_engine_commit_duration_seconds", "Time to judge, write and commit a batch."),
		verdicts:   desc("tracewright_engine_verdicts_total", "Answers by verb and answer.", "verb", "answer"),
		failures:   desc("tracewright_engine_failures_total", "Commands that got no answer, by reason; they can be sent again.", "reason"),
		queue:      desc("tracewright_engine_queue_commands", "Commands that wait.", "lane"),
		leads:      desc("tracewright_engine_leads", "1 on the server that writes, 0 on one that stands by."),
		journal:    desc("tracewright_journal_size_entries", "Entries of the journal, on the server that writes."),
	}
}

// Describe implements prometheus.Collector.
func (c *engineCollector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.batchSize, c.commitTime, c.verdicts, c.failures, c.queue, c.leads, c.journal} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c *engineCollector) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	stats := c.engine.Stats()
	to <- histogram(c.batchSize, stats.BatchSize)
	to <- histogram(c.commitTime, stats.CommitTime)
	for k, n := range stats.Verdicts {
		to <- prometheus.MustNewConstMetric(c.verdicts, prometheus.CounterValue, float64(n), string(k.Verb), string(k.Answer))
	}
	for _, f := range engine.Failures() { // also those that never happened, so that a rate is seen from the first on
		to <- prometheus.MustNewConstMetric(c.failures, prometheus.CounterValue, float64(stats.Failures[f]), string(f))
	}
	gauge(c.queue, float64(c.engine.Waiting(engine.Stations)), "stations")
	gauge(c.queue, float64(c.engine.Waiting(engine.Bulk)), "bulk")
	log := c.engine.Log()
	if log == nil {
		gauge(c.leads, 0)
		return
	}
	gauge(c.leads, 1)
	gauge(c.journal, float64(log.Next()))
}

func histogram(d *prometheus.Desc, h engine.Histogram) prometheus.Metric {
	return prometheus.MustNewConstHistogram(d, h.Count, h.Sum, h.UpTo)
}
