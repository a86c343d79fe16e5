// Package httpapi is the HTTP API of the server: JSON under /api/v1, described
// by /api/openapi.json, beside the pages that watch over the server (/healthz,
// /readyz, /metrics).
//
// One table lists the routes. Each row says what it needs to be allowed, and
// one place checks it before anything else runs: a path that is not in the
// table is not found, and a row without an access is refused.
//
// A verdict, a refusal too, is an answer with status 200. What could not be
// answered is a problem (RFC 9457) with a code of the table in codes.go. What
// comes in is bounded in size and depth, and refused where it is not exactly
// what is described.
//
// The package knows neither the database nor the files of the journal: it asks
// the views, and submits commands to the engine.
package httpapi
