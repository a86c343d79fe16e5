// Package resolver speaks HTTP for what is behind a GS1 Digital Link: it reads
// the question, and writes the answer as a page for people, as JSON, or as a
// linkset (RFC 9264) for machines, as the GS1-Conformant Resolver standard asks.
//
// The page is one answer without a script: its style is in it and is the only
// thing that its policy lets in. Whatever it shows came from the world, and is
// text. What is told to whom is decided elsewhere: the package must not know the
// store, the plant definition or who asks.
package resolver
