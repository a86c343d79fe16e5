package httpapi_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestServersThatDoNotWrite answer reads, say why they do not write, and refuse
// commands without recording them.
func TestServersThatDoNotWrite(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T, *enginetest.Plant) *journal.Log{
		"standby": func(*testing.T, *enginetest.Plant) *journal.Log { return nil },
		"read-only": func(t *testing.T, p *enginetest.Plant) *journal.Log {
			log, err := journal.Open(t.Context(), p.DB, journal.Config{Dir: t.TempDir(), ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			return log
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := enginetest.Start(t, sqldbtest.SQLite(t))
			cfg := config(t, p)
			cfg.Engine = engine.New(engine.Config{DB: p.DB, Feed: p.Feed, Log: open(t, p)})
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan error, 1)
			if cfg.Engine.Leads() {
				go func() { done <- cfg.Engine.Run(ctx) }()
			} else {
				done <- nil
			}
			t.Cleanup(func() {
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
			})
			web := httptest.NewServer(httpapi.New(cfg))
			t.Cleanup(web.Close)
			s := &site{Plant: p, t: t, url: web.URL, web: web}
			golden.Check(t, "testdata/ready/"+name+".golden", s.send(http.MethodGet, "/readyz", "", "").text())
			golden.Check(t, "testdata/ready/"+name+"-command.golden", s.send(http.MethodPost, "/api/v1/stations/ST-10/scans", "operator", `{"code":"X"}`).text())
			if res := s.send(http.MethodGet, "/api/v1/objects", "operator", ""); res.status != http.StatusOK {
				t.Errorf("a read: status %d: %s", res.status, res.body)
			}
		})
	}
}
