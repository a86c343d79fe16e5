package httpapi

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/subscription"
)

// Bounds of sockets.
const (
	maxSockets    = 256 // at the same time
	maxOwnSockets = 16  // of one actor
	socketWrite   = 30 * time.Second
	socketLook    = time.Second
)

// sockets counts those that are open, by who opened them.
type sockets struct {
	mu   sync.Mutex
	open map[string]int
	all  int
}

// take takes a place for somebody; false: there is none.
func (s *sockets) take(actor string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= maxSockets || s.open[actor] >= maxOwnSockets {
		return false
	}
	if s.open == nil {
		s.open = map[string]int{}
	}
	s.all++
	s.open[actor]++
	return true
}

func (s *sockets) leave(actor string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all--
	if s.open[actor]--; s.open[actor] == 0 {
		delete(s.open, actor)
	}
}

// IsSocket reports whether a request wants to become a WebSocket, which has no end
// of its own.
func IsSocket(r *http.Request) bool {
	return isEPCIS(r) && strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// socket is a stream that is asked for.
type socket struct {
	s       *server
	r       *http.Request
	as      shapeOf
	doc     epcis.Document
	conn    *websocket.Conn
	cancel  context.CancelFunc // ends the stream
	revoked bool               // who asked may not any more, or the query was dropped
}

// openSocket sends what a named query finds over a WebSocket, as soon as it is
// recorded or by a schedule, until either side ends it.
func (s *server) openSocket(w http.ResponseWriter, r *http.Request) error {
	as, err := s.shape(r)
	if err != nil {
		return err
	}
	if as.xml {
		return problem(CodeNotAcceptable, "Messages are JSON: a document in XML has no place for the id of a delivery.")
	}
	named, err := s.namedQuery(r)
	if err != nil {
		return err
	}
	d, err := query.ParseDefinition([]byte(named.Query))
	if err != nil {
		return err
	}
	q, err := d.Query(query.Options{})
	if err != nil {
		return queryFault(err)
	}
	stream, err := s.streamOf(r, q)
	if err != nil {
		return err
	}
	actor := principalOf(r.Context()).ID
	if !s.sockets.take(actor) {
		return problem(CodeBusy, "At most "+strconv.Itoa(maxOwnSockets)+" sockets are open for one, and "+strconv.Itoa(maxSockets)+" for all.").retry(time.Minute)
	}
	defer s.sockets.leave(actor)
	wake, cancel := s.Feed.Subscribe()
	defer cancel()
	since := q.Recorded.From
	if since.IsZero() {
		since = time.Now()
	}
	w.Header().Set("GS1-Query-Min-Record-Time", since.UTC().Format("2006-01-02T15:04:05.000Z"))
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return nil // it has answered
	}
	s.metrics.followers.Add(1)
	defer s.metrics.followers.Add(-1)
	k := &socket{s: s, r: r, as: as, conn: conn, doc: epcis.Document{
		Type: epcis.QueryDocument, SchemaVersion: "2.0", QueryName: named.Name, SubscriptionID: "socket:" + requestID(r.Context()),
	}}
	stream.Wake, stream.Sight, stream.Send = wake, k.sight, k.send
	k.run(stream)
	return nil
}

// streamOf reads the parameters of a stream. It begins behind the delivery that is
// given, at the time that is given, or with what is recorded from now on.
func (s *server) streamOf(r *http.Request, q *query.Query) (*subscription.Stream, error) {
	st := &subscription.Stream{Events: s.Events, Query: q, Look: socketLook}
	var f schedule.Fields
	fields := map[string]*string{
		"second": &f.Second, "minute": &f.Minute, "hour": &f.Hour, "dayOfMonth": &f.DayOfMonth, "month": &f.Month, "dayOfWeek": &f.DayOfWeek,
	}
	end, err := s.Events.End(r.Context())
	if err != nil {
		return nil, err
	}
	st.From = end
	asked := r.URL.Query()
	for name := range asked {
		text, ok := asked.Get(name), true
		switch to, scheduled := fields[name]; {
		case scheduled:
			*to = text
		case name == "stream":
			ok = text == "true"
		case name == "reportIfEmpty":
			st.ReportIfEmpty, err = strconv.ParseBool(text)
		case name == "perPage":
			st.Most, err = strconv.Atoi(text)
			ok = st.Most > 0 && st.Most <= query.MaxPerPage
		case name == "after":
			st.From, err = subscription.Behind(text)
			ok = st.From.Entry <= end.Entry
		case name == "initialRecordTime":
			since, isTime := epcis.ParseInstant(strings.ReplaceAll(text, " ", "+")) // a plus sign that was not escaped
			if ok = isTime; ok && q.Recorded.From.Before(since) {
				q.Recorded.From = since
			}
			if !asked.Has("after") {
				st.From = epcisview.Cursor{}
			}
		default:
			ok = false
		}
		if err != nil || !ok {
			return nil, socketFault(name, "it is unknown here, or its value cannot be used")
		}
	}
	if (f != schedule.Fields{}) == (asked.Get("stream") == "true") {
		return nil, socketFault("stream", "give the fields of a schedule, or stream as true; one of the two")
	}
	if f == (schedule.Fields{}) {
		return st, nil
	}
	index, err := s.definition(r)
	if err != nil {
		return nil, err
	}
	st.Zone = index.Zone()
	if st.Times, err = schedule.Parse(f); err != nil {
		return nil, socketFault("schedule", err.Error())
	}
	return st, nil
}

