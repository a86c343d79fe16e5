package schema_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestNewerStoreIsRefused(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			applied := "1"
			if tx.Dialect == sqldb.Postgres {
				applied = "true"
			}
			_, err := tx.Exec(t.Context(), "insert into schema_version (version_id, is_applied) values (9999, "+applied+")")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = schema.Migrate(t.Context(), db)
		if !errors.Is(err, schema.ErrNewer) || !strings.Contains(err.Error(), "version 9999") {
			t.Errorf("got %v, want ErrNewer with the version", err)
		}
		version, err := schema.Version(t.Context(), db)
		if err != nil || version != 9999 {
			t.Errorf("Version gave %d, %v, want 9999", version, err)
		}
	})
}

func TestServersMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	const servers = 4
	done := make(chan error, servers)
	for range servers {
		go func() { done <- openAndMigrate(t.Context(), url) }()
	}
	for range servers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func openAndMigrate(ctx context.Context, url string) error {
	db, err := sqldb.Open(ctx, sqldb.Config{URL: url})
	if err != nil {
		return err
	}
	return errors.Join(schema.Migrate(ctx, db), db.Close())
}

func TestTwinsHaveTheSameFiles(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(migrations(t, "sqlite"), migrations(t, "postgres")); diff != "" {
		t.Errorf("each migration is a file in both folders (-sqlite +postgres):\n%s", diff)
	}
}

func migrations(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".sql") {
			names = append(names, f.Name())
		}
	}
	return names
}
