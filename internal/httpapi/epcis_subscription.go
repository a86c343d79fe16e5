package httpapi

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// maxSecret bounds the secret that signs deliveries, in bytes.
const maxSecret = 1024

// postSubscription subscribes to a named query.
func (s *server) postSubscription(w http.ResponseWriter, r *http.Request) error {
	named, err := s.namedQuery(r)
	if err != nil {
		return err
	}
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var in api.NewSubscription
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	args, err := s.subscribing(r, named.Name, &in)
	if err != nil {
		return err
	}
	args.Subscription = track.SubscriptionID("SU-" + rand.Text())
	if in.SignatureToken != "" {
		if err := s.Subscriptions.Prepare(r.Context(), args.Subscription, in.SignatureToken, time.Now()); err != nil {
			return err
		}
	}
	if err := s.exchange(r, "subscribe", args, nil); err != nil {
		return errors.Join(err, s.Subscriptions.Forget(r.Context(), args.Subscription))
	}
	sub, err := s.subscription(r, args.Subscription)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/epcis/queries/"+url.PathEscape(named.Name)+"/subscriptions/"+url.PathEscape(sub.ID))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	return writeJSON(w, sub)
}

// subscribing is the command of a subscription as the standard words it.
func (s *server) subscribing(r *http.Request, name string, in *api.NewSubscription) (*track.Subscribe, error) {
	a := &track.Subscribe{
		Query: name, Dest: in.Dest, Stream: in.Stream, ReportIfEmpty: in.ReportIfEmpty, Since: in.InitialRecordTime,
		Format: r.Header.Get("GS1-EPC-Format"), Signed: in.SignatureToken != "",
	}
	if len(in.SignatureToken) > maxSecret {
		return nil, subscriptionFault("signatureToken", "it is longer than 1024 bytes")
	}
	if in.Schedule != nil {
		f, err := scheduled(in.Schedule)
		if err != nil {
			return nil, err
		}
		a.Second, a.Minute, a.Hour, a.DayOfMonth, a.Month, a.DayOfWeek = f.Second, f.Minute, f.Hour, f.DayOfMonth, f.Month, f.DayOfWeek
	}
	if (in.Schedule != nil) == in.Stream {
		return nil, subscriptionFault("stream", "give a schedule, or stream as true; one of the two")
	}
	if err := s.Destinations.Check(in.Dest); err != nil {
		return nil, subscriptionFault("dest", err.Error())
	}
	return a, nil
}

// scheduled reads the fields of a schedule, as texts or as numbers.
func scheduled(fields map[string]any) (f schedule.Fields, err error) {
	texts := map[string]string{}
	for name, v := range fields {
		switch v := v.(type) {
		case string:
			texts[name] = v
		case float64:
			texts[name] = strconv.FormatFloat(v, 'f', -1, 64)
		default:
			return f, subscriptionFault("schedule."+clip(name), "it is neither a text nor a number")
		}
	}
	b, err := json.Marshal(texts)
	if err == nil {
		err = json.Unmarshal(b, &f, json.RejectUnknownMembers(true))
	}
	if err != nil {
		return f, subscriptionFault("schedule", "its fields are second, minute, hour, dayOfMonth, month and dayOfWeek")
	}
	if _, err := schedule.Parse(f); err != nil {
		return f, subscriptionFault("schedule", err.Error())
	}
	return f, nil
}

func subscriptionFault(field, text string) error {
	return subscriptionProblem("body."+field, field, text)
}

func subscriptionProblem(location, name, text string) error {
	return exception("SubscriptionControlsException", problem(CodeBadValue, "The subscription cannot be made: "+name+": "+text+".", api.Fault{Location: location, Message: text}))
}

// subscription reads a subscription as the API tells it, if whoever asks may see
// it. The secret is never told.
func (s *server) subscription(r *http.Request, id track.SubscriptionID) (*api.Subscription, error) {
	var sub track.Subscription
	err := s.ask(r.Context(), 0, func(q *view.Query) (err error) {
		sub, err = q.Subscription(id)
		return err
	})
	if errors.Is(err, view.ErrNotFound) || err == nil && (sub.Query != r.PathValue("queryName") || !ownsSubscription(principalOf(r.Context()), &sub)) {
		return nil, problem(CodeNotFound, "The query has no subscription "+clip(string(id))+".")
	}
	if err != nil {
		return nil, err
	}
	state, err := s.Subscriptions.Of(r.Context(), id)
	if err != nil {
		return nil, err
	}
	out := wireSubscription(&sub, &state)
	return &out, nil
}

