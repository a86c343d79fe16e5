// Package medical reads and makes the codes of medical products outside GS1:
// HIBC (ANSI/HIBC 2.6, supplier labels) and ISBT 128 of ICCBBA (blood, tissue
// and cells).
//
// Check characters are verified, and never mended. The package is pure, bounds
// what it reads, and does not know which object a value belongs to.
package medical
