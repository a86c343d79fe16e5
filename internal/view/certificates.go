package view

import (
	"fmt"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// CertificateFilter picks certificates; what is empty does not bind.
type CertificateFilter struct {
	Person string
	Skill  string
	// GoodAt picks those that are good at a time.
	GoodAt track.Micros
	// LapsesBefore picks those that end before a time, unless they were revoked or
	// the same person has one for the same skill that ends later.
	LapsesBefore track.Micros
}

// Certificates lists certificates, the last given first.
func (q *Query) Certificates(want CertificateFilter, p Page) (rows []track.Certificate, next string, err error) {
	f := &filter{}
	f.equal("person", want.Person)
	f.equal("skill", want.Skill)
	if at := int64(want.GoodAt); at != 0 {
		f.add("valid_from <= ? and (valid_until = 0 or valid_until > ?) and (revoked = 0 or revoked_at > ?)", at, at, at)
	}
	if want.LapsesBefore != 0 {
		f.add("valid_until <> 0 and valid_until < ? and revoked = 0", int64(want.LapsesBefore))
		f.add("not exists (select 1 from certificate l where l.person = certificate.person and l.skill = certificate.skill " +
			"and l.revoked = 0 and (l.valid_until = 0 or l.valid_until > certificate.valid_until))")
	}
	if p.After != "" {
		given, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("given < ?", given)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, certificates.scan, certificates.query(f.where("given desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list certificates: %w", err)
	}
	rows, next = page(rows, p.limit(), func(c *track.Certificate) string { return strconv.FormatInt(c.Given, 10) })
	return rows, next, nil
}
