package epcisview

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// writing takes a page of entries in.
type writing struct {
	tx     *sqldb.Tx
	cursor cursor
	things map[track.ObjectID]*thing
	events []row
}

// row is an event that is written.
type row struct {
	n     int64
	entry int64
	event *epcis.Event
	keys  []query.Key
}

var (
	putThing = &sqldb.Upsert{Table: "epcis_thing", Key: []string{"object"}, Columns: []string{"object", "known"}}
	putEvent = &sqldb.Upsert{Table: "epcis_event", Columns: []string{"n", "entry", "event_time", "record_time", "event", "spellings"}}
	putTerm  = &sqldb.Upsert{Table: "epcis_term", Columns: []string{"id", "field", "value"}}
	putKey   = &sqldb.Upsert{Table: "epcis_key", Columns: []string{"term", "n", "event_time"}}
)

// page writes the events of a page, and moves the cursor.
func (w *writing) page(ctx context.Context, p pageOf) error {
	before := w.cursor.next
	if n, err := w.tx.Exec(ctx, lockCursor, before); err != nil || n != 1 {
		return firstError(err, errMoved)
	}
	if err := w.load(ctx, p); err != nil {
		return err
	}
	t := &teller{
		things: w.things, plant: p.plant,
		before: func(seq int64) ([]*epcis.Event, error) { return w.before(ctx, seq) },
		held:   func(hold track.HoldID) ([]track.ObjectID, error) { return p.holds[hold], nil },
	}
	for i := range p.entries {
		e := &p.entries[i]
		if !e.ours {
			continue
		}
		if _, published := e.Fact.(*track.Published); published {
			w.cursor.plant = e.Seq
		}
		if text := describes(&e.Entry); text != "" {
			if err := w.describe(ctx, text); err != nil {
				return err
			}
		}
		events, err := t.tell(&e.Entry, e.leaf)
		if err != nil {
			return err
		}
		for _, ev := range events {
			w.cursor.events++
			keys := query.KeysOf(ev)
			if e.Command != nil && e.Command.Verb == "capture" {
				keys = append(keys, senderKeys(&e.Entry, ev)...)
			}
			w.events = append(w.events, row{w.cursor.events, e.Seq, ev, keys})
		}
	}
	if err := w.write(ctx); err != nil {
		return err
	}
	c := &w.cursor
	_, err := w.tx.Exec(ctx, moveCursor, before, before+int64(p.count), p.last[:], c.plant, c.events, c.terms)
	return err
}

// senderKeys are the keys by which a captured event is found to be somebody's.
func senderKeys(e *track.Entry, ev *epcis.Event) (keys []query.Key) {
	if e.Actor != "" {
		keys = append(keys, query.Key{Field: fieldSender, Value: e.Actor})
	}
	if ev.ErrorDeclaration != nil {
		keys = append(keys, query.Key{Field: fieldCommand, Value: e.CommandID})
	}
	return keys
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// load reads what is known of the objects that the page names.
func (w *writing) load(ctx context.Context, p pageOf) error {
	var ids []string
	seen := map[track.ObjectID]bool{}
	name := func(list []track.ObjectID) {
		for _, id := range list {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, string(id))
			}
		}
	}
	for i := range p.entries {
		if p.entries[i].ours {
			name(needs(&p.entries[i].Entry))
		}
	}
	for _, objects := range p.holds {
		name(objects)
	}
	type known struct {
		id   string
		json []byte
	}
	rows, err := sqldb.SelectIn(ctx, w.tx, func(k *known) []any { return []any{&k.id, &k.json} }, "select object, known from epcis_thing where object in (?)", ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		one := &thing{ID: track.ObjectID(r.id)}
		if err := json.Unmarshal(r.json, one); err != nil {
			return err
		}
		w.things[one.ID] = one
	}
	return nil
}

