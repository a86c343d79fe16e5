// Package uom tells people a unit of measure by its symbol. Everywhere else a
// unit is its code of UN/ECE Recommendation 20, which machines agree on and
// nobody reads: "41" is ml/min.
//
// It knows no conversions; those are of a part, in the plant definition.
package uom
