package httpapi

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/journal"
)

// TestTailTellsEachEntryOnce: whoever follows, from wherever, gets the entries one
// after the other, none of them as it was before an erasure that it came after;
// and those who are up to date have each entry read once for all of them.
func TestTailTellsEachEntryOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var size, erased int64 // erased is the last erasure: it blanked what is before it
		kinds := map[int64]string{}
		var tl tail
		reads := 0
		read := func(next int64) (page []told, err error) {
			reads++
			for seq := next; seq < size && len(page) < feedPage; seq++ {
				page = append(page, told{seq: seq, kind: kinds[seq], text: []byte(strconv.FormatInt(erased, 10))})
			}
			return page, nil
		}
		at := make([]int64, 5)
		follow := func(i int) {
			page, err := tl.from(at[i], size, read)
			if err != nil {
				t.Fatal(err)
			}
			if want := min(size-at[i], feedPage); int64(len(page)) > want || len(page) == 0 && want > 0 {
				t.Fatalf("%d entries from %d of %d", len(page), at[i], size)
			}
			for _, e := range page {
				if e.seq != at[i] {
					t.Fatalf("entry %d in place of %d", e.seq, at[i])
				}
				if e.seq < erased && string(e.text) != strconv.FormatInt(erased, 10) {
					t.Fatalf("entry %d as it was before the erasure %d", e.seq, erased)
				}
				at[i]++
			}
		}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				size += int64(rapid.IntRange(1, 900).Draw(t, "entries"))
			case 1:
				erased, kinds[size] = size, journal.KindErasure
				size++
			case 2:
				at[rapid.IntRange(0, 4).Draw(t, "who")] = rapid.Int64Range(0, size).Draw(t, "again from")
			case 3:
				follow(rapid.IntRange(0, 4).Draw(t, "who"))
			}
			if len(tl.told) > maxTailed {
				t.Fatalf("%d entries are kept", len(tl.told))
			}
		}
		for i := range at {
			at[i] = size
			follow(i)
		}
		size += 3
		reads = 0
		for i := range at {
			follow(i)
		}
		if reads != 1 {
			t.Fatalf("three new entries were read %d times for five followers", reads)
		}
	})
}
