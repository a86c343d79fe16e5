package hash_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/hash"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

func example() epcis.Event {
	return epcis.Event{
		Type: epcis.Object, EventTime: time.Date(2020, 3, 4, 10, 0, 30, 0, time.UTC), ZoneOffset: 60,
		EPCs: []string{"urn:epc:id:sgtin:0614141.011111.987"}, Action: epcis.Observe,
		BizStep: epcis.StepDeparting, Disposition: epcis.DispInTransit,
		ReadPoint:           "urn:epc:id:sgln:4012345.00011.0",
		ReadPointExtensions: []epcis.Extension{{Name: "example:myField1", Value: jsontext.Value(`"AB-12"`)}},
		Transactions:        []epcis.BizTransaction{{Type: epcis.TxPurchaseOrder, ID: "urn:epc:id:gdti:4012345.11111.123"}},
		Sources:             []epcis.Party{{Type: epcis.PartyOwning, ID: "urn:epc:id:pgln:4012345.00000"}},
		Destinations:        []epcis.Party{{Type: epcis.PartyOwning, ID: "urn:epc:id:pgln:0614141.00000"}},
		Extensions:          []epcis.Extension{{Name: "example:userExt", Value: jsontext.Value(`"CD-34"`)}},
		Context:             epcis.NewContext([]epcis.Prefix{{Name: "example", URI: "https://ns.example.com/epcis/"}}),
	}
}

func sensors() epcis.Event {
	return epcis.Event{
		Type: epcis.Object, EventTime: time.Date(2020, 4, 1, 14, 0, 0, 0, time.UTC), ZoneOffset: 60,
		EPCs: []string{"urn:epc:id:sgtin:4012345.011111.9876"}, Action: epcis.Observe, BizStep: epcis.StepInspecting,
		ReadPoint: "urn:epc:id:sgln:4012345.00005.0",
		Sensors: []epcis.SensorElement{{
			Metadata: epcis.SensorMetadata{DeviceID: "urn:epc:id:giai:4000001.111", DeviceMetadata: "https://id.gs1.org/8004/4000001111"},
			Reports: []epcis.SensorReport{
				{Type: "Temperature", Value: "26.0", SDev: "0.10", UoM: "CEL"},
				{Type: "AbsoluteHumidity", Value: "12.1", UoM: "A93"},
				{Type: "Dimensionless", Microorganism: "https://www.ncbi.nlm.nih.gov/taxonomy/1126011", Value: "5e-2", UoM: "C35"},
				{Type: "Dimensionless", ChemicalSubstance: "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N", Value: "0.18", UoM: "C35"},
			},
		}},
		Context: epcis.NewContext(nil),
	}
}

// TestWorkedExamples has the published examples of version 2.1, and what
// version 2.0 gives for an event without differences.
func TestWorkedExamples(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]epcis.Event{
		"ni:///sha-256;e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383?ver=CBV2.1": example(),
		"ni:///sha-256;f6bf8e2fb50f26f5baba52f722211eefdb0f427a3903c61ab015db6d1f93c3da?ver=CBV2.1": sensors(),
	} {
		if got := hash.Of(&e, hash.CBV21); got != want {
			t.Errorf("got %s, want %s\n%s", got, want, hash.Text(&e, hash.CBV21))
		}
	}
	plain := epcis.Event{
		Type: epcis.Object, EventTime: time.Date(2020, 3, 4, 10, 0, 30, 0, time.UTC), ZoneOffset: 60,
		EPCs:   []string{"urn:epc:id:sscc:4012345.0000000333", "urn:epc:id:sscc:4012345.0000000111", "urn:epc:id:sscc:4012345.0000000222"},
		Action: epcis.Observe, BizStep: epcis.StepDeparting, ReadPoint: "urn:epc:id:sgln:4012345.00011.987",
		Extensions: []epcis.Extension{
			{Name: "example:myField1", Value: jsontext.Value(`{"example:mySubField1":"2","example:mySubField2":"5"}`)},
			{Name: "example:myField2", Value: jsontext.Value(`"0"`)},
			{Name: "example:myField3", Value: jsontext.Value(`{"example:mySubField3":["3","1"]}`)},
		},
		Context: example().Context,
	}
	for _, v := range []hash.Version{hash.CBV20, hash.CBV21} {
		want := "ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7?ver=" + string(v)
		if got := hash.Of(&plain, v); got != want {
			t.Errorf("got %s, want %s\n%s", got, want, hash.Text(&plain, v))
		}
	}
}

func TestTextIsCanonical(t *testing.T) {
	t.Parallel()
	e := example()
	e.EventTime = e.EventTime.Add(141_500 * time.Microsecond)
	e.EventID, e.RecordTime = "urn:x:e", e.EventTime
	e.ErrorDeclaration = &epcis.ErrorDeclaration{DeclarationTime: e.EventTime}
	e.Certification = []string{"urn:c"}
	e.Quantities = []epcis.Quantity{{Class: "https://example.org/01/04012345123456/10/A?17=261231", Quantity: "01.50", UoM: "KGM"}}
	e.Quantities[0].Quantity = "1.50e1"
	const start = "eventType=ObjectEventeventTime=2020-03-04T10:00:30.142ZeventTimeZoneOffset=+01:00certificationInfo=urn:c" +
		"epcListepc=https://id.gs1.org/01/00614141111114/21/987" +
		"quantityListquantityElementepcClass=https://id.gs1.org/01/04012345123456/10/Aquantity=15uom=KGMaction=OBSERVE" +
		"bizStep=https://ref.gs1.org/cbv/BizStep-departingdisposition=https://ref.gs1.org/cbv/Disp-in_transit" +
		"readPointid=https://id.gs1.org/414/4012345000115{https://ns.example.com/epcis/}myField1=AB-12" +
		"bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=https://id.gs1.org/253/4012345111118123"
	const end = "destinationListtype=https://ref.gs1.org/cbv/SDT-owning_partydestination=https://id.gs1.org/417/0614141000005" +
		"sourceListtype=https://ref.gs1.org/cbv/SDT-owning_partysource=https://id.gs1.org/417/4012345000009" +
		"{https://ns.example.com/epcis/}userExt=CD-34"
	if got := hash.Text(&e, hash.CBV20); got != start+end {
		t.Errorf("got  %s\nwant %s", got, start+end)
	}
}

func TestAnyEventHashesAlikeInBothSyntaxes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := epcistest.Events().Draw(t, "event")
		b, err := xml.AppendEvent(nil, &e, xml.WebURI)
		if err != nil {
			return // a text that XML cannot hold
		}
		var again epcis.Event
		_, err = xml.Read(bytes.NewReader(b), xml.Options{}, func(i epcis.Item) error {
			if i.Err == nil {
				again = *i.Event
			}
			return i.Err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []hash.Version{hash.CBV20, hash.CBV21} {
			if got, want := hash.Text(&again, v), hash.Text(&e, v); got != want {
				t.Fatalf("as JSON %s\nas XML  %s\n%s", want, got, b)
			}
		}
		e.EPCs, e.RecordTime = reversed(e.EPCs), time.Time{}
		if hash.Of(&again, hash.CBV21) != hash.Of(&e, hash.CBV21) {
			t.Fatal("the hash depends on the order of a list or the time of record")
		}
	})
}

func reversed(list []string) []string {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}
