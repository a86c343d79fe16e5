package journal

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxCheckpoint bounds the checkpoints that are read from outside. It leaves
// room for the signatures of witnesses.
const maxCheckpoint = 64 << 10

// TreeHead is what a checkpoint states: how large a tree was and what its root
// was. Text is the checkpoint, in the form of C2SP tlog-checkpoint.
type TreeHead struct {
	Origin string
	Size   int64
	Root   tlog.Hash
	Text   string // with its signatures
}

var errCheckpoint = errors.New("not a checkpoint: want an origin, a size, a root and signatures")

// ParseCheckpoint reads the text of a checkpoint without looking at its
// signatures.
func ParseCheckpoint(text string) (TreeHead, error) {
	if len(text) > maxCheckpoint {
		return TreeHead{}, fmt.Errorf("a checkpoint of %d bytes, at most %d are read", len(text), maxCheckpoint)
	}
	body, _, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(body, "\n")
	if !ok || len(lines) < 3 || lines[0] == "" {
		return TreeHead{}, errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return TreeHead{}, errCheckpoint
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return TreeHead{}, errCheckpoint
	}
	return TreeHead{Origin: lines[0], Size: size, Root: root, Text: text}, nil
}

// Verify checks that one of keys, in the verifier key form of package note,
// has signed c.
func (c TreeHead) Verify(keys []string) error {
	verifiers := make([]note.Verifier, len(keys))
	for i, key := range keys {
		v, err := note.NewVerifier(key)
		if err != nil {
			return fmt.Errorf("key %q: %w", key, err)
		}
		verifiers[i] = v
	}
	_, err := note.Open([]byte(c.Text), note.VerifierList(verifiers...))
	if _, unknown := errors.AsType[*note.UnverifiedNoteError](err); unknown {
		return errors.New("signed by no key of this journal")
	}
	return err
}

// key signs checkpoints. Its name is the origin it signs for.
type key struct {
	note.Signer
	origin  string
	private ed25519.PrivateKey
	public  string // as package note writes a verifier key
}

// newKey makes the key of a seed for an origin.
func newKey(origin string, seed []byte) (*key, error) {
	private := ed25519.NewKeyFromSeed(seed)
	public, err := note.NewEd25519VerifierKey(origin, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", origin, err)
	}
	k := &key{origin: origin, private: private, public: public}
	if k.Signer, err = note.NewSigner(k.secret()); err != nil {
		return nil, fmt.Errorf("key of %s: %w", origin, err)
	}
	return k, nil
}

// sign makes the checkpoint of a tree.
func (k *key) sign(size int64, root tlog.Hash) (TreeHead, error) {
	text := k.origin + "\n" + strconv.FormatInt(size, 10) + "\n" + root.String() + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, k)
	if err != nil {
		return TreeHead{}, fmt.Errorf("sign checkpoint: %w", err)
	}
	return TreeHead{Origin: k.origin, Size: size, Root: root, Text: string(signed)}, nil
}
