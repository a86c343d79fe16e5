package capture

import (
	"errors"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/track"
)

// Behaviour says what one bad event means for the rest of its document.
type Behaviour string

// The behaviours of the header GS1-Capture-Error-Behaviour.
const (
	Rollback Behaviour = "rollback" // nothing is recorded
	Proceed  Behaviour = "proceed"  // the others are
)

// Limits of one document.
const (
	MaxEvents = 10_000
	MaxBytes  = 32 << 20
	MaxEvent  = 512 << 10 // bytes of one event
)

// maxErrors is how many errors of one document are told.
const maxErrors = 50

// The errors that a caller may want to branch on.
var (
	ErrNotFound = errors.New("there is no such capture job")
	// ErrExists says that another event has the id already.
	ErrExists = errors.New("there is another event with this id")
	// ErrTooLarge says that a document has more than MaxEvents events.
	ErrTooLarge = errors.New("the document has too many events")
)

// Job is the capture of one document.
type Job struct {
	ID         string
	Number     int64 // counts the jobs of the store
	Behaviour  Behaviour
	By         Sender
	CreatedAt  time.Time
	FinishedAt time.Time // zero: it is running
	Events     int       // that are recorded by the job, or were to be
	Done       int
	Known      int // those of Done that had been recorded before the job
	Errors     []Error
}

// Running reports whether the job has not come to its end.
func (j *Job) Running() bool { return j.FinishedAt.IsZero() }

// fail notes what went wrong, as far as it is told.
func (j *Job) fail(e Error) {
	if len(j.Errors) < maxErrors {
		j.Errors = append(j.Errors, e)
	}
}

// Error is what went wrong with an event of a document.
type Error struct {
	Path   string `json:"path,omitzero"`  // of the event in its document
	Event  string `json:"event,omitzero"` // its id, where it has one
	Rule   string `json:"rule,omitzero"`  // or the code of a verdict
	Detail string `json:"detail"`
	Fix    string `json:"fix,omitzero"`
}

// InvalidError says what is wrong with a document of which nothing is recorded.
type InvalidError struct{ Errors []Error }

// Error tells the first of them.
func (e *InvalidError) Error() string { return e.Errors[0].Path + " " + e.Errors[0].Detail }

// Sender is who sends a document.
type Sender struct {
	Actor  string   `json:"actor"`
	Roles  []string `json:"roles,omitzero"`
	Device string   `json:"device,omitzero"`
}

// id is that of the command by which an event is captured.
func (s *Sender) id(e *epcis.Event) string { return track.CaptureID(e, s.Actor, s.Roles) }

// command is the command by which an event is captured.
func (s *Sender) command(e *epcis.Event) (*track.Command, error) {
	b, err := e.AppendJSON(nil)
	if err != nil {
		return nil, err
	}
	return &track.Command{
		ID: s.id(e), Verb: "capture", Mode: track.ModeReport, Actor: s.Actor, Roles: s.Roles, Device: s.Device, Source: "epcis",
		ZoneOffset: e.ZoneOffset, Args: &track.Capture{Event: string(b), Spellings: e.Spellings},
	}, nil
}

// told is an error of an event.
func told(path string, e *epcis.Event, err *epcis.Error) Error {
	out := Error{Path: path + err.Path, Rule: err.Rule, Detail: err.Detail, Fix: err.Fix}
	if e != nil {
		out.Event = e.EventID
	}
	return out
}
