package epcisview

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// The errors of questions that a caller may want to branch on.
var (
	// ErrNotFound says that there is no such event.
	ErrNotFound = errors.New("there is no such event")
	// ErrTooLarge says that more events fit than the question allows.
	ErrTooLarge = errors.New("more events fit than maxEventCount allows")
	// ErrTooComplex says that too many events had to be looked at.
	ErrTooComplex = errors.New("too many events have to be looked at")
	// ErrToken says that a token is not the next of a page of this question.
	ErrToken = errors.New("the token is not of a page of this query")
)

// Bounds of a question.
const (
	chunk     = 256       // candidates that are read together
	maxLooked = 1_000_000 // events that one question looks at
	maxSorted = 20_000    // events that are put in order by a field of their own
)

// Page is a part of an answer.
type Page struct {
	Events []*epcis.Event
	Next   string // token of the page after; empty: this is the last
}

// Find answers a query of somebody, page by page. It speaks of all that was
// recorded before.
func (x *Index) Find(ctx context.Context, by Sight, q *query.Query) (*Page, error) {
	page := &Page{}
	err := x.ask(ctx, by, q, func(f *finding) error {
		if q.MaxEventCount > 0 {
			if err := f.count(ctx); err != nil {
				return err
			}
		}
		return f.answer(ctx, page)
	})
	return page, err
}

// ask runs a question on one snapshot.
func (x *Index) ask(ctx context.Context, by Sight, q *query.Query, question func(*finding) error) error {
	db, err := x.current(ctx)
	if err != nil {
		return err
	}
	return db.Read(ctx, func(tx *sqldb.Tx) error {
		q, err := q.With(masterData(ctx, tx))
		if err != nil {
			return err
		}
		f := &finding{tx: tx, q: q, byTime: byTime(q), ascending: q.OrderBy == "" || q.Ascending}
		if f.sees, err = see(ctx, tx, by); err != nil {
			return err
		}
		if err := f.terms(ctx); err != nil {
			return err
		}
		if err := f.narrow(ctx); err != nil {
			return err
		}
		return question(f)
	})
}

// current reads on to what the journal is now.
func (x *Index) current(ctx context.Context) (*sqldb.DB, error) {
	size, err := x.size(ctx)
	if err != nil {
		return nil, err
	}
	if err := x.CatchUp(ctx, size); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.opened(ctx)
}

// byTime reports whether events come in the order of their event time: where that
// is asked for, or where their event time is all the order there is.
func byTime(q *query.Query) bool {
	return q.OrderBy == query.OrderEventTime || q.OrderBy == "" && q.Occurred != query.Window{}
}

// finding answers one query.
type finding struct {
	tx        *sqldb.Tx
	q         *query.Query
	sees      *seeing
	byTime    bool
	ascending bool
	driven    bool    // candidates come from the keys
	drive     []int64 // terms of which a candidate has one
	nothing   bool    // no event can fit
	looked    int
}

// place is where a question has come to in the order of its answer.
type place struct{ time, n int64 }

// terms finds what candidates are found by.
func (f *finding) terms(ctx context.Context) error {
	for _, keys := range f.q.Keys() {
		ids, many, err := f.having(ctx, keys)
		if err != nil {
			return err
		}
		if len(ids) == 0 && !many {
			f.nothing = true
			return nil
		}
		if !f.driven && !many {
			slices.Sort(ids)
			f.driven, f.drive = true, slices.Compact(ids)
		}
	}
	return nil
}

// having finds the terms that some keys have in the index; many: what begins as they
// say has more than candidates are looked for by.
func (f *finding) having(ctx context.Context, keys []query.Key) (ids []int64, many bool, err error) {
	byField := map[query.Field][]string{}
	for _, k := range keys {
		if !k.Begins {
			byField[k.Field] = append(byField[k.Field], termOf(k.Value))
			continue
		}
		found, err := sqldb.Select(ctx, f.tx, func(id *int64) []any { return []any{id} }, termsBeginning,
			string(k.Field), k.Value, k.Value[:len(k.Value)-1]+string(rune(k.Value[len(k.Value)-1]+1)), maxDrive+1)
		if err != nil || len(found) > maxDrive {
			return nil, true, err
		}
		ids = append(ids, found...)
	}
	for field, values := range byField {
		found, err := termsOf(ctx, f.tx, field, values)
		if err != nil {
			return nil, false, err
		}
		for _, id := range found {
			ids = append(ids, id)
		}
	}
	return ids, len(ids) > maxDrive && len(ids) > len(keys), nil
}

const termsBeginning = `
select id
from epcis_term
where field = $1 and value >= $2 and value < $3
order by value
limit $4`

// count refuses a question that more events fit than it allows.
func (f *finding) count(ctx context.Context) error {
	n := 0
	return f.each(ctx, nil, func(place, *epcis.Event) (bool, error) {
		if n++; n > f.q.MaxEventCount {
			return false, ErrTooLarge
		}
		return true, nil
	})
}

