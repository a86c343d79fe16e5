package erp

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/track"
)

// What a file may hold.
const (
	MaxBytes = 4 << 20 // of the file

	maxColumns = 200
	maxFaults  = 200 // that are told of one file
)

// Layout says how a file is to be read.
type Layout struct {
	// Columns names the header of a field, where the list of names does not
	// have it.
	Columns map[Field]string
	// Ignore names headers that mean nothing here.
	Ignore []string
	// Zone is where a time without a zone was written; nil means UTC.
	Zone *time.Location
}

// File is what a file says.
type File struct {
	Orders []track.OrderRow // in the order of the file
	places []map[Field]place
}

// place is where a cell begins, both from 1; the column counts characters.
type place struct{ line, column int }

// At is where a field of the n-th order, from 0, stands in the file: its cell,
// or the order's number where there is none.
func (f *File) At(n int, field Field) (line, column int) {
	p, ok := f.places[n][field]
	if !ok {
		p = f.places[n][Order]
	}
	return p.line, p.column
}

// Fault is one thing that is wrong with a file.
type Fault struct {
	Line   int // from 1
	Column int // from 1, in characters; 0: the whole line
	// Field is what the cell holds; empty where it is not about one.
	Field   Field
	Problem string // what is wrong
	Fix     string // what to do about it
}

// Read reads the work orders of a CSV file, whose cells are parted by commas,
// semicolons or tabs. With faults it is only the rows that have none, so that
// what else is wrong with them can be told too.
func Read(src []byte, o Layout) (*File, []Fault) {
	r := &reader{o: o, file: &File{}, seen: map[string]int{}}
	if o.Zone == nil {
		r.o.Zone = time.UTC
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	r.lines = bytes.Split(src, []byte("\n"))
	if r.readable(src) && r.header(src) {
		r.rows()
	}
	return r.file, r.faults
}

type reader struct {
	o       Layout
	lines   [][]byte
	csv     *csv.Reader
	columns []Field // by place; empty for one that means nothing
	file    *File
	seen    map[string]int // line of each order
	faults  []Fault
}

func (r *reader) fault(at place, field Field, problem, fix string) {
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, Fault{at.line, at.column, field, problem, fix})
	}
}

// readable checks that the file is text of a bounded size.
func (r *reader) readable(src []byte) bool {
	if len(src) > MaxBytes {
		r.fault(place{line: 1}, "", "the file has more than "+strconv.Itoa(MaxBytes>>20)+" MiB", "part it")
		return false
	}
	for i, line := range r.lines {
		if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			r.fault(place{line: i + 1}, "", "it is not text in UTF-8", "save the file as CSV UTF-8")
		}
	}
	return len(r.faults) == 0
}

// header reads the first line: what parts the cells, and what each column is.
func (r *reader) header(src []byte) bool {
	r.csv = csv.NewReader(bytes.NewReader(src))
	r.csv.Comma = separator(r.lines[0])
	r.csv.FieldsPerRecord = -1
	head, err := r.csv.Read()
	if errors.Is(err, io.EOF) {
		r.fault(place{line: 1}, "", "the file is empty", "begin it with a header such as: order,part,quantity,due")
		return false
	}
	if err != nil {
		r.malformed(err)
		return false
	}
	if len(head) > maxColumns {
		r.fault(place{line: 1}, "", "the header has "+strconv.Itoa(len(head))+" columns", "keep at most "+strconv.Itoa(maxColumns))
		return false
	}
	chosen := map[string]Field{}
	for field, header := range r.o.Columns {
		chosen[bare(header)] = field
	}
	ignored := map[string]bool{}
	for _, header := range r.o.Ignore {
		ignored[bare(header)] = true
	}
	seen := map[Field]place{}
	for i, header := range head {
		at := r.at(i)
		field, known := chosen[bare(header)]
		if !known && ignored[bare(header)] {
			r.columns = append(r.columns, "")
			continue
		}
		if !known {
			if field, known = fieldOf(header); r.o.Columns[field] != "" {
				field, known = "", false // another column was named for it
			}
		}
		before, twice := seen[field]
		switch {
		case !known:
			r.fault(at, "", "it is not known what the column "+quoted(header)+" holds", "say it, or leave the column out: known are "+fieldList()+", and whatever is to be ignored")
		case twice:
			r.fault(at, field, "the column "+quoted(header)+" holds the "+string(field)+", as the one at "+strconv.Itoa(before.column)+" does", "leave one of them out")
		}
		seen[field] = at
		r.columns = append(r.columns, field)
	}
	for field, header := range r.o.Columns {
		if _, ok := seen[field]; !ok {
			r.fault(place{line: 1}, field, "there is no column "+quoted(header), "name one of the header")
		}
	}
	if _, ok := seen[Order]; !ok && len(r.faults) == 0 {
		r.fault(place{line: 1}, Order, "no column holds the number of the order", "call it order, or say which one it is")
	}
	return true
}

