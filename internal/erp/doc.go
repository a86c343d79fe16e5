// Package erp reads work orders as an ERP exports them: a CSV file with a
// header. What it reads comes out as the rows of the verb import-orders, to be
// judged and recorded together; it knows nothing of what the plant has.
//
// A header is understood by a fixed list of names, whatever their case, spaces
// and signs are. What is not on the list is a fault and no guess: the caller says
// what such a column means, or that it means nothing. A cell that may be read in
// two ways, such as 1,000 or 02/03/2026, is a fault too. All faults of a file are
// told at once, each with its line and column, and a file with faults has no rows.
package erp
