package gs1

import (
	"testing"
)

// TestDecompressBesideTheKey reads links whose key stands in the path as it is, and
// the rest compressed, with a query behind it.
func TestDecompressBesideTheKey(t *testing.T) {
	t.Parallel()
	for plain, keep := range map[string]int{ // elements that stay in the path
		"https://example.com/01/05412345000013/10/ABC%26%2B123?7003=1903061658":   1,
		"https://example.com/some/01/05412345000013/10/ABC/21/7?3103=000189":      1,
		"https://example.com/01/05412345000013/22/2A/10/ABC?17=271231&linkType=x": 2,
		"https://example.com/414/0614141123452/254/32a?k1=v1":                     1,
		"https://example.com/8003/09421012301014f9804dbf?240=qwe390023":           1,
	} {
		l, err := ParseLink(plain, LinkOptions{})
		if err != nil {
			t.Fatal(err)
		}
		key, others := l, l.Others
		key.Path, key.Attributes, key.Others = l.Path[:keep], nil, nil
		rest := l
		rest.Stem, rest.Path, rest.Others = key.String(), l.Path[keep:], nil
		half, err := rest.Compress()
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range others {
			half += string("?&"[min(i, 1)]) + p.Key + p.Value
		}
		again, err := Decompress(half)
		if err != nil || again.String() != l.String() {
			t.Errorf("%s is read as %s, %v; want %s", half, again, err, l)
		}
	}
	for _, bad := range []string{
		"https://example.com/01/05412345000013/AAAA!", "https://example.com/01/05412345000014/EPCgFTBg", "https://example.com/01/05412345000013/AQnYUc1gmiA?01=05412345000013",
	} {
		if l, err := Decompress(bad); err == nil {
			t.Errorf("%s is read as %s", bad, l)
		}
	}
}
