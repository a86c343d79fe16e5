package client

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
)

// Page picks a page of a list: After is the Next of the page before, Limit is
// at most 1000, and 100 when it is 0.
type Page struct {
	After string
	Limit int
}

func (p Page) params() params { return params{}.add("after", p.After).number("limit", p.Limit) }

// ObjectFilter picks objects; what is empty does not bind.
type ObjectFilter struct {
	Kind      string
	Part      string
	Life      string
	Station   string
	Operation string
	Order     string // number of the work order that it is made for
	Text      string // the beginning of an identifier
	Page
}

// objectPath is the path of what belongs to an object. ref is a key, a URI or
// any code or identifier of it.
func objectPath(ref, rest string) string { return "/api/v1/objects/" + url.PathEscape(ref) + rest }

// Object reads one object by its key, its URI, or any code or identifier of
// it. Where several are meant the problem's Candidates list them.
func (c *Client) Object(ctx context.Context, ref string) (*api.ObjectDetail, error) {
	return fetch[api.ObjectDetail](ctx, c, objectPath(ref, ""), nil)
}

// Objects lists objects in the order of their keys.
func (c *Client) Objects(ctx context.Context, f ObjectFilter) (*api.List[api.Object], error) {
	q := f.params().add("kind", f.Kind).add("part", f.Part).add("life", f.Life).add("station", f.Station).
		add("operation", f.Operation).add("order", f.Order).add("text", f.Text)
	return fetch[api.List[api.Object]](ctx, c, "/api/v1/objects", q)
}

// History lists what happened to an object, in the order of the journal.
func (c *Client) History(ctx context.Context, ref string, p Page) (*api.List[api.Event], error) {
	return fetch[api.List[api.Event]](ctx, c, objectPath(ref, "/history"), p.params())
}

// TraceQuery says how to walk the genealogy.
type TraceQuery struct {
	Direction string    // back or forward
	AsOf      time.Time // zero: now
	KnownAt   time.Time // zero: now
	Depth     int       // 0: unlimited
	Kinds     []string  // of edges; empty: all
	Carriers  bool      // follow what was on the same carrier, too
	MaxNodes  int       // 0: 100,000
}

// Trace walks from an object to what went into it (back), or to what it went
// into (forward).
func (c *Client) Trace(ctx context.Context, ref string, t TraceQuery) (*api.Trace, error) {
	return fetch[api.Trace](ctx, c, objectPath(ref, "/trace"), t.params())
}

// TraceOf walks from objects, and from all that fits, unless where is nil.
func (c *Client) TraceOf(ctx context.Context, refs []string, where *api.Selection, t TraceQuery) (*api.Trace, error) {
	q, err := t.from(refs, where)
	if err != nil {
		return nil, err
	}
	return fetch[api.Trace](ctx, c, "/api/v1/trace", q)
}

// TraceFile gives a trace as a file of a format: csv, xlsx, pdf or epcis.
func (c *Client) TraceFile(ctx context.Context, refs []string, where *api.Selection, t TraceQuery, format string) ([]byte, error) {
	q, err := t.from(refs, where)
	if err != nil {
		return nil, err
	}
	var file string
	err = c.get(ctx, "/api/v1/trace", q.add("format", format), &file)
	return []byte(file), err
}

func (t *TraceQuery) params() params {
	q := params{}.add("direction", t.Direction).time("asOf", t.AsOf).time("knownAt", t.KnownAt).
		number("depth", t.Depth).number("maxNodes", t.MaxNodes).flag("carriers", t.Carriers)
	for _, kind := range t.Kinds {
		q = q.add("kinds", kind)
	}
	return q
}

// from adds what a trace begins with. The fields of a selection are texts.
func (t *TraceQuery) from(refs []string, where *api.Selection) (params, error) {
	q := t.params()
	for _, ref := range refs {
		q = q.add("object", ref)
	}
	if where == nil {
		return q, nil
	}
	text, err := json.Marshal(where, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("write the selection: %w", err)
	}
	var fields map[string]string
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, fmt.Errorf("write the selection: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		q = q.add(name, fields[name])
	}
	return q, nil
}

// Carriers lists on which carriers an object has been, the last first; where asOf
// is given, the one that it was on then.
func (c *Client) Carriers(ctx context.Context, ref string, asOf time.Time) (*api.List[api.Carried], error) {
	return fetch[api.List[api.Carried]](ctx, c, objectPath(ref, "/carriers"), params{}.time("asOf", asOf))
}

// Tree lists what is inside an object, at all levels; at asOf, or now if that
// is zero.
func (c *Client) Tree(ctx context.Context, ref string, asOf time.Time) (*api.Tree, error) {
	return fetch[api.Tree](ctx, c, objectPath(ref, "/tree"), params{}.time("asOf", asOf))
}

