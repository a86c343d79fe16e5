package demo

import (
	"embed"
	"errors"
	"io/fs"
	"sync"
	"time"
)

var (
	//go:embed ebike.yaml
	ebikeYAML string
	//go:embed shop.yaml
	shopYAML string
	//go:embed pictures
	pictures embed.FS
)

// Plant is one of the plants that the demo can be.
type Plant struct {
	Name string // as it is chosen
	// Definition is its plant definition, as YAML.
	Definition string
	// Illustrated says that its operations have pictures; see Picture.
	Illustrated bool
	// Units is how many units its history has, unless told otherwise.
	Units int
	// Folder is where its data lies, unless told otherwise.
	Folder string
	// Part is what its history is counted by when it goes on; empty: work orders.
	Part string
	// Ask lists commands to try.
	Ask []string
	// Mishaps can be let happen while it goes on live.
	Mishaps []Mishap
	// New is the plant at work, beginning with the drive unit or the order of a
	// number, from 1.
	New func(seed uint64, first int, wall func(time.Duration) time.Time) *Factory
}

// Plants lists the plants; the first is the usual one.
func Plants() []Plant {
	return []Plant{
		{
			Name: "e-bike", Definition: ebikeYAML, Illustrated: true, Units: 2000, Folder: "./demo-data", Part: "CB-3", New: NewFactory, Mishaps: Mishaps(),
			Ask: []string{"unit SN000001", "trace forward BR-0041"},
		},
		{
			Name: "shop", Definition: shopYAML, Units: 400, Folder: "./shop-data", New: NewShop, Mishaps: []Mishap{},
			Ask: []string{"order list --all", "trace forward H-0009"},
		},
	}
}

// Picture is the picture of an operation of the plant, a PNG file, and its work
// instruction, a text; each is nil where there is none.
func (p *Plant) Picture(operation string) (picture, instruction []byte, err error) {
	if !p.Illustrated {
		return nil, nil, nil
	}
	read := func(name string) []byte {
		b, failed := pictures.ReadFile("pictures/" + name)
		if failed != nil && !errors.Is(failed, fs.ErrNotExist) {
			err = failed
		}
		return b
	}
	return read(operation + ".png"), read(operation + ".txt"), err
}

// Clock is the clock of a history that is being made up: it shows what it is
// set to. After Release it is the real time.
type Clock struct {
	mu    sync.Mutex
	now   time.Time
	freed bool
}

// NewClock returns a clock that stands at a time.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.freed {
		return time.Now()
	}
	return c.now
}

// Set lets the clock show a time, unless it shows a later one.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.now) {
		c.now = at
	}
}

// Release lets the clock show the real time from now on.
func (c *Clock) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.freed = true
}
