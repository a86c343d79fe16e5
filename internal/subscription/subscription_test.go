package subscription_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// site is a plant whose events are sent to a receiver.
type site struct {
	*enginetest.Plant
	t      *testing.T
	events *epcisview.Index
	states *subscription.States
	to     *subscription.Destinations
	log    bytes.Buffer
	known  ident.Prefixes
	reads  bool
	n      int
	thing  string // before the number of what is shipped
}

func open(t *testing.T, db *sqldb.DB) *site {
	t.Helper()
	s := &site{
		Plant: enginetest.Start(t, db), t: t, reads: true, thing: "urn:x:thing:", states: &subscription.States{DB: db},
		events: &epcisview.Index{Journal: db, Open: func(context.Context) (*sqldb.DB, error) { return db, nil }},
		to:     &subscription.Destinations{Hosts: []string{"127.0.0.1"}, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}},
	}
	s.do("name-query", &track.NameQuery{Name: "all", Query: `{"EQ_bizStep":["shipping"]}`})
	return s
}

func (s *site) do(verb track.Verb, args track.Args) {
	s.t.Helper()
	s.n++
	a := s.Do(s.t, &track.Command{ID: fmt.Sprint("t", s.n), Verb: verb, Actor: "p-1", Args: args})
	if a.Verdict.Answer != track.Permit {
		s.t.Fatalf("%s: %s", verb, a.Verdict.Text)
	}
}

// ship records that something was shipped, and something else stored.
func (s *site) ship(id string) {
	s.t.Helper()
	for _, step := range []string{"storing", "shipping"} {
		e, err := epcis.ParseEvent(fmt.Appendf(nil, `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent","eventID":"urn:x:%s:%s","eventTime":"2026-01-05T05:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["%[3]s%[1]s"],"bizStep":"%[2]s"}`, id, step, s.thing), epcis.Limits{})
		if err != nil {
			s.t.Fatal(err)
		}
		b, err := e.AppendJSON(nil)
		if err != nil {
			s.t.Fatal(err)
		}
		a := s.Do(s.t, &track.Command{ID: track.CaptureID(e, "", nil), Verb: "capture", Mode: track.ModeReport, Args: &track.Capture{Event: string(b)}})
		if a.Verdict.Answer != track.Permit {
			s.t.Fatal(a.Verdict.Text)
		}
	}
}

// send runs a worker until the test ends or stop is called.
func (s *site) send() (stop func()) {
	s.t.Helper()
	views := view.NewStore(s.DB)
	wake, cancel := s.Feed.Subscribe()
	w := &subscription.Worker{
		States: s.states, Events: s.events, To: s.to, Leads: func() bool { return true }, Size: s.Feed.Size, Wake: wake,
		Logger: slog.New(slog.NewTextHandler(&s.log, nil)),
		Standing: func(ctx context.Context) (all []track.Subscription, err error) {
			err = views.Read(ctx, func(q *view.Query) error { all, err = q.Subscriptions(""); return err })
			return all, err
		},
		Query: func(ctx context.Context, name string) (named track.NamedQuery, err error) {
			err = views.Read(ctx, func(q *view.Query) error { named, err = q.NamedQuery(name); return err })
			return named, err
		},
		Sight: func(context.Context, string) (epcisview.Sight, bool, error) {
			return epcisview.Everything(), s.reads, nil
		},
		Zone:     func(context.Context) *time.Location { return time.UTC },
		Prefixes: func(context.Context) ident.Prefixes { return s.known },
		Pause:    time.Millisecond, Look: 2 * time.Millisecond, Retry: time.Microsecond, Now: s.Clock.Now,
	}
	ctx, end := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			end()
			if err := <-done; err != nil {
				s.t.Error(err)
			}
			cancel()
		})
	}
	s.t.Cleanup(stop)
	return stop
}

// await waits until something is so of the state of a subscription.
func (s *site) await(id track.SubscriptionID, what string, so func(*subscription.State) bool) subscription.State {
	s.t.Helper()
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	patience, end := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer end()
	for {
		st, err := s.states.Of(s.t.Context(), id)
		if err != nil {
			s.t.Fatal(err)
		}
		if so(&st) {
			return st
		}
		select {
		case <-look.C:
			s.Clock.Advance(10 * time.Millisecond)
		case <-patience.Done():
			s.t.Fatalf("it never comes to be %s: %+v\n%s", what, st, s.log.String())
		}
	}
}

