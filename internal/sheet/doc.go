// Package sheet writes tables as files that spreadsheets open: CSV and xlsx, row
// by row, so that a long one is never in memory as a whole.
//
// A text stays a text: what was scanned from the world can look like a formula,
// and is never run as one. The package must not know what a table is about.
package sheet
