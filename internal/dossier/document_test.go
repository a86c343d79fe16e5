package dossier

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// set writes a document without compression, so that its texts can be found.
func set(t *testing.T, fill func(*Document)) []byte {
	t.Helper()
	d := New(Head{Title: "As-built record", Subtitle: "SN1", Foot: "root 4f2a", Page: "Seite %d von %s", Language: "de", At: time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)})
	d.pdf.SetCompression(false)
	fill(d)
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// has reports whether a text stands in a document: PDF has it as UTF-16, with a
// backslash before what it reserves.
func has(pdf []byte, text string) bool {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(text)) {
		for _, c := range []byte{byte(u >> 8), byte(u)} {
			if strings.ContainsRune(`()\`, rune(c)) {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
	}
	return bytes.Contains(pdf, b.Bytes())
}

func TestTableGoesOverPagesWithItsHead(t *testing.T) {
	t.Parallel()
	pdf := set(t, func(d *Document) {
		d.Heading("Größe und Maß")
		d.Facts(Fact{"Part", "DU-500"}, Fact{"Nothing", ""})
		table := d.Table(Column{Name: "Name", Share: 1}, Column{Name: "Value", Share: 1, Right: true})
		for i := range 120 {
			table.Row(Cell{Text: fmt.Sprintf("row-%d", i), Note: fmt.Sprintf("note-%d", i), Struck: i == 3}, Cell{Text: "1"})
		}
	})
	pages := bytes.Count(pdf, []byte("/Type /Page\n"))
	if pages < 2 {
		t.Fatalf("%d pages, want several", pages)
	}
	for _, text := range []string{"Größe", "DU-500", "row-119", "note-119", fmt.Sprintf("Seite 1 von %d", pages), fmt.Sprintf("Seite %d von %d", pages, pages), "root 4f2a"} {
		if !has(pdf, text) {
			t.Errorf("%q is missing", text)
		}
	}
	if has(pdf, "Nothing") {
		t.Error("a fact without a value is set")
	}
}

func TestTheSameContentGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	lower, upper := 4.5, 5.5
	fill := func(d *Document) {
		d.Text("Whatever ends up here", true)
		d.Chart(Chart{Values: []float64{4.9, 5.1, 6}, Bad: []bool{false, false, true}, Lower: &lower, Upper: &upper, Below: "lower limit", Above: "upper limit", Caption: "TORQUE"})
		d.Chart(Chart{Values: []float64{1}})
		d.Chart(Chart{})
	}
	if !bytes.Equal(set(t, fill), set(t, fill)) {
		t.Error("the bytes differ")
	}
}

// Texts come from labels that anybody may print.
func TestHostileTextsAreSet(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"\x00\x1d\x7f", "\u202egnp.exe", "\U0001F600 smile", "日本語", strings.Repeat("W", 10_000), strings.Repeat("word ", 4000), "a\nb", ")\\(", string([]byte{0xff, 0xfe}), "العربية",
	} {
		pdf := set(t, func(d *Document) {
			d.Heading(text)
			d.Text(text, false)
			d.Facts(Fact{text, text})
			table := d.Table(Column{Name: text, Share: 1}, Column{Name: "b", Share: 9})
			table.Row(Cell{Text: text, Note: text, Indent: 99}, Cell{Text: text})
		})
		if !bytes.HasPrefix(pdf, []byte("%PDF")) || strings.ContainsAny(printable(text), "\u202e\x00\x1d") {
			t.Errorf("%.20q is not set well", text)
		}
	}
}
