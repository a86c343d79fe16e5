package httpapi

import (
	"context"
	"crypto/rand"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/track"
)

// command is a command as it comes in; what it says is in api.Command.
type command struct {
	ID         string         `json:"id,omitempty"`
	Verb       string         `json:"verb"`
	Mode       string         `json:"mode,omitempty"`
	Station    string         `json:"station,omitempty"`
	Position   string         `json:"position,omitempty"`
	Session    string         `json:"session,omitempty"`
	Operator   string         `json:"operator,omitempty"`
	Source     string         `json:"source,omitempty"`
	OccurredAt time.Time      `json:"occurredAt,omitzero"`
	ZoneOffset *int           `json:"zoneOffset,omitempty"`
	Confirm    []string       `json:"confirm,omitempty"`
	Args       jsontext.Value `json:"args,omitzero"`
}

// maxBatch is how many commands one batch holds.
const maxBatch = 1000

func (s *server) postCommand(w http.ResponseWriter, r *http.Request) error {
	limit := int64(maxBody)
	if principalOf(r.Context()).Can(auth.Define) {
		limit = maxBatchBody // the definition of a large plant
	}
	b, err := body(w, r, limit)
	if err != nil {
		return err
	}
	var in command
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	a, err := s.submit(r.Context(), engine.Stations, &in, "body")
	if err != nil {
		return err
	}
	return answer(w, a)
}

func (s *server) postScan(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var in api.Scan
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	args, err := json.Marshal(track.Scan{Code: track.Ref(in.Code), Codes: in.Codes})
	if err != nil {
		return problem(CodeBadValue, "", api.Fault{Location: "body.code", Message: "it is not UTF-8"})
	}
	a, err := s.submit(r.Context(), engine.Stations, &command{
		ID: in.ID, Verb: "scan", Mode: in.Mode, Station: r.PathValue("station"), Position: in.Position, Session: in.Session,
		Operator: in.Operator, Source: in.Source, OccurredAt: in.OccurredAt, ZoneOffset: in.ZoneOffset,
		Confirm: in.Confirm, Args: args,
	}, "body")
	if err != nil {
		return err
	}
	return answer(w, a)
}

func (s *server) postBatch(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBatchBody)
	if err != nil {
		return err
	}
	var in []jsontext.Value
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	if len(in) == 0 || len(in) > maxBatch {
		return problem(CodeBadValue, "", api.Fault{Location: "body", Message: "it holds " + strconv.Itoa(len(in)) + " commands; give from 1 to " + strconv.Itoa(maxBatch)})
	}
	w.Header().Set("Content-Type", "application/json")
	s.batch(r.Context(), jsontext.NewEncoder(w), in)
	return nil
}

// batch puts commands into the queue in their order, so that they are committed
// together, and writes an api.Batch: each item when its answer is there. A malformed
// command fails alone; when the engine cannot take one, the rest is not tried. To
// read a thousand in one go takes longer than a scan may wait, so the processor is
// offered to others between them.
func (s *server) batch(ctx context.Context, out *jsontext.Encoder, in []jsontext.Value) {
	items := make([]api.BatchItem, len(in))
	waits := make([]func(context.Context) (*api.Answer, error), len(in))
	var stop error
	for i, b := range in {
		runtime.Gosched()
		at := "body[" + strconv.Itoa(i) + "]"
		var c command
		err := stop
		if err == nil {
			err = decode(b, at, &c)
		}
		if err == nil {
			waits[i], err = s.enqueue(ctx, engine.Bulk, &c, at)
		}
		if err != nil {
			stop = s.failed(ctx, &items[i], err, stop)
		}
	}
	writeTokens(out, jsontext.BeginObject, jsontext.String("items"), jsontext.BeginArray)
	for i, wait := range waits {
		if wait != nil {
			var err error
			if items[i].Answer, err = wait(ctx); err != nil {
				stop = s.failed(ctx, &items[i], err, stop)
			}
		}
		_ = json.MarshalEncode(out, &items[i], json.Deterministic(true)) // the client is gone
	}
	writeTokens(out, jsontext.EndArray, jsontext.EndObject)
}

func writeTokens(out *jsontext.Encoder, tokens ...jsontext.Token) {
	for _, t := range tokens {
		_ = out.WriteToken(t) // the client is gone
	}
}

// failed says in an item what went wrong. A fault of the server is logged once
// and returned: what is not in the queue yet is not tried then.
func (s *server) failed(ctx context.Context, item *api.BatchItem, err, stop error) error {
	f := faultOf(err)
	f.say(languageOf(ctx))
	item.Problem = &f.Problem
	if f.Status < http.StatusInternalServerError || stop != nil {
		return stop
	}
	s.logFault(ctx, f)
	return f
}

