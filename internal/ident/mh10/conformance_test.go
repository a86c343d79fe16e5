package mh10_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/ident/mh10"
)

func TestPublicMessages(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	met := 0
	for _, name := range []string{"messages-solidsoft.json", "public-examples.json"} {
		data, err := os.ReadFile(filepath.Join(dir, "iso15434", name))
		if err != nil {
			t.Fatal(err)
		}
		var vectors []struct {
			Input    string      `json:"input"`
			Format   string      `json:"format"`
			Elements [][2]string `json:"elements"`
			Note     string      `json:"note"`
		}
		if err := json.Unmarshal(data, &vectors); err != nil {
			t.Fatal(err)
		}
		for _, v := range vectors {
			want := mh10.Envelope{Format: v.Format}
			for _, e := range v.Elements {
				want.Elements = append(want.Elements, mh10.Element{ID: e[0], Value: e[1]})
			}
			m, err := mh10.Parse(v.Input, mh10.Options{Lenient: true})
			if err != nil {
				t.Errorf("%q: %v", v.Input, err)
				continue
			}
			if diff := cmp.Diff([]mh10.Envelope{want}, m.Envelopes); diff != "" {
				t.Errorf("%q (-want +got):\n%s", v.Input, diff)
			}
			// A vector with a note has a defect, which strict reading refuses.
			if _, err := mh10.Parse(v.Input, mh10.Options{}); (err != nil) != (v.Note != "") || (len(m.Leniencies) > 0) != (v.Note != "") {
				t.Errorf("%q: strictly %v, leniently %v; the vector notes %q", v.Input, err, m.Leniencies, v.Note)
			}
			met++
		}
	}
	t.Logf("%d messages met", met)
}
