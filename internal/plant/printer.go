package plant

import (
	"net/url"
	"slices"
	"strings"
)

// Printer is where labels go.
type Printer struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Address is tcp://host:9100 of a label printer, ipp://host/path or
	// ipps://host/path of an office printer, or file:name or folder:name, which
	// lie below the folder "print" of the server's data.
	Address string `json:"address"`
	// DPI is the dots per inch; 0 means 203 for ZPL and 300 for PDF.
	DPI int `json:"dpi,omitempty"`
	// Format is what it takes; empty means FormatPDF over IPP, else FormatZPL.
	Format PrintFormat `json:"format,omitempty"`
	// Mute printers are not asked for their status.
	Mute bool `json:"mute,omitempty"`
	// Native lets a ZPL printer draw symbols itself, where it can.
	Native bool `json:"native,omitempty"`
	// Labels are the codes of the labels that it prints; empty means any.
	Labels []string `json:"labels,omitempty"`
}

// PrintFormat is what a printer takes.
type PrintFormat string

// The formats.
const (
	FormatZPL PrintFormat = "zpl"
	FormatPDF PrintFormat = "pdf"
)

// PrintEvent is an event on which labels are printed.
type PrintEvent string

// The events.
const (
	PrintProduced  PrintEvent = "produced"  // a unit or lot was made
	PrintReceived  PrintEvent = "received"  // a unit, lot or container came in
	PrintSplit     PrintEvent = "split"     // a lot, container or unit was parted from another
	PrintPacked    PrintEvent = "packed"    // a package was closed
	PrintCompleted PrintEvent = "completed" // an operation was passed
	PrintReleased  PrintEvent = "released"  // a work order may begin
)

// LabelEvent says when a label is printed without being asked for.
type LabelEvent struct {
	Event PrintEvent `json:"event"`
	// Stations are where that must happen; empty means anywhere.
	Stations []string `json:"stations,omitempty"`
	// Parts are the part numbers of what is labelled; empty means any.
	Parts []string `json:"parts,omitempty"`
	// Operations are those of PrintCompleted; empty means any.
	Operations []string `json:"operations,omitempty"`
	// Printer is where it is printed; empty means the one of the station.
	Printer string `json:"printer,omitempty"`
	// Copies is how many are printed; 0 means 1.
	Copies int `json:"copies,omitempty"`
}

// LabelFor is a kind of thing that has labels.
type LabelFor string

// The kinds of things that have labels.
const (
	LabelUnit      LabelFor = "unit"
	LabelLot       LabelFor = "lot"
	LabelContainer LabelFor = "container"
	LabelPackage   LabelFor = "package"
	LabelCarrier   LabelFor = "carrier"
	LabelEquipment LabelFor = "equipment"
	LabelOrder     LabelFor = "order"
	LabelStation   LabelFor = "station"
)

// Fits reports whether the label is for a kind of thing.
func (l *Label) Fits(kind LabelFor) bool { return len(l.For) == 0 || slices.Contains(l.For, kind) }

// Takes reports whether the printer prints a label.
func (p *Printer) Takes(label string) bool {
	return len(p.Labels) == 0 || slices.Contains(p.Labels, label)
}

// Form is what the printer takes.
func (p *Printer) Form() PrintFormat {
	switch {
	case p.Format != "":
		return p.Format
	case strings.HasPrefix(p.Address, "ipp"):
		return FormatPDF
	}
	return FormatZPL
}

// Dots is the dots per inch of the printer.
func (p *Printer) Dots() int {
	switch {
	case p.DPI != 0:
		return p.DPI
	case p.Form() == FormatPDF:
		return 300
	}
	return 203
}

// Printer finds a printer by its code.
func (x *Index) Printer(code string) (printer *Printer, ok bool) {
	printer, ok = x.printers[code]
	return printer, ok
}

// PrinterFor finds where a label is printed at a station: the first of its
// printers that takes it. Where no station is named, or it has none, it is the
// only printer of the plant that takes it.
func (x *Index) PrinterFor(station, label string) (printer *Printer, ok bool) {
	if at, known := x.stations[station]; known {
		for _, code := range at.station.Printers {
			if p, ok := x.printers[code]; ok && p.Takes(label) {
				return p, true
			}
		}
	}
	for i := range x.d.Printers {
		if p := &x.d.Printers[i]; p.Takes(label) {
			if printer != nil {
				return nil, false
			}
			printer = p
		}
	}
	return printer, printer != nil
}

// The bounds of printers.
const (
	maxAddress = 256
	leastDPI   = 100
	mostDPI    = 1200
	// MaxCopies bounds the copies of one print job.
	MaxCopies = 100
)

