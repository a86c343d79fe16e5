package httpapi

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// certificatesInput picks certificates.
type certificatesInput struct {
	Snapshot
	Paging
	Person       string    `query:"person" maxLength:"256" doc:"Id of the person"`
	Skill        string    `query:"skill" maxLength:"256"`
	Good         bool      `query:"good" doc:"Only those that are good now"`
	LapsesBefore time.Time `query:"lapsesBefore" doc:"It ends before then, and was not renewed"`
}

func (s *server) listCertificates(q *view.Query, in *certificatesInput) (*api.List[api.Certificate], error) {
	now := micros(time.Now())
	f := view.CertificateFilter{Person: in.Person, Skill: in.Skill, LapsesBefore: micros(in.LapsesBefore)}
	if in.Good {
		f.GoodAt = now
	}
	rows, next, err := q.Certificates(f, in.page())
	return &api.List[api.Certificate]{Next: next, Items: each(rows, func(c *track.Certificate) api.Certificate {
		return api.Certificate{
			ID: string(c.ID), Person: c.Person, Skill: c.Skill, Level: c.Level, From: at(c.From), Until: at(c.Until),
			Evidence: c.Evidence, State: string(c.StateAt(now)), Actor: c.Actor, Given: c.Given,
			Revoked: c.Revoked, RevokedAt: at(c.RevokedAt), RevokedNote: c.RevokedNote,
		}
	})}, err
}

// nameCertified names the people of certificates, for whoever may see who is
// signed in.
func (s *server) nameCertified(ctx context.Context, list *api.List[api.Certificate]) error {
	if p := principalOf(ctx); !p.Can(auth.Operate) && !p.Can(auth.Audit) {
		return nil
	}
	var ids []string
	for _, c := range list.Items {
		if !slices.Contains(ids, c.Person) {
			ids = append(ids, c.Person)
		}
	}
	names, err := s.People.Names(ctx, ids)
	for i := range list.Items {
		list.Items[i].Name = names[list.Items[i].Person]
	}
	return err
}

// certifies puts the id of the person into a certificate that names them by their
// badge, which must not stand in the journal, and refuses one for nobody.
func (s *server) certifies(ctx context.Context, a *track.Certify, at string) error {
	badge, err := s.People.KnowsBadge(ctx, a.Person)
	if err != nil {
		return err
	}
	at += ".args.person"
	if badge {
		a.Person, err = s.People.Badge(ctx, a.Person)
		if errors.Is(err, auth.ErrNotFound) {
			return problem(CodeNoBadge, "", api.Fault{Location: at, Message: "it is a badge that is good no more"})
		}
		return err
	}
	known, err := s.People.KnowsPerson(ctx, a.Person)
	if err == nil && !known {
		return problem(CodeBadValue, "", api.Fault{Location: at, Message: "it is neither a badge nor the id of a person of this site, as p-7f3k9q2m"})
	}
	return err
}
