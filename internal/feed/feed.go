package feed

import "sync"

// Feed holds the size of the journal and wakes those who wait for it to grow.
// The zero Feed is ready to use.
type Feed struct {
	mu      sync.Mutex
	size    int64
	waiting map[chan struct{}]struct{}
}

// Wake says that the journal has size entries now, all of them committed.
func (f *Feed) Wake(size int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if size <= f.size {
		return
	}
	f.size = size
	for ch := range f.waiting {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// Size is the last size that was told.
func (f *Feed) Size() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size
}

// Subscribe returns a channel on which something is received after the journal
// has grown, and a function that ends the subscription. Wakes that nobody has
// received yet are one.
func (f *Feed) Subscribe() (wake <-chan struct{}, cancel func()) {
	ch := make(chan struct{}, 1)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.waiting == nil {
		f.waiting = map[chan struct{}]struct{}{}
	}
	f.waiting[ch] = struct{}{}
	return ch, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.waiting, ch)
	}
}
