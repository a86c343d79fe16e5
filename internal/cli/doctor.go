package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// The outcomes of a check.
const (
	checkOK   = "OK"
	checkWarn = "WARN"
	checkFail = "FAIL"
)

// checkup is one line of doctor.
type checkup struct {
	Check  string `json:"check"`
	Status string `json:"status"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitzero"`
}

func (p *program) doctor() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look for what is wrong, and say how to mend it",
		Long: `Look for what is wrong, and say how to mend it.

Each line is OK, WARN or FAIL. The exit code is 1 when a line is FAIL. A server
that runs on the store is asked for what only it can see.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.showCheckups(p.examine(cmd.Context())) },
	}
	config.AddFlags(cmd.Flags(), "token")
	return withFormats(cmd, "text", "json")
}

// examine looks at the folder first, then at the store in it.
func (p *program) examine(ctx context.Context) []checkup {
	list := folderCheckups(p.cfg.Data)
	db, err := openExisting(ctx, p.cfg)
	if errors.Is(err, sqldb.ErrTaken) && runningAt(p.cfg) != "" {
		return append(list, p.askServer(ctx, runningAt(p.cfg))...)
	}
	if err != nil {
		return append(list, checkup{"store", checkFail, err.Error(), "see the text; tracewright restore reads a backup into an empty store"})
	}
	list = append(list, checkup{"server", checkOK, "no server has the store open", ""})
	list = append(list, storeCheckups(ctx, db, time.Now())...)
	if err := db.Close(); err != nil {
		list = append(list, checkup{"store", checkWarn, err.Error(), "look into the log of the system for faults of the disk"})
	}
	return list
}

func (p *program) askServer(ctx context.Context, address string) []checkup {
	running := checkup{"server", checkOK, "it runs at " + address, ""}
	c, err := p.remote(address)
	if err == nil {
		var list []checkup
		if err = c.admin(ctx, http.MethodGet, "/admin/doctor", nil, &list); err == nil {
			return append([]checkup{running}, list...)
		}
	}
	running.Status, running.Text = checkFail, fmt.Sprintf("it has the store open and does not answer: %v", err)
	running.Remedy = "give a token of an admin by --token; if the server hangs, stop it and start it again"
	return []checkup{running}
}

func (p *program) showCheckups(list []checkup) error {
	bad := false
	for _, c := range list {
		bad = bad || c.Status == checkFail
	}
	if p.format == "json" {
		if err := p.printJSON(list); err != nil {
			return err
		}
	} else {
		for _, c := range list {
			p.printf("%-4s  %-10s  %s\n", c.Status, c.Check, c.Text)
			if c.Remedy != "" && c.Status != checkOK {
				p.printf("                  -> %s\n", c.Remedy)
			}
		}
	}
	if bad {
		return errRefused
	}
	return nil
}

// folderCheckups looks at the data folder without opening the store.
func folderCheckups(dir string) []checkup {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return []checkup{{"folder", checkFail, fmt.Sprintf("there is no folder %s", dir), "name the data folder by --data"}}
	}
	return []checkup{checkSync(dir), checkSpace(dir), checkPrivate(dir)}
}

// What a disk should do: a commit needs one sync, and more than any disk does
// means that the syncs are not done.
const (
	slowSync = 100
	mostSync = 50_000
)

// checkSync measures how often a second the disk makes a write durable.
func checkSync(dir string) checkup {
	rate, err := syncRate(dir, 300*time.Millisecond)
	c := checkup{Check: "disk", Status: checkOK, Text: fmt.Sprintf("%d durable writes a second", rate)}
	switch {
	case err != nil:
		c.Status, c.Text, c.Remedy = checkFail, err.Error(), "the server's account must be able to write to the data folder"
	case rate < slowSync:
		c.Status, c.Remedy = checkWarn, "each commit waits for one; use a disk with a protected write cache, or an SSD"
	case rate > mostSync:
		c.Status, c.Remedy = checkWarn, "no disk is that fast: it may not write when asked to (a RAM disk, or a cache without a battery)"
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

func checkSpace(dir string) checkup {
	free, err := freeSpace(dir)
	if err != nil {
		return checkup{"space", checkWarn, fmt.Sprintf("the free space is not known: %v", err), ""}
	}
	c := checkup{"space", checkOK, fmt.Sprintf("%.1f GB free", float64(free)/1e9), "make room: a full disk stops recording"}
	if free < littleSpace/10 {
		c.Status = checkFail
	} else if free < littleSpace {
		c.Status = checkWarn
	}
	return c
}

// checkPrivate looks whether others may read the keys.
func checkPrivate(dir string) checkup {
	for _, name := range []string{"journal.key", "badge.key", "admin.token"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err == nil && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			return checkup{"keys", checkFail, fmt.Sprintf("other accounts may read %s", name), "chmod 600 " + filepath.Join(dir, name)}
		}
	}
	return checkup{"keys", checkOK, "only the server's account reads the keys", ""}
}
