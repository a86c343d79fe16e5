// Package validate judges whether events and documents keep the rules of EPCIS
// 2.0 and the Core Business Vocabulary: those of the published JSON schema, and
// those that it cannot express, such as check digits inside identifiers, times
// of sensors, and declared prefixes.
//
// It judges what the readers of epcis and epcis/xml have read, so that the form
// is right already, and finds all that is wrong in an event, each with a path, a
// rule and a remedy. It is written by hand and has no schema at run time; the
// tests compare it with the schema. It is pure.
package validate
