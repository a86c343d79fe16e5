package journal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// errFound ends the reading of pages when an entry is wrong.
var errFound = errors.New("an entry is wrong")

type verifyEntry struct {
	seq, recordedAt, occurredAt           int64
	kind, station, command                string
	envelope, bodyHash, salt, links, leaf []byte
	bodySeq                               *int64
	bodySalt, body                        []byte
}

type verifyLink struct {
	seq, pos, n int64
	object      string
}

// A page is cut where its entries or links get this large, so that memory is
// bounded. A single entry never has that many links.
const (
	maxPageBytes = 4 << 20
	maxPageLinks = 2 * maxLinks
)

const (
	verifyEntries = `
select e.seq, e.recorded_at, e.kind, e.occurred_at, e.station, e.command,
	e.envelope, e.body_hash, e.salt, e.links_root, e.leaf, b.seq, b.salt, b.bytes
from entry e
left join body b on b.seq = e.seq
where e.seq >= $1 and e.seq < $2
order by e.seq
limit $3`

	verifyLinks = `
select seq, pos, object, n
from link
where seq >= $1 and seq < $2
order by seq, pos
limit $3`
)

// readPage reads the entries from the sequence from on, and says in to where
// the next page begins.
func (v *verifier) readPage(ctx context.Context, from int64) (page, error) {
	p := page{from: from, to: min(from+verifyPage, v.head.next)}
	err := v.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		p.links, err = sqldb.Select(ctx, tx, func(l *verifyLink) []any {
			return []any{&l.seq, &l.pos, &l.object, &l.n}
		}, verifyLinks, from, p.to, maxPageLinks)
		if err != nil {
			return fmt.Errorf("read links from entry %d: %w", from, err)
		}
		if len(p.links) == maxPageLinks {
			p.cut(max(p.links[maxPageLinks-1].seq, from+1))
		}
		return p.readEntries(ctx, tx)
	})
	return p, err
}

// readEntries reads the entries of the page, until they get too large.
func (p *page) readEntries(ctx context.Context, tx *sqldb.Tx) error {
	rows, err := tx.Query(ctx, verifyEntries, p.from, p.to, verifyPage)
	if err != nil {
		return fmt.Errorf("read from entry %d: %w", p.from, err)
	}
	defer rows.Close()
	p.entries = make([]verifyEntry, 0, p.to-p.from)
	for size := 0; rows.Next(); {
		p.entries = append(p.entries, verifyEntry{})
		e := &p.entries[len(p.entries)-1]
		err := rows.Scan(
			&e.seq, &e.recordedAt, &e.kind, &e.occurredAt, &e.station, &e.command,
			&e.envelope, &e.bodyHash, &e.salt, &e.links, &e.leaf, &e.bodySeq, &e.bodySalt, &e.body,
		)
		if err != nil {
			return fmt.Errorf("read from entry %d: %w", p.from, err)
		}
		if size += len(e.envelope) + len(e.body); size > maxPageBytes {
			p.cut(e.seq + 1)
			break
		}
	}
	return rows.Err()
}

// cut ends the page before the sequence to.
func (p *page) cut(to int64) {
	p.to = to
	for len(p.links) > 0 && p.links[len(p.links)-1].seq >= to {
		p.links = p.links[:len(p.links)-1]
	}
}

// checkPage checks the entries of a page in order.
func (v *verifier) checkPage(ctx context.Context, p page) (*Finding, error) {
	if err := v.loadChains(ctx, p.links); err != nil {
		return nil, err
	}
	links := p.links
	for seq := p.from; seq < p.to; seq++ {
		i := int(seq - p.from)
		if i >= len(p.entries) || p.entries[i].seq != seq {
			return wrong(seq, "it is missing"), nil
		}
		n := 0
		for n < len(links) && links[n].seq == seq {
			n++
		}
		if f := v.checkEntry(&p.entries[i], links[:n]); f != nil {
			return f, nil
		}
		if f, err := v.grow(ctx, tlog.Hash(p.entries[i].leaf)); f != nil || err != nil {
			return f, err
		}
		links = links[n:]
	}
	return nil, nil
}

// checkEntry checks what an entry says against its hashes and its leaf.
func (v *verifier) checkEntry(e *verifyEntry, links []verifyLink) *Finding {
	envelope, err := decodeEnvelope(e.envelope)
	if err != nil {
		return wrong(e.seq, "its envelope cannot be read")
	}
	f := cmp.Or(
		checkColumns(e, &envelope),
		v.checkBody(e, envelope.Kind),
		v.checkControl(e, envelope.Kind),
		v.checkLinks(e, links),
		v.checkLeaf(e),
	)
	if f != nil {
		return f
	}
	for i := range links {
		v.chains.put(links[i].object, chainEnd{count: links[i].n + 1, leaf: tlog.Hash(e.leaf)})
	}
	v.last = e.recordedAt
	return nil
}

