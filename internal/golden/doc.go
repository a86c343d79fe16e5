// Package golden compares what a test got with a file that is kept with the
// test. Run with -update, or make golden, it writes the files instead, and the
// change is then read like code.
//
// A golden file is small, textual and sorted, and holds no time and no random
// id. Only tests import this package: its import registers the flag -update.
package golden
