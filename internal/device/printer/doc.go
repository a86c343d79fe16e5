// Package printer sends labels to a printer: ZPL over TCP (port 9100), PDF over
// IPP (RFC 8010, RFC 8011), either to a file or into a folder.
//
// Nothing is ever sent twice: a label that may have been printed is told as
// unknown, and whoever sent it decides, best by scanning. The package must not
// know what is on a label, nor who asked for it.
package printer
