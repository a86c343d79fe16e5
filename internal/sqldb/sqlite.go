package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// minSQLite is the first release in which a write-ahead log that is reset
// while another connection reads cannot damage the database.
var minSQLite = [3]int{3, 51, 3}

// openSQLite opens the writer's and the readers' connections to the database
// of a folder, or to the one beside it that side names.
func openSQLite(ctx context.Context, dir, side string) (writer, reader *sql.DB, err error) {
	// synchronous=full: anything less lost acknowledged rows when the power was
	// cut. No mmap: a read error would kill the process instead of failing the
	// read. No automatic index: a question that follows a few rows was answered
	// by an index of the whole history, made for it and thrown away.
	path, synchronous := filepath.Join(dir, "tracewright.db"), "synchronous(full)"
	if side != "" {
		path, synchronous = filepath.Join(dir, side), "synchronous(normal)"
	}
	both := []string{
		"busy_timeout(5000)", "journal_mode(wal)", "foreign_keys(1)", "mmap_size(0)", "temp_store(memory)", "automatic_index(0)",
	}
	writer, err = sql.Open(SQLite.driver, sqliteDSN(path, "immediate", append(both,
		synchronous,
		"cache_size(-65536)",
		"wal_autocheckpoint(4000)",
		"journal_size_limit(67108864)",
	)))
	if err != nil {
		return nil, nil, err
	}
	if err := checkSQLite(ctx, writer); err != nil {
		_ = writer.Close()
		return nil, nil, fmt.Errorf("open %s: %w", path, err)
	}
	reader, err = sql.Open(SQLite.driver, sqliteDSN(path, "deferred", append(both,
		"query_only(1)",
		"cache_size(-8192)",
	)))
	if err != nil {
		_ = writer.Close()
		return nil, nil, err
	}
	return writer, reader, nil
}

func sqliteDSN(path, lock string, pragmas []string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // file:///C:/data
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_pragma": pragmas, "_txlock": {lock}}.Encode()}
	return u.String()
}

func checkSQLite(ctx context.Context, db *sql.DB) error {
	var text, mode string
	if err := db.QueryRowContext(ctx, "select sqlite_version()").Scan(&text); err != nil {
		return classify(err)
	}
	var v [3]int
	if _, err := fmt.Sscanf(text, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		return fmt.Errorf("sqlite version %q: %w", text, err)
	}
	for i, part := range v {
		if part < minSQLite[i] {
			return fmt.Errorf("sqlite %s is too old: at least %d.%d.%d is needed", text, minSQLite[0], minSQLite[1], minSQLite[2])
		}
		if part > minSQLite[i] {
			break
		}
	}
	if err := db.QueryRowContext(ctx, "pragma journal_mode").Scan(&mode); err != nil {
		return classify(err)
	}
	if mode != "wal" {
		return fmt.Errorf("the file system does not allow a write-ahead log (journal mode %s): move the data folder to a local disk", mode)
	}
	return nil
}
