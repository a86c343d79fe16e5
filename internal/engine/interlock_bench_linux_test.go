package engine_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// BenchmarkInterlocks makes units from the serial number to the end of their
// last operation, with every rule of the plant enforced, and with every rule
// off: verdicts a second and their 99th percentile. The limits are a bare row a
// commit in the same databases, and the disk's fdatasync. A hold stands all the
// while, and the rounds of all are interleaved.
func BenchmarkInterlocks(b *testing.B) {
	for _, clients := range []int{1, 32} {
		b.Run("clients="+strconv.Itoa(clients), func(b *testing.B) {
			contestants := []*contestant{
				makingContestant(b, "sqlite-on", sqldbtest.SQLite(b), clients, "enforce"),
				makingContestant(b, "sqlite-off", sqldbtest.SQLite(b), clients, `"off"`),
				bareContestant(b, "sqlite-bare", sqldbtest.SQLite(b)),
				makingContestant(b, "postgres-on", sqldbtest.Postgres(b), clients, "enforce"),
				makingContestant(b, "postgres-off", sqldbtest.Postgres(b), clients, `"off"`),
				bareContestant(b, "postgres-bare", sqldbtest.Postgres(b)),
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
				b.ReportMetric(c.quantile(0.99), c.name+"-p99-ms")
			}
			for _, db := range []string{"sqlite", "postgres"} {
				b.ReportMetric(rate[db+"-on"]/rate[db+"-off"], db+"-on-x-off")
				b.ReportMetric(rate[db+"-on"]/rate[db+"-bare"], db+"-on-x-bare")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// makingContestant prepares the plant with a mode for all of its rules; each
// client makes units of its own.
func makingContestant(tb testing.TB, name string, db *sqldb.DB, clients int, mode string) *contestant {
	tb.Helper()
	p := enginetest.Start(tb, db)
	src, err := os.ReadFile("../../testdata/plant/interlocks.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	for i, c := range []track.Command{
		{Verb: "apply", Args: &track.ApplyPlant{Definition: strings.ReplaceAll(string(src), "enforce", mode)}},
		{Verb: "create-order", Args: &track.CreateOrder{Order: "WO-1", Part: "GEARBOX", Quantity: "1000000"}},
		{Verb: "release-order", Args: &track.ReleaseOrder{Order: "WO-1"}},
		{Verb: "receive", Args: &track.Receive{Part: "GREASE", Maker: "FAT", Lot: "GREASE-1", Quantity: "1000000000"}},
		{Verb: "receive", Args: &track.Receive{Part: "SCREW", Maker: "BOLT", Lot: "SCREW-BAD", Quantity: "10"}},
		{Verb: "load", Station: "ST-2", Args: &track.Load{Object: "GREASE-1", Position: "JAR"}},
		{Verb: "hold", Args: &track.PlaceHold{Objects: []track.Ref{"SCREW-BAD"}, Reason: "too long"}},
	} {
		c.ID = "prepare-" + strconv.Itoa(i)
		if a := p.Do(tb, &c); a.Verdict.Answer != track.Permit {
			tb.Fatalf("%s: %s", c.Verb, a.Verdict.Text)
		}
	}
	for i := range benchLots {
		p.Do(tb, &track.Command{ID: "lot-" + strconv.Itoa(i), Verb: "receive", Args: &track.Receive{
			Part: "SCREW", Maker: "BOLT", Lot: "SCREW-" + strconv.Itoa(i), Quantity: "1000000000",
		}})
	}
	steps := make([]int, clients)
	return &contestant{name: name, do: func(ctx context.Context, client int, _ int64) error {
		c := making(client, steps[client])
		steps[client]++
		a, err := p.Engine.Submit(ctx, engine.Stations, c)
		if err == nil && a.Verdict.Answer != track.Permit {
			err = fmt.Errorf("%s: %s", c.Verb, a.Verdict.Text)
		}
		return err
	}}
}

// making is the n-th command of a client: seven make a unit.
func making(client, n int) *track.Command {
	serial := fmt.Sprintf("SN%07d", client*100_000+n/7)
	unit := track.Ref(serial)
	c := &track.Command{ID: "c" + strconv.Itoa(client) + "-" + strconv.Itoa(n), Station: "ST-2", Actor: "p-1"}
	switch n % 7 {
	case 0:
		c.Verb, c.Station, c.Args = "produce-unit", "ST-1", &track.ProduceUnit{Order: "WO-1", Serial: serial}
	case 1:
		c.Verb, c.Station, c.Args = "scan", "ST-1", &track.Scan{Code: unit}
	case 2:
		c.Verb, c.Station, c.Args = "complete", "ST-1", &track.Complete{Object: unit}
	case 3:
		c.Verb, c.Args = "start", &track.Start{Object: unit}
	case 4:
		c.Verb, c.Args = "consume", &track.Consume{Object: unit, Component: track.Ref("SCREW-" + strconv.Itoa(client%benchLots))}
	case 5:
		c.Verb, c.Args = "measure", &track.Measure{Object: unit, Characteristic: "TORQUE", Value: "5.02", Place: "1", Equipment: "DRV-1"}
	case 6:
		c.Verb, c.Args = "measure", &track.Measure{Object: unit, Characteristic: "TORQUE", Value: "4.98", Place: "2", Equipment: "DRV-1"}
	}
	return c
}

// bareContestant commits one row a time, of the size of an entry.
func bareContestant(tb testing.TB, name string, db *sqldb.DB) *contestant {
	tb.Helper()
	create := "create table bare (n bigint primary key, bytes blob not null)"
	if db.Dialect == sqldb.Postgres {
		create = "create table bare (n bigint primary key, bytes bytea not null)"
	}
	run := func(ctx context.Context, text string, args ...any) error {
		return db.Write(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(ctx, text, args...)
			return err
		})
	}
	if err := run(tb.Context(), create); err != nil {
		tb.Fatal(err)
	}
	row := make([]byte, 800)
	return &contestant{name: name, do: func(ctx context.Context, _ int, n int64) error {
		return run(ctx, "insert into bare (n, bytes) values ($1, $2)", n, row)
	}}
}
