package dossier

// Chart is a series of values between limits.
type Chart struct {
	Values       []float64 // in their order
	Bad          []bool    // which of them are out of the limits, or do not stand
	Lower, Upper *float64
	Below, Above string // what the limits are called
	Caption      string
}

// Chart draws values as dots in a line, their limits as dashed lines; one that is
// bad is a cross, so that it is told apart without colours, too.
func (d *Document) Chart(c Chart) {
	if len(c.Values) == 0 {
		return
	}
	const height, text = 16.0, 30.0
	d.room(height + line + 2)
	low, high := c.bounds()
	x0, y0, width := margin+2, d.pdf.GetY()+1, d.width()-text-4
	y := func(v float64) float64 { return y0 + height - (v-low)/(high-low)*height }
	d.font("", small)
	d.pdf.SetLineWidth(0.2)
	for _, limit := range []struct {
		name string
		at   *float64
	}{{c.Below, c.Lower}, {c.Above, c.Upper}} {
		if limit.at == nil {
			continue
		}
		d.pdf.SetDashPattern([]float64{1.4, 1}, 0)
		d.pdf.Line(x0, y(*limit.at), x0+width, y(*limit.at))
		d.pdf.SetDashPattern(nil, 0)
		d.pdf.Text(x0+width+1, y(*limit.at)+1, limit.name)
	}
	d.pdf.SetFillColor(0, 0, 0)
	step := width / float64(len(c.Values)+1)
	for i, v := range c.Values {
		x := x0 + step*float64(i+1)
		if i < len(c.Bad) && c.Bad[i] {
			d.pdf.Line(x-1.2, y(v)-1.2, x+1.2, y(v)+1.2)
			d.pdf.Line(x-1.2, y(v)+1.2, x+1.2, y(v)-1.2)
			continue
		}
		d.pdf.Circle(x, y(v), 0.8, "F")
	}
	d.pdf.SetXY(margin, y0+height+1)
	d.pdf.CellFormat(d.width(), line, d.clip(c.Caption, d.width()), "", 1, "L", false, 0, "")
}

// bounds are the least and the greatest value that is drawn, with some room.
func (c *Chart) bounds() (low, high float64) {
	low, high = c.Values[0], c.Values[0]
	all := c.Values
	for _, limit := range []*float64{c.Lower, c.Upper} {
		if limit != nil {
			all = append(all[:len(all):len(all)], *limit)
		}
	}
	for _, v := range all {
		low, high = min(low, v), max(high, v)
	}
	room := (high - low) / 10
	if room == 0 {
		room = 1
	}
	return low - room, high + room
}
