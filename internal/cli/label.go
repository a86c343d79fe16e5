package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/device/printer"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
)

func (p *program) labels() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "label",
		Short: "Draw and print labels, of the plant or without it",
		Long: `Draw and print labels. A label is a template: one of those that the program brings,
one in a file of its own, or one of a plant definition. Its fields are given, or
taken from what the plant knows of an object, a work order or a station.`,
	}
	cmd.AddCommand(p.labelList(), p.labelShow(), p.labelRender(), p.labelPrint(), p.labelJobs(), p.labelReprint())
	return cmd
}

type labelRow struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	Width  string   `json:"width"`
	Height string   `json:"height"`
	Fields []string `json:"fields"`
}

func (p *program) labelList() *cobra.Command {
	return withFormats(&cobra.Command{
		Use:   "list",
		Short: "List the labels to begin with, and the fields they ask for",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var rows []labelRow
			for _, code := range label.Starters() {
				l, _, err := label.Starter(code)
				if err != nil {
					return err
				}
				rows = append(rows, labelRow{l.Code, l.Name, string(l.Width), string(l.Height), label.Names(l)})
			}
			if p.format == "json" {
				return p.printJSON(rows)
			}
			w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "CODE\tSIZE, MM\tNAME\tFIELDS")
			for _, r := range rows {
				fmt.Fprintf(w, "%s\t%s x %s\t%s\t%s\n", r.Code, r.Width, r.Height, r.Name, strings.Join(r.Fields, " "))
			}
			return w.Flush()
		},
	}, "text", "json")
}

func (p *program) labelShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show CODE",
		Short:   "Print a label to begin with, as YAML to change",
		Example: `  tracewright label show unit >my-label.yaml`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			_, source, err := label.Starter(args[0])
			if err != nil {
				return usageError{err}
			}
			_, err = p.std.Out.Write(source)
			return err
		},
	}
}

// renderOptions are the flags of label render.
type renderOptions struct {
	out, records, plant    string
	object, order, station string // of the plant, which the label is for
	fonts                  []string
	dpi                    int
	native                 bool
}

// known reports whether the label is for something that the plant knows.
func (o *renderOptions) known() bool { return o.object != "" || o.order != "" || o.station != "" }

func (o *renderOptions) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.records, "records", "", "CSV `file` with the fields of one label a row")
	cmd.Flags().StringVar(&o.plant, "plant", "", "plant definition `file` that has the label")
	cmd.Flags().StringArrayVar(&o.fonts, "font", nil, "TrueType or OpenType `file` for characters that the built-in fonts lack; may be repeated")
	cmd.Flags().IntVar(&o.dpi, "dpi", 203, "`dots` per inch of the printer")
	cmd.Flags().BoolVar(&o.native, "native", false, "in ZPL, let the printer draw symbols itself where it can")
}

func (p *program) labelRender() *cobra.Command {
	var o renderOptions
	cmd := withFormats(&cobra.Command{
		Use:   "render LABEL [FIELD=VALUE ...]",
		Short: "Draw a label as SVG, PNG, PDF or ZPL",
		Long: `Draw a label as SVG, PNG, PDF or ZPL. LABEL is the code of a label to begin
with, a YAML file, or with --plant the code of a label of that definition.

All forms show the same dots: what you see is what the printer prints. In a
value, \n begins a new line. With --records, each row of a CSV file is a label;
its first row names the fields.

With --object, --order or --station the plant fills in the fields: those that
are given besides are for what it does not know. LABEL is then a label of its
plant definition, or one to begin with.`,
		Example: `  tracewright label render unit name="Hydraulic pump" part=PUMP-100 serial=SN000042 gtin=09521234543213 -o unit.svg
  tracewright label render UNIT --object SN000004 -o unit.svg
  tracewright label render gs1-logistic --records pallets.csv --dpi 300 -o pallets.pdf
  tracewright label render my-label.yaml serial=SN000042 --format zpl | nc printer 9100`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if form := strings.TrimPrefix(filepath.Ext(o.out), "."); !cmd.Flags().Changed("format") && form != "" {
				p.format = form
			}
			return p.renderLabel(cmd.Context(), args, o)
		},
	}, "svg", "png", "pdf", "zpl")
	config.AddFlags(cmd.Flags(), "server", "token", "tls-ca")
	cmd.Flags().StringVar(&o.object, "object", "", "`code` of the object that it is for, whose fields the plant knows")
	cmd.Flags().StringVar(&o.order, "order", "", "`number` of the work order that it is for")
	cmd.Flags().StringVar(&o.station, "station", "", "`code` of the station that it is for")
	cmd.Flags().StringVarP(&o.out, "out", "o", "", "write to this `file`; its ending tells the form")
	o.flags(cmd)
	return cmd
}

