package cli

import (
	"context"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/cli/argument"
	"github.com/tracewright/tracewright/internal/track"
)

// commandFlags are the fields of every command.
type commandFlags struct {
	id, station, position, operator string
	confirm                         []string
	report                          bool
	at                              string // of do and scan only
}

func (f *commandFlags) add(p *program, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.id, "id", "", "`id` of the command; the same id gets the same answer (default: a new one)")
	flags.StringVar(&f.station, "station", "", "`station` at which it is done")
	flags.StringVar(&f.position, "position", "", "`position` in the station")
	flags.StringVar(&f.operator, "operator", "", "`badge` of who does it")
	flags.StringSliceVar(&f.confirm, "confirm", nil, "`codes` of an earlier ASK that this answers with yes")
	flags.BoolVar(&f.report, "report", false, "it has happened already: record it, whatever the rules say")
	p.completeStations(cmd)
}

// addWhen adds the flag for when it happened.
func (f *commandFlags) addWhen(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.at, "at", "", "with --report, `when` it happened: "+timeForms+" (default: now)")
}

// when is when it happened; the zero time is now.
func (f *commandFlags) when() (time.Time, error) {
	if f.at != "" && !f.report {
		return time.Time{}, usagef("--at is for what has happened already: add --report")
	}
	return when("at", f.at)
}

func (f *commandFlags) command(verb string, args any) api.Command {
	c := api.Command{ID: f.id, Verb: verb, Station: f.station, Position: f.position, Operator: f.operator, Confirm: f.confirm, Args: args}
	if f.report {
		c.Mode = "report"
	}
	return c
}

func (p *program) do() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "do VERB [NAME=VALUE…]",
		Short: "Do anything that the plant knows a verb for",
		Long: `Do anything that the plant knows a verb for.

"tracewright do VERB --help" explains the arguments of a verb. Each is
NAME=VALUE. The items of a list are parted by commas, or given one by one under
the same name; a list or an object may be written as JSON, too.`,
		Example: `  tracewright do receive part=SEAL-3 maker=SEALCO lot=S-77 quantity=50
  tracewright do measure --station ST-30 object=SN000129 characteristic=TORQUE value=5.02
  tracewright do pack --station ST-60 package=BX-1 items=SN000129,SN000130`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usagef("there is no verb %s; tracewright do --help lists them", args[0])
		},
		Args: cobra.ArbitraryArgs,
	}
	for _, v := range track.Verbs() {
		cmd.AddCommand(p.doVerb(v))
	}
	return cmd
}

func (p *program) doVerb(v track.VerbInfo) *cobra.Command {
	var f commandFlags
	var raw string
	cmd := &cobra.Command{
		Use:     string(v.Verb) + " NAME=VALUE…",
		Short:   strings.ToUpper(v.Summary[:1]) + v.Summary[1:],
		Long:    strings.ToUpper(v.Summary[:1]) + v.Summary[1:] + ".\n\n" + argument.Help(v),
		Example: "  tracewright do " + argument.Example(v),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, a := range argument.Of(v) {
				names = append(names, a.Name+"=\t"+a.Meaning)
			}
			return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
		},
	}
	f.add(p, cmd)
	f.addWhen(cmd)
	cmd.Flags().StringVar(&raw, "json", "", "arguments as one JSON `object`; - reads it from standard input")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args, err := p.arguments(v, raw, cmd.Flags().Args())
		if err != nil {
			return err
		}
		command := f.command(string(v.Verb), args)
		if command.OccurredAt, err = f.when(); err != nil {
			return err
		}
		a, err := c.Do(ctx, command)
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// arguments reads the arguments of a verb from words, or from raw.
func (p *program) arguments(v track.VerbInfo, raw string, words []string) (args jsontext.Value, err error) {
	switch {
	case raw != "" && len(words) > 0:
		return nil, usagef("give the arguments as NAME=VALUE or by --json, not both")
	case raw == "-":
		b, err := readInput(p.std.In, "standard input")
		if err != nil {
			return nil, err
		}
		raw = string(b)
	}
	if raw != "" {
		args, err = argument.Check(v, jsontext.Value(raw))
	} else {
		args, err = argument.Read(v, words)
	}
	if err != nil {
		return nil, usageError{err}
	}
	return args, nil
}
