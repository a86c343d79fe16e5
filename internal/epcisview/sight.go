package epcisview

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Sight is what somebody sees of the events, each of them whole or not at all.
// Every question is asked with one, and passes [finding.visible]. The zero Sight
// sees nothing.
type Sight struct {
	// All sees every event.
	All bool
	// Actor sees what they have reported themselves; empty: nobody.
	Actor string
	// Grants are event queries as in an address, "EQ_bizStep=shipping&…": what one
	// of them asks for is seen. See [CheckGrant].
	Grants []string
}

// Everything is the sight of who may read all.
func Everything() Sight { return Sight{All: true} }

// CheckGrant judges a grant: it is a query of events, and says nothing of how an
// answer is given. The error is an *epcis.Error.
func CheckGrant(text string) error {
	_, err := parseGrant(text)
	return err
}

func parseGrant(text string) (*query.Query, error) {
	refuse := func(detail, fix string) error {
		return &epcis.Error{Path: text, Rule: "grant", Detail: detail, Fix: fix}
	}
	parameters, err := url.ParseQuery(text)
	if err != nil || len(parameters) == 0 {
		return nil, refuse("is not a query", "write parameters as in an address: EQ_bizStep=shipping&EQ_destination_owning_party=urn%3Aacme")
	}
	for _, name := range []string{"orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "perPage", "nextPageToken"} {
		if parameters.Has(name) {
			return nil, refuse("has the parameter "+name, "leave it out: a grant says which events are seen, not how they are given")
		}
	}
	return query.Parse(parameters, query.Options{})
}

// fieldSender is the field of who has reported an event, which no query asks for.
const fieldSender query.Field = "sender"

// fieldCommand is the field of the command that has declared an event wrong, which no
// query asks for: one event may be declared wrong by several.
const fieldCommand query.Field = "command"

// maxDrive is how many terms candidates are looked for by at the same time.
const maxDrive = 1000

// seeing is a sight in one snapshot of the index.
type seeing struct {
	all    bool
	grants []*query.Query
	sender int64 // the term of who asks; 0: they have reported nothing
}

// see reads what a sight is at present.
func see(ctx context.Context, tx *sqldb.Tx, by Sight) (*seeing, error) {
	if by.All {
		return &seeing{all: true}, nil
	}
	s := &seeing{}
	for _, text := range by.Grants {
		q, err := parseGrant(text)
		if err == nil {
			q, err = q.With(masterData(ctx, tx))
		}
		if err != nil {
			return nil, fmt.Errorf("grant of %s: %w", by.Actor, err)
		}
		s.grants = append(s.grants, q)
	}
	if by.Actor == "" {
		return s, nil
	}
	found, err := termsOf(ctx, tx, fieldSender, []string{termOf(by.Actor)})
	s.sender = found[termOf(by.Actor)]
	return s, err
}

// visible drops the events that are not seen, with their places. It is what every
// event of every answer passes.
func (f *finding) visible(ctx context.Context, at []place, events []*epcis.Event) ([]place, []*epcis.Event, error) {
	if f.sees.all {
		return at, events, nil
	}
	own, err := f.reported(ctx, at)
	if err != nil {
		return nil, nil, err
	}
	places, seen := at[:0:0], events[:0:0]
	for i, e := range events {
		if own[at[i].n] || slices.ContainsFunc(f.sees.grants, func(g *query.Query) bool { return g.Match(e) }) {
			places, seen = append(places, at[i]), append(seen, e)
		}
	}
	return places, seen, nil
}

// reported are those of some events that who asks has reported.
func (f *finding) reported(ctx context.Context, at []place) (map[int64]bool, error) {
	own := map[int64]bool{}
	if f.sees.sender == 0 {
		return own, nil
	}
	numbers := make([]int64, len(at))
	for i := range at {
		numbers[i] = at[i].n
	}
	rows, err := sqldb.SelectIn(ctx, f.tx, func(n *int64) []any { return []any{n} }, "select n from epcis_key where term = $1 and n in (?)", numbers, f.sees.sender)
	for _, n := range rows {
		own[n] = true
	}
	return own, err
}

// narrow takes candidates from what is seen, where the query itself has no terms
// to find them by: so an answer costs what is seen, and not what there is.
func (f *finding) narrow(ctx context.Context) error {
	if f.sees.all || f.driven {
		return nil
	}
	var drive []int64
	if f.sees.sender != 0 {
		drive = append(drive, f.sees.sender)
	}
	for _, g := range f.sees.grants {
		ids, known, err := f.granted(ctx, g)
		if err != nil || !known {
			return err // nothing is known of what it asks for
		}
		drive = append(drive, ids...)
	}
	if len(drive) > maxDrive {
		return nil
	}
	slices.Sort(drive)
	f.driven, f.drive = true, slices.Compact(drive)
	f.nothing = f.nothing || len(drive) == 0
	return nil
}

// granted finds the terms of which what a grant asks for has one: those of the first of
// its conditions that has not too many.
func (f *finding) granted(ctx context.Context, grant *query.Query) (ids []int64, known bool, err error) {
	for _, keys := range grant.Keys() {
		ids, many, err := f.having(ctx, keys)
		if err != nil || !many {
			return ids, err == nil, err
		}
	}
	return nil, false, nil
}
