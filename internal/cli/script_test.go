package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tracewright/tracewright/internal/cli"
	"github.com/tracewright/tracewright/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tracewright": func() {
			os.Exit(cli.Run(context.Background(), os.Args[1:], cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.Environ()))
		},
	})
}

// The scripts of testdata/script open their stores themselves.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, params("testdata/script", func(*testscript.Env) error { return nil }))
}

// The scripts of testdata/both say the same whether they open the store
// themselves or speak to a server.
func TestScriptsWithoutServer(t *testing.T) {
	t.Parallel()
	testscript.Run(t, params("testdata/both", func(env *testscript.Env) error {
		env.Setenv("TRACEWRIGHT_DATA", filepath.Join(env.WorkDir, "plant"))
		return initStore(env)
	}))
}

func TestScriptsWithServer(t *testing.T) {
	t.Parallel()
	testscript.Run(t, params("testdata/both", func(env *testscript.Env) error {
		if err := initStore(env); err != nil {
			return err
		}
		dir := filepath.Join(env.WorkDir, "plant")
		address, stop, err := startServer("--data", dir)
		if err != nil {
			return err
		}
		env.Defer(func() {
			if code, text := stop(); code != 0 {
				t.Errorf("the server ended with %d: %s", code, text)
			}
		})
		token, err := os.ReadFile(filepath.Join(dir, "admin.token"))
		env.Setenv("TRACEWRIGHT_SERVER", address)
		env.Setenv("TRACEWRIGHT_TOKEN", strings.TrimSpace(string(token)))
		return err
	}))
}

func params(dir string, setup func(*testscript.Env) error) testscript.Params {
	plant, err := os.ReadFile("../../testdata/plant/pump.yaml")
	if err != nil {
		panic(err)
	}
	return testscript.Params{
		Dir:                 dir,
		UpdateScripts:       golden.Updating(),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			if err := os.WriteFile(filepath.Join(env.WorkDir, "pump.yaml"), plant, 0o600); err != nil {
				return err
			}
			// A route with one more operation, while pumps are on it.
			washed := bytes.Replace(plant, []byte("      - code: TIGHTEN\n"), []byte("      - code: WASH\n      - code: TIGHTEN\n"), 1)
			if err := os.WriteFile(filepath.Join(env.WorkDir, "washed.yaml"), washed, 0o600); err != nil {
				return err
			}
			return setup(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "scrub": scrub, "keep": keep},
	}
}

func initStore(env *testscript.Env) error {
	var errs bytes.Buffer
	code := cli.Run(context.Background(), []string{"init", "--data", filepath.Join(env.WorkDir, "plant")}, cli.Stdio{Out: &bytes.Buffer{}, Err: &errs}, nil)
	if code != 0 {
		return fmt.Errorf("init ended with %d: %s", code, errs.String())
	}
	return nil
}

// exits CODE COMMAND… runs tracewright and expects an exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE ARGUMENT…")
	}
	var out, errs bytes.Buffer
	env := []string{}
	for _, name := range []string{"TRACEWRIGHT_DATA", "TRACEWRIGHT_SERVER", "TRACEWRIGHT_TOKEN"} {
		if v := ts.Getenv(name); v != "" {
			env = append(env, name+"="+v)
		}
	}
	for i, a := range args {
		if rest, ok := strings.CutPrefix(a, "@"); ok {
			args[i] = ts.MkAbs(rest)
		}
	}
	code := cli.Run(context.Background(), args[1:], cli.Stdio{In: strings.NewReader(""), Out: &out, Err: &errs}, env)
	ts.Logf("[stdout]\n%s[stderr]\n%s", out.String(), errs.String())
	ts.Check(os.WriteFile(ts.MkAbs("out"), out.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("err"), errs.Bytes(), 0o600))
	if got := string(rune('0' + code)); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// keep NAME FILE [PATTERN] sets a variable to the first line of a file, or to what
// the group of a pattern finds in it.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: keep NAME FILE [PATTERN]")
	}
	pattern := `^(.*)\n`
	if len(args) > 2 {
		pattern = args[2]
	}
	found := regexp.MustCompile(pattern).FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("%s has no %s", args[1], pattern)
	}
	ts.Setenv(args[0], found[1])
}

// scrub FILE… replaces what differs from run to run.
func scrub(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := ts.ReadFile(name)
		for _, r := range []struct{ pattern, by string }{
			{regexp.QuoteMeta(ts.MkAbs(".")), "$$WORK"},
			{`\b[a-z2-7]{8}(-[0-9a-z]{7}-[0-9a-z]+)`, "STORE$1"},
			{`plant/[a-z2-7]{8}`, "plant/STORE"},
			{`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z`, "TIME"},
			{`"id": "[A-Z2-7]{26}"`, `"id": "COMMAND"`},
			{`[A-Za-z0-9+/]{43}=`, "ROOT"},
			{`[0-9]+ kB`, "N kB"},
			{`http://127.0.0.1:\d+`, "ADDRESS"},
		} {
			text = regexp.MustCompile(r.pattern).ReplaceAllString(text, r.by)
		}
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// startServer runs a server on a free port until stop, which returns its exit
// code and what it has said.
func startServer(args ...string) (address string, stop func() (int, string), err error) {
	ctx, cancel := context.WithCancel(context.Background())
	out := &announced{line: make(chan string, 1)}
	var errs syncBuffer
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), cli.Stdio{Out: out, Err: &errs}, nil)
	}()
	stop = func() (int, string) {
		cancel()
		return <-done, errs.String()
	}
	select {
	case address = <-out.line:
		return address, stop, nil
	case code := <-done:
		cancel()
		return "", nil, fmt.Errorf("the server ended with %d: %s", code, errs.String())
	}
}

// announced gives the first line that is written to it.
type announced struct {
	line chan string
	once sync.Once
}

func (a *announced) Write(b []byte) (int, error) {
	a.once.Do(func() { a.line <- strings.TrimSpace(string(b)) })
	return len(b), nil
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
