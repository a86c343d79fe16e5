package ident

import (
	"testing"

	"pgregory.net/rapid"
)

func TestIsObjectKey(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"k7f3qd2m-0000129-0":  true,
		"a-0000000-zz":        true,
		"k7f3qd2m-00001-0":    false, // too short a sequence for one of ours
		"k7f3qd2m-0000129":    false,
		"k7f3qd2m-0000129-0-": false,
		"K7F3QD2M-0000129-0":  false,
		"-0000129-0":          false,
		"":                    false,
		"k7f3qd2m-0000129-ü":  false,
	} {
		if got := IsObjectKey(text); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}

// TestURIs checks that each rule is reversible, and that no URI is taken for
// one of another rule.
func TestURIs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		rules := []struct {
			make func(string) string
			read func(string) (string, bool)
		}{{PlaceURI, Place}, {OrderURI, Order}, {CharacteristicURI, Characteristic}}
		for i, rule := range rules {
			uri := rule.make(text)
			for j, other := range rules {
				got, ok := other.read(uri)
				if ok != (i == j) || ok && got != text {
					t.Fatalf("%q as %s reads back as %q %t by rule %d", text, uri, got, ok, j)
				}
			}
			if key, ok := ObjectKey(uri); ok {
				t.Fatalf("%s is taken for the object %s", uri, key)
			}
		}
	})
}

func TestObjectURI(t *testing.T) {
	t.Parallel()
	const key = "k7f3qd2m-0000129-0"
	if got, ok := ObjectKey(ObjectURI(key)); !ok || got != key {
		t.Errorf("got %q %t", got, ok)
	}
	for _, uri := range []string{ObjectURI("x"), key, "urn:tracewright:obj:", "urn:epc:id:sgtin:1.2.3"} {
		if got, ok := ObjectKey(uri); ok {
			t.Errorf("%s is taken for the object %s", uri, got)
		}
	}
	if _, ok := Place("urn:tracewright:place:%zz"); ok {
		t.Error("a broken escape is read")
	}
}
