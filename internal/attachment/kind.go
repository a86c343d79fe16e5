package attachment

import (
	"bytes"
	"image"
	_ "image/jpeg" // read their sizes
	_ "image/png"
	"unicode/utf8"
)

// The media types of files that are kept. They do nothing but show: there is no
// SVG and no HTML among them, and what is written in those is plain text here.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	WebP = "image/webp"
	PDF  = "application/pdf"
	Text = "text/plain; charset=utf-8"
)

// maxPixels bounds a picture, so that a small file cannot unfold into a screen
// that takes gigabytes.
const maxPixels = 100_000_000

// Sniff tells the media type of a file by its bytes; empty for one that is not
// kept.
func Sniff(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")) && sized(b):
		return JPEG
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")) && sized(b):
		return PNG
	case len(b) > 16 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP": // at most 16,383 pixels a side, by its format
		return WebP
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return PDF
	case len(b) > 0 && isText(b):
		return Text
	}
	return ""
}

// sized reports whether a picture says its size, and is not too large.
func sized(b []byte) bool {
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	return err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxPixels/c.Height
}

// isText reports whether bytes are UTF-8 without control characters other than
// those of lines and columns.
func isText(b []byte) bool {
	return utf8.Valid(b) && !bytes.ContainsFunc(b, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == 0x7f
	})
}
