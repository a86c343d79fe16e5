// Package locale says the verdicts of package track, and the words of documents for
// people, in other languages.
//
// The journal keeps a verdict as it was given, in English, with its code and its
// evidence; what a person reads is made of these at the edge, whenever it is
// read. A sentence of the table of codes is filled anew from the evidence, or, of
// a text without evidence, from what stands in the text where the sentence has
// its gaps. What there is no sentence for stays English: the names of the plant,
// and what people have written. The package must not know HTTP or the store.
package locale
