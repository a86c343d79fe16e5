package epcis_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
)

// refusedOnPurpose are documents that the schema accepts and this package does
// not, by the end of their names.
var refusedOnPurpose = map[string]string{
	"gs1/JSON/AssociationEvent/AssociationEvent-h.jsonld": "eventID occurs twice, so that nobody can say which one is meant",
}

// judgedElsewhere are documents that the schema refuses for what they say, not
// for their form: this package reads them, and validation is to refuse them.
var judgedElsewhere = map[string]string{
	"Capture/Documents/TransactionEvent_with_userExtensions.json":                "a measurement type that the vocabulary lacks",
	"Capture/Invalid/ObjectEvent_with_non_standard_bizStep.json":                 "a business step that the vocabulary lacks",
	"Capture/Invalid/Combination_of_non_standard_bizStep_and_disposition.json":   "words that the vocabulary lacks",
	"Capture/Invalid/ObjectEvent_with_non_standard_bizStep_in_second_event.json": "a business step that the vocabulary lacks",
	"fastnt/2.0/Requests_Request_ObjectEvent_WithMultipleMasterdata.json":        "an attribute in the header that is no URI; the header is kept, not read",
}

// listed returns the reason given for a file, or nothing.
func listed(reasons map[string]string, file string) string {
	for name, reason := range reasons {
		if strings.HasSuffix(file, "/"+name) {
			return reason
		}
	}
	return ""
}

type vector struct {
	File   string `json:"file"`
	Format string `json:"format"`
	Root   string `json:"root"`
	Valid  bool   `json:"valid_ratified_json_schema"`
}

func vectors(t *testing.T) []vector {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), "epcis-docs-manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all, found []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Format == "json" {
			found = append(found, v)
		}
	}
	return found
}

func TestPublicDocumentsKeepTheirMeaning(t *testing.T) {
	t.Parallel()
	schema := epcistest.Schema(t)
	documents, events := 0, 0
	for _, v := range vectors(t) {
		if !v.Valid {
			continue
		}
		b := read(t, v)
		got, err := parse(v, b)
		if reason := listed(refusedOnPurpose, v.File); (err != nil) != (reason != "") {
			t.Errorf("%s is valid; refused: %v; listed as refused: %q", v.File, err, reason)
		}
		if err != nil {
			continue
		}
		want := originals(t, b)
		if len(got) != len(want) {
			t.Errorf("%s has %d events, read %d", v.File, len(want), len(got))
			continue
		}
		documents++
		for i := range got {
			events++
			checkEvent(t, v.File, schema, &got[i], want[i])
		}
	}
	t.Logf("%d documents with %d events", documents, events)
}

// checkEvent compares an event, written again, with what was read.
func checkEvent(t *testing.T, file string, schema func([]byte) error, e *epcis.Event, want any) {
	t.Helper()
	b, err := e.AppendJSON(nil)
	if err != nil {
		t.Errorf("%s: append: %v", file, err)
		return
	}
	if err := schema(b); err != nil {
		t.Errorf("%s: the schema refuses %s\n%v", file, b, err)
	}
	if diff := cmp.Diff(want, meaning(decode(t, b), "")); diff != "" {
		t.Errorf("%s: meaning (-read +written):\n%s", file, diff)
	}
	again, err := epcis.ParseEvent(b, epcis.Limits{})
	if err != nil {
		t.Errorf("%s: parse again: %v", file, err)
		return
	}
	if diff := cmp.Diff(e, again); diff != "" {
		t.Errorf("%s: event (-first +again):\n%s", file, diff)
	}
}

func TestInvalidPublicDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	refused, later := 0, 0
	for _, v := range vectors(t) {
		if v.Valid {
			continue
		}
		_, err := parse(v, read(t, v))
		reason := listed(judgedElsewhere, v.File)
		switch {
		case err != nil && reason != "":
			t.Errorf("%s is refused (%v), but is listed as read: %s", v.File, err, reason)
		case err == nil && reason == "":
			t.Errorf("%s is read, but the schema refuses it", v.File)
		case err != nil:
			refused++
			t.Logf("refused: %s: %v", path.Base(v.File), err)
		default:
			later++
		}
	}
	t.Logf("%d refused, %d left to validation", refused, later)
}

