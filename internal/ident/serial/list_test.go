package serial_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/ident/serial"
)

func TestReadList(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		text   string
		rows   []serial.Row
		faults int
	}{
		"numbers":      {"1\n2\r\n\n# of ACME\n 3 \n", []serial.Row{{1, "1", ""}, {2, "2", ""}, {5, "3", ""}}, 0},
		"ranges":       {"first;last\n1;5\n\"6\"\t9\n10", []serial.Row{{2, "1", "5"}, {3, "6", "9"}, {4, "10", ""}}, 0},
		"byte order":   {"\ufeffIMEI\n490154203237518", []serial.Row{{2, "490154203237518", ""}}, 0},
		"three cells":  {"1\n1,2,3\n,\n4", []serial.Row{{1, "1", ""}, {4, "4", ""}}, 2},
		"empty":        {"1\n\"\"\n\"\",5", []serial.Row{{1, "1", ""}}, 2},
		"nothing":      {"# nothing\n", nil, 1},
		"not UTF-8":    {"\xff", nil, 1},
		"much too big": {strings.Repeat("1\n", serial.MaxListBytes), nil, 1},
	}
	for name, c := range cases {
		rows, faults := serial.ReadList([]byte(c.text))
		if diff := cmp.Diff(c.rows, rows); diff != "" || len(faults) != c.faults {
			t.Errorf("%s: %v (-want +got):\n%s", name, faults, diff)
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add("first;last\n1;5\n\"6\"\t9\n10")
	f.Fuzz(func(t *testing.T, text string) {
		rows, faults := serial.ReadList([]byte(text))
		if len(rows)+len(faults) == 0 {
			t.Fatalf("%q says nothing", text)
		}
		for _, r := range rows {
			if r.Line < 1 || r.First == "" {
				t.Fatalf("%q has the row %+v", text, r)
			}
		}
	})
}
