package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// backupNote is the file in the data folder that says when the last backup was
// fetched, and how many entries it has.
const backupNote = "last-backup"

// oldBackup is when to ask for a new one.
const oldBackup = 7 * 24 * time.Hour

// NoteBackup notes in the data folder that a backup with so many entries was
// fetched.
func NoteBackup(dir string, at time.Time, entries int64) error {
	text := at.UTC().Format(time.RFC3339) + " " + strconv.FormatInt(entries, 10) + "\n"
	return os.WriteFile(filepath.Join(dir, backupNote), []byte(text), 0o600)
}

// Backup says how old the last backup is; now is the time by the clock of this
// machine. Whether it lies in a safe place, nobody here can know.
func Backup(dir string, now time.Time) Checkup {
	const remedy = "run tracewright backup FILE every night, and keep the files on another machine"
	text, err := os.ReadFile(filepath.Join(dir, backupNote))
	if errors.Is(err, fs.ErrNotExist) {
		return Checkup{"backup", Warn, "no backup was ever made of this store", remedy}
	}
	stamp, entries, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	at, parse := time.Parse(time.RFC3339, stamp)
	if err = errors.Join(err, parse); err != nil {
		return Checkup{"backup", Warn, fmt.Sprintf("when the last backup was made is not known: %v", err), remedy}
	}
	age := now.Sub(at)
	c := Checkup{"backup", OK, fmt.Sprintf("the last one was made %s, with %s entries", at.Format(time.DateTime+" MST"), entries), ""}
	if age > oldBackup {
		c.Status, c.Remedy = Warn, remedy
	}
	return c
}
