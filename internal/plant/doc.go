// Package plant is the plant definition: what a site is made of and how its
// products are built. It parses the definition from YAML, checks it, compares
// two versions and writes it again without change.
//
// A definition is immutable once published; every published version is an
// entry of the journal and is named by the entries judged with it. The package
// is pure: it knows no database, no clock and no network, and nothing of what
// has happened in the plant.
package plant
