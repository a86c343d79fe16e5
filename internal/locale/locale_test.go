package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/track"
)

var tags = []string{"de", "es"}

func gaps(text string) []string {
	var all []string
	for _, m := range gap.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// These are English words that another language needs not.
var dropped = []string{"act"}

// TestEveryCodeIsSaidInEveryLanguage: with all that the English sentence tells.
func TestEveryCodeIsSaidInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, tag := range tags {
		l := In(tag)
		for _, info := range track.Codes() {
			said, ok := l.codes[info.Code]
			if !ok || said.text == "" || said.next == "" {
				t.Errorf("%s: %s is not said", tag, info.Code)
				continue
			}
			for _, pair := range [][2]string{{info.Text, said.text}, {info.Next, said.next}} {
				want := slices.DeleteFunc(gaps(pair[0]), func(g string) bool { return slices.Contains(dropped, g) })
				if diff := cmp.Diff(want, gaps(pair[1]), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s: %s: %q has other gaps than %q: %s", tag, info.Code, pair[1], pair[0], diff)
				}
			}
		}
		for code := range maps.Keys(l.codes) {
			if _, ok := code.Info(); !ok {
				t.Errorf("%s: there is no code %s", tag, code)
			}
		}
	}
}

func TestEveryPhraseTellsTheSame(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range slices.Concat(phrases, machine, papers) {
		if seen[p.en] {
			t.Errorf("%q stands there twice", p.en)
		}
		seen[p.en] = true
		for _, said := range []string{p.de, p.es} {
			if diff := cmp.Diff(gaps(p.en), gaps(said)); said == "" || diff != "" {
				t.Errorf("%q has other gaps than %q: %s", said, p.en, diff)
			}
			if strings.HasSuffix(p.en, ".") != strings.HasSuffix(said, ".") {
				t.Errorf("%q ends otherwise than %q", said, p.en)
			}
		}
	}
}

func TestVerdictsAreSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag      string
		code     track.Code
		english  string
		evidence map[string]string
		next     bool
		want     string
	}{
		{"de", track.CodeNotOnBOM, "R-7 (GREASE-1) does not go into SN000129 here.", map[string]string{"component": "R-7", "part": "GREASE-1", "object": "SN000129"}, false, "R-7 (GREASE-1) gehört hier nicht in SN000129."},
		{"de", track.CodeNotOnBOM, "R-7 (GREASE-1) does not go into SN000129 here.", nil, false, "R-7 (GREASE-1) gehört hier nicht in SN000129."},
		{"es", track.CodeIncomplete, "Scan SEAL-3 and MOTOR-20.", map[string]string{"missing": "SEAL-3 and MOTOR-20", "object": "SN1"}, true, "Escanee: SEAL-3 y MOTOR-20."},
		{"de", track.CodeWrongKind, "BOX-1 is a container, and this needs a unit or lot.", map[string]string{"code": "BOX-1", "kind": "container", "wanted": "unit or lot"}, false, "BOX-1 ist: Gebinde. Gebraucht wird: Einheit oder Charge."},
		{"de", track.CodeWrongOperation, "Take it to Fit the motor at ST-20 or ST-21.", map[string]string{"expected": "Fit the motor", "at": " at ST-20 or ST-21"}, true, "Weiter bei: Fit the motor bei ST-20 oder ST-21."},
		{"de", track.CodeShort, "R-7 has 2 pieces left, and 3 pieces are wanted.", map[string]string{"component": "R-7", "left": "2 pieces", "wanted": "3 pieces"}, false, "Von R-7 sind noch 2 Stück da, gebraucht werden 3 Stück."},
		{"de", track.CodeOK, "SN000129 is in work: ASSEMBLE.", nil, false, "SN000129 ist in Arbeit: ASSEMBLE."},
		{"de", track.CodeOK, "Scan SEAL-3.", nil, true, "Scannen: SEAL-3."},
		{"es", track.CodeOK, "Received 50 pieces of lot WIRE-7.", nil, false, "Recibido: 50 piezas del lote WIRE-7."},
		{"de", track.CodeOK, "Prepare the housing at ST-10.", nil, true, "Prepare the housing bei ST-10."},
		{"de", track.CodeOK, "Its route is complete. Nothing to do.", nil, true, "Sein Arbeitsplan ist fertig. Nichts zu tun."},
		{"de", track.CodeNotOpen, "SN1 is shipped, inside BX-2.", map[string]string{"object": "SN1", "life": "shipped, inside BX-2"}, false, "SN1 ist ausgeliefert, in BX-2."},
		// What people have written stays as it is.
		{"de", track.CodeHeld, "SN1 is on hold: porous casting. See A-17.", map[string]string{"object": "SN1", "reason": "porous casting. See A-17"}, false, "SN1 ist gesperrt: porous casting. See A-17."},
		{"de", track.CodeOK, "Something that nobody has a sentence for.", nil, false, "Something that nobody has a sentence for."},
		{"en", track.CodeOK, "Scan SEAL-3.", nil, true, "Scan SEAL-3."},
		{"de", "T999", "Whatever.", nil, false, "Whatever."},
	} {
		l := In(c.tag)
		say := l.Text
		if c.next {
			say = l.Next
		}
		if got := say(c.code, c.english, c.evidence); got != c.want {
			t.Errorf("%s %s %q: got %q, want %q", c.tag, c.code, c.english, got, c.want)
		}
	}
}

// TestNothingIsLostInTranslation: what stands in the gaps stands there again,
// with the evidence or without it.
func TestNothingIsLostInTranslation(t *testing.T) {
	t.Parallel()
	codes := slices.DeleteFunc(track.Codes(), func(i track.CodeInfo) bool { return i.Text == "{what}" })
	rapid.Check(t, func(t *rapid.T) {
		info := rapid.SampledFrom(codes).Draw(t, "code")
		evidence := track.Evidence{}
		for i, g := range gaps(info.Text) {
			evidence[g] = rapid.StringMatching(`[A-Z]{2}[0-9]{3}[A-Z]`).Draw(t, g) + string(rune('a'+i))
		}
		english := track.Fill(info.Text, evidence)
		l := In(rapid.SampledFrom(tags).Draw(t, "language"))
		for _, known := range []map[string]string{evidence, nil} {
			said := l.Text(info.Code, english, known)
			for g, value := range evidence {
				if !slices.Contains(dropped, g) && !strings.Contains(said, value) {
					t.Fatalf("%q lacks %s of %q", said, g, english)
				}
			}
			if said == english && regexp.MustCompile(`[a-z]{3} [a-z]{2}`).MatchString(english) {
				t.Fatalf("%s: %q stays English", info.Code, english)
			}
		}
	})
}

func FuzzPhrase(f *testing.F) {
	for _, p := range phrases {
		f.Add(p.en)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range tags {
			l := In(tag)
			if said := l.Phrase(text); said == "" && text != "" {
				t.Errorf("%q is said by nothing", text)
			}
			l.Text(track.CodeNotOnBOM, text, nil)
		}
	})
}
