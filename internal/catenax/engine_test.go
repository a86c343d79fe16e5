package catenax_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/catenax"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// submit gives an import to the engine as the command line does.
func submit(t *testing.T, p *enginetest.Plant, im *catenax.Import) {
	t.Helper()
	for i := range im.Commands {
		a, err := p.Engine.Submit(t.Context(), engine.Bulk, &im.Commands[i])
		if err != nil {
			t.Fatal(err)
		}
		if a.Verdict.Answer != track.Permit {
			t.Fatalf("%s: %s", im.Commands[i].ID, a.Verdict.Text)
		}
	}
}

// read runs a query on one snapshot.
func read(t *testing.T, db *sqldb.DB, fn func(ctx context.Context, tx *sqldb.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// lines runs a query and gives its rows of texts as lines.
func lines(t *testing.T, db *sqldb.DB, query string, columns int) []string {
	t.Helper()
	var all []string
	read(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		rows, err := tx.Query(ctx, query)
		if err != nil {
			return err
		}
		for rows.Next() {
			row := make([]string, columns)
			to := make([]any, columns)
			for i := range row {
				to[i] = &row[i]
			}
			if err := rows.Scan(to...); err != nil {
				return err
			}
			all = append(all, strings.Join(row, " "))
		}
		return rows.Err()
	})
	slices.Sort(all)
	return all
}

// genealogy lists the edges that last, by Catena-X ids.
func genealogy(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	return lines(t, db, `
		select p.value, c.value, e.kind, e.quantity, e.uom, e.possible
		from edge e
		join identifier p on p.object = e.parent and p.scheme = 'catenax'
		join identifier c on c.object = e.child and c.scheme = 'catenax'
		where e.known_to = 0 and e.occurred_to = 0`, 6)
}

// stubs lists the objects that nothing describes, by name.
func stubs(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	return lines(t, db, `
		select i.value, o.maker
		from object o
		join identifier i on i.object = o.id and i.scheme = 'catenax'
		where o.known = 0`, 2)
}

// dump is everything the views hold, and the size of the journal.
func dump(t *testing.T, db *sqldb.DB) (views string, size int64) {
	t.Helper()
	var b bytes.Buffer
	read(t, db, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		if size, err = journal.Size(ctx, tx); err != nil {
			return err
		}
		return view.Dump(ctx, tx, &b)
	})
	return b.String(), size
}

// checkRepeat imports everything again: nothing may change. Then the views made
// again from the journal must be the same.
func checkRepeat(t *testing.T, p *enginetest.Plant, imports []*catenax.Import) {
	t.Helper()
	views, size := dump(t, p.DB)
	for _, im := range imports {
		submit(t, p, im)
	}
	again, sizeAgain := dump(t, p.DB)
	if size != sizeAgain {
		t.Errorf("importing again made the journal grow from %d to %d entries", size, sizeAgain)
	}
	if diff := cmp.Diff(views, again); diff != "" {
		t.Errorf("importing again changed the views (-before +after):\n%s", diff)
	}
	if err := engine.Rebuild(t.Context(), p.DB, nil); err != nil {
		t.Fatal(err)
	}
	if rebuilt, _ := dump(t, p.DB); rebuilt != views {
		t.Errorf("the views made again from the journal differ (-step by step +rebuilt):\n%s", cmp.Diff(views, rebuilt))
	}
}

// eachOrder imports documents forth and back on each database, and gives the
// plant after the last one.
func eachOrder(t *testing.T, imports []*catenax.Import, check func(t *testing.T, p *enginetest.Plant)) {
	t.Helper()
	for _, order := range []string{"forth", "back"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			imports := slices.Clone(imports)
			if order == "back" {
				slices.Reverse(imports)
			}
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
				p := enginetest.Start(t, db)
				for _, im := range imports {
					submit(t, p, im)
				}
				check(t, p)
				checkRepeat(t, p, imports)
			})
		})
	}
}

const (
	gearbox = "urn:uuid:10000000-0000-4000-8000-000000000001"
	gear    = "urn:uuid:10000000-0000-4000-8000-0000000000aa"
	oil     = "urn:uuid:10000000-0000-4000-8000-0000000000bb"
	seal    = "urn:uuid:10000000-0000-4000-8000-0000000000cc"
	folder  = "../../testdata/catenax/"
)

