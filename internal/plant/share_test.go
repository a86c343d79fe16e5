package plant

import "testing"

func TestNothingIsSharedUnlessItIsNamed(t *testing.T) {
	t.Parallel()
	x := (&Definition{Public: []Share{
		{Code: "A", Parts: []string{"PUMP"}, Kinds: []ShareKind{ShareUnit}},
		{Code: "B", Kinds: []ShareKind{SharePackage}},
		{Code: "C", Parts: []string{"PUMP", "SEAL"}},
		{Code: "NOBODY"}, // which Check refuses
	}}).Index()
	for _, c := range []struct{ kind, part, want string }{
		{"unit", "PUMP", "A"},
		{"lot", "PUMP", "C"},
		{"package", "PUMP", "B"},
		{"package", "", "B"},
		{"lot", "SEAL", "C"},
		{"unit", "MOTOR", ""},
		{"equipment", "", ""},
		{"", "", ""},
	} {
		got := ""
		if s, ok := x.ShareOf(c.kind, c.part); ok {
			got = s.Code
		}
		if got != c.want {
			t.Errorf("%s of %q: got share %q, want %q", c.kind, c.part, got, c.want)
		}
	}
	if s, ok := x.ShareOfPart("SEAL"); !ok || s.Code != "C" {
		t.Errorf("part SEAL: got %v", s)
	}
	if _, ok := x.ShareOfPart("MOTOR"); ok || (&Definition{}).Index().Shares() {
		t.Error("something is shared that nobody has named")
	}
}

func TestSharesAreChecked(t *testing.T) {
	t.Parallel()
	d := &Definition{Site: Site{Code: "S", Link: "id.example.com"}, Public: []Share{
		{Code: "A"},
		{Code: "A", Parts: []string{"NONE"}, Kinds: []ShareKind{"receipt"}, Fields: []ShareField{FieldName, FieldName, "price"}},
		{Code: "B", Kinds: []ShareKind{ShareUnit}, Links: []ShareLink{
			{Type: "a b", Href: "javascript:alert(1)", Language: "english!", Media: "html"},
			{Type: "pip", Title: "fine", Href: "https://example.com/a?b#c", Language: "de-CH", Media: "application/pdf"},
		}},
	}}
	want := map[string]bool{
		"site.link": true, "public[0]": true, "public[1].code": true, "public[1].parts[0]": true, "public[1].kinds[0]": true,
		"public[1].fields[1]": true, "public[1].fields[2]": true, "public[2].links[0]": true, "public[2].links[0].type": true,
		"public[2].links[0].href": true, "public[2].links[0].language": true, "public[2].links[0].media": true,
	}
	for _, e := range d.Check() {
		if !want[e.Path] {
			t.Errorf("%s: %s", e.Path, e.Problem)
		}
		delete(want, e.Path)
	}
	for path := range want {
		t.Errorf("%s is taken", path)
	}
}
