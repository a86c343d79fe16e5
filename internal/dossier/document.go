package dossier

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
)

// Measures of a page, in millimetres and points.
const (
	margin   = 14.0
	line     = 4.4 // of a text of body points
	body     = 8.5
	small    = 7.0
	foot     = 6.2
	noteLine = 3.2 // of a text of foot points
	tableGap = 1.2 // around what is in a cell
)

// pages stands for the number of pages until it is known. It is about as wide, and
// no text has it: printable leaves it out.
const pages = "\uE000"

// Head is what stands on every page, and what the file says of itself.
type Head struct {
	Title    string
	Subtitle string
	Foot     string // beside the number of the page
	Page     string // its number among all, by two verbs as in "page %d of %s"
	Language string // of its texts, by RFC 5646
	At       time.Time
	Wide     bool // landscape
}

// Document is a document that is being set, from top to bottom.
type Document struct {
	pdf  *fpdf.Fpdf
	head Head
}

// New begins a document.
func New(head Head) *Document {
	orientation := fpdf.OrientationPortrait
	if head.Wide {
		orientation = fpdf.OrientationLandscape
	}
	d := &Document{pdf: fpdf.New(orientation, fpdf.UnitMillimeter, fpdf.PageSizeA4, ""), head: head}
	d.pdf.SetCatalogSort(true)
	d.pdf.SetCreationDate(head.At.UTC())
	d.pdf.SetModificationDate(head.At.UTC())
	d.pdf.SetTitle(printable(head.Title), true)
	d.pdf.SetLang(head.Language)
	d.pdf.SetMargins(margin, margin+8, margin)
	d.pdf.SetAutoPageBreak(true, margin+4)
	d.pdf.AddUTF8FontFromBytes("sans", "", dejavusanscondensed.TTF)
	d.pdf.AddUTF8FontFromBytes("sans", "B", dejavusanscondensedbold.TTF)
	d.pdf.AliasNbPages(pages)
	d.pdf.SetHeaderFuncMode(d.top, true)
	d.pdf.SetFooterFunc(d.bottom)
	d.pdf.AddPage()
	return d
}

func (d *Document) top() {
	d.font("B", 11)
	d.pdf.SetXY(margin, margin-5)
	d.pdf.CellFormat(d.width(), 6, d.clip(d.head.Title, d.width()), "", 2, "L", false, 0, "")
	d.font("", small)
	d.pdf.CellFormat(d.width(), 4, d.clip(d.head.Subtitle, d.width()), "B", 1, "L", false, 0, "")
	d.pdf.SetY(margin + 8)
}

func (d *Document) bottom() {
	d.pdf.SetY(-margin)
	d.font("", foot)
	d.pdf.CellFormat(d.width()-24, 4, d.clip(d.head.Foot, d.width()-24), "T", 0, "L", false, 0, "")
	d.font("", small)
	d.pdf.CellFormat(24, 4, fmt.Sprintf(d.head.Page, d.pdf.PageNo(), pages), "T", 0, "R", false, 0, "")
}

// width is that of what stands between the margins.
func (d *Document) width() float64 {
	w, _ := d.pdf.GetPageSize()
	return w - 2*margin
}

func (d *Document) font(style string, points float64) { d.pdf.SetFont("sans", style, points) }

// room begins a new page unless so much fits below.
func (d *Document) room(height float64) {
	_, h := d.pdf.GetPageSize()
	if d.pdf.GetY()+height > h-margin-4 {
		d.pdf.AddPage()
	}
}

// Heading begins a section.
func (d *Document) Heading(text string) {
	d.room(20)
	d.pdf.Ln(3)
	d.font("B", 10)
	d.pdf.CellFormat(d.width(), 6, d.clip(text, d.width()), "", 1, "L", false, 0, "")
}

// Text sets a paragraph; a weighty one is bold.
func (d *Document) Text(text string, weighty bool) {
	style := ""
	if weighty {
		style = "B"
	}
	d.font(style, body)
	d.pdf.MultiCell(d.width(), line, printable(text), "", "L", false)
}

// Fact is a name with its value.
type Fact struct{ Name, Value string }

// Facts sets names and values beside each other; those without a value are left
// out.
func (d *Document) Facts(facts ...Fact) {
	const names = 38
	for _, f := range facts {
		if f.Value == "" {
			continue
		}
		d.font("", body)
		lines := d.split(f.Value, d.width()-names)
		d.room(line * float64(len(lines)))
		y := d.pdf.GetY()
		d.font("B", small)
		d.pdf.CellFormat(names, line, d.clip(f.Name, names), "", 0, "L", false, 0, "")
		d.font("", body)
		for i, text := range lines {
			d.pdf.SetXY(margin+names, y+line*float64(i))
			d.pdf.CellFormat(d.width()-names, line, text, "", 0, "L", false, 0, "")
		}
		d.pdf.SetXY(margin, y+line*float64(len(lines)))
	}
}

// Write ends the document and writes it.
func (d *Document) Write(w io.Writer) error {
	if err := d.pdf.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// clip is a text that ends where the room of a line ends.
func (d *Document) clip(text string, width float64) string {
	text = printable(strings.ReplaceAll(text, "\n", " "))
	if d.pdf.GetStringWidth(text) <= width-2 {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if d.pdf.GetStringWidth(string(runes[:mid])+"…") <= width-2 {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return string(runes[:low]) + "…"
}

// maxLines bounds what one cell or fact takes of a page.
const maxLines = 12

// split breaks a text into lines of a width.
func (d *Document) split(text string, width float64) []string {
	lines := d.pdf.SplitText(printable(text), width-2*tableGap)
	if len(lines) == 0 {
		return []string{""}
	}
	if len(lines) > maxLines {
		lines = append(lines[:maxLines-1:maxLines-1], "…")
	}
	return lines
}

// printable is a text without what the fonts cannot set: controls, marks that turn
// the direction of what follows, and what lies beyond the basic plane. What is
// longer than anybody reads ends earlier.
func printable(text string) string {
	const longest = 2000
	n := 0
	return strings.Map(func(r rune) rune {
		n++
		switch {
		case n > longest:
			return -1
		case r == '\n':
			return r
		case string(r) == pages:
			return '□'
		case r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r > 0xFFFF || r == 0xFFFD:
			return '□'
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F:
			return -1
		}
		return r
	}, text)
}