// answer fills a page.
func (f *finding) answer(ctx context.Context, page *Page) error {
	if f.q.OrderBy != "" && f.q.OrderBy != query.OrderEventTime && f.q.OrderBy != query.OrderRecordTime {
		return f.sorted(ctx, page)
	}
	after, given, err := f.token()
	if err != nil {
		return err
	}
	most := f.q.PerPage
	if limit := f.q.EventCountLimit; limit > 0 {
		most = min(most, limit-given)
	}
	var last place
	return f.each(ctx, after, func(at place, e *epcis.Event) (bool, error) {
		if len(page.Events) == most {
			if limit := f.q.EventCountLimit; limit == 0 || given+most < limit {
				page.Next = f.nextToken(last, given+most)
			}
			return false, nil
		}
		page.Events, last = append(page.Events, e), at
		return true, nil
	})
}

// token reads where the page begins, and how many events those before had.
func (f *finding) token() (after *place, given int, err error) {
	if f.q.NextPageToken == "" {
		return nil, 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(f.q.NextPageToken)
	if err != nil {
		return nil, 0, ErrToken
	}
	var order string
	after = &place{}
	fields := strings.Fields(string(b))
	if len(fields) != 4 {
		return nil, 0, ErrToken
	}
	order = fields[0]
	for i, to := range []*int64{&after.time, &after.n} {
		if *to, err = strconv.ParseInt(fields[i+1], 10, 64); err != nil {
			return nil, 0, ErrToken
		}
	}
	if given, err = strconv.Atoi(fields[3]); err != nil || given < 0 || order != f.order() {
		return nil, 0, ErrToken
	}
	if limit := f.q.EventCountLimit; limit > 0 && given >= limit {
		return nil, 0, ErrToken
	}
	return after, given, nil
}

// order names the order of the answer in a token.
func (f *finding) order() string {
	name := map[bool]string{false: "recorded", true: "occurred"}[f.byTime]
	if !f.ascending {
		name += "-desc"
	}
	return name
}

func (f *finding) nextToken(last place, given int) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s %d %d %d", f.order(), last.time, last.n, given))
}

// each calls f for the events that fit, in their order, until it returns false.
func (f *finding) each(ctx context.Context, after *place, fn func(place, *epcis.Event) (bool, error)) error {
	if f.nothing {
		return nil
	}
	low, high, err := f.span(ctx)
	if err != nil {
		return err
	}
	for {
		at, err := f.candidates(ctx, low, high, after)
		if err != nil || len(at) == 0 {
			return err
		}
		if f.looked += len(at); f.looked > maxLooked {
			return ErrTooComplex
		}
		places, events, err := f.events(ctx, at)
		if err != nil {
			return err
		}
		for i, e := range events {
			if !f.q.Match(e) {
				continue
			}
			if more, err := fn(places[i], e); err != nil || !more {
				return err
			}
		}
		if len(at) < chunk {
			return nil
		}
		after = &at[len(at)-1]
	}
}

// span is the numbers that events of the asked times of recording can have.
func (f *finding) span(ctx context.Context) (low, high int64, err error) {
	first := func(at int64) (int64, error) {
		n, err := sqldb.Select(ctx, f.tx, func(n *int64) []any { return []any{n} },
			"select n from epcis_event where record_time >= $1 order by record_time, n limit 1", at)
		if err != nil || len(n) == 0 {
			return 1 << 62, err
		}
		return n[0], nil
	}
	high = 1 << 62
	if w := f.q.Recorded; !w.From.IsZero() {
		if low, err = first(ceil(w.From.UnixNano())); err != nil {
			return 0, 0, err
		}
	}
	if w := f.q.Recorded; !w.Until.IsZero() {
		high, err = first(ceil(w.Until.UnixNano()))
	}
	return low, high, err
}

// ceil is a time in microseconds, rounded up.
func ceil(nanos int64) int64 {
	if nanos < 0 {
		return nanos / 1000
	}
	return (nanos + 999) / 1000
}

