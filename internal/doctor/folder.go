package doctor

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// The outcomes of a check: Warn is something to look at that is not wrong.
const (
	OK   = "OK"
	Warn = "WARN"
	Fail = "FAIL"
)

// Checkup is the outcome of one check, in words for people.
type Checkup struct {
	Check  string `json:"check"`
	Status string `json:"status"` // OK, Warn or Fail
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitzero"`
}

// Folder looks at the data folder without opening the store.
func Folder(dir string) []Checkup {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return []Checkup{{"folder", Fail, fmt.Sprintf("there is no folder %s", dir), "name the data folder by --data"}}
	}
	return []Checkup{checkSync(dir), checkSpace(dir), checkPrivate(dir)}
}

// What a disk should do: a commit needs one sync, and more than any disk does
// means that the syncs are not done.
const (
	slowSync = 100
	mostSync = 50_000
)

// checkSync measures how often a second the disk makes a write durable.
func checkSync(dir string) Checkup {
	rate, err := syncRate(dir, 300*time.Millisecond)
	c := Checkup{Check: "disk", Status: OK, Text: fmt.Sprintf("%d durable writes a second", rate)}
	switch {
	case err != nil:
		c.Status, c.Text, c.Remedy = Fail, err.Error(), "the server's account must be able to write to the data folder"
	case rate < slowSync:
		c.Status, c.Remedy = Warn, "each commit waits for one; use a disk with a protected write cache, or an SSD"
	case rate > mostSync:
		c.Status, c.Remedy = Warn, "no disk is that fast: it may not write when asked to (a RAM disk, or a cache without a battery)"
	}
	return c
}

func syncRate(dir string, long time.Duration) (rate int, err error) {
	f, err := os.CreateTemp(dir, "doctor-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	block := make([]byte, 4096)
	began, n := time.Now(), 0
	for ; time.Since(began) < long; n++ {
		if _, err := f.WriteAt(block, 0); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
	}
	return int(float64(n) / time.Since(began).Seconds()), nil
}

// littleSpace is when to worry: a busy plant writes some gigabytes a day.
const littleSpace = 2 << 30

func checkSpace(dir string) Checkup {
	free, err := freeSpace(dir)
	if err != nil {
		return Checkup{"space", Warn, fmt.Sprintf("the free space is not known: %v", err), ""}
	}
	c := Checkup{"space", OK, fmt.Sprintf("%.1f GB free", float64(free)/1e9), "make room: a full disk stops recording"}
	if free < littleSpace/10 {
		c.Status = Fail
	} else if free < littleSpace {
		c.Status = Warn
	}
	return c
}

// checkPrivate looks whether others may read the keys.
func checkPrivate(dir string) Checkup {
	for _, name := range []string{"journal.key", "badge.key", "admin.token", "tls/authority.key", "tls/server.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err == nil && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			return Checkup{"keys", Fail, fmt.Sprintf("other accounts may read %s", name), "chmod 600 " + filepath.Join(dir, name)}
		}
	}
	return Checkup{"keys", OK, "only the server's account reads the keys", ""}
}
