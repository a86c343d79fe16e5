package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

// export says which events are written, and how.
type export struct {
	object, trace string
	from, until   string
	query         []string
	to, epc       string
	words         string
	output        string
}

// exportPage is how many events are asked for at once.
const exportPage = "1000"

func (p *program) epcisExport() *cobra.Command {
	var e export
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write what happened as an EPCIS document",
		Long: `Write what happened as an EPCIS document: all of it, or what happened to one
object, to what went into it or to what it went into, within a time, or by a
query.

A query is a parameter of the EPCIS 2.0 simple event query, such as
EQ_bizStep=shipping; docs/epcis.md lists them. Several must all be kept.`,
		Example: `  tracewright epcis export --object SN000129 --trace back --to xml -o pump.xml
  tracewright epcis export --from 2026-11-01 --query EQ_bizStep=shipping -o shipped.json`,
		Args: cobra.NoArgs,
	}
	flags := cmd.Flags()
	flags.StringVar(&e.object, "object", "", "events of this `object`: a code, an identifier or the key")
	flags.StringVar(&e.trace, "trace", "", "`direction`: also of what went into the object (back), or of what it went into (forward)")
	flags.StringVar(&e.from, "from", "", "happened from `when` on: "+timeForms)
	flags.StringVar(&e.until, "until", "", "happened before `when`: "+timeForms)
	flags.StringArrayVar(&e.query, "query", nil, "`NAME=VALUE`: a parameter of an EPCIS query")
	flags.StringVar(&e.to, "to", "json", "`syntax`: json or xml")
	flags.StringVar(&e.epc, "epc", "link", "`form` of identifiers: link, urn or as-is; urn where the company prefix is known")
	flags.StringVar(&e.words, "words", "uri", "`form` of vocabulary words in XML: uri, urn or as-is")
	flags.StringVarP(&e.output, "output", "o", "", "`file` to write, which appears when it is whole (default: standard output)")
	return p.ask(cmd, func(ctx context.Context, c *connection) error {
		path, header, err := e.request()
		if err != nil {
			return err
		}
		return p.writeTo(e.output, func(w io.Writer) error { return e.write(ctx, c, w, path, header) })
	})
}

// request is what is asked of the server.
func (e *export) request() (path string, header http.Header, err error) {
	format, ok := epcFormats[e.epc]
	words, known := map[string]string{"uri": "Always_Web_URI", "urn": "Always_URN", "as-is": "Never_Translates"}[e.words]
	switch {
	case !ok:
		return "", nil, usagef("--epc %s: it is link, urn or as-is", e.epc)
	case !known:
		return "", nil, usagef("--words %s: it is uri, urn or as-is", e.words)
	case e.to != "json" && e.to != "xml":
		return "", nil, usagef("--to %s: it is json or xml", e.to)
	case e.object == "" && e.trace != "":
		return "", nil, usagef("--trace needs --object")
	case e.object != "" && (len(e.query) > 0 || e.from != "" || e.until != ""):
		return "", nil, usagef("--object goes with --trace only; by times and queries ask for its EPC: --query MATCH_anyEPC=…")
	}
	header = http.Header{"Accept": {"application/ld+json"}, "Gs1-Epc-Format": {format}}
	if e.to == "xml" {
		header.Set("Accept", "application/xml")
		header.Set("GS1-CBV-XML-Format", words)
	}
	if e.object != "" {
		path = "/api/v1/objects/" + url.PathEscape(e.object) + "/epcis"
		if e.trace != "" {
			path += "?trace=" + url.QueryEscape(e.trace)
		}
		return path, header, nil
	}
	asked, err := e.parameters()
	return "/epcis/events?" + asked.Encode(), header, err
}

func (e *export) parameters() (url.Values, error) {
	asked := url.Values{"perPage": {exportPage}}
	for _, one := range e.query {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			return nil, usagef("--query %s: write NAME=VALUE", one)
		}
		asked.Add(name, value)
	}
	for name, text := range map[string]string{"from": e.from, "until": e.until} {
		at, err := when(name, text)
		if err != nil {
			return nil, err
		}
		if !at.IsZero() {
			asked.Set(map[string]string{"from": "GE_eventTime", "until": "LT_eventTime"}[name], at.UTC().Format(time.RFC3339Nano))
		}
	}
	return asked, nil
}

// write writes the pages of the answer as one document.
func (e *export) write(ctx context.Context, c *connection, w io.Writer, path string, header http.Header) error {
	d := &epcis.Document{Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: time.Now().UTC().Truncate(time.Second)}
	var out eventWriter
	var err error
	if e.to == "xml" {
		out, err = xml.NewWriter(w, d, xml.AsRead)
	} else {
		out, err = epcis.NewWriter(w, d)
	}
	for err == nil && path != "" {
		path, err = e.page(ctx, c, out, path, header)
	}
	if err != nil {
		return err
	}
	return out.Close()
}

// page writes one page, and returns where the next is.
func (e *export) page(ctx context.Context, c *connection, out eventWriter, path string, header http.Header) (next string, err error) {
	res, err := c.sendWith(ctx, http.MethodGet, path, nil, header)
	if err != nil {
		return "", err
	}
	each := func(i epcis.Item) error {
		if i.Err != nil {
			return i.Err
		}
		return out.Write(i.Event)
	}
	if e.to == "xml" {
		_, err = xml.Read(res.Body, xml.Options{}, each)
	} else {
		_, err = epcis.Read(res.Body, epcis.Limits{}, each)
	}
	if err != nil {
		err = fmt.Errorf("read the answer: %w", err)
	}
	return nextPage(res.Header.Get("Link")), errors.Join(err, res.Body.Close())
}

// nextPage is where a header Link leads to; empty where it names no next page.
func nextPage(link string) string {
	target, rest, ok := strings.Cut(strings.TrimPrefix(link, "<"), ">")
	if !ok || !strings.Contains(rest, `rel="next"`) {
		return ""
	}
	return target
}
