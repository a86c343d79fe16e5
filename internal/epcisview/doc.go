// Package epcisview is what the plant tells its partners: every entry of the
// journal as its EPCIS 2.0 events, and the index by which they are found.
//
// The journal stays the only source. The index follows it with a cursor of its
// own, in tables of its own: beside the store on SQLite, so that catching up
// never makes a scan wait, and in the same schema on PostgreSQL. It can be thrown
// away at any time and is made again then, with the same events under the same
// ids. A question that finds it behind reads on itself before it is answered, so
// that an answer always speaks of all that was recorded before it was asked.
//
// Events of the line have our own event ids, and GS1 Digital Links for what has a
// GTIN or an SSCC; everything else has a private URI. What was captured is given
// back as it came in.
//
// The package knows neither HTTP nor who may see what.
package epcisview
