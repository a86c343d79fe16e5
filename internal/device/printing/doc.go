// Package printing takes print jobs from their queue to the printers, and reports
// what became of each.
//
// A job is printed once. That it is being sent is recorded before the first byte
// leaves; a job that was on its way when a server ended may have been printed, so
// it becomes unknown and stays so until somebody looks. Only what certainly never
// left is sent again. Each printer has a lane of its own, in which jobs keep their
// order, so that one without paper holds up no other.
//
// The package must not know the engine or the database: it gets functions.
package printing
