package backup

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// FuzzLoad reads files that claim to be backups: as they are, or the text of
// one, compressed for it. Whatever they hold, reading ends in an orderly way.
func FuzzLoad(f *testing.F) {
	file, err := os.ReadFile(written(f, sqldbtest.SQLite(f)))
	if err != nil {
		f.Fatal(err)
	}
	text := unpacked(f, file)
	person := strings.Replace(text, `{"table":"person","columns":`, `{"table":"person","rows":1,"columns":`, 1)
	for _, seed := range []string{
		text,
		strings.Replace(text, `"schema":`, `"schema":9`, 1),
		strings.Replace(text, `"table":"person"`, `"table":"entry"`, 1),
		strings.Replace(person, "]}\n", "]}\n"+`["p-1","Anna","","","",1,0]`+"\n", 1),
		strings.Replace(person, "]}\n", "]}\n"+`["p-1",{"bytes":"AA=="},null,[],{},1e99,-1]`+"\n", 1),
		strings.TrimSuffix(text, "{}\n"),
		text + "more",
		text[:len(text)/2],
	} {
		f.Add([]byte(seed), true)
		f.Add(pack([]byte(seed)), false)
	}
	f.Add(append(bytes.Clone(file), file...), false)
	db := sqldbtest.SQLite(f)
	undo := errors.New("undo")
	f.Fuzz(func(t *testing.T, b []byte, packed bool) {
		if packed {
			b = pack(b)
		}
		lines, _, err := open(bytes.NewReader(b))
		if err != nil {
			return
		}
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, _ = load(t.Context(), tx, lines, quiet) // most are refused, and that is right
			return undo
		})
		if !errors.Is(err, undo) {
			t.Error(err)
		}
	})
}

// A small file may hold a line without end: no more of it is read than a line
// may have.
func TestBombIsRefused(t *testing.T) {
	t.Parallel()
	first := fmt.Sprintf(`{"format":%q,"schema":1}`+"\n", format)
	for name, text := range map[string]string{
		"the first line": strings.Repeat(" ", 4<<20),
		"an entry":       first + strings.Repeat(" ", 70<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			packed := pack([]byte(text))
			path := filepath.Join(t.TempDir(), "bomb.backup")
			if err := os.WriteFile(path, packed, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Load(t.Context(), sqldbtest.SQLite(t), path, quiet)
			if err == nil || strings.Contains(err.Error(), "too early") {
				t.Errorf("%d bytes were read to their end: %v", len(text), err)
			}
		})
	}
}

func pack(text []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(text) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

func unpacked(t testing.TB, file []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
