// Package webui serves the screens: what web/ builds into dist, embedded as it
// goes over the wire, compressed with brotli and with gzip.
//
// A binary that was built without the screens says how to build them. Nothing
// that is served here names another host, and the page may speak to this server
// alone (the Content-Security-Policy says so to the browser). The package knows
// no data and no user: whoever opens the page signs in by the API.
package webui
