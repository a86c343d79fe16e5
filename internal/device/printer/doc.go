// Package printer sends labels in ZPL to a printer: over TCP (port 9100), to a
// file, or into a folder.
//
// Nothing is ever sent twice: a label that may have been printed is told as
// unknown, and whoever sent it decides, best by scanning. The package must not
// know what is on a label, nor who asked for it.
package printer
