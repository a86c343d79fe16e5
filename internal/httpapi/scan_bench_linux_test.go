package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkScan sends a thousand commands a second over HTTP, on time whether
// or not those before have been answered, and reports how long the answers
// take, beside the disk's fdatasync of a page before and after.
func BenchmarkScan(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			web := atWork(b, open(b))
			sendAtRate(b, web, 500, time.Millisecond) // warm
			disk := fdatasyncs(b, 1000, 0)
			took := sendAtRate(b, web, 5000, time.Millisecond)
			disk = append(disk, fdatasyncs(b, 1000, 0)...)
			slices.Sort(disk)
			slices.Sort(took)
			b.ReportMetric(quantile(took, 0.50), "p50-ms")
			b.ReportMetric(quantile(took, 0.99), "p99-ms")
			b.ReportMetric(quantile(disk, 0.50), "fdatasync-p50-ms")
			b.ReportMetric(quantile(disk, 0.99), "fdatasync-p99-ms")
			b.ReportMetric(quantile(took, 0.50)/quantile(disk, 0.50), "p50-x-fdatasync")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// atWork serves a plant with 500 units in work.
func atWork(b *testing.B, db *sqldb.DB) *httptest.Server {
	b.Helper()
	p := enginetest.Start(b, db)
	web := httptest.NewServer(httpapi.New(config(b, p)))
	b.Cleanup(web.Close)
	plant, err := os.ReadFile("../../testdata/plant/bench.yaml")
	if err != nil {
		b.Fatal(err)
	}
	p.Do(b, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: string(plant)}})
	for i := range 500 {
		n := fmt.Sprint(i)
		p.Do(b, &track.Command{ID: "unit" + n, Verb: "produce-unit", Args: &track.ProduceUnit{Part: "GEARBOX", Serial: "SN" + n}})
		p.Do(b, &track.Command{ID: "start" + n, Verb: "start", Station: "ST-1", Args: &track.Start{Object: track.Ref("SN" + n)}})
	}
	return web
}

func quantile(sorted []time.Duration, q float64) float64 {
	return float64(sorted[int(q*float64(len(sorted)-1))].Microseconds()) / 1000
}

// sendAtRate sends n measurements, one after each pause.
func sendAtRate(b *testing.B, web *httptest.Server, n int, pause time.Duration) (took []time.Duration) {
	b.Helper()
	var mu sync.Mutex
	var together sync.WaitGroup
	transport := &http.Transport{MaxIdleConnsPerHost: 256}
	defer transport.CloseIdleConnections()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	began := time.Now()
	for i := range n {
		for time.Since(began) < time.Duration(i)*pause {
			<-tick.C
		}
		together.Go(func() {
			due := time.Now()
			if err := measure(transport, web.URL, i); err != nil {
				b.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(due))
		})
	}
	together.Wait()
	return took
}

func measure(transport *http.Transport, url string, i int) error {
	body, err := json.Marshal(map[string]any{
		"id": fmt.Sprint("m", i, time.Now().UnixNano()), "verb": "measure", "station": "ST-1",
		"args": map[string]any{"object": fmt.Sprint("SN", i%500), "characteristic": "TORQUE", "value": "5.02"},
	})
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, url+"/api/v1/commands", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer operator")
	res, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}

// fdatasyncs times the disk for n appended pages, with a pause before each.
func fdatasyncs(b *testing.B, n int, pause time.Duration) []time.Duration {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "disk"))
	if err != nil {
		b.Error(err)
		return nil
	}
	defer f.Close()
	took := make([]time.Duration, n)
	page := make([]byte, 4096)
	pace := time.NewTicker(max(pause, time.Nanosecond))
	defer pace.Stop()
	for i := range took {
		<-pace.C
		began := time.Now()
		if _, err := f.Write(page); err != nil {
			b.Error(err)
			return nil
		}
		if err := unix.Fdatasync(int(f.Fd())); err != nil {
			b.Error(err)
			return nil
		}
		took[i] = time.Since(began)
	}
	return took
}
