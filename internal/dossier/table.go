package dossier

// Column is a column of a table; its share is a part of the width of the page.
type Column struct {
	Name  string
	Share float64
	Right bool // numbers
}

// Cell is what a row has in a column.
type Cell struct {
	Text   string
	Note   string // in small print below
	Bold   bool
	Struck bool // it does not count any more
	Indent int  // levels
}

// Plain is a row of texts.
func Plain(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cells[i].Text = text
	}
	return cells
}

// Table is a table that is being set. Its head stands again on each page.
type Table struct {
	d       *Document
	columns []Column
	widths  []float64
}

// Table begins a table.
func (d *Document) Table(columns ...Column) *Table {
	t := &Table{d: d, columns: columns}
	total := 0.0
	for _, c := range columns {
		total += c.Share
	}
	for _, c := range columns {
		t.widths = append(t.widths, d.width()*c.Share/total)
	}
	d.room(16)
	t.head()
	return t
}

func (t *Table) head() {
	pdf := t.d.pdf
	t.d.font("B", small)
	names := make([][]string, len(t.columns))
	most := 1
	for i, c := range t.columns {
		names[i] = t.d.split(c.Name, t.widths[i])
		most = max(most, len(names[i]))
	}
	y, x, height := pdf.GetY(), margin, noteLine*float64(most)+2
	pdf.SetFillColor(232, 234, 237)
	pdf.Rect(margin, y, t.d.width(), height, "F")
	for i, c := range t.columns {
		t.lines(c, x, y+1, t.widths[i], noteLine, names[i])
		x += t.widths[i]
	}
	pdf.SetXY(margin, y+height)
}

// lines sets lines of one cell below each other.
func (t *Table) lines(c Column, x, y, width, high float64, lines []string) {
	for i, text := range lines {
		t.d.pdf.SetXY(x, y+high*float64(i))
		t.d.pdf.CellFormat(width, high, text, "", 0, side(c), false, 0, "")
	}
}

// Row sets a row, as high as its highest cell.
func (t *Table) Row(cells ...Cell) {
	pdf := t.d.pdf
	texts, notes := make([][]string, len(t.columns)), make([][]string, len(t.columns))
	height := 0.0
	for i := range t.columns {
		width := t.widths[i] - indent(cells[i])
		t.style(cells[i])
		texts[i] = t.d.split(cells[i].Text, width)
		if cells[i].Note != "" {
			t.d.font("", foot)
			notes[i] = t.d.split(cells[i].Note, width)
		}
		height = max(height, line*float64(len(texts[i]))+noteLine*float64(len(notes[i]))+tableGap)
	}
	if _, h := pdf.GetPageSize(); pdf.GetY()+height > h-margin-4 {
		pdf.AddPage()
		t.head()
	}
	y, x := pdf.GetY(), margin
	for i, c := range t.columns {
		in, top := indent(cells[i]), y+tableGap/2
		t.style(cells[i])
		t.lines(c, x+in, top, t.widths[i]-in, line, texts[i])
		t.d.font("", foot)
		t.lines(c, x+in, top+line*float64(len(texts[i])), t.widths[i]-in, noteLine, notes[i])
		x += t.widths[i]
	}
	pdf.SetDrawColor(200, 204, 209)
	pdf.Line(margin, y+height, margin+t.d.width(), y+height)
	pdf.SetDrawColor(0, 0, 0)
	pdf.SetXY(margin, y+height)
}

func (t *Table) style(c Cell) {
	style := ""
	if c.Bold {
		style = "B"
	}
	if c.Struck {
		style += "S"
	}
	t.d.font(style, body)
}

func indent(c Cell) float64 { return 3.5 * float64(min(c.Indent, 8)) }

func side(c Column) string {
	if c.Right {
		return "R"
	}
	return "L"
}
