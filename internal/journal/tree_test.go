package journal

import (
	"encoding/binary"
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// growth is a frontier with the leaves and tiles it was grown from.
type growth struct {
	*frontier
	leaves []tlog.Hash
	tiles  map[tileKey][]byte
	stored []tlog.Hash // as package tlog stores them
}

// ReadHashes gives the hashes that tlog itself has computed.
func (g *growth) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		list[i] = g.stored[index]
	}
	return list, nil
}

// add grows the tree by a batch of n leaves, as Append does.
func (g *growth) add(t *rapid.T, n int) {
	next := g.clone()
	for range n {
		h := tlog.RecordHash(binary.BigEndian.AppendUint64(nil, uint64(next.size)))
		stored, err := tlog.StoredHashesForRecordHash(next.size, h, g)
		if err != nil {
			t.Fatal(err)
		}
		g.stored = append(g.stored, stored...)
		g.leaves = append(g.leaves, h)
		next.add(h)
	}
	for key, tile := range next.dirty {
		g.tiles[key] = append([]byte(nil), tile...)
	}
	g.frontier = next
}

// read reads a tile as the database holds it.
func (g *growth) read(level int, n int64) ([]byte, error) {
	if level > 0 {
		tile, ok := g.tiles[tileKey{level, n}]
		if !ok {
			return nil, errors.New("no such tile")
		}
		return tile, nil
	}
	var tile []byte
	for _, h := range g.leaves[n*tileWidth : min((n+1)*tileWidth, int64(len(g.leaves)))] {
		tile = append(tile, h[:]...)
	}
	return tile, nil
}

func TestFrontierIsTheTreeOfRFC6962(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g := &growth{frontier: &frontier{}, tiles: map[tileKey][]byte{}}
		most := 40
		if rapid.IntRange(0, 19).Draw(t, "large") == 0 {
			most = 70_000 // reaches the second level of tiles
		}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, most), 1, 12).Draw(t, "batches") {
			g.add(t, min(n, 140_000-len(g.leaves)))
			want, err := tlog.TreeHash(g.size, g)
			if err != nil {
				t.Fatal(err)
			}
			if got := g.root(); got != want {
				t.Fatalf("root of %d leaves is %s, want %s", g.size, got, want)
			}
			if g.size > 0 {
				if got, err := tlog.TreeHash(g.size, &tiles{read: g.read}); err != nil || got != want {
					t.Fatalf("root of %d leaves by tiles is %s, want %s: %v", g.size, got, want, err)
				}
			}
			if rapid.Bool().Draw(t, "restart") {
				loaded, err := loadFrontier(g.size, func(level int, n int64, _ int) ([]byte, error) { return g.read(level, n) })
				if err != nil {
					t.Fatal(err)
				}
				g.frontier = loaded
			}
		}
	})
}

// A frontier that is thrown away leaves the one it was cloned from as it was.
func TestCloneGrowsAlone(t *testing.T) {
	t.Parallel()
	grow := func(f *frontier, n int, salt byte) {
		for i := range n {
			f.add(tlog.RecordHash([]byte{salt, byte(i), byte(i >> 8)}))
		}
	}
	base := &frontier{}
	grow(base, 600, 0)
	before := base.root()
	thrown := base.clone()
	grow(thrown, 700, 1)
	if base.root() != before || base.size != 600 {
		t.Error("the clone changed its original")
	}
	a, b := base.clone(), base.clone()
	grow(a, 700, 2)
	grow(b, 700, 2)
	if a.root() != b.root() {
		t.Error("two clones that grow alike differ")
	}
	for key, tile := range a.dirty {
		if string(b.dirty[key]) != string(tile) {
			t.Errorf("tile %v differs", key)
		}
	}
}

func TestLeafCoversEveryField(t *testing.T) {
	t.Parallel()
	base := leaf{origin: "a/b", seq: 1, recordedAt: 2}
	seen := map[tlog.Hash]string{base.hash(): "none"}
	for name, change := range map[string]func(*leaf){
		"origin":     func(l *leaf) { l.origin = "a/c" },
		"seq":        func(l *leaf) { l.seq++ },
		"recordedAt": func(l *leaf) { l.recordedAt++ },
		"envelope":   func(l *leaf) { l.envelope[31] = 1 },
		"body":       func(l *leaf) { l.body[31] = 1 },
		"links":      func(l *leaf) { l.links[31] = 1 },
	} {
		l := base
		change(&l)
		if other, ok := seen[l.hash()]; ok {
			t.Errorf("a change of %s gives the leaf hash of a change of %s", name, other)
		}
		seen[l.hash()] = name
	}
}

func TestLinkCoversEveryField(t *testing.T) {
	t.Parallel()
	salt, other := make([]byte, saltSize), append(make([]byte, saltSize-1), 1)
	seen := map[tlog.Hash]int{}
	for i, h := range []tlog.Hash{
		linkHash(salt, 0, "a", 0, tlog.Hash{}),
		linkHash(other, 0, "a", 0, tlog.Hash{}),
		linkHash(salt, 1, "a", 0, tlog.Hash{}),
		linkHash(salt, 0, "b", 0, tlog.Hash{}),
		linkHash(salt, 0, "a", 1, tlog.Hash{}),
		linkHash(salt, 0, "a", 0, tlog.Hash{1}),
	} {
		if j, ok := seen[h]; ok {
			t.Errorf("links %d and %d have one hash", j, i)
		}
		seen[h] = i
	}
}

func TestOriginNamesItsEpoch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		origin, base string
		epoch        int64
	}{
		{"berlin/k3v5qd2a", "berlin/k3v5qd2a", 1},
		{"berlin/k3v5qd2a/e2", "berlin/k3v5qd2a", 2},
		{"berlin/k3v5qd2a/e14", "berlin/k3v5qd2a", 14},
		{"berlin/e3v5qd2a", "berlin/e3v5qd2a", 1},
	} {
		base, epoch := splitOrigin(c.origin)
		if base != c.base || epoch != c.epoch {
			t.Errorf("%s is epoch %d of %s", c.origin, epoch, base)
		}
		if got := joinOrigin(base, epoch); got != c.origin {
			t.Errorf("epoch %d of %s is %s", epoch, base, got)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add("berlin/k3v5qd2a\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— berlin/k3v5qd2a AAAAAAAA\n")
	f.Add("a\n-1\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCheckpoint(text)
		if err == nil && (c.Origin == "" || c.Size < 0 || c.Text != text) {
			t.Errorf("%q gives %+v", text, c)
		}
		if err == nil && c.Verify(nil) == nil {
			t.Error("verified without a key")
		}
	})
}