func TestFilesJoinInEitherOrder(t *testing.T) {
	t.Parallel()
	imports := []*catenax.Import{readFile(t, folder+"gearbox-maker.json"), readFile(t, folder+"gearbox-supplier.json")}
	eachOrder(t, imports, func(t *testing.T, p *enginetest.Plant) {
		want := []string{
			gearbox + " " + gear + " installed   ",
			gearbox + " " + oil + " installed 2.5 LTR one of several alternatives, by its bill of material",
			gearbox + " " + seal + " installed 3 C62 ",
		}
		if diff := cmp.Diff(genealogy(t, p.DB), want); diff != "" {
			t.Errorf("genealogy (-got +want):\n%s", diff)
		}
		if diff := cmp.Diff(stubs(t, p.DB), []string{seal + " BPNLSEALSUPPLIER"}); diff != "" {
			t.Errorf("known unknowns (-got +want):\n%s", diff)
		}
		objects := lines(t, p.DB, "select i.value, o.kind, o.part, o.maker, o.quantity from object o join identifier i on i.object = o.id and i.scheme = 'catenax' where o.known = 1", 5)
		want = []string{
			gearbox + " unit GEARBOX-9 BPNLGEARBOXMAKER ",
			gear + " unit GEAR-3 BPNLGEARSUPPLIER ",
			oil + " lot OIL-1 BPNLGEARSUPPLIER -2.5",
		}
		for i := range objects {
			objects[i] = strings.TrimSuffix(objects[i], "0") // a balance of nothing is empty or 0
		}
		if diff := cmp.Diff(objects, want); diff != "" {
			t.Errorf("objects (-got +want):\n%s", diff)
		}
	})
}

// TestTraceReachesWhatPartnersTold asks the question that the data is for.
func TestTraceReachesWhatPartnersTold(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		submit(t, p, readFile(t, folder+"gearbox-maker.json"))
		submit(t, p, readFile(t, folder+"gearbox-supplier.json"))
		start := lines(t, db, "select object from identifier where value = 'VAN-1'", 1)
		err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
			trace, err := q.Trace(view.TraceQuestion{Start: []track.ObjectID{track.ObjectID(start[0])}, Direction: view.Back})
			if err != nil {
				return err
			}
			if len(trace.Nodes) != 4 {
				t.Errorf("got %d nodes, want the gearbox, a gear, oil and seals", len(trace.Nodes))
			}
			for _, n := range trace.Nodes {
				if n.Removed || n.Depth > 0 && n.Proven != (n.Edge.Possible == "") {
					t.Errorf("%s: removed %v, proven %v, possible %q", n.Object.Name, n.Removed, n.Proven, n.Edge.Possible)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestWhatWasReceivedHereIsTheSameThing receives a gear under its own number,
// before or after a partner speaks of it by its Catena-X id alone: the gearbox
// leads to what was received.
func TestWhatWasReceivedHereIsTheSameThing(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before", "after"} {
		t.Run(when, func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) { receivedHere(t, db, when == "before") })
		})
	}
}

func receivedHere(t *testing.T, db *sqldb.DB, before bool) {
	t.Helper()
	p := enginetest.Start(t, db)
	receive := &track.Command{ID: "r", Verb: "receive", Args: &track.Receive{Part: "GEAR-3", Maker: "BPNLGEARSUPPLIER", Serial: "GEAR-1"}}
	if before {
		p.Do(t, receive)
	}
	submit(t, p, readFile(t, folder+"gearbox-maker.json"))
	p.Do(t, receive)
	submit(t, p, readFile(t, folder+"gearbox-supplier.json"))
	received := lines(t, db, "select object from identifier where value = 'GEAR-1' and scheme = 'serial' and known_to = 0", 1)
	if len(received) != 1 {
		t.Fatalf("%d objects have the number GEAR-1", len(received))
	}
	start := lines(t, db, "select object from identifier where value = 'VAN-1'", 1)
	if !slices.Contains(inside(t, db, start[0]), received[0]) {
		t.Error("the gearbox does not lead to the gear")
	}
}

// inside lists the keys of what a trace back from an object reaches.
func inside(t *testing.T, db *sqldb.DB, start string) []string {
	t.Helper()
	var keys []string
	err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
		trace, err := q.Trace(view.TraceQuestion{Start: []track.ObjectID{track.ObjectID(start)}, Direction: view.Back})
		if err != nil {
			return err
		}
		for _, n := range trace.Nodes[1:] {
			keys = append(keys, string(n.Object.ID))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// TestLoopsDoNotStopAnImport imports two assets that claim to be inside each
// other: both claims are kept, and the second is a breach.
func TestLoopsDoNotStopAnImport(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		submit(t, p, readFile(t, folder+"malformed.json"))
		if got := lines(t, db, "select code from breach", 1); !slices.Contains(got, string(track.CodeInsideItself)) {
			t.Errorf("got breaches %v, want one of %s", got, track.CodeInsideItself)
		}
	})
}
