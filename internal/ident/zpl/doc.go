// Package zpl writes ZPL II, the language of many label printers: symbols that
// the printer draws itself, and pictures that it prints dot by dot.
//
// Data from outside never becomes a command: whatever is not plain is written
// as hexadecimal (^FH). The package is pure; it must not know what a label
// looks like, nor how it reaches a printer.
package zpl