// ownsSubscription reports whether somebody sees a subscription: their own, or an
// auditor's every one.
func ownsSubscription(p *auth.Principal, sub *track.Subscription) bool {
	return sub.Actor == p.ID || p.Can(auth.Audit)
}

func wireSubscription(sub *track.Subscription, state *subscription.State) api.Subscription {
	out := api.Subscription{
		ID: string(sub.Subscription), QueryName: sub.Query, Dest: sub.Dest, CreatedAt: at(sub.BeganAt), LastNotifiedAt: state.Notified,
		InitialRecordTime: at(sub.Since), MinRecordTime: state.MinRecordTime, Stream: sub.Schedule == nil, ReportIfEmpty: sub.ReportIfEmpty,
		Format: sub.Format, Signed: sub.Signed, Problem: state.Problem, FailingSince: state.Failing, Tries: state.Tries, NextTry: state.Next,
	}
	if sub.Since == 0 {
		out.InitialRecordTime = out.CreatedAt
	}
	if out.MinRecordTime.IsZero() {
		out.MinRecordTime = out.InitialRecordTime
	}
	if sub.Schedule != nil {
		out.Schedule = &api.QuerySchedule{
			Second: sub.Schedule.Second, Minute: sub.Schedule.Minute, Hour: sub.Schedule.Hour,
			DayOfMonth: sub.Schedule.DayOfMonth, Month: sub.Schedule.Month, DayOfWeek: sub.Schedule.DayOfWeek,
		}
	}
	return out
}

// getSubscriptions lists the subscriptions to a named query that somebody sees.
func (s *server) getSubscriptions(w http.ResponseWriter, r *http.Request) error {
	named, err := s.namedQuery(r)
	if err != nil {
		return err
	}
	asked, limit, after, err := paged(r)
	if err != nil {
		return err
	}
	var subs []track.Subscription
	err = s.ask(r.Context(), 0, func(q *view.Query) (err error) {
		subs, err = q.Subscriptions(named.Name)
		return err
	})
	if err != nil {
		return err
	}
	states, err := s.Subscriptions.All(r.Context())
	if err != nil {
		return err
	}
	list := []api.Subscription{}
	for i := range subs {
		sub := &subs[i]
		if after != "" {
			if string(sub.Subscription) == after {
				after = ""
			}
			continue
		}
		if !ownsSubscription(principalOf(r.Context()), sub) {
			continue
		}
		if len(list) == limit {
			nextPage(w, r, asked, list[limit-1].ID)
			break
		}
		state := states[sub.Subscription]
		list = append(list, wireSubscription(sub, &state))
	}
	return answer(w, list)
}

// getSubscription answers with a subscription, and how it is served.
func (s *server) getSubscription(w http.ResponseWriter, r *http.Request) error {
	sub, err := s.subscription(r, track.SubscriptionID(r.PathValue("subscriptionID")))
	if err != nil {
		return err
	}
	return answer(w, sub)
}

// deleteSubscription ends a subscription.
func (s *server) deleteSubscription(w http.ResponseWriter, r *http.Request) error {
	id := track.SubscriptionID(r.PathValue("subscriptionID"))
	_, err := s.subscription(r, id)
	if err == nil {
		err = s.exchange(r, "unsubscribe", &track.Unsubscribe{Subscription: id}, nil)
	}
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// describeSubscription describes what is asked of subscriptions.
func describeSubscription(h huma.API, op *huma.Operation) {
	describePath(op)
	switch {
	case op.Method == http.MethodPost:
		op.Description += " The address must be allowed by the settings webhook-hosts and webhook-networks. See docs/epcis.md for what is sent, and how it is signed."
		op.Parameters = append(op.Parameters, parameter("header", "GS1-EPC-Format", "Form of identifiers in what is sent", text("")))
		jsonBody(op, "Where to, and when.", schemaOf[api.NewSubscription](h))
		op.Responses["201"] = jsonResponse[api.Subscription](h, http.StatusText(http.StatusCreated), "application/json")
	case op.Method == http.MethodDelete:
		op.Responses["204"] = &huma.Response{Description: http.StatusText(http.StatusNoContent)}
	case strings.HasSuffix(op.Path, "/subscriptions"):
		answers[[]api.Subscription](h, op)
		describePages(op)
	default:
		answers[api.Subscription](h, op)
	}
}
