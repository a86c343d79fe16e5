package catenax_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/catenax"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// publicFiles lists the public test data in the folder that CONFORMANCE_DIR
// names; without it the test is skipped, and says so.
func publicFiles(t *testing.T) []string {
	t.Helper()
	dir := epcistest.Dir(t)
	files, err := filepath.Glob(filepath.Join(dir, "catenax", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s/catenax: %v", dir, err)
	}
	return files
}

// readFile reads one document.
func readFile(t *testing.T, path string) *catenax.Import {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	im, err := catenax.Read(bytes.NewReader(b), catenax.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// twin is an asset as a plain walk over the JSON finds it.
type twin struct {
	id      string
	aspects map[string][]map[string]any // by short name
}

// twins finds the assets of a document of either shape, without any of the code
// that is tested.
func twins(t *testing.T, path string) []twin {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var found []twin
	add := func(tw *twin, urn string, payload any) {
		if _, name, ok := strings.Cut(urn, "#"); ok {
			tw.aspects[name] = append(tw.aspects[name], payload.(map[string]any))
		}
	}
	if assets, ok := doc["assets"].([]any); ok {
		for _, x := range assets {
			tw := twin{aspects: map[string][]map[string]any{}}
			tw.id = x.(map[string]any)["assetMetaInfo"].(map[string]any)["catenaXId"].(string)
			for _, s := range x.(map[string]any)["submodels"].([]any) {
				add(&tw, s.(map[string]any)["aspectType"].(string), s.(map[string]any)["payload"])
			}
			found = append(found, tw)
		}
		return found
	}
	for _, x := range doc["https://catenax.io/schema/TestDataContainer/1.0.0"].([]any) {
		tw := twin{id: x.(map[string]any)["catenaXId"].(string), aspects: map[string][]map[string]any{}}
		for urn, payloads := range x.(map[string]any) {
			if list, ok := payloads.([]any); ok {
				for _, p := range list {
					add(&tw, urn, p)
				}
			}
		}
		found = append(found, tw)
	}
	return found
}

// told lists the relations of a document as "parent child", from either side.
func told(all []twin) map[string]bool {
	relations := map[string]bool{}
	for _, tw := range all {
		for _, p := range tw.aspects["SingleLevelBomAsBuilt"] {
			for _, c := range p["childItems"].([]any) {
				relations[tw.id+" "+c.(map[string]any)["catenaXId"].(string)] = true
			}
		}
		for _, p := range tw.aspects["SingleLevelUsageAsBuilt"] {
			for _, c := range p["parentItems"].([]any) {
				relations[c.(map[string]any)["catenaXId"].(string)+" "+tw.id] = true
			}
		}
	}
	return relations
}

func TestPublicFilesAreReadWhole(t *testing.T) {
	t.Parallel()
	for _, path := range publicFiles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			im, all := readFile(t, path), twins(t, path)
			for _, p := range im.Problems {
				t.Error(p)
			}
			want := catenax.Summary{Assets: len(all), Imported: len(all), Aspects: map[string]int{}}
			aspects := map[string]int{}
			for _, tw := range all {
				for name, payloads := range tw.aspects {
					aspects[name] += len(payloads)
				}
				switch {
				case tw.aspects["SerialPart"] != nil, tw.aspects["JustInSequencePart"] != nil:
					want.Units++
				case tw.aspects["Batch"] != nil:
					want.Lots++
				}
				want.Parts += len(tw.aspects["PartAsPlanned"])
			}
			want.Relations = len(told(all))
			got := im.Summary
			for name, n := range got.Aspects {
				want.Aspects[name] = n
				if aspects[name] != n {
					t.Errorf("%d aspects %s were read, and there are %d", n, name, aspects[name])
				}
				delete(aspects, name)
			}
			for urn, n := range got.NotImported {
				if _, name, ok := strings.Cut(urn, "#"); ok && aspects[name] == n {
					delete(aspects, name)
				}
			}
			if len(aspects) > 0 {
				t.Errorf("aspects neither read nor counted as not imported: %v", aspects)
			}
			got.NotImported = nil
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("summary (-got +want):\n%s", diff)
			}
		})
	}
}

func TestPublicFilesGiveEveryIdentifier(t *testing.T) {
	t.Parallel()
	for _, path := range publicFiles(t) {
		given := map[string]bool{}
		for _, c := range readFile(t, path).Commands {
			a := c.Args.(*track.Describe)
			given[a.Object.Value+" "+a.Object.Value] = true
			for _, id := range a.Identifiers {
				given[a.Object.Value+" "+id.Value] = true
			}
			if a.Kind != "" {
				given[a.Object.Value+" "+a.Maker] = true
			}
		}
		want := func(id string, value any) {
			if text, ok := value.(string); ok && !given[id+" "+text] {
				t.Errorf("%s: %s has no identifier %s", filepath.Base(path), id, text)
			}
		}
		for _, tw := range twins(t, path) {
			for _, name := range []string{"SerialPart", "Batch", "JustInSequencePart", "TractionBatteryCode"} {
				for _, p := range tw.aspects[name] {
					want(tw.id, p["catenaXId"])
					want(tw.id, p["tractionBatteryCode"])
					locals, _ := p["localIdentifiers"].([]any)
					for _, l := range locals {
						want(tw.id, l.(map[string]any)["value"])
					}
					if part, ok := p["partTypeInformation"].(map[string]any); ok {
						want(tw.id, part["customerPartId"])
					}
				}
			}
		}
	}
}