func (p *program) labelPrint() *cobra.Command {
	var o renderOptions
	var q queueOptions
	var to printer.Printer
	cmd := &cobra.Command{
		Use:   "print LABEL [FIELD=VALUE ...]",
		Short: "Print labels: of the plant, or straight to a printer",
		Long: `Print labels. LABEL and fields are those of label render.

With --object, --order or --station the plant prints: the label goes into the
queue of the printer that --printer names by its code, or of the station --at,
and the print job is kept (see label jobs).

Without them, labels go straight to the printer at an address: in ZPL, or as PDF
over IPP.

For each label it says how it ended: accepted (the printer reports no fault
afterwards) or sent (it is never asked). Nothing is sent twice. At the first
that failed, since the printer reports a fault or is not reached, or that is
unknown, since the printer fell silent, it stops.`,
		Example: `  tracewright label print UNIT --object SN000129 --printer ZD-1
  tracewright label print unit name="Hydraulic pump" part=PUMP-100 serial=SN000042 gtin=09521234543213 --printer tcp://10.1.2.3:9100
  tracewright label print gs1-logistic --records pallets.csv --dpi 300 --printer folder:/var/spool/labels`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.known() {
				return p.queueLabel(cmd.Context(), args, o, to.Address, q)
			}
			if to.Address == "" {
				return usagef("say where to print: --printer tcp://host:9100, ipp://host/ipp/print, file:path or folder:path")
			}
			pages, err := labelPages(args, o)
			if err != nil {
				return err
			}
			for i, page := range pages {
				data, err := sendable(page, to.Address, o.native)
				if err != nil {
					return err
				}
				outcome, err := to.Print(cmd.Context(), data)
				p.printf("%d %s\n", i+1, outcome)
				switch {
				case outcome == printer.Unknown:
					return fmt.Errorf("label %d may have been printed, look before you send it again: %w", i+1, err)
				case err != nil:
					return fmt.Errorf("label %d was not printed: %w", i+1, err)
				}
			}
			return nil
		},
	}
	o.flags(cmd)
	addQueueFlags(cmd, &o, &q)
	cmd.Flags().StringVar(&to.Address, "printer", "", "`address`: tcp://host:9100, ipp://host/ipp/print, file:path or folder:path; or the code of a printer of the plant")
	cmd.Flags().BoolVar(&to.Mute, "mute", false, "do not ask the printer for its status")
	return cmd
}

// sendable is a label as the printer at an address takes it.
func sendable(page *label.Drawing, address string, native bool) ([]byte, error) {
	if strings.HasPrefix(address, "ipp") {
		return label.PDF(page)
	}
	return page.ZPL(native), nil
}

func (p *program) renderLabel(ctx context.Context, args []string, o renderOptions) error {
	draw := p.drawHere
	if o.known() {
		draw = p.drawKnown
	}
	data, err := draw(ctx, args, o)
	if err != nil {
		return err
	}
	if o.out == "" {
		_, err = p.std.Out.Write(data)
		return err
	}
	return os.WriteFile(o.out, data, 0o644)
}

// drawHere draws without a plant.
func (p *program) drawHere(_ context.Context, args []string, o renderOptions) ([]byte, error) {
	pages, err := labelPages(args, o)
	if err != nil {
		return nil, err
	}
	return drawn(pages, p.format, o.native)
}

