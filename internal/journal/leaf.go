package journal

import (
	"crypto/sha256"
	"encoding/binary"

	"golang.org/x/mod/sumdb/tlog"
)

// The formats below are fixed: DESIGN.md spells them out byte by byte, so that
// another program can check a journal. A new format gets a new leafVersion.
const (
	leafVersion = 1
	saltSize    = 16

	envelopeDomain = "tracewright/envelope/1\n"
	bodyDomain     = "tracewright/body/1\n"
	linkDomain     = "tracewright/link/1\n"
	saltDomain     = "tracewright/salt/1\n"
)

// envelopeSalt is the index for which derive gives the salt of the envelope;
// links count from 0.
const envelopeSalt = 1<<32 - 1

// leaf is what an entry's place in the tree vouches for.
type leaf struct {
	origin     string
	seq        int64
	recordedAt int64 // microseconds since 1970
	envelope   tlog.Hash
	body       tlog.Hash
	links      tlog.Hash
}

// bytes gives the leaf as it is hashed.
func (l *leaf) bytes() []byte {
	b := make([]byte, 0, 1+2+len(l.origin)+8+8+3*tlog.HashSize)
	b = append(b, leafVersion)
	b = binary.BigEndian.AppendUint16(b, uint16(len(l.origin)))
	b = append(b, l.origin...)
	b = binary.BigEndian.AppendUint64(b, uint64(l.seq))
	b = binary.BigEndian.AppendUint64(b, uint64(l.recordedAt))
	b = append(b, l.envelope[:]...)
	b = append(b, l.body[:]...)
	return append(b, l.links[:]...)
}

func (l *leaf) hash() tlog.Hash { return tlog.RecordHash(l.bytes()) }

// salted hashes data under a domain and a salt.
func salted(domain string, salt, data []byte) tlog.Hash {
	h := sha256.New()
	h.Write([]byte(domain))
	h.Write(salt)
	h.Write(data)
	var sum tlog.Hash
	h.Sum(sum[:0])
	return sum
}

func envelopeHash(salt, envelope []byte) tlog.Hash {
	s := derive(salt, envelopeSalt)
	return salted(envelopeDomain, s[:], envelope)
}

func bodyHash(salt, body []byte) tlog.Hash { return salted(bodyDomain, salt, body) }

// derive gives the salt of one part of an entry. A certificate shows the salts
// of the parts that it discloses and nothing of the others.
func derive(salt []byte, index uint32) [saltSize]byte {
	b := make([]byte, 0, len(saltDomain)+saltSize+4)
	b = append(b, saltDomain...)
	b = append(b, salt...)
	b = binary.BigEndian.AppendUint32(b, index)
	sum := sha256.Sum256(b)
	return [saltSize]byte(sum[:saltSize])
}

// linkHash is the leaf of one link in the inner tree of its entry: the index-th
// object of the entry, which count entries touched before, the last of them
// with the leaf hash previous (zero when count is 0).
func linkHash(salt []byte, index int, object string, count int64, previous tlog.Hash) tlog.Hash {
	s := derive(salt, uint32(index))
	b := make([]byte, 0, len(linkDomain)+saltSize+8+tlog.HashSize+len(object))
	b = append(b, linkDomain...)
	b = append(b, s[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(count))
	b = append(b, previous[:]...)
	b = append(b, object...)
	return tlog.RecordHash(b)
}

// treeRoot is the RFC 6962 root over hashes.
func treeRoot(hashes []tlog.Hash) tlog.Hash {
	var p peaks
	for _, h := range hashes {
		p.add(h, nil)
	}
	return p.root()
}