// submit has a command judged and recorded.
func (s *server) submit(ctx context.Context, lane engine.Lane, in *command, at string) (*api.Answer, error) {
	wait, err := s.enqueue(ctx, lane, in, at)
	if err != nil {
		return nil, err
	}
	return wait(ctx)
}

// enqueue puts a command into its queue and returns what waits for its answer, in
// the language of whoever waits.
func (s *server) enqueue(ctx context.Context, lane engine.Lane, in *command, at string) (func(context.Context) (*api.Answer, error), error) {
	wait, err := s.queue(ctx, lane, in, at)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (*api.Answer, error) {
		a, err := wait(ctx)
		if err == nil {
			sayVerdict(languageOf(ctx), &a.Verdict)
		}
		return a, err
	}, nil
}

func (s *server) queue(ctx context.Context, lane engine.Lane, in *command, at string) (func(context.Context) (*api.Answer, error), error) {
	c, err := s.command(ctx, in, at)
	if err != nil {
		return nil, err
	}
	if scan, ok := c.Args.(*track.Scan); ok {
		// Known before it is recorded, since no badge stands in the journal.
		badge, err := s.People.KnowsBadge(ctx, string(scan.Code))
		if err != nil {
			return nil, err
		}
		if badge {
			return func(ctx context.Context) (*api.Answer, error) { return s.readBadge(ctx, c, at) }, nil
		}
	}
	if certify, ok := c.Args.(*track.Certify); ok {
		if err := s.certifies(ctx, certify, at); err != nil {
			return nil, err
		}
	}
	if err := s.speaker(ctx, in, c, at); err != nil {
		return nil, err
	}
	if c.Session != "" && c.Mode != track.ModeReport && signsOut(c) {
		return func(ctx context.Context) (*api.Answer, error) { return s.readSignOut(ctx, c) }, nil
	}
	wait, err := s.Engine.Enqueue(lane, c)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (*api.Answer, error) {
		a, err := wait(ctx)
		if err != nil {
			return nil, err
		}
		out := wireAnswer(c.ID, &a)
		offer(principalOf(ctx), c.Station, &out.Verdict)
		return out, nil
	}, nil
}

// command is the command of the domain that somebody may give; speaker says who
// it is.
func (s *server) command(ctx context.Context, in *command, at string) (*track.Command, error) {
	info, ok := track.VerbNamed(track.Verb(in.Verb))
	if !ok {
		return nil, problem(CodeBadValue, "", api.Fault{Location: at + ".verb", Message: unknownVerb(in.Verb)})
	}
	args := info.New()
	if len(in.Args) > 0 {
		if err := decode(in.Args, at+".args", args); err != nil {
			return nil, err
		}
	}
	if err := checkZone(args, at); err != nil {
		return nil, err
	}
	p := principalOf(ctx)
	if in.Station == "" {
		in.Station = p.Station
	}
	if !p.May(auth.Access(info.Access), in.Station) {
		return nil, notAllowed(in.Station, auth.Access(info.Access))
	}
	if _, captures := args.(*track.Capture); captures || strings.HasPrefix(in.ID, "epcis") {
		return nil, problem(CodeBadValue, "", api.Fault{
			Location: at + ".verb", Message: "events come in by POST /epcis/events, and documents by POST /epcis/capture; ids that begin with epcis are theirs",
		})
	}
	c := &track.Command{
		ID: in.ID, Verb: info.Verb, Mode: track.Mode(in.Mode), Station: in.Station, Position: in.Position,
		Session: in.Session, Source: in.Source, Roles: texts(p.Roles), Args: args,
	}
	if c.ID == "" {
		c.ID = rand.Text()
	}
	for _, code := range in.Confirm {
		c.Confirm = append(c.Confirm, track.Code(code))
	}
	if !in.OccurredAt.IsZero() {
		_, seconds := in.OccurredAt.Zone()
		c.OccurredAt, c.ZoneOffset = track.Micros(in.OccurredAt.UnixMicro()), seconds/60
	}
	if in.ZoneOffset != nil {
		c.ZoneOffset = *in.ZoneOffset
	}
	if err := c.Check(); err != nil {
		return nil, commandFault(err, at)
	}
	return c, nil
}

func unknownVerb(verb string) string {
	if verb == "" {
		return "it is missing"
	}
	known := ""
	for _, v := range track.Verbs() {
		known += " " + string(v.Verb)
	}
	return "there is no such verb; known are" + known
}

// answer writes a JSON value.
func answer(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	_ = writeJSON(w, v) // the client is gone
	return nil
}
