package journal

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// The bodies of the entries that the journal writes about itself.
type (
	// storeBody is the body of entry 0.
	storeBody struct {
		Origin  string `json:"origin"`
		StoreID string `json:"storeId"`
		Epoch   int64  `json:"epoch"`
		keyBody
	}
	// keyBody introduces a key: the key itself signs the line
	// "tracewright key", the origin and its public form.
	keyBody struct {
		Key       string `json:"key"` // a verifier key of package note
		Signature string `json:"signature"`
	}
)

// text is what a key signs to show that its owner has it.
func (b keyBody) text(origin string) []byte {
	return []byte("tracewright key\n" + origin + "\n" + b.Key + "\n")
}

func (k *key) body() (keyBody, error) {
	b := keyBody{Key: k.public}
	sig, err := k.Sign(b.text(k.origin))
	if err != nil {
		return keyBody{}, fmt.Errorf("sign key: %w", err)
	}
	b.Signature = base64.StdEncoding.EncodeToString(sig)
	return b, nil
}

// keyDraft is the entry that introduces this server's key, and with it the
// store when that is fresh.
func (l *Log) keyDraft(fresh bool) (Draft, error) {
	key, err := l.key.body()
	if err != nil {
		return Draft{}, err
	}
	if !fresh {
		return controlDraft(KindKey, key)
	}
	return controlDraft(KindStore, storeBody{l.state.origin, l.state.storeID, l.state.epoch, key})
}

func controlDraft(kind string, body any) (Draft, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return Draft{}, fmt.Errorf("body of kind %q: %w", kind, err)
	}
	return Draft{Envelope: Envelope{Kind: kind, Version: 1}, Body: b}, nil
}

// control is the body of an entry of kind store, key or epoch, as far as it
// concerns checking.
type control struct {
	Origin  string `json:"origin"`
	StoreID string `json:"storeId"`
	Epoch   int64  `json:"epoch"`
	keyBody
}

type controlRow struct {
	seq  int64
	kind string
	body []byte
}

// The first condition is that of the index entry_control, word for word, as
// SQLite wants it.
const selectControls = `
select e.seq, e.kind, b.bytes
from entry e
join body b on b.seq = e.seq
where e.kind in ('store', 'key', 'epoch', 'erasure') and e.kind <> 'erasure' and e.seq > $1
order by e.seq
limit 1000`

// Keys returns the public keys that the journal introduces, in order, in the
// verifier key form of package note.
func Keys(ctx context.Context, tx *sqldb.Tx) ([]string, error) {
	var keys []string
	for after := int64(-1); ; {
		rows, err := sqldb.Select(ctx, tx, func(r *controlRow) []any {
			return []any{&r.seq, &r.kind, &r.body}
		}, selectControls, after)
		if err != nil {
			return nil, fmt.Errorf("read keys: %w", err)
		}
		for _, r := range rows {
			var c control
			if err := json.Unmarshal(r.body, &c); err != nil {
				return nil, fmt.Errorf("%w: body of entry %d: %w", ErrDamaged, r.seq, err)
			}
			keys = append(keys, c.Key)
		}
		if len(rows) == 0 {
			return keys, nil
		}
		after = rows[len(rows)-1].seq
	}
}

// keyIsKnown says whether the journal has introduced this server's key.
func (l *Log) keyIsKnown(ctx context.Context, db *sqldb.DB) (bool, error) {
	var keys []string
	err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		keys, err = Keys(ctx, tx)
		return err
	})
	return slices.Contains(keys, l.key.public), err
}