// receiver is a partner's server that leaves out deliveries it knows.
type receiver struct {
	*httptest.Server
	t *testing.T

	mu     sync.Mutex
	bodies map[string]string // by id of the delivery
	events []string          // those of deliveries that it took
	tries  int
	header http.Header
	answer func(r *receiver, events int, known bool) int // 0: it takes it, and hangs up
}

func receive(t *testing.T, answer func(r *receiver, events int, known bool) int) *receiver {
	t.Helper()
	r := &receiver{t: t, bodies: map[string]string{}, answer: answer}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

// ServeHTTP implements http.Handler.
func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // the sender is gone
	}
	doc, events, err := epcis.ParseDocument(body, epcis.Limits{})
	if err != nil || doc.Type != epcis.QueryDocument || doc.QueryName == "" || doc.SubscriptionID == "" {
		r.t.Errorf("it was sent %s: %v", body, err)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	id := req.Header.Get(subscription.DeliveryHeader)
	said := ""
	for i := range events {
		said += events[i].EventID + " "
	}
	before, known := r.bodies[id]
	if id == "" || id != doc.ID || known && before != said {
		r.t.Errorf("delivery %q (%q) holds %q, and held %q", id, doc.ID, said, before)
	}
	r.tries++
	r.header = req.Header
	status := http.StatusOK
	if r.answer != nil {
		status = r.answer(r, len(events), known)
	}
	if status == 0 || status < 300 {
		r.bodies[id] = said
		if !known {
			r.events = append(r.events, strings.Fields(said)...)
		}
	}
	if status == 0 {
		panic(http.ErrAbortHandler)
	}
	if status == http.StatusFound {
		w.Header().Set("Location", "/elsewhere")
	}
	w.WriteHeader(status)
}

// got is what it has taken so far.
func (r *receiver) got() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

func shipped(from, to int) []string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprintf("urn:x:%d:shipping", i))
	}
	return all
}

// TestEachEventIsTakenOnce: whatever a receiver does, and whenever the sender ends,
// a receiver that leaves out what it knows has each event once, in order.
func TestEachEventIsTakenOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := open(t, db)
		answers := []int{503, 0, 413, 200, 413, 0, 0, 200, 429, 200, 302, 200, 404, 0, 410, 200}
		r := receive(t, func(r *receiver, events int, known bool) int {
			status := 200
			if len(answers) > 0 {
				status, answers = answers[0], answers[1:]
			}
			if status == 413 && (events == 1 || known) {
				status = 200
			}
			return status
		})
		s.do("subscribe", &track.Subscribe{Subscription: "SU-x", Query: "all", Dest: r.URL, Stream: true})
		for i := range 7 {
			s.ship(fmt.Sprint(i))
		}
		for i := 7; i < 20; i++ {
			stop := s.send()
			s.ship(fmt.Sprint(i))
			tries := i - 6
			s.await("SU-x", "tried", func(*subscription.State) bool {
				r.mu.Lock()
				defer r.mu.Unlock()
				if r.tries >= tries {
					return true
				}
				s.Clock.Advance(time.Minute)
				return false
			})
			stop()
		}
		s.send()
		s.await("SU-x", "done", func(st *subscription.State) bool {
			s.Clock.Advance(time.Minute)
			return len(r.got()) >= 20 && st.Pending == nil
		})
		if diff := cmp.Diff(shipped(0, 20), r.got()); diff != "" {
			t.Errorf("(-sent +taken):\n%s", diff)
		}
		// The index made again changes nothing.
		if err := s.events.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.ship("20")
		s.await("SU-x", "done", func(st *subscription.State) bool { return len(r.got()) >= 21 && st.Pending == nil })
		if diff := cmp.Diff(shipped(0, 21), r.got()); diff != "" {
			t.Errorf("after the index was made again (-sent +taken):\n%s", diff)
		}
	})
}

