package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

// subscribing says what is to be sent where.
type subscribing struct {
	to, secret, since, epc string
	query                  []string
	empty                  bool
	schedule               map[string]*string // by the names of the standard
}

func (p *program) epcisSubscribe() *cobra.Command {
	a := subscribing{schedule: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "subscribe QUERY",
		Short: "Have the events that a named query finds sent to an address",
		Long: `Have the events that a named query finds sent to an address: as soon as they are
recorded, or by a schedule. --query makes the named query first.

The address must be allowed by the settings webhook-hosts and webhook-networks of
the server. A secret signs each delivery; it is read from a file or from standard
input, so that it stands in no list of processes and no history of a shell.`,
		Example: `  tracewright epcis subscribe shipments --to https://erp.example.com/epcis --secret-file secret.txt
  tracewright epcis subscribe shipped --query EQ_bizStep=shipping --to https://erp.example.com/epcis --hour [6-22] --minute 0,30`,
		Args: cobra.ExactArgs(1),
	}
	flags := cmd.Flags()
	flags.StringVar(&a.to, "to", "", "`address` that the events are sent to")
	flags.StringVar(&a.secret, "secret-file", "", "`file` with the secret that signs deliveries; - is standard input")
	flags.StringArrayVar(&a.query, "query", nil, "`NAME=VALUE`: make the named query first, of this parameter of an EPCIS query")
	flags.StringVar(&a.since, "since", "", "begin with what was recorded at this `time`, "+timeForms+" (default: from now on)")
	flags.StringVar(&a.epc, "epc", "link", "`form` of identifiers: link, urn or as-is")
	flags.BoolVar(&a.empty, "report-if-empty", false, "send at each time of the schedule, also when nothing is new")
	for _, f := range [][3]string{
		{"second", "second", "seconds"},
		{"minute", "minute", "minutes"},
		{"hour", "hour", "hours, by the clock of the site,"},
		{"day-of-month", "dayOfMonth", "days"},
		{"month", "month", "months"},
		{"day-of-week", "dayOfWeek", "days of the week, 1 is Monday,"},
	} {
		a.schedule[f[1]] = flags.String(f[0], "", "`list` of "+f[2]+" at which to send, such as 0,30 or [6-22]")
	}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		s, err := p.subscribe(ctx, c, cmd.Flags().Arg(0), &a)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(s)
		}
		p.printf("%s\n", s.ID)
		return nil
	}), "text", "json")
}

// subscribe makes the query, where that is asked for, and the subscription.
func (p *program) subscribe(ctx context.Context, c *connection, name string, a *subscribing) (*api.Subscription, error) {
	format, ok := epcFormats[a.epc]
	if !ok {
		return nil, usagef("--epc %s: it is link, urn or as-is", a.epc)
	}
	if a.to == "" {
		return nil, usagef("say by --to where events are sent to")
	}
	in := api.NewSubscription{Dest: a.to, ReportIfEmpty: a.empty, Schedule: map[string]any{}}
	for field, text := range a.schedule {
		if *text != "" {
			in.Schedule[field] = *text
		}
	}
	in.Stream = len(in.Schedule) == 0
	var err error
	if in.InitialRecordTime, err = when("since", a.since); err != nil {
		return nil, err
	}
	if in.SignatureToken, err = p.signingSecret(a.secret); err != nil {
		return nil, err
	}
	if err := c.nameQuery(ctx, name, a.query); err != nil {
		return nil, err
	}
	s := &api.Subscription{}
	return s, c.exchange(ctx, http.MethodPost, subscriptionsOf(name), &in, s, http.Header{"Gs1-Epc-Format": {format}})
}

// epcFormats are the forms of identifiers by the words of flags.
var epcFormats = map[string]string{"link": "Always_GS1_Digital_Link", "urn": "Always_EPC_URN", "as-is": "Never_Translates"}

func subscriptionsOf(query string) string {
	return "/epcis/queries/" + url.PathEscape(query) + "/subscriptions"
}

// signingSecret reads a secret; the end of its line is none of it.
func (p *program) signingSecret(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	b, err := p.readFile(path)
	if b = bytes.TrimRight(b, "\r\n"); err == nil && len(b) == 0 {
		err = usagef("--secret-file %s: it is empty", path)
	}
	return string(b), err
}

