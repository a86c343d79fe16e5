package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcisview"
)

// tokenRow and personRow are what the command line shows.
type tokenRow struct {
	ID       string    `json:"id"`
	Name     string    `json:"name,omitzero"`
	Person   string    `json:"person,omitzero"`
	Roles    []string  `json:"roles,omitzero"`
	Lines    []string  `json:"lines,omitzero"`
	Stations []string  `json:"stations,omitzero"`
	Sees     []string  `json:"sees,omitzero"`
	Created  time.Time `json:"created"`
	Expires  time.Time `json:"expires,omitzero"`
	LastUsed time.Time `json:"lastUsed,omitzero"`
	Revoked  time.Time `json:"revoked,omitzero"`
	// Secret is there once, in the answer that makes the token.
	Secret string `json:"secret,omitzero"`
}

type personRow struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Roles    []string   `json:"roles"`
	Lines    []string   `json:"lines,omitzero"`
	Stations []string   `json:"stations,omitzero"`
	Active   bool       `json:"active"`
	HasPIN   bool       `json:"hasPin"`
	Badges   []badgeRow `json:"badges,omitzero"`
}

type badgeRow struct {
	ID      string    `json:"id"`
	Issued  time.Time `json:"issued"`
	Revoked time.Time `json:"revoked,omitzero"`
}

func showToken(t *auth.Token) tokenRow {
	return tokenRow{
		ID: t.ID, Name: t.Name, Person: t.Person, Roles: words(t.Roles...), Lines: t.Scope.Lines, Stations: t.Scope.Stations, Sees: t.Grants,
		Created: microTime(t.CreatedAt), Expires: microTime(t.ExpiresAt), LastUsed: microTime(t.LastUsedAt), Revoked: microTime(t.RevokedAt),
	}
}

func showPerson(p *auth.Person) personRow {
	row := personRow{
		ID: p.ID, Name: p.Name, Roles: words(p.Roles...), Lines: p.Scope.Lines, Stations: p.Scope.Stations,
		Active: p.Active, HasPIN: p.HasPIN,
	}
	for _, b := range p.Badges {
		row.Badges = append(row.Badges, badgeRow{b.ID, microTime(b.IssuedAt), microTime(b.RevokedAt)})
	}
	return row
}

// microTime is the time of microseconds UTC; 0 is none.
func microTime(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// peoplePage is how many people or tokens are read at a time.
const peoplePage = 1000

func (a *admin) listTokens(ctx context.Context, _ *adminCall) (any, error) {
	rows := []tokenRow{}
	for after := ""; ; {
		tokens, err := a.auth.ListTokens(ctx, after, peoplePage)
		if err != nil || len(tokens) == 0 {
			return rows, err
		}
		for i := range tokens {
			rows = append(rows, showToken(&tokens[i]))
		}
		after = tokens[len(tokens)-1].ID
	}
}

func (a *admin) createToken(ctx context.Context, c *adminCall) (any, error) {
	if err := checkGrants(c.Sees); err != nil {
		return nil, err
	}
	secret, token, change, err := a.auth.CreateToken(ctx, auth.NewToken{Person: c.Person, Profile: c.profile(), Grants: c.Sees, Expires: c.Expires})
	if err == nil {
		err = a.record(ctx, c, change)
	}
	if err != nil {
		return nil, err
	}
	row := showToken(&token)
	row.Secret = secret.Reveal()
	return row, nil
}

// checkGrants judges what a token is to see: queries of EPCIS events.
func checkGrants(grants []string) error {
	for i, g := range grants {
		err := epcisview.CheckGrant(g)
		if e, ok := errors.AsType[*epcis.Error](err); ok {
			return &auth.InputError{Field: fmt.Sprintf("sees[%d]", i), Problem: e.Error()}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *admin) grantToken(ctx context.Context, c *adminCall) (any, error) {
	if err := checkGrants(c.Sees); err != nil {
		return nil, err
	}
	change, err := a.auth.Grant(ctx, c.ID, c.Sees)
	return a.changed(ctx, c, change, err)
}

func (a *admin) revokeToken(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.RevokeToken(ctx, c.ID)
	return a.changed(ctx, c, change, err)
}

func (a *admin) listPeople(ctx context.Context, _ *adminCall) (any, error) {
	rows := []personRow{}
	for after := ""; ; {
		people, err := a.auth.ListPeople(ctx, after, peoplePage)
		if err != nil || len(people) == 0 {
			return rows, err
		}
		for i := range people {
			rows = append(rows, showPerson(&people[i]))
		}
		after = people[len(people)-1].ID
	}
}

func (a *admin) createPerson(ctx context.Context, c *adminCall) (any, error) {
	person, change, err := a.auth.CreatePerson(ctx, c.profile())
	if err == nil {
		err = a.record(ctx, c, change)
	}
	return showPerson(&person), err
}

func (a *admin) changePerson(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.ChangePerson(ctx, c.ID, c.profile())
	return a.changed(ctx, c, change, err)
}

func (a *admin) disablePerson(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.DisablePerson(ctx, c.ID)
	return a.changed(ctx, c, change, err)
}

func (a *admin) enablePerson(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.EnablePerson(ctx, c.ID)
	return a.changed(ctx, c, change, err)
}

func (a *admin) assignBadge(ctx context.Context, c *adminCall) (any, error) {
	b, change, err := a.auth.AssignBadge(ctx, c.Person, c.Secret)
	if err == nil {
		err = a.record(ctx, c, change)
	}
	return badgeRow{b.ID, microTime(b.IssuedAt), microTime(b.RevokedAt)}, err
}

func (a *admin) revokeBadge(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.RevokeBadge(ctx, c.ID)
	return a.changed(ctx, c, change, err)
}

func (a *admin) replaceBadgeKey(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.ReplaceBadgeKey(ctx)
	return a.changed(ctx, c, change, err)
}

func (a *admin) setPIN(ctx context.Context, c *adminCall) (any, error) {
	change, err := a.auth.SetPIN(ctx, c.Person, c.Secret)
	return a.changed(ctx, c, change, err)
}

// changed records a change that has no other result.
func (a *admin) changed(ctx context.Context, c *adminCall, change auth.Change, err error) (any, error) {
	if err == nil {
		err = a.record(ctx, c, change)
	}
	return struct{}{}, err
}
