// Package dossier sets documents for people: the record of an object, the answer
// of a trace. They are PDF files on A4, with a head, numbered pages and a foot that
// says what they speak of.
//
// The fonts are in the file and have Latin, Greek and Cyrillic letters; a character
// that they lack is set as a box. The same content gives the same bytes. The
// package must not know what a document is about.
package dossier
