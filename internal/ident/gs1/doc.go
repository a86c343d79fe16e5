// Package gs1 reads and writes what GS1 puts into barcodes and links: keys and
// their check digits, element strings with their application identifiers, and
// GS1 Digital Link URIs. It says what is wrong, where, and how to mend it, and
// corrects nothing: a wrong check digit stays wrong.
//
// It is pure, takes hostile text in time linear in its length, and does not
// know the other kinds of code (package ident joins them) nor which object a
// key belongs to.
//
// The names of sections are those of the GS1 General Specifications (GenSpecs)
// and of the GS1 Digital Link standard.
package gs1
