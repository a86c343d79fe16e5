// Package lineage lays out the answer of a trace as a drawing: layers from left to
// right, one box for each object or for siblings that are alike.
//
// A drawing never has more boxes than it is allowed; what is not drawn is counted.
// The same trace and the same open groups give the same drawing. The package is
// pure: it must not know where a trace comes from, nor who looks at it.
package lineage
