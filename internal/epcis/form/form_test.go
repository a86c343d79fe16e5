package form_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/ident/epc"
)

func TestLinkAndURN(t *testing.T) {
	t.Parallel()
	lengths := epc.Fixed(7)
	tests := []struct{ from, link, urn string }{
		{"urn:epc:id:sgtin:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876", "urn:epc:id:sgtin:4012345.011111.9876"},
		{"urn:epc:class:lgtin:4012345.012345.Lot7", "https://id.gs1.org/01/04012345123456/10/Lot7", "urn:epc:class:lgtin:4012345.012345.Lot7"},
		{"urn:epc:idpat:sgtin:4012345.098765.*", "https://id.gs1.org/01/04012345987652", "urn:epc:idpat:sgtin:4012345.098765.*"},
		{"urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054", "urn:epc:id:sgln:4012345.00005.0"},
		{"https://shop.example.com/gtin/4012345111118/ser/7?exp=261231", "https://id.gs1.org/01/04012345111118/21/7", "urn:epc:id:sgtin:4012345.011111.7"},
		{"https://example.com/01/04012345111118/10/A/21/7", "https://id.gs1.org/01/04012345111118/21/7", "urn:epc:id:sgtin:4012345.011111.7"},
	}
	for _, tt := range tests {
		link, ok := form.Link(tt.from)
		if !ok || link != tt.link {
			t.Errorf("%s: got %q, %v, want %s", tt.from, link, ok, tt.link)
		}
		if urn, ok := form.URN(link, lengths); !ok || urn != tt.urn {
			t.Errorf("%s: got %q, %v, want %s", link, urn, ok, tt.urn)
		}
		if urn, ok := form.URN(link, nil); ok {
			t.Errorf("%s: got %s without knowing the company prefix", link, urn)
		}
	}
	for _, s := range []string{"", "urn:uuid:1", "https://example.com/po/17", "urn:epc:id:sgtin:1", "https://id.gs1.org/01/04012345111119", "geo:1,2", "urn:epc:id:gid:1.2.3"} {
		if link, ok := form.Link(s); ok {
			t.Errorf("%s became %s", s, link)
		}
	}
}

func TestTranslateLeavesTheEventAsItIs(t *testing.T) {
	t.Parallel()
	const urn, link = "urn:epc:id:sgtin:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876"
	event := func(id string) *epcis.Event {
		return &epcis.Event{
			EPCs: []string{id, "urn:x:1"}, ParentID: id, ChildEPCs: []string{id}, InputEPCs: []string{id}, OutputEPCs: []string{id},
			Quantities: []epcis.Quantity{{Class: id}}, ReadPoint: id, BizLocation: id, TransformationID: id,
			Transactions: []epcis.BizTransaction{{ID: id}}, Sources: []epcis.Party{{ID: id}}, Destinations: []epcis.Party{{ID: id}},
			Sensors: []epcis.SensorElement{{Metadata: epcis.SensorMetadata{DeviceID: id}, Reports: []epcis.SensorReport{{DeviceID: id}}}},
		}
	}
	from := event(urn)
	for format, want := range map[form.Format]*epcis.Event{
		form.AlwaysLink: event(link), form.AlwaysURN: event(urn), form.NoPreference: event(urn), form.Never: event(urn),
	} {
		got := form.Translate(from, format, nil)
		for _, list := range []*[]epcis.Quantity{&got.ChildQuantities, &got.InputQuantities, &got.OutputQuantities} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
	if diff := cmp.Diff(event(urn), from); diff != "" {
		t.Errorf("the event given (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(event(urn), form.Translate(event(link), form.AlwaysURN, epc.Fixed(7))); diff != "" {
		t.Errorf("back (-want +got):\n%s", diff)
	}
	if _, err := form.ParseFormat("always"); err == nil {
		t.Error("an unknown format is taken")
	}
}
