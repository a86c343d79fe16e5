package plant

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// everything is the example that uses every key.
func everything(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("../../testdata/plant/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestExampleUsesEveryKey(t *testing.T) {
	t.Parallel()
	used := map[*shape]map[string]bool{}
	var walk func(v any, s *shape)
	walk = func(v any, s *shape) {
		if used[s] == nil {
			used[s] = map[string]bool{}
		}
		switch s.kind {
		case kindList:
			for _, item := range items(v) {
				walk(item, s.item)
			}
		case kindMap:
			for _, value := range object(v) {
				walk(value, s.item)
			}
		case kindObject:
			for key, value := range object(v) {
				f, _ := s.field(key)
				used[s][key] = true
				walk(value, f.shape)
			}
		case kindText:
			used[s][v.(string)] = true
		}
	}
	walk(parsed(t, everything(t)).tree(), documentShape)
	var unused []string
	for s, keys := range used {
		for _, f := range s.fields {
			if s.kind == kindObject && !keys[f.name] {
				unused = append(unused, s.title+": "+f.name)
			}
		}
	}
	if len(unused) > 0 {
		t.Errorf("not in the example: %v", unused)
	}
	for _, rule := range modesShape.names() {
		if !strings.Contains(everything(t), "  "+rule+": ") {
			t.Errorf("rule %s is not in the example", rule)
		}
	}
}

func TestCheckFollowsEachReference(t *testing.T) {
	t.Parallel()
	src := everything(t)
	tests := map[string]struct{ old, new, want string }{
		"station skill":      {"skills: [CHEMICALS]\n          - code: A-20", "skills: [CHEMICAL]\n          - code: A-20", `.stations[0].skills[0]: no skill has this code: "CHEMICAL" (did you mean CHEMICALS?)`},
		"station equipment":  {"[WRENCH-1, FIXTURE-1]", "[WRENCH-2, FIXTURE-1]", `.equipment[0]: no piece of equipment has this code: "WRENCH-2" (did you mean WRENCH-1?)`},
		"position part":      {"parts: [GLUE-7, GLUE-9]", "parts: [GLUE-8]", `.positions[1].parts[0]: no part has this number: "GLUE-8" (did you mean GLUE-7?)`},
		"position of work":   {"kind: work}", "kind: work, holds: one}", "nothing is loaded at a position of work (write kind: material, or remove parts and holds)"},
		"holds":              {"holds: several}", "holds: many}", `"many" is not what a position holds (known are one, several)`},
		"feed":               {"feed: [DRUM]", "feed: [DRUMM]", `parts[0].bom[2].feed[0]: no position of material at the stations of the operation has this code: "DRUMM" (did you mean DRUM?)`},
		"feed of work":       {"feed: [DRUM]", "feed: [NEST]", `parts[0].bom[2].feed[0]: no position of material at the stations of the operation has this code: "NEST"`},
		"feed of another":    {"parts: [SCREW-M4]", "parts: [CAP-100N]", `parts[2].bom[1].feed[0]: position "BIN-1" is not for "SCREW-M4" (add SCREW-M4 to the parts of the position, or name another position)`},
		"removal":            {"removalVoids: [TIGHTEN, TEST]", "removalVoids: [TIGHTEN, TESTS]", `parts[0].bom[0].removalVoids[1]: no operation of the route has this code: "TESTS" (did you mean TEST?)`},
		"shelf life":         {"shelfLife: P180D", "shelfLife: P6M", `.shelfLife: "P6M" is not a duration above zero of at most 100 years (write weeks, or days`},
		"floor life":         {"floorLife: P7D", "floorLife: 7 days", `.floorLife: "7 days" is not a duration`},
		"serials":            {"MC{yyww}{seq:5}", "MC{yyww{seq:5}", `parts[0].serials: the pattern cannot be used`},
		"serials of a lot":   {"tracking: lot, secondUom: GRM", `tracking: lot, serials: "S{seq}"`, `part "SCREW-M4" has no serial numbers`},
		"reuse":              {"reuse: new", "reuse: newly", `"newly" is not a policy (known are refuse, new)`},
		"panel":              {"positions: 4}", "positions: -4}", "parts[1].panel.positions: -4 is out of range (write a number from 0 to 100000)"},
		"factor":             {"factor: 1000", "factor: 0", "parts[8].units[0].factor: the factor 0 is not above zero (write how much of GRM one KGM is)"},
		"unit twice":         {"uom: KGM, factor", "uom: GRM, factor", `parts[8].units[0].uom: "GRM" is the unit of the part itself (remove it)`},
		"second unit":        {"secondUom: GRM", "secondUom: C62", `"C62" is the unit of the part itself`},
		"phantom with route": {"phantom: true", "phantom: true\n    route: BOARD", `part "HOUSING-KIT" has a route, but is never made by itself`},
		"phantom of nothing": {"number: RADIO-2,", "number: RADIO-2, phantom: true,", `part "RADIO-2" has no bill that could be built into its parent`},
		"phantom operation":  {"quantity: 4\n        operation: TIGHTEN", "quantity: 4\n        operation: SMT", `parts[0].bom[1].part: line "20/20" of the bill goes in at operation "SMT", which route "CONTROLLER" does not have`},
		"phantom alternate":  {"option: RADIO}", "alternates: [HOUSING-KIT]}", `"HOUSING-KIT" is a phantom, which is never at hand`},
		"picture":            {"picture: pictures/bead.png", "picture: ../bead.png", `routes[1].operations[0].picture: "../bead.png" is neither a SHA-256 nor a file beside the definition (write the SHA-256`},
		"step's picture":     {"picture: pictures/seat.png", "picture: 'c:seat.png'", `steps[0].picture: "c:seat.png" is neither a SHA-256 nor a file beside the definition`},
		"document":           {"- {title: Safety data sheet, file: 9f", "- {title: Safety data sheet, file: a}\n          - {title: Safety data sheet, file: 9f", `document "Safety data sheet" is in the operation twice`},
		"step":               {"code: BEAD", "code: CLEAN", `step "CLEAN" is in the operation twice`},
		"operation skill":    {"skills: [ESD]", "skills: [EDS]", `routes[1].operations[2].skills[0]: no skill has this code: "EDS" (did you mean ESD?)`},
		"kind without any":   {"equipment: [gauge]", "equipment: [cavities]", `no piece of equipment or kind of it has this code: "cavities"`},
		"retests":            {"retests: 1", "retests: 3", "3 attempts leave no room for 3 retests (write fewer retests, or more attempts)"},
		"attempts":           {"attempts: 3", "attempts: -1", "attempts: -1 is out of range"},
		"since itself":       {"{operation: GLUE, max: PT20M}", "{operation: ASSEMBLE, max: PT20M}", `"ASSEMBLE" does not come before "ASSEMBLE" on the route (name an operation before it)`},
		"since nothing":      {"{operation: GLUE, max: PT20M}", "{operation: GLUE}", "no time is given (add min: or max:)"},
		"since never":        {"min: PT2H, max: P2D", "min: P2D, max: PT2H", "the least time P2D is above the longest time PT2H (swap them)"},
		"since unknown":      {"{operation: SOLDER, min: PT10M}", "{operation: SOLDR, min: PT10M}", `route "BOARD" has no operation "SOLDR" (did you mean SOLDER?)`},
		"condition":          {"object.order", "objct.order", `routes[1].operations[1].conditions[0].expr: not a condition: unknown name objct (1:1) (ask for object, operation, attempt,`},
		"condition's answer": {`object.order == "" || any(inside, .part == "BOARD-5")`, "attempt", "not a condition: expected bool, but got int"},
		"gate":               {"at: exit\n            expr: object", "at: end\n            expr: object", `"end" is not a gate`},
		"rework":             {"enter: ASSEMBLE", "enter: ASEMBLE", `routes[1].reworks[0].enter: route "CONTROLLER" has no operation "ASEMBLE" (did you mean ASSEMBLE?)`},
		"rework voids":       {"voids: [TIGHTEN, TEST]", "voids: [TIGHTEN, TEST, GLU]", `no operation of the route has this code: "GLU" (did you mean GLUE?)`},
		"printer":            {"printers: [ZD-1, OFFICE]", "printers: [ZD-2, OFFICE]", `.stations[2].printers[0]: no printer has this code: "ZD-2" (did you mean ZD-1?)`},
		"printer's address":  {"tcp://192.0.2.17:9100", "192.0.2.17", `printers[0].address: "192.0.2.17" is no address of a printer (write tcp://host:9100`},
		"printer's port":     {"tcp://192.0.2.17:9100", "tcp://192.0.2.17", `is no address of a printer`},
		"printer's password": {"ipp://192.0.2.18", "ipp://me:secret@192.0.2.18", `is no address of a printer`},
		"printer's folder":   {"folder:spool", "folder:../../etc", `printers[2].address: "folder:../../etc" is no address of a printer`},
		"printer's file":     {"folder:spool", "file:/etc/passwd", `printers[2].address: "file:/etc/passwd" is no address of a printer`},
		"printer's dots":     {"dpi: 300", "dpi: 3000", "3000 dots per inch are out of range (write 100 to 1200"},
		"printer's format":   {"format: pdf", "format: zpl", "over IPP labels go as PDF (write pdf, or an address tcp://host:9100)"},
		"printer's label":    {"labels: [UNIT]", "labels: [UNITS]", `printers[0].labels[0]: no label has this code: "UNITS" (did you mean UNIT?)`},
		"label's kind":       {"for: [unit]", "for: [units]", `labels[0].for[0]: "units" is not a kind of thing that has labels`},
		"label's event":      {"event: produced", "event: made", `"made" is not an event`},
		"label's station":    {"event: completed, stations: [A-30]", "event: completed, stations: [A-40]", `labels[0].print[0].stations[0]: station "A-40" has no printer that prints label "UNIT" (add a printer to the station, or name one here)`},
		"no such station":    {"event: completed, stations: [A-30]", "event: completed, stations: [A-31]", `no station has this code: "A-31"`},
		"label's printer":    {"printer: ZD-1}", "printer: ZD}", `no printer has this code: "ZD" (did you mean ZD-1?)`},
		"label's operation":  {"event: completed, stations", "event: packed, stations", "no operation ends when something is packed (write event: completed, or remove operations)"},
		"label nowhere":      {", printer: ZD-1}", "}", `it does not say where label "UNIT" is printed (add stations:, or printer:)`},
		"label's copies":     {"copies: 1}", "copies: 101}", "101 is out of range (write 1 to 100)"},
		"equipment kind":     {"kind: cavity", "kind: nest", `"nest" is not a kind of equipment`},
		"no equipment kind":  {", kind: cavity", "", "equipment[6].kind: the piece of equipment has no kind (write one of tool, fixture"},
		"level twice":        {"levels: [trainee, skilled, trainer]", "levels: [trainee, trainee]", `level "trainee" is in the skill twice`},
		"equipment code":     {"code: GAUGE-1", "code: gauge", `"gauge" is the name of a kind (give it a code of its own, such as GAUGE-1)`},
		"equipment part":     {"parts: [HOUSING-10]}", "parts: [HOUSE-10]}", `no part has this number: "HOUSE-10"`},
		"reason":             {"for: scrap", "for: scraping", `"scraping" is not an act that has reasons (known are scrap,`},
		"state of a reason":  {"state: starved", "state: hungry", `"hungry" is not a state of a station (known are running,`},
		"state of a scrap":   {"for: scrap", "for: scrap, state: fault", "only a reason to stop stands for a state of a station (remove it, or write for: stop)"},
		"call":               {"{kind: safety", "{kind: safty", `andon[1].kind: "safty" is not a kind of call (did you mean safety?)`},
		"call twice":         {"{kind: safety", "{kind: quality", `andon[1].kind: kind "quality" is in andon twice`},
		"call by nobody":     {"roles: [quality], escalate", "roles: [qualty], escalate", `andon[0].roles[0]: "qualty" is not a role (did you mean quality?)`},
		"escalation to none": {", escalateTo: [lead]", "", "andon[0]: a call escalates after a time to somebody (write escalate and escalateTo, or neither)"},
		"lockout":            {"lockouts: [maintenance]", "lockouts: [maintenance, repair]", `lockouts[1]: "repair" is not a state of a station`},
		"shift":              {`start: "06:00"`, `start: "6:00"`, `"6:00" is not a time of day (write hours and minutes`},
		"day":                {"days: [mon, tue", "days: [mon, mon", `mon is given twice`},
		"term":               {"{lot: Batch", "{lott: Batch", `names.lott: "lott" is not a term of the glossary that may be renamed (did you mean lot?)`},
		"same name":          {"work-order: Job", "work-order: Batch", `"Batch" is also the name of lot`},
		"override rule":      {"  limits: {roles", "  limit: {roles", `overrides.limit: "limit" is not an interlock (did you mean limits?)`},
		"override by nobody": {"{roles: [quality], second: true}", "{second: true}", "overrides.limits: nobody is named who may override the rule"},
		"answer to a rule":   {"  scan-back: operator", "  scanback: operator", `answers.scanback: "scanback" is not an interlock (did you mean scan-back?)`},
		"answer by nobody":   {"  scan-back: operator", `  scan-back: ""`, `answers.scan-back: nobody is named who answers for the rule`},
		"answering role":     {"  scan-back: operator", "  scan-back: planner", `"planner" is not a role that can answer for a rule (known are lead,`},
		"override role":      {"{roles: [quality], second: true}", "{roles: [qualty]}", `"qualty" is not a role (did you mean quality?)`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(src, test.old) {
				t.Fatalf("the definition has no %q", test.old)
			}
			errs := parsed(t, strings.Replace(src, test.old, test.new, 1)).Check()
			if !strings.Contains(errs.Error(), test.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", errs.Error(), test.want)
			}
			for _, e := range errs {
				if e.Line == 0 || e.Fix == "" {
					t.Errorf("without a line or a remedy: %v", e)
				}
			}
		})
	}
}