// printers checks where labels go.
func (c *checker) printers() {
	labels := map[string]bool{}
	for i := range c.d.Labels {
		labels[c.d.Labels[i].Code] = true
	}
	seen := unique{}
	for i := range c.d.Printers {
		at := (*path)(nil).at("printers").item(i)
		p := &c.d.Printers[i]
		c.uniqueCode(seen, p.Code, at.at("code"), "printer", "the site")
		c.name(p.Name, at.at("name"))
		if !printable(p.Address) || len(p.Address) > maxAddress || !printerAddress(p.Address) {
			c.fault(at.at("address"), "write tcp://host:9100, ipp://host/ipp/print, file:name or folder:name", "%s is no address of a printer", quoted(p.Address))
		}
		if p.DPI != 0 && (p.DPI < leastDPI || p.DPI > mostDPI) {
			c.fault(at.at("dpi"), "write 100 to 1200; 203, 300 and 600 are usual", "%d dots per inch are out of range", p.DPI)
		}
		c.known(string(p.Format), at.at("format"), "a format", printFormatShape.enum)
		if strings.HasPrefix(p.Address, "ipp") && p.Format == FormatZPL {
			c.fault(at.at("format"), "write pdf, or an address tcp://host:9100", "over IPP labels go as PDF")
		}
		references(c, p.Labels, at.at("labels"), "label", "the printer", labels)
	}
}

// printerAddress reports whether something can be sent to an address. Files and
// folders are names below a folder of the server.
func printerAddress(address string) bool {
	scheme, name, _ := strings.Cut(address, ":")
	switch scheme {
	case "file", "folder":
		return localName(name)
	case "tcp", "ipp", "ipps":
		u, err := url.Parse(address)
		return err == nil && u.Hostname() != "" && u.User == nil && (scheme != "tcp" || u.Port() != "" && u.Path == "")
	}
	return false
}

// localName reports whether a path stays below the folder it is taken from.
func localName(name string) bool {
	if name == "" || strings.ContainsAny(name, `\:`) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// labelEvents checks on what a label is printed.
func (c *checker) labelEvents(l *Label, at *path) {
	seen := unique{}
	for i, kind := range l.For {
		at := at.at("for").item(i)
		if c.uniqueCode(seen, string(kind), at, "kind of thing", "the label") {
			c.known(string(kind), at, "a kind of thing that has labels", labelForShape.enum)
		}
	}
	if l.Verify && !slices.ContainsFunc(l.Elements, func(e LabelElement) bool { return e.Kind == ElementSymbol }) {
		c.fault(at.at("verify"), "add a symbol, or remove verify", "the label has no symbol that could be scanned back")
	}
	for i := range l.Print {
		c.labelEvent(l, &l.Print[i], at.at("print").item(i))
	}
}

func (c *checker) labelEvent(l *Label, e *LabelEvent, at *path) {
	c.given(string(e.Event), at.at("event"), "print rule", "an event", printEventShape.enum)
	c.partNumbers(e.Parts, at.at("parts"), "the print rule")
	references(c, e.Operations, at.at("operations"), "operation", "the print rule", c.operations)
	if len(e.Operations) > 0 && e.Event != PrintCompleted {
		c.fault(at.at("operations"), "write event: completed, or remove operations", "no operation ends when something is %s", string(e.Event))
	}
	if e.Copies != 0 && (e.Copies < 1 || e.Copies > MaxCopies) {
		c.fault(at.at("copies"), "write 1 to 100", "%d is out of range", e.Copies)
	}
	references(c, e.Stations, at.at("stations"), "station", "the print rule", c.stations)
	printers := map[string]*Printer{}
	for i := range c.d.Printers {
		printers[c.d.Printers[i].Code] = &c.d.Printers[i]
	}
	switch p, known := printers[e.Printer]; {
	case known && !p.Takes(l.Code):
		c.fault(at.at("printer"), "add it to the labels of the printer, or name another printer", "printer %s does not print label %s", quoted(e.Printer), quoted(l.Code))
	case e.Printer != "" && !known:
		missing(c, at.at("printer"), e.Printer, printers, "no printer has this code: %s", quoted(e.Printer))
	case e.Printer == "" && len(e.Stations) == 0:
		c.fault(at, "add stations:, or printer:", "it does not say where label %s is printed", quoted(l.Code))
	}
	if e.Printer != "" {
		return
	}
	for i, code := range e.Stations {
		s := c.stations[code]
		if s != nil && !slices.ContainsFunc(s.Printers, func(p string) bool { return printers[p] != nil && printers[p].Takes(l.Code) }) {
			c.fault(at.at("stations").item(i), "add a printer to the station, or name one here", "station %s has no printer that prints label %s", quoted(code), quoted(l.Code))
		}
	}
}
