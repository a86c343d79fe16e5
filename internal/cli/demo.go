package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/track"
)

const demoName = "demo"

func (p *program) demo() *cobra.Command {
	d := &demonstration{p: p}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run a plant that builds drive units for e-bikes while you watch",
		Long: `Run a plant that builds drive units for e-bikes while you watch: two lines, 14
stations, three products. With --plant shop it is a machine shop without serial
numbers: lots of turned parts go from machine to machine with a paper traveler,
some of them over a hardening shop outside.

The first start fills a folder with history: deliveries, motors, boards and
drive units with their measurements, failures and rework, boxes, shipments and
returns, and faults to be found: a torque driver that drifts, a lot of noisy
bearings of which some were shipped, a bottleneck, a reel that was changed and
not scanned, two hours without a network, a torque driver that was used for a
shift after its calibration had run out and was then found bad, work under a
certificate that had lapsed. Then the line goes on. The next start continues on
the same data; to begin anew, remove the folder. The same seed gives the same
history.

Of the units of the drive works one in three is a drive unit; the others are its
motor and its board. Those of the machine shop are lots.`,
		Example: `  tracewright demo
  tracewright demo --plant shop
  tracewright demo --units 20000 --speed 60
  tracewright demo --data /tmp/demo --units 200 --seed 7
  tracewright demo --lan`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if d.units < 0 || d.units > 1_000_000 {
				return usagef("units is 0 to 1000000, not %d", d.units)
			}
			if d.speed != 0 && (d.speed < slowest || d.speed > fastest) {
				return usagef("speed is 0, or 0.1 to 1000, not %g", d.speed)
			}
			if err := d.choose(cmd.Flags().Changed("units")); err != nil {
				return err
			}
			if d.lan {
				if err := d.openToLAN(); err != nil {
					return err
				}
			}
			p.cfg.Name = demoName
			if !p.cfg.Given("log-level") {
				p.cfg.LogLevel = "warn"
			}
			return d.run(cmd.Context())
		},
	}
	config.AddFlags(cmd.Flags(), "listen", "insecure", "tls-cert", "tls-key")
	cmd.Flags().StringVar(&d.name, "plant", demo.Plants()[0].Name, "which `plant`: e-bike or shop")
	cmd.Flags().IntVar(&d.units, "units", 0, "`units` of the history that a new folder is filled with: drive units, motors and boards, or lots (default: 2000, of the shop 400)")
	cmd.Flags().Float64Var(&d.speed, "speed", usualSpeed, "how many `times` faster than people the line goes on; 0: not before somebody lets it")
	cmd.Flags().Uint64Var(&d.seed, "seed", 7, "`number` from which all chance follows")
	cmd.Flags().BoolVar(&d.lan, "lan", false, "listen on the local network, without TLS, and print a code that a phone opens")
	return cmd
}

// demonstration is one run of the demo.
type demonstration struct {
	p         *program
	name      string
	plant     demo.Plant
	units     int
	speed     float64
	seed      uint64
	lan       bool // others on the network may look
	clock     *demo.Clock
	control   *demo.Control
	factory   *demo.Factory
	resumed   bool // the store has a history already
	parts     []part
	operators []operator
}

// operator is somebody who works in the demo plant.
type operator struct {
	id    string
	Name  string `json:"name"`
	Badge string `json:"badge"`
}

// choose finds the plant that was named, and its folder and history unless they
// are given.
func (d *demonstration) choose(units bool) error {
	plants := demo.Plants()
	i := slices.IndexFunc(plants, func(p demo.Plant) bool { return p.Name == d.name })
	if i < 0 {
		return usagef("--plant is e-bike or shop, not %q", d.name)
	}
	d.plant = plants[i]
	if !units {
		d.units = d.plant.Units
	}
	if !d.p.cfg.Given("data") {
		d.p.cfg.Data = d.plant.Folder
	}
	return nil
}

func (d *demonstration) run(ctx context.Context) error {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return err
	}
	d.factory = d.plant.Past(d.seed, d.units, time.Now().In(zone))
	d.clock = demo.NewClock(d.factory.Now())
	d.control = demo.NewControl(cmp.Or(d.speed, usualSpeed))
	d.control.Pause(d.speed == 0)
	err = d.p.runServer(ctx, guest{
		now: d.clock.Now, pages: d.pages, prepare: d.prepare, greet: d.greet, beside: d.live,
	})
	if errors.Is(err, schema.ErrNewer) || errors.Is(err, journal.ErrDamaged) {
		return fmt.Errorf("%w\nThe demo's data is of another version. To begin anew: rm -r %s", err, d.p.cfg.Data)
	}
	return err
}

