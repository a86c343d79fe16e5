// Package attachment keeps files beside the journal: photos of defects, pictures of
// operations, documents. A file is named by the SHA-256 of its bytes, and entries
// and plant definitions hold that name, so that what they show cannot be exchanged.
//
// A file is kept once, however often it is handed in, and is never changed. What it
// is, is read from its bytes and never taken from whoever sends it. What no entry
// names a while after it came is dropped; what an entry names stays, until that
// entry is erased. The package knows no objects, no people's names and no HTTP.
package attachment
