package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkCapture compares durable capture with waiting clients: our engine on
// both databases with all views, the journal and its tree; a hand-written
// PostgreSQL program that does the same reads, checks and writes of its own
// tables in a transaction for each command; and the disk's own fdatasync. The
// rounds of all are interleaved, since the disk's speed wanders.
//
// Half of the commands measure a unit in work, half consume from a lot.
func BenchmarkCapture(b *testing.B) {
	for _, clients := range []int{1, 32, 128} {
		b.Run("clients="+strconv.Itoa(clients), func(b *testing.B) {
			contestants := []*contestant{
				engineContestant(b, "sqlite", sqldbtest.SQLite(b)),
				engineContestant(b, "postgres", sqldbtest.Postgres(b)),
				handWritten(b, clients),
				diskContestant(b),
			}
			const rounds = 5
			for range rounds {
				for _, c := range contestants {
					c.round(b, clients, time.Second)
				}
			}
			rate := map[string]float64{}
			for _, c := range contestants {
				slices.Sort(c.rates)
				rate[c.name] = c.rates[rounds/2]
				b.ReportMetric(c.rates[rounds/2], c.name+"/s")
			}
			b.ReportMetric(rate["sqlite"]/rate["hand-written"], "sqlite-x-hand-written")
			b.ReportMetric(rate["postgres"]/rate["hand-written"], "postgres-x-hand-written")
			b.ReportMetric(rate["sqlite"]/rate["fdatasync"], "sqlite-x-fdatasync")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// contestant does one command at a time for each client.
type contestant struct {
	name  string
	do    func(ctx context.Context, client int, n int64) error
	seq   atomic.Int64
	rates []float64
	mu    sync.Mutex
	took  []time.Duration // by the commands of all rounds
}

// quantile is the time, in milliseconds, that so many of the commands took at
// most.
func (c *contestant) quantile(q float64) float64 {
	slices.Sort(c.took)
	return float64(c.took[int(q*float64(len(c.took)-1))].Microseconds()) / 1000
}

// round lets the clients work for a while and notes the rate and the times.
func (c *contestant) round(tb testing.TB, clients int, d time.Duration) {
	tb.Helper()
	var done atomic.Int64
	var together sync.WaitGroup
	began := time.Now()
	for client := range clients {
		together.Go(func() {
			var took []time.Duration
			for due := time.Now(); due.Sub(began) < d; {
				if err := c.do(tb.Context(), client, c.seq.Add(1)); err != nil {
					tb.Error(c.name, err)
					return
				}
				done.Add(1)
				now := time.Now()
				took, due = append(took, now.Sub(due)), now
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			c.took = append(c.took, took...)
		})
	}
	together.Wait()
	c.rates = append(c.rates, float64(done.Load())/time.Since(began).Seconds())
}

const (
	benchUnits = 512
	benchLots  = 64
)

// engineContestant prepares units in work and lots, and submits commands.
func engineContestant(tb testing.TB, name string, db *sqldb.DB) *contestant {
	tb.Helper()
	p := enginetest.Start(tb, db)
	src, err := os.ReadFile("../../testdata/plant/bench.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	must := func(c *track.Command) {
		tb.Helper()
		if a := p.Do(tb, c); a.Verdict.Answer != track.Permit {
			tb.Fatalf("%s: %s", c.ID, a.Verdict.Text)
		}
	}
	must(&track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: string(src)}})
	for i := range benchLots {
		n := strconv.Itoa(i)
		must(&track.Command{ID: "lot" + n, Verb: "receive", Args: &track.Receive{Part: "SCREW", Maker: "BOLT", Lot: "LOT" + n, Quantity: "100000000"}})
	}
	for i := range benchUnits {
		n := strconv.Itoa(i)
		must(&track.Command{ID: "unit" + n, Verb: "produce-unit", Args: &track.ProduceUnit{Part: "GEARBOX", Serial: "SN" + n}})
		must(&track.Command{ID: "start" + n, Verb: "start", Station: "ST-1", Args: &track.Start{Object: track.Ref("SN" + n)}})
	}
	return &contestant{name: name, do: func(ctx context.Context, _ int, n int64) error {
		a, err := p.Engine.Submit(ctx, engine.Stations, benchCommand(n))
		if err == nil && a.Verdict.Answer != track.Permit {
			err = fmt.Errorf("%s", a.Verdict.Text)
		}
		return err
	}}
}

func benchCommand(n int64) *track.Command {
	unit := track.Ref("SN" + strconv.FormatInt(n/2%benchUnits, 10))
	c := &track.Command{ID: "b" + strconv.FormatInt(n, 10), Station: "ST-1", Actor: "p-1", Device: "tool-7"}
	if n%2 == 0 {
		c.Verb, c.Args = "measure", &track.Measure{Object: unit, Characteristic: "TORQUE", Value: "5.02", Equipment: "tool-7"}
		return c
	}
	lot := track.Ref("LOT" + strconv.FormatInt(n/2%benchLots, 10))
	c.Verb, c.Args = "consume", &track.Consume{Object: unit, Component: lot, Quantity: "1"}
	return c
}

// diskContestant appends a page to a file and waits for the disk.
func diskContestant(tb testing.TB) *contestant {
	tb.Helper()
	f, err := os.Create(filepath.Join(tb.TempDir(), "disk"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = f.Close() })
	var one sync.Mutex
	page := make([]byte, 4096)
	return &contestant{name: "fdatasync", do: func(context.Context, int, int64) error {
		one.Lock()
		defer one.Unlock()
		if _, err := f.Write(page); err != nil {
			return err
		}
		return fdatasync(f)
	}}
}

// handWritten is the program that a good engineer would write: the same facts
// in the same kinds of tables, with the same checks, on PostgreSQL, with a
// transaction for each command and a connection for each client.
func handWritten(tb testing.TB, clients int) *contestant {
	tb.Helper()
	url := sqldbtest.PostgresURL(tb)
	conns := make([]*pgx.Conn, clients)
	for i := range conns {
		conns[i] = peerConn(tb, url)
	}
	peerSchema(tb, conns[0])
	return &contestant{name: "hand-written", do: func(ctx context.Context, client int, n int64) error {
		tx, err := conns[client].Begin(ctx)
		if err != nil {
			return err
		}
		p := peer{ctx: ctx, tx: tx, n: n, at: time.Now().UnixMicro()}
		p.command()
		if p.err != nil {
			_ = tx.Rollback(ctx)
			return p.err
		}
		return tx.Commit(ctx)
	}}
}
