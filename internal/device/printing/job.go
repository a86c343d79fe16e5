package printing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/device/printer"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// ErrGone is wrapped by the error of Worker.Fields for what is not there any more:
// trying again is of no use.
var ErrGone = errors.New("it cannot be printed")

// sheet is a label as it is sent.
type sheet struct {
	to       printer.Printer
	bytes    []byte
	fields   label.Fields
	contents []string
}

// print prints one job, and tells whether the next may follow at once: where the
// printer cannot print, it waits.
func (w *Worker) print(ctx context.Context, j *track.PrintJob) bool {
	if w.now().Sub(j.QueuedAt.Time()) > orUsual(w.Patience, usualPatience) {
		return w.say(ctx, j, track.ModeReport, &track.ReportPrint{State: track.PrintFailed, Problem: "it has waited too long: " + first(j.Problem, "no printer took it")})
	}
	s, err := w.draw(ctx, j)
	if err != nil {
		var wrong *label.Error
		if ctx.Err() != nil || !errors.As(err, &wrong) && !errors.Is(err, ErrGone) {
			w.hindered(ctx, j, err)
			return false
		}
		return w.say(ctx, j, track.ModeReport, &track.ReportPrint{State: track.PrintFailed, Problem: clip(err.Error())})
	}
	if err := s.to.Ready(ctx); err != nil {
		w.hindered(ctx, j, err)
		return false
	}
	// From here on it may have been printed, so it ends as it must: the report of
	// what came of it is not cut off with the rest.
	sum := sha256.Sum256(s.bytes)
	sending := &track.ReportPrint{State: track.PrintSending, Contents: s.contents, Digest: hex.EncodeToString(sum[:]), Fields: listed(s.fields)}
	if !w.say(ctx, j, track.ModeAsk, sending) {
		return false // somebody has cancelled it, or it cannot be recorded now
	}
	j.Tries++
	outcome, err := s.to.Print(ctx, s.bytes)
	ended := context.WithoutCancel(ctx)
	problem := ""
	if err != nil {
		problem = clip(err.Error())
	}
	switch {
	case outcome == printer.Sent:
		return w.say(ended, j, track.ModeReport, &track.ReportPrint{State: track.PrintSent})
	case outcome == printer.Accepted:
		return w.say(ended, j, track.ModeReport, &track.ReportPrint{State: track.PrintAccepted})
	case outcome == printer.Unknown:
		return w.say(ended, j, track.ModeReport, &track.ReportPrint{State: track.PrintUnknown, Problem: problem})
	case errors.Is(err, printer.ErrRefused):
		return w.say(ended, j, track.ModeReport, &track.ReportPrint{State: track.PrintFailed, Problem: problem})
	}
	w.say(ended, j, track.ModeReport, &track.ReportPrint{State: track.PrintQueued, Problem: problem})
	return false
}

// hindered records what a job waits for, once for each reason.
func (w *Worker) hindered(ctx context.Context, j *track.PrintJob, err error) {
	problem := clip(err.Error())
	if ctx.Err() == nil && problem != j.Problem {
		w.say(ctx, j, track.ModeReport, &track.ReportPrint{State: track.PrintQueued, Problem: problem})
	}
}

// draw draws the label of a job for its printer.
func (w *Worker) draw(ctx context.Context, j *track.PrintJob) (*sheet, error) {
	index, err := w.Plant(ctx)
	if err != nil {
		return nil, err
	}
	l, ok := index.Label(j.Label)
	if !ok {
		return nil, fmt.Errorf("the plant definition has no label %s any more: %w", j.Label, ErrGone)
	}
	to, ok := index.Printer(j.Printer)
	if !ok {
		return nil, fmt.Errorf("the plant definition has no printer %s any more: %w", j.Printer, ErrGone)
	}
	fields, err := w.Fields(ctx, j)
	if err != nil {
		return nil, err
	}
	for _, f := range j.Fields {
		if fields[f.Name] == "" {
			fields[f.Name] = f.Value
		}
	}
	if fields["printed"] == "" {
		fields["printed"] = w.now().In(index.Zone()).Format(time.DateOnly)
	}
	fonts, err := w.Fonts()
	if err != nil {
		return nil, err
	}
	s := &sheet{to: printer.Printer{Address: to.Address, Mute: to.Mute, Silence: w.Silence, Follow: w.Follow, Root: w.Folder, Ending: "." + string(to.Form())}, fields: used(l, fields)}
	pages, err := label.Device{DPI: to.Dots(), Fonts: fonts}.Pages(l, slices.Repeat([]label.Fields{fields}, max(1, j.Copies)))
	if err != nil {
		return nil, err
	}
	if s.contents, err = label.Contents(l, fields); err != nil {
		return nil, err
	}
	if to.Form() == plant.FormatPDF {
		s.bytes, err = label.PDF(pages...)
		return s, err
	}
	for _, page := range pages {
		s.bytes = append(s.bytes, page.ZPL(to.Native)...)
	}
	return s, nil
}

// used are the fields that a label says.
func used(l *plant.Label, fields label.Fields) label.Fields {
	said := label.Fields{}
	for _, name := range label.Names(l) {
		if fields[name] != "" {
			said[name] = fields[name]
		}
	}
	return said
}

// listed are fields in the order of their names.
func listed(fields label.Fields) []track.PrintField {
	var list []track.PrintField
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, track.PrintField{Name: name, Value: fields[name]})
	}
	return list
}

// clip shortens what a printer or an error says.
func clip(text string) string { return text[:min(len(text), 500)] }

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func number(n int) string { return strconv.Itoa(n) }
