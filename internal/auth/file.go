package auth

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// writePrivate puts a file at path that only its owner may read: whole and on
// the disk, or not at all.
func writePrivate(path string, b []byte) error {
	temporary := path + ".new"
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	err = f.Chmod(0o600) // where a file was left by something else
	if err == nil {
		_, err = f.Write(b)
	}
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(temporary))
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in dir durable, where the system knows such a thing.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
