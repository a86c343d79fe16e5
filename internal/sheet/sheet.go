package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Writer writes the rows of one table. A cell is a string, an int, a bool or a
// time.Time, of which the zero value is an empty cell.
type Writer interface {
	// Row writes a row; it fails on what a spreadsheet has no room for.
	Row(cells ...any) error
	// Close ends the file. A note, unless it is empty, stands below the table: what
	// a reader must know of it, such as that it is not whole.
	Close(note string) error
}

// CSV writes a table with commas, in UTF-8, quoted as RFC 4180 has it, its times as
// RFC 3339 in UTC. A text that a spreadsheet would take for a formula begins with
// an apostrophe.
func CSV(w io.Writer, head ...string) (Writer, error) {
	c := &commas{csv.NewWriter(w)}
	return c, c.out.Write(head)
}

type commas struct{ out *csv.Writer }

func (c *commas) Row(cells ...any) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case string:
			row[i] = Harmless(v)
		case int:
			row[i] = strconv.Itoa(v)
		case bool:
			row[i] = strconv.FormatBool(v)
		case time.Time:
			if !v.IsZero() {
				row[i] = v.UTC().Format(time.RFC3339Nano)
			}
		default:
			return fmt.Errorf("a cell is no %T", cell)
		}
	}
	return c.out.Write(row)
}

func (c *commas) Close(note string) error {
	if note != "" {
		if err := c.out.Write([]string{Harmless(note)}); err != nil {
			return err
		}
	}
	c.out.Flush()
	return c.out.Error()
}

// Harmless is a text that a spreadsheet does not take for a formula.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// maxRows is how many rows a sheet of an xlsx file has, maxText how many
// characters a cell.
const (
	maxRows = 1_048_576
	maxText = 32_767
)

// XLSX writes a table as the one sheet of a workbook, with its head in view and a
// filter on each column. Texts are texts, whatever they begin with; times are in
// UTC.
func XLSX(w io.Writer, name string, head ...string) (Writer, error) {
	book := &book{file: excelize.NewFile(), to: w, columns: len(head)}
	if err := book.begin(name, head); err != nil {
		return nil, fmt.Errorf("begin a workbook: %w", err)
	}
	return book, nil
}

type book struct {
	file    *excelize.File
	out     *excelize.StreamWriter
	to      io.Writer
	rows    int
	columns int
	time    int // style of a cell with a time
	bold    int
}

func (b *book) begin(name string, head []string) (err error) {
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	format := "yyyy-mm-dd hh:mm:ss"
	if b.time, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	if b.bold, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if b.out, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := b.out.SetColWidth(1, len(head), 18); err != nil {
		return err
	}
	if err := b.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(head))
	for i, text := range head {
		cells[i] = excelize.Cell{StyleID: b.bold, Value: text}
	}
	return b.put(cells)
}

func (b *book) put(cells []any) error {
	b.rows++
	at, err := excelize.CoordinatesToCellName(1, b.rows)
	if err != nil {
		return err
	}
	return b.out.SetRow(at, cells)
}

func (b *book) Row(cells ...any) error {
	if b.rows == maxRows-1 { // the last one is that of a note
		return fmt.Errorf("a sheet has no more than %d rows", maxRows)
	}
	row := make([]any, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case string:
			row[i] = clean(v)
		case int, bool:
			row[i] = v
		case time.Time:
			if !v.IsZero() {
				row[i] = excelize.Cell{StyleID: b.time, Value: v.UTC()}
			}
		default:
			return fmt.Errorf("a cell is no %T", cell)
		}
	}
	return b.put(row)
}

func (b *book) Close(note string) error {
	if note != "" {
		if err := b.put([]any{excelize.Cell{StyleID: b.bold, Value: clean(note)}}); err != nil {
			return fmt.Errorf("end a workbook: %w", err)
		}
	}
	if err := b.out.Flush(); err != nil {
		return fmt.Errorf("end a workbook: %w", err)
	}
	if err := b.file.Write(b.to); err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	return b.file.Close()
}

// clean is a text as a cell can have it: what XML cannot hold is replaced, and one
// that is too long ends earlier.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return '\uFFFD'
		}
		return r
	}, text)
	if utf8.RuneCountInString(text) > maxText {
		text = string([]rune(text)[:maxText])
	}
	return text
}
