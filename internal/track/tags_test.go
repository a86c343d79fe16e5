package track

import (
	"reflect"
	"testing"
)

// The command line and the API's document explain arguments by their tags.
func TestEveryArgumentHasItsTags(t *testing.T) {
	t.Parallel()
	for _, v := range Verbs() {
		args := reflect.TypeOf(v.New()).Elem()
		for i := range args.NumField() {
			if f := args.Field(i); f.Tag.Get("doc") == "" || f.Tag.Get("eg") == "" {
				t.Errorf("%s: the field %s needs the tags doc and eg; see Args", v.Verb, f.Name)
			}
		}
	}
}

func TestInputMayBeItsReferenceAlone(t *testing.T) {
	t.Parallel()
	long, short := &Command{}, &Command{}
	if err := long.UnmarshalJSON([]byte(`{"id":"1","verb":"pack","args":{"package":"BX-1","items":[{"ref":"SN1"}]}}`)); err != nil {
		t.Fatal(err)
	}
	if err := short.UnmarshalJSON([]byte(`{"id":"1","verb":"pack","args":{"package":"BX-1","items":["SN1"]}}`)); err != nil {
		t.Fatal(err)
	}
	if long.Hash() != short.Hash() {
		t.Error("both ways to write an input are not the same command")
	}
	if err := short.UnmarshalJSON([]byte(`{"id":"1","verb":"pack","args":{"package":"BX-1","items":[{"colour":"red"}]}}`)); err == nil {
		t.Error("an unknown member of an input is taken")
	}
}
