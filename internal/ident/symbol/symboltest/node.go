package symboltest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Symbol is what a reader found in a picture.
type Symbol struct {
	// Format is the reader's name of the symbology, such as DataMatrix.
	Format string `json:"format"`
	// Identifier is the AIM symbology identifier, such as ]d2.
	Identifier string `json:"identifier"`
	// Bytes are the data as in the symbol, Text is what it says in UTF-8.
	Bytes       []byte `json:"bytes"`
	Text        string `json:"text"`
	ContentType string `json:"contentType"`
}

// Node is a running node process with the readers and renderers from npm. It
// answers one request after the other.
type Node struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

// StartNode starts the process, which ends with the test.
func StartNode(t testing.TB) *Node {
	t.Helper()
	needed(t)
	dir := folder(t)
	program, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("node is not installed, which reads symbols in tests: run scripts/setup, or install Node.js 18 or newer")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "zxing-wasm")); err != nil {
		t.Fatalf("the readers from npm are not installed: run scripts/setup, or npm ci in internal/ident/symbol/symboltest/node")
	}
	cmd := exec.Command(program, "reader.mjs")
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	return &Node{in: in, out: bufio.NewReader(out)}
}

// folder finds what npm installed from the folder of any test: below the one that
// has go.mod.
func folder(t testing.TB) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return filepath.Join(root, "internal", "ident", "symbol", "symboltest", "node")
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod is above the folder of the test")
		}
		root = filepath.Dir(root)
	}
}

// Read gives all symbols that zxing-cpp finds in a PNG.
func (n *Node) Read(picture []byte) ([]Symbol, error) {
	answer, err := n.ask(map[string]any{"image": picture})
	return answer.Symbols, err
}

// DrawZPL gives the PNG of a label in ZPL as zebrash draws it, of a size in
// millimetres.
func (n *Node) DrawZPL(zpl string, width, height float64, dotsPerMillimetre int) ([]byte, error) {
	answer, err := n.ask(map[string]any{
		"zpl": zpl, "width": width, "height": height, "dotsPerMillimetre": dotsPerMillimetre,
	})
	return answer.Image, err
}

type nodeAnswer struct {
	Symbols []Symbol `json:"symbols"`
	Image   []byte   `json:"image"`
	Error   string   `json:"error"`
}

func (n *Node) ask(request any) (answer nodeAnswer, err error) {
	line, err := json.Marshal(request)
	if err != nil {
		return answer, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, err := n.in.Write(append(line, '\n')); err != nil {
		return answer, fmt.Errorf("ask node: %w", err)
	}
	reply, err := n.out.ReadBytes('\n')
	if err != nil {
		return answer, fmt.Errorf("node ended: %w", err)
	}
	if err := json.Unmarshal(reply, &answer); err != nil {
		return answer, fmt.Errorf("node said %q: %w", reply, err)
	}
	if answer.Error != "" {
		return answer, fmt.Errorf("node: %s", answer.Error)
	}
	return answer, nil
}
