// Package capture takes EPCIS documents in: what partners and other systems have
// reported becomes entries of the journal.
//
// A document is read event by event and judged whole before it is answered; what
// is to be recorded is spooled in the store by then, so that an answer is never
// taken back. A job then hands the events to the engine, in the lane of bulk work
// and a few at a time, and goes on where it stood after a crash: the id of a
// command follows from that of its event, so that an event which was recorded
// already is recorded once. With the behaviour rollback, one event that breaks a
// rule of the standard means that nothing of its document is recorded; with
// proceed, the others are.
//
// What an event means is for package track, and who may send one for whoever
// calls. The package knows no HTTP.
package capture
