package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/demo"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/track"
)

const (
	demoFolder = "./demo-data"
	demoName   = "demo"
)

func (p *program) demo() *cobra.Command {
	var units int
	var speed float64
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run a small plant that builds pumps while you watch",
		Long: `Run a small plant that builds pumps while you watch.

The first start fills a folder with history: deliveries, boards and pumps with
their measurements, failures and rework, a lot that was held and released,
boxes, shipments and a return. Then the line goes on at a human pace. The next
start continues on the same data; to begin anew, remove the folder.`,
		Example: `  tracewright demo
  tracewright demo --data /tmp/demo --units 20 --speed 10`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case units < 0 || units > 10_000:
				return usagef("--units is 0 to 10000, not %d", units)
			case speed < 0 || speed > 1000:
				return usagef("--speed is 0 to 1000, not %g", speed)
			}
			if !p.cfg.Given("data") {
				p.cfg.Data = demoFolder
			}
			p.cfg.Name = demoName
			if !p.cfg.Given("log-level") {
				p.cfg.LogLevel = "warn"
			}
			d := &demonstration{p: p, units: units, speed: speed}
			return d.run(cmd.Context())
		},
	}
	config.AddFlags(cmd.Flags(), "listen", "insecure", "tls-cert", "tls-key")
	cmd.Flags().IntVar(&units, "units", 120, "`pumps` of the history that a new folder is filled with")
	cmd.Flags().Float64Var(&speed, "speed", 8, "how many `times` faster than people the line goes on; 0: not at all")
	return cmd
}

// demonstration is one run of the demo.
type demonstration struct {
	p         *program
	units     int
	speed     float64
	clock     *demo.Clock
	token     string
	operators []operator
	first     int // number of the next pump
}

// operator is somebody who works in the demo plant.
type operator struct{ id, badge string }

func (d *demonstration) run(ctx context.Context) error {
	// The history ends about now: a pump takes some nine minutes.
	d.clock = demo.NewClock(time.Now().Add(-time.Duration(d.units) * 9 * time.Minute))
	err := d.p.runServer(ctx, guest{
		now: d.clock.Now, page: demo.Page(), prepare: d.prepare, greet: d.greet, beside: d.live,
	})
	if errors.Is(err, schema.ErrNewer) || errors.Is(err, journal.ErrDamaged) {
		return fmt.Errorf("%w\nThe demo's data is of another version. To begin anew: rm -r %s", err, d.p.cfg.Data)
	}
	return err
}

// prepare makes a history where there is none, people, and a token for the
// page.
func (d *demonstration) prepare(ctx context.Context, s *store) error {
	defer d.clock.Release()
	if origin := s.engine.Log().Origin(); !strings.HasPrefix(origin, demoName+"/") {
		return usagef("the store in %s is that of %s, not of the demo: name another folder by --data", d.p.cfg.Data, origin)
	}
	if err := d.hire(ctx, s); err != nil {
		return err
	}
	if err := d.pageToken(ctx, s); err != nil {
		return err
	}
	c, err := client.New(localBase, d.token)
	if err != nil {
		return err
	}
	c.HTTP = &http.Client{Transport: inProcess{s.handler}}
	if err := d.publish(ctx, s, c); err != nil {
		return err
	}
	made, err := countPumps(ctx, c)
	if err != nil {
		return err
	}
	if made > 0 {
		d.first = made + 1
		return nil
	}
	d.first = d.units + 1
	return d.seed(ctx, s)
}

// publish publishes the plant definition, unless it is what stands already.
func (d *demonstration) publish(ctx context.Context, s *store, c *client.Client) error {
	diff, err := c.DiffPlant(ctx, demo.Definition())
	if err != nil || diff.Version > 0 && len(diff.Changes) == 0 {
		return err
	}
	a, err := s.submit(ctx, api.Command{Verb: "apply", Args: map[string]any{"definition": demo.Definition()}}, "")
	if err == nil && a.Verdict.Answer != track.Permit {
		err = errors.New(a.Verdict.Text)
	}
	return err
}

func countPumps(ctx context.Context, c *client.Client) (int, error) {
	n := 0
	err := allPages(func(page client.Page) (string, error) {
		list, err := c.Objects(ctx, client.ObjectFilter{Part: "PUMP-100", Kind: "unit", Page: page})
		if err != nil {
			return "", err
		}
		n += len(list.Items)
		return list.Next, nil
	})
	return n, err
}

// hire finds or makes the people of the demo plant.
func (d *demonstration) hire(ctx context.Context, s *store) error {
	a := &admin{auth: s.auth, engine: s.engine}
	for _, who := range []struct {
		name, badge string
		role        auth.Role
	}{
		{"Ada Moreau", "DEMO-B-101", auth.RoleOperator},
		{"Ben Okafor", "DEMO-B-102", auth.RoleOperator},
		{"Chiara Lindt", "DEMO-B-103", auth.RoleOperator},
		{"Dev Patel", "DEMO-B-104", auth.RoleQuality},
	} {
		id, err := s.auth.Badge(ctx, who.badge)
		if errors.Is(err, auth.ErrUnauthenticated) || errors.Is(err, auth.ErrNotFound) {
			var person any
			person, err = a.createPerson(ctx, &adminCall{Name: who.name, Roles: []string{string(who.role)}})
			if row, ok := person.(personRow); ok && err == nil {
				id = row.ID
				_, err = a.assignBadge(ctx, &adminCall{Person: id, Secret: who.badge})
			}
		}
		if err != nil {
			return err
		}
		d.operators = append(d.operators, operator{id, who.badge})
	}
	return nil
}

