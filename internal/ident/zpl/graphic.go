package zpl

import (
	"fmt"
	"strings"
)

// Graphic gives a field that prints dots as they are: the upper left at x, y,
// and dark telling of each. Rows are compressed as ZPL counts repetitions.
func Graphic(x, y, width, height int, dark func(x, y int) bool) string {
	bytes := (width + 7) / 8
	var b strings.Builder
	fmt.Fprintf(&b, "^FO%d,%d^GFA,%d,%d,%d,", x, y, bytes*height, bytes*height, bytes)
	last := ""
	for row := range height {
		line := compress(hexRow(row, width, bytes, dark))
		if line == last {
			line = ":" // as the row before
		} else {
			last = line
		}
		b.WriteString(line)
	}
	b.WriteString("^FS\n")
	return b.String()
}

func hexRow(y, width, bytes int, dark func(x, y int) bool) string {
	const digits = "0123456789ABCDEF"
	row := make([]byte, 2*bytes)
	for i := range row {
		nibble := 0
		for bit := range 4 {
			if x := 4*i + bit; x < width && dark(x, y) {
				nibble |= 8 >> bit
			}
		}
		row[i] = digits[nibble]
	}
	return string(row)
}

// compress writes runs of one digit with their count: G to Y are 1 to 19, g to
// z the twenties to 400. A comma fills the rest of the row with 0; its counterpart
// for F, an exclamation mark, is not drawn by every renderer.
func compress(row string) string {
	var b strings.Builder
	for i := 0; i < len(row); {
		n := 1
		for i+n < len(row) && row[i+n] == row[i] {
			n++
		}
		if i+n == len(row) && row[i] == '0' {
			b.WriteByte(',')
			break
		}
		i += n
		digit := row[i-1]
		for ; n > 419; n -= 400 {
			b.WriteString("z" + string(digit))
		}
		if n >= 20 {
			b.WriteByte(byte('g' + n/20 - 1))
		}
		if n%20 > 0 && n > 1 {
			b.WriteByte(byte('G' + n%20 - 1))
		}
		b.WriteByte(digit)
	}
	return b.String()
}
