package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) certificate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "certificate",
		Short: "Show what people are certified for, give certificates and revoke them",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.certificateList(), p.certificateGive(), p.certificateRevoke())
	return cmd
}

func (p *program) certificateList() *cobra.Command {
	var f client.CertificateFilter
	var all bool
	var lapses string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the certificates that are good, the last given first",
		Long: `List the certificates that are good, the last given first.

With --lapses-before it lists those that end before then and have not been
renewed, with those that have ended already.`,
		Example: `  tracewright certificate list --skill ESD
  tracewright certificate list --lapses-before 2026-12-31`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Person, "person", "", "of this `person`, by the id")
	cmd.Flags().StringVar(&f.Skill, "skill", "", "for this `skill`")
	cmd.Flags().StringVar(&lapses, "lapses-before", "", "that end before this `time`: "+timeForms)
	cmd.Flags().BoolVar(&all, "all", false, "those that have ended or were revoked, too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		var err error
		if f.LapsesBefore, err = when("lapses-before", lapses); err != nil {
			return err
		}
		f.Good = !all && lapses == ""
		list, err := allPages(func(page client.Page) (*api.List[api.Certificate], error) {
			f.Page = page
			return c.Certificates(ctx, f)
		})
		if err != nil {
			return err
		}
		return p.showCertificates(list)
	}), "text", "json")
}

func (p *program) showCertificates(list []api.Certificate) error {
	if p.format == "json" {
		return p.printJSON(list)
	}
	if len(list) == 0 {
		p.printf("There is no such certificate. Give one: tracewright certificate give PERSON SKILL\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CERTIFICATE\tPERSON\tNAME\tSKILL\tLEVEL\tSTATE\tFROM\tUNTIL\tEVIDENCE")
	for _, c := range list {
		state := c.State
		if c.Revoked != 0 {
			state += " " + stamp(c.RevokedAt) + ": " + c.RevokedNote
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Person, c.Name, c.Skill, c.Level, state, stamp(c.From), stamp(c.Until), c.Evidence)
	}
	return w.Flush()
}

func (p *program) certificateGive() *cobra.Command {
	var f commandFlags
	var from, until, level, evidence string
	cmd := &cobra.Command{
		Use:   "give PERSON SKILL",
		Short: "Record that somebody is able to do something",
		Long: `Record that somebody is able to do something.

PERSON is the id that "person list" shows. SKILL is a skill of the plant
definition, which also says how long a certificate is good.`,
		Example: `  tracewright certificate give p-7f3k9q2m ESD --evidence "training 2026-114" --until 2027-11-22`,
		Args:    cobra.ExactArgs(2),
	}
	f.add(p, cmd)
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", "from `when` it is good: "+timeForms+" (default: from now on)")
	flags.StringVar(&until, "until", "", "until just before `when` it is good (default: as the plant definition says)")
	flags.StringVar(&level, "level", "", "how `well`: a level of the skill, else in your own words")
	flags.StringVar(&evidence, "evidence", "", "`what` shows it")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := map[string]any{"person": cmd.Flags().Arg(0), "skill": cmd.Flags().Arg(1)}
		for name, value := range map[string]string{"level": level, "evidence": evidence} {
			if value != "" {
				args[name] = value
			}
		}
		for name, value := range map[string]string{"from": from, "until": until} {
			t, err := when(name, value)
			if err != nil {
				return err
			}
			if !t.IsZero() {
				args[name] = t
			}
		}
		a, err := c.Do(ctx, f.command("certify", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) certificateRevoke() *cobra.Command {
	var f commandFlags
	var reason string
	cmd := &cobra.Command{
		Use:     "revoke CERTIFICATE",
		Short:   "Take a certificate back: from now on it is good no more",
		Example: `  tracewright certificate revoke CE-129 --reason "examination was not passed"`,
		Args:    cobra.ExactArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`why` it is taken back")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if reason == "" {
			return usagef("say by --reason why it is taken back")
		}
		a, err := c.Do(ctx, f.command("revoke-certificate", map[string]any{"certificate": cmd.Flags().Arg(0), "reason": reason}))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}
