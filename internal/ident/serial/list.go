package serial

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxListBytes bounds a list of numbers.
const MaxListBytes = 4 << 20

// Row is a line of a list: a number, or the first and the last of several.
type Row struct {
	Line        int // from 1
	First, Last string
}

// ListFault is one thing that is wrong with a list.
type ListFault struct {
	Line         int // from 1; 0: the whole list
	Problem, Fix string
}

// headers are the words by which the first line of a list is known to name its
// columns.
var headers = []string{"number", "serial", "first", "from", "start", "mac", "imei", "imei1", "sn"}

// ReadList reads a list of numbers: a line for each number, or for the first and the
// last of a range, parted by a comma, a semicolon or a tab. Empty lines and those that
// begin with # mean nothing, and neither does a first line that names the columns.
// Whether they are numbers is not looked at.
func ReadList(src []byte) (rows []Row, faults []ListFault) {
	if len(src) > MaxListBytes {
		return nil, []ListFault{{Problem: "it has more than " + strconv.Itoa(MaxListBytes>>20) + " MiB", Fix: "part it"}}
	}
	if !utf8.Valid(src) {
		return nil, []ListFault{{Problem: "it is not UTF-8", Fix: "save it as UTF-8"}}
	}
	n := 0
	for text := range strings.SplitSeq(string(bytes.TrimPrefix(src, []byte("\ufeff"))), "\n") {
		n++
		text = strings.TrimSpace(text)
		if text == "" || text[0] == '#' {
			continue
		}
		cells := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\t' })
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
		}
		switch {
		case len(rows) == 0 && len(cells) > 0 && isHeader(cells[0]):
		case len(cells) > 0 && cells[0] == "":
			faults = append(faults, ListFault{n, "its number is empty", "give the number, or take the line out"})
		case len(cells) == 1:
			rows = append(rows, Row{Line: n, First: cells[0]})
		case len(cells) == 2:
			rows = append(rows, Row{Line: n, First: cells[0], Last: cells[1]})
		default:
			faults = append(faults, ListFault{n, "it has " + strconv.Itoa(len(cells)) + " cells", "give one number, or the first and the last of a range"})
		}
	}
	if len(rows) == 0 && len(faults) == 0 {
		faults = append(faults, ListFault{0, "it has no number", "give one a line"})
	}
	return rows, faults
}

func isHeader(cell string) bool { return slices.Contains(headers, strings.ToLower(cell)) }