// prepare makes people, a history where there is none, and the parts that
// whoever opens the demo may play.
func (d *demonstration) prepare(ctx context.Context, s *store) error {
	defer d.clock.Release()
	if origin := s.engine.Log().Origin(); !strings.HasPrefix(origin, demoName+"/") {
		return usagef("the store in %s is that of %s, not of the demo: name another folder by --data", d.p.cfg.Data, origin)
	}
	if err := d.hire(ctx, s); err != nil {
		return err
	}
	c, err := client.New(localBase, s.local)
	if err != nil {
		return err
	}
	c.HTTP = &http.Client{Transport: inProcess{s.handler}}
	if err := d.publish(ctx, s, c); err != nil {
		return err
	}
	made, err := d.begun(ctx, c)
	if err != nil {
		return err
	}
	if made == 0 {
		err = d.fill(ctx, s)
	} else {
		d.resumed, d.factory = true, d.plant.New(d.seed, made+1, func(time.Duration) time.Time { return time.Now() })
	}
	if err != nil {
		return err
	}
	return d.cast(ctx, s)
}

// publish publishes the plant definition, unless it is what stands already.
func (d *demonstration) publish(ctx context.Context, s *store, c *client.Client) error {
	definition, err := d.illustrated(ctx, c)
	if err != nil {
		return err
	}
	diff, err := c.DiffPlant(ctx, definition)
	if err != nil || diff.Version > 0 && len(diff.Changes) == 0 {
		return err
	}
	a, err := s.submit(ctx, api.Command{Verb: "apply", Args: map[string]any{"definition": definition}})
	if err == nil && a.Verdict.Answer != track.Permit {
		err = errors.New(a.Verdict.Text)
	}
	return err
}

// illustrated is the plant definition with the pictures of its operations, which
// are uploaded.
func (d *demonstration) illustrated(ctx context.Context, c *client.Client) (string, error) {
	def, err := plant.Parse([]byte(d.plant.Definition))
	if err != nil {
		return "", err
	}
	keep := func(b []byte) (string, error) {
		kept, err := c.Upload(ctx, b)
		if err != nil {
			return "", err
		}
		return kept.SHA256, nil
	}
	for r := range def.Routes {
		for o := range def.Routes[r].Operations {
			op := &def.Routes[r].Operations[o]
			picture, instruction, err := d.plant.Picture(op.Code)
			if err == nil && picture != nil {
				op.Picture, err = keep(picture)
			}
			if err == nil && instruction != nil {
				op.Documents = []plant.Document{{Title: "Work instruction"}}
				op.Documents[0].File, err = keep(instruction)
			}
			if err != nil {
				return "", err
			}
		}
	}
	return string(def.YAML()), nil
}

// begun is how many drive units or orders have been begun: each drive unit
// begins with a board.
func (d *demonstration) begun(ctx context.Context, c *client.Client) (int, error) {
	if d.plant.Part == "" {
		orders, err := allPages(func(page client.Page) (*api.List[api.WorkOrder], error) {
			return c.Orders(ctx, client.OrderFilter{Page: page})
		})
		return len(orders), err
	}
	units, err := allPages(func(page client.Page) (*api.List[api.Object], error) {
		return c.Objects(ctx, client.ObjectFilter{Part: d.plant.Part, Kind: "unit", Page: page})
	})
	return len(units), err
}

// hire finds or makes the people of the demo plant.
func (d *demonstration) hire(ctx context.Context, s *store) error {
	a := &admin{auth: s.auth, engine: s.engine}
	for i, who := range []struct{ name, badge string }{
		{"Ada Moreau", "DEMO-B-101"},
		{"Ben Okafor", "DEMO-B-102"},
		{"Chiara Lindt", "DEMO-B-103"},
		{"Emil Novak", "DEMO-B-105"},
		{"Farah Aziz", "DEMO-B-106"},
		{"Dev Patel", "DEMO-B-104"},
		{"Ines Sato", "DEMO-B-107"},
		{"Greta Holm", "DEMO-B-201"},
	} { // in the order of demo.People
		id, err := a.employ(ctx, s, who.name, who.badge, auth.Role(demo.RoleOf(i)))
		if err != nil {
			return err
		}
		d.operators = append(d.operators, operator{id, who.name, who.badge})
	}
	return nil
}

