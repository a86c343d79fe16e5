package catenax

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// containerPrefix begins the name of the member that holds the assets of a
// test data container; its version follows.
const containerPrefix = "https://catenax.io/schema/TestDataContainer/"

// reader gathers what a document says.
type reader struct {
	limits Limits
	im     *Import
	assets []*asset
	ids    map[string][]*asset
	edges  []*relation
	known  map[pair]*relation
}

// asset is one digital twin: an object or a part, with what its aspects say.
type asset struct {
	id      string
	company string // the company whose twin it is, where the document says so
	path    jsontext.Pointer
	aspects []aspect

	problems []Problem
	notes    []Problem
	skipped  map[string]int

	object   *object
	edges    []*relation
	part     *PlannedPart
	lines    []PlannedLine
	customer string // the only one, for its part number
}

// aspect is one submodel of an asset.
type aspect struct {
	urn     string // as it is written
	name    string // its short name
	path    jsontext.Pointer
	payload jsontext.Value
}

// shortName is what follows the number sign in the type of an aspect.
func shortName(urn string) string {
	_, name, found := strings.Cut(urn, "#")
	if !found {
		return urn
	}
	return name
}

// document finds the assets of a document of either shape and reads them.
func (rd *reader) document(b []byte) error {
	var top map[string]jsontext.Value
	if err := json.Unmarshal(b, &top); err != nil {
		return fmt.Errorf("%w: it is not a JSON object; expected one with a member %q, or %q", ErrDocument, "assets", containerPrefix+"1.0.0")
	}
	shaped := false
	for _, name := range slices.Sorted(maps.Keys(top)) {
		at := jsontext.Pointer("").AppendToken(name)
		parse := (*asset).fromList
		switch {
		case strings.HasPrefix(name, containerPrefix):
			parse = (*asset).fromContainer
		case name != "assets":
			rd.im.Summary.NotImported[clip(name)]++
			continue
		}
		shaped = true
		if err := rd.list(top[name], at, parse); err != nil {
			return err
		}
	}
	if !shaped {
		return fmt.Errorf("%w: it has neither a member %q nor %q", ErrDocument, "assets", containerPrefix+"1.0.0")
	}
	for _, a := range rd.assets {
		if len(a.problems) == 0 {
			a.read(rd.limits)
		}
	}
	return nil
}

// list parses the assets of a list and reads their aspects.
func (rd *reader) list(raw jsontext.Value, at jsontext.Pointer, parse func(*asset, jsontext.Value)) error {
	var items []jsontext.Value
	if err := json.Unmarshal(raw, &items); err != nil {
		return fmt.Errorf("%w: %s is not an array of assets", ErrDocument, at)
	}
	if len(rd.assets)+len(items) > rd.limits.Assets {
		return fmt.Errorf("%w: it has more than %d assets; split it into several files", ErrDocument, rd.limits.Assets)
	}
	if rd.ids == nil {
		rd.ids = make(map[string][]*asset, len(items))
	}
	for i, item := range items {
		a := &asset{path: at.AppendToken(strconv.Itoa(i)), skipped: map[string]int{}}
		parse(a, item)
		if a.id != "" {
			rd.ids[a.id] = append(rd.ids[a.id], a)
		}
		rd.assets = append(rd.assets, a)
	}
	return nil
}

// fromContainer parses an asset of a test data container, which has a member
// for each type of aspect, with its payloads.
func (a *asset) fromContainer(raw jsontext.Value) {
	var members map[string]jsontext.Value
	if !a.decode(raw, a.path, &members) {
		return
	}
	a.text(members["bpnl"], a.path+"/bpnl", &a.company)
	var id string
	a.text(members["catenaXId"], a.path+"/catenaXId", &id)
	if !a.identify(id, a.path+"/catenaXId") {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		at := a.path.AppendToken(name)
		var payloads []jsontext.Value
		switch {
		case name == "catenaXId", name == "bpnl":
		case !strings.Contains(name, "#"):
			a.skipped[clip(name)]++
		case a.decode(members[name], at, &payloads):
			for i, p := range payloads {
				a.aspects = append(a.aspects, aspect{name, shortName(name), at.AppendToken(strconv.Itoa(i)), p})
			}
		}
	}
}

// fromList parses an asset of an assets list.
func (a *asset) fromList(raw jsontext.Value) {
	var twin struct {
		Meta struct {
			ID   string `json:"catenaXId"`
			Type string `json:"digitalTwinType"`
			Rest rest   `json:",embed"`
		} `json:"assetMetaInfo"`
		Submodels []struct {
			Type    string         `json:"aspectType"`
			Payload jsontext.Value `json:"payload"`
			Rest    rest           `json:",embed"`
		} `json:"submodels"`
		Rest rest `json:",embed"`
	}
	if !a.decode(raw, a.path, &twin) || !a.identify(twin.Meta.ID, a.path+"/assetMetaInfo/catenaXId") {
		return
	}
	a.skip("", twin.Rest)
	a.skip("assetMetaInfo", twin.Meta.Rest)
	for i, s := range twin.Submodels {
		at := a.path.AppendToken("submodels").AppendToken(strconv.Itoa(i))
		a.skip("submodels", s.Rest)
		switch {
		case s.Type == "":
			a.problem(at+"/aspectType", "it is missing", "give the type of the aspect")
		case len(s.Payload) == 0:
			a.problem(at+"/payload", "it is missing", "give the aspect, or remove the submodel")
		default:
			a.aspects = append(a.aspects, aspect{s.Type, shortName(s.Type), at + "/payload", s.Payload})
		}
	}
}

// rest are the members of an object that are not read.
type rest = map[string]jsontext.Value

// skip counts members that are not read.
func (a *asset) skip(where string, unread rest) {
	for name := range unread {
		if where != "" {
			name = where + "/" + name
		}
		a.skipped[clip(name)]++
	}
}

// decode reads a value into v, or notes what is wrong with it.
func (a *asset) decode(raw jsontext.Value, at jsontext.Pointer, v any) bool {
	err := json.Unmarshal(raw, v)
	if err == nil {
		return true
	}
	problem := "it cannot be read: " + err.Error()
	if wrong, ok := asSemantic(err); ok {
		at += wrong.JSONPointer
		problem = "it is of the wrong type: " + typeName(wrong.JSONKind)
	}
	a.problem(at, problem, "write it as the aspect model asks for")
	return false
}

func (a *asset) text(raw jsontext.Value, at jsontext.Pointer, to *string) {
	if len(raw) > 0 {
		a.decode(raw, at, to)
	}
}

func (a *asset) identify(id string, at jsontext.Pointer) bool {
	normal, problem := identifier(id)
	if problem != "" {
		if len(a.problems) == 0 {
			a.problem(at, problem, idFix)
		}
		return false
	}
	a.id = normal
	return true
}

func (a *asset) problem(at jsontext.Pointer, problem, fix string) {
	a.problems = append(a.problems, Problem{Path: string(at), Problem: problem, Fix: fix})
}

func (a *asset) note(at jsontext.Pointer, problem, fix string) {
	a.notes = append(a.notes, Problem{Path: string(at), Problem: problem, Fix: fix})
}