// TestSubscriptionBeginsWhereItSays: with what is recorded from now on, or since.
func TestSubscriptionBeginsWhereItSays(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	s.ship("0")
	s.Clock.Advance(time.Hour)
	since := s.Clock.Now()
	s.Clock.Advance(time.Hour)
	s.ship("1")
	now, then := receive(t, nil), receive(t, nil)
	s.do("subscribe", &track.Subscribe{Subscription: "SU-now", Query: "all", Dest: now.URL, Stream: true})
	s.do("subscribe", &track.Subscribe{Subscription: "SU-then", Query: "all", Dest: then.URL, Stream: true, Since: since})
	s.send()
	s.ship("2")
	for _, c := range []struct {
		r    *receiver
		id   track.SubscriptionID
		want []string
	}{{now, "SU-now", shipped(2, 3)}, {then, "SU-then", shipped(1, 3)}} {
		s.await(c.id, "done", func(*subscription.State) bool { return len(c.r.got()) >= len(c.want) })
		if diff := cmp.Diff(c.want, c.r.got()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.id, diff)
		}
	}
	s.do("unsubscribe", &track.Unsubscribe{Subscription: "SU-now"})
	s.ship("3")
	s.await("SU-then", "done", func(*subscription.State) bool { return len(then.got()) >= 3 })
	if len(now.got()) != 1 {
		t.Error("it is sent after its end")
	}
}

// TestScheduleSendsInItsTime: not before, what was missed together, and nothing
// only where that was asked for.
func TestScheduleSendsInItsTime(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	r, empty := receive(t, nil), receive(t, nil)
	s.do("subscribe", &track.Subscribe{Subscription: "SU-x", Query: "all", Dest: r.URL, Hour: "6"})
	s.do("subscribe", &track.Subscribe{Subscription: "SU-e", Query: "all", Dest: empty.URL, Hour: "6", ReportIfEmpty: true})
	stop := s.send()
	s.ship("0")
	s.ship("1")
	s.Clock.Advance(24 * time.Hour)
	s.await("SU-x", "run", func(st *subscription.State) bool { return len(r.got()) == 2 && st.Run == nil })
	s.await("SU-e", "run", func(st *subscription.State) bool { return len(empty.got()) == 2 && st.Run == nil })
	stop()
	s.Clock.Advance(72 * time.Hour)
	ran := s.Clock.Now()
	s.send()
	s.await("SU-e", "run again", func(st *subscription.State) bool { return st.Run == nil && !st.Ran.Before(ran) })
	s.await("SU-x", "run again", func(st *subscription.State) bool { return st.Run == nil && !st.Ran.Before(ran) })
	if r.tries != 1 || empty.tries != 2 {
		t.Errorf("%d and %d deliveries, want 1 and 2", r.tries, empty.tries)
	}
	if diff := cmp.Diff(shipped(0, 2), empty.got()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestForbiddenAddressIsNotReached: whatever the name stands for.
func TestForbiddenAddressIsNotReached(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	s.to = &subscription.Destinations{Hosts: []string{"localhost", "127.0.0.1"}, Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	r := receive(t, nil)
	s.do("subscribe", &track.Subscribe{Subscription: "SU-name", Query: "all", Dest: strings.Replace(r.URL, "127.0.0.1", "localhost", 1), Stream: true})
	s.do("subscribe", &track.Subscribe{Subscription: "SU-ip", Query: "all", Dest: r.URL, Stream: true})
	s.do("subscribe", &track.Subscribe{Subscription: "SU-other", Query: "all", Dest: "https://other.example.com/x?key=secret", Stream: true})
	s.send()
	s.ship("0")
	for id, want := range map[track.SubscriptionID]string{"SU-name": "webhook-networks", "SU-ip": "webhook-networks", "SU-other": "webhook-hosts"} {
		st := s.await(id, "refused", func(st *subscription.State) bool { return st.Tries > 0 })
		if !strings.Contains(st.Problem, want) {
			t.Errorf("%s: %s", id, st.Problem)
		}
	}
	if r.tries > 0 {
		t.Error("it was reached")
	}
}

// TestSecretSignsAndIsNotTold: a delivery is signed so that the receiver can check
// it, and the secret stands in no log.
func TestSecretSignsAndIsNotTold(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	var body []byte
	var header http.Header
	var once sync.Once
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() {
			body, _ = io.ReadAll(r.Body) // compared below
			header = r.Header
		})
		w.WriteHeader(http.StatusTeapot)
	}))
	t.Cleanup(server.Close)
	if err := s.states.Prepare(t.Context(), "SU-x", "hush", s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	s.do("subscribe", &track.Subscribe{Subscription: "SU-x", Query: "all", Dest: server.URL + "/in?key=hush", Stream: true, Signed: true})
	s.do("subscribe", &track.Subscribe{Subscription: "SU-lost", Query: "all", Dest: server.URL, Stream: true, Signed: true})
	s.ship("0")
	stop := s.send()
	st := s.await("SU-x", "tried", func(st *subscription.State) bool { return st.Tries > 0 })
	lost := s.await("SU-lost", "tried", func(st *subscription.State) bool { return st.Tries > 0 })
	stop()
	var seconds int64
	if _, err := fmt.Sscanf(header.Get("GS1-Signature"), "t=%d,", &seconds); err != nil {
		t.Fatal(err)
	}
	if want := subscription.Signature("hush", time.Unix(seconds, 0), header.Get(subscription.DeliveryHeader), body); header.Get("GS1-Signature") != want {
		t.Errorf("signature %q, want %q", header.Get("GS1-Signature"), want)
	}
	if strings.Contains(s.log.String(), "hush") || strings.Contains(st.Problem, "hush") || !strings.Contains(s.log.String(), "SU-x") {
		t.Errorf("problem %q, log:\n%s", st.Problem, s.log.String())
	}
	if !strings.Contains(lost.Problem, "secret") {
		t.Errorf("without its secret: %q", lost.Problem)
	}
}

