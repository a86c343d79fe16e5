// Package backup copies a store: into one file and back, whichever the database,
// and into a temporary store, to see whether the views still say what the journal
// means.
//
// A backup is complete or is refused: it ends with a line of its own, and it is
// read in one transaction. It holds the journal, byte by byte, and the tables
// that do not follow from it; the views are made again by whoever restores, and
// keys are never in it. Command lines and HTTP are not its business.
package backup
