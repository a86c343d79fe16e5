package plant

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// small is a correct definition that the cases below break, one at a time.
const small = `site: {code: DEMO, zone: Europe/Berlin}
areas:
- code: ASSY
  lines:
  - code: L1
    stations:
    - code: ST-10
      operations: [PREP]
      positions: [{code: P1, kind: material}]
      interlocks: {bom: ask}
    - code: ST-20
      operations: [ASSEMBLE]
parts:
- number: PUMP
  revision: A
  gtin: "4006381333931"
  route: PUMP
  bom:
  - {line: 10, part: MOTOR, operation: ASSEMBLE, alternates: [MOTOR-X]}
  - {line: 20, part: SCREW, quantity: 4, positions: [S1, S2, S3, S4]}
  - {line: 30, part: LABEL, capture: backflush}
- number: MOTOR
- number: MOTOR-X
- number: SCREW
  tracking: lot
- number: LABEL
  tracking: none
routes:
- code: PUMP
  operations:
  - code: PREP
  - code: ASSEMBLE
    characteristics:
    - {code: TORQUE, uom: NU, lower: 4.80, nominal: 5, upper: 5.20}
interlocks: {hold: enforce}
`

func parsed(tb rapid.TB, src string) *Definition {
	tb.Helper()
	d, err := Parse([]byte(src))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestCheckNamesTheProblem(t *testing.T) {
	t.Parallel()
	if errs := parsed(t, small).Check(); errs != nil {
		t.Fatalf("the definition itself has problems:\n%v", errs)
	}
	tests := map[string]struct{ old, new, want string }{
		"no code":           {"code: DEMO, ", "", "1:7: site.code: the site has no code (give it one)"},
		"zone":              {"Europe/Berlin", "CET+1", `1:26: site.zone: "CET+1" is not an IANA time zone (write Area/City, such as Europe/Berlin, or UTC)`},
		"space":             {"code: L1", `code: "L1 "`, `5:11: areas[0].lines[0].code: "L1 " begins or ends with a space (remove it)`},
		"unprintable":       {"code: L1", `code: "L\u200b1"`, `5:11: areas[0].lines[0].code: "L\u200b1" holds a character that cannot be printed (write letters, digits and signs)`},
		"long":              {"code: L1", "code: " + strings.Repeat("L", 65), `5:11: areas[0].lines[0].code: "` + strings.Repeat("L", 65) + `" has 65 bytes; a code has at most 64 (shorten it)`},
		"station twice":     {"ST-20", "ST-10", `11:13: areas[0].lines[0].stations[1].code: station "ST-10" is in the site twice, first at areas[0].lines[0].stations[0].code (give one of them another code, or remove it)`},
		"station operation": {"[PREP]", "[PERP]", `8:20: areas[0].lines[0].stations[0].operations[0]: no route has an operation "PERP" (did you mean PREP?)`},
		"position kind":     {"kind: material", "kind: materiel", `9:36: areas[0].lines[0].stations[0].positions[0].kind: "materiel" is not a kind of position (did you mean material?)`},
		"rule":              {"{bom: ask}", "{bomm: ask}", `10:26: areas[0].lines[0].stations[0].interlocks.bomm: "bomm" is not an interlock (did you mean bom?)`},
		"mode":              {"hold: enforce", "hold: enforced", `35:20: interlocks.hold: "enforced" is not a mode (did you mean enforce?)`},
		"check digit":       {"4006381333931", "4006381333932", "16:9: parts[0].gtin: the check digit of GTIN 4006381333932 is 2, but the digits before it need 1 (compare it with the label, digit by digit)"},
		"no GTIN":           {"4006381333931", "40063813", "16:9: parts[0].gtin: the check digit of GTIN 40063813 is 3, but the digits before it need 2 (compare it with the label, digit by digit)"},
		"route":             {"route: PUMP", "route: PUMPE", `17:10: parts[0].route: no route has this code: "PUMPE" (did you mean PUMP?)`},
		"bom operation":     {"operation: ASSEMBLE", "operation: ASEMBLE", `19:40: parts[0].bom[0].operation: route "PUMP" has no operation "ASEMBLE" (did you mean ASSEMBLE?)`},
		"component":         {"part: MOTOR,", "part: MOTTOR,", `19:22: parts[0].bom[0].part: no part has this number: "MOTTOR" (did you mean MOTOR?)`},
		"alternate":         {"[MOTOR-X]", "[MOTOR]", `19:63: parts[0].bom[0].alternates[0]: "MOTOR" is the part of the line itself (remove it)`},
		"line twice":        {"line: 20", "line: 10", `20:12: parts[0].bom[1].line: line "10" is in the bill twice, first at parts[0].bom[0].line (give one of them another code, or remove it)`},
		"quantity":          {"quantity: 4,", "quantity: 4e1,", `20:39: parts[0].bom[1].quantity: "4e1" is not a decimal number (write digits with a point, such as 4.80, without exponent, leading zeros or plus sign)`},
		"nothing":           {"quantity: 4, positions: [S1, S2, S3, S4]", "quantity: 0", "20:39: parts[0].bom[1].quantity: the quantity 0 is not above zero (write how much goes into one product)"},
		"positions":         {"quantity: 4,", "quantity: 3,", "20:39: parts[0].bom[1].quantity: the quantity is 3, but 4 positions are listed (write quantity: 4, or correct the positions)"},
		"untracked scan":    {", capture: backflush", "", `21:5: parts[0].bom[2].capture: "LABEL" has no tracking, so there is nothing to scan (write capture: backflush, or track the part by lot)`},
		"serial backflush":  {"alternates: [MOTOR-X]", "capture: backflush", `19:59: parts[0].bom[0].capture: "MOTOR" is tracked by serial number: each one must be scanned (write capture: scan-each, or track the part by lot)`},
		"install in lot":    {"  revision: A", "  revision: A\n  tracking: lot", "parts[0].bom[0].use: part \"PUMP\" is tracked by lot"},
		"uom":               {"uom: NU", "uom: Nm", `34:27: routes[0].operations[1].characteristics[0].uom: "Nm" is not a UN/ECE Recommendation 20 code (write 2 or 3 capital letters or digits, such as C62 (piece), KGM, MTR, NU (newton metre))`},
		"limits":            {"upper: 5.20", "upper: 4.2", "34:38: routes[0].operations[1].characteristics[0].lower: the lower limit 4.80 is above the upper limit 4.2 (swap them)"},
		"nominal":           {"nominal: 5", "nominal: 4.799", "34:53: routes[0].operations[1].characteristics[0].nominal: the nominal 4.799 is below the lower limit 4.80 (write a value within the limits)"},
		"no unit":           {"uom: NU, ", "", "34:7: routes[0].operations[1].characteristics[0]: the limits have no unit"},
		"part twice":        {"number: MOTOR-X", "number: MOTOR", `part "MOTOR" is given twice, first at parts[1]`},
		"cycle":             {"- number: MOTOR-X", "- number: MOTOR-X\n  bom: [{line: 10, part: PUMP}]", "24:26: parts[2].bom[0].part: a part contains itself: PUMP > MOTOR-X > PUMP (remove one of these lines)"},
		"itself":            {"- number: MOTOR-X", "- number: MOTOR-X\n  bom: [{line: 10, part: MOTOR-X}]", "a part contains itself: MOTOR-X > MOTOR-X"},
		"empty route":       {"routes:\n", "routes:\n- code: R2\n", "the route has no operations (list its operations in order, or remove the route)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(small, test.old) {
				t.Fatalf("the definition has no %q", test.old)
			}
			got := parsed(t, strings.Replace(small, test.old, test.new, 1)).Check().Error()
			if !strings.Contains(got, test.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", got, test.want)
			}
		})
	}
}

func TestCheckListsAtMostHundredProblems(t *testing.T) {
	t.Parallel()
	d := &Definition{Parts: make([]Part, 500)}
	if got := len(d.Check()); got != 100 {
		t.Errorf("got %d problems, want 100", got)
	}
}

func TestCheckWithoutSourceHasNoLines(t *testing.T) {
	t.Parallel()
	want := Errors{{Path: "site.code", Problem: "the site has no code", Fix: "give it one"}}
	if diff := cmp.Diff(want, (&Definition{}).Check()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
