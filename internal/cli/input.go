package cli

import (
	"fmt"
	"io"
	"os"
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