// fill fills the store with history, through the engine and on the clock of the
// demo.
func (d *demonstration) fill(ctx context.Context, s *store) error {
	tell, done := d.p.progress("building a history")
	defer done()
	give := func(number int, a demo.Act) (func(context.Context) (demo.Answer, error), error) {
		command, err := d.command(number, a)
		if err != nil {
			return nil, err
		}
		wait, err := s.engine.Enqueue(engine.Stations, command)
		return func(ctx context.Context) (demo.Answer, error) {
			answer, err := wait(ctx)
			v := answer.Verdict
			return demo.Answer{Permitted: v.Answer == track.Permit, Code: string(v.Code), Hold: v.Evidence["hold"]}, err
		}, err
	}
	return d.factory.History(ctx, d.units, d.clock, give, func(made int) { tell(int64(made), int64(d.units)) })
}

// command is an act of the history for the engine.
func (d *demonstration) command(number int, a demo.Act) (*track.Command, error) {
	_, east := a.Occurred.Zone()
	b, err := json.Marshal(map[string]any{
		"id": fmt.Sprintf("demo-%d", number), "verb": a.Verb, "mode": modeOf(a), "station": a.Station,
		"occurredAt": a.Occurred.UnixMicro(), "zoneOffset": east / 60, "actor": d.operators[a.Operator].id, "roles": []string{demo.RoleOf(a.Operator)},
		"args": a.ArgsFor(func(who int) string { return d.operators[who].id }),
	})
	if err != nil {
		return nil, err
	}
	command := &track.Command{}
	return command, json.Unmarshal(b, command)
}

func modeOf(a demo.Act) string {
	if a.Report {
		return string(track.ModeReport)
	}
	return string(track.ModeAsk)
}

// submit gives a command to the engine, as whoever has started this process.
func (s *store) submit(ctx context.Context, c api.Command) (engine.Answer, error) {
	b, err := json.Marshal(map[string]any{"id": rand.Text(), "verb": c.Verb, "args": c.Args})
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
	if d.control.Begun(ctx) != nil {
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
	if d.resumed {
		if err := clearStations(ctx, c); err != nil && ctx.Err() == nil {
			return err
		}
	}
	err = d.factory.Live(ctx, d.control, func(ctx context.Context, a demo.Act) (demo.Answer, error) {
		cmd := api.Command{
			Verb: a.Verb, Mode: modeOf(a), Station: a.Station, Operator: d.operators[a.Operator].Badge,
			Args: a.ArgsFor(func(who int) string { return d.operators[who].id }),
		}
		if a.Report {
			cmd.OccurredAt = a.Occurred
		}
		answer, err := c.Do(ctx, cmd)
		if err != nil {
			return demo.Answer{}, err
		}
		v := &answer.Verdict
		return demo.Answer{Permitted: v.Answer == api.Permit, Code: v.Code, Hold: v.Evidence["hold"]}, nil
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// clearStations ends what the last run of the demo has left in work, puts what it
// has left unfinished onto the rack, and resolves the calls that it has left open.
func clearStations(ctx context.Context, c *client.Client) error {
	calls, err := c.Andons(ctx, client.AndonFilter{Open: true})
	if err != nil {
		return err
	}
	for _, call := range calls.Items {
		if _, err := c.Do(ctx, api.Command{Verb: "resolve-andon", Args: map[string]any{"call": call.ID, "note": "the line was stopped"}}); err != nil {
			return err
		}
	}
	stations, err := c.Stations(ctx)
	if err != nil {
		return err
	}
	for _, s := range stations.Items {
		for _, v := range s.InWork {
			_, err := c.Do(ctx, api.Command{Verb: "complete", Station: s.Code, Position: v.Position, Args: map[string]any{
				"object": v.Object.ID, "outcome": "invalid", "reason": "the line was stopped",
			}})
			if err != nil {
				return err
			}
		}
		left, err := c.Objects(ctx, client.ObjectFilter{Station: s.Code, Life: "open", Page: client.Page{Limit: 1000}})
		if err != nil {
			return err
		}
		for _, o := range left.Items {
			if o.Kind != "unit" && o.Kind != "lot" || o.Parent != "" || o.Visit == 0 {
				continue
			}
			if _, err := c.Do(ctx, api.Command{Verb: "move", Args: map[string]any{"object": o.ID, "to": "RACK"}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// greet prints the one address to open.
func (d *demonstration) greet(_ *store, address string) {
	page := address + "/#token=" + d.parts[len(d.parts)-1].Token // that may only look
	if !terminal(d.p.std.Out) {
		d.p.printf("%s\n", page)
		return
	}
	d.p.printf("\nThe demo plant is running. Open\n\n  %s\n\n", page)
	if d.lan {
		d.greetLAN(page)
	}
	d.p.printf("In another terminal:\n")
	for _, ask := range d.plant.Ask {
		d.p.printf("  tracewright %s --data %s\n", ask, d.p.cfg.Data)
	}
	d.p.printf("Stop it with Ctrl-C; the next start goes on with the same data.\n")
}