// TestDeliveryHasTheURNsThatItsSubscriberWants: as a query would give them.
func TestDeliveryHasTheURNsThatItsSubscriberWants(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	s.known = ident.FixedPrefix(7)
	bodies := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body) // compared below
		select {
		case bodies <- string(b):
		default:
		}
	}))
	t.Cleanup(server.Close)
	s.do("subscribe", &track.Subscribe{Subscription: "SU-x", Query: "all", Dest: server.URL, Stream: true, Format: "Always_EPC_URN"})
	s.thing = "https://id.gs1.org/01/09521321012349/21/"
	s.ship("4711")
	s.send()
	if body := <-bodies; !strings.Contains(body, `"urn:epc:id:sgtin:9521321.001234.4711"`) {
		t.Errorf("it is sent %s", body)
	}
}

// TestRightsOfTheSubscriberApplyNow: who may not read any more is sent nothing, and
// misses nothing when they may again.
func TestRightsOfTheSubscriberApplyNow(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	s.reads = false
	r := receive(t, nil)
	s.do("subscribe", &track.Subscribe{Subscription: "SU-x", Query: "all", Dest: r.URL, Stream: true})
	s.ship("0")
	stop := s.send()
	s.await("SU-x", "refused", func(st *subscription.State) bool { return strings.Contains(st.Problem, "may not read") })
	stop()
	if r.tries > 0 {
		t.Error("it was sent")
	}
	s.reads = true
	s.send()
	s.await("SU-x", "sent", func(st *subscription.State) bool {
		s.Clock.Advance(time.Second)
		return len(r.got()) == 1 && st.Problem == ""
	})
}

func TestDestinationsAreJudged(t *testing.T) {
	t.Parallel()
	d, err := subscription.ParseDestinations("erp.example.com, *.partner.example,127.0.0.1 [::1] 10.1.2.3 169.254.169.254", "10.1.0.0/16")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://erp.example.com/x": true, "https://ERP.example.com.:8443/x": true, "https://a.b.partner.example": true,
		"https://partner.example": false, "https://erp.example.com.evil.example": false, "https://evilpartner.example": false,
		"https://10.1.2.3/x": true, "http://10.1.2.3/x": true, "https://127.0.0.1/x": false, "https://169.254.169.254/latest": false,
		"ftp://erp.example.com": false, "https:///x": false, "https://[::1]/x": false, "http://127.0.0.1": false,
	} {
		if err := d.Check(address); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, wrong := range [][2]string{{"https://erp.example.com", ""}, {"a*.example", ""}, {"x", "10.0.0.0/64"}, {"x", "intranet"}} {
		if _, err := subscription.ParseDestinations(wrong[0], wrong[1]); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}