// nameQuery keeps a query of some parameters under a name; without any it leaves the
// query that there is.
func (c *connection) nameQuery(ctx context.Context, name string, parameters []string) error {
	if len(parameters) == 0 {
		return nil
	}
	asked := url.Values{}
	for _, one := range parameters {
		parameter, value, ok := strings.Cut(one, "=")
		if !ok {
			return usagef("--query %s: write NAME=VALUE", one)
		}
		asked.Add(parameter, value)
	}
	query := map[string]string{"name": name, "query": asked.Encode()}
	return c.exchange(ctx, http.MethodPost, "/epcis/queries", query, nil, nil)
}

// exchange sends JSON to an address of the EPCIS interface and reads its answer; in
// and out may be nil.
func (c *connection) exchange(ctx context.Context, method, path string, in, out any, header http.Header) error {
	var body []byte
	var err error
	if in != nil {
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	header.Set("Accept", "application/json")
	res, err := c.sendWith(ctx, method, path, body, header)
	if err != nil {
		return err
	}
	answer, err := readInput(res.Body, "the answer")
	if err = errors.Join(err, res.Body.Close()); err != nil || out == nil {
		return err
	}
	return json.Unmarshal(answer, out)
}

// maxListed is how many queries or subscriptions are asked for at once.
const maxListed = "?perPage=1000"

func (p *program) epcisSubscriptions() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "subscriptions [QUERY]",
		Short: "List the subscriptions to named queries, and how they are served",
		Long: `List the subscriptions to a named query, or to all of them, and how they are
served. Those of others are for who may audit.`,
		Example: `  tracewright epcis subscriptions
  tracewright epcis subscriptions shipments --format json`,
		Args: cobra.MaximumNArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		names := cmd.Flags().Args()
		if len(names) == 0 {
			var queries []api.NamedQuery
			if err := c.exchange(ctx, http.MethodGet, "/epcis/queries"+maxListed, nil, &queries, nil); err != nil {
				return err
			}
			for _, q := range queries {
				names = append(names, q.Name)
			}
		}
		all := []api.Subscription{}
		for _, name := range names {
			var some []api.Subscription
			if err := c.exchange(ctx, http.MethodGet, subscriptionsOf(name)+maxListed, nil, &some, nil); err != nil {
				return err
			}
			all = append(all, some...)
		}
		if p.format == "json" {
			return p.printJSON(all)
		}
		return p.showSubscriptions(p.std.Out, all)
	}), "table", "json")
}

func (p *program) showSubscriptions(out io.Writer, all []api.Subscription) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SUBSCRIPTION\tQUERY\tTO\tWHEN\tSIGNED\tLAST TAKEN\tPROBLEM")
	for i := range all {
		s := &all[i]
		signed := map[bool]string{true: "yes", false: "no"}[s.Signed]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.QueryName, s.Dest, scheduleOf(s), signed, cmp.Or(stamp(s.LastNotifiedAt), "-"), cmp.Or(s.Problem, "-"))
	}
	return w.Flush()
}

// scheduleOf says when a subscription is served.
func scheduleOf(s *api.Subscription) string {
	if s.Schedule == nil {
		return "at once"
	}
	var parts []string
	for _, f := range [][2]string{
		{"month", s.Schedule.Month},
		{"day", s.Schedule.DayOfMonth},
		{"weekday", s.Schedule.DayOfWeek},
		{"hour", s.Schedule.Hour},
		{"minute", s.Schedule.Minute},
		{"second", s.Schedule.Second},
	} {
		if f[1] != "" {
			parts = append(parts, f[0]+" "+f[1])
		}
	}
	return strings.Join(parts, " ")
}

func (p *program) epcisUnsubscribe() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "unsubscribe QUERY SUBSCRIPTION",
		Short:   "End a subscription",
		Long:    `End a subscription. The named query stays: to drop it ends all its subscriptions.`,
		Example: `  tracewright epcis unsubscribe shipments SU-2B5QTX7N4UOQKXJ3RSD6YRTFXW`,
		Args:    cobra.ExactArgs(2),
	}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := cmd.Flags().Args()
		return p.showDone(c.exchange(ctx, http.MethodDelete, subscriptionsOf(args[0])+"/"+url.PathEscape(args[1]), nil, nil, nil))
	}), "text", "json")
}
