package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/ident"
)

func (p *program) code() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "code",
		Short: "Understand, make and convert barcodes, tags and numbers",
		Long: `Understand, make and convert barcodes, tags and numbers: GS1 element strings and
Digital Links, EPCs and RFID tags, ISO/IEC 15434 and data identifiers.

These commands need no store and no server. Which object a code belongs to is
asked with "tracewright unit" or "tracewright scan".`,
	}
	cmd.AddCommand(p.codeParse(), p.codeExplain(), p.codeMake(), p.codeConvert())
	return cmd
}

// codeFlags say how a code was read.
type codeFlags struct {
	separators []string
	escapes    bool
}

func (f *codeFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.separators, "separator", nil, "`text` that the reader sends for the group separator, besides what is known")
	cmd.Flags().BoolVarP(&f.escapes, "escapes", "e", false, `read \x1d and the like in CODE as the characters that they stand for`)
}

// read understands a code of the command line, or those of one label; "-" reads one
// from standard input.
func (f *codeFlags) read(p *program, codes ...string) ([]ident.Reading, error) {
	codes = slices.Clone(codes)
	for i, code := range codes {
		if code == "-" {
			b, err := readInput(p.std.In, "standard input")
			if err != nil {
				return nil, err
			}
			code = string(b)
		}
		if f.escapes {
			text, err := strconv.Unquote(`"` + strings.ReplaceAll(code, `"`, `\"`) + `"`)
			if err != nil {
				return nil, usagef("CODE has an escape that is none: %s", strconv.QuoteToASCII(code))
			}
			code = text
		}
		codes[i] = code
	}
	return ident.ParseLabel(codes, ident.Options{Separators: f.separators}), nil
}

func (p *program) codeParse() *cobra.Command {
	var f codeFlags
	cmd := &cobra.Command{
		Use:   "parse CODE…",
		Short: "List the ways to understand a code, the best first",
		Long: `List the ways to understand a code, the best first. CODE is what a reader sent,
with its AIM symbology identifier if it sends one; "-" reads it from standard
input. The last reading always takes it as plain text.

Several codes are those of one label, and are read as one: the bars of an AIAG or
Odette label, say. Where they contradict each other, that is said.`,
		Example: `  tracewright code parse "(01)09521234543213(10)LOT7"
  tracewright code parse -e "]d2010952123454321310LOT7\x1d21SN1" --format json
  tracewright code parse https://id.gs1.org/01/09521234543213/21/SN1
  tracewright code parse P4711 Q24 V98765 S000042`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			readings, err := f.read(p, args...)
			if err != nil {
				return err
			}
			if p.format == "json" {
				return p.printJSON(wireReadings(readings))
			}
			if f := readings[0].Faults; len(args) > 1 && len(f) > 0 && readings[0].Scheme == ident.SchemeText {
				p.talkf("%s: %s %s. %s\n", f[0].Code, f[0].Where, f[0].Text, f[0].Fix)
				return errRefused
			}
			w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "CONFIDENCE\tSCHEME\tREADS\tNAMES")
			for _, r := range readings {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Confidence, r.Scheme, r.Canonical, firstName(&r))
			}
			return w.Flush()
		},
	}
	f.add(cmd)
	return withFormats(cmd, "text", "json")
}

func wireReadings(readings []ident.Reading) []api.Reading {
	out := make([]api.Reading, len(readings))
	for i := range readings {
		out[i] = httpapi.WireReading(&readings[i])
	}
	return out
}

func firstName(r *ident.Reading) string {
	if len(r.Identifiers) == 0 {
		return "-"
	}
	id := r.Identifiers[0]
	return fmt.Sprintf("%s %s", id.Kind, id.Value)
}

