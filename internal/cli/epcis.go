package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/epcis/hash"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/ident"
)

func (p *program) epcis() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "epcis",
		Short: "Exchange EPCIS documents, and subscribe to events",
		Long: `Exchange EPCIS documents and events: JSON and XML of version 2.0, and XML of 1.x.
Files may be of any size: they are read event by event. FILE may be "-" for
standard input.

To validate, hash and convert needs no store and no server.`,
	}
	cmd.AddCommand(p.epcisExport(), p.epcisCapture(), p.epcisValidate(), p.epcisHash(), p.epcisConvert(), p.epcisSubscribe(), p.epcisSubscriptions(), p.epcisUnsubscribe())
	return cmd
}

// epcisFile is a document that is read event by event, perhaps twice.
type epcisFile struct {
	name    string
	file    *os.File
	temp    bool
	isXML   bool
	lenient bool
}

// openEPCIS opens a document. Standard input goes through a temporary file, so
// that it can be read twice.
func (p *program) openEPCIS(path string, lenient bool) (*epcisFile, error) {
	f := &epcisFile{name: path, lenient: lenient}
	var err error
	if path == "-" {
		f.name, f.temp = "standard input", true
		if f.file, err = os.CreateTemp("", "tracewright-epcis-*"); err != nil {
			return nil, err
		}
		_, err = io.Copy(f.file, p.std.In)
	} else if f.file, err = os.Open(path); err != nil {
		return nil, usageError{err}
	}
	if err == nil {
		f.isXML, err = startsAsXML(f.file)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read %s: %w", f.name, err), f.close())
	}
	return f, nil
}

func (f *epcisFile) close() error {
	err := f.file.Close()
	if f.temp {
		err = errors.Join(err, os.Remove(f.file.Name()))
	}
	return err
}

// startsAsXML looks at the first bytes of a file.
func startsAsXML(f *os.File) (bool, error) {
	head := make([]byte, 64)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	return looksLikeXML(head[:n]), nil
}

// looksLikeXML reports whether a text begins as XML does.
func looksLikeXML(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(b) > 0 && b[0] == '<'
}

// read reads the document from its beginning.
func (f *epcisFile) read(each func(epcis.Item) error) (*epcis.Document, error) {
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	limits := epcis.Limits{Events: math.MaxInt}
	if f.isXML {
		return xml.Read(f.file, xml.Options{Limits: limits, Lenient: f.lenient}, each)
	}
	return epcis.Read(f.file, limits, each)
}

func addLenient(cmd *cobra.Command, lenient *bool) {
	cmd.Flags().BoolVar(lenient, "lenient", false, "take XML whose elements are in another order or namespace than the schema says")
}

// epcisFault is a fault in a file, as it is printed.
type epcisFault struct {
	File   string `json:"file"`
	Path   string `json:"path"`
	Rule   string `json:"rule"`
	Detail string `json:"detail"`
	Fix    string `json:"fix"`
}

