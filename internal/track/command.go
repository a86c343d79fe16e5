package track

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Verb names what a command does ("install"). Verbs lists them all.
type Verb string

// Mode tells a question from a report.
type Mode string

// A command asks, and may be refused; or it reports what has already happened,
// and is recorded whatever the rules say of it.
const (
	ModeAsk    Mode = "ask"
	ModeReport Mode = "report"
)

// Command is something that somebody asks for or reports, at one place and
// time. Its ID makes a repeat safe: the same id gets the same answer.
type Command struct {
	ID   string `json:"id"`
	Verb Verb   `json:"verb"`
	Mode Mode   `json:"mode,omitzero"` // empty: ask
	// Where and who. Actor is a pseudonymous id, set by the server from who
	// is signed in.
	Station  string `json:"station,omitzero"`
	Position string `json:"position,omitzero"`
	Session  string `json:"session,omitzero"`
	Actor    string `json:"actor,omitzero"`
	// Roles are those of the actor, set by the server too.
	Roles  []string `json:"roles,omitzero"`
	Device string   `json:"device,omitzero"`
	Source string   `json:"source,omitzero"`
	// OccurredAt is when it happened by the source's clock, in microseconds
	// since 1970 UTC; 0 means now. ZoneOffset is in minutes east of UTC.
	OccurredAt Micros `json:"occurredAt,omitzero"`
	ZoneOffset int    `json:"zoneOffset,omitzero"`
	// Confirm names the codes of an Ask that this command answers with yes.
	Confirm []Code `json:"confirm,omitzero"`
	Args    Args   `json:"-"`
}

// Args is what a verb needs to know: one struct for each verb, in the file of
// that verb. The tags of its fields describe them, to the API's document and to
// the command line alike: doc is the meaning with the unit, eg an example as it
// is typed, enum the values there are, usual marks what is left out at times and
// belongs into an example all the same. A field without omitzero is needed.
type Args interface {
	// decide judges the command and gives its facts and findings to d.
	decide(d *decider)
}

// ErrCommand is wrapped by every error of a command that cannot be read.
var ErrCommand = errors.New("malformed command")

// MarshalJSON writes the command with its arguments as member "args".
func (c *Command) MarshalJSON() ([]byte, error) {
	args, err := json.Marshal(c.Args, json.Deterministic(true))
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireCommand{plainCommand: plainCommand(*c), Args: args}, json.Deterministic(true))
}

// UnmarshalJSON reads a command. A verb that is not known and a member that
// the verb does not have are errors that wrap ErrCommand.
func (c *Command) UnmarshalJSON(b []byte) error {
	var w wireCommand
	if err := json.Unmarshal(b, &w, json.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("%w: %w", ErrCommand, err)
	}
	info, ok := VerbNamed(w.Verb)
	if !ok {
		return fmt.Errorf("%w: there is no verb %q", ErrCommand, w.Verb)
	}
	args := info.New()
	if len(w.Args) > 0 {
		if err := json.Unmarshal(w.Args, args, json.RejectUnknownMembers(true)); err != nil {
			return fmt.Errorf("%w: args of %s: %w", ErrCommand, w.Verb, err)
		}
	}
	*c = Command(w.plainCommand)
	c.Args = args
	return nil
}

// plainCommand is a Command without its methods.
type plainCommand Command

type wireCommand struct {
	plainCommand `json:",inline"`
	Args         jsontext.Value `json:"args,omitzero"`
}

// Check says whether the command can be judged and recorded at all; what it
// asks for is not looked at. Errors wrap ErrCommand and name the field.
func (c *Command) Check() error {
	texts := [...][2]string{
		{"id", c.ID},
		{"station", c.Station},
		{"position", c.Position},
		{"session", c.Session},
		{"actor", c.Actor},
		{"device", c.Device},
		{"source", c.Source},
	}
	for _, t := range texts {
		if problem := usable(t[1]); problem != "" && t[1] != "" {
			return fmt.Errorf("%w: %s: %s", ErrCommand, t[0], problem)
		}
	}
	switch {
	case c.ID == "":
		return fmt.Errorf("%w: id: it is empty; give each command an id of its own, such as a UUID", ErrCommand)
	case c.Args == nil:
		return fmt.Errorf("%w: verb: it is missing", ErrCommand)
	case c.Mode != "" && c.Mode != ModeAsk && c.Mode != ModeReport:
		return fmt.Errorf("%w: mode: it is ask or report", ErrCommand)
	case c.ZoneOffset < -14*60 || c.ZoneOffset > 14*60:
		return fmt.Errorf("%w: zoneOffset: it is in minutes, from -840 to 840", ErrCommand)
	case c.OccurredAt < 0 || c.OccurredAt > maxTime:
		return fmt.Errorf("%w: occurredAt: it is in microseconds since 1970, before the year 9999", ErrCommand)
	case len(c.Confirm) > 100:
		return fmt.Errorf("%w: confirm: at most 100 codes", ErrCommand)
	}
	return nil
}

// maxTime is the end of the year 9998.
const maxTime = Micros(253_370_764_800_000_000)

// Duplicate is the verdict on a command under an id that stands for another
// one, which got the answer said. before may be nil when it cannot be shown.
func Duplicate(c, before *Command, said *Verdict, seq int64) Verdict {
	evidence := Evidence{"command": c.ID, "entry": strconv.FormatInt(seq, 10), "answered": string(said.Answer), "said": said.Text}
	if b, err := c.MarshalJSON(); err == nil {
		evidence["sent"] = string(b)
	}
	if before != nil {
		if b, err := before.MarshalJSON(); err == nil {
			evidence["first"] = string(b)
		}
	}
	f := newFinding(CodeDuplicate, evidence)
	return Verdict{Answer: Refuse, Code: f.Code, Text: f.Text, Next: f.Next, Evidence: evidence}
}

// Hash stands for what the command means: two commands under one id are the
// same if their hashes are equal. The actor's session and the mode count; the
// id does not.
func (c *Command) Hash() string {
	plain := *c
	plain.ID, plain.Mode = "", Mode(first(string(c.Mode), string(ModeAsk)))
	b, err := plain.MarshalJSON()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

// VerbInfo is one row of the table of verbs.
type VerbInfo struct {
	Verb    Verb
	Summary string
	Access  Access
	New     func() Args
}

// Access is the least that somebody must be allowed to use a verb.
type Access string

// The accesses, from the floor to the office.
const (
	AccessOperate Access = "operate" // work at stations
	AccessQuality Access = "quality" // holds, releases, corrections
	AccessPlan    Access = "plan"    // work orders
	AccessDefine  Access = "define"  // the plant definition
	AccessCapture Access = "capture" // what partners and other systems report
)

// VerbNamed finds a verb in the table.
func VerbNamed(v Verb) (VerbInfo, bool) {
	for _, info := range verbTable {
		if info.Verb == v {
			return info, true
		}
	}
	return VerbInfo{}, false
}

// Verbs lists every verb.
func Verbs() []VerbInfo { return append([]VerbInfo(nil), verbTable...) }
