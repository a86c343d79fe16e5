package backup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// keptTables lists the tables that a backup holds beside the journal: those
// that do not follow from it. Sessions are left out: who restores a backup finds
// nobody signed in.
func keptTables() []string {
	return []string{"person", "badge", "pin", "token", "badge_key", "capture_job", "capture_event", "subscription_state", "attachment", "attachment_part"}
}

// tableHead is the line before the rows of a table; one without a table ends
// the backup.
type tableHead struct {
	Table   string   `json:"table,omitempty"`
	Columns []string `json:"columns,omitempty"`
	Rows    int      `json:"rows,omitzero"`
}

// maxRow bounds a line of a backup that is not the journal's.
const maxRow = 1 << 20

// dumpTable writes the rows of a table, a line each: a list with a number, a
// text, or an object with bytes in base64 for each column.
func dumpTable(ctx context.Context, tx *sqldb.Tx, w io.Writer, table string) error {
	count, err := sqldb.Select(ctx, tx, func(n *int) []any { return []any{n} }, "select count(*) from "+table)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, "select * from "+table+" order by 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	head := tableHead{Table: table, Rows: count[0]}
	if head.Columns, err = rows.Columns(); err != nil {
		return err
	}
	if err := writeJSONLine(w, head); err != nil {
		return err
	}
	for rows.Next() {
		row := make([]any, len(head.Columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = rawBytes{b}
			}
		}
		if err := writeJSONLine(w, row); err != nil {
			return err
		}
	}
	return rows.Err()
}

type rawBytes struct {
	Bytes []byte `json:"bytes"`
}

// loadTables reads the tables that dumpTable has written.
func loadTables(ctx context.Context, tx *sqldb.Tx, r *bufio.Reader) error {
	for {
		var head tableHead
		if err := readJSONLine(r, &head); err != nil {
			return err
		}
		if head.Table == "" {
			return nil
		}
		if !slices.Contains(keptTables(), head.Table) {
			return fmt.Errorf("it holds a table %q, which this program does not know", head.Table)
		}
		if err := loadTable(ctx, tx, r, head); err != nil {
			return fmt.Errorf("table %s: %w", head.Table, err)
		}
	}
}

func loadTable(ctx context.Context, tx *sqldb.Tx, r *bufio.Reader, head tableHead) error {
	rows, err := tx.Query(ctx, "select * from "+head.Table+" where 1 = 0")
	if err != nil {
		return err
	}
	known, err := rows.Columns()
	if err = errors.Join(err, rows.Close()); err != nil {
		return err
	}
	for _, column := range head.Columns {
		if !slices.Contains(known, column) {
			return fmt.Errorf("there is no column %q", column)
		}
	}
	table := sqldb.Upsert{Table: head.Table, Columns: head.Columns}
	for n := range head.Rows {
		row, err := readRow(r, len(head.Columns))
		if err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
		if err := table.Exec(ctx, tx, [][]any{row}); err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
	return nil
}

func readRow(r *bufio.Reader, columns int) ([]any, error) {
	var values []jsontext.Value
	if err := readJSONLine(r, &values); err != nil {
		return nil, err
	}
	if len(values) != columns {
		return nil, fmt.Errorf("it has %d values, want %d", len(values), columns)
	}
	row := make([]any, columns)
	for i, v := range values {
		var err error
		switch v.Kind() {
		case '0':
			var n int64
			err = json.Unmarshal(v, &n)
			row[i] = n
		case '"':
			var s string
			err = json.Unmarshal(v, &s)
			row[i] = s
		case '{':
			var b rawBytes
			err = json.Unmarshal(v, &b, json.RejectUnknownMembers(true))
			row[i] = b.Bytes
		default:
			err = fmt.Errorf("%s is no value of a column", v)
		}
		if err != nil {
			return nil, err
		}
	}
	return row, nil
}

func writeJSONLine(w io.Writer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

func readJSONLine(r *bufio.Reader, v any) error {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return json.Unmarshal(line, v)
		case errors.Is(err, io.EOF):
			return fmt.Errorf("the file ends too early: %w", io.ErrUnexpectedEOF)
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		case len(line) > maxRow:
			return fmt.Errorf("a line has more than %d bytes", maxRow)
		}
	}
}
