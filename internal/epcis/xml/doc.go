// Package xml is the XML form of EPCIS documents and events.
//
// Read takes version 2.0 and the older 1.x, a document of any size, event by
// event; Writer writes version 2.0, which the official XML schema accepts. What
// it read can be written again in either syntax: a value of an extension in XML
// and in JSON are two forms of the same, numbers keep their exact text,
// prefixes are kept.
//
// A DOCTYPE is refused, and with it entities; depth, sizes and counts are
// bounded. The order of elements is that of the schema unless the reader is
// told to be lenient. The words of the vocabulary are read from any form of
// their URI.
//
// How a value of an extension is told in the two syntaxes: an element with text
// is a string; one with elements is an object, whose repeated names are lists;
// xsi:type marks numbers and truths, and an object with @type and @value is any
// other type; attributes are members whose names begin with @; a mixture of
// text and elements is a list under #content. JSON's lists of one or of lists,
// which mean the same as their elements, become just these.
//
// It is pure and judges the form alone, as package epcis does.
package xml
