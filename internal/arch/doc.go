// Package arch holds the architecture test: who may import whom, what pure code
// must not touch, what needs a comment, which names and calls are banned, and
// which libraries have been decided on. It has no code of its own.
//
// The table of imports is in table_test.go, the rules are in arch_test.go. A
// rule that makes the code worse is changed there, in a commit that says why.
package arch
