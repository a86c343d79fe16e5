package argument_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/cli/argument"
	"github.com/tracewright/tracewright/internal/track"
)

func verb(t *testing.T, name track.Verb) track.VerbInfo {
	t.Helper()
	v, ok := track.VerbNamed(name)
	if !ok {
		t.Fatalf("there is no verb %s", name)
	}
	return v
}

func TestReadTakesWhatPeopleType(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		verb  track.Verb
		words []string
		want  string
	}{
		{"receive", []string{"part=SEAL-3", "lot=S-77", "quantity=50"}, `{"lot":"S-77","part":"SEAL-3","quantity":"50"}`},
		{
			"measure",
			[]string{"object=007", "characteristic=TORQUE", "value=5.020", "invalid=true"},
			`{"characteristic":"TORQUE","invalid":true,"object":"007","value":"5.020"}`,
		},
		{"correct", []string{"entry=42", "reason=[sic]"}, `{"entry":42,"reason":"[sic]"}`},
		{"pack", []string{"package=BX-1", "items=SN1,SN2", "items=SN3"}, `{"items":["SN1","SN2","SN3"],"package":"BX-1"}`},
		{
			"pack",
			[]string{"package=BX-1", `items=[{"ref":"S-77","quantity":1.10},"SN,2"]`},
			`{"items":[{"quantity":"1.10","ref":"S-77"},"SN,2"],"package":"BX-1"}`,
		},
		{
			"split",
			[]string{"from=S-77", `into={"number":"A","quantity":"2"}`, `into={"number":"B","quantity":3}`},
			`{"from":"S-77","into":[{"number":"A","quantity":"2"},{"number":"B","quantity":"3"}]}`,
		},
		{"hold", []string{"objects=S-77", "reason=true", "blocks=ship,pack"}, `{"blocks":["ship","pack"],"objects":["S-77"],"reason":"true"}`},
	} {
		got, err := argument.Read(verb(t, c.verb), c.words)
		if err != nil {
			t.Errorf("%s %q: %v", c.verb, c.words, err)
			continue
		}
		if diff := cmp.Diff(string(got), c.want); diff != "" {
			t.Errorf("%s %q (-got +want):\n%s", c.verb, c.words, diff)
		}
		args := verb(t, c.verb).New()
		if err := json.Unmarshal(got, args, json.RejectUnknownMembers(true)); err != nil {
			t.Errorf("%s does not take %s: %v", c.verb, got, err)
		}
	}
}

// A mistake says which argument it is, what is expected, and an example; and
// nothing of the program's own types.
func TestMistakesSayWhatIsExpected(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		verb  track.Verb
		words []string
		want  []string
	}{
		{"receive", []string{"lot=S-77"}, []string{"receive needs part: ", "as part=SEAL-3"}},
		{"receive", []string{"part=A", "colour=red"}, []string{"receive has no argument colour; it has part, lot, "}},
		{"receive", []string{"part=A", "quantity=fifty"}, []string{`quantity: "fifty" is not a number; it is how much`, "as quantity=1000"}},
		{"receive", []string{"part"}, []string{`"part" is not NAME=VALUE, such as part=SEAL-3`}},
		{"receive", []string{"part=A", "part=B"}, []string{"part is given twice"}},
		{"receive", []string{"part=A", "containers=BOX-1"}, []string{`containers[0]: "BOX-1" is not an object`, `as containers='[{"number":"BOX-1"`}},
		{"receive", []string{"part=A", `containers={"number":"BOX-1"}`}, []string{"containers[0] needs containers[0].quantity"}},
		{"receive", []string{"part=A", `containers=[{"number":`}, []string{"containers: ", "is not JSON"}},
		{"correct", []string{"entry=x", "reason=y"}, []string{`entry: "x" is not a whole number`, "as entry=42"}},
		{"complete", []string{"object=SN1", "outcome=good"}, []string{`outcome: "good" is not pass, fail, invalid`, "as outcome=fail"}},
		{"pack", []string{"package=B", "items=A", "closed=maybe"}, []string{`closed: "maybe" is not true or false`, "as closed=true"}},
	} {
		_, err := argument.Read(verb(t, c.verb), c.words)
		if err == nil {
			t.Errorf("%s %q is taken", c.verb, c.words)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s %q: %q lacks %q", c.verb, c.words, err, want)
			}
		}
		if strings.Contains(err.Error(), "track.") || strings.Contains(err.Error(), "Go ") {
			t.Errorf("%s %q: %q names a type of the program", c.verb, c.words, err)
		}
	}
}

// Every argument of every verb is explained, with an example that is taken.
func TestEveryArgumentIsExplained(t *testing.T) {
	t.Parallel()
	for _, v := range track.Verbs() {
		help := argument.Help(v)
		if strings.Contains(help, "%!") || reflect.TypeOf(v.New()).Elem().NumField() == 0 {
			t.Errorf("%s: %s", v.Verb, help)
		}
		var needed []string
		for _, a := range argument.Of(v) {
			if a.Meaning == "" || a.Example == "" {
				t.Errorf("%s: the field of %s needs the tags doc and eg", v.Verb, a.Name)
			}
			if a.Needed {
				needed = append(needed, a.Name+"="+a.Example)
			}
		}
		for _, a := range argument.Of(v) {
			words := needed
			if !a.Needed {
				words = append([]string{a.Name + "=" + a.Example}, needed...)
			}
			if _, err := argument.Read(v, words); err != nil {
				t.Errorf("%s: the example of %s: %v", v.Verb, a.Name, err)
			}
		}
	}
}
