package catenax_test

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/catenax"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

func TestMalformedAssetsAreReportedAndTheOthersRead(t *testing.T) {
	t.Parallel()
	im := readFile(t, folder+"malformed.json")
	const list = "/https:~1~1catenax.io~1schema~1TestDataContainer~11.0.0/"
	const id = "urn:uuid:30000000-0000-4000-8000-0000000000"
	const serial = "/urn:samm:io.catenax.serial_part:3.0.0#SerialPart/0/"
	const bom = "/urn:samm:io.catenax.single_level_bom_as_built:3.0.0#SingleLevelBomAsBuilt/0/childItems/"
	want := []string{
		"asset without an id: 1/catenaXId: it is missing",
		"asset without an id: 2/catenaXId: \"door 7\" is not a Catena-X id",
		"asset without an id: 3/catenaXId: it is of the wrong type: a number",
		"asset without an id: 4: it is of the wrong type: a text",
		id + "06: 5" + serial + "manufacturingInformation/date: \"yesterday\" is not a time",
		id + "06: 5" + serial + "localIdentifiers/0/value: it holds control characters",
		id + "06: 5" + serial + "localIdentifiers: there is no partInstanceId",
		id + "06: 5" + serial + "partTypeInformation/manufacturerPartId: it is missing",
		id + "07: 6" + serial + "localIdentifiers: it is of the wrong type: an object",
		id + "08: 7" + bom + "0/catenaXId: the asset would be inside itself",
		id + "08: 7" + bom + "1/quantity: the unit \"unit:handful\" is not known",
		id + "08: 7" + bom + "2/quantity: it has no number",
		id + "08: 7" + bom + "3/quantity: 0 is not a plain decimal number above zero",
		id + "08: 7" + bom + "4/quantity: it is missing",
		id + "08: 7" + bom + "5/catenaXId: it is missing",
		id + "08: 7" + bom + "6/createdOn: \"1066-10-14\" is not between 1970 and 9998",
		id + "01: 8: the document describes " + id + "01 before, and differently",
		id + "0a: 9: an aspect of it has the id of another asset, " + id + "01",
	}
	var got []string
	for _, p := range im.Problems {
		if p.Fix == "" {
			t.Errorf("%s: nobody learns how to mend it", p)
		}
		got = append(got, strings.Replace(strings.TrimSuffix(p.String(), "; "+p.Fix), list, "", 1))
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("problems (-got +want):\n%s", diff)
	}
	if s := im.Summary; s.Assets != 12 || s.Imported != 3 || s.Units != 2 || s.Lots != 1 || s.Relations != 2 {
		t.Errorf("got %+v", s)
	}
}

func TestDocumentsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	small := catenax.Limits{Bytes: 4096, Depth: 8, Assets: 2, Items: 2}
	for name, tc := range map[string]struct{ doc, want string }{
		"empty":                    {"", "not valid JSON"},
		"no JSON":                  {"<xml/>", "not valid JSON"},
		"cut short":                {`{"assets": [`, "not valid JSON"},
		"twice":                    {`{"assets": [], "assets": []}`, "not valid JSON"},
		"more after it":            {`{"assets": []} {}`, "something after the end"},
		"an array":                 {`[]`, "not a JSON object"},
		"another shape":            {`{"parts": []}`, `neither a member "assets" nor`},
		"no list":                  {`{"assets": {}}`, "not an array"},
		"too many assets":          {`{"assets": [{}, {}, {}]}`, "more than 2 assets"},
		"too large":                {`{"assets": []` + strings.Repeat(" ", 4096) + `}`, "larger than 4096 bytes"},
		"too deep":                 {`{"assets": ` + strings.Repeat("[", 9) + strings.Repeat("]", 9) + `}`, "deeper than 8 levels"},
		"deep in what is not read": {`{"x": ` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + `, "assets": []}`, "deeper than 8 levels"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			im, err := catenax.Read(strings.NewReader(tc.doc), small)
			if im != nil || !errors.Is(err, catenax.ErrDocument) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestTooManyItemsAreAProblemOfTheirAsset(t *testing.T) {
	t.Parallel()
	im := parse(t, usage("urn:uuid:40000000-0000-4000-8000-000000000001", item(2, ""), item(3, ""), item(4, "")), catenax.Limits{Items: 2})
	if len(im.Problems) != 1 || len(im.Commands) != 0 || !strings.HasSuffix(im.Problems[0].Path, "/parentItems") {
		t.Errorf("got %v and %d commands", im.Problems, len(im.Commands))
	}
}

// parse reads an assets list.
func parse(t *testing.T, assets string, limits catenax.Limits) *catenax.Import {
	t.Helper()
	im, err := catenax.Read(strings.NewReader(`{"assets": [`+assets+`]}`), limits)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func uuid(n int) string { return "urn:uuid:40000000-0000-4000-8000-00000000000" + strconv.Itoa(n) }

// item is a child or parent, with what is given besides.
func item(n int, rest string) string {
	if !strings.Contains(rest, `"quantity"`) {
		rest += `, "quantity": {"value": 1, "unit": "unit:piece"}`
	}
	return `{"catenaXId": "` + uuid(n) + `"` + rest + `}`
}

func usage(id string, items ...string) string {
	return asset(id, "SingleLevelUsageAsBuilt", `"parentItems": [`+strings.Join(items, ",")+`]`)
}

func bom(id string, items ...string) string {
	return asset(id, "SingleLevelBomAsBuilt", `"childItems": [`+strings.Join(items, ",")+`]`)
}

func asset(id, aspect, payload string) string {
	return `{"assetMetaInfo": {"catenaXId": "` + id + `"}, "submodels": [{"aspectType": "urn:samm:x:1.0.0#` + aspect + `", "payload": {` + payload + `}}]}`
}

// TestBothSidesOfARelationGiveOne tells one relation from both sides, in either
// order: the parent's date is taken, a doubt stands, and what is measured says
// more than one piece.
func TestBothSidesOfARelationGiveOne(t *testing.T) {
	t.Parallel()
	parent := bom(uuid(1), item(2, `, "createdOn": "2024-01-02T00:00:00Z", "businessPartner": "B2"`))
	child := usage(uuid(2), item(1, `, "createdOn": "2025-01-02T00:00:00Z", "businessPartner": "B1", "isOnlyPotentialParent": true, "quantity": {"quantityNumber": 2.50, "measurementUnit": {"lexicalValue": "unit:kilogram"}}`))
	for name, assets := range map[string]string{"parent first": parent + "," + child, "child first": child + "," + parent} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			im := parse(t, assets, catenax.Limits{})
			if len(im.Commands) != 1 || len(im.Problems)+len(im.Notes) != 0 {
				t.Fatalf("got %d commands, %v %v", len(im.Commands), im.Problems, im.Notes)
			}
			want := &track.Describe{
				Object: track.NewIdent{Scheme: "catenax", Value: uuid(1)}, Maker: "B1",
				Contains: &track.Content{
					Object: track.NewIdent{Scheme: "catenax", Value: uuid(2)}, Maker: "B2", Quantity: "2.50", UoM: "KGM",
					Possible: "one of several possible parents, by its usage",
				},
			}
			if diff := cmp.Diff(im.Commands[0].Args, track.Args(want)); diff != "" {
				t.Errorf("command (-got +want):\n%s", diff)
			}
			if at := im.Commands[0].OccurredAt.Time().Format("2006-01-02"); at != "2024-01-02" {
				t.Errorf("it happened on %s", at)
			}
		})
	}
}

func TestQuantitiesThatDifferAreNoted(t *testing.T) {
	t.Parallel()
	litre := func(n string) string { return `, "quantity": {"value": ` + n + `, "unit": "unit:litre"}` }
	im := parse(t, bom(uuid(1), item(2, litre("2.5")))+","+usage(uuid(2), item(1, litre("3"))), catenax.Limits{})
	if len(im.Notes) != 1 || len(im.Commands) != 1 || im.Commands[0].Args.(*track.Describe).Contains.Quantity != "2.5" {
		t.Errorf("got notes %v", im.Notes)
	}
}