func (p *program) codeExplain() *cobra.Command {
	var f codeFlags
	cmd := &cobra.Command{
		Use:   "explain CODE",
		Short: "Say what a code means, why, and what is wrong with it",
		Example: `  tracewright code explain "(01)09521234543214(10)LOT7"
  tracewright code explain 010952123454321310LOT7~21SN1`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			readings, err := f.read(p, args[0])
			if err != nil {
				return err
			}
			if p.format == "json" {
				return p.printJSON(wireReadings(readings))
			}
			if s := readings[0].Symbology; s != "" {
				p.printf("The reader says that the symbol is %s.\n\n", s)
			}
			if n := len(ident.Best(readings)); n > 1 {
				p.printf("It may be one of %d: somebody has to say which.\n\n", n)
			}
			for i := range readings {
				p.explain(i, &readings[i])
			}
			return nil
		},
	}
	f.add(cmd)
	return withFormats(cmd, "text", "json")
}

// explain tells a reading at length.
func (p *program) explain(i int, r *ident.Reading) {
	p.printf("%d. %s, %s: %s.\n", i+1, r.Scheme, r.Confidence, r.Reason)
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	for _, e := range r.Elements {
		fmt.Fprintf(w, "   (%s)\t%s\t%s\t%s\n", e.ID, e.Value, e.Role, e.Name)
	}
	if len(r.Elements) == 0 {
		fmt.Fprintf(w, "   %s\n", r.Canonical)
	}
	_ = w.Flush()
	for _, id := range r.Identifiers {
		p.printf("   names the %s %s\n", id.Kind, id.Value)
	}
	for _, f := range r.Faults {
		where := ""
		if f.Where != "" {
			where = " at " + f.Where
		}
		p.printf("   ! %s%s: %s.\n     %s\n", f.Code, where, f.Text, f.Fix)
	}
}

// writingFlags say how a code is written.
type writingFlags struct {
	stem, coding   string
	prefix, filter int
}

func (f *writingFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.stem, "stem", "", "`beginning` of a link (default: https://id.gs1.org)")
	flags.IntVar(&f.prefix, "prefix-length", 0, "`digits` of the GS1 company prefix, 6 to 12; EPCs need it, or --gcp-table")
	config.AddFlags(flags, "gcp-table")
	flags.StringVar(&f.coding, "coding", "", "`name` of a tag's coding, such as sgtin-96 (default: the first that fits)")
	flags.IntVar(&f.filter, "filter", 0, "`filter` value of a tag, 0 to 7")
}

func (f *writingFlags) writing(cfg *config.Config) (ident.Writing, error) {
	w := ident.Writing{Stem: f.stem, Coding: f.coding, Filter: uint8(f.filter)}
	prefixes, err := companyPrefixes(cfg)
	if err != nil {
		return w, err
	}
	w.Prefixes = prefixes
	switch {
	case f.filter < 0 || f.filter > 7:
		return w, usagef("--filter %d: it is 0 to 7", f.filter)
	case f.prefix != 0 && (f.prefix < 6 || f.prefix > 12):
		return w, usagef("--prefix-length %d: it is 6 to 12", f.prefix)
	case f.prefix != 0:
		w.Prefixes = ident.FixedPrefix(f.prefix)
	}
	return w, nil
}

// maxPrefixTable is more than the table of GS1 has, in bytes.
const maxPrefixTable = 32 << 20

// companyPrefixes reads the table of company prefix lengths that the settings
// name; nil where they name none.
func companyPrefixes(cfg *config.Config) (ident.Prefixes, error) {
	if cfg.GCPTable == "" {
		return nil, nil
	}
	file, err := os.Open(cfg.GCPTable)
	if err != nil {
		return nil, fmt.Errorf("%s: gcp-table: %w", cfg.Origin("gcp-table"), err)
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxPrefixTable+1))
	if err != nil {
		return nil, fmt.Errorf("%s: gcp-table: %w", cfg.Origin("gcp-table"), err)
	}
	prefixes, _, _, err := ident.ReadPrefixes(b)
	if err != nil {
		f := ident.FaultOf(ident.SchemeEPC, err)
		return nil, fmt.Errorf("%s: gcp-table %s: %s %s. %s", cfg.Origin("gcp-table"), cfg.GCPTable, f.Where, f.Text, f.Fix)
	}
	return prefixes, nil
}

