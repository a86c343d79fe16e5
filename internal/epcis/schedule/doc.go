// Package schedule is the query schedule of EPCIS 2.0: at which seconds a
// standing query is asked.
//
// A schedule has up to six fields, each a list of numbers and of ranges such as
// "[8-17]". A time fits where all fields that are given fit. A field that is left
// out fits always, but seconds, minutes and hours that are finer than every field
// that is given are zero: hour 1 and minute 5 are one time a day. Times are those of
// a zone that the caller names; an hour that a clock skips in spring has none, and
// one that comes twice in autumn has them twice.
//
// The package is pure: what time it is, the caller says.
package schedule
