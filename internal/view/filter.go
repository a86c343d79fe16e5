package view

import (
	"strconv"
	"strings"
)

// maxPage bounds the rows of one page.
const maxPage = 1000

// Page picks a page of a list: rows after a cursor, which is empty for the
// first page, at most Limit of them. A Limit out of 1 to 1000 means 1000.
type Page struct {
	After string
	Limit int
}

func (p Page) limit() int {
	if p.Limit < 1 || p.Limit > maxPage {
		return maxPage
	}
	return p.Limit
}

// page cuts what was read, one row more than a page, and gives the cursor of
// the last row; empty when nothing follows.
func page[R any](rows []R, limit int, cursor func(*R) string) ([]R, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	return rows[:limit], cursor(&rows[limit-1])
}

// filter collects conditions of a where clause.
type filter struct {
	conditions []string
	args       []any
}

// add adds a condition in which each ? stands for the next argument.
func (f *filter) add(condition string, args ...any) {
	var b strings.Builder
	for _, r := range condition {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		f.args = append(f.args, args[0])
		args = args[1:]
		b.WriteString("$" + strconv.Itoa(len(f.args)))
	}
	f.conditions = append(f.conditions, b.String())
}

// equal adds a condition on a column, unless the value is empty.
func (f *filter) equal(column, value string) {
	if value != "" {
		f.add(column+" = ?", value)
	}
}

// where is the clause, with what comes after it and how many rows are read: a
// page and one more.
func (f *filter) where(order string, limit int) string {
	clause := ""
	if len(f.conditions) > 0 {
		clause = "where " + strings.Join(f.conditions, " and ") + " "
	}
	return clause + "order by " + order + " limit " + strconv.Itoa(limit+1)
}

// grouped is the clause, with groups in their order.
func (f *filter) grouped(by string) string {
	where := ""
	if len(f.conditions) > 0 {
		where = "where " + strings.Join(f.conditions, " and ") + " "
	}
	return where + "group by " + by + " order by " + by
}

// before adds the condition of the page after a cursor, for rows of which the
// last by entry and line comes first.
func (f *filter) before(p Page) error {
	if p.After == "" {
		return nil
	}
	e, l, _ := strings.Cut(p.After, ".")
	entry, err := numberCursor(e)
	if err != nil {
		return err
	}
	line, err := numberCursor(l)
	if err != nil {
		return err
	}
	f.add("(entry < ? or entry = ? and line < ?)", entry, entry, line)
	return nil
}

// numberCursor reads a cursor that is a number.
func numberCursor(after string) (int64, error) {
	n, err := strconv.ParseInt(after, 10, 64)
	if err != nil {
		return 0, ErrCursor
	}
	return n, nil
}
