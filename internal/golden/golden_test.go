package golden

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// recorder keeps what a failing check says instead of failing.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.said += fmt.Sprintf(format, args...)
}

func TestUpdateThenCheckAgree(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "answer.txt")
	check(t, path, []byte("one\ntwo\n"), true)
	check(t, path, []byte("one\ntwo\n"), false)
}

func TestCheckShowsTheDifference(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "answer.txt")
	check(t, path, []byte("one\n"), true)

	r := &recorder{TB: t}
	check(r, path, []byte("two\n"), false)
	for _, want := range []string{path, "one", "two", "-update"} {
		if !strings.Contains(r.said, want) {
			t.Errorf("the failure does not mention %q:\n%s", want, r.said)
		}
	}
}

func TestCheckSaysHowToWriteAMissingFile(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	check(r, filepath.Join(t.TempDir(), "none.txt"), []byte("one\n"), false)
	if !strings.Contains(r.said, "-update") {
		t.Errorf("got %q, want a hint at -update", r.said)
	}
}
