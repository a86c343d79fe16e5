package enginetest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// Play runs a scenario, a text file with one step a line:
//
//	# a comment
//	plant pump.yaml                        publish testdata/plant/pump.yaml
//	wait 90s                               let the clock run
//	attach photo                           keep a file that says "photo"; $photo is its SHA-256
//	scan @ST-10 code=SN1 => permit         a verb, its station, its arguments
//	report install object=SN1 … => permit  the same as a report of what happened
//	install … => refuse T301               the answer, and its code if it matters
//	install … => permit T000 also T302     and the codes of further findings
//	expect object SN1 life=open parent=BX-1    what the views say (see expect)
//	expect contents BX-1 SN1 3*L1
//	expect trace back SN1 L1 L2?
//
// A value that begins with [, { or " is JSON. A word key=value whose key is at,
// by, id, on or confirm is of the command: at=-90s is when it occurred, against
// the clock, as are the arguments since and until; by is the actor, by=anna/lead with a role;
// on the position. $last is the sequence of the last answer's entry, $hold the
// last hold and $permission the last permission; as=name keeps the sequence as
// $name.
//
// capture takes an event instead (see captured).
//
// Answers that differ from what is written fail the test.
func (p *Plant) Play(t *testing.T, path string) {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &script{Plant: p, t: t, path: path, vars: map[string]string{}}
	for n, line := range strings.Split(string(src), "\n") {
		s.line = n + 1
		if line, _, _ = strings.Cut(line, "# "); strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			s.step(strings.TrimSpace(line))
		}
	}
}

type script struct {
	*Plant
	t    *testing.T
	path string
	line int
	vars map[string]string
	as   string // what the next answer's sequence is kept as
	said string // by the last answer
}

func (s *script) fatalf(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s:%d: %s", filepath.Base(s.path), s.line, fmt.Sprintf(format, args...))
}

func (s *script) step(line string) {
	s.t.Helper()
	for name, value := range s.vars {
		line = strings.ReplaceAll(line, "$"+name, value)
	}
	text, want, judged := strings.Cut(line, "=>")
	words := split(text)
	switch words[0] {
	case "plant":
		s.publish(words[1])
		return
	case "wait":
		d, err := time.ParseDuration(words[1])
		if err != nil {
			s.fatalf("%v", err)
		}
		s.Clock.Advance(d)
		return
	case "attach":
		s.vars[words[1]] = s.keep(words[1])
		return
	case "expect":
		s.expect(words[1:])
		return
	}
	if !judged {
		s.fatalf("a step needs => and the answer that is expected")
	}
	s.Clock.Advance(time.Second)
	var c *track.Command
	if words[0] == "capture" {
		c = s.captured(words[1:])
	} else {
		c = s.command(words)
	}
	if s.Before != nil {
		s.Before(c)
	}
	s.check(s.Do(s.t, c), strings.Fields(want))
}

func (s *script) publish(name string) {
	s.t.Helper()
	src, err := os.ReadFile(filepath.Join(filepath.Dir(s.path), "..", "plant", name))
	if err != nil {
		s.fatalf("%v", err)
	}
	a := s.Do(s.t, &track.Command{ID: s.id(), Verb: "apply", Args: &track.ApplyPlant{Definition: s.withFiles(string(src))}})
	if a.Verdict.Answer != track.Permit {
		s.fatalf("plant: %s", a.Verdict.Text)
	}
}

// withFiles is a definition with stand-ins for the files that it names, which are
// kept first.
func (s *script) withFiles(src string) string {
	s.t.Helper()
	def, err := plant.Parse([]byte(src))
	if err != nil {
		s.fatalf("plant: %v", err)
	}
	for _, name := range def.Files() {
		src = strings.ReplaceAll(src, name, s.keep("what "+name+" shows"))
	}
	return src
}

// keep keeps a file with a text, and gives its SHA-256.
func (s *script) keep(text string) string {
	s.t.Helper()
	f, err := (&attachment.Store{DB: s.DB, Now: s.Clock.Now}).Put(s.t.Context(), []byte(text), "p-test")
	if err != nil {
		s.fatalf("%v", err)
	}
	return f.Digest
}

func (s *script) id() string { return "c" + strconv.Itoa(s.line) }

// command reads the words of a step.
func (s *script) command(words []string) *track.Command {
	s.t.Helper()
	c := map[string]any{"id": s.id()}
	if words[0] == "report" {
		c["mode"], words = "report", words[1:]
	}
	c["verb"] = words[0]
	args := map[string]any{}
	for _, w := range words[1:] {
		if station, ok := strings.CutPrefix(w, "@"); ok {
			c["station"] = station
			continue
		}
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			s.fatalf("%q is neither @station nor key=value", w)
		}
		switch key {
		case "id":
			c["id"] = value
		case "by":
			actor, role, _ := strings.Cut(value, "/")
			if c["actor"] = actor; role != "" {
				c["roles"] = []string{role}
			}
		case "on":
			c["position"] = value
		case "confirm":
			c["confirm"] = strings.Split(value, ",")
		case "at":
			d, err := time.ParseDuration(value)
			if err != nil {
				s.fatalf("%v", err)
			}
			c["occurredAt"] = s.Clock.Now().Add(d).UnixMicro()
		case "as":
			s.as = value
		case "since", "until":
			d, err := time.ParseDuration(value)
			if err != nil && key == "since" {
				s.fatalf("%v", err)
			}
			if err != nil {
				args[key] = argument(value)
				break
			}
			args[key] = s.Clock.Now().Add(d).Format(time.RFC3339Nano)
		case "entry", "uses", "count", "base":
			args[key] = jsontext.Value(value)
		default:
			args[key] = argument(value)
		}
	}
	c["args"] = args
	b, err := json.Marshal(c)
	if err != nil {
		s.fatalf("%v", err)
	}
	cmd := &track.Command{}
	if err := json.Unmarshal(b, cmd); err != nil {
		s.fatalf("%v", err)
	}
	return cmd
}

// argument is a value as JSON: JSON as it stands, true, or a text.
func argument(value string) any {
	switch {
	case value == "true", strings.HasPrefix(value, "["), strings.HasPrefix(value, "{"), strings.HasPrefix(value, `"`):
		return jsontext.Value(value)
	}
	return value
}

func (s *script) check(a engine.Answer, want []string) {
	s.t.Helper()
	v := a.Verdict
	s.said = v.Text + " " + v.Next
	s.vars["last"] = strconv.FormatInt(a.Seq, 10)
	if s.as != "" {
		s.vars[s.as], s.as = s.vars["last"], ""
	}
	for _, name := range []string{"hold", "permission", "certificate"} {
		if id := v.Evidence[name]; id != "" {
			s.vars[name] = id
		}
	}
	got := []string{string(v.Answer)}
	if len(want) > 1 {
		got = append(got, string(v.Code))
	}
	if len(want) > 2 {
		got = append(got, "also")
		for _, f := range v.Also {
			got = append(got, string(f.Code))
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		s.fatalf("got %s (%s: %s Next: %s), want %s", strings.Join(got, " "), v.Code, v.Text, v.Next, strings.Join(want, " "))
	}
}

// split parts a line at spaces that are outside of brackets and quotes.
func split(line string) []string {
	var words []string
	var word bytes.Buffer
	depth, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[', r == '{':
			depth++
		case r == ']', r == '}':
			depth--
		}
		if r == ' ' && depth == 0 && !quoted {
			if word.Len() > 0 {
				words = append(words, word.String())
				word.Reset()
			}
			continue
		}
		word.WriteRune(r)
	}
	if word.Len() > 0 {
		words = append(words, word.String())
	}
	return words
}
