// Package api is the wire types of the HTTP API, as JSON: the shapes that the
// server answers with, that the Go client returns, and that docs/openapi.json
// describes.
//
// Names are camelCase. Times are RFC 3339 in UTC with microseconds; a time, an
// id or a text that is not given is left out. Sequences are integers, numbers
// with a unit are exact decimal texts. Lists are cut into pages: Next is the
// value of the query parameter "after" for the following page, and empty on
// the last one. Every verdict, a refusal too, is an answer with HTTP status
// 200; a Problem is what could not be answered.
//
// The package knows nothing of the server.
package api