func (p *program) epcisValidate() *cobra.Command {
	var lenient, schemaOnly bool
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Say what is wrong with EPCIS documents",
		Long: `Say what is wrong with EPCIS documents: where, by which rule, and how to mend it.
docs/epcis-rules.md explains the rules. The exit code is 1 if there is a fault.`,
		Example: `  tracewright epcis validate shipment.xml returns.json
  tracewright epcis validate --format json - < shipment.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			v := validation{p: p, skip: map[string]bool{}}
			for _, r := range validate.Rules() {
				v.skip[r.Code] = schemaOnly && !r.Schema
			}
			for _, path := range args {
				if err := v.file(path, lenient); err != nil {
					return err
				}
			}
			if p.format != "json" {
				p.printf("%d events in %d files, %d faults\n", v.events, len(args), v.faults)
			}
			if v.faults > 0 {
				return errRefused
			}
			return nil
		},
	}
	addLenient(cmd, &lenient)
	cmd.Flags().BoolVar(&schemaOnly, "schema-only", false, "judge by the rules of the published schema alone")
	return withFormats(cmd, "text", "json")
}

// validation counts what it finds in files.
type validation struct {
	p              *program
	skip           map[string]bool
	events, faults int
}

func (v *validation) file(path string, lenient bool) error {
	f, err := v.p.openEPCIS(path, lenient)
	if err != nil {
		return err
	}
	d, err := f.read(func(i epcis.Item) error {
		v.events++
		if e, ok := errors.AsType[*epcis.Error](i.Err); ok {
			v.fault(f, "", e)
			return nil
		}
		for _, e := range validate.Event(i.Event) {
			v.fault(f, i.Path, e)
		}
		return nil
	})
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		v.fault(f, "", e)
		err = nil
	} else if err == nil && d.Type != "" {
		for _, e := range validate.Document(d) {
			v.fault(f, "", e)
		}
	}
	return errors.Join(err, f.close())
}

func (v *validation) fault(f *epcisFile, path string, e *epcis.Error) {
	if v.skip[e.Rule] {
		return
	}
	v.faults++
	fault := epcisFault{File: f.name, Path: path + e.Path, Rule: e.Rule, Detail: e.Detail, Fix: e.Fix}
	if v.p.format == "json" {
		_ = v.p.printJSON(fault)
		return
	}
	v.p.printf("%s: %s: %s\n  %s %s\n  %s\n", fault.File, fault.Rule, e.Path, path, fault.Detail, fault.Fix)
}

func (p *program) epcisHash() *cobra.Command {
	var version string
	var lenient, text bool
	cmd := &cobra.Command{
		Use:   "hash FILE...",
		Short: "Print the hash of each event",
		Long: `Print the hash of each event, by which equal events are found whatever their
syntax, order or form of identifiers. The exit code is 1 if an event cannot be
read.`,
		Example: `  tracewright epcis hash shipment.xml
  tracewright epcis hash --cbv 2.1 --text shipment.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			v := hash.Version("CBV" + version)
			if v != hash.CBV20 && v != hash.CBV21 {
				return usagef("--cbv %s: it is 2.0 or 2.1", version)
			}
			for _, path := range args {
				if err := p.hashFile(path, lenient, text, v); err != nil {
					return err
				}
			}
			return nil
		},
	}
	addLenient(cmd, &lenient)
	cmd.Flags().StringVar(&version, "cbv", "2.0", "`version` of the algorithm: 2.0 or 2.1")
	cmd.Flags().BoolVar(&text, "text", false, "print the text that is hashed as well")
	return cmd
}

func (p *program) hashFile(path string, lenient, text bool, v hash.Version) error {
	f, err := p.openEPCIS(path, lenient)
	if err != nil {
		return err
	}
	_, err = f.read(func(i epcis.Item) error {
		if i.Err != nil {
			return i.Err
		}
		p.printf("%s\n", hash.Of(i.Event, v))
		if text {
			p.printf("%s\n", hash.Text(i.Event, v))
		}
		return nil
	})
	return errors.Join(p.refusedEPCIS(f, err), f.close())
}

// refusedEPCIS tells an error of a document and ends with the code for it.
func (p *program) refusedEPCIS(f *epcisFile, err error) error {
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		fmt.Fprintf(p.std.Err, "%s: %s: %v\n", f.name, e.Rule, e)
		return errRefused
	}
	return err
}

// conversion says what a document becomes.
type conversion struct {
	to, epc, words string
	prefix         int
	output         string
	lenient        bool
}

