package journal

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
)

// The kinds of entry that the journal itself reads. Append refuses the first
// three, which only Open and NewEpoch write.
const (
	KindStore   = "store"   // entry 0: the origin, the store and its first key
	KindKey     = "key"     // a further server's key
	KindEpoch   = "epoch"   // a new origin after a loss
	KindErasure = "erasure" // the bodies that were blanked, and why
)

// What one entry may hold. A body is a record, never an attachment.
const (
	maxText  = 256      // bytes of a text in an envelope, and of an object key
	maxBody  = 16 << 20 // bytes of a body
	maxLinks = 1 << 16  // objects that one entry touches

	maxZoneOffset = 18 * 60 // minutes
)

// ErrInvalid says that a draft cannot be an entry; the text names the field.
var ErrInvalid = errors.New("not a journal entry")

// Envelope says what an entry is, when it happened, where it came from and who
// did it. It is stored as JSON in the order of its fields, and hashed so.
type Envelope struct {
	Kind       string    `json:"kind"`
	Version    int       `json:"version,omitzero"`    // of the body's format
	OccurredAt time.Time `json:"occurredAt"`          // UTC, microseconds; zero means recordedAt
	ZoneOffset int       `json:"zoneOffset,omitzero"` // minutes east of UTC at the place of the event
	Station    string    `json:"station,omitzero"`
	Position   string    `json:"position,omitzero"`
	Session    string    `json:"session,omitzero"`
	Actor      string    `json:"actor,omitzero"` // a pseudonymous id, never a name
	Device     string    `json:"device,omitzero"`
	Source     string    `json:"source,omitzero"`
	Command    string    `json:"command,omitzero"` // id of the command that caused the entry
	Plant      int64     `json:"plant,omitzero"`   // version of the plant definition it was judged by
}

// Draft is an entry before it has a sequence.
type Draft struct {
	Envelope
	Body  []byte   // JSON, not empty; stored and hashed as it is
	Links []string // keys of the objects it touches, each once, in order
}

// Link is one object that an entry touches.
type Link struct {
	Object string
	Count  int64 // how many entries touched the object before this one
}

// Entry is one entry of the journal.
type Entry struct {
	Seq        int64
	RecordedAt time.Time // UTC, microseconds
	Envelope
	Body   []byte // nil when Erased
	Erased bool
	Links  []Link // in the order of the draft
}

// check says whether d can be an entry.
func (d *Draft) check() error {
	switch {
	case d.Kind == KindStore, d.Kind == KindKey, d.Kind == KindEpoch:
		return fmt.Errorf("%w: kind %q is written by the journal alone", ErrInvalid, d.Kind)
	case len(d.Body) == 0:
		return fmt.Errorf("%w: the body of kind %q is empty: write {}", ErrInvalid, d.Kind)
	}
	return d.checkBounds()
}

// checkBounds says whether d keeps within what any entry may hold, one of the
// journal's own or an erased one too.
func (d *Draft) checkBounds() error {
	switch {
	case d.Kind == "":
		return fmt.Errorf("%w: kind is empty", ErrInvalid)
	case len(d.Body) > maxBody:
		return fmt.Errorf("%w: the body of kind %q has %d bytes, at most %d are taken: keep it as an attachment", ErrInvalid, d.Kind, len(d.Body), maxBody)
	case !d.OccurredAt.IsZero() && (d.OccurredAt.UTC().Year() < 1 || d.OccurredAt.UTC().Year() > 9999):
		return fmt.Errorf("%w: occurredAt is in the year %d, 1 to 9999 are taken", ErrInvalid, d.OccurredAt.UTC().Year())
	case max(d.ZoneOffset, -d.ZoneOffset) > maxZoneOffset:
		return fmt.Errorf("%w: the zone offset is %d minutes, at most %d are taken", ErrInvalid, d.ZoneOffset, maxZoneOffset)
	case len(d.Links) > maxLinks:
		return fmt.Errorf("%w: %d links, at most %d are taken: split the command", ErrInvalid, len(d.Links), maxLinks)
	}
	for _, f := range d.texts() {
		if err := checkText(f.text); err != nil {
			return fmt.Errorf("%w: %s %w", ErrInvalid, f.name, err)
		}
	}
	return checkLinks(d.Links)
}

type field struct{ name, text string }

func (e *Envelope) texts() [8]field {
	return [...]field{
		{"kind", e.Kind},
		{"station", e.Station},
		{"position", e.Position},
		{"session", e.Session},
		{"actor", e.Actor},
		{"device", e.Device},
		{"source", e.Source},
		{"command", e.Command},
	}
}

func checkLinks(objects []string) error {
	for i, object := range objects {
		if object == "" {
			return fmt.Errorf("%w: link %d is empty", ErrInvalid, i)
		}
		if err := checkText(object); err != nil {
			return fmt.Errorf("%w: link %d %w", ErrInvalid, i, err)
		}
	}
	if twice, ok := repeated(objects); ok {
		return fmt.Errorf("%w: object %q is linked twice", ErrInvalid, twice)
	}
	return nil
}

// repeated finds a text that list holds twice. Most entries have few links, for
// which a map costs more than looking.
func repeated(list []string) (string, bool) {
	if len(list) <= 8 {
		for i, a := range list {
			for _, b := range list[:i] {
				if a == b {
					return a, true
				}
			}
		}
		return "", false
	}
	seen := make(map[string]bool, len(list))
	for _, s := range list {
		if seen[s] {
			return s, true
		}
		seen[s] = true
	}
	return "", false
}

func checkText(s string) error {
	switch {
	case len(s) > maxText:
		return fmt.Errorf("has %d bytes, at most %d are taken", len(s), maxText)
	case !utf8.ValidString(s):
		return errors.New("is not UTF-8")
	case strings.IndexByte(s, 0) >= 0:
		return errors.New("holds a NUL")
	}
	return nil
}

// encode gives the bytes of the envelope that are stored and hashed.
func (e *Envelope) encode() ([]byte, error) {
	b, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("envelope of kind %q: %w", e.Kind, err)
	}
	return b, nil
}

// decodeEnvelope reads the stored bytes of an envelope.
func decodeEnvelope(b []byte) (Envelope, error) {
	var e Envelope
	if err := json.Unmarshal(b, &e); err != nil {
		return Envelope{}, fmt.Errorf("envelope: %w", err)
	}
	e.OccurredAt = e.OccurredAt.UTC()
	return e, nil
}

// timeOf is the time of microseconds since 1970.
func timeOf(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