func formNames() []string {
	var names []string
	for _, f := range ident.Forms() {
		names = append(names, string(f))
	}
	return names
}

func (p *program) codeMake() *cobra.Command {
	var f writingFlags
	cmd := &cobra.Command{
		Use:   "make FORM ID=VALUE…",
		Short: "Make a code of elements",
		Long: `Make a code of elements. FORM is one of ` + strings.Join(formNames(), ", ") + `.

ID is an application identifier of GS1 or, for iso15434, a data identifier. A
GS1 value may end in ? in place of its check digit.`,
		Example: `  tracewright code make link 01=0952123454321? 21=SN1
  tracewright code make hex 01=80614141123458 21=6789 --prefix-length 7 --filter 3
  tracewright code make iso15434 P=4711-A S=000123`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			var elements []ident.Element
			for _, word := range args[1:] {
				id, value, ok := strings.Cut(word, "=")
				if !ok {
					return usagef("%s: it is ID=VALUE", word)
				}
				elements = append(elements, ident.Element{ID: id, Value: value})
			}
			w, err := f.writing(p.cfg)
			if err != nil {
				return err
			}
			text, err := ident.Make(elements, ident.Form(args[0]), w)
			if err != nil {
				return p.refuseCode(ident.FaultOf(ident.SchemeGS1, err))
			}
			return p.showCode(text)
		},
	}
	f.add(cmd)
	return withFormats(cmd, "text", "json")
}

func (p *program) codeConvert() *cobra.Command {
	var f codeFlags
	var wf writingFlags
	cmd := &cobra.Command{
		Use:   "convert FORM CODE",
		Short: "Write a code in another form",
		Long: `Write a code in another form. FORM is one of ` + strings.Join(formNames(), ", ") + `.

What the form cannot hold is refused; nothing is left out or made up. EPCs need
the length of the company prefix, unless the code is one: it is given, or the
table that GS1 publishes knows it. Where it is not known the answer says so.`,
		Example: `  tracewright code convert link "(01)09521234543213(21)SN1" --stem https://example.com
  tracewright code convert epc "(01)80614141123458(21)6789" --prefix-length 7
  tracewright code convert epc "(01)80614141123458(21)6789" --gcp-table gcpprefixformatlist.json
  tracewright code convert brackets 3074257BF7194E4000001A85`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			readings, err := f.read(p, args[1])
			if err != nil {
				return err
			}
			w, err := wf.writing(p.cfg)
			if err != nil {
				return err
			}
			best := ident.Best(readings)
			if len(best) > 1 {
				for _, r := range best {
					p.talkf("It may be %s: %s.\n", r.Canonical, r.Reason)
				}
				return p.refuseCode(ident.Fault{Code: "code.ambiguous", Text: "the code can be read in several ways", Fix: "Give the one that is meant."})
			}
			text, err := ident.Convert(best[0], ident.Form(args[0]), w)
			if err != nil {
				return p.refuseCode(append(best[0].Faults, ident.FaultOf(best[0].Scheme, err))...)
			}
			return p.showCode(text)
		},
	}
	f.add(cmd)
	wf.add(cmd)
	return withFormats(cmd, "text", "json")
}

// showCode prints a code as it is, so that it can be piped.
func (p *program) showCode(text string) error {
	if p.format == "json" {
		return p.printJSON(struct {
			Code string `json:"code"`
		}{text})
	}
	p.printf("%s\n", text)
	return nil
}

// refuseCode says why there is no code.
func (p *program) refuseCode(faults ...ident.Fault) error {
	for _, f := range faults {
		where := ""
		if f.Where != "" {
			where = f.Where + ": "
		}
		p.talkf("%s: %s%s. %s\n", f.Code, where, f.Text, f.Fix)
	}
	return errRefused
}
