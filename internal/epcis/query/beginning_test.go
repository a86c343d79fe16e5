package query

import (
	"slices"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/ident/epc"
)

// TestWhatFitsAPatternBeginsAsItsKeysSay, of every scheme and with stars from any part
// on: else an index would hide it.
func TestWhatFitsAPatternBeginsAsItsKeysSay(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{
		"urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:sgtin:0614141.812345.6%2F7", "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB",
		"urn:epc:id:sscc:0614141.1234567890", "urn:epc:id:sgln:0614141.12345.400", "urn:epc:id:sgln:0614141.12345.0", "urn:epc:id:pgln:1234567.89012",
		"urn:epc:id:grai:0614141.12345.400", "urn:epc:id:giai:0614141.12345400", "urn:epc:id:gsrn:0614141.1234567890", "urn:epc:id:gsrnp:0614141.1234567890",
		"urn:epc:id:gdti:0614141.12345.400", "urn:epc:id:cpi:0614141.123ABC.123456789", "urn:epc:id:sgcn:4012345.67890.04711", "urn:epc:id:ginc:0614141.xyz47%2F11",
		"urn:epc:id:gsin:0614141.123456789", "urn:epc:id:itip:4012345.012345.01.02.987", "urn:epc:id:gid:95100000.12345.400", "urn:epc:id:usdod:CAGEY.5678",
		"urn:epc:id:adi:W81X9C.3KL984PX1.2WMA52", "urn:epc:id:bic:CSQU3054383", "urn:epc:id:imovn:9176187",
	} {
		rest := strings.TrimPrefix(uri, "urn:epc:id:")
		scheme, body, _ := strings.Cut(rest, ":")
		parts := strings.Split(body, ".")
		for fixed := range len(parts) {
			open := append(slices.Clone(parts[:fixed]), slices.Repeat([]string{"*"}, len(parts)-fixed)...)
			pattern, err := epc.ParsePattern("urn:epc:idpat:" + scheme + ":" + strings.Join(open, "."))
			if err != nil {
				t.Fatal(err)
			}
			if !fits(&pattern, uri) {
				t.Errorf("%s does not fit %s", uri, strings.Join(open, "."))
			}
			begins := func(text string) bool { return strings.HasPrefix(Canonical(uri), text) }
			if !slices.ContainsFunc(beginnings(&pattern), begins) {
				t.Errorf("%s begins as none of %v", Canonical(uri), beginnings(&pattern))
			}
		}
	}
}