func fieldList() string {
	var list []string
	for _, f := range Fields() {
		list = append(list, string(f))
	}
	return strings.Join(list, ", ")
}

func quoted(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strconv.Quote(text)
}

// separator is what parts the cells of the header.
func separator(header []byte) rune {
	best, most := ',', 0
	for _, s := range []rune{',', ';', '\t'} {
		if n := strings.Count(outsideQuotes(string(header)), string(s)); n > most {
			best, most = s, n
		}
	}
	return best
}

func outsideQuotes(line string) string {
	quoted := false
	return strings.Map(func(r rune) rune {
		if r == '"' {
			quoted = !quoted
		}
		if quoted {
			return -1
		}
		return r
	}, line)
}

// at is where a cell of the row that was just read begins.
func (r *reader) at(cell int) place {
	line, column := r.csv.FieldPos(cell)
	return r.place(line, column)
}

// place turns a column in bytes into one in characters.
func (r *reader) place(line, column int) place {
	if line < 1 || line > len(r.lines) || column < 1 {
		return place{line: max(line, 1)}
	}
	before := r.lines[line-1][:min(column-1, len(r.lines[line-1]))]
	return place{line, utf8.RuneCount(before) + 1}
}

func (r *reader) malformed(err error) {
	parse, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		r.fault(place{line: 1}, "", err.Error(), "write the file again")
		return
	}
	if parse.Line != parse.StartLine {
		r.fault(place{line: parse.StartLine}, "", "a cell in quotes begins in this line and does not end", "close its quotes")
		return
	}
	r.fault(r.place(parse.Line, parse.Column), "", "the quotes of the cell are wrong", "put the whole cell in quotes, and double those inside it")
}

// rows reads the orders.
func (r *reader) rows() {
	for len(r.faults) < maxFaults {
		cells, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.malformed(err)
			continue
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // a line of separators
		}
		if len(r.file.Orders) == track.MaxOrders {
			r.fault(r.at(0), "", "the file has more than "+strconv.Itoa(track.MaxOrders)+" orders", "part it")
			return
		}
		r.row(cells)
	}
	if len(r.file.Orders) == 0 && len(r.faults) == 0 {
		r.fault(place{line: 1}, "", "no order stands below the header", "write one in each line")
	}
}

func (r *reader) row(cells []string) {
	if len(cells) != len(r.columns) {
		r.fault(place{line: r.at(0).line}, "", "the line has "+strconv.Itoa(len(cells))+" cells and the header "+strconv.Itoa(len(r.columns)), "fill the line up, or put a cell with a separator in it into quotes")
		return
	}
	var o track.OrderRow
	places := map[Field]place{}
	faults := len(r.faults)
	for i, cell := range cells {
		field := r.columns[i]
		if field == "" {
			continue
		}
		places[field] = r.at(i)
		if cell = strings.TrimSpace(cell); cell == "" {
			if field == Order {
				r.fault(places[field], Order, "the number of the order is missing", "write it as the ERP does")
			}
			continue
		}
		if problem, fix := r.cell(&o, field, cell); problem != "" {
			r.fault(places[field], field, quoted(cell)+" "+problem, fix)
		}
	}
	if line, twice := r.seen[o.Order]; twice && o.Order != "" {
		r.fault(places[Order], Order, quoted(o.Order)+" stands in line "+strconv.Itoa(line)+" already", "leave one of them out")
	}
	r.seen[o.Order] = places[Order].line
	if len(r.faults) > faults || o.Order == "" {
		return
	}
	r.file.Orders = append(r.file.Orders, o)
	r.file.places = append(r.file.places, places)
}
