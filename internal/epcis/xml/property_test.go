package xml_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

// read reads a document or an event whole.
func read(b []byte, o xml.Options) (*epcis.Document, []epcis.Event, error) {
	var list []epcis.Event
	d, err := xml.Read(bytes.NewReader(b), o, func(i epcis.Item) error {
		if i.Err == nil {
			list = append(list, *i.Event)
		}
		return i.Err
	})
	return d, list, err
}

// shorten takes away the quantities that are right but too long for xmllint,
// which knows decimals of 24 digits.
func shorten(e *epcis.Event) {
	for _, list := range [][]epcis.Quantity{e.Quantities, e.ChildQuantities, e.InputQuantities, e.OutputQuantities} {
		for i := range list {
			if len(xml.Plain(list[i].Quantity)) > 20 {
				list[i].Quantity = "12.50"
			}
		}
	}
}

// isHeld reports whether an error says that XML cannot hold some text.
func isHeld(err error) bool {
	e, ok := errors.AsType[*epcis.Error](err)
	return ok && e.Rule == "xml"
}

func TestAnyEventKeepsItsMeaningThroughXML(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := epcistest.Events().Draw(t, "event")
		words := rapid.SampledFrom([]xml.Vocabulary{xml.WebURI, xml.URN, xml.AsRead}).Draw(t, "words")
		b, err := xml.AppendEvent(nil, &want, words)
		if isHeld(err) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		_, got, err := read(b, xml.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		if diff := cmp.Diff(meaning(t, &want), meaning(t, &got[0])); diff != "" {
			t.Fatalf("meaning (-written +read):\n%s\n%s", diff, b)
		}
		again, err := xml.AppendEvent(nil, &got[0], words)
		if err != nil {
			t.Fatal(err)
		}
		_, second, err := read(again, xml.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, again)
		}
		got[0].Context, second[0].Context = nil, nil // prefixes may stand in another order
		if diff := cmp.Diff(got, second); diff != "" {
			t.Fatalf("event (-first +second):\n%s\n%s", diff, again)
		}
	})
}

// meaning reduces an event, with the decimals of quantities as XML writes them.
func meaning(t *rapid.T, e *epcis.Event) any {
	t.Helper()
	b, err := e.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := epcis.ParseEvent(b, epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]epcis.Quantity{
		copied.Quantities, copied.ChildQuantities, copied.InputQuantities, copied.OutputQuantities,
	} {
		for i := range list {
			if list[i].Quantity != "" {
				list[i].Quantity = xml.Same(list[i].Quantity)
			}
		}
	}
	return epcistest.Meaning(t, copied)
}

func TestAnyDocumentIsAcceptedByTheSchema(t *testing.T) {
	t.Parallel()
	xsd := epcistest.XSD(t)
	rapid.Check(t, func(t *rapid.T) {
		d := epcistest.Documents().Draw(t, "document")
		list := rapid.SliceOfN(epcistest.Events(), 0, 20).Draw(t, "events")
		var b bytes.Buffer
		w, err := xml.NewWriter(&b, &d, xml.URN)
		if isHeld(err) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			shorten(&list[i])
			if err := w.Write(&list[i]); err != nil && !isHeld(err) {
				t.Fatal(err)
			}
		}
		if err := w.Close(); isHeld(err) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if err := xsd(b.Bytes()); err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		got, _, err := read(b.Bytes(), xml.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		if got.Type != d.Type || got.Sender != d.Sender || got.QueryName != d.QueryName || !got.CreationDate.Equal(d.CreationDate) ||
			len(got.MasterData) != len(d.MasterData) {
			t.Fatalf("got %+v, want %+v", got, d)
		}
	})
}
