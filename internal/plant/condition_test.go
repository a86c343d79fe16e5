package plant

import (
	"strings"
	"testing"
)

// test makes a condition of an expression.
func test(t *testing.T, source string) *Test {
	t.Helper()
	c := newTest(&Condition{Code: "C", Expr: source}, 1)
	if c.broken != nil {
		t.Fatalf("%s: %v", source, c.broken)
	}
	return c
}

func TestConditionAsksOfTheObject(t *testing.T) {
	t.Parallel()
	env := &Env{
		Object: EnvObject{Name: "SN-1", Part: "PUMP", Revision: "B", Order: "WO-7", Quantity: 2.5}, Operation: "TEST", Attempt: 2,
		Station: "S1", Passed: []string{"BUILD"},
		Results: map[string]EnvResult{"TORQUE": {Value: 4.9, UoM: "NU", Outcome: "pass", Count: 4}},
		Inside:  []EnvComponent{{Part: "MOTOR", Name: "M-1", Maker: "ACME"}, {Part: "SEAL", Line: "20"}},
	}
	for source, want := range map[string]bool{
		`object.part == "PUMP" && object.revision in ["B", "C"]`:  true,
		`object.quantity > 2.4 and object.order startsWith "WO-"`: true,
		`operation == "TEST" && station == "S1" && attempt <= 1`:  false,
		`"BUILD" in passed`: true,
		`results["TORQUE"].value >= 4.8 && results.TORQUE.count == 4`:  true,
		`results["LOOK"].outcome == "" && results["LOOK"].value == 0`:  true,
		`any(inside, .part == "MOTOR" && .maker == "ACME")`:            true,
		`count(inside, .part == "SEAL") == 2`:                          false,
		`all(inside, #.line != "")`:                                    false,
		`len(filter(inside, .maker matches "^AC")) == 1`:               true,
		`hasPrefix(lower(object.name), "sn") ? attempt > 1 : false`:    true,
		`attempt + 1 == 3 && results.TORQUE.value + 0.1 > 4.9`:         true,
		`let torque = results["TORQUE"].value; torque > 4 || torque<1`: true,
	} {
		got, err := test(t, source).Holds(env)
		if err != nil || got != want {
			t.Errorf("%s: got %v %v, want %v", source, got, err, want)
		}
	}
}

func TestConditionIsJudgedOnNothing(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		`results["TORQUE"].value == 0`: true, `len(inside) == 0`: true, `"X" in passed`: false, `object.part == ""`: true,
	} {
		if got, err := test(t, source).Holds(&Env{}); err != nil || got != want {
			t.Errorf("%s: got %v %v, want %v", source, got, err, want)
		}
	}
	if _, err := test(t, `inside[3].part == "P"`).Holds(&Env{}); err == nil {
		t.Error("a component that is not there was found")
	}
}

// What takes a clock, chance or long is not in the language.
func TestConditionHasLimits(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		`now() > date("2026-01-01")`, `date("2026-01-01").Year() > 0`, `duration("1h") > duration("1m")`, `timezone("UTC") != nil`,
		`len(keys(results)) > 0`, `len(values(results)) > 0`, `toJSON(inside) == ""`, `repeat("a", 1000000) == ""`, `len(1..1000000) > 0`,
		`all(1..3, # > 0)`, `all(inside, any(inside, .part == "P"))`, `sum(map(inside, sum(map(inside, 1)))) > 0`, `reduce(inside, #acc + 1, 0) > 0`,
		`objet.part == "P"`, `object.prt == "P"`, `object.part == 5`, `attempt`, `attempt + "a" == "b"`, `1 +`, ``,
		`let a = station + station; let b = a + a; b == ""`, `reduce(inside, #acc + #acc, "a") == ""`, `map(passed, # + #)[0] == ""`,
		strings.Repeat("attempt == 1 || ", 150) + "true", `station == "` + strings.Repeat("S", maxText) + `"`, strings.Repeat("(", 4000),
	} {
		if _, err := compile(source); err == nil {
			t.Errorf("taken: %.80s", source)
		}
	}
}

func FuzzCondition(f *testing.F) {
	for _, source := range []string{
		`object.part == "P"`, `any(inside, .part == "MOTOR")`, `results["A"].value > 1.5e3`, `1..9`, `"a" matches "("`, `let x = passed; x[0] == ""`,
		`inside[0].part`, `-attempt ?? 3 == 1`, `{"a": 1}.a == 1`, `[1][5] == 1`, `1/0 > 2`, `attempt % 0 == 0`, `true ? any : all`,
	} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		program, err := compile(source)
		if err != nil {
			return
		}
		c := &Test{Condition: &Condition{Expr: source}, program: program}
		env := &Env{Passed: []string{"A"}, Inside: make([]EnvComponent, 10), Results: map[string]EnvResult{"A": {}, "B": {Value: 1}}}
		first, wrong := c.Holds(env)
		again, wrongAgain := c.Holds(env)
		if first != again || (wrong == nil) != (wrongAgain == nil) {
			t.Errorf("%q: first %v %v, then %v %v", source, first, wrong, again, wrongAgain)
		}
	})
}