func TestTimesInEveryShapeInUse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2024-05-02T09:00:00Z":          "2024-05-02T09:00:00Z +0",
		"2024-05-02T09:00:00.123456Z":   "2024-05-02T09:00:00.123456Z +0",
		"2024-05-02T09:00:00.1":         "2024-05-02T09:00:00.1Z +0",
		"2024-05-02T09:00:00.000+02:00": "2024-05-02T07:00:00Z +120",
		"2024-05-02T09:00:00-0530":      "2024-05-02T14:30:00Z -330",
		"2024-05-02T09:00":              "2024-05-02T09:00:00Z +0",
		"2024-05-02":                    "2024-05-02T00:00:00Z +0",
		"":                              "1970-01-01T00:00:00Z +0",
		"2024-02-30T09:00:00Z":          "",
		"02.05.2024":                    "",
		"1970-01-01T00:00:00Z":          "",
		"9999-01-01T00:00:00Z":          "",
		"2024-05-02T09:00:00+15:00":     "",
	} {
		im := parse(t, bom(uuid(1), item(2, `, "createdOn": "`+text+`"`)), catenax.Limits{})
		got := ""
		if len(im.Commands) == 1 {
			c := im.Commands[0]
			got = c.OccurredAt.Time().Format("2006-01-02T15:04:05.999999Z07:00") + " "
			if c.ZoneOffset >= 0 {
				got += "+"
			}
			got += strconv.Itoa(c.ZoneOffset)
		}
		if got != want || (want == "") != (len(im.Problems) == 1) {
			t.Errorf("%q: got %q, want %q; problems %v", text, got, want, im.Problems)
		}
	}
}

