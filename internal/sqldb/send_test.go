package sqldb_test

import (
	"errors"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestSentStatementsAreDoneInOrder(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			return tx.Send(t.Context(), "create table sent (a bigint primary key)")
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for _, text := range []string{
				"insert into sent (a) values (1)",
				"update sent set a = a + 10",
				"insert into sent (a) values (2)",
			} {
				if err := tx.Send(t.Context(), text); err != nil {
					return err
				}
			}
			var err error
			got, err = sqldb.Select(t.Context(), tx, func(v *int64) []any { return []any{v} }, "select a from sent order by a")
			return err
		})
		if err != nil || len(got) != 2 || got[0] != 2 || got[1] != 11 {
			t.Errorf("got %v %v, want 2 and 11", got, err)
		}
	})
}

func TestSentStatementThatFailsFailsTheTransaction(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		write := func(texts ...string) error {
			return db.Write(t.Context(), func(tx *sqldb.Tx) error {
				for _, text := range texts {
					if err := tx.Send(t.Context(), text); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := write("create table sent (a bigint primary key)"); err != nil {
			t.Fatal(err)
		}
		err := write("insert into sent (a) values (1)", "insert into sent (a) values (1)", "insert into sent (a) values (2)")
		if !errors.Is(err, sqldb.ErrUnique) {
			t.Errorf("got %v, want ErrUnique", err)
		}
		if err := write("insert into sent (a) values (1)"); err != nil {
			t.Errorf("after the failed transaction: %v", err)
		}
	})
}
