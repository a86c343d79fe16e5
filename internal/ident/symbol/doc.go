// Package symbol draws barcodes: Code 128 and GS1-128 (ISO/IEC 15417), QR and
// GS1 QR (ISO/IEC 18004), Data Matrix and GS1 Data Matrix (ISO/IEC 16022, ECC
// 200). A symbol is a Matrix of modules, which knows how to become SVG, PNG or
// PDF with whole device pixels for each module.
//
// Encoding is exact and smallest: each symbology is encoded by a search over
// all its ways to say a text, never by look-ahead rules. The same input gives
// the same modules. What does not fit, or cannot be said, is an Error; nothing
// is cut or replaced.
//
// The package is pure. It must not know what a text means: it takes GS1
// element strings as they are, with GS where an element ends early, and leaves
// application identifiers to those who parse them.
package symbol