// RecordFile gives the as-built record of an object as a file of a format: json or
// pdf.
func (c *Client) RecordFile(ctx context.Context, ref, format string) ([]byte, error) {
	var file string
	err := c.get(ctx, objectPath(ref, "/record"), params{}.add("format", format), &file)
	return []byte(file), err
}

// Identifiers lists what an object is and was called.
func (c *Client) Identifiers(ctx context.Context, ref string) (*api.List[api.Identifier], error) {
	return fetch[api.List[api.Identifier]](ctx, c, objectPath(ref, "/identifiers"), nil)
}

// Called lists what is and was called so, or only what a scan at a time means,
// unless that is zero.
func (c *Client) Called(ctx context.Context, value string, at time.Time) (*api.List[api.Called], error) {
	return fetch[api.List[api.Called]](ctx, c, "/api/v1/identifiers", params{}.add("value", value).time("at", at))
}

// ObjectHolds lists the holds that lie, or lay, on an object.
func (c *Client) ObjectHolds(ctx context.Context, ref string) (*api.List[api.Hold], error) {
	return fetch[api.List[api.Hold]](ctx, c, objectPath(ref, "/holds"), nil)
}

// LotFilter picks lots and containers; what is empty does not bind.
type LotFilter struct {
	Part  string
	Life  string
	Maker string
	Text  string // the beginning of an identifier
	Page
}

// Lots lists lots and containers with what is left of them.
func (c *Client) Lots(ctx context.Context, f LotFilter) (*api.List[api.Object], error) {
	q := f.params().add("part", f.Part).add("life", f.Life).add("maker", f.Maker).add("text", f.Text)
	return fetch[api.List[api.Object]](ctx, c, "/api/v1/lots", q)
}

// Match lists the objects that a scope fits, at most so many.
func (c *Client) Match(ctx context.Context, sc api.Selection, limit int) (*api.Matching, error) {
	out := &api.Matching{}
	return out, c.post(ctx, "/api/v1/objects:match?limit="+strconv.Itoa(limit), sc, out)
}

// HoldFilter picks holds.
type HoldFilter struct {
	State string // open or released; empty: both
	Page
}

// Holds lists holds, the last placed first.
func (c *Client) Holds(ctx context.Context, f HoldFilter) (*api.List[api.Hold], error) {
	return fetch[api.List[api.Hold]](ctx, c, "/api/v1/holds", f.params().add("state", f.State))
}

// Hold reads one hold.
func (c *Client) Hold(ctx context.Context, id string) (*api.Hold, error) {
	return fetch[api.Hold](ctx, c, "/api/v1/holds/"+url.PathEscape(id), nil)
}

// HeldObjects lists the objects in the scope of a hold.
func (c *Client) HeldObjects(ctx context.Context, id string, p Page) (*api.List[api.HeldObject], error) {
	return fetch[api.List[api.HeldObject]](ctx, c, "/api/v1/holds/"+url.PathEscape(id)+"/objects", p.params())
}

// DefectFilter picks defects; what is empty does not bind.
type DefectFilter struct {
	Object    string // key
	Code      string
	Station   string
	Operation string
	Open      bool // only those that nobody has decided
	Page
}

// Defects lists defects, the last found first.
func (c *Client) Defects(ctx context.Context, f DefectFilter) (*api.List[api.Defect], error) {
	q := f.params().add("object", f.Object).add("code", f.Code).add("station", f.Station).add("operation", f.Operation).flag("open", f.Open)
	return fetch[api.List[api.Defect]](ctx, c, "/api/v1/defects", q)
}

// YieldFilter picks the attempts that a yield is counted over; what is empty does
// not bind.
type YieldFilter struct {
	Station, Operation, Part string
	From, Until              time.Time
}

// Yields counts what passed at the first attempt, by station, operation and part.
func (c *Client) Yields(ctx context.Context, f YieldFilter) (*api.List[api.Yield], error) {
	q := params{}.add("station", f.Station).add("operation", f.Operation).add("part", f.Part).time("from", f.From).time("until", f.Until)
	return fetch[api.List[api.Yield]](ctx, c, "/api/v1/yield", q)
}

// PermissionFilter picks overrides and concessions; what is empty does not bind.
type PermissionFilter struct {
	Kind string // override or concession
	Rule string
	Open bool
	Page
}

// Permissions lists overrides and concessions, the last given first.
func (c *Client) Permissions(ctx context.Context, f PermissionFilter) (*api.List[api.Permission], error) {
	q := f.params().add("kind", f.Kind).add("rule", f.Rule).flag("open", f.Open)
	return fetch[api.List[api.Permission]](ctx, c, "/api/v1/permissions", q)
}