// expected is what a plain walk over files finds: relations, and objects that
// they name and none of them describes.
func expected(t *testing.T, paths []string) (relations map[string]bool, unknown []string) {
	t.Helper()
	relations, described := map[string]bool{}, map[string]bool{}
	for _, path := range paths {
		all := twins(t, path)
		maps.Copy(relations, told(all))
		for _, tw := range all {
			if tw.aspects["SerialPart"] != nil || tw.aspects["Batch"] != nil || tw.aspects["JustInSequencePart"] != nil {
				described[tw.id] = true
			}
		}
	}
	for r := range relations {
		for id := range strings.FieldsSeq(r) {
			if !described[id] && !slices.Contains(unknown, id) {
				unknown = append(unknown, id)
			}
		}
	}
	slices.Sort(unknown)
	return relations, unknown
}

// checkTold checks that every relation is an edge, once, and that what no file
// describes is a stub.
func checkTold(t *testing.T, p *enginetest.Plant, relations map[string]bool, unknown []string) (edges []string) {
	t.Helper()
	edges = genealogy(t, p.DB)
	got := map[string]bool{}
	for _, e := range edges {
		words := strings.SplitN(e, " ", 3)
		got[words[0]+" "+words[1]] = true
	}
	if diff := cmp.Diff(got, relations); diff != "" || len(edges) != len(relations) {
		t.Errorf("%d edges for %d relations (-got +want):\n%s", len(edges), len(relations), diff)
	}
	var names []string
	for _, s := range stubs(t, p.DB) {
		id, _, _ := strings.Cut(s, " ")
		names = append(names, id)
	}
	if diff := cmp.Diff(names, unknown); diff != "" {
		t.Errorf("known unknowns (-got +want):\n%s", diff)
	}
	return edges
}

// TestPublicFilesJoin imports all public files in both orders: the genealogy is
// the same.
func TestPublicFilesJoin(t *testing.T) {
	t.Parallel()
	var imports []*catenax.Import
	for _, path := range publicFiles(t) {
		imports = append(imports, readFile(t, path))
	}
	relations, unknown := expected(t, publicFiles(t))
	var mu sync.Mutex
	var first []string
	eachOrder(t, imports, func(t *testing.T, p *enginetest.Plant) {
		edges := checkTold(t, p, relations, unknown)
		mu.Lock()
		defer mu.Unlock()
		if first == nil {
			first = edges
		}
		if diff := cmp.Diff(first, edges); diff != "" {
			t.Errorf("the genealogy depends on the order of the files or the database:\n%s", diff)
		}
	})
}

func TestPublicFilesLeaveKnownUnknowns(t *testing.T) {
	t.Parallel()
	some := 0
	for _, path := range publicFiles(t) {
		relations, unknown := expected(t, []string{path})
		some += len(unknown)
		im := readFile(t, path)
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
				p := enginetest.Start(t, db)
				submit(t, p, im)
				checkTold(t, p, relations, unknown)
			})
		})
	}
	if some == 0 {
		t.Error("every object is described, so this tests nothing")
	}
}

// TestPublicFilesGiveEPCISEvents judges every event of an import by the official
// schema.
func TestPublicFilesGiveEPCISEvents(t *testing.T) {
	t.Parallel()
	paths, valid := publicFiles(t), epcistest.Schema(t)
	db := sqldbtest.SQLite(t)
	p := enginetest.Start(t, db)
	for _, path := range paths {
		submit(t, p, readFile(t, path))
	}
	events := lines(t, db, "select b.bytes from body b join entry e on e.seq = b.seq where e.kind = 'material'", 1)
	if len(events) < 40 {
		t.Errorf("there are %d events", len(events))
	}
	for _, e := range events {
		if err := valid([]byte(e)); err != nil {
			t.Errorf("%v\n%s", err, e)
		}
	}
}

// TestPublicPlansCheck joins the as-planned data of all files: what is offered
// is a plant definition without faults.
func TestPublicPlansCheck(t *testing.T) {
	t.Parallel()
	all := &catenax.Import{}
	for _, path := range publicFiles(t) {
		all.Join(readFile(t, path))
	}
	parts, problems := all.Parts()
	if len(parts) < 15 {
		t.Errorf("got %d parts", len(parts))
	}
	for _, p := range problems {
		t.Log(p)
	}
	def := plant.Definition{Site: plant.Site{Code: "S"}, Parts: parts}
	if faults := def.Check(); len(faults) > 0 {
		t.Error(faults)
	}
}
