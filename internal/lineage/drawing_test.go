package lineage

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// reel is a lot that went into so many boards, each of them into a drive.
func reel(boards int) []Thing {
	things := []Thing{{ID: "reel", Alike: "lot", Sure: true}}
	for i := range boards {
		things = append(things, Thing{ID: "board" + strconv.Itoa(i), Alike: "board", From: "reel", Sure: i == 0})
	}
	for i := range boards {
		things = append(things, Thing{ID: "drive" + strconv.Itoa(i), Alike: "drive", From: "board" + strconv.Itoa(i)})
	}
	return things
}

// sizes are the members of the boxes of each layer, as they are drawn.
func sizes(d *Drawing) [][]int {
	boxes := slices.Clone(d.Boxes)
	slices.SortStableFunc(boxes, func(a, b Box) int { return a.Y - b.Y })
	var layers [][]int
	for _, b := range boxes {
		for len(layers) <= b.Layer {
			layers = append(layers, nil)
		}
		layers[b.Layer] = append(layers[b.Layer], len(b.Members))
	}
	return layers
}

func TestSiblingsThatAreAlikeAreOneBox(t *testing.T) {
	t.Parallel()
	d := Draw(reel(42), nil, 300)
	if diff := cmp.Diff([][]int{{1}, {42}, {42}}, sizes(d)); diff != "" {
		t.Errorf("boxes (-want +got):\n%s", diff)
	}
	if len(d.Lines) != 2 || !d.Lines[0].Sure || d.Lines[1].Sure {
		t.Errorf("lines %+v, want one that is sure and one that is not", d.Lines)
	}
	few := Draw(reel(2), nil, 300)
	if diff := cmp.Diff([][]int{{1}, {1, 1}, {1, 1}}, sizes(few)); diff != "" {
		t.Errorf("boxes of few (-want +got):\n%s", diff)
	}
}

func TestAnOpenedGroupHasABoxForEachAndOneForTheRest(t *testing.T) {
	t.Parallel()
	boards := Draw(reel(42), nil, 300).Boxes[1].Key
	open := map[string]bool{boards: true}
	if got := len(Draw(reel(42), open, 300).Boxes); got != 1+42+42 {
		t.Errorf("%d boxes, want one for each", got)
	}
	d := Draw(reel(42), open, 11)
	if diff := cmp.Diff(sizes(d)[1], []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 33}); diff != "" || !d.Boxes[10].Group {
		t.Errorf("boxes of boards (-got +want):\n%s", diff)
	}
	hidden := 0
	for _, b := range d.Boxes {
		hidden += b.Hidden
	}
	if d.Drawn != 43 || hidden != 42 {
		t.Errorf("%d are drawn, %d hidden; want the drives hidden", d.Drawn, hidden)
	}
}

// TestDrawingsAreWhole draws random traces: no box too many, no two in one place,
// no thing twice, and every line between boxes that there are.
func TestDrawingsAreWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var things []Thing
		for i := range rapid.IntRange(1, 60).Draw(t, "things") {
			n := Thing{ID: strconv.Itoa(i), Alike: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "alike")}
			if i > 2 {
				n.From = strconv.Itoa(rapid.IntRange(0, i-1).Draw(t, "from"))
				n.Also = []string{strconv.Itoa(rapid.IntRange(0, 70).Draw(t, "also"))}
			}
			things = append(things, n)
		}
		most := rapid.IntRange(1, 40).Draw(t, "most")
		open := map[string]bool{}
		var d *Drawing
		for range rapid.IntRange(1, 4).Draw(t, "clicks") {
			d = Draw(things, open, most)
			for _, b := range d.Boxes {
				open[b.Key] = open[b.Key] || b.Group && rapid.Bool().Draw(t, "open")
			}
		}
		keys, spots, seen := map[string]bool{}, map[[2]int]bool{}, map[int]bool{}
		for _, b := range d.Boxes {
			if keys[b.Key] || spots[[2]int{b.X, b.Y}] || len(b.Members) == 0 {
				t.Fatalf("box %+v is one too many", b)
			}
			keys[b.Key], spots[[2]int{b.X, b.Y}] = true, true
			for _, m := range b.Members {
				if seen[m] {
					t.Fatalf("%s is drawn twice", things[m].ID)
				}
				seen[m] = true
			}
		}
		for _, l := range d.Lines {
			if !keys[l.From] || !keys[l.To] || l.From == l.To {
				t.Fatalf("line %+v joins no two boxes", l)
			}
		}
		if len(d.Boxes) > most || d.Drawn != len(seen) || most >= len(things) && len(seen) != len(things) {
			t.Fatalf("%d boxes of at most %d, %d things of %d", len(d.Boxes), most, len(seen), len(things))
		}
	})
}
