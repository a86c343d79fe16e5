package sqldb_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestValuesComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		note := ""
		want := []part{
			{ID: -1 << 63, Name: "", Code: nil, Good: false, Note: nil},
			{ID: 0, Name: "ünï → 部品", Code: []byte{0, 255, '\''}, Good: true, Note: &note},
			{ID: 1<<63 - 1, Name: "a'b\"c$1?", Code: []byte{}, Good: true, Note: nil},
		}
		var ids []int64
		write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
			var rows [][]any
			for _, p := range want {
				rows = append(rows, []any{p.ID, p.Name, p.Code, p.Good, p.Note})
				ids = append(ids, p.ID)
			}
			return partUpsert().Exec(ctx, tx, rows)
		})
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			got, err := sqldb.SelectIn(t.Context(), tx, scanPart, selectParts, ids)
			if err != nil {
				return err
			}
			if len(got) == 3 && got[2].Code == nil {
				got[2].Code = []byte{} // SQLite's driver reads an empty blob as nil
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read after write (-want +got):\n%s", diff)
			}
			nulls, err := sqldb.Select(t.Context(), tx, func(id *int64) []any { return []any{id} },
				"select id from part where code is null")
			if diff := cmp.Diff([]int64{-1 << 63}, nulls); diff != "" {
				t.Errorf("rows with code null (-want +got):\n%s", diff)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestUpsertAndSelectInTakeAnyNumberOfKeys(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		for _, n := range []int{0, 1, 3, 300, 5000} {
			write(t, db, insertParts(n))
			keys := make([]int64, n)
			want := make([]part, n)
			for i := range keys {
				keys[i] = int64(i)
				want[i] = part{ID: int64(i), Name: fmt.Sprintf("part %d", i), Code: []byte{byte(i), 0}, Good: i%2 == 0}
			}
			// Keys are in order, so the chunks are too.
			err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
				got, err := sqldb.SelectIn(t.Context(), tx, scanPart, selectParts, keys)
				if diff := cmp.Diff(want, append([]part{}, got...)); diff != "" {
					t.Errorf("%d keys (-want +got):\n%s", n, diff)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := countParts(t, db); got != int64(n) {
				t.Errorf("%d rows in the table, want %d", got, n)
			}
		}
	})
}

func TestSelectInTakesParametersBesideTheKeys(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, insertParts(10))
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			got, err := sqldb.SelectIn(t.Context(), tx, func(id *int64) []any { return []any{id} },
				"select id from part where id > $1 and good = $2 and id in (?) order by id",
				[]int64{1, 2, 3, 4, 5}, 2, true)
			if diff := cmp.Diff([]int64{4}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestUpsertOfAnExistingKey(t *testing.T) {
	t.Parallel()
	columns := []string{"id", "name", "good"}
	for _, c := range []struct {
		name   string
		upsert *sqldb.Upsert
		want   string
	}{
		{"updates", &sqldb.Upsert{Table: "part", Key: []string{"id"}, Columns: columns}, "new"},
		{"leaves it", &sqldb.Upsert{Table: "part", Key: []string{"id"}, Columns: columns, DoNothing: true}, "part 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
				createParts(t, db)
				write(t, db, insertParts(1))
				write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
					return c.upsert.Exec(ctx, tx, [][]any{{0, "new", true}, {7, "other", true}})
				})
				err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
					got, err := sqldb.Select(t.Context(), tx, func(s *string) []any { return []any{s} },
						"select name from part order by id")
					if diff := cmp.Diff([]string{c.want, "other"}, got); diff != "" {
						t.Errorf("(-want +got):\n%s", diff)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestUpsertRefusesARowOfTheWrongWidth(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	createParts(t, db)
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		return partUpsert().Exec(t.Context(), tx, [][]any{{1, "short"}})
	})
	if want := "upsert part: a row has 2 values for 5 columns"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %q", err, want)
	}
}

func TestStatementsAreKeptWithinABound(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	_, limit := sqldb.Statements(db)
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		for range 2 { // what was evicted is prepared again
			for i := range limit + 100 {
				got, err := sqldb.Select(ctx, tx, func(n *int) []any { return []any{n} }, fmt.Sprintf("select %d", i))
				if err != nil {
					return err
				}
				if got[0] != i {
					t.Fatalf("select %d gave %d", i, got[0])
				}
			}
		}
		return nil
	})
	if n, limit := sqldb.Statements(db); n != limit {
		t.Errorf("%d statements are kept, want %d", n, limit)
	}
}

func TestStatementsOutliveASchemaChange(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, insertParts(3))
		for _, column := range []string{"first", "second"} {
			write(t, db, insertParts(3))
			if got := countParts(t, db); got != 3 {
				t.Errorf("%d rows before column %s, want 3", got, column)
			}
			write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
				_, err := tx.Exec(ctx, "alter table part add column "+column+" text")
				return err
			})
		}
		write(t, db, insertParts(4))
		if got := countParts(t, db); got != 4 {
			t.Errorf("%d rows after the change, want 4", got)
		}
	})
}

func TestRowsLeftOpenDoNotSpoilTheConnection(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, insertParts(10))
		for range 10 { // more often than there are connections
			err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
				rows, err := tx.Query(t.Context(), "select id from part order by id")
				if err == nil && !rows.Next() {
					t.Error("no rows")
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		write(t, db, insertParts(11))
	})
}

func TestOrdinal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, want string }{
		{"values ($1,$2),($3,$4)", "values (?,?),(?,?)"},
		{"select '$1' where a = $1", "select '$1' where a = ?"},
		{"a = $2 and b = $1", "a = $2 and b = $1"},
		{"a = $1 or b = $1", "a = $1 or b = $1"},
		{"a = $1 and b = $name", "a = $1 and b = $name"},
		{"select 1", "select 1"},
	} {
		if got := sqldb.Ordinal(c.query); got != c.want {
			t.Errorf("ordinal(%q) = %q, want %q", c.query, got, c.want)
		}
	}
}

func TestSelectInRefusesAQueryWithoutAPlaceForKeys(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	createParts(t, db)
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		_, err := sqldb.SelectIn(t.Context(), tx, scanPart, "select id, name, code, good, note from part", []int{1})
		return err
	})
	if err == nil {
		t.Error("a query without the token was run")
	}
}
