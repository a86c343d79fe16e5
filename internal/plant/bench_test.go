package plant

import (
	"fmt"
	"strings"
	"testing"
)

// large is the source of a plant with many parts, each made of the one before.
func large(parts int) []byte {
	var b strings.Builder
	b.WriteString("site: {code: LARGE}\nroutes:\n- code: R\n  operations:\n  - code: MAKE\nparts:\n")
	for i := range parts {
		fmt.Fprintf(&b, "  - number: P-%d\n    name: Part number %d\n    route: R\n", i, i)
		if i > 0 {
			fmt.Fprintf(&b, "    bom:\n      - line: 10\n        part: P-%d\n        operation: MAKE\n        quantity: 1.50\n", i-1)
		}
	}
	return []byte(b.String())
}

func TestDeepBillIsChecked(t *testing.T) {
	t.Parallel()
	d := parsed(t, string(large(3000)))
	if errs := d.Check(); errs != nil {
		t.Fatal(errs)
	}
	d.Parts[0] = Part{Number: "P-0", BOM: []BOMLine{{Line: "10", Part: "P-2999"}}}
	errs := d.Check()
	want := "a part contains itself: P-0 > P-2999 > P-2998 > P-2997 > P-2996 > P-2995 > … > P-5 > P-4 > P-3 > P-2 > P-1 > P-0"
	if len(errs) != 1 || errs[0].Problem != want {
		t.Errorf("got %v\nwant %s", errs, want)
	}
}

func TestCheckOfManyWrongReferencesEnds(t *testing.T) {
	t.Parallel()
	d := parsed(t, strings.ReplaceAll(string(large(3000)), "route: R", "route: RR"))
	for i := range d.Parts {
		for j := range d.Parts[i].BOM {
			d.Parts[i].BOM[j].Part += "-X"
		}
	}
	if got := len(d.Check()); got != maxErrors {
		t.Errorf("got %d problems, want %d", got, maxErrors)
	}
}

func BenchmarkParse(b *testing.B) {
	src := large(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Parse(src); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	d, err := Parse(large(1000))
	if err != nil {
		b.Fatal(err)
	}
	x := d.Index()
	for b.Loop() {
		part, _ := x.Part("P-500", "")
		if len(x.LinesAt(part, "MAKE")) != 1 || len(x.LinesFor(part, "P-499")) != 1 {
			b.Fatal("lines are missing")
		}
	}
}
