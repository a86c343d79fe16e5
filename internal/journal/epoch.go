package journal

import (
	"context"
	"errors"
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// epochBody is the body of an entry of kind epoch: what the journal goes on
// from, and what was lost.
type epochBody struct {
	Origin  string `json:"origin"`
	StoreID string `json:"storeId"`
	Epoch   int64  `json:"epoch"`
	keyBody
	Reason string     `json:"reason"`
	Size   int64      `json:"size"`          // entries that are left
	Root   string     `json:"root"`          // of the tree over them
	Lost   *epochLost `json:"lost,omitzero"` // nil when no checkpoint says what
}

// epochLost is the range of entries that a checkpoint vouched for.
type epochLost struct {
	From       int64  `json:"from"`
	To         int64  `json:"to"` // the first that is not lost; From when others stand in their place
	Checkpoint string `json:"checkpoint"`
}

// NewEpoch makes a journal that has lost entries writable again. It goes on
// under a new origin, with a new store id, since the lost entries may have
// given out object keys, and with a new key. The first entry of the epoch names
// the last checkpoint that the file in cfg.Dir holds, the range that was lost
// and the reason. Nobody else may have the journal open.
func NewEpoch(ctx context.Context, db *sqldb.DB, cfg Config, reason string) error {
	if reason == "" {
		return errors.New("new epoch: no reason given")
	}
	cfg, err := cfg.withDefaults()
	if err != nil {
		return err
	}
	l := &Log{cfg: cfg}
	if err := l.startEpoch(ctx, db, reason); err != nil {
		return errors.Join(fmt.Errorf("new epoch: %w", err), l.Close())
	}
	return l.Close()
}

func (l *Log) startEpoch(ctx context.Context, db *sqldb.DB, reason string) error {
	lost, ok, err := readMemo(l.cfg.Dir)
	if err != nil && !ok {
		return err
	}
	ok = ok && err == nil // a damaged checkpoint says nothing
	if l.memo, err = openMemo(l.cfg.Dir); err != nil {
		return err
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		from, err := loadState(ctx, tx)
		if err != nil {
			return err
		}
		body := epochBody{Reason: reason, Size: from.tree.size, Root: from.tree.root().String()}
		if ok {
			body.Lost = &epochLost{From: from.tree.size, To: max(lost.Size, from.tree.size), Checkpoint: lost.Text}
		} else if from.origin == "" {
			return errors.New("the store is empty and there is no checkpoint: start it as a new store")
		}
		if err := l.nameEpoch(from, lost, &body); err != nil {
			return err
		}
		d, err := controlDraft(KindEpoch, body)
		if err != nil {
			return err
		}
		from.origin, from.storeID, from.epoch = body.Origin, body.StoreID, body.Epoch
		l.state = from // of a Log that nobody else has yet
		next, err := l.extend(ctx, tx, from, l.Now(), []Draft{d})
		l.setPending(next, false)
		return err
	})
	if err != nil {
		return err
	}
	return l.Committed(ctx)
}

// nameEpoch gives the epoch its number, origin, store id and key.
func (l *Log) nameEpoch(from state, lost TreeHead, body *epochBody) error {
	base, epoch := splitOrigin(from.origin)
	if lostBase, lostEpoch := splitOrigin(lost.Origin); base == "" || lostBase == base {
		base, epoch = lostBase, max(epoch, lostEpoch)
	}
	body.Epoch = epoch + 1
	body.Origin = joinOrigin(base, body.Epoch)
	var err error
	if body.StoreID, err = newStoreID(l.cfg.Rand); err != nil {
		return err
	}
	if l.key, err = makeKey(l.cfg.Dir, body.Origin, l.cfg.Rand); err != nil {
		return err
	}
	body.keyBody, err = l.key.body()
	return err
}
