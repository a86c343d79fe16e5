package engine

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/track"
)

// Stations and bulk work take turns, bulk work in small pieces while stations
// work, and somebody who signs in waits for neither.
func TestLanesTakeTurns(t *testing.T) {
	t.Parallel()
	e := New(Config{Feed: &feed.Feed{}, Log: &journal.Log{}})
	e.notes = make(chan *note, 1)
	n := 0
	send := func(lane Lane, count int) {
		t.Helper()
		for range count {
			n++
			c := &track.Command{ID: "c" + strconv.Itoa(n), Verb: "scan", Args: &track.Scan{Code: "SN1"}}
			if lane == Bulk {
				c.Mode = track.ModeReport
			}
			if _, err := e.Enqueue(lane, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	gather := func() string {
		t.Helper()
		batch, note := e.gather(t.Context())
		if note != nil {
			return "note"
		}
		lanes := map[track.Mode]int{}
		for _, w := range batch {
			lanes[w.command.Mode]++
		}
		return fmt.Sprintf("%d+%d", len(batch)-lanes[track.ModeReport], lanes[track.ModeReport])
	}
	send(Bulk, 300)
	alone := gather() // no station has sent anything yet
	send(Stations, 300)
	got := []string{alone}
	for range 5 {
		got = append(got, gather())
	}
	e.notes <- &note{}
	got = append(got, gather(), gather())
	e.scanned = e.scanned.Add(-quiet - time.Second)
	got = append(got, gather())
	if want := "0+256 256+0 0+8 44+0 0+8 0+8 note 0+8 0+12"; strings.Join(got, " ") != want {
		t.Errorf("batches of stations+bulk: %s, want %s", strings.Join(got, " "), want)
	}
}
