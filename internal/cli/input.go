package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
)

// maxInput bounds the files that a command reads whole.
const maxInput = 64 << 20

func readInput(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(b) > maxInput {
		err = fmt.Errorf("it has more than %d bytes", maxInput)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return b, nil
}

// readFile reads a file that the command line names; "-" is standard input.
func (p *program) readFile(path string) ([]byte, error) {
	if path == "-" {
		return readInput(p.std.In, "standard input")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usageError{err}
	}
	b, err := readInput(f, path)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return b, err
}

// writeNew writes a file that does not exist yet.
func writeNew(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return usageError{err}
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
