package gs1_test

import (
	"testing"

	"github.com/tracewright/tracewright/internal/ident/gs1"
)

func TestSymbologyIdentifierIsTakenOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scan, id, data string
		content        gs1.Content
	}{
		{"]C10195012345678903", "]C1", "0195012345678903", gs1.ElementString},
		{"]d20195012345678903", "]d2", "0195012345678903", gs1.ElementString},
		{"]d1ABC", "]d1", "ABC", gs1.AnyContent},
		{"]Q3", "]Q3", "", gs1.ElementString},
		{"]e00195012345678903", "]e0", "0195012345678903", gs1.ElementString},
		{"]E09521234543213", "]E0", "9521234543213", gs1.RetailNumber},
		{"]E495050003", "]E4", "95050003", gs1.RetailNumber},
		{"]C4=A", "]C4", "=A", gs1.Concatenated},
		{"]I1195012345678900", "]I1", "195012345678900", gs1.AnyContent},
		{"]X", "", "]X", gs1.AnyContent},
		{"]XX", "]XX", "", gs1.AnyContent},
		{"]q1ABC", "", "]q1ABC", gs1.AnyContent},
		{"]C\x1dABC", "", "]C\x1dABC", gs1.AnyContent},
		{"ABC", "", "ABC", gs1.AnyContent},
		{"", "", "", gs1.AnyContent},
	} {
		s, data := gs1.ParseSymbology(c.scan)
		if s.ID != c.id || data != c.data || s.Content != c.content {
			t.Errorf("ParseSymbology(%q) = %+v, %q", c.scan, s, data)
		}
		if s.ID != "" && s.Name == "" {
			t.Errorf("%s has no name", s.ID)
		}
	}
}
