package ident

import "github.com/tracewright/tracewright/internal/ident/epc"

// Prefixes says how many digits the GS1 company prefix has that some digits begin
// with; false where it is not known. Nil knows none.
type Prefixes = epc.Lengths

// ReadPrefixes reads the table of company prefix lengths that GS1 publishes, in
// JSON or XML (GCPPrefixFormatList), and says when it was made and how many
// prefixes it has. The error is one that [FaultOf] explains.
func ReadPrefixes(table []byte) (p Prefixes, date string, count int, err error) {
	t, err := epc.ParseTable(table)
	if err != nil {
		return nil, "", 0, err
	}
	return t.Length, t.Date(), t.Len(), nil
}

// FixedPrefix is for codes of one company whose GS1 company prefix has n digits.
func FixedPrefix(n int) Prefixes { return epc.Fixed(n) }

// FirstPrefix asks several in turn; nil ones know nothing.
func FirstPrefix(all ...Prefixes) Prefixes {
	return func(digits string) (int, bool) {
		for _, p := range all {
			if p == nil {
				continue
			}
			if n, ok := p(digits); ok {
				return n, true
			}
		}
		return 0, false
	}
}
