// Package ident is identification: what a code that was read means, and what a
// thing is called outside. It is pure and knows no database: which object a
// value belongs to is the plant's to say.
package ident
