// Package sqldbtest gives tests a store of their own, on SQLite and on
// PostgreSQL, with all tables in place.
//
// PostgreSQL is the one at TRACEWRIGHT_TEST_POSTGRES. Without it, tests on
// PostgreSQL fail, so that nobody takes a half run for a whole one; with
// TRACEWRIGHT_TEST_DB=sqlite they are left out instead.
package sqldbtest
