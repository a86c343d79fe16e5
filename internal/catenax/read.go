package catenax

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/track"
)

// ErrDocument is wrapped by the error of a document that cannot be read at all.
var ErrDocument = errors.New("not a Catena-X document")

// Limits bounds what is read of a document. A zero bound means the default.
type Limits struct {
	Bytes  int64 // of the document: 64 MiB
	Depth  int   // of objects and arrays in each other: 32
	Assets int   // in the document: 200,000
	Items  int   // identifiers, children or parents in one aspect: 10,000
}

func (l Limits) orDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 64 << 20
	}
	if l.Depth <= 0 {
		l.Depth = 32
	}
	if l.Assets <= 0 {
		l.Assets = 200_000
	}
	if l.Items <= 0 {
		l.Items = 10_000
	}
	return l
}

// Import is what a document says.
type Import struct {
	// Commands describe the objects and then their relations, in the order of
	// the document.
	Commands []track.Command
	// Planned and Lines are the as-planned data; see Parts.
	Planned []PlannedPart
	Lines   []PlannedLine
	// Problems are the reasons for which assets were not imported, Notes are
	// what is odd in assets that were. Both are in the order of the document.
	Problems []Problem
	Notes    []Problem
	Summary  Summary
}

// Problem is something wrong with an asset.
type Problem struct {
	Asset   string // its Catena-X id; empty where it has none
	Path    string // JSON pointer into the document
	Problem string // what is wrong
	Fix     string // what to do about it
}

// String gives the problem on one line.
func (p Problem) String() string {
	asset := p.Asset
	if asset == "" {
		asset = "asset without an id"
	}
	return asset + ": " + p.Path + ": " + p.Problem + "; " + p.Fix
}

// Summary counts what was in a document.
type Summary struct {
	Assets    int // in the document
	Imported  int // assets without a problem
	Units     int
	Lots      int
	Relations int // between objects, each counted once
	Parts     int // as planned
	// Aspects counts the aspects that were read, by their short name
	// ("SerialPart"), of imported assets.
	Aspects map[string]int
	// NotImported counts what was read past: aspects by their type, and members
	// of aspects as "SerialPart/partTypeInformation/partClassification".
	NotImported map[string]int
}

// Read reads a document of either shape. A document that is no JSON, exceeds
// the limits or has neither shape gives an error that wraps ErrDocument;
// anything wrong within an asset is among the Problems.
func Read(r io.Reader, limits Limits) (*Import, error) {
	limits = limits.orDefaults()
	b, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	if int64(len(b)) > limits.Bytes {
		return nil, fmt.Errorf("%w: it is larger than %d bytes; split it into several files", ErrDocument, limits.Bytes)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if err := checkSyntax(b, limits); err != nil {
		return nil, err
	}
	rd := &reader{limits: limits, im: &Import{Summary: Summary{Aspects: map[string]int{}, NotImported: map[string]int{}}}}
	if err := rd.document(b); err != nil {
		return nil, err
	}
	rd.objects()
	rd.relations()
	return rd.im, nil
}

// checkSyntax checks that the document is one JSON value without duplicate
// names that is not nested too deep.
func checkSyntax(b []byte, limits Limits) error {
	dec := jsontext.NewDecoder(bytes.NewReader(b))
	for n := 0; ; n++ {
		_, err := dec.ReadToken()
		switch {
		case errors.Is(err, io.EOF) && n > 0:
			return nil
		case err != nil:
			return fmt.Errorf("%w: it is not valid JSON: %w", ErrDocument, err)
		case dec.StackDepth() > limits.Depth:
			return fmt.Errorf("%w: it is nested deeper than %d levels at %s", ErrDocument, limits.Depth, clip(string(dec.StackPointer())))
		case dec.StackDepth() == 0 && dec.PeekKind() != 0:
			return fmt.Errorf("%w: there is something after the end, at byte %d", ErrDocument, dec.InputOffset())
		}
	}
}

// clip shortens a hostile text for a message.
func clip(text string) string {
	const most = 120
	if len(text) <= most {
		return text
	}
	return string(bytes.ToValidUTF8([]byte(text[:most]), nil)) + "…"
}

func quoted(text string) string { return strconv.Quote(clip(text)) }
