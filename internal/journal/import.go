package journal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// ErrNotEmpty says that a store holds a journal already.
var ErrNotEmpty = errors.New("the store is not empty")

// What Import reads at once: a line holds an entry, whose body grows by a third
// in base64; a chunk is written with one statement a table.
const (
	maxImportLine  = 64 << 20
	importChunk    = 1000
	importChunkMax = 8 << 20 // bytes of lines
	maxOrigin      = 256     // bytes
)

// Import reads a journal that Export has written into a store without one,
// whose tables exist, and returns its checkpoint. The entries are the same to
// the last byte, and so are their leaves. It reads no further than the last
// entry. progress, which may be nil, is told how many entries of how many are
// done.
//
// A store that has entries is ErrNotEmpty; entries that contradict their leaves
// or the checkpoint are ErrDamaged. The signatures are left to Verify.
func Import(ctx context.Context, tx *sqldb.Tx, r *bufio.Reader, progress func(done, total int64)) (TreeHead, error) {
	c, err := importAll(ctx, tx, r, progress)
	if err != nil {
		return TreeHead{}, fmt.Errorf("import: %w", err)
	}
	return c, nil
}

func importAll(ctx context.Context, tx *sqldb.Tx, r *bufio.Reader, progress func(done, total int64)) (TreeHead, error) {
	now, err := readHead(ctx, tx, selectHead)
	if err != nil {
		return TreeHead{}, err
	}
	if now.next != 0 || now.origin != "" {
		return TreeHead{}, fmt.Errorf("%w: it holds %d entries of %s", ErrNotEmpty, now.next, now.origin)
	}
	head, checkpoint, err := readExportHead(r)
	if err != nil {
		return TreeHead{}, err
	}
	m := importer{state: state{storeID: head.StoreID, epoch: head.Epoch, tree: &frontier{}, checkpoint: checkpoint}}
	for m.tree.size < head.Entries {
		if err := m.chunk(ctx, tx, r, head.Entries); err != nil {
			return TreeHead{}, err
		}
		if progress != nil {
			progress(m.tree.size, head.Entries)
		}
	}
	if root := m.tree.root(); root != checkpoint.Root || m.origin != head.Origin {
		return TreeHead{}, fmt.Errorf("%w: the entries have the root %s of %s, the checkpoint says %s of %s",
			ErrDamaged, root, m.origin, checkpoint.Root, checkpoint.Origin)
	}
	return checkpoint, nil
}

func readExportHead(r *bufio.Reader) (exportHead, TreeHead, error) {
	var head exportHead
	line, err := readLine(r)
	if err != nil {
		return head, TreeHead{}, err
	}
	if err := json.Unmarshal(line, &head); err != nil || head.Format != exportFormat {
		return head, TreeHead{}, fmt.Errorf("the first line is not that of a journal in the form %s", exportFormat)
	}
	checkpoint, err := ParseCheckpoint(head.Checkpoint)
	if err != nil {
		return head, checkpoint, err
	}
	if checkpoint.Size != head.Entries || checkpoint.Origin != head.Origin {
		return head, checkpoint, fmt.Errorf("%w: the checkpoint of %s at %d is not that of %s with %d entries",
			ErrDamaged, checkpoint.Origin, checkpoint.Size, head.Origin, head.Entries)
	}
	return head, checkpoint, nil
}

// readLine reads a line of bounded length.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("the file ends too early: %w", io.ErrUnexpectedEOF)
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(line) > maxImportLine:
			return nil, fmt.Errorf("a line has more than %d bytes", maxImportLine)
		}
	}
}

// importer is the journal as far as it has been read.
type importer struct{ state }

