package track

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
)

const (
	maxSubscriptions = 100 // of one query
	maxAddress       = 2000
)

// partner is the role that sees and ends only what is its own.
const partner = "partner"

// NameQuery keeps an EPCIS query under a name, for others to run and to subscribe
// to.
type NameQuery struct {
	Name  string `json:"name" doc:"name of the query" eg:"shipments" usual:"true"`
	Query string `json:"query" doc:"the query as JSON, as in EPCIS 2.0" eg:"{\"EQ_bizStep\":[\"shipping\"]}" usual:"true"`
}

func (a NameQuery) decide(d *decider) {
	if !d.identifier("name", a.Name) {
		return
	}
	if _, err := query.ParseDefinition([]byte(a.Query)); err != nil {
		d.bad("query", a.Query, err.Error())
		return
	}
	if q, ok := d.s.Queries.Get(a.Name); ok && q.Dropped == 0 {
		d.refuse(CodeQueryTaken, Evidence{"query": a.Name})
		return
	}
	d.fact(&QueryNamed{Name: a.Name, Query: a.Query})
	d.permit("", "Query "+a.Name+" is kept.", "")
}

// DropQuery ends a named query and every subscription to it.
type DropQuery struct {
	Name string `json:"name" doc:"name of the query" eg:"shipments"`
}

func (a DropQuery) decide(d *decider) {
	q, ok := d.query(a.Name)
	if !ok {
		return
	}
	if !d.owns(q.Actor) {
		d.refuse(CodeNotYours, Evidence{"what": "query " + q.Name})
		return
	}
	d.fact(&QueryDropped{Name: q.Name})
	f := &Unsubscribed{}
	for _, s := range d.s.SubscriptionsTo.Rows(q.Name) {
		f.Subscriptions = append(f.Subscriptions, s.Subscription)
	}
	if len(f.Subscriptions) > 0 {
		d.fact(f)
	}
	d.permit("", "Query "+q.Name+" is dropped, with "+count(len(f.Subscriptions), "subscription", "subscriptions")+".", "")
}

// query finds a named query that stands.
func (d *decider) query(name string) (NamedQuery, bool) {
	if !d.identifier("query", name) {
		return NamedQuery{}, false
	}
	q, ok := d.s.Queries.Get(name)
	if !ok || q.Dropped != 0 {
		d.refuse(CodeNoQuery, Evidence{"query": clip(name)})
		return q, false
	}
	return q, true
}

// owns reports whether whoever asks may end what somebody has made: what is one's
// own, and anybody's unless one is nothing but a partner.
func (d *decider) owns(actor string) bool {
	return d.c.Actor == actor || slices.ContainsFunc(d.c.Roles, func(role string) bool { return role != partner })
}

// Subscribe has what a named query finds sent to an address, as soon as it is
// recorded or by a schedule.
type Subscribe struct {
	Query         string         `json:"query" doc:"name of the query" eg:"shipments" usual:"true"`
	Dest          string         `json:"dest" doc:"address that the events are sent to" eg:"https://erp.example.com/epcis" usual:"true"`
	Stream        bool           `json:"stream,omitzero" doc:"send what fits as soon as it is recorded; it, or a schedule, must be given" eg:"true"`
	Second        string         `json:"second,omitzero" doc:"seconds of the schedule, as 0,30 or [0-29]" eg:"0"`
	Minute        string         `json:"minute,omitzero" doc:"minutes of the schedule" eg:"5"`
	Hour          string         `json:"hour,omitzero" doc:"hours of the schedule, by the clock of the site" eg:"[6-22]"`
	DayOfMonth    string         `json:"dayOfMonth,omitzero" doc:"days of the schedule" eg:"1"`
	Month         string         `json:"month,omitzero" doc:"months of the schedule" eg:"1,4,7,10"`
	DayOfWeek     string         `json:"dayOfWeek,omitzero" doc:"days of the week of the schedule, 1 is Monday" eg:"[1-5]"`
	ReportIfEmpty bool           `json:"reportIfEmpty,omitzero" doc:"send at each time of the schedule, also when nothing is new" eg:"true"`
	Since         time.Time      `json:"since,omitzero" doc:"begin with what was recorded then; left out: with what is recorded from now on" eg:"2026-11-01T00:00:00Z"`
	Format        string         `json:"format,omitzero" doc:"form of identifiers, as the header GS1-EPC-Format has it" eg:"Never_Translates"`
	Signed        bool           `json:"signed,omitzero" doc:"sign each delivery by a secret, which only POST /epcis/queries/{queryName}/subscriptions takes" eg:"true"`
	Subscription  SubscriptionID `json:"subscription,omitzero" doc:"number of the subscription; left out: one is made" eg:"SU-129"`
}

