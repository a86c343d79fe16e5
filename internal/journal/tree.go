package journal

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// peaks is what an RFC 6962 tree needs to grow: one hash for each complete
// subtree along its right edge.
type peaks struct {
	size int64
	at   [63]tlog.Hash // at[l] is the subtree of 2^l leaves, where bit l of size is set
}

// add appends a leaf. It calls visit, when not nil, with each subtree that the
// leaf completes, from level 0, the leaf itself, upwards.
func (p *peaks) add(h tlog.Hash, visit func(level int, h tlog.Hash)) {
	level := 0
	for ; ; level++ {
		if visit != nil {
			visit(level, h)
		}
		if p.size>>level&1 == 0 {
			break
		}
		h = tlog.NodeHash(p.at[level], h)
	}
	p.at[level] = h
	p.size++
}

// root is the root of the tree; of the empty tree, the hash of nothing.
func (p *peaks) root() tlog.Hash {
	if p.size == 0 {
		return sha256.Sum256(nil)
	}
	level := bits.TrailingZeros64(uint64(p.size))
	h := p.at[level]
	for level++; level < len(p.at); level++ {
		if p.size>>level&1 == 1 {
			h = tlog.NodeHash(p.at[level], h)
		}
	}
	return h
}

// Tiles have 256 hashes. Those of level 0 are the leaves, which lie beside
// their entries; the levels above are rows of the table tile.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// tileKey names a tile as tlog.Tile does: its hashes stand at level
// 8*level of the tree, from number n*256 on.
type tileKey struct {
	level int
	n     int64
}

// frontier is the right edge of the journal's tree with the tiles that still
// grow.
type frontier struct {
	peaks
	open  [8][]byte          // open[k] is the unfinished tile of level k; open[0] is unused
	dirty map[tileKey][]byte // the tiles written since the last clean, whole
}

// add appends the leaf hash h.
func (f *frontier) add(h tlog.Hash) {
	f.peaks.add(h, func(level int, h tlog.Hash) {
		if level > 0 && level%tileHeight == 0 {
			f.addToTile(level/tileHeight, f.size>>level, h)
		}
	})
}

// addToTile puts the index-th hash of a tile level into its tile.
func (f *frontier) addToTile(level int, index int64, h tlog.Hash) {
	tile := append(f.open[level], h[:]...)
	if f.dirty == nil {
		f.dirty = make(map[tileKey][]byte)
	}
	f.dirty[tileKey{level, index >> tileHeight}] = tile
	if len(tile) == tileWidth*tlog.HashSize {
		tile = nil
	}
	f.open[level] = tile
}

// clone gives a frontier that can grow without changing f.
func (f *frontier) clone() *frontier {
	c := *f
	for k, tile := range f.open {
		c.open[k] = tile[:len(tile):len(tile)] // an append copies
	}
	c.dirty = nil
	return &c
}

// loadFrontier builds the frontier of a tree of size leaves from its unfinished
// tiles: read(k) gives the hashes of the last tile of level k, at least as many
// as belong to the tree.
func loadFrontier(size int64, read func(level int, n int64, width int) ([]byte, error)) (*frontier, error) {
	f := &frontier{}
	f.size = size
	for k := 0; size>>(tileHeight*k) > 0; k++ {
		index := size >> (tileHeight * k)
		width := int(index % tileWidth)
		if width == 0 {
			continue
		}
		tile, err := read(k, index>>tileHeight, width)
		if err != nil {
			return nil, err
		}
		if len(tile) < width*tlog.HashSize {
			return nil, fmt.Errorf("%w: tile %d/%d has %d bytes, want %d", ErrDamaged, k, index>>tileHeight, len(tile), width*tlog.HashSize)
		}
		tile = tile[:width*tlog.HashSize]
		if k > 0 {
			f.open[k] = tile
		}
		f.loadPeaks(k, tile)
	}
	return f, nil
}

// loadPeaks computes the peaks within the unfinished tile of level k.
func (f *frontier) loadPeaks(k int, tile []byte) {
	var p peaks
	for ; len(tile) > 0; tile = tile[tlog.HashSize:] {
		p.add(tlog.Hash(tile[:tlog.HashSize]), nil)
	}
	copy(f.at[tileHeight*k:], p.at[:tileHeight])
}

// tiles reads the hashes of a tree by their tiles. It keeps what it read and
// serves one proof.
type tiles struct {
	read func(level int, n int64) ([]byte, error)
	kept map[tileKey][]byte
}

// ReadHashes implements tlog.HashReader.
func (t *tiles) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		tile := tlog.TileForIndex(tileHeight, index)
		data, err := t.tile(tileKey{tile.L, tile.N})
		if err != nil {
			return nil, err
		}
		if hashes[i], err = tlog.HashFromTile(tile, data, index); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

func (t *tiles) tile(key tileKey) ([]byte, error) {
	if data, ok := t.kept[key]; ok {
		return data, nil
	}
	data, err := t.read(key.level, key.n)
	if err != nil {
		return nil, err
	}
	if t.kept == nil {
		t.kept = make(map[tileKey][]byte)
	}
	t.kept[key] = data
	return data, nil
}