// drawKnown has the plant draw the label of something that it knows.
func (p *program) drawKnown(ctx context.Context, args []string, o renderOptions) ([]byte, error) {
	if o.records != "" || o.plant != "" || len(o.fonts) > 0 || o.native {
		return nil, usagef("--records, --plant, --font and --native are for labels that are drawn without the plant: leave them out, or --object")
	}
	c, err := p.connect(ctx, reads)
	if err != nil {
		return nil, err
	}
	data, err := c.PreviewLabel(ctx, client.Preview{
		Label: args[0], Object: o.object, Order: o.order, Station: o.station, Fields: args[1:], Format: p.format, DPI: o.dpi,
	})
	return data, errors.Join(explain(err), c.close())
}

// labelPages draws what the arguments and flags ask for.
func labelPages(args []string, o renderOptions) ([]*label.Drawing, error) {
	l, err := findLabel(args[0], o.plant)
	if err != nil {
		return nil, err
	}
	records, err := labelRecords(l, args[1:], o.records)
	if err != nil {
		return nil, err
	}
	var files [][]byte
	for _, name := range o.fonts {
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	fonts, err := label.NewFonts(files...)
	if err != nil {
		return nil, usageError{err}
	}
	pages, err := label.Device{DPI: o.dpi, Fonts: fonts}.Pages(l, records)
	if err != nil {
		return nil, usageError{err}
	}
	return pages, nil
}

// drawn writes pages in a form.
func drawn(pages []*label.Drawing, form string, native bool) ([]byte, error) {
	switch form {
	case "pdf":
		return label.PDF(pages...)
	case "zpl":
		var b bytes.Buffer
		for _, page := range pages {
			b.Write(page.ZPL(native))
		}
		return b.Bytes(), nil
	case "svg", "png":
		if len(pages) != 1 {
			return nil, usagef("%s holds one page, and there are %d: write pdf or zpl", form, len(pages))
		}
		if form == "svg" {
			return pages[0].SVG(), nil
		}
		return pages[0].PNG()
	}
	return nil, usagef("%q is not a form of labels: the file ends in .svg, .png, .pdf or .zpl", form)
}

// findLabel reads a label of a plant definition, of a file, or one to begin with.
func findLabel(name, definition string) (*plant.Label, error) {
	if definition != "" {
		source, err := os.ReadFile(definition)
		if err != nil {
			return nil, err
		}
		d, err := plant.Parse(source)
		if err == nil {
			err = d.Check().Err()
		}
		if err != nil {
			return nil, fmt.Errorf("%s:\n%w", definition, err)
		}
		for i := range d.Labels {
			if d.Labels[i].Code == name {
				return &d.Labels[i], nil
			}
		}
		return nil, usagef("%s has no label %q", definition, name)
	}
	source, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) && filepath.Ext(name) == "" {
		l, _, err := label.Starter(name)
		if err != nil {
			return nil, usagef("%w, and no file of this name", err)
		}
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	l, err := plant.ParseLabel(source)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", name, err)
	}
	return l, nil
}

// labelRecords gives the fields of each label: those of the command line, and
// those of a row of the file.
func labelRecords(l *plant.Label, args []string, file string) ([]label.Fields, error) {
	known := label.Names(l)
	given := label.Fields{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return nil, usagef("%q is not FIELD=VALUE", arg)
		}
		if !slices.Contains(known, name) {
			return nil, usagef("the label has no field %q; it has %s", name, strings.Join(known, ", "))
		}
		given[name] = strings.ReplaceAll(value, `\n`, "\n")
	}
	if file == "" {
		return []label.Fields{given}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRecords(f, file, given)
}

// maxRecords bounds the labels of one run.
const maxRecords = 10_000

func readRecords(from io.Reader, name string, given label.Fields) ([]label.Fields, error) {
	rows := csv.NewReader(from)
	head, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: read the names of the fields: %w", name, err)
	}
	var records []label.Fields
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(records) == maxRecords {
			return nil, fmt.Errorf("%s: more than %d rows; split the file", name, maxRecords)
		}
		fields := maps.Clone(given)
		for i, value := range row {
			fields[head[i]] = value
		}
		records = append(records, fields)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("%s: there is no row below the names of the fields", name)
	}
	return records, nil
}
