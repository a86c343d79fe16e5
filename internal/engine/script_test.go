package engine_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/view"
)

// TestScenarios plays every scenario on both databases, with a working set that
// is kept and with one that is loaded again for each command. Then the journal
// must verify, and the views made again from it must be the same.
func TestScenarios(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../testdata/script/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			dumps := map[string][]string{}
			t.Cleanup(func() { checkSame(t, dumps) })
			for name, keep := range map[string]int{"kept": 0, "forgotten": 1} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
						p := enginetest.StartWith(t, db, engine.Config{Keep: keep})
						p.Play(t, path)
						checkLaw(t, p)
						mu.Lock()
						defer mu.Unlock()
						dumps[name+" on "+db.Dialect.Name] = dump(t, db)
					})
				})
			}
		})
	}
}

// checkSame checks that the views of one scenario are the same on every
// database, however the working set was kept.
func checkSame(t *testing.T, dumps map[string][]string) {
	t.Helper()
	var first string
	for name, views := range dumps {
		if first == "" {
			first = name
			continue
		}
		if diff := cmp.Diff(dumps[first], views); diff != "" {
			t.Errorf("the views differ (-%s +%s):\n%s", first, name, diff)
		}
	}
}

// checkLaw checks that the views equal those made again from the journal, and
// that the journal verifies.
func checkLaw(t *testing.T, p *enginetest.Plant) {
	t.Helper()
	stepwise := dump(t, p.DB)
	if err := engine.Rebuild(t.Context(), p.DB, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(stepwise, dump(t, p.DB)); diff != "" {
		t.Errorf("the views made again from the journal differ (-step by step +rebuilt):\n%s", diff)
	}
	report, err := journal.Verify(t.Context(), p.DB, journal.VerifyOptions{})
	if err != nil || report.Wrong != nil {
		t.Errorf("verify: %+v %v", report, err)
	}
}

func dump(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	var b bytes.Buffer
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error { return view.Dump(t.Context(), tx, &b) }); err != nil {
		t.Fatal(err)
	}
	return strings.Split(b.String(), "\n")
}
