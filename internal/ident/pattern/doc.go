// Package pattern is the serial and lot numbers that a plant makes by a rule of
// its own, such as "SN{product:3}{yyww}{seq:5}".
//
// A pattern is text with fields in braces:
//
//	{yyww}          a date, of yyyy, yy, mm, dd, ww (ISO week), jjj (day of the year)
//	{seq:5}         a running number of five digits
//	{seq:4:safe}    the same in another alphabet
//	{random:12}     characters by chance
//	{product:3}     a named value of three characters
//	{part:1-20}     a named value of 1 to 20 characters; one such field at most
//	{{ and }}       braces as they are
//
// The alphabets are 10 (digits), 16 (with A to F), 36 (with all capitals; that
// of named values), safe (30 digits and capitals that nobody takes for one
// another; that of random) and text (all printable characters but the space).
//
// A named field can be filled once and for all, so that the pattern makes codes by
// itself, and takes no others.
//
// A pattern reads what it makes: Match gives back the fields of Make. Patterns
// that stand beside each other are compiled as a Set, which names any two that
// a text can match both, with such a text.
//
// The package is pure: date, number and chance are given to it. Which numbers
// have been used is for others to know.
package pattern