func TestCommandsOfOneContentHaveOneID(t *testing.T) {
	t.Parallel()
	a, b := readFile(t, folder+"gearbox-maker.json"), readFile(t, folder+"gearbox-maker.json")
	seen := map[string]bool{}
	for i := range a.Commands {
		c := a.Commands[i]
		if c.ID != b.Commands[i].ID || seen[c.ID] {
			t.Errorf("%s: the id is not that of the content", c.ID)
		}
		seen[c.ID] = true
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
	twice := parse(t, bom(uuid(1), item(2, ""), item(2, "")), catenax.Limits{})
	if len(twice.Commands) != 1 {
		t.Errorf("one relation listed twice gives %d commands", len(twice.Commands))
	}
}

func TestPartsAreJoinedAcrossDocuments(t *testing.T) {
	t.Parallel()
	im := readFile(t, folder+"gearbox-maker.json")
	im.Join(readFile(t, folder+"gearbox-supplier.json"))
	parts, problems := im.Parts()
	want := []plant.Part{
		{Number: "GEARBOX-9", Name: "Gearbox", BOM: []plant.BOMLine{
			{Line: "10", Part: "GEAR-3", Quantity: "2"},
			{Line: "20", Part: "OIL-1", Quantity: "2.5"},
			{Line: "30", Part: "urn:uuid:20000000-0000-4000-8000-0000000000cc", Quantity: "3"},
		}},
		{Number: "GEAR-3", Name: "Gear"},
		{Number: "OIL-1", Name: "Gear oil", UoM: "LTR", Tracking: plant.TrackingLot},
		{Number: "urn:uuid:20000000-0000-4000-8000-0000000000cc"},
	}
	if diff := cmp.Diff(parts, want); diff != "" || len(problems) > 0 {
		t.Errorf("parts (-got +want):\n%s\nproblems %v", diff, problems)
	}
	def := plant.Definition{Site: plant.Site{Code: "S"}, Parts: parts}
	if faults := def.Check(); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestPlansThatNoDefinitionCanSay leaves out loops and lines in two units, and
// says so.
func TestPlansThatNoDefinitionCanSay(t *testing.T) {
	t.Parallel()
	im := &catenax.Import{
		Planned: []catenax.PlannedPart{{ID: "a", Number: "A"}, {ID: "b", Number: "B"}, {ID: "c", Number: "C"}, {ID: "a", Number: "A2"}, {ID: "b2", Number: "B"}},
		Lines: []catenax.PlannedLine{
			{Parent: "a", Child: "b", Quantity: "1", UoM: "KGM"},
			{Parent: "b", Child: "c", Quantity: "1", UoM: "C62"},
			{Parent: "c", Child: "a", Quantity: "1", UoM: "C62"},
			{Parent: "c", Child: "b", Quantity: "1", UoM: "LTR"},
			{Parent: "b", Child: "b2", Quantity: "1", UoM: "KGM"},
			{Parent: "a", Child: "b2", Quantity: "9", UoM: "KGM"},
		},
	}
	parts, problems := im.Parts()
	want := []plant.Part{
		{Number: "A", BOM: []plant.BOMLine{{Line: "10", Part: "B", Quantity: "1"}}},
		{Number: "B", UoM: "KGM", Tracking: plant.TrackingLot, BOM: []plant.BOMLine{{Line: "10", Part: "C", Quantity: "1", Use: plant.UseConsume}}},
		{Number: "C", BOM: []plant.BOMLine{}},
	}
	if diff := cmp.Diff(parts, want); diff != "" {
		t.Errorf("parts (-got +want):\n%s", diff)
	}
	if len(problems) != 4 {
		t.Errorf("got problems %v, want another number, another unit and two loops", problems)
	}
}

// TestWhatIsNotReadIsCounted reads members and aspects that have no place.
func TestWhatIsNotReadIsCounted(t *testing.T) {
	t.Parallel()
	im := parse(t, asset(uuid(1), "Batch", `"localIdentifiers": [{"key": "batchId", "value": "B", "colour": "red"}], "partTypeInformation": {"manufacturerPartId": "P", "x": 1}, "y": null`)+
		","+asset(uuid(2), "PcfExchange", `"pcf": 12`), catenax.Limits{})
	want := map[string]int{
		"Batch/localIdentifiers/colour": 1, "Batch/partTypeInformation/x": 1, "Batch/y": 1, "urn:samm:x:1.0.0#PcfExchange": 1,
	}
	if diff := cmp.Diff(im.Summary.NotImported, want); diff != "" {
		t.Errorf("not imported (-got +want):\n%s", diff)
	}
}

// FuzzRead checks that whatever is read gives commands that an engine takes, and
// that nothing but assets without a problem does.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"gearbox-maker.json", "gearbox-supplier.json", "malformed.json"} {
		b, err := os.ReadFile(folder + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, doc string) {
		im, err := catenax.Read(strings.NewReader(doc), catenax.Limits{Bytes: 1 << 16})
		if err != nil {
			if !errors.Is(err, catenax.ErrDocument) {
				t.Fatalf("%v does not wrap ErrDocument", err)
			}
			return
		}
		for i := range im.Commands {
			if err := im.Commands[i].Check(); err != nil {
				t.Error(err)
			}
			if _, err := im.Commands[i].MarshalJSON(); err != nil {
				t.Error(err)
			}
		}
		s := im.Summary
		if s.Imported > s.Assets || s.Imported < s.Assets && len(im.Problems) == 0 {
			t.Errorf("%+v with %d problems", s, len(im.Problems))
		}
		parts, _ := im.Parts()
		def := plant.Definition{Site: plant.Site{Code: "S"}, Parts: parts}
		for _, fault := range def.Check() {
			if strings.Contains(fault.Problem, "contains itself") {
				t.Error(fault)
			}
		}
	})
}

func TestUnitsAreRead(t *testing.T) {
	t.Parallel()
	for unit, code := range map[string]string{"unit:piece": "C62", "unit:kilogram": "KGM", "unit:litre": "LTR", "gram": "GRM", "unit:tonneMetricTon": "TNE"} {
		im := parse(t, bom(uuid(1), item(2, `, "quantity": {"value": 1, "unit": "`+unit+`"}`)), catenax.Limits{})
		if len(im.Commands) != 1 || im.Commands[0].Args.(*track.Describe).Contains.UoM != code {
			t.Errorf("%s: got problems %v", unit, im.Problems)
		}
	}
}
