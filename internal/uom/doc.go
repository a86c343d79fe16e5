// Package uom tells people a unit of measure by its symbol. Everywhere else a
// unit is its code of UN/ECE Recommendation 20, which machines agree on and
// nobody reads: "41" is ml/min.
//
// SI compares amounts in different units of one quantity. What a piece of a part
// weighs is of the part, in the plant definition.
package uom