// before finds what an earlier entry was told as.
func (w *writing) before(ctx context.Context, seq int64) ([]*epcis.Event, error) {
	var events []*epcis.Event
	for _, r := range w.events {
		if r.entry == seq && r.event.ErrorDeclaration == nil {
			again := *r.event
			events = append(events, &again)
		}
	}
	if len(events) > 0 {
		return events, nil
	}
	stored, err := sqldb.Select(ctx, w.tx, func(b *[]byte) []any { return []any{b} }, "select event from epcis_event where entry = $1 order by n", seq)
	if err != nil {
		return nil, err
	}
	for _, b := range stored {
		ev, err := epcis.ParseEvent(b, epcis.Limits{})
		if err != nil {
			return nil, err
		}
		if ev.ErrorDeclaration == nil {
			events = append(events, ev)
		}
	}
	return events, nil
}

// write writes what the page has brought.
func (w *writing) write(ctx context.Context) error {
	if err := w.writeThings(ctx); err != nil {
		return err
	}
	terms, err := w.terms(ctx)
	if err != nil {
		return err
	}
	var events, keys [][]any
	for _, r := range w.events {
		b, err := r.event.AppendJSON(nil)
		if err != nil {
			return err
		}
		at := r.event.EventTime.UnixMicro()
		events = append(events, []any{r.n, r.entry, at, r.event.RecordTime.UnixMicro(), b, strings.Join(r.event.Spellings, " ")})
		for _, id := range idsOf(r.keys, terms) {
			keys = append(keys, []any{id, r.n, at})
		}
	}
	if err := putEvent.Exec(ctx, w.tx, events); err != nil {
		return err
	}
	return putKey.Exec(ctx, w.tx, keys)
}

func (w *writing) writeThings(ctx context.Context) error {
	var rows [][]any
	for id, t := range w.things {
		if !t.changed {
			continue
		}
		b, err := json.Marshal(t, json.Deterministic(true))
		if err != nil {
			return err
		}
		rows = append(rows, []any{string(id), b})
	}
	return putThing.Exec(ctx, w.tx, rows)
}

// idsOf are the numbers of the terms of an event, each once.
func idsOf(keys []query.Key, terms map[query.Key]int64) []int64 {
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = terms[query.Key{Field: k.Field, Value: termOf(k.Value)}]
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// terms numbers the terms of the page, the new ones in the order in which they
// come.
func (w *writing) terms(ctx context.Context) (map[query.Key]int64, error) {
	var order []query.Key
	wanted := map[query.Key]bool{}
	byField := map[query.Field][]string{}
	for _, r := range w.events {
		for _, k := range r.keys {
			if k.Value = termOf(k.Value); !wanted[k] {
				wanted[k] = true
				order = append(order, k)
				byField[k.Field] = append(byField[k.Field], k.Value)
			}
		}
	}
	ids := map[query.Key]int64{}
	for field, values := range byField {
		found, err := termsOf(ctx, w.tx, field, values)
		if err != nil {
			return nil, err
		}
		for value, id := range found {
			ids[query.Key{Field: field, Value: value}] = id
		}
	}
	var rows [][]any
	for _, k := range order {
		if ids[k] == 0 {
			w.cursor.terms++
			ids[k] = w.cursor.terms
			rows = append(rows, []any{ids[k], string(k.Field), k.Value})
		}
	}
	return ids, putTerm.Exec(ctx, w.tx, rows)
}

// termsOf finds the numbers of values of a field.
func termsOf(ctx context.Context, tx *sqldb.Tx, field query.Field, values []string) (map[string]int64, error) {
	type term struct {
		id    int64
		value string
	}
	rows, err := sqldb.SelectIn(ctx, tx, func(t *term) []any { return []any{&t.id, &t.value} },
		"select id, value from epcis_term where field = $1 and value in (?)", values, string(field))
	if err != nil {
		return nil, err
	}
	found := make(map[string]int64, len(rows))
	for _, r := range rows {
		found[r.value] = r.id
	}
	return found, nil
}