// candidates lists the next events that may fit, in their order.
func (f *finding) candidates(ctx context.Context, low, high int64, after *place) ([]place, error) {
	if !f.driven {
		return f.run(ctx, "epcis_event", "", nil, low, high, after)
	}
	lists := make([][]place, 0, len(f.drive))
	for _, term := range f.drive {
		list, err := f.run(ctx, "epcis_key", "term = $1 and ", []any{term}, low, high, after)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	all := slices.Concat(lists...)
	slices.SortFunc(all, f.compare)
	all = slices.Compact(all)
	return all[:min(len(all), chunk)], nil
}

// compare puts places in the order of the answer.
func (f *finding) compare(a, b place) int {
	c := 0
	if f.byTime {
		c = compareInts(a.time, b.time)
	}
	if c == 0 {
		c = compareInts(a.n, b.n)
	}
	if !f.ascending {
		return -c
	}
	return c
}

func compareInts(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// run reads a run of candidates of one index. The events of one term, and those
// of all, are in the order of either time.
func (f *finding) run(ctx context.Context, table, where string, args []any, low, high int64, after *place) ([]place, error) {
	param := func(v int64) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	beyond, direction := " > ", ""
	if !f.ascending {
		beyond, direction = " < ", " desc"
	}
	where += "n >= " + param(low) + " and n < " + param(high)
	if w := f.q.Occurred; !w.From.IsZero() {
		where += " and event_time >= " + param(w.From.UnixMicro())
	}
	if w := f.q.Occurred; !w.Until.IsZero() {
		where += " and event_time <= " + param(w.Until.UnixMicro())
	}
	order := " order by n" + direction
	if f.byTime {
		order = " order by event_time" + direction + ", n" + direction
	}
	switch {
	case after == nil:
	case f.byTime:
		where += " and (event_time, n)" + beyond + "(" + param(after.time) + ", " + param(after.n) + ")"
	default:
		where += " and n" + beyond + param(after.n)
	}
	return sqldb.Select(ctx, f.tx, func(p *place) []any { return []any{&p.time, &p.n} },
		"select event_time, n from "+table+" where "+where+order+" limit "+strconv.Itoa(chunk), args...)
}

// events reads the events of some places that are seen, in their order.
func (f *finding) events(ctx context.Context, at []place) ([]place, []*epcis.Event, error) {
	type stored struct {
		n         int64
		json      []byte
		spellings string
	}
	numbers := make([]int64, len(at))
	for i := range at {
		numbers[i] = at[i].n
	}
	rows, err := sqldb.SelectIn(ctx, f.tx, func(s *stored) []any { return []any{&s.n, &s.json, &s.spellings} }, "select n, event, spellings from epcis_event where n in (?)", numbers)
	if err != nil {
		return nil, nil, err
	}
	byNumber := make(map[int64]stored, len(rows))
	for _, r := range rows {
		byNumber[r.n] = r
	}
	events := make([]*epcis.Event, len(at))
	for i := range at {
		r := byNumber[at[i].n]
		if events[i], err = epcis.ParseEvent(r.json, epcis.Limits{}); err != nil {
			return nil, nil, fmt.Errorf("event %d: %w", at[i].n, err)
		}
		events[i].Spellings = strings.Fields(r.spellings)
	}
	return f.visible(ctx, at, events)
}

// sorted fills a page of an answer whose order is that of an extension field.
func (f *finding) sorted(ctx context.Context, page *Page) error {
	from := 0
	if f.q.NextPageToken != "" {
		b, err := base64.RawURLEncoding.DecodeString(f.q.NextPageToken)
		text, ok := strings.CutPrefix(string(b), "field ")
		if from, _ = strconv.Atoi(text); err != nil || !ok || from < 1 {
			return ErrToken
		}
	}
	type keyed struct {
		key   query.Value
		has   bool
		event *epcis.Event
	}
	var all []keyed
	f.ascending = true
	err := f.each(ctx, nil, func(_ place, e *epcis.Event) (bool, error) {
		if len(all) == maxSorted {
			return false, ErrTooComplex
		}
		key, has := f.q.SortKey(e)
		all = append(all, keyed{key, has, e})
		return true, nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		switch {
		case a.has != b.has && a.has:
			return -1
		case a.has != b.has:
			return 1
		case !a.has:
			return 0
		case f.q.Ascending:
			return a.key.Compare(b.key)
		}
		return b.key.Compare(a.key)
	})
	if limit := f.q.EventCountLimit; limit > 0 {
		all = all[:min(len(all), limit)]
	}
	for i := min(from, len(all)); i < min(len(all), from+f.q.PerPage); i++ {
		page.Events = append(page.Events, all[i].event)
	}
	if end := from + f.q.PerPage; end < len(all) {
		page.Next = base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "field %d", end))
	}
	return nil
}

// Event finds an event by its id, the one that was recorded last of several.
func (x *Index) Event(ctx context.Context, by Sight, id string) (*epcis.Event, error) {
	q, err := query.Parse(map[string][]string{"EQ_eventID": {id}, "orderBy": {"recordTime"}, "eventCountLimit": {"1"}}, query.Options{})
	if err != nil {
		return nil, err
	}
	page, err := x.Find(ctx, by, q)
	if err != nil {
		return nil, err
	}
	if len(page.Events) == 0 {
		return nil, ErrNotFound
	}
	return page.Events[0], nil
}

// OfEntries lists the events that some entries were told as, in the order of
// recording; more of them than most is ErrTooLarge.
func (x *Index) OfEntries(ctx context.Context, by Sight, entries []int64, most int) ([]*epcis.Event, error) {
	var events []*epcis.Event
	err := x.ask(ctx, by, &query.Query{}, func(f *finding) error {
		numbers, err := sqldb.SelectIn(ctx, f.tx, func(n *int64) []any { return []any{n} }, "select n from epcis_event where entry in (?)", entries)
		if err != nil {
			return err
		}
		if len(numbers) > most {
			return ErrTooLarge
		}
		slices.Sort(numbers)
		at := make([]place, len(numbers))
		for i, n := range numbers {
			at[i].n = n
		}
		_, events, err = f.events(ctx, at)
		return err
	})
	return events, err
}
