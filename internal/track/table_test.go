package track

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

type row struct {
	Key   int
	Group string
}

func newTestTable() (*Table[int, row], *Group[string, int, row]) {
	t := &Table[int, row]{key: func(r *row) int { return r.Key }}
	g := newGroup(t, func(r *row) (string, bool) { return r.Group, r.Group != "" }, func(a, b row) int { return cmp.Compare(a.Key, b.Key) })
	return t, g
}

func keysIn(g *Group[string, int, row], group string) []int {
	keys := []int{}
	for _, r := range g.Rows(group) {
		keys = append(keys, r.Key)
	}
	return keys
}

func TestTableNotesWhatIsMissing(t *testing.T) {
	t.Parallel()
	table, _ := newTestTable()
	if _, ok := table.Get(1); ok || !slices.Equal(table.Missing(), []int{1}) {
		t.Errorf("got %v missing, want 1", table.Missing())
	}
	table.Get(2)
	table.Load(row{1, "a"})
	table.LoadAbsent()
	if _, ok := table.Get(2); ok || table.anyMissing() {
		t.Error("a row that the view does not have is missed again")
	}
	if r, ok := table.Get(1); !ok || r.Group != "a" {
		t.Errorf("got %v", r)
	}
	table.Put(row{1, "b"})
	table.Load(row{1, "a"})
	if r, _ := table.Get(1); r.Group != "b" {
		t.Error("loading took back a change")
	}
	table.fresh(3)
	if table.Get(3); table.anyMissing() {
		t.Error("a key just made is missed")
	}
	if table.Peek(4); table.anyMissing() {
		t.Error("peeking notes a row as missing")
	}
}

func TestTableRollback(t *testing.T) {
	t.Parallel()
	table, group := newTestTable()
	table.SetWhole()
	group.SetWhole()
	table.Put(row{1, "a"})
	table.Flushed()
	table.mark()
	table.Put(row{1, "b"})
	table.Put(row{1, "c"})
	table.Put(row{2, "a"})
	table.rollback()
	if diff := gocmp.Diff([]int{1}, keysIn(group, "a")); diff != "" || len(keysIn(group, "c")) > 0 || len(table.Dirty()) > 0 {
		t.Errorf("after the rollback a has %s, c %v, dirty are %v", diff, keysIn(group, "c"), table.Dirty())
	}
	if _, ok := table.Get(2); ok || group.members != 1 {
		t.Errorf("row 2 is still there; %d members", group.members)
	}
	table.Put(row{1, "b"})
	table.mark()
	table.rollback()
	if got := table.Dirty(); len(got) != 1 || got[0].Group != "b" {
		t.Errorf("a change before the mark was taken back: %v", got)
	}
}

func TestGroupIsLoadedWhole(t *testing.T) {
	t.Parallel()
	table, group := newTestTable()
	table.Put(row{1, "a"}) // changed before its group is asked for
	if keysIn(group, "a"); !slices.Equal(group.Missing(), []string{"a"}) {
		t.Fatalf("missing are %v", group.Missing())
	}
	table.Put(row{4, "b"})
	group.Loaded([]row{{2, "a"}, {3, "a"}, {4, "a"}})
	if diff := gocmp.Diff([]int{1, 2, 3}, keysIn(group, "a")); diff != "" {
		t.Errorf("each row once, the changed ones as they are now:\n%s", diff)
	}
	table.Put(row{2, ""})
	table.Put(row{5, "a"})
	if diff := gocmp.Diff([]int{1, 3, 5}, keysIn(group, "a")); diff != "" || group.members != 3 {
		t.Errorf("%d members:\n%s", group.members, diff)
	}
	group.fresh("a")
	group.fresh("new")
	if len(keysIn(group, "a")) != 3 || len(keysIn(group, "new")) != 0 || group.anyMissing() {
		t.Error("a group that is known is not emptied; a new one is known and empty")
	}
}

func TestGroupWholeAfterLoading(t *testing.T) {
	t.Parallel()
	table, group := newTestTable()
	table.Load(row{1, "a"})
	table.Load(row{2, "b"})
	group.SetWhole()
	if diff := gocmp.Diff([]int{1}, keysIn(group, "a")); diff != "" || group.members != 2 || group.anyMissing() {
		t.Errorf("%d members:\n%s", group.members, diff)
	}
}

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	good := map[string]Decimal{
		"1": "1", "+4.80": "4.80", "-4.80": "-4.80", "007": "7", ".5": "0.5", "-0": "0", "0.00": "0.00", "-00.10": "-0.10",
		"123456789012345678901234567890.5": "123456789012345678901234567890.5",
	}
	for text, want := range good {
		if got, ok := ParseDecimal(text); !ok || got != want {
			t.Errorf("%q: got %q %t, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-", ".", "1.", "1e3", "NaN", "Infinity", "1,5", "1 000", "--1", "+-1", "0x10", "1.2.3", "٣", "1234567890123456789012345678901"} {
		if got, ok := ParseDecimal(text); ok {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
	if got := add("0.1", "0.2"); got != "0.3" {
		t.Errorf("0.1 + 0.2 = %s", got)
	}
	if got := add("", negate("0")); got != "0" || sign("-0.01") != -1 || compare("1.0", "1") != 0 {
		t.Errorf("%s %d %d", got, sign("-0.01"), compare("1.0", "1"))
	}
}