func (a Subscribe) decide(d *decider) {
	q, ok := d.query(a.Query)
	if !ok {
		return
	}
	f := &Subscribed{
		Subscription: a.Subscription, Query: q.Name, Dest: a.Dest, ReportIfEmpty: a.ReportIfEmpty, Since: MicrosOf(a.Since), Format: a.Format, Signed: a.Signed,
	}
	if s := (schedule.Fields{Second: a.Second, Minute: a.Minute, Hour: a.Hour, DayOfMonth: a.DayOfMonth, Month: a.Month, DayOfWeek: a.DayOfWeek}); s != (schedule.Fields{}) {
		f.Schedule = &s
	}
	if !a.sound(d, f) || !a.fits(d, q.Query) {
		return
	}
	if f.Subscription == "" {
		f.Subscription = SubscriptionID("SU-" + strconv.FormatInt(d.t.Seq, 10))
	}
	if _, taken := d.s.Subscriptions.Get(f.Subscription); taken {
		d.bad("subscription", string(f.Subscription), "there is one of this number")
		return
	}
	if len(d.s.SubscriptionsTo.Rows(q.Name)) >= maxSubscriptions {
		d.bad("query", q.Name, "it has "+strconv.Itoa(maxSubscriptions)+" subscriptions, and takes no more")
		return
	}
	d.fact(f)
	d.permit("", "What query "+q.Name+" finds is sent to "+host(a.Dest)+" as "+string(f.Subscription)+".", "")
	d.info = Evidence{"subscription": string(f.Subscription)}
}

// sound checks what a subscription says of itself.
func (a *Subscribe) sound(d *decider, f *Subscribed) bool {
	if !d.texts("subscription", string(a.Subscription)) || !a.address(d) {
		return false
	}
	if !inYears(a.Since) {
		d.bad("since", a.Since.Format(time.RFC3339), "it must lie between 1970 and 9998")
		return false
	}
	if a.Format != "" {
		if _, err := form.ParseFormat(a.Format); err != nil {
			d.bad("format", a.Format, "it is Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates")
			return false
		}
	}
	if (f.Schedule != nil) == a.Stream {
		d.bad("stream", strconv.FormatBool(a.Stream), "give a schedule or stream, one of the two")
		return false
	}
	if f.Schedule == nil {
		return true
	}
	if _, err := schedule.Parse(*f.Schedule); err != nil {
		d.bad("schedule", "", err.Error())
		return false
	}
	return true
}

// address checks where events are sent. Whether the server may send there is for
// its settings to say.
func (a *Subscribe) address(d *decider) bool {
	u, err := url.Parse(a.Dest)
	problem := ""
	switch {
	case len(a.Dest) > maxAddress:
		problem = "it is longer than " + strconv.Itoa(maxAddress) + " bytes"
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		problem = "it is no address with https"
	case u.User != nil:
		problem = "it holds a name or a password, which would be read by others: have the deliveries signed instead"
	case u.Fragment != "":
		problem = "it has a fragment"
	default:
		return true
	}
	d.bad("dest", "", problem)
	return false
}

// fits checks that a query can be subscribed to: one that limits or sorts its
// answer has no end that could be followed.
func (a *Subscribe) fits(d *decider, definition string) bool {
	q, err := query.ParseDefinition([]byte(definition))
	if err != nil {
		d.bad("query", a.Query, err.Error())
		return false
	}
	for _, name := range []string{"eventCountLimit", "maxEventCount", "orderBy", "orderDirection"} {
		if _, has := q.Parameters[name]; has {
			d.bad("query", a.Query, "it has "+name+", and events are sent in the order in which they are recorded: name a query without it")
			return false
		}
	}
	return true
}

// host is what a person needs to know of an address: it may hold a secret.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Unsubscribe ends a subscription.
type Unsubscribe struct {
	Subscription SubscriptionID `json:"subscription" doc:"number of the subscription" eg:"SU-129"`
}

func (a Unsubscribe) decide(d *decider) {
	if !d.identifier("subscription", string(a.Subscription)) {
		return
	}
	s, ok := d.s.Subscriptions.Get(a.Subscription)
	if !ok || s.Ended != 0 {
		d.refuse(CodeNoSubscription, Evidence{"subscription": clip(string(a.Subscription))})
		return
	}
	if !d.owns(s.Actor) {
		d.refuse(CodeNotYours, Evidence{"what": "subscription " + string(s.Subscription)})
		return
	}
	d.fact(&Unsubscribed{Subscriptions: []SubscriptionID{s.Subscription}})
	d.permit("", "Subscription "+string(s.Subscription)+" to "+s.Query+" has ended.", "")
}
