// Package epc reads and writes the Electronic Product Code of the GS1 EPC Tag
// Data Standard (TDS) 2.3: pure identity URIs and their patterns, tag URIs, raw
// URIs, and the binary form that an RFID tag holds, old ("sgtin-96") and new
// ("sgtin+", and "sgtin++" with its host name). It turns an EPC into the
// elements of a GS1 element string, and back.
//
// The schemes and the codings are tables (scheme.go, coding.go, plus.go); one
// reader and one writer serve them all.
//
// What does not fit is refused with the reason, never cut: an SGTIN-96 holds no
// serial with leading zeros. How long the company prefix of a GS1 key is, only
// the original URN or a table knows; where neither does, the package says so
// and invents none.
//
// The package is pure, bounds everything that it reads, and does not know which
// object an EPC belongs to.
package epc
