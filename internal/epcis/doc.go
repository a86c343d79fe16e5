// Package epcis is the EPCIS 2.0 event: its model and its JSON form.
//
// One type, Event, carries the five shapes of ISO/IEC 19987. AppendJSON writes
// an event as a bare EPCIS 2.0 JSON event, always the same bytes for the same
// event, which the official JSON schema accepts; ParseEvent reads one strictly
// and within bounds, and says where and how a wrong one is to be mended.
// Writing and reading lose nothing: numbers keep their exact text, extensions
// keep their order and their value, instants keep their nanoseconds. Read and
// Writer do the same for documents, event by event, whatever their size.
//
// The JSON-LD context is taken as fixed: names are read as the standard has
// them, further prefixes are kept, and a context that gives a name of the
// standard another meaning is refused. Terms are the words of the Core Business
// Vocabulary and their URIs.
//
// The package judges the form of an event, not its truth: whether an
// identifier is well formed, a vocabulary word exists or a shape has the
// members it needs is for package validate below. XML is in package xml, the
// event hash in package hash. It is pure and knows nothing of ours.
package epcis
