package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/tracewright/tracewright/internal/config"
)

// Version is the version of the program. The build sets it.
var Version = "dev"

// The exit codes. Scripts rely on them.
const (
	exitDone    = 0 // permitted, or done
	exitRefused = 1 // a rule, a check or the server said no
	exitUsage   = 2 // the command line or the settings are wrong
	exitFault   = 3 // it could not be done
)

// Stdio is where the program reads, writes and talks.
type Stdio struct {
	In       io.Reader
	Out, Err io.Writer
}

// errRefused ends a command that has said already what was refused.
var errRefused = errors.New("refused")

// usageError is a mistake in the command line.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Run runs the command line args until it is done or ctx ends, and returns the
// exit code. environ has the form of os.Environ.
func Run(ctx context.Context, args []string, std Stdio, environ []string) int {
	p := &program{std: std, environ: environ}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(std.In)
	root.SetOut(std.Out)
	root.SetErr(std.Err)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	case !p.started, errors.As(err, &usage):
		fmt.Fprintf(std.Err, "tracewright: %v\n", err)
		fmt.Fprintf(std.Err, "Run %q for help.\n", strings.TrimSpace(commandAt(root, args)+" --help"))
		return exitUsage
	}
	fmt.Fprintf(std.Err, "tracewright: %v\n", err)
	return exitFault
}

func commandAt(root *cobra.Command, args []string) string {
	cmd, _, err := root.Find(args)
	if err != nil {
		cmd = root
	}
	return cmd.CommandPath()
}

// program is one run of the command line.
type program struct {
	std     Stdio
	environ []string
	file    string // with the settings, as --config names it
	cfg     *config.Config
	format  string // of the output
	started bool   // the command line has been understood
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "tracewright",
		Short: "Track and trace for factories",
		Long: `Tracewright records what happens to every unit, lot and part of a plant, stops
a wrong part at the next scan, and answers any question about the past.

Begin with "tracewright demo", or with "tracewright serve" and
"tracewright apply plant.yaml" for a plant of your own.`,
		Version:       Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.settings(cmd); err != nil {
				return err
			}
			p.started = true
			return nil
		},
	}
	root.SetVersionTemplate("tracewright {{.Version}}\n")
	root.PersistentFlags().StringVar(&p.file, "config", "", "settings `file` (default: "+config.FileName+" in the working folder, where there is one)")
	config.AddFlags(root.PersistentFlags(), "data", "db", "log", "log-level")
	root.AddGroup(
		&cobra.Group{ID: groupPlant, Title: "The plant:"},
		&cobra.Group{ID: groupServer, Title: "The server:"},
		&cobra.Group{ID: groupStore, Title: "The store:"},
	)
	for _, g := range []struct {
		id       string
		commands []*cobra.Command
	}{
		{groupPlant, []*cobra.Command{p.apply(), p.plant(), p.scan(), p.code(), p.epcis(), p.labels(), p.do(), p.trace(), p.unit(), p.called(), p.stock(), p.order(), p.equipment(), p.certificate(), p.station(), p.andon(), p.hold(), p.breach(), p.refusal(), p.imports(), p.tokens(), p.people(), p.badges(), p.pins()}},
		{groupServer, []*cobra.Command{p.serve(), p.tls(), p.demo(), p.configuration(), p.version(), p.codes(), p.docs()}},
		{groupStore, []*cobra.Command{p.initialise(), p.verify(), p.rebuild(), p.backups(), p.restore(), p.erase(), p.doctor()}},
		{groupPlant, []*cobra.Command{p.serial(), p.pool(), p.attachments()}},
		{groupPlant, []*cobra.Command{p.signIn(), p.signOut(), p.who()}},
	} {
		for _, cmd := range g.commands {
			cmd.GroupID = g.id
			if cmd.HasSubCommands() && !cmd.Runnable() {
				// Runnable, so that a word that is no subcommand is an error.
				cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			}
			root.AddCommand(cmd)
		}
	}
	root.SetHelpCommandGroupID(groupServer)
	root.SetCompletionCommandGroupID(groupServer)
	return root
}

// The groups of commands in the help.
const (
	groupPlant  = "plant"
	groupServer = "server"
	groupStore  = "store"
)

// settings reads what applies to this run.
func (p *program) settings(cmd *cobra.Command) error {
	file := p.file
	if file == "" {
		file = lookup(p.environ, config.EnvFile)
	}
	var err error
	if p.cfg, err = config.Load(file, p.environ, cmd.Flags()); err != nil {
		return err
	}
	formats, ok := cmd.Annotations[formatsKey]
	if f := cmd.Flags().Lookup("format"); ok && f != nil {
		p.format = f.Value.String()
		if list := strings.Split(formats, "|"); !slices.Contains(list, p.format) {
			return fmt.Errorf("--format %s: it is one of %s", p.format, strings.Join(list, ", "))
		}
	}
	if p.cfg.Log != "text" && p.cfg.Log != "json" {
		return fmt.Errorf("%s: log is text or json, not %q", p.cfg.Origin("log"), p.cfg.Log)
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(p.cfg.LogLevel)); err != nil {
		return fmt.Errorf("%s: log-level is debug, info, warn or error, not %q", p.cfg.Origin("log-level"), p.cfg.LogLevel)
	}
	return nil
}

func lookup(environ []string, name string) string {
	for _, e := range environ {
		if key, value, _ := strings.Cut(e, "="); key == name {
			return value
		}
	}
	return ""
}

// formatsKey is the annotation that lists the output formats of a command.
const formatsKey = "formats"

// withFormats gives a command the flag --format; the first is the default.
func withFormats(cmd *cobra.Command, formats ...string) *cobra.Command {
	cmd.Flags().String("format", formats[0], "`form` of the output: "+strings.Join(formats, ", "))
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[formatsKey] = strings.Join(formats, "|")
	// It fails only for a flag that there is not.
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// logger writes to standard error, as the settings say.
func (p *program) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(p.cfg.LogLevel)) // checked by settings
	opts := &slog.HandlerOptions{Level: level}
	if p.cfg.Log == "json" {
		return slog.New(slog.NewJSONHandler(p.std.Err, opts))
	}
	return slog.New(slog.NewTextHandler(p.std.Err, opts))
}

// quiet is the log of a command that opens the store itself: only what went
// wrong, or what --log-level asks for.
func (p *program) quiet() *slog.Logger {
	if p.cfg.Given("log-level") {
		return p.logger()
	}
	return slog.New(slog.NewTextHandler(p.std.Err, &slog.HandlerOptions{Level: slog.LevelError}))
}

// printJSON writes v as one indented document.
func (p *program) printJSON(v any) error {
	err := json.MarshalWrite(p.std.Out, v, jsontext.WithIndent("  "), json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.std.Out)
	return err
}

func (p *program) printf(format string, args ...any) { fmt.Fprintf(p.std.Out, format, args...) }

// talkf tells a person something that is not the result.
func (p *program) talkf(format string, args ...any) { fmt.Fprintf(p.std.Err, format, args...) }

// terminal reports whether a stream is a terminal.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
