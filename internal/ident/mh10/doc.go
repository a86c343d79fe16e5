// Package mh10 reads and makes messages of ISO/IEC 15434 and the data elements
// of ANSI MH10.8.2 in them: what is in the two-dimensional codes of the car,
// electronics and defence industries, and in the linear codes of their labels.
//
// Parse splits a message into its envelopes, and those of format 06 (data
// identifiers), 12 and DD (text element identifiers) into elements. A data
// identifier is known by its shape, up to three digits and a letter; those that
// this package has no name for are kept all the same. An envelope of format 05
// holds a GS1 element string, which is for whoever knows GS1.
//
// Read strictly, a message is the standard's to the byte: Text gives back what
// was read. Read leniently, the defects that real labels have are forgiven, and
// each one that was is named in the result. Nothing is forgiven that would need
// a guess at what the data are.
//
// The package is pure and does not know which object a value belongs to.
package mh10
