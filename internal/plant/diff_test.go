package plant

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDiffTellsEachEdit(t *testing.T) {
	t.Parallel()
	swapped := "  - code: ASSEMBLE\n    characteristics:\n    - {code: TORQUE, uom: NU, lower: 4.80, nominal: 5, upper: 5.20}\n"
	tests := map[string]struct {
		old, new string
		want     []string
	}{
		"nothing":         {"", "", nil},
		"layout only":     {"site: {code: DEMO, zone: Europe/Berlin}", "site:\n  zone: \"Europe/Berlin\" # the plant's\n  code: DEMO", nil},
		"zone":            {"Europe/Berlin", "UTC", []string{"~ site.zone: Europe/Berlin -> UTC"}},
		"name":            {"code: DEMO,", "code: DEMO, name: Pump works,", []string{"+ site.name: Pump works"}},
		"limit":           {"4.80", "4.8", []string{"~ routes[PUMP].operations[ASSEMBLE].characteristics[TORQUE].lower: 4.80 -> 4.8"}},
		"limit dropped":   {"lower: 4.80, ", "", []string{"- routes[PUMP].operations[ASSEMBLE].characteristics[TORQUE].lower: 4.80"}},
		"station renamed": {"ST-20", "ST-21", []string{"- areas[ASSY].lines[L1].stations[ST-20]: {code: ST-20, operations: [ASSEMBLE]}", "+ areas[ASSY].lines[L1].stations[ST-21]: {code: ST-21, operations: [ASSEMBLE]}"}},
		"station's work":  {"[PREP]", "[ASSEMBLE, PREP]", []string{"+ areas[ASSY].lines[L1].stations[ST-10].operations[ASSEMBLE]: ASSEMBLE"}},
		"mode":            {"bom: ask", "bom: enforce", []string{"~ areas[ASSY].lines[L1].stations[ST-10].interlocks.bom: ask -> enforce"}},
		"rule":            {"{hold: enforce}", "{hold: enforce, limits: ask}", []string{"+ interlocks.limits: ask"}},
		"new revision":    {"- number: MOTOR\n", "- number: MOTOR\n- {number: PUMP, revision: B}\n", []string{"+ parts[PUMP rev B]: {number: PUMP, revision: B}"}},
		"bill":            {"quantity: 4, positions: [S1, S2, S3, S4]", "quantity: 3, positions: [S1, S2, S3]", []string{"~ parts[PUMP rev A].bom[20].quantity: 4 -> 3", "- parts[PUMP rev A].bom[20].positions[S4]: S4"}},
		"alternates":      {"[MOTOR-X]", "[SCREW, MOTOR-X]", []string{"+ parts[PUMP rev A].bom[10].alternates[SCREW]: SCREW", "~ parts[PUMP rev A].bom[10].alternates: MOTOR-X -> SCREW, MOTOR-X"}},
		"order of operations": {"  - code: PREP\n" + swapped, swapped + "  - code: PREP\n", []string{
			"~ routes[PUMP].operations: PREP, ASSEMBLE -> ASSEMBLE, PREP",
		}},
		"operation between": {"  - code: PREP\n", "  - code: PREP\n  - code: WASH\n", []string{
			"+ routes[PUMP].operations[WASH]: {code: WASH}", "~ routes[PUMP].operations: ASSEMBLE -> WASH, ASSEMBLE",
		}},
		"operation at the end": {"interlocks: {hold", "  - {code: PACK, optional: true}\ninterlocks: {hold", []string{
			"+ routes[PUMP].operations[PACK]: {code: PACK, optional: true}",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(small, test.old) {
				t.Fatalf("the definition has no %q", test.old)
			}
			old, edited := parsed(t, small), parsed(t, strings.Replace(small, test.old, test.new, 1))
			var got []string
			for _, c := range Diff(old, edited) {
				got = append(got, c.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if equal := old.Equal(edited); equal != (len(test.want) == 0) {
				t.Errorf("Equal: got %v", equal)
			}
		})
	}
}

func TestDiffFromNothingAddsAll(t *testing.T) {
	t.Parallel()
	got := Diff(nil, parsed(t, "site: {code: D}\nroutes: [{code: R, operations: [{code: O}]}]\n"))
	want := []Change{
		{Path: "site.code", Op: Added, New: "D"},
		{Path: "routes[R]", Op: Added, New: "{code: R, operations: [{code: O}]}"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestDiffIsEmptyOnlyForEqual(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := definitions().Draw(t, "a"), definitions().Draw(t, "b")
		if got := Diff(a, parsed(t, string(a.YAML()))); len(got) != 0 {
			t.Fatalf("a definition differs from itself: %v", got)
		}
		edit(t, a, b)
		c := parsed(t, string(a.YAML()))
		edit(t, c, definitions().Draw(t, "c"))
		if changes := Diff(a, c); (len(changes) == 0) != a.Equal(c) {
			t.Fatalf("%d changes, but Equal is %v:\n%s\n%s", len(changes), a.Equal(c), a.YAML(), c.YAML())
		}
	})
}

// edit replaces one piece of a definition by that of another, or moves one.
func edit(t *rapid.T, d, by *Definition) {
	switch rapid.IntRange(0, 6).Draw(t, "edit") {
	case 0:
		d.Site = by.Site
	case 1:
		d.Interlocks = by.Interlocks
	case 2:
		d.Parts = append(d.Parts, by.Parts...)
	case 3:
		if n := len(d.Parts); n > 1 {
			d.Parts[0], d.Parts[n-1] = d.Parts[n-1], d.Parts[0]
		}
	case 4:
		for i := range d.Parts {
			if n := len(d.Parts[i].BOM); n > 0 {
				d.Parts[i].BOM = d.Parts[i].BOM[1:]
			}
		}
	case 5:
		for i := range d.Routes {
			if o := d.Routes[i].Operations; len(o) > 1 {
				o[0], o[1] = o[1], o[0]
			}
		}
	}
}
