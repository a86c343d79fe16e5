package httpapi

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/ident/serial"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

func (s *server) listPools(q *view.Query, _ *nothing) (*api.List[api.Pool], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	counts, err := q.PoolCounts()
	return &api.List[api.Pool]{Items: each(index.Definition().Pools, func(p *plant.Pool) api.Pool { return wirePool(p, counts[p.Code]) })}, err
}

func wirePool(p *plant.Pool, c track.PoolCount) api.Pool {
	return api.Pool{
		Code: p.Code, Name: p.Name, Kind: string(p.Kind), Scheme: p.IdentifierScheme(), Issuer: p.Issuer, Operations: p.Operations,
		Parts: p.Parts, Count: c.Count, Drawn: c.Drawn, Returned: c.Returned, Void: c.Void, Free: c.Free(), Low: c.Free() <= uint64(p.Low),
	}
}

// poolInput names a pool.
type poolInput struct {
	Snapshot
	Pool string `path:"pool" maxLength:"256"`
}

func (s *server) getPool(q *view.Query, in *poolInput) (*api.PoolDetail, error) {
	p, err := s.pool(q, in.Pool)
	if err != nil {
		return nil, err
	}
	counts, err := q.PoolCounts()
	if err != nil {
		return nil, err
	}
	ranges, err := q.PoolRanges(p.Code)
	return &api.PoolDetail{Pool: wirePool(p, counts[p.Code]), Ranges: each(ranges, func(r *track.PoolRange) api.PoolRange {
		return api.PoolRange{First: r.First, Last: r.Last, Count: r.Count, Note: r.Note, At: at(r.At), Seq: r.Filled}
	})}, err
}

// pool finds a pool of the plant definition.
func (s *server) pool(q *view.Query, code string) (*plant.Pool, error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	p, ok := index.Pool(code)
	if !ok {
		return nil, fmt.Errorf("pool %s: %w", code, view.ErrNotFound)
	}
	return p, nil
}

// poolNumbersInput picks numbers of a pool.
type poolNumbersInput struct {
	Snapshot
	Paging
	Pool  string `path:"pool" maxLength:"256"`
	State string `query:"state" enum:"free,drawn,returned,void" doc:"All, if left out"`
}

func (s *server) listPoolNumbers(q *view.Query, in *poolNumbersInput) (*api.List[api.PoolNumber], error) {
	p, err := s.pool(q, in.Pool)
	if err != nil {
		return nil, err
	}
	rows, next, err := q.PoolNumbers(p.Code, track.PoolState(in.State), in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(n *track.PoolNumber) track.ObjectID { return n.Object })
	return &api.List[api.PoolNumber]{Next: next, Items: each(rows, func(n *track.PoolNumber) api.PoolNumber {
		out := api.PoolNumber{Number: n.Number, State: string(n.State), Reason: n.Reason, Note: n.Note, Actor: n.Actor, At: at(n.At), Seq: n.Changed}
		if n.Object != "" {
			ref := known.ref(n.Object)
			out.Object = &ref
		}
		return out
	})}, err
}

// postPoolNumbers reads a list of numbers, says what is wrong with it, and unless it
// is a dry run loads all of it into a pool, or nothing.
func (s *server) postPoolNumbers(w http.ResponseWriter, r *http.Request) error {
	b, err := bodyOf(w, r, "text/csv", serial.MaxListBytes)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	out := &api.PoolImport{Faults: []api.PoolFault{}}
	if text := query.Get("dryRun"); text != "" {
		if out.DryRun, err = strconv.ParseBool(text); err != nil {
			return problem(CodeBadValue, "", api.Fault{Location: "query.dryRun", Message: "it is true or false"})
		}
	}
	rows, faults := serial.ReadList(b)
	for _, f := range faults {
		out.Faults = append(out.Faults, api.PoolFault{Line: f.Line, Message: f.Problem, Fix: f.Fix})
	}
	if len(faults) > 0 {
		return answer(w, out)
	}
	args := &track.FillPool{Pool: r.PathValue("pool"), Note: query.Get("note")}
	for _, row := range rows {
		args.Rows = append(args.Rows, track.PoolRow{First: row.First, Last: row.Last})
	}
	in := &command{ID: query.Get("id"), Verb: "fill-pool"}
	if in.ID == "" {
		in.ID = rand.Text()
	}
	if in.Args, err = json.Marshal(args); err != nil {
		return err
	}
	if err := s.fillPool(r, in, rows, out); err != nil {
		return err
	}
	return answer(w, out)
}

// fillPool judges a loading, and records it unless it is a dry run.
func (s *server) fillPool(r *http.Request, in *command, rows []serial.Row, out *api.PoolImport) error {
	c, err := s.command(r.Context(), in, "query")
	if err != nil {
		return err
	}
	var verdict *track.Verdict
	if out.DryRun {
		err = s.Views.Read(r.Context(), func(q *view.Query) error {
			entries, _, err := q.Judge(c, micros(time.Now()))
			if err == nil {
				verdict = entries[0].Verdict
			}
			return err
		})
	} else if err = s.speaker(r.Context(), in, c, "query"); err == nil {
		var a engine.Answer
		if a, err = s.Engine.Submit(r.Context(), engine.Bulk, c); err == nil {
			verdict = &a.Verdict
			out.Recorded, out.Seq, out.ID = a.Verdict.Answer == track.Permit, a.Seq, c.ID
		}
	}
	if err != nil {
		return err
	}
	if verdict.Answer == track.Permit {
		out.Numbers, _ = strconv.ParseUint(verdict.Evidence["numbers"], 10, 64)
		out.Free, _ = strconv.ParseUint(verdict.Evidence["free"], 10, 64)
		return nil
	}
	for _, f := range append([]track.Finding{{Code: verdict.Code, Text: verdict.Text, Next: verdict.Next, Evidence: verdict.Evidence}}, verdict.Also...) {
		fault := api.PoolFault{Code: string(f.Code), Message: f.Text, Fix: f.Next}
		if n, err := strconv.Atoi(f.Evidence["row"]); err == nil && n >= 1 && n <= len(rows) {
			fault.Line = rows[n-1].Line
		}
		out.Faults = append(out.Faults, fault)
	}
	return nil
}

func describePoolNumbers(h huma.API, op *huma.Operation) {
	answers[api.PoolImport](h, op)
	op.RequestBody = &huma.RequestBody{
		Description: "A number a line, or the first and the last of a range, parted by a comma, a semicolon or a tab.", Required: true,
		Content: map[string]*huma.MediaType{"text/csv": {Schema: text("")}},
	}
	op.Parameters = append(op.Parameters,
		parameter("query", "dryRun", "Say what would be loaded, and record nothing", &huma.Schema{Type: huma.TypeBoolean}),
		parameter("query", "note", "With what the numbers came", text("")),
		parameter("query", "id", "Id of the command; a repeat gets the first answer", text("")),
	)
}
