// Package hash computes the EPCIS event hash of the Core Business Vocabulary: a
// name for an event that follows from its content alone, whatever the syntax,
// the order of lists, the prefixes or the form of identifiers.
//
// It stands in for a missing event id, and finds the same event captured twice.
// Left out are recordTime, eventID and the error declaration, so that an event
// and its correction have the same hash. The two versions differ in the order
// of members and are not equal; the version is part of the hash.
//
// CBV2.0 is the algorithm by which the public vectors were computed; CBV2.1 that
// of its later published examples. docs/conformance.md tells where the sources
// contradict each other. The package is pure.
package hash
