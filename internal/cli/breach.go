package cli

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/track"
)

func (p *program) breach() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "breach",
		Short: "List the rules that were broken, and answer them",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.breachList(), p.breachCounts(), p.breachClose())
	return cmd
}

// breachFlags pick breaches.
type breachFlags struct {
	filter      client.BreachFilter
	object      string
	from, until string
	all         bool
}

func (f *breachFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.filter.Rule, "rule", "", "of this `rule`")
	flags.StringVar(&f.filter.Code, "code", "", "with this `code`")
	flags.StringVar(&f.filter.Station, "station", "", "at this `station`")
	flags.StringVar(&f.filter.Part, "part", "", "where an object of this `part` was worked on")
	flags.StringVar(&f.filter.Owner, "owner", "", "that this `role` answers for")
	flags.StringVar(&f.object, "object", "", "by this `object`, or when it was worked on")
	flags.BoolVar(&f.filter.Watched, "watched", false, "only what a rule in watch would have refused")
	flags.StringVar(&f.from, "from", "", "from `when` on: "+timeForms)
	flags.StringVar(&f.until, "until", "", "before `when`: "+timeForms)
	flags.BoolVar(&f.all, "all", false, "answered ones too")
}

func (f *breachFlags) read(ctx context.Context, c *client.Client) (err error) {
	f.filter.Open = !f.all
	if f.filter.From, err = when("from", f.from); err != nil {
		return err
	}
	if f.filter.Until, err = when("until", f.until); err != nil || f.object == "" {
		return err
	}
	o, err := c.Object(ctx, f.object)
	if err != nil {
		return err
	}
	f.filter.Object = o.ID
	return nil
}

func (p *program) breachList() *cobra.Command {
	var f breachFlags
	cmd := &cobra.Command{
		Use:   "list [ENTRY]",
		Short: "List the breaches that nobody has answered, or the facts of one",
		Long: `List the breaches that nobody has answered, or the facts of one.

A breach is a rule that a report has broken, or one that only watches and would
have refused. OWNER is the role that answers for the rule: the plant definition
says which, by answers.

Where the cause lasts, as with a gauge out of calibration or a certificate that
has lapsed, one breach stands for all FACTS at a station until it is answered.
Its ENTRY lists them: what was worked on, and the entry that tells of it.`,
		Example: `  tracewright breach list --station ST-30
  tracewright breach list --owner quality --from 2026-11-22
  tracewright breach list 129`,
		Args: cobra.MaximumNArgs(1),
	}
	f.add(cmd)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if cmd.Flags().NArg() == 1 {
			return p.listBreachFacts(ctx, c.Client, cmd.Flags().Arg(0))
		}
		if err := f.read(ctx, c.Client); err != nil {
			return err
		}
		breaches, err := allPages(func(page client.Page) (*api.List[api.Breach], error) {
			f.filter.Page = page
			return c.Breaches(ctx, f.filter)
		})
		if err != nil {
			return err
		}
		return p.showBreaches(breaches)
	}), "text", "json")
}

func (p *program) showBreaches(breaches []api.Breach) error {
	if p.format == "json" {
		return p.printJSON(breaches)
	}
	if len(breaches) == 0 {
		p.printf("No breach is open.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENTRY\tWHEN\tLAST\tFACTS\tCODE\tRULE\tSTATION\tPART\tOWNER\tWHAT\tSTATE")
	for _, b := range breaches {
		state := "open"
		switch {
		case b.Closed != 0:
			state = "closed: " + b.ClosedNote
		case b.Watched:
			state = "watched"
		}
		last := ""
		if b.Facts > 1 {
			last = stamp(b.LastAt)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			b.Entry, stamp(b.OccurredAt), last, b.Facts, b.Code, b.Rule, b.Station, b.Part, b.Owner, b.Text, state)
	}
	return w.Flush()
}

// listBreachFacts lists what a breach stands for.
func (p *program) listBreachFacts(ctx context.Context, c *client.Client, text string) error {
	entry, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return usagef("ENTRY is a number, as the list shows it")
	}
	facts, err := allPages(func(page client.Page) (*api.List[api.BreachFact], error) {
		return c.BreachFacts(ctx, entry, page)
	})
	if err != nil {
		return err
	}
	if p.format == "json" {
		return p.printJSON(facts)
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FACT\tWHEN\tOBJECT\tPART\tWHAT")
	for _, f := range facts {
		object := f.On
		if object == nil {
			object = f.Object
		}
		name := ""
		if object != nil {
			name = nameOf(object)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", f.Fact, stamp(f.OccurredAt), name, f.Part, f.Text)
	}
	return w.Flush()
}

func (p *program) breachCounts() *cobra.Command {
	var f breachFlags
	cmd := &cobra.Command{
		Use:   "counts",
		Short: "Count open breaches by code, station, part, owner and shift, the most frequent first",
		Long: `Count open breaches by code, station, part, owner and shift, the most frequent
first. FACTS are those that broke the rule, BREACHES those of them with which a
breach began.`,
		Example: "  tracewright breach counts --watched --from 2026-11-22",
		Args:    cobra.NoArgs,
	}
	f.add(cmd)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if err := f.read(ctx, c.Client); err != nil {
			return err
		}
		list, err := c.BreachCounts(ctx, f.filter)
		if err != nil {
			return err
		}
		return p.showBreachCounts(list.Items)
	}), "text", "json")
}

