package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// StoredFile is a file that is kept beside the journal, such as a photo. It is no
// view: its bytes are handed in before a command names them.
type StoredFile struct {
	Digest string // SHA-256 of its bytes, as 64 hexadecimal digits in lower case
	// Erased says that its bytes were taken away for good.
	Erased bool
}

// Attached says that an entry names a file.
type Attached struct {
	Entry  int64
	Line   int
	Digest string
}

// maxAttached bounds the files that one command names.
const maxAttached = 20

// attach puts files to the last fact, which must be a material one: each was handed
// in before. A report keeps what it says of a file that nobody has.
func (d *decider) attach(object ObjectID, files []string) {
	if len(files) == 0 || len(d.facts) == 0 || d.stopped() {
		return
	}
	if len(files) > maxAttached {
		d.bad("attachments", strconv.Itoa(len(files)), "at most "+strconv.Itoa(maxAttached))
		return
	}
	var named []string
	for _, digest := range files {
		if !plant.IsDigest(digest) {
			d.bad("attachments", digest, "it is no SHA-256 in 64 hexadecimal digits of lower case, as the server gives it for a file")
			return
		}
		if !d.kept(digest) {
			d.mistake(CodeNoFile, object, Evidence{"file": digest})
		}
		if !slices.Contains(named, digest) {
			named = append(named, digest)
		}
	}
	if m, ok := d.facts[len(d.facts)-1].(*Material); ok {
		m.Attachments = named
	}
}

// kept reports whether the bytes of a file are there.
func (d *decider) kept(digest string) bool {
	f, ok := d.s.Files.Get(digest)
	return ok && !f.Erased
}

// name records that an entry names files.
func (s *State) name(e *Entry, files []string) {
	for i, digest := range files {
		s.Attached.Put(Attached{Entry: e.Seq, Line: i, Digest: digest})
	}
}
