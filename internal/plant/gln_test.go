package plant

import (
	"strings"
	"testing"
)

// TestGLNsAreChecked: a wrong key of a place is told with its remedy, a key given
// twice too.
func TestGLNsAreChecked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ site, station, want string }{
		"right":       {"9521234000013", "9521234000013/ST-10", ""},
		"check digit": {"9521234000014", "", "the check digit of GLN 9521234000014 is 4, but the digits before it need 3 (compare it with where it was registered, digit by digit)"},
		"short":       {"952123400001", "", `"952123400001" is not a GLN (write the 13 digits`},
		"letters":     {"95212340000A3", "", "is not a GLN"},
		"no ending":   {"", "9521234000013/", "is not a GLN"},
		"long ending": {"", "9521234000013/" + strings.Repeat("A", 21), "is not a GLN"},
		"hostile":     {"", "9521234000013/<ü>", "is not a GLN"},
		"twice":       {"9521234000013", "9521234000013", "GLN 9521234000013 is given twice, first at site.gln (give one of them an extension: 9521234000013/ST-10)"},
		"of another":  {"9521234000013/X", "9521234000013/x", ""}, // capitals are told apart
	} {
		src := strings.Replace(small, "{code: DEMO,", `{code: DEMO, gln: "`+c.site+`",`, 1)
		src = strings.Replace(src, "- code: ST-10\n", "- code: ST-10\n      gln: \""+c.station+"\"\n", 1)
		err := parsed(t, src).Check().Err()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPlacesAreFoundByTheirGLN, and know what they are called in EPCIS.
func TestPlacesAreFoundByTheirGLN(t *testing.T) {
	t.Parallel()
	x := parsed(t, everything(t)).Index()
	for gln, want := range map[GLN]struct {
		kind PlaceKind
		path string // code, station, line, area
	}{
		"9521234000013":             {PlaceSite, "EVERY"},
		"9521234000020":             {PlaceArea, "ASSEMBLY"},
		"9521234000020/A1":          {PlaceLine, "A1 ASSEMBLY"},
		"9521234000020/A-10":        {PlaceStation, "A-10 A1 ASSEMBLY"},
		"9521234000020/A-10.DRUM":   {PlacePosition, "DRUM A-10 A1 ASSEMBLY"},
		"9521234000020/A-20":        {},
		"":                          {},
		"9521234000020/A-10.DRUM/7": {},
	} {
		place, ok := x.Located(gln)
		if ok != (want.kind != "") {
			t.Errorf("%s: found %v", gln, ok)
			continue
		}
		if !ok {
			continue
		}
		path := []string{place.Code}
		if place.Station != nil {
			path = append(path, place.Station.Code)
		}
		if place.Line != nil {
			path = append(path, place.Line.Code)
		}
		if place.Area != nil {
			path = append(path, place.Area.Code)
		}
		if got := strings.Join(path, " "); got != want.path || place.Kind != want.kind || place.GLN != gln {
			t.Errorf("%s: %s %s", gln, place.Kind, got)
		}
	}
	for place, want := range map[string]GLN{"EVERY": "9521234000013", "ASSEMBLY": "9521234000020", "A1": "9521234000020/A1", "A-10": "9521234000020/A-10", "A-20": "", "DRUM": ""} {
		if got := x.GLNOf(place); got != want {
			t.Errorf("%s has %q, want %q", place, got, want)
		}
	}
	if got, want := x.PositionGLN("A-10", "DRUM").URI(), "https://id.gs1.org/414/9521234000020/254/A-10.DRUM"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := x.GLNOf("EVERY").URI(); got != "https://id.gs1.org/414/9521234000013" {
		t.Errorf("site: %s", got)
	}
}
