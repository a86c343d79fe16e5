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

// Each of these took time or memory that grew with the square of its length.
func TestCheckAndIndexOfHostileDefinitionsEnd(t *testing.T) {
	t.Parallel()
	const many = 20_000
	route := Route{Code: "R"}
	for i := range many {
		code := fmt.Sprint("O", i)
		o := Operation{Code: code, Equipment: []string{"T" + code}}
		if i > 0 {
			o.Since = []Since{{Operation: fmt.Sprint("O", i-1), Min: "PT1S"}}
		}
		route.Operations = append(route.Operations, o)
		route.Reworks = append(route.Reworks, Rework{Code: code, Enter: code})
	}
	lines := Part{Number: "P", Route: "R"}
	nested := []Part{{Number: "Q", Route: "R"}}
	station := Station{Code: "S", Operations: []string{"O1"}}
	for i := range maxBill {
		position := fmt.Sprint("F", i)
		station.Positions = append(station.Positions, Position{Code: position, Kind: PositionMaterial})
		lines.BOM = append(lines.BOM, BOMLine{Line: fmt.Sprint(i), Part: "B", Operation: fmt.Sprint("O", i), RemovalVoids: []string{"O1"}})
		if i < 100 {
			lines.BOM[i].Operation, lines.BOM[i].Feed = "", []string{position}
		}
	}
	for i := range 15 { // 3 to the power of 15 lines
		inner := fmt.Sprint("A", i+1)
		nested = append(nested, Part{Number: fmt.Sprint("A", i), Phantom: true, BOM: []BOMLine{
			{Line: "1", Part: inner}, {Line: "2", Part: inner}, {Line: "3", Part: inner},
		}})
	}
	nested = append(nested, Part{Number: "A15"})
	for i := range 200 {
		nested = append(nested, Part{Number: fmt.Sprint("Q", i), Route: "R", BOM: []BOMLine{{Line: "1", Part: "A8"}}})
	}
	conditions := Route{Code: "R", Operations: []Operation{{Code: "O"}}}
	for i := range many {
		conditions.Operations[0].Conditions = append(conditions.Operations[0].Conditions, Condition{Code: fmt.Sprint(i), Expr: "attempt > 1"})
	}
	tests := map[string]struct {
		d    Definition
		want string
	}{
		"long route": {Definition{Routes: []Route{route}}, "no piece of equipment or kind of it has this code"},
		"long bill": {
			Definition{Routes: []Route{route}, Parts: []Part{lines, {Number: "B"}}, Areas: []Area{{Code: "A", Lines: []Line{{Code: "L", Stations: []Station{station}}}}}}, "",
		},
		"phantoms":   {Definition{Routes: []Route{{Code: "R", Operations: []Operation{{Code: "O"}}}}, Parts: nested}, "the bill has too many lines"},
		"conditions": {Definition{Routes: []Route{conditions}}, "there are more than 1000 conditions"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.d.Check().Error(); !strings.Contains(got, test.want) {
				t.Errorf("got %.300s\nwant %s", got, test.want)
			}
			test.d.Index()
		})
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
