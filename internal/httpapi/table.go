package httpapi

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
)

// table lists every route of the server. What is not here is not found.
func (s *server) table() []route {
	seen := []auth.Access{auth.Read}
	given := []auth.Access{auth.Operate, auth.Quality, auth.Define}
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{
			method: post, path: "/api/v1/stations/{station}/scans", id: "scan", tag: "commands", access: []auth.Access{auth.Operate},
			summary: "Send a code that was read at a station", document: answers[api.Answer], mount: raw((*server).postScan),
		},
		{
			method: post, path: "/api/v1/commands", id: "command", tag: "commands", access: given,
			summary: "Have a command judged and recorded", document: answers[api.Answer], mount: raw((*server).postCommand),
		},
		{
			method: post, path: "/api/v1/commands:batch", id: "commandBatch", tag: "commands", access: given,
			summary: "Have up to 1000 commands judged and recorded, in their order", document: answers[api.Batch], mount: raw((*server).postBatch),
		},

		{
			method: get, path: "/api/v1/objects/{id}", id: "object", tag: "objects", access: seen,
			summary: "Read an object", mount: read((*server).getObject),
		},

		{
			method: get, path: "/api/v1/feed", id: "feed", tag: "journal", access: seen,
			summary: "Follow the journal, as server-sent events", mount: raw((*server).getFeed),
		},

		{method: get, path: "/api/openapi.json", id: "openapiJSON", hidden: true, public: true, mount: raw((*server).serveOpenAPI)},
		{method: get, path: "/api/openapi.yaml", id: "openapiYAML", hidden: true, public: true, mount: raw((*server).serveOpenAPI)},
		{
			method: get, path: "/healthz", id: "healthz", tag: "server", public: true, mount: raw((*server).getHealth),
			summary: "Ask whether the process lives",
		},
		{
			method: get, path: "/readyz", id: "readyz", tag: "server", public: true, document: answers[api.Ready], mount: raw((*server).getReady),
			summary: "Ask whether the server can do its work",
		},
		{
			method: get, path: "/metrics", id: "metrics", tag: "server", access: []auth.Access{auth.Audit}, loopback: true, mount: raw((*server).getMetrics),
			summary: "Read the metrics, in the Prometheus format",
		},
	}
}

var _ huma.ContentTypeFilter = (*fault)(nil)