func socketFault(name, text string) error {
	return subscriptionProblem("query."+clip(name), clip(name), text)
}

// run sends until the client goes, the server stops, or something is in the way.
func (k *socket) run(stream *subscription.Stream) {
	stopping := k.r.Context()
	// The library hangs up on whom it reads from when the context ends; the client
	// is to be told first.
	there := k.conn.CloseRead(context.WithoutCancel(stopping))
	ctx, cancel := context.WithCancel(stopping)
	k.cancel = cancel
	defer context.AfterFunc(there, cancel)()
	var beats sync.WaitGroup
	beats.Go(func() {
		defer cancel()
		k.beat(ctx)
	})
	err := stream.Run(ctx)
	gone := ctx.Err() != nil
	cancel()
	beats.Wait()
	status, reason := websocket.StatusGoingAway, "come again, with after"
	switch {
	case k.revoked:
		status, reason = websocket.StatusPolicyViolation, "who asked may not any more, or the query was dropped"
	case !gone:
		status = websocket.StatusInternalError
		k.s.logFault(stopping, faultOf(err))
	}
	_ = k.conn.Close(status, reason) // the client may be gone
}

// beat asks the client for signs of life until ctx ends, or there is none.
func (k *socket) beat(ctx context.Context) {
	beat := time.NewTicker(k.s.Heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		patience, cancel := context.WithTimeout(ctx, socketWrite)
		err := k.conn.Ping(patience)
		cancel()
		if err != nil {
			return
		}
	}
}

// errRevoked says that a stream may not go on.
var errRevoked = errors.New("revoked")

// sight is what whoever asked sees now.
func (k *socket) sight(ctx context.Context) (epcisview.Sight, error) {
	p, err := k.s.Authenticate(k.r)
	gone := errors.Is(err, auth.ErrUnauthenticated) || errors.Is(err, auth.ErrNotFound)
	if err != nil && !gone {
		return epcisview.Sight{}, err
	}
	if gone || !p.Can(auth.Read) && !p.Can(auth.Query) {
		k.revoked = true
		return epcisview.Sight{}, errRevoked
	}
	if _, err = k.s.namedQuery(k.r); err != nil && ctx.Err() == nil {
		k.revoked = faultOf(err).Status == http.StatusNotFound
	}
	return SightOf(p), err
}

// send sends a delivery. A client that does not take it in time is left: it comes
// again, and gets it then.
func (k *socket) send(ctx context.Context, id string, events []*epcis.Event) error {
	k.doc.ID, k.doc.CreationDate = id, time.Now().UTC().Truncate(time.Second)
	var b bytes.Buffer
	if err := k.as.document(&b, &k.doc, events); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, socketWrite)
	defer cancel()
	if err := k.conn.Write(ctx, websocket.MessageText, b.Bytes()); err != nil {
		k.cancel() // it is gone
		return err
	}
	return nil
}

// describeSocket describes what makes the events of a named query a stream.
func describeSocket(op *huma.Operation) {
	op.Description += " With the header Upgrade: websocket, and stream=true or the fields of a schedule, the answer is a stream: each message is a query document with the events that have come since, under an id; after=<id> goes on behind it. See docs/epcis.md."
	for _, p := range [][2]string{
		{"stream", "Of a stream: true, to send what fits as soon as it is recorded"},
		{"second", "Of a stream: seconds at which it is sent, a list of numbers and ranges as [0-29]"},
		{"minute", "Of a stream: minutes at which it is sent"},
		{"hour", "Of a stream: hours at which it is sent, by the clock of the site"},
		{"dayOfMonth", "Of a stream: days at which it is sent"},
		{"month", "Of a stream: months in which it is sent"},
		{"dayOfWeek", "Of a stream: days of the week at which it is sent; 1 is Monday"},
		{"reportIfEmpty", "Of a stream: true, to send at each time of the schedule, also when nothing is new"},
		{"initialRecordTime", "Of a stream: begin with what was recorded then"},
		{"after", "Of a stream: the id of the last message that was taken"},
	} {
		op.Parameters = append(op.Parameters, parameter("query", p[0], p[1], text("")))
	}
	op.Responses["101"] = &huma.Response{Description: "Switching Protocols: a WebSocket"}
}
