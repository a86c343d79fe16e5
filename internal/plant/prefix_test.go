package plant

import "testing"

func TestCompanyPrefixOfTheLongestEntry(t *testing.T) {
	t.Parallel()
	x := (&Definition{CompanyPrefixes: []string{"9521", "952123456", "0614141"}}).Index()
	for digits, want := range map[string]int{"952123456700": 9, "952199999999": 6, "061414112345": 7, "400638133393": 0, "": 0} {
		n, ok := x.PrefixLength(digits)
		if ok != (want > 0) || ok && n != want {
			t.Errorf("%s: got %d, %v", digits, n, ok)
		}
	}
	d := &Definition{Site: Site{Code: "S"}, CompanyPrefixes: []string{"952", "95212345X", "9521234", "9521234"}}
	if errs := d.Check(); len(errs) != 3 {
		t.Errorf("got %v", errs)
	}
}
