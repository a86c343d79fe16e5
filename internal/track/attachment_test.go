package track

import (
	"slices"
	"testing"

	"github.com/tracewright/tracewright/internal/epcis"
)

// TestAttachmentsAreAskedAnew: whether a file is there is asked in each batch, since
// it comes by another way than the commands.
func TestAttachmentsAreAskedAnew(t *testing.T) {
	t.Parallel()
	s := NewState()
	if _, ok := s.Files.Get(photo); ok || !slices.Equal(s.Files.Missing(), []string{photo}) {
		t.Fatalf("missing %v", s.Files.Missing())
	}
	s.Files.LoadAbsent()
	s.Flushed()
	s.Files.Get(photo)
	if !slices.Equal(s.Files.Missing(), []string{photo}) {
		t.Error("a file that came after a batch is not looked for")
	}
}

func TestAttachBounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files []string
		want  Code
	}{
		"none":      {nil, ""},
		"kept":      {[]string{photo, photo}, ""},
		"too many":  {slices.Repeat([]string{photo}, maxAttached+1), CodeBadValue},
		"a name":    {[]string{"photo.jpg"}, CodeBadValue},
		"upper":     {[]string{"9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"}, CodeBadValue},
		"not there": {[]string{"0" + photo[1:]}, CodeNoFile},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := NewState()
			s.LoadEverything()
			s.Files.Load(StoredFile{Digest: photo})
			m := &Material{Shape: epcis.Object}
			d := &decider{s: s, c: &Command{Mode: ModeAsk}, facts: []Fact{m}}
			d.attach("o", c.files)
			var got Code
			if len(d.against) > 0 {
				got = d.against[0].Code
			}
			if got != c.want {
				t.Errorf("code %q, want %q", got, c.want)
			}
			if c.want == "" && len(m.Attachments) > 1 {
				t.Errorf("named %v", m.Attachments)
			}
		})
	}
}
