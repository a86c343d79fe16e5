// Package query is the simple event query of EPCIS 2.0: which events are asked
// for, and how the answer is given.
//
// [Parse] reads the parameters as the REST interface has them, and refuses by
// name what is unknown or malformed. [Query.Match] is the one meaning of a query,
// for all five types of event. [Query.Keys] and [KeysOf] are what an index needs
// to find few candidates; Match still decides, so an index that gives too many
// changes no answer.
//
// Values of one parameter are alternatives, parameters must all be kept. What is
// asked of sensor reports must be kept by one and the same report, together with
// the metadata of its element; so a temperature above 30 is one reading and not
// two. Identifiers are compared in their canonical form, so that a URN finds the
// Digital Link of the same thing; amounts are compared in the SI unit.
//
// The package is pure: it knows neither where events lie nor who asks.
package query