func (p *program) epcisConvert() *cobra.Command {
	var c conversion
	cmd := &cobra.Command{
		Use:   "convert FILE",
		Short: "Write an EPCIS document in another syntax, or with other identifiers",
		Long: `Write an EPCIS document or event as JSON or XML of version 2.0, and its
identifiers as GS1 Digital Links or as EPC URNs. A URN needs the length of the
company prefix; where it is not known, the link stays.

All of the document is read before anything is written.`,
		Example: `  tracewright epcis convert --to json shipment.xml > shipment.json
  tracewright epcis convert --to xml --words urn --epc urn --prefix-length 7 shipment.json
  tracewright epcis convert --epc link -o links.json shipment.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return p.convertEPCIS(args[0], c) },
	}
	flags := cmd.Flags()
	flags.StringVar(&c.to, "to", "", "`syntax`: json or xml (default: as it is)")
	flags.StringVar(&c.epc, "epc", "", "`form` of identifiers: link or urn (default: as they are)")
	flags.StringVar(&c.words, "words", "", "`form` of vocabulary words in XML: uri or urn (default: as they are; uri for those of JSON)")
	flags.IntVar(&c.prefix, "prefix-length", 0, "`digits` of the GS1 company prefix, 6 to 12; URNs need it")
	flags.StringVarP(&c.output, "output", "o", "", "`file` to write, which appears when it is whole (default: standard output)")
	addLenient(cmd, &c.lenient)
	return cmd
}

func (p *program) convertEPCIS(path string, c conversion) error {
	format, ok := map[string]form.Format{"": form.NoPreference, "link": form.AlwaysLink, "urn": form.AlwaysURN}[c.epc]
	words, known := map[string]xml.Vocabulary{"": xml.AsRead, "uri": xml.WebURI, "urn": xml.URN}[c.words]
	switch {
	case !ok:
		return usagef("--epc %s: it is link or urn", c.epc)
	case !known:
		return usagef("--words %s: it is uri or urn", c.words)
	case c.to != "" && c.to != "json" && c.to != "xml":
		return usagef("--to %s: it is json or xml", c.to)
	case c.prefix != 0 && (c.prefix < 6 || c.prefix > 12):
		return usagef("--prefix-length %d: it is 6 to 12", c.prefix)
	}
	f, err := p.openEPCIS(path, c.lenient)
	if err != nil {
		return err
	}
	d, err := f.read(func(i epcis.Item) error { return i.Err })
	if err == nil {
		err = p.writeTo(c.output, func(w io.Writer) error {
			return f.convert(w, d, c.to == "xml" || c.to == "" && f.isXML, words, func(e *epcis.Event) *epcis.Event {
				if c.prefix == 0 {
					return form.Translate(e, format, nil)
				}
				return form.Translate(e, format, ident.FixedPrefix(c.prefix))
			})
		})
	}
	return errors.Join(p.refusedEPCIS(f, err), f.close())
}

// writeTo writes standard output, or a file that appears when it is whole.
func (p *program) writeTo(path string, write func(io.Writer) error) error {
	if path == "" {
		return write(p.std.Out)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".tracewright-*")
	if err != nil {
		return usageError{err}
	}
	err = errors.Join(write(temp), temp.Chmod(0o644), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // the error that matters is told
	}
	return err
}

// eventWriter writes a document in either syntax.
type eventWriter interface {
	Write(*epcis.Event) error
	Close() error
}

// convert reads the events once more and writes them to w.
func (f *epcisFile) convert(w io.Writer, d *epcis.Document, toXML bool, words xml.Vocabulary, translate func(*epcis.Event) *epcis.Event) error {
	if d.Type == "" {
		return f.convertEvent(w, toXML, words, translate)
	}
	if d.CreationDate.IsZero() {
		d.CreationDate = time.Now().Truncate(time.Second)
	}
	var out eventWriter
	var err error
	if toXML {
		out, err = xml.NewWriter(w, d, words)
	} else {
		out, err = epcis.NewWriter(w, d)
	}
	if err != nil {
		return err
	}
	if _, err = f.read(func(i epcis.Item) error { return out.Write(translate(i.Event)) }); err != nil {
		return err
	}
	return out.Close()
}

// convertEvent writes a single event.
func (f *epcisFile) convertEvent(w io.Writer, toXML bool, words xml.Vocabulary, translate func(*epcis.Event) *epcis.Event) error {
	_, err := f.read(func(i epcis.Item) error {
		e := translate(i.Event)
		var b []byte
		var err error
		if toXML {
			b, err = xml.AppendEvent(nil, e, words)
		} else {
			b, err = e.AppendJSON(nil)
		}
		if err == nil {
			_, err = w.Write(append(b, '\n'))
		}
		return err
	})
	return err
}
