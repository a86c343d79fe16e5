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

// While stations work, bulk work leaves them half of the time; a command that
// comes meanwhile does not wait for the end of the rest.
func TestBulkWorkRestsWhileStationsWork(t *testing.T) {
	t.Parallel()
	e := New(Config{Feed: &feed.Feed{}, Log: &journal.Log{}})
	e.turn = Stations
	if got := e.restAfter(5 * time.Millisecond); got != 0 {
		t.Errorf("no station has sent anything, and bulk work rests for %v", got)
	}
	e.scanned = time.Now()
	if got := e.restAfter(5 * time.Millisecond); got != 5*time.Millisecond {
		t.Errorf("after 5 ms of bulk work it rests for %v", got)
	}
	if got := e.restAfter(time.Minute); got != maxRest {
		t.Errorf("after a minute of bulk work it rests for %v", got)
	}
	e.rest = time.Hour
	bulk, scan := &track.Command{ID: "b", Verb: "scan", Args: &track.Scan{Code: "SN1"}}, &track.Command{ID: "s", Verb: "scan", Args: &track.Scan{Code: "SN1"}}
	if _, err := e.Enqueue(Bulk, bulk); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Enqueue(Stations, scan); err != nil {
		t.Fatal(err)
	}
	if batch, _ := e.gather(t.Context()); len(batch) != 1 || batch[0].command != scan {
		t.Errorf("during the rest %v was taken, want the station's command alone", batch)
	}
	e.turn = Bulk
	if got := e.restAfter(5 * time.Millisecond); got != 0 {
		t.Errorf("after a station's batch bulk work rests for %v", got)
	}
}