func (p *program) showBreachCounts(counts []api.BreachCount) error {
	if p.format == "json" {
		return p.printJSON(counts)
	}
	if len(counts) == 0 {
		p.printf("No breach is open.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tRULE\tSTATION\tPART\tOWNER\tSHIFT\tFACTS\tBREACHES\tOPEN")
	for _, c := range counts {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\n", c.Code, c.Rule, c.Station, c.Part, c.Owner, c.Shift, c.Facts, c.Breaches, c.Open)
	}
	return w.Flush()
}

func (p *program) breachClose() *cobra.Command {
	var f commandFlags
	var reason string
	var where map[string]string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "close [ENTRY]",
		Short: "Say what came of a breach, or of all that fit",
		Long: `Say what came of a breach, or of all that fit.

With --where it closes all open breaches that fit: rule, code, station, part,
owner, watched=true, from and until. It is one act with one reason. --dry-run
counts them, and closes nothing.

Whose role answers for the rule may close a breach; quality and admin may close
every one.`,
		Example: `  tracewright breach close 129 --reason "scanned late, the part was right"
  tracewright breach close --where rule=calibrated,station=ST-30 --dry-run
  tracewright breach close --where rule=calibrated,station=ST-30 --reason "all torques measured again"`,
		Args: cobra.MaximumNArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`what` was found, and what was done")
	cmd.Flags().StringToStringVar(&where, "where", nil, "close what fits all of `FIELD=VALUE,…`")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "count what --where fits; close nothing")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args, err := whichBreaches(cmd.Flags().Args(), where)
		switch {
		case err != nil:
			return err
		case dryRun && len(where) == 0:
			return usagef("--dry-run counts what --where fits")
		case dryRun:
			return p.countClosable(ctx, c.Client, args["where"].(*track.BreachScope))
		case reason == "":
			return usagef("say by --reason what came of it")
		}
		args["reason"] = reason
		a, err := c.Do(ctx, f.command("close-breach", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// whichBreaches are the arguments that say which breaches are meant.
func whichBreaches(entries []string, where map[string]string) (map[string]any, error) {
	switch {
	case len(entries) == 0 && len(where) == 0:
		return nil, usagef("name the entry of a breach, or say by --where what several have in common")
	case len(entries) == 0:
		scope, err := breachScope(where)
		return map[string]any{"where": scope}, err
	case len(where) > 0:
		return nil, usagef("name the entry of one breach, or give --where, but not both")
	}
	entry, err := strconv.ParseInt(entries[0], 10, 64)
	if err != nil {
		return nil, usagef("ENTRY is a number, as the list shows it")
	}
	return map[string]any{"entry": entry}, nil
}

// breachScope reads the words of --where.
func breachScope(where map[string]string) (*track.BreachScope, error) {
	words := map[string]any{}
	for field, value := range where {
		words[field] = value
		if field == "watched" {
			words[field] = value == "true"
		}
	}
	text, err := json.Marshal(words)
	if err != nil {
		return nil, err
	}
	scope := &track.BreachScope{}
	if err := json.Unmarshal(text, scope, json.RejectUnknownMembers(true)); err != nil {
		return nil, usagef("--where: %v; the fields are in the help, times look like 2026-01-05T06:00:00Z", err)
	}
	return scope, nil
}

// countClosable counts the open breaches that a scope fits.
func (p *program) countClosable(ctx context.Context, c *client.Client, sc *track.BreachScope) error {
	list, err := c.BreachCounts(ctx, client.BreachFilter{
		Rule: string(sc.Rule), Code: string(sc.Code), Station: sc.Station, Part: sc.Part, Owner: sc.Owner,
		Watched: sc.Watched, Open: true, From: sc.From, Until: sc.Until,
	})
	if err != nil {
		return err
	}
	if err := p.showBreachCounts(list.Items); err != nil {
		return err
	}
	open := 0
	for _, n := range list.Items {
		open += n.Open
	}
	p.talkf("It would close %s.\n", count(int64(open), "breach", "breaches"))
	return nil
}
