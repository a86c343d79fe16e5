// Package journal is the append-only record of one store: entries with a dense
// sequence from 0, written by one writer at a time, and an RFC 6962 tree over
// them that shows every later change.
//
// What is hashed is what is stored, byte for byte. recordedAt never runs
// backwards. Entries and links are never changed or deleted; a body may be
// blanked by EraseBodies, and the tree stands. DESIGN.md has the formats and
// their reasons.
//
// The package knows bodies as bytes and objects as keys: nothing of what they
// mean.
package journal