func read(t *testing.T, v vector) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), v.File))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parse(v vector, b []byte) ([]epcis.Event, error) {
	if strings.HasSuffix(v.Root, "Document") || v.Root == "" {
		_, events, err := epcis.ParseDocument(b, epcis.Limits{})
		return events, err
	}
	e, err := epcis.ParseEvent(b, epcis.Limits{})
	if err != nil {
		return nil, err
	}
	return []epcis.Event{*e}, nil
}

// originals returns the events of a document as plain values, reduced to their
// meaning, each with the document's context before its own.
func originals(t *testing.T, b []byte) []any {
	t.Helper()
	root := decode(t, bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))).(map[string]any)
	var events []any
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if _, ok := v["eventTime"]; !ok {
				for name, member := range v {
					if name != "@context" {
						walk(member)
					}
				}
				return
			}
			if own, has := v["@context"]; !has {
				v["@context"] = root["@context"]
			} else if outer := contextList(root["@context"]); len(root) > 0 && v["eventTime"] != root["eventTime"] {
				v["@context"] = append(append([]any{}, outer...), contextList(own)...)
			}
			events = append(events, meaning(v, ""))
		case []any:
			for _, element := range v {
				walk(element)
			}
		}
	}
	walk(root)
	return events
}

func contextList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func decode(t *testing.T, b []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// meaning reduces the forms that mean the same to one: instants to UTC, one
// value to a list of one, and what is empty to nothing. What is inside an
// extension stays as it is.
func meaning(v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			if strings.Contains(name, ":") {
				out[name] = member
			} else if m := meaning(member, name); m != nil {
				out[name] = m
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case []any:
		if name == "@context" {
			return unique(v)
		}
		var out []any
		for _, element := range v {
			out = append(out, meaning(element, ""))
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case string:
		return meaningOfText(v, name)
	}
	return v
}

func meaningOfText(s, name string) any {
	switch name {
	case "eventTime", "recordTime", "declarationTime", "time", "startTime", "endTime":
		if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
			return t.UTC().Format(time.RFC3339Nano)
		}
	case "certificationInfo", "@context":
		return []any{s}
	}
	return s
}

func unique(list []any) []any {
	var out []any
	for _, v := range list {
		known := false
		for _, w := range out {
			known = known || cmp.Equal(v, w)
		}
		if !known {
			out = append(out, v)
		}
	}
	return out
}

// TestPublicProfilesJudgeAsBefore has each document judged by each profile of a
// customer, as it came and as it was written again.
func TestPublicProfilesJudgeAsBefore(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(epcistest.Dir(t), "epcis-profiles")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var profiles []func([]byte) error
	documents := map[string][2][]byte{}
	for _, f := range files {
		file := filepath.Join(dir, f.Name())
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(`"$schema"`)) {
			profile, err := epcistest.Profile(t, file)
			if err != nil {
				t.Logf("%s is no schema that compiles: %v", f.Name(), err)
				continue
			}
			profiles = append(profiles, profile)
			continue
		}
		again, err := rewritten(b)
		if err != nil {
			t.Logf("%s is refused: %v", f.Name(), err)
			continue
		}
		documents[f.Name()] = [2][]byte{b, again}
	}
	accepted, refused := 0, 0
	for name, d := range documents {
		for i, profile := range profiles {
			before, after := profile(d[0]), profile(d[1])
			if (before == nil) != (after == nil) {
				t.Errorf("%s by profile %d: before %v, after %v\n%s", name, i, before, after, d[1])
			}
			if after == nil {
				accepted++
			} else {
				refused++
			}
		}
	}
	t.Logf("%d documents by %d profiles: %d times accepted, %d times refused, as before", len(documents), len(profiles), accepted, refused)
}

// rewritten reads a document or an event and writes it again.
func rewritten(b []byte) ([]byte, error) {
	var events []epcis.Event
	d, err := epcis.Read(bytes.NewReader(b), epcis.Limits{}, func(i epcis.Item) error {
		if i.Err == nil {
			events = append(events, *i.Event)
		}
		return i.Err
	})
	if err != nil {
		return nil, err
	}
	if d.Type == "" {
		return events[0].AppendJSON(nil)
	}
	var out bytes.Buffer
	w, err := epcis.NewWriter(&out, d)
	if err != nil {
		return nil, err
	}
	for i := range events {
		if err := w.Write(&events[i]); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}
