package client

import (
	"context"
	"time"

	"github.com/tracewright/tracewright/api"
)

// CertificateFilter picks certificates; what is empty does not bind.
type CertificateFilter struct {
	Person string // pseudonymous id
	Skill  string
	Good   bool // only those that are good now
	// LapsesBefore picks those that end before then and have not been renewed.
	LapsesBefore time.Time
	Page
}

// Certificates lists certificates of people, the last given first.
func (c *Client) Certificates(ctx context.Context, f CertificateFilter) (*api.List[api.Certificate], error) {
	q := f.params().add("person", f.Person).add("skill", f.Skill).flag("good", f.Good).time("lapsesBefore", f.LapsesBefore)
	return fetch[api.List[api.Certificate]](ctx, c, "/api/v1/certificates", q)
}
