package attachment_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

func start(t *testing.T, db *sqldb.DB) (*enginetest.Plant, *attachment.Store) {
	t.Helper()
	p := enginetest.Start(t, db)
	return p, &attachment.Store{DB: db, Now: p.Clock.Now}
}

// scratch reports a defect that is shown by a file, and returns its entry.
func scratch(t *testing.T, p *enginetest.Plant, id, digest string) int64 {
	t.Helper()
	a := p.Do(t, &track.Command{ID: id, Verb: "report-defect", Mode: track.ModeReport, Args: &track.ReportDefect{
		Object: "SN1", Defect: "SCRATCH", Attachments: []string{digest},
	}})
	for _, f := range a.Verdict.Also {
		if f.Code == track.CodeNoFile {
			t.Fatalf("report-defect: %+v", f)
		}
	}
	return a.Seq
}

func TestAFileIsKeptOnceAndGivenBackAsItWas(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		_, files := start(t, db)
		long := bytes.Repeat([]byte("torque;5.02\n"), 60_000) // of several parts
		first, err := files.Put(t.Context(), long, "p-1")
		if err != nil {
			t.Fatal(err)
		}
		again, err := files.Put(t.Context(), slices.Clone(long), "p-2")
		if err != nil || again != first {
			t.Errorf("the second time: %+v %v, want %+v", again, err, first)
		}
		f, b, err := files.Get(t.Context(), first.Digest)
		if err != nil || f != first || !bytes.Equal(b, long) {
			t.Errorf("got %+v, %d bytes, %v", f, len(b), err)
		}
		if r, err := attachment.Verify(t.Context(), db); err != nil || r != (attachment.Report{Files: 1}) {
			t.Errorf("verify: %+v %v", r, err)
		}
		if _, _, err := files.Get(t.Context(), strings.Repeat("0", 64)); !errors.Is(err, attachment.ErrNotFound) {
			t.Errorf("a file that nobody has: %v", err)
		}
		if _, err := files.Put(t.Context(), make([]byte, attachment.MaxBytes+1), "p-1"); !errors.Is(err, attachment.ErrTooLarge) {
			t.Errorf("a file that is too large: %v", err)
		}
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "update attachment_part set bytes = $1 where n = 1", []byte("5.20"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := attachment.Verify(t.Context(), db); err != nil || !strings.Contains(r.Wrong, f.Digest) {
			t.Errorf("verify a changed file: %+v %v", r, err)
		}
	})
}

func TestWhatNothingNamesIsDropped(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p, files := start(t, db)
		keep := func(text string) string {
			f, err := files.Put(t.Context(), []byte(text), "p-1")
			if err != nil {
				t.Fatal(err)
			}
			return f.Digest
		}
		named, unnamed, again := keep("named"), keep("unnamed"), keep("again")
		scratch(t, p, "c1", named)
		p.Clock.Advance(29 * 24 * time.Hour)
		keep("again")
		keep("young")
		p.Clock.Advance(2 * 24 * time.Hour)
		keep("new")
		keep("newer") // what is named was looked at, and is passed over
		for digest, want := range map[string]error{named: nil, again: nil, unnamed: attachment.ErrNotFound} {
			if _, _, err := files.Get(t.Context(), digest); !errors.Is(err, want) {
				t.Errorf("file %s: %v, want %v", digest, err, want)
			}
		}
	})
}

func TestErasedWithTheLastEntryThatNamesIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p, files := start(t, db)
		f, err := files.Put(t.Context(), []byte("a face"), "p-1")
		if err != nil {
			t.Fatal(err)
		}
		for i, entry := range []int64{scratch(t, p, "c1", f.Digest), scratch(t, p, "c2", f.Digest)} {
			if err := p.Engine.Erase(t.Context(), "p-admin", engine.Erasure{Entries: []int64{entry}, Reason: "a visitor"}); err != nil {
				t.Fatal(err)
			}
			_, _, err := files.Get(t.Context(), f.Digest)
			if erased := errors.Is(err, attachment.ErrErased); erased != (i == 1) {
				t.Errorf("after %d of 2 entries are erased: %v", i+1, err)
			}
		}
		if _, err := files.Put(t.Context(), []byte("a face"), "p-1"); !errors.Is(err, attachment.ErrErased) {
			t.Errorf("once more: %v", err)
		}
		if err := engine.Rebuild(t.Context(), db, nil); err != nil {
			t.Fatal(err)
		}
		if r, err := attachment.Verify(t.Context(), db); err != nil || r != (attachment.Report{}) {
			t.Errorf("verify: %+v %v", r, err)
		}
		err = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			missing, err := attachment.Missing(t.Context(), tx)
			if missing != "" {
				t.Errorf("%s is missed", missing)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSniffTakesBytesAndNotNames(t *testing.T) {
	t.Parallel()
	large := picture(t, 2, 2)
	copy(large[16:], []byte{0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff}) // the header says so
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"PNG":                   {picture(t, 3, 2), attachment.PNG},
		"PNG of many pixels":    {large, ""},
		"PNG without its rest":  {[]byte("\x89PNG\r\n\x1a\n"), ""},
		"JPEG without its rest": {[]byte("\xff\xd8\xff\xe0"), ""},
		"WebP":                  {[]byte("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00"), attachment.WebP},
		"PDF":                   {[]byte("%PDF-1.7\n\x80"), attachment.PDF},
		"CSV":                   {[]byte("part;quantity\r\nMOTOR;2\r\n"), attachment.Text},
		"SVG is a text":         {[]byte("<svg onload='alert(1)'/>"), attachment.Text},
		"HTML is a text":        {[]byte("<!doctype html><script>alert(1)</script>"), attachment.Text},
		"nothing":               {nil, ""},
		"a program":             {[]byte("\x7fELF\x02\x01\x01\x00"), ""},
		"not UTF-8":             {[]byte("gr\xfcn"), ""},
		"a spreadsheet":         {[]byte("PK\x03\x04"), ""},
	} {
		if got := attachment.Sniff(c.bytes); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, seed := range []string{"\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0\x00\x10JFIF", "RIFF....WEBPVP8 ....", "%PDF-1.7", "text"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if kind := attachment.Sniff(b); kind == attachment.Text && bytes.ContainsAny(b, "\x00\x1b") {
			t.Errorf("%q is taken for a text", b)
		}
	})
}
