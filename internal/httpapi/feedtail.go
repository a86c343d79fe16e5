package httpapi

import (
	"slices"
	"sync"

	"github.com/tracewright/tracewright/internal/journal"
)

// maxTailed is how many of the last entries are kept as they are told.
const maxTailed = 1024

// tail keeps the last entries of the journal as a feed tells them, so that they
// are read and written as JSON once, however many follow. The zero tail is ready
// to use.
type tail struct {
	mu   sync.Mutex
	told []told // of consecutive sequences; what was handed out is never changed
}

// told is an entry as it goes to followers.
type told struct {
	seq           int64
	station, kind string
	text          []byte // of a server-sent event
}

// from gives what a journal of size entries has from next on, at most feedPage of
// them, which read reads where they are not kept: the newest once for all who ask,
// older ones for the one who asks.
func (t *tail) from(next, size int64, read func(next int64) ([]told, error)) ([]told, error) {
	page, older, err := t.newest(next, size, read)
	if older {
		return read(next)
	}
	return page, err
}

func (t *tail) newest(next, size int64, read func(next int64) ([]told, error)) (page []told, older bool, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.catchUp(next, size, read); err != nil {
		return nil, false, err
	}
	if len(t.told) == 0 || next < t.told[0].seq {
		return nil, true, nil
	}
	page = t.told[min(next-t.told[0].seq, int64(len(t.told))):]
	return page[:min(len(page), feedPage)], false, nil
}

// catchUp reads what the journal has got since the tail was read last: an erasure
// among it concerns what is kept. What is too far behind begins anew.
func (t *tail) catchUp(next, size int64, read func(next int64) ([]told, error)) error {
	end := next
	if n := len(t.told); n > 0 {
		end = t.told[n-1].seq + 1
	}
	if end >= size {
		return nil
	}
	if size-end > feedPage {
		t.told, end = nil, size-feedPage
	}
	page, err := read(end)
	if err != nil {
		return err
	}
	t.keep(page)
	return nil
}

// keep appends a page, and forgets what is too old, or may tell what has been
// erased since.
func (t *tail) keep(page []told) {
	t.told = append(t.told, page...)
	from := max(0, len(t.told)-maxTailed)
	for i := from; i < len(t.told); i++ {
		if t.told[i].kind == journal.KindErasure {
			from = i
		}
	}
	if from > 0 {
		t.told = slices.Clone(t.told[from:])
	}
}
