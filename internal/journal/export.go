package journal

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// exportFormat names the form in which Export writes a journal: a line of JSON
// with an exportHead, then one with an exportEntry for each entry, in order.
const exportFormat = "tracewright-journal/1"

// exportHead is the first line of an exported journal. Bytes are in base64.
type exportHead struct {
	Format     string `json:"format"`
	Origin     string `json:"origin"`
	StoreID    string `json:"storeId"`
	Epoch      int64  `json:"epoch"`
	Entries    int64  `json:"entries"`
	Checkpoint string `json:"checkpoint"`
}

// exportEntry is one entry with all that its leaf is computed from. What
// follows from it, the chains and the tiles, is left out.
type exportEntry struct {
	Seq        int64    `json:"seq"`
	RecordedAt int64    `json:"recordedAt"` // microseconds since 1970
	Salt       []byte   `json:"salt"`
	Envelope   []byte   `json:"envelope"`
	BodySalt   []byte   `json:"bodySalt,omitempty"`
	Body       []byte   `json:"body,omitempty"`     // left out when erased
	BodyHash   []byte   `json:"bodyHash,omitempty"` // of an erased body
	Links      []string `json:"links,omitempty"`    // objects, in order
	Leaf       []byte   `json:"leaf"`
}

// Export writes the journal, as tx sees it, to w in a form that Import reads
// into a store of either database, and returns its checkpoint. Keys are left
// out. progress, which may be nil, is told how many entries of how many are
// done.
func Export(ctx context.Context, tx *sqldb.Tx, w io.Writer, progress func(done, total int64)) (TreeHead, error) {
	h, err := readHead(ctx, tx, selectHead)
	if err != nil {
		return TreeHead{}, fmt.Errorf("export: %w", err)
	}
	checkpoint, err := ParseCheckpoint(h.checkpoint)
	if err != nil {
		return TreeHead{}, fmt.Errorf("export: %w", err)
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	err = writeLine(buffered, exportHead{exportFormat, h.origin, h.storeID, h.epoch, h.next, h.checkpoint})
	for from := int64(0); from < h.next && err == nil; {
		from, err = exportPage(ctx, tx, buffered, from, h.next)
		if progress != nil && err == nil {
			progress(from, h.next)
		}
	}
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return TreeHead{}, fmt.Errorf("export: %w", err)
	}
	return checkpoint, nil
}

// exportPage writes some entries and returns where the next page begins.
func exportPage(ctx context.Context, tx *sqldb.Tx, w io.Writer, from, end int64) (next int64, err error) {
	p := page{from: from, to: min(from+verifyPage, end)}
	if err := p.readEntries(ctx, tx); err != nil {
		return from, err
	}
	links, err := sqldb.Select(ctx, tx, func(l *verifyLink) []any {
		return []any{&l.seq, &l.pos, &l.object, &l.n}
	}, verifyLinks, from, p.to, verifyPage*maxLinks)
	if err != nil {
		return from, fmt.Errorf("read links from entry %d: %w", from, err)
	}
	for i := range p.entries {
		e := &p.entries[i]
		if e.seq != from+int64(i) {
			return from, fmt.Errorf("%w: entry %d is missing", ErrDamaged, from+int64(i))
		}
		out := exportEntry{
			Seq: e.seq, RecordedAt: e.recordedAt, Salt: e.salt, Envelope: e.envelope,
			BodySalt: e.bodySalt, Body: e.body, Leaf: e.leaf,
		}
		if e.body == nil {
			out.BodyHash = e.bodyHash
		}
		for len(links) > 0 && links[0].seq == e.seq {
			out.Links = append(out.Links, links[0].object)
			links = links[1:]
		}
		if err := writeLine(w, out); err != nil {
			return from, err
		}
	}
	if len(p.entries) == 0 {
		return from, fmt.Errorf("%w: entry %d is missing", ErrDamaged, from)
	}
	return from + int64(len(p.entries)), nil
}

func writeLine(w io.Writer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}