// demoToken is the file with the token of the page, which may only look.
const demoToken = "demo.token"

func (d *demonstration) pageToken(ctx context.Context, s *store) error {
	path := filepath.Join(s.db.Dir, demoToken)
	if b, err := os.ReadFile(path); err == nil {
		d.token = strings.TrimSpace(string(b))
		if _, err := s.auth.Authenticate(ctx, d.token); err == nil {
			return nil
		}
	}
	secret, _, change, err := s.auth.CreateToken(ctx, auth.NewToken{Profile: auth.Profile{
		Name: "demo page", Roles: []auth.Role{auth.RoleEngineer, auth.RoleAuditor},
	}})
	if err == nil {
		_, err = s.engine.Record(ctx, engine.Note{Kind: engine.KindAccess, Body: change})
	}
	if err != nil {
		return err
	}
	d.token = secret.Reveal()
	return os.WriteFile(path, []byte(d.token+"\n"), 0o600)
}

// seed fills the store with history, through the engine and on the clock of the
// demo.
func (d *demonstration) seed(ctx context.Context, s *store) error {
	tell, done := d.p.progress("building a history")
	defer done()
	begun := int64(0)
	l := &demo.Line{First: 1}
	l.Wait = func(ctx context.Context, pause time.Duration) error {
		d.clock.Advance(pause)
		return ctx.Err()
	}
	l.Do = func(ctx context.Context, a demo.Act) (demo.Answer, error) {
		if a.Verb == "produce-unit" && a.Args["part"] == "PUMP-100" {
			begun++
			tell(begun, int64(d.units))
		}
		actor := ""
		if a.Operator >= 0 {
			actor = d.operators[a.Operator].id
		}
		answer, err := s.submit(ctx, api.Command{Verb: a.Verb, Station: a.Station, Args: a.Args}, actor)
		v := answer.Verdict
		return demo.Answer{Permitted: v.Answer == track.Permit, Code: string(v.Code), Hold: v.Evidence["hold"]}, err
	}
	if d.units == 0 {
		return nil
	}
	return l.Build(ctx, d.units)
}

// submit gives a command to the engine, as whoever has started this process.
func (s *store) submit(ctx context.Context, c api.Command, actor string) (engine.Answer, error) {
	b, err := json.Marshal(map[string]any{"id": rand.Text(), "verb": c.Verb, "station": c.Station, "actor": actor, "args": c.Args})
	if err != nil {
		return engine.Answer{}, err
	}
	command := &track.Command{}
	if err := json.Unmarshal(b, command); err != nil {
		return engine.Answer{}, err
	}
	return s.engine.Submit(ctx, engine.Bulk, command)
}

// live lets the line go on through the API, until ctx ends.
func (d *demonstration) live(ctx context.Context, s *store, address string) error {
	if d.speed == 0 {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(s.db.Dir, "admin.token"))
	if err != nil {
		return fmt.Errorf("the line cannot sign in: %w", err)
	}
	c, err := client.New(address, strings.TrimSpace(string(b)))
	if err != nil {
		return err
	}
	if err := clearStations(ctx, c); err != nil && ctx.Err() == nil {
		return err
	}
	l := &demo.Line{First: d.first, Wait: func(ctx context.Context, pause time.Duration) error {
		return sleep(ctx, time.Duration(float64(pause)/d.speed))
	}}
	l.Do = func(ctx context.Context, a demo.Act) (demo.Answer, error) {
		cmd := api.Command{Verb: a.Verb, Station: a.Station, Args: a.Args}
		if a.Operator >= 0 {
			cmd.Operator = d.operators[a.Operator].badge
		}
		answer, err := c.Do(ctx, cmd)
		if err != nil {
			return demo.Answer{}, err
		}
		v := &answer.Verdict
		return demo.Answer{Permitted: v.Answer == api.Permit, Code: v.Code, Hold: v.Evidence["hold"]}, nil
	}
	err = l.Build(ctx, 0)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// clearStations ends what the last run of the demo has left in work, so that
// nothing of the next pump goes into it.
func clearStations(ctx context.Context, c *client.Client) error {
	stations, err := c.Stations(ctx)
	if err != nil {
		return err
	}
	for _, s := range stations.Items {
		for _, v := range s.InWork {
			_, err := c.Do(ctx, api.Command{Verb: "complete", Station: s.Code, Position: v.Position, Args: map[string]any{
				"object": v.Object.ID, "outcome": "fail", "reason": "the line was stopped",
			}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// greet prints the one address to open.
func (d *demonstration) greet(_ *store, address string) {
	page := address + "/#token=" + d.token
	if !terminal(d.p.std.Out) {
		d.p.printf("%s\n", page)
		return
	}
	d.p.printf("\nThe demo plant is running. Open\n\n  %s\n\n", page)
	d.p.printf("In another terminal:\n  tracewright unit SN000001 --data %s\n  tracewright trace forward SE-0001 --data %s\n", d.p.cfg.Data, d.p.cfg.Data)
	d.p.printf("Stop it with Ctrl-C; the next start goes on with the same data.\n")
}
