// Package flow tells how work goes through the stations of a plant: how long they
// take, how much comes out right the first time, and which of them holds the
// others up.
//
// It is pure: it computes from visits, queues and states that it is given, and
// must not know where they are kept, what time it is, or who asks. Times are
// microseconds UTC.
//
// The bottleneck is found by active periods (Roser, Nakano, Tanaka: "A practical
// bottleneck detection method", Winter Simulation Conference 2001, and "Shifting
// bottleneck detection", 2002): a station is active as long as it is not made to
// wait by another one, and the one that has been active for the longest is the
// one that the others wait for. What its neighbours do is told beside it: those
// before it are blocked and those after it starve (the turning point of Li,
// Chang, Ni: "Data driven bottleneck detection of manufacturing systems",
// International Journal of Production Research 47, 2009).
package flow
