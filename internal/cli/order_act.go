package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

// orderFlags are the terms of a work order.
type orderFlags struct {
	commandFlags
	part, revision, quantity, due, line, customer, sales string
	options                                              []string
	priority                                             int
}

// plan adds what may change while an order is open.
func (o *orderFlags) plan(p *program, cmd *cobra.Command) {
	o.commandFlags.add(p, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.quantity, "quantity", "", "how `much` is ordered, in the unit of the part")
	flags.StringVar(&o.due, "due", "", "`when` it is to be ready, as "+timeForms)
	flags.IntVar(&o.priority, "priority", 0, "a `number` from 0 to 1000000, the higher the sooner")
	flags.StringVar(&o.line, "line", "", "code of the `line` that is to make it")
	flags.StringVar(&o.customer, "customer", "", "for `whom` it is made")
	flags.StringVar(&o.sales, "sales", "", "`number` of the sales order")
}

// args are the arguments of the command, of which only those are sent that were
// given.
func (o *orderFlags) args(cmd *cobra.Command) (map[string]any, error) {
	args := map[string]any{"order": cmd.Flags().Arg(0)}
	for name, text := range map[string]string{
		"part": o.part, "revision": o.revision, "quantity": o.quantity, "line": o.line, "customer": o.customer, "sales": o.sales,
	} {
		if text != "" {
			args[name] = text
		}
	}
	if len(o.options) > 0 {
		args["options"] = o.options
	}
	if cmd.Flags().Changed("priority") {
		args["priority"] = o.priority
	}
	due, err := when("due", o.due)
	if err == nil && !due.IsZero() {
		args["due"] = due
	}
	return args, err
}

func (p *program) orderCreate() *cobra.Command {
	var o orderFlags
	var release bool
	cmd := &cobra.Command{
		Use:   "create ORDER",
		Short: "Make a work order known",
		Long: `Make a work order known.

One that is known already with the same terms is let be. Nothing is made for it
before its release; --release releases it at once.`,
		Example: `  tracewright order create WO-17 --part PUMP-100 --quantity 40 --due 2026-02-01
  tracewright order create WO-18 --part PUMP-100 --quantity 5 --option RADIO --release`,
		Args: cobra.ExactArgs(1),
	}
	o.plan(p, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.part, "part", "", "`number` of the part, as in the plant definition")
	flags.StringVar(&o.revision, "revision", "", "`revision` of the part (default: the newest at the release)")
	flags.StringSliceVar(&o.options, "option", nil, "`options` of the bill of material that are chosen")
	flags.BoolVar(&release, "release", false, "let it begin at once")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if o.part == "" || o.quantity == "" {
			return usagef("say by --part and --quantity what is ordered, and how much")
		}
		args, err := o.args(cmd)
		if err != nil {
			return err
		}
		answers := []api.Answer{}
		a, err := c.Do(ctx, o.command("create-order", args))
		if err != nil {
			return err
		}
		if answers = append(answers, *a); release && a.Permitted() {
			o.id = "" // a command of its own
			if a, err = c.Do(ctx, o.command("release-order", map[string]any{"order": args["order"]})); err != nil {
				return err
			}
			answers = append(answers, *a)
		}
		return p.showAnswers(answers)
	}), "text", "json")
}

func (p *program) orderChange() *cobra.Command {
	var o orderFlags
	cmd := &cobra.Command{
		Use:   "change ORDER",
		Short: "Change how much is ordered, until when, how urgent it is, and where it is made",
		Long: `Change how much is ordered, until when, how urgent it is, and where it is made.

What is not given stays as it is. By what an order is made stays as its release
froze it, until "order migrate".`,
		Example: "  tracewright order change WO-17 --quantity 60 --due 2026-02-08",
		Args:    cobra.ExactArgs(1),
	}
	o.plan(p, cmd)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args, err := o.args(cmd)
		if err != nil {
			return err
		}
		if len(args) == 1 {
			return usagef("say what changes, as --quantity or --due")
		}
		a, err := c.Do(ctx, o.command("change-order", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// orderAct is an act on work orders that takes no more than a reason; why
// explains it, and is empty where there is none.
func (p *program) orderAct(name, verb, short, why, example string) *cobra.Command {
	var f commandFlags
	var reason string
	cmd := &cobra.Command{
		Use:     name + " ORDER…",
		Short:   short,
		Example: "  tracewright order " + name + " WO-17 WO-18",
		Args:    cobra.MinimumNArgs(1),
	}
	if example != "" {
		cmd.Example += " " + example
	}
	f.add(p, cmd)
	if why != "" {
		cmd.Flags().StringVar(&reason, "reason", "", why)
	}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		orders := cmd.Flags().Args()
		switch {
		case reason == "" && example != "":
			return usagef("say by --reason why")
		case f.id != "" && len(orders) > 1:
			return usagef("--id is that of one command: name one order")
		}
		answers := []api.Answer{}
		for _, order := range orders {
			args := map[string]any{"order": order}
			if reason != "" {
				args["reason"] = reason
			}
			a, err := c.Do(ctx, f.command(verb, args))
			if err != nil {
				return errors.Join(p.showAnswers(answers), err)
			}
			answers = append(answers, *a)
		}
		return p.showAnswers(answers)
	}), "text", "json")
}

// showAnswers prints the answers to several commands; as JSON one is an object,
// and several are a list.
func (p *program) showAnswers(answers []api.Answer) error {
	if len(answers) == 1 {
		return p.showAnswer(&answers[0])
	}
	if p.format == "json" {
		if err := p.printJSON(answers); err != nil {
			return err
		}
	}
	var refused error
	for i := range answers {
		if p.format != "json" {
			p.printVerdict(&answers[i])
		}
		if !answers[i].Permitted() {
			refused = errRefused
		}
	}
	return refused
}