// OverrideCounts counts the overrides given in a time by person, rule and shift;
// a zero time does not bind.
func (c *Client) OverrideCounts(ctx context.Context, from, until time.Time) (*api.List[api.PermissionCount], error) {
	return fetch[api.List[api.PermissionCount]](ctx, c, "/api/v1/permissions/counts", params{}.time("from", from).time("until", until))
}

// BreachFilter picks breaches; what is empty does not bind.
type BreachFilter struct {
	Rule, Code, Station, Part string
	Owner                     string // role that answers for the rule
	Object                    string // key of what broke it, or was worked on
	Watched                   bool   // only what a rule in watch would have refused
	Open                      bool   // only those that nobody has answered
	From, Until               time.Time
	Page
}

func (f *BreachFilter) add(q params) params {
	return q.add("rule", f.Rule).add("code", f.Code).add("station", f.Station).add("part", f.Part).add("owner", f.Owner).
		add("object", f.Object).flag("watched", f.Watched).flag("open", f.Open).time("from", f.From).time("until", f.Until)
}

// Breaches lists broken rules, the last first.
func (c *Client) Breaches(ctx context.Context, f BreachFilter) (*api.List[api.Breach], error) {
	return fetch[api.List[api.Breach]](ctx, c, "/api/v1/breaches", f.add(f.params()))
}

// BreachFacts lists the facts that a breach stands for, the last first.
func (c *Client) BreachFacts(ctx context.Context, entry int64, p Page) (*api.List[api.BreachFact], error) {
	return fetch[api.List[api.BreachFact]](ctx, c, "/api/v1/breaches/"+strconv.FormatInt(entry, 10)+"/facts", p.params())
}

// BreachCounts counts what a filter picks by code, station, part, owner and shift,
// what is open most often first. The page of the filter does not bind.
func (c *Client) BreachCounts(ctx context.Context, f BreachFilter) (*api.List[api.BreachCount], error) {
	return fetch[api.List[api.BreachCount]](ctx, c, "/api/v1/breaches/counts", f.add(params{}))
}

// RefusalFilter picks commands that were refused or asked back; what is empty
// does not bind.
type RefusalFilter struct {
	Code, Rule, Station, Part string
	Answer                    string // refuse or ask
	From, Until               time.Time
	Page
}

func (f *RefusalFilter) add(q params) params {
	return q.add("code", f.Code).add("rule", f.Rule).add("station", f.Station).add("part", f.Part).add("answer", f.Answer).
		time("from", f.From).time("until", f.Until)
}

// Refusals lists commands that were refused or asked back, the last first.
func (c *Client) Refusals(ctx context.Context, f RefusalFilter) (*api.List[api.Refusal], error) {
	return fetch[api.List[api.Refusal]](ctx, c, "/api/v1/refusals", f.add(f.params()))
}

// RefusalCounts counts what a filter picks by code, station, part and shift, what
// came most often first. The page of the filter does not bind.
func (c *Client) RefusalCounts(ctx context.Context, f RefusalFilter) (*api.List[api.RefusalCount], error) {
	return fetch[api.List[api.RefusalCount]](ctx, c, "/api/v1/refusals/counts", f.add(params{}))
}

// VisitFilter picks visits; what is empty does not bind.
type VisitFilter struct {
	Object    string // key
	Operation string
	Station   string
	Equipment string // code of what they were made with
	Open      bool   // only those in work
	Page
}

// Visits lists passes through operations, the last begun first.
func (c *Client) Visits(ctx context.Context, f VisitFilter) (*api.List[api.Visit], error) {
	q := f.params().add("object", f.Object).add("operation", f.Operation).add("station", f.Station).
		add("equipment", f.Equipment).flag("open", f.Open)
	return fetch[api.List[api.Visit]](ctx, c, "/api/v1/visits", q)
}

// MeasurementFilter picks measurements; what is empty does not bind.
type MeasurementFilter struct {
	Object         string // key
	Characteristic string
	Station        string
	Equipment      string // code
	Outcome        string
	Page
}

// Measurements lists measurements, inspections and tests, the last first.
func (c *Client) Measurements(ctx context.Context, f MeasurementFilter) (*api.List[api.Measurement], error) {
	q := f.params().add("object", f.Object).add("characteristic", f.Characteristic).add("station", f.Station).
		add("equipment", f.Equipment).add("outcome", f.Outcome)
	return fetch[api.List[api.Measurement]](ctx, c, "/api/v1/measurements", q)
}

// fetch reads one value.
func fetch[T any](ctx context.Context, c *Client, path string, q params) (*T, error) {
	var out T
	if err := c.get(ctx, path, q, &out); err != nil {
		return nil, err
	}
	return &out, nil
}