func TestPhantomsThatNeverEndAreRefused(t *testing.T) {
	t.Parallel()
	d := parsed(t, "site: {code: D}\nroutes: [{code: R, operations: [{code: O}]}]\nparts:\n- {number: P, route: R, bom: [{line: 1, part: A}]}\n- {number: A, phantom: true}\n")
	for range 100 {
		d.Parts[1].BOM = append(d.Parts[1].BOM, BOMLine{Line: "1", Part: "A"})
	}
	if got := d.Check().Error(); !strings.Contains(got, "the bill has too many lines, or too many levels of phantoms") {
		t.Errorf("got %.300s", got)
	}
	if got := len(d.Index().Bill(&d.Parts[0])); got > maxBill {
		t.Errorf("the bill has %d lines", got)
	}
}

func TestIndexBuildsPhantomsIn(t *testing.T) {
	t.Parallel()
	src := strings.Replace(everything(t), "part: HOUSING-KIT, operation", "part: HOUSING-KIT, quantity: 1.5, option: CASE, operation", 1)
	x := parsed(t, src).Index()
	part, _ := x.Part("MC-200", "")
	var got []string
	for _, l := range x.Bill(part) {
		got = append(got, strings.Join([]string{l.Line, l.Part, string(l.Quantity), l.Operation, l.Option}, " "))
	}
	want := []string{
		"10 BOARD-5  ASSEMBLE ", "20/10 HOUSING-10 1.5 ASSEMBLE CASE", "20/20 SCREW-M4 6.0 TIGHTEN CASE", "30 GLUE-7 2.5 GLUE ", "40 RADIO-2  ASSEMBLE RADIO", "50 LABEL  PACK ", "31 GLUE-9 2.5 GLUE ", "51 LABEL-2  PACK ", "41 RADIO-3  ASSEMBLE RADIO",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("bill (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"20/20"}, lineNumbers(x.LinesFor(part, "SCREW-M4"))); diff != "" {
		t.Errorf("lines for the screw (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"20/20"}, lineNumbers(x.LinesAt(part, "TIGHTEN"))); diff != "" {
		t.Errorf("lines at tightening (-want +got):\n%s", diff)
	}
	if kit, _ := x.Part("HOUSING-KIT", ""); kit.BOM[1].Line != "20" || kit.BOM[1].Quantity != "4" {
		t.Errorf("the phantom itself has changed: %+v", kit.BOM[1])
	}
}

func TestIndexKnowsResources(t *testing.T) {
	t.Parallel()
	x := parsed(t, everything(t)).Index()
	var names []string
	for _, s := range x.StationsFor("TIGHTEN") {
		names = append(names, s.Code)
	}
	position, _ := x.Position("E-10", "STACK")
	rework, _ := x.Rework("CONTROLLER", "REOPEN")
	wrench, _ := x.Equipment("WRENCH-1")
	skill, _ := x.Skill("CHEMICALS")
	defect, _ := x.Defect("BRIDGE")
	reason, _ := x.Reason("MATERIAL")
	override, _ := x.Override(RuleLimits)
	glue, _ := x.Part("GLUE-7", "")
	kilo, _ := x.Factor(glue, "KGM")
	own, _ := x.Factor(glue, "GRM")
	got := []any{names, position.Holds, rework.Enter, wrench.Calibration, skill.Valid, defect.Group, reason.For, override.Second, kilo, own}
	want := []any{
		[]string{"A-20"}, HoldsSeveral, "ASSEMBLE", Duration("P90D"), Duration("P365D"), "Solder", ReasonStop, true, Decimal("1000"), Decimal("1"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("looked up (-want +got):\n%s", diff)
	}
	if _, ok := x.Factor(glue, "MTR"); ok {
		t.Error("glue is measured in metres")
	}
	if _, ok := x.Override(RuleHold); ok {
		t.Error("anybody may override a hold")
	}
	if _, ok := x.Position("E-20", "STACK"); ok {
		t.Error("a position was found at another station")
	}
	assemble, _, _ := x.Operation("CONTROLLER", "ASSEMBLE")
	if entry, exit := x.Conditions(assemble, GateEntry), x.Conditions(assemble, GateExit); len(entry) != 0 || len(exit) != 1 {
		t.Fatalf("conditions: got %d and %d, want none and one", len(entry), len(exit))
	}
	env := &Env{Object: EnvObject{Order: "WO-1"}}
	if holds, err := x.Conditions(assemble, GateExit)[0].Holds(env); holds || err != nil {
		t.Errorf("without the board: got %v %v", holds, err)
	}
}

// TestTermsAreThoseOfTheGlossary: what a plant may rename is a word of ours.
func TestTermsAreThoseOfTheGlossary(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, term := range Terms() {
		word := strings.ReplaceAll(strings.ToUpper(term[:1])+term[1:], "-", " ")
		if !strings.Contains(string(page), "**"+word+"**") {
			t.Errorf("the glossary does not have %s", word)
		}
	}
}
