package journal

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// VerifyOptions says what Verify compares the journal with, besides itself.
type VerifyOptions struct {
	// Dir is the data folder, for its checkpoint file; empty leaves it out.
	Dir string
	// Checkpoint is the text of a checkpoint that was kept elsewhere, such as
	// by a customer or a gateway; empty leaves it out.
	Checkpoint string
	// Progress, unless nil, is told now and then how many entries of how many
	// are done.
	Progress func(done, total int64)
}

// Report is what Verify found.
type Report struct {
	Origin  string
	Entries int64     // that the journal had when Verify began
	Root    tlog.Hash // of the tree over Entries, when nothing is wrong
	Erased  int64     // bodies blanked by an erasure entry
	Wrong   *Finding  // nil when the journal is sound
}

// Finding is the first thing that is wrong with a journal.
type Finding struct {
	// Seq is the entry that is wrong; -1 when it is not one entry, but the
	// journal as a whole.
	Seq int64
	// What is wrong with it, in a clause.
	What string
}

// String gives the finding as a sentence.
func (f *Finding) String() string {
	if f.Seq < 0 {
		return f.What
	}
	return fmt.Sprintf("entry %d: %s", f.Seq, f.What)
}

func wrong(seq int64, format string, args ...any) *Finding {
	return &Finding{Seq: seq, What: fmt.Sprintf(format, args...)}
}

// verifyPage is how many entries are read at a time.
const verifyPage = 1024

// Verify recomputes the whole journal of db: each envelope, body, link, leaf
// and column, the chains, the tiles, the root, the head, and compares it with
// the signed checkpoints that it can see. It may run while the journal grows,
// and uses bounded memory. What is wrong with the journal is in the report; an
// error is a fault on the way.
func Verify(ctx context.Context, db *sqldb.DB, o VerifyOptions) (Report, error) {
	return verify(ctx, db, o, maxChains)
}

// verify is Verify with room for that many chains.
func verify(ctx context.Context, db *sqldb.DB, o VerifyOptions, chains int) (Report, error) {
	v := &verifier{db: db, progress: o.Progress, erased: seqSet{}, chains: chainCache{limit: chains}}
	// The checkpoints come before the head: the journal may grow meanwhile.
	if err := v.readOutside(o); err != nil {
		return Report{}, fmt.Errorf("verify: %w", err)
	}
	if err := v.run(ctx); err != nil {
		return Report{}, fmt.Errorf("verify: %w", err)
	}
	r := Report{Origin: v.head.origin, Entries: v.head.next, Erased: v.erasures, Wrong: v.found}
	if v.found == nil {
		r.Root = v.tree.root()
	}
	return r, nil
}

// verifier is one run of Verify.
type verifier struct {
	db       *sqldb.DB
	progress func(done, total int64)

	head     head
	found    *Finding
	wanted   []*statement
	tree     frontier
	stored   [8]storedTile
	chains   chainCache
	last     int64  // recordedAt of the entry before
	origins  []span // in order
	storeID  string
	epoch    int64
	keys     []string
	erased   seqSet // bodies blanked, for which no erasure was seen yet
	erasures int64
}

// statement is a checkpoint with the root that the journal turned out to have.
type statement struct {
	TreeHead
	from string // where it comes from
	root tlog.Hash
}

// span is where an origin begins.
type span struct {
	origin string
	from   int64
}

// readOutside reads the checkpoints that lie outside the database.
func (v *verifier) readOutside(o VerifyOptions) error {
	if o.Dir != "" {
		c, ok, err := readMemo(o.Dir)
		switch {
		case err != nil && !ok:
			return err
		case err != nil:
			v.note(wrong(-1, "%v", err))
		case ok:
			v.wanted = append(v.wanted, &statement{TreeHead: c, from: "the checkpoint file"})
		}
	}
	if o.Checkpoint != "" {
		c, err := ParseCheckpoint(o.Checkpoint)
		if err != nil {
			return fmt.Errorf("the checkpoint given: %w", err)
		}
		v.wanted = append(v.wanted, &statement{TreeHead: c, from: "the checkpoint given"})
	}
	return nil
}

// note keeps the finding that names the earliest entry.
func (v *verifier) note(f *Finding) {
	if f == nil {
		return
	}
	if v.found == nil || f.Seq >= 0 && (v.found.Seq < 0 || f.Seq < v.found.Seq) {
		v.found = f
	}
}

func (v *verifier) run(ctx context.Context) error {
	err := v.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if v.head, err = readHead(ctx, tx, selectHead); err != nil {
			return err
		}
		return v.checkStrays(ctx, tx)
	})
	if err != nil {
		return err
	}
	if err := v.checkEntries(ctx); err != nil {
		return err
	}
	return v.db.Read(ctx, func(tx *sqldb.Tx) error {
		if err := v.checkErasures(ctx, tx); err != nil {
			return err
		}
		if v.found != nil {
			return nil
		}
		if err := v.checkChains(ctx, tx); err != nil {
			return err
		}
		v.checkHead()
		v.checkWanted()
		return nil
	})
}

// page is a run of entries with their links.
type page struct {
	from, to int64 // the sequences it should have
	entries  []verifyEntry
	links    []verifyLink
}

// checkEntries reads and checks all entries, one page being read while the
// other is checked. It stops at the first that is wrong.
func (v *verifier) checkEntries(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pages := make(chan page, 1)
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(pages)
		for from := int64(0); from < v.head.next; {
			p, err := v.readPage(gctx, from)
			if err != nil {
				return err
			}
			from = p.to
			select {
			case pages <- p:
			case <-gctx.Done():
				return gctx.Err()
			}
		}
		return nil
	})
	g.Go(func() error {
		for p := range pages {
			f, err := v.checkPage(gctx, p)
			if err != nil {
				return err
			}
			if f != nil {
				v.note(f)
				return errFound
			}
			if v.progress != nil {
				v.progress(v.tree.size, v.head.next)
			}
		}
		return nil
	})
	if err := g.Wait(); err != nil && v.found == nil {
		return err
	}
	return nil
}