// checkColumns compares the columns that are searched with the envelope.
func checkColumns(e *verifyEntry, envelope *Envelope) *Finding {
	for _, c := range [...]struct{ name, column, envelope string }{
		{"kind", e.kind, envelope.Kind},
		{"station", e.station, envelope.Station},
		{"command", e.command, envelope.Command},
	} {
		if c.column != c.envelope {
			return wrong(e.seq, "its column %s is %q, its envelope says %q", c.name, c.column, c.envelope)
		}
	}
	if at := envelope.OccurredAt.UnixMicro(); at != e.occurredAt {
		return wrong(e.seq, "its column occurred_at is %d, its envelope says %d", e.occurredAt, at)
	}
	return nil
}

// checkBody compares the body with its hash, unless it was erased, and reads
// what an erasure covers.
func (v *verifier) checkBody(e *verifyEntry, kind string) *Finding {
	switch {
	case e.bodySeq == nil:
		return wrong(e.seq, "its body is missing")
	case e.body == nil && e.bodySalt == nil:
		v.erased.add(e.seq)
		v.erasures++
		return nil
	case e.body == nil || e.bodySalt == nil:
		return wrong(e.seq, "its body is erased by half")
	}
	hash := bodyHash(e.bodySalt, e.body)
	if !bytes.Equal(hash[:], e.bodyHash) {
		return wrong(e.seq, "its body was changed")
	}
	if kind == KindErasure {
		var erasure Erasure
		if err := json.Unmarshal(e.body, &erasure); err != nil {
			return wrong(e.seq, "its body is no erasure: %v", err)
		}
		for _, seq := range erasure.Entries {
			v.erased.remove(seq)
		}
	}
	return nil
}

// checkControl reads the entries of the kinds that say what the journal is.
func (v *verifier) checkControl(e *verifyEntry, kind string) *Finding {
	switch kind {
	case KindStore, KindKey, KindEpoch:
	default:
		if e.seq == 0 {
			return wrong(0, "it is of kind %q, not %q", kind, KindStore)
		}
		return nil
	}
	var c control
	if err := json.Unmarshal(e.body, &c); err != nil {
		return wrong(e.seq, "its body cannot be read: %v", err)
	}
	if kind != KindKey {
		if kind == KindStore && e.seq != 0 {
			return wrong(e.seq, "it is of kind %q, which only entry 0 is", kind)
		}
		v.origins = append(v.origins, span{c.Origin, e.seq})
		v.storeID, v.epoch = c.StoreID, c.Epoch
	} else if e.seq == 0 {
		return wrong(0, "it is of kind %q, not %q", kind, KindStore)
	}
	if !c.valid(v.origin()) {
		return wrong(e.seq, "the key that it introduces has not signed it")
	}
	v.keys = append(v.keys, c.Key)
	return nil
}

// valid says whether the key has signed its own introduction.
func (b keyBody) valid(origin string) bool {
	verifier, err := note.NewVerifier(b.Key)
	if err != nil || verifier.Name() != origin {
		return false
	}
	sig, err := base64.StdEncoding.DecodeString(b.Signature)
	return err == nil && verifier.Verify(b.text(origin), sig)
}

func (v *verifier) origin() string {
	if len(v.origins) == 0 {
		return ""
	}
	return v.origins[len(v.origins)-1].origin
}

// checkLinks compares the links with their chains and their root.
func (v *verifier) checkLinks(e *verifyEntry, links []verifyLink) *Finding {
	hashes := make([]tlog.Hash, len(links))
	for i := range links {
		l := &links[i]
		if l.pos != int64(i) {
			return wrong(e.seq, "its link %d to %s is out of place", i, l.object)
		}
		end := v.chains.get(l.object)
		if end.count != l.n {
			return wrong(e.seq, "its link to %s has count %d, want %d", l.object, l.n, end.count)
		}
		hashes[i] = linkHash(e.salt, i, l.object, l.n, end.leaf)
	}
	if root := treeRoot(hashes); !bytes.Equal(root[:], e.links) {
		return wrong(e.seq, "its links were changed")
	}
	return nil
}

// checkLeaf recomputes the leaf from what it vouches for.
func (v *verifier) checkLeaf(e *verifyEntry) *Finding {
	if len(e.bodyHash) != tlog.HashSize || len(e.links) != tlog.HashSize || len(e.leaf) != tlog.HashSize {
		return wrong(e.seq, "one of its hashes has another length than %d bytes", tlog.HashSize)
	}
	lf := leaf{
		origin:     v.origin(),
		seq:        e.seq,
		recordedAt: e.recordedAt,
		envelope:   envelopeHash(e.salt, e.envelope),
		body:       tlog.Hash(e.bodyHash),
		links:      tlog.Hash(e.links),
	}
	if hash := lf.hash(); !bytes.Equal(hash[:], e.leaf) {
		return wrong(e.seq, "its envelope, its time or one of its hashes was changed")
	}
	if e.recordedAt < v.last {
		return wrong(e.seq, "it was recorded before the entry before it")
	}
	return nil
}
