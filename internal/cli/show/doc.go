// Package show writes what the API answers for people and for other programs:
// tables, trees, CSV and graphs.
//
// It knows neither flags nor servers, and what it writes comes from the outside:
// a text that was scanned is data in each form, never a command to who reads it.
package show
