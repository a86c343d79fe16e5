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
	pdf.SetFillColor(232, 234, 237)
	for i, c := range t.columns {
		pdf.CellFormat(t.widths[i], line+1, t.d.clip(c.Name, t.widths[i]), "", 0, side(c), true, 0, "")
	}
	pdf.Ln(line + 1)
}

// Row sets a row, as high as its highest cell.
func (t *Table) Row(cells ...Cell) {
	pdf := t.d.pdf
	lines := make([][]string, len(t.columns))
	most := 1
	for i := range t.columns {
		t.style(cells[i])
		lines[i] = t.d.split(cells[i].Text, t.widths[i]-indent(cells[i]))
		most = max(most, len(lines[i]))
	}
	height := line*float64(most) + tableGap
	if _, h := pdf.GetPageSize(); pdf.GetY()+height > h-margin-4 {
		pdf.AddPage()
		t.head()
	}
	y, x := pdf.GetY(), margin
	for i, c := range t.columns {
		t.style(cells[i])
		in := indent(cells[i])
		for n, text := range lines[i] {
			pdf.SetXY(x+in, y+tableGap/2+line*float64(n))
			pdf.CellFormat(t.widths[i]-in, line, text, "", 0, side(c), false, 0, "")
		}
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
