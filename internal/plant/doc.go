// Package plant is the plant definition: what a site is made of and how its
// products are built. Parse reads it from YAML, Check tells what is wrong with
// its meaning, Diff compares two versions, YAML writes it again without
// change, Schema describes it to editors, and Index answers what a scan needs
// to know.
//
// One table in shape.go describes the document. The parser, the writer, the
// comparison and the JSON Schema all follow it: a new key is a field of a type
// in definition.go, a row of that table, and whatever Check has to say of it. A
// key is never taken away: published versions are read again from the journal.
//
// A condition of an operation is an expression over Env, in a language that
// takes no clock, no chance and little time; condition.go says which part of
// expr-lang/expr that is.
//
// A definition is immutable once published; every published version is an
// entry of the journal and is named by the entries judged with it. The package
// is pure: it knows no database, no clock and no network, and nothing of what
// has happened in the plant.
package plant
