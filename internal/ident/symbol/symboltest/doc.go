// Package symboltest reads symbols with readers that are not ours, and draws
// ZPL with a renderer that is not ours, so that tests prove what we draw to
// others: zxing-cpp and zebrash (as npm packages, under node), and Debian's
// zbar, dmtx-utils and zint.
//
// A reader that is not installed fails the test and says how to get it. With
// -short, which promises to need nothing but Go, tests that need one are
// skipped.
package symboltest
