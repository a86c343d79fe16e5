// Package ident is identification: what a code that was read means, and what a
// thing is called outside.
//
// [Parse] understands whatever a reader sends. It lists every reading that the
// rules allow, the best first and plain text always last, and says of each why.
// It corrects nothing: a wrong check digit leaves plain text with a fault that
// says so. [Convert] writes a reading in another form, [Make] makes a code.
//
// The schemes are in packages below, which this one joins: gs1, epc, mh10,
// medical, serial. Drawing is for ident/symbol. The package is pure and knows no database: which
// object a value belongs to is the plant's to say.
package ident
