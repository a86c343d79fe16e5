// Package form writes the identifiers of an event in the form that a receiver
// asks for: as GS1 Digital Links, as EPC URNs, or as they came.
//
// The links are constrained and canonical: on id.gs1.org, with the identity
// alone. A URN needs the length of the company prefix, which a link does not
// hold; where no table knows it, the link stays. Whatever is no identifier of
// GS1, or is wrong, stays as it is. The package is pure.
package form
