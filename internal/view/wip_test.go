package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/view"
)

// insertObjects makes units of which every tenth is in work; the others wait to
// be begun, are inside another one, or have left.
const insertObjects = `
insert into object (
	id, kind, part, revision, name, maker, work_order, quantity, uom, known, life, disposition,
	station, position, location, operation, visit, parent, parent_kind, seen_at, seen_seq, created, last
)
select 'x-' || n, 'unit', 'P', 'A', '', '', '', '1', 'C62', 1, case when n % 10 in (0, 1, 2) then 'open' else 'shipped' end, 'active',
	'ST-' || (n % 20), '', '', case when n % 40 = 0 then 'OP' else '' end, case when n % 10 = 1 then 0 else 2 end,
	case when n % 10 = 2 then 'x-0' else '' end, '', n, n, n, n
from (
	with recursive count(n) as (select 1 union all select n + 1 from count where n < 4000)
	select n from count
) numbers`

func TestWIPCountsWhatIsInWork(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), insertObjects)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []view.WIP
		err = view.NewStore(db).Read(t.Context(), func(q *view.Query) (err error) {
			got, err = q.WIP("")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []view.WIP{
			{Station: "ST-0", Operation: "OP", Part: "P", Objects: 100, Oldest: 40},
			{Station: "ST-0", Part: "P", Objects: 100, Oldest: 20},
			{Station: "ST-10", Part: "P", Objects: 200, Oldest: 10},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("work in progress (-want +got):\n%s", diff)
		}
	})
}

func TestUnderWayIsCutAndSaysSo(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), insertObjects)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for most, more := range map[int]bool{400: false, 399: true} {
			err := view.NewStore(db).Read(t.Context(), func(q *view.Query) error {
				list, cut, err := q.UnderWay([]string{"P", "Q"}, most)
				if len(list) != most || cut != more {
					t.Errorf("at most %d: got %d, more %v", most, len(list), cut)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// The index covers what is asked for; a condition added to the one and not to
// the other would send every question through all objects again.
func TestWorkInProgressReadsItsIndexAlone(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		for _, query := range []string{view.SelectWIP, strings.Replace(view.SelectUnderWay, "(?)", "('P', 'Q')", 1)} {
			plan, err := sqldb.Select(t.Context(), tx, func(s *step) []any { return []any{&s.id, &s.parent, &s.unused, &s.text} },
				"explain query plan "+query)
			if err != nil {
				return err
			}
			if len(plan) == 0 || !strings.Contains(plan[0].text, "USING INDEX object_wip") {
				t.Errorf("the plan is %+v", plan)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// step is a row of a plan of SQLite.
type step struct {
	id, parent, unused int64
	text               string
}
