package journal

import (
	"bytes"
	"context"
	"fmt"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// chainEnd is the last checked entry of an object.
type chainEnd struct {
	count int64
	leaf  tlog.Hash
}

// chainCache remembers the chains of the objects seen last. It keeps between
// half and all of limit, so that a journal of any size is checked in bounded
// memory. All links of a page fit into a half.
type chainCache struct {
	limit      int
	young, old map[string]chainEnd
}

const maxChains = 2 * maxPageLinks

func (c *chainCache) get(object string) chainEnd {
	if end, ok := c.young[object]; ok {
		return end
	}
	return c.old[object]
}

func (c *chainCache) put(object string, end chainEnd) {
	if _, ok := c.young[object]; !ok && (c.young == nil || len(c.young) >= c.limit/2) {
		c.young, c.old = make(map[string]chainEnd), c.young
	}
	c.young[object] = end
}

const selectChainEnd = `
select l.seq, e.leaf
from link l
join entry e on e.seq = l.seq
where l.object = $1 and l.n = $2`

type leafRow struct {
	seq  int64
	leaf []byte
}

// loadChains fills the cache with the chains that links continue, from entries
// that are checked.
func (v *verifier) loadChains(ctx context.Context, links []verifyLink) error {
	var missing []verifyLink
	inPage := make(map[string]bool) // chains that the page itself leads to
	for _, l := range links {
		if inPage[l.object] || v.chains.get(l.object).count > 0 {
			continue
		}
		inPage[l.object] = true
		if l.n > 0 {
			missing = append(missing, l)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return v.db.Read(ctx, func(tx *sqldb.Tx) error {
		for _, l := range missing {
			rows, err := sqldb.Select(ctx, tx, func(r *leafRow) []any { return []any{&r.seq, &r.leaf} }, selectChainEnd, l.object, l.n-1)
			if err != nil {
				return fmt.Errorf("read chain of %s: %w", l.object, err)
			}
			if len(rows) == 1 && rows[0].seq < v.tree.size && len(rows[0].leaf) == tlog.HashSize {
				v.chains.put(l.object, chainEnd{count: l.n, leaf: tlog.Hash(rows[0].leaf)})
			}
		}
		return nil
	})
}

type chainRow struct {
	object     string
	n          int64
	leaf, want []byte
	after      *int64
}

const (
	selectChainPage = `
select c.object, c.n, c.leaf, e.leaf, x.seq
from chain c
left join link l on l.object = c.object and l.n = c.n - 1
left join entry e on e.seq = l.seq
left join link x on x.object = c.object and x.n = c.n
where c.object > $1
order by c.object
limit 1024`

	selectUnchained = `
select l.seq, l.object
from link l
left join chain c on c.object = l.object
where l.n = 0 and c.object is null
order by l.seq
limit 1`
)

// checkChains compares the heads of the chains with the last links.
func (v *verifier) checkChains(ctx context.Context, tx *sqldb.Tx) error {
	for after := ""; ; {
		rows, err := sqldb.Select(ctx, tx, func(r *chainRow) []any {
			return []any{&r.object, &r.n, &r.leaf, &r.want, &r.after}
		}, selectChainPage, after)
		if err != nil {
			return fmt.Errorf("read chains: %w", err)
		}
		for _, r := range rows {
			if r.after != nil || r.want == nil || !bytes.Equal(r.leaf, r.want) {
				v.note(wrong(-1, "the chain of %s does not end with its last entry", r.object))
				return nil
			}
		}
		if len(rows) == 0 {
			break
		}
		after = rows[len(rows)-1].object
	}
	type unchained struct {
		seq    int64
		object string
	}
	rows, err := sqldb.Select(ctx, tx, func(u *unchained) []any { return []any{&u.seq, &u.object} }, selectUnchained)
	if err != nil {
		return fmt.Errorf("read chains: %w", err)
	}
	for _, u := range rows {
		v.note(wrong(u.seq, "the chain of %s, which begins with it, is missing", u.object))
	}
	return nil
}

// seqSet is a set of sequences, dense where they are.
type seqSet map[int64]*[4]uint64

func (s seqSet) add(seq int64) {
	word := s[seq>>8]
	if word == nil {
		word = new([4]uint64)
		s[seq>>8] = word
	}
	word[seq>>6&3] |= 1 << (seq & 63)
}

func (s seqSet) remove(seq int64) {
	word := s[seq>>8]
	if word == nil {
		return
	}
	word[seq>>6&3] &^= 1 << (seq & 63)
	if *word == [4]uint64{} {
		delete(s, seq>>8)
	}
}

// least returns the smallest member; ok is false when there is none.
func (s seqSet) least() (least int64, ok bool) {
	for high, word := range s {
		if ok && high > least>>8 {
			continue
		}
		for i := range int64(256) {
			if word[i>>6]>>(i&63)&1 == 1 {
				least, ok = high<<8|i, true
				break
			}
		}
	}
	return least, ok
}

type erasureRow struct {
	seq              int64
	hash, salt, body []byte
}

const selectErasures = `
select e.seq, e.body_hash, b.salt, b.bytes
from entry e
join body b on b.seq = e.seq
where e.kind in ('store', 'key', 'epoch', 'erasure') and e.kind = 'erasure' and e.seq >= $1
order by e.seq
limit 100`

// checkErasures says whether a body is blank that no erasure covers, also none
// of those that were not checked: after an entry that is wrong, or new.
func (v *verifier) checkErasures(ctx context.Context, tx *sqldb.Tx) error {
	for from := v.tree.size; len(v.erased) > 0; {
		rows, err := sqldb.Select(ctx, tx, func(r *erasureRow) []any {
			return []any{&r.seq, &r.hash, &r.salt, &r.body}
		}, selectErasures, from)
		if err != nil {
			return fmt.Errorf("read erasures: %w", err)
		}
		for _, r := range rows {
			hash := bodyHash(r.salt, r.body)
			var erasure Erasure
			if !bytes.Equal(hash[:], r.hash) || json.Unmarshal(r.body, &erasure) != nil {
				continue
			}
			for _, seq := range erasure.Entries {
				v.erased.remove(seq)
			}
		}
		if len(rows) == 0 {
			break
		}
		from = rows[len(rows)-1].seq + 1
	}
	if seq, ok := v.erased.least(); ok {
		v.note(wrong(seq, "its body is blank, and no erasure says so"))
	}
	return nil
}
