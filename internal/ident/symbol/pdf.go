package symbol

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// PDF draws the picture as vectors on a page of its own size, with modules of
// so many millimetres. The same picture has the same bytes.
func (p Picture) PDF(module float64) ([]byte, error) {
	w, h := p.Size()
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: float64(w) * module, Ht: float64(h) * module}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	for _, r := range p.Rects() {
		doc.Rect(float64(r.X)*module, float64(r.Y)*module, float64(r.Width)*module, float64(r.Height)*module, "F")
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return b.Bytes(), nil
}