// chunk reads and writes some entries.
func (m *importer) chunk(ctx context.Context, tx *sqldb.Tx, r *bufio.Reader, total int64) error {
	var entries []exportEntry
	var drafts []Draft
	for size := 0; len(entries) < importChunk && size < importChunkMax && m.tree.size+int64(len(entries)) < total; {
		line, err := readLine(r)
		if err != nil {
			return err
		}
		var e exportEntry
		if err := json.Unmarshal(line, &e, json.RejectUnknownMembers(true)); err != nil {
			return fmt.Errorf("entry %d: %w", m.tree.size+int64(len(entries)), err)
		}
		d, err := e.draft(m.tree.size + int64(len(entries)))
		if err != nil {
			return fmt.Errorf("entry %d: %w", m.tree.size+int64(len(entries)), err)
		}
		size += len(line)
		entries = append(entries, e)
		drafts = append(drafts, d)
	}
	b := batch{state: m.state, rowsOf: newRows(len(entries))}
	if err := b.loadChains(ctx, tx, drafts); err != nil {
		return err
	}
	from := b.tree.size
	for i := range entries {
		if err := b.restore(&entries[i], &drafts[i].Envelope); err != nil {
			return fmt.Errorf("entry %d: %w", b.tree.size, err)
		}
	}
	if err := b.write(ctx, tx, from); err != nil {
		return err
	}
	b.tree.dirty = nil
	m.state = b.state
	return nil
}

// draft is what e was made from, if e can be entry seq as far as that tells by
// itself.
func (e *exportEntry) draft(seq int64) (Draft, error) {
	switch {
	case e.Seq != seq:
		return Draft{}, fmt.Errorf("%w: it says that it is entry %d", ErrDamaged, e.Seq)
	case len(e.Salt) != saltSize || len(e.Leaf) != tlog.HashSize:
		return Draft{}, fmt.Errorf("%w: its salt or leaf has a wrong length", ErrDamaged)
	case e.Body == nil && len(e.BodyHash) != tlog.HashSize, e.Body != nil && (len(e.Body) == 0 || len(e.BodySalt) != saltSize):
		return Draft{}, fmt.Errorf("%w: it has neither a body nor the hash of an erased one", ErrDamaged)
	}
	envelope, err := decodeEnvelope(e.Envelope)
	if err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	d := Draft{Envelope: envelope, Body: e.Body, Links: e.Links}
	if err := d.checkBounds(); err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return d, nil
}

// restore makes the rows of an entry that has been one before.
func (b *batch) restore(e *exportEntry, envelope *Envelope) error {
	lf, err := b.leafOf(e, envelope)
	if err != nil {
		return err
	}
	hash := lf.hash()
	if !bytes.Equal(hash[:], e.Leaf) {
		return fmt.Errorf("%w: it does not give the leaf that stands with it", ErrDamaged)
	}
	b.rows(envelope, &lf, hash, e)
	return nil
}

// leafOf computes the leaf of the next entry, under the origin that it may set.
func (b *batch) leafOf(e *exportEntry, envelope *Envelope) (leaf, error) {
	if envelope.Kind == KindStore || envelope.Kind == KindEpoch {
		var c control
		if err := json.Unmarshal(e.Body, &c); err != nil {
			return leaf{}, fmt.Errorf("%w: its body: %w", ErrDamaged, err)
		}
		if len(c.Origin) > maxOrigin {
			return leaf{}, fmt.Errorf("%w: its origin has %d bytes", ErrDamaged, len(c.Origin))
		}
		b.origin = c.Origin
	}
	b.last = e.RecordedAt
	lf := leaf{
		origin: b.origin, seq: e.Seq, recordedAt: e.RecordedAt,
		envelope: envelopeHash(e.Salt, e.Envelope), links: b.linksRoot(e.Links, e.Salt),
	}
	if e.Body == nil {
		lf.body, e.BodySalt = tlog.Hash(e.BodyHash), nil
	} else {
		lf.body = bodyHash(e.BodySalt, e.Body)
	}
	return lf, nil
}

// rows adds the rows of an entry and moves the chains and the tree on.
func (b *batch) rows(envelope *Envelope, lf *leaf, hash tlog.Hash, e *exportEntry) {
	for i, object := range e.Links {
		c := b.chains[object]
		b.links = append(b.links, []any{object, c.count, e.Seq, int64(i)})
		c.count++
		c.leaf = hash[:]
	}
	b.entries = append(b.entries, []any{
		e.Seq, e.RecordedAt, envelope.Kind, envelope.OccurredAt.UnixMicro(), envelope.Station, envelope.Command,
		e.Envelope, lf.body[:], e.Salt, lf.links[:], hash[:],
	})
	b.bodies = append(b.bodies, []any{e.Seq, e.BodySalt, e.Body})
	b.tree.add(hash)
}
