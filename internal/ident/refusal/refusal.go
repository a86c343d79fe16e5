// Package refusal is how the packages that read codes say no: one error type,
// with a stable code, what is wrong, where, and how to mend it.
//
// Texts quote what was scanned, which is hostile: every quotation is bounded
// and escaped. The package knows no scheme.
package refusal

import "strconv"

// maxQuote is how much of a foreign text an error repeats, in bytes.
const maxQuote = 40

// Error says why a code is not what it was taken for.
type Error struct {
	Code   string // stable name of the rule that is broken, such as "mh10.trailer"
	Where  string // the part that breaks it, such as "element 3"; "" is the whole
	Detail string // what is wrong, in words
	Fix    string // what to do about it
}

// Error returns where, what and the remedy in one line.
func (e *Error) Error() string {
	text := e.Detail
	if e.Where != "" {
		text = e.Where + ": " + text
	}
	return text + "; " + e.Fix
}

// Quote returns a foreign text in quotes, escaped and cut to a bounded length.
func Quote(s string) string {
	if len(s) > maxQuote {
		return strconv.QuoteToASCII(s[:maxQuote]) + "…"
	}
	return strconv.QuoteToASCII(s)
}
