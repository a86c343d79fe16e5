package plant

import "testing"

func TestUniquenessIsThatOfTheIssuer(t *testing.T) {
	t.Parallel()
	x := (&Definition{Identifiers: []IdentifierRule{
		{Scheme: "customer", Unique: UniqueNot},
		{Scheme: "customer", Issuer: "ACME", Unique: UniqueInPart},
		{Scheme: "asset", Unique: UniqueEver},
		{Scheme: "tag"},
	}}).Index()
	for key, want := range map[identifierKey]Unique{
		{"customer", "ACME"}: UniqueInPart, {"customer", "BETA"}: UniqueNot, {"asset", ""}: UniqueEver, {"asset", "X"}: UniqueEver,
		{"tag", ""}: UniqueValid, {"alias", ""}: UniqueValid,
	} {
		if got := x.Unique(key.scheme, key.issuer); got != want {
			t.Errorf("%v: got %s, want %s", key, got, want)
		}
	}
}

func TestRulesForIdentifiersAreChecked(t *testing.T) {
	t.Parallel()
	d := &Definition{Site: Site{Code: "S"}, Identifiers: []IdentifierRule{
		{Scheme: "asset"}, {Scheme: "asset", Unique: UniqueEver}, {Scheme: "serial"}, {Scheme: "tag", Unique: "sometimes"}, {},
	}}
	want := map[string]bool{"identifiers[1]": true, "identifiers[2].scheme": true, "identifiers[3].unique": true, "identifiers[4].scheme": true}
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
