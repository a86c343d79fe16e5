package epcis_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
)

func TestAnyEventIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := epcistest.Events().Draw(t, "event")
		b, err := want.AppendJSON([]byte("before"))
		if err != nil {
			t.Fatal(err)
		}
		b, found := bytes.CutPrefix(b, []byte("before"))
		if !found {
			t.Fatalf("what was in the buffer is lost: %s", b)
		}
		got, err := epcis.ParseEvent(b, epcis.Limits{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Fatalf("event (-written +read):\n%s\n%s", diff, b)
		}
		again, err := got.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(b), string(again)); diff != "" {
			t.Fatalf("bytes (-first +again):\n%s", diff)
		}
	})
}

func TestAnyEventIsAcceptedByTheSchema(t *testing.T) {
	t.Parallel()
	schema := epcistest.Schema(t)
	rapid.Check(t, func(t *rapid.T) {
		e := epcistest.Events().Draw(t, "event")
		b, err := e.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema(b); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
	})
}
