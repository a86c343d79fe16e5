// Package catenax reads Catena-X as-built test data, in both shapes in which it
// is passed around: the test data container, which speaks for several companies,
// and the assets list of one company. It knows nothing of the engine: what it
// reads comes out as commands, to be submitted by the caller, and as parts with
// bills of material, to be offered as changes of the plant definition.
//
// To import files: Read each of them, and give the commands of each, in their
// order, to the engine's bulk lane. Every command is a report with an id made
// from its content, so that importing a file again repeats the first answers and
// changes nothing; files may come in any order. Then Join the imports and offer
// Parts as a plant diff, since whoever owns the plant definition decides on it.
// An import with Problems has left assets out, and its exit code should say so;
// Notes only point at what is odd in assets that were imported.
//
// An asset is imported whole or, when anything in it is malformed, not at all.
// What the files say and Tracewright has no place for is counted in the Summary:
// nothing is dropped in silence.
package catenax
