package journal

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

const (
	keyFile        = "journal.key"
	checkpointFile = "checkpoint"

	noteEd25519   = 1 // the algorithm byte of package note
	secretPrefix  = "PRIVATE+KEY+"
	checkpointAge = time.Second // how long the checkpoint file may stay unsynced
)

// secret is the key as package note writes a signer key.
func (k *key) secret() string {
	hash := strings.TrimPrefix(k.public, k.origin+"+")[:8]
	seed := append([]byte{noteEd25519}, k.private.Seed()...)
	return secretPrefix + k.origin + "+" + hash + "+" + base64.StdEncoding.EncodeToString(seed)
}

// loadKey reads the key of dir and names it for origin, or makes one.
func loadKey(dir, origin string, rand io.Reader) (*key, error) {
	path := filepath.Join(dir, keyFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(dir, origin, rand)
	}
	if err != nil {
		return nil, err
	}
	seed, err := seedOf(strings.TrimSpace(string(b)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w: put the right file back, or move this one away to get a new key", path, err)
	}
	return newKey(origin, seed)
}

// makeKey makes a key for origin and writes it to dir, readable by its owner.
func makeKey(dir, origin string, rand io.Reader) (*key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(rand, seed); err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	k, err := newKey(origin, seed)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, keyFile)
	if err := writeSynced(path, []byte(k.secret()+"\n")); err != nil {
		return nil, fmt.Errorf("write key: %w", err)
	}
	return k, nil
}

// seedOf reads a signer key of package note.
func seedOf(secret string) ([]byte, error) {
	if _, err := note.NewSigner(secret); err != nil {
		return nil, err
	}
	_, encoded, _ := strings.Cut(strings.TrimPrefix(secret, secretPrefix), "+")
	_, encoded, _ = strings.Cut(encoded, "+")
	b, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(b) != 1+ed25519.SeedSize || b[0] != noteEd25519 {
		return nil, errors.New("not an Ed25519 key")
	}
	return b[1:], nil
}

// writeSynced replaces the file at path by one that only its owner can read.
func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(path+".new"))
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in dir durable, where the system knows such a thing.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// memo is the checkpoint file: the largest tree that this machine knows of,
// kept outside the database.
//
// It is overwritten in place: a checkpoint fits in one sector and never gets
// shorter under one origin, so neither a kill nor a power cut leaves half a
// text, which a rename without fsync may, and an fsync for each commit would
// double the cost of a commit.
type memo struct {
	file   *os.File
	length int
	synced time.Time
	dirty  bool
}

// readMemo reads the checkpoint file of dir; ok is false when there is none, or
// nothing in it yet. An error with ok is about what it says.
func readMemo(dir string) (c TreeHead, ok bool, err error) {
	path := filepath.Join(dir, checkpointFile)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return TreeHead{}, false, nil
	}
	if err != nil {
		return TreeHead{}, false, err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxCheckpoint))
	if err = errors.Join(err, f.Close()); err != nil {
		return TreeHead{}, false, fmt.Errorf("read %s: %w", path, err)
	}
	if len(b) == 0 {
		return TreeHead{}, false, nil
	}
	if c, err = ParseCheckpoint(string(b)); err != nil {
		return TreeHead{}, true, fmt.Errorf("%s: %w", path, err)
	}
	return c, true, nil
}

// openMemo opens the checkpoint file of dir for writing.
func openMemo(dir string) (*memo, error) {
	f, err := os.OpenFile(filepath.Join(dir, checkpointFile), os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &memo{file: f, length: int(info.Size())}, nil
}

// write puts c into the file, and syncs it when the last time is a while ago.
func (m *memo) write(c TreeHead, now time.Time) error {
	if _, err := m.file.WriteAt([]byte(c.Text), 0); err != nil {
		return err
	}
	if len(c.Text) < m.length {
		if err := m.file.Truncate(int64(len(c.Text))); err != nil {
			return err
		}
	}
	m.length, m.dirty = len(c.Text), true
	if age := now.Sub(m.synced); age < checkpointAge && age >= 0 {
		return nil
	}
	return m.sync(now)
}

func (m *memo) sync(now time.Time) error {
	if !m.dirty {
		return nil
	}
	if err := m.file.Sync(); err != nil {
		return err
	}
	m.synced, m.dirty = now, false
	return nil
}

func (m *memo) close(now time.Time) error {
	return errors.Join(m.sync(now), m.file.Close())
}
