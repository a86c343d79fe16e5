package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
)

// commandFlags are the fields of every command.
type commandFlags struct {
	id, station, position, operator string
	confirm                         []string
	report                          bool
}

func (f *commandFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.id, "id", "", "`id` of the command; the same id gets the same answer (default: a new one)")
	flags.StringVar(&f.station, "station", "", "`station` at which it is done")
	flags.StringVar(&f.position, "position", "", "`position` in the station")
	flags.StringVar(&f.operator, "operator", "", "`badge` of who does it")
	flags.StringSliceVar(&f.confirm, "confirm", nil, "`codes` of an earlier ASK that this answers with yes")
	flags.BoolVar(&f.report, "report", false, "it has happened already: record it, whatever the rules say")
}

func (f *commandFlags) command(verb string, args any) api.Command {
	c := api.Command{ID: f.id, Verb: verb, Station: f.station, Position: f.position, Operator: f.operator, Confirm: f.confirm, Args: args}
	if f.report {
		c.Mode = "report"
	}
	return c
}

func (p *program) do() *cobra.Command {
	var f commandFlags
	var raw string
	cmd := &cobra.Command{
		Use:   "do VERB [KEY=VALUE…]",
		Short: "Do anything that the plant knows a verb for",
		Long: `Do anything that the plant knows a verb for.

An argument is KEY=VALUE. A value that begins with [, { or " is JSON, and so is
true; anything else is text. KEY#=VALUE is a number. With --json the arguments
are one JSON object, and "-" reads it from standard input.

` + verbList(),
		Example: `  tracewright do receive part=SEAL-3 maker=SEALCO lot=S-77 quantity=50
  tracewright do measure --station ST-30 object=SN000129 characteristic=TORQUE value=5.02
  tracewright do pack --station ST-60 package=BX-1 items='[{"ref":"SN000129"}]'`,
		Args: cobra.MinimumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var verbs []string
			for _, v := range track.Verbs() {
				verbs = append(verbs, string(v.Verb)+"\t"+v.Summary)
			}
			return verbs, cobra.ShellCompDirectiveNoFileComp
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&raw, "json", "", "arguments as one JSON `object`; - reads it from standard input")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		words := cmd.Flags().Args()
		info, ok := track.VerbNamed(track.Verb(words[0]))
		if !ok {
			return usagef("there is no verb %s; tracewright do --help lists them", words[0])
		}
		args, err := p.verbArguments(raw, words[1:])
		if err != nil {
			return err
		}
		if err := json.Unmarshal(args, info.New(), json.RejectUnknownMembers(true)); err != nil {
			return usagef("arguments of %s: %w", info.Verb, err)
		}
		a, err := c.Do(ctx, f.command(words[0], args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func verbList() string {
	var b strings.Builder
	b.WriteString("Verbs:\n")
	for _, v := range track.Verbs() {
		fmt.Fprintf(&b, "  %-13s %s\n", v.Verb, v.Summary)
	}
	return strings.TrimRight(b.String(), "\n")
}

// verbArguments reads the arguments of a verb as a JSON object.
func (p *program) verbArguments(raw string, words []string) (jsontext.Value, error) {
	if raw != "" {
		if len(words) > 0 {
			return nil, usagef("give the arguments as KEY=VALUE or by --json, not both")
		}
		if raw == "-" {
			b, err := readInput(p.std.In, "standard input")
			if err != nil {
				return nil, err
			}
			raw = string(b)
		}
		v := jsontext.Value(raw)
		if v.Kind() != '{' || !v.IsValid() {
			return nil, usagef("--json: it is not a JSON object")
		}
		return v, nil
	}
	object := map[string]any{}
	for _, w := range words {
		key, value, ok := strings.Cut(w, "=")
		if !ok || key == "" {
			return nil, usagef("%q is not KEY=VALUE", w)
		}
		number := strings.HasSuffix(key, "#")
		key = strings.TrimSuffix(key, "#")
		if _, twice := object[key]; twice {
			return nil, usagef("%s is given twice; a list is written as JSON: %s='[…]'", key, key)
		}
		if number || value == "true" || strings.IndexAny(value, `[{"`) == 0 {
			v := jsontext.Value(value)
			if !v.IsValid() {
				return nil, usagef("%s: %s is not JSON", key, value)
			}
			object[key] = v
			continue
		}
		object[key] = value
	}
	b, err := json.Marshal(object, json.Deterministic(true))
	if err != nil {
		return nil, usagef("%w", err)
	}
	return b, nil
}
