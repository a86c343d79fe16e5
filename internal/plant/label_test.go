package plant

import (
	"strings"
	"testing"
)

const smallLabel = `code: L
width: 40
height: 20
elements:
  - {x: 1, y: 1, width: 30, text: "{serial}", size: 3}
  - {kind: symbol, x: 1, y: 6, width: 12, height: 12, text: "{serial}", symbology: datamatrix}
`

func TestLabelIsChecked(t *testing.T) {
	t.Parallel()
	if _, err := ParseLabel([]byte(smallLabel)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":    {"size: 3", "sise: 3", `5:47: elements[0].sise: a label element has no "sise" (did you mean size?)`},
		"unknown kind":   {"kind: symbol", "kind: symbl", `"symbl" is not a kind of element (did you mean symbol?)`},
		"no symbology":   {", symbology: datamatrix", "", "the element has no symbology (add symbology:)"},
		"symbology":      {"symbology: datamatrix", "symbology: datamatrx", "(did you mean datamatrix?)"},
		"beyond":         {"width: 30", "width: 39.1", "5:5: elements[0]: the element reaches beyond the label"},
		"no size":        {", size: 3", "", "the element has no size"},
		"width":          {"width: 40", "width: 0", `"0" is not a length (write millimetres, above 0 and at most 1000)`},
		"turn":           {"size: 3", "size: 3, rotate: 45", "45 is not a turn (write 0, 90, 180 or 270)"},
		"sheet":          {"elements:", "sheet: {width: 100, height: 100, columns: 3, rows: 1}\nelements:", "the labels take 120.0 by 20.0 mm, more than the sheet has"},
		"crowded sheet":  {"elements:", "sheet: {width: 1000, height: 1000, columns: 1000, rows: 1000}\nelements:", "a sheet holds at most 1000 labels"},
		"image in text":  {"size: 3", "size: 3, kind: text, image: AAAA", "the element is no image"},
		"image":          {"kind: symbol", `kind: image, image: "?"`, "the image cannot be read"},
		"line":           {"kind: symbol", "kind: line, stroke: 1", "a line has either a width or a height"},
		"no elements":    {smallLabel[strings.Index(smallLabel, "elements:"):], "elements: []\n", "the label has 0 elements"},
		"control signs":  {`"{serial}", size`, `"\x07", size`, "the text holds a character that cannot be printed"},
		"negative":       {"x: 1, y: 1", "x: -1, y: 1", `"-1" is not a length`},
		"not a document": {"code: L", "- code: L", "not YAML"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseLabel([]byte(strings.Replace(smallLabel, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestLabelsOfAPlantAreChecked(t *testing.T) {
	t.Parallel()
	label := "  - " + strings.ReplaceAll(strings.TrimSpace(smallLabel), "\n", "\n    ") + "\n"
	d := parsed(t, "site: {code: S}\nlabels:\n"+label+label)
	if errs := d.Check(); len(errs) != 1 || !strings.Contains(errs.Error(), `label "L" is in the plant twice`) {
		t.Errorf("got %v", errs)
	}
}
