package medical_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/medical"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

func code(err error) string {
	if e, ok := errors.AsType[*refusal.Error](err); ok {
		return e.Code
	}
	return ""
}

// The numbers of the tests leave out what a date leaves out.
func date(year, month, day int) *medical.Date {
	return &medical.Date{Year: year, Month: month, Day: day, YearDay: -1, Hour: -1, Minute: -1}
}

func TestHIBC(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		want       medical.HIBC
	}{
		{"primary", "+A123BJC5D6E71G", medical.HIBC{Labeler: "A123", Product: "BJC5D6E7", Unit: 1, Quantity: -1}},
		{"both, expiry by day of the year, lot", "+A123BJC5D6E71/$$52001510X3C", medical.HIBC{
			Labeler: "A123", Product: "BJC5D6E7", Unit: 1, Quantity: -1, Lot: "10X3",
			Expiry: &medical.Date{Year: 20, Month: -1, Day: -1, YearDay: 15, Hour: -1, Minute: -1},
		}},
		{"with serial and date of manufacture", "+A99912345/$$52001510X3/16D20111212/S77DEFG457", medical.HIBC{
			Labeler: "A999", Product: "1234", Unit: 5, Quantity: -1, Lot: "10X3", Serial: "77DEFG45", Made: date(2011, 12, 12),
			Expiry: &medical.Date{Year: 20, Month: -1, Day: -1, YearDay: 15, Hour: -1, Minute: -1},
		}},
	}
	for _, c := range cases {
		got, err := medical.ParseHIBC(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		again, err := got.Text()
		if err != nil || again != c.text {
			t.Errorf("%s comes back as %s, %v", c.text, again, err)
		}
	}
}

func TestSecondaryDataOfHIBC(t *testing.T) {
	t.Parallel()
	hour := date(26, 3, 31)
	hour.Hour = 14
	cases := map[string]medical.HIBC{
		"$LOT1":           {Lot: "LOT1"},
		"$+SER1":          {Serial: "SER1"},
		"26090LOT1":       {Lot: "LOT1", Expiry: &medical.Date{Year: 26, Month: -1, Day: -1, YearDay: 90, Hour: -1, Minute: -1}},
		"$$0326LOT1":      {Lot: "LOT1", Expiry: date(26, 3, -1)},
		"$$2033126LOT1":   {Lot: "LOT1", Expiry: date(26, 3, 31)},
		"$$3260331LOT1":   {Lot: "LOT1", Expiry: date(26, 3, 31)},
		"$$426033114LOT1": {Lot: "LOT1", Expiry: hour},
		"$$7LOT1":         {Lot: "LOT1"},
		"$$+3260331SER1":  {Serial: "SER1", Expiry: date(26, 3, 31)},
		"$$8120326LOT1":   {Lot: "LOT1", Expiry: date(26, 3, -1)},
		"$$9000127LOT1":   {Lot: "LOT1"},
	}
	for second, want := range cases {
		want.Labeler, want.Product, want.Unit, want.Quantity = "A123", "X", 0, -1
		switch second[:3] {
		case "$$8", "$$9":
			want.Quantity = 12
		}
		text := sealed("+A123X0/" + second)
		got, err := medical.ParseHIBC(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		alone, err := medical.ParseHIBC(sealed("+" + second + "G"))
		want.Labeler, want.Product, want.Link = "", "", 'G'
		if diff := cmp.Diff(want, alone); diff != "" || err != nil {
			t.Errorf("%s alone: %v (-want +got):\n%s", second, err, diff)
		}
	}
}

// sealed adds the check character: the one of 43 with which a text is accepted
// or refused for another reason.
func sealed(text string) string {
	for _, c := range "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%" {
		if _, err := medical.ParseHIBC(text + string(c)); code(err) != "hibc.check" {
			return text + string(c)
		}
	}
	return text
}

func TestHIBCRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                      "hibc.flag",
		"A123BJC5D6E71G":                        "hibc.flag",
		"+/EABC0":                               "hibc.flag",
		"+A123BJC5D6E71H":                       "hibc.check",
		"+a123bjc5d6e71g":                       "hibc.character",
		sealed("+A1"):                           "hibc.primary",
		sealed("+A123X"):                        "hibc.primary",
		sealed("+A123X0/$$3261331L"):            "hibc.date",
		sealed("+A123X0/$$326"):                 "hibc.date",
		sealed("+A123X0/$$82"):                  "hibc.quantity",
		sealed("+A123X0/$"):                     "hibc.lot",
		sealed("+A123X0/$12345678901234567890"): "hibc.lot",
		sealed("+A123X0/LOT"):                   "hibc.secondary",
	} {
		if _, err := medical.ParseHIBC(text); code(err) != want {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}

func TestISBT(t *testing.T) {
	t.Parallel()
	got, err := medical.ParseISBT("=/A9997XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123")
	if err != nil {
		t.Fatal(err)
	}
	jan := func(year, day int) *medical.Date {
		return &medical.Date{Year: year, Month: -1, Day: -1, YearDay: day, Hour: -1, Minute: -1}
	}
	want := []medical.ISBT{
		{ID: "=/", Name: "processor's product", Value: "A9997XYZ100T0944"},
		{ID: "=,", Name: "product division", Value: "000025"},
		{ID: "=", Name: "donation number", Value: "A99971312345600"},
		{ID: "=>", Name: "expiration date", Value: "014032", Date: jan(2014, 32)},
		{ID: "=}", Name: "production date", Value: "013032", Date: jan(2013, 32)},
		{ID: "&,", Name: "lot of the pool or batch", Value: "1000000000000XYZ123"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	unknown, err := medical.ParseISBT("&$1234=%5100")
	if err != nil || len(unknown) != 2 || unknown[0].Value != "1234" || unknown[0].Name != "" || unknown[1].Name != "blood group" {
		t.Errorf("an unknown structure: %+v, %v", unknown, err)
	}
	compound, err := medical.ParseISBT("=+02000=W00002500000100=<E0791V00")
	if err != nil || len(compound) != 2 {
		t.Errorf("a compound message: %+v, %v", compound, err)
	}
}

func TestDonationNumberHasItsCheckCharacter(t *testing.T) {
	t.Parallel()
	if c, ok := medical.DonationCheck("G123498654321"); !ok || c != 'H' {
		t.Errorf("check character %q, %v", c, ok)
	}
	made, err := medical.DonationCode("G123498654321")
	if err != nil || made != "=G12349865432177" {
		t.Errorf("code %s, %v", made, err)
	}
	if _, err := medical.ParseISBT("=G12349865432178"); code(err) != "isbt.check" {
		t.Errorf("wrong flag: %v", err)
	}
	if _, err := medical.ParseISBT("=G12349865423177"); code(err) != "isbt.check" {
		t.Errorf("swapped digits: %v", err)
	}
	for text, want := range map[string]string{
		"": "isbt.identifier", "=": "isbt.identifier", "G1234": "isbt.identifier", "=>014": "isbt.short", "=>014400": "isbt.date",
		"=>01403?": "isbt.value", "&$": "isbt.identifier", "=G1234X865432177": "isbt.donation", "=+0200": "isbt.compound",
	} {
		if _, err := medical.ParseISBT(text); code(err) != want {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}

func TestAnyHIBCReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := medical.HIBC{Quantity: -1}
		if rapid.Bool().Draw(t, "primary") {
			h.Labeler = rapid.StringMatching(`[A-Z][A-Z0-9]{3}`).Draw(t, "labeler")
			h.Product = rapid.StringMatching(`[A-Z0-9]{1,18}`).Draw(t, "product")
			h.Unit = rapid.IntRange(0, 9).Draw(t, "unit")
		} else {
			h.Link = 'Z'
		}
		name := rapid.StringMatching(`[A-Z0-9]{1,18}`)
		if rapid.Bool().Draw(t, "with lot") {
			h.Lot = name.Draw(t, "lot")
		}
		if rapid.Bool().Draw(t, "with serial") || h.Labeler == "" && h.Lot == "" {
			h.Serial = name.Draw(t, "serial")
		}
		if h.Lot+h.Serial != "" && rapid.Bool().Draw(t, "with expiry") {
			h.Expiry = date(rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		}
		if h.Expiry != nil && rapid.Bool().Draw(t, "with quantity") {
			h.Quantity = rapid.IntRange(0, 99_999).Draw(t, "quantity")
		}
		if h.Lot+h.Serial != "" && rapid.Bool().Draw(t, "with date of manufacture") {
			h.Made = date(2026, 11, 22)
		}
		text, err := h.Text()
		if err != nil {
			t.Fatal(err)
		}
		again, err := medical.ParseHIBC(text)
		if diff := cmp.Diff(h, again); diff != "" || err != nil {
			t.Fatalf("%s: %v\n%s", text, err, diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"+A123BJC5D6E71G", "+A123BJC5D6E71/$$52001510X3C", "=G12349865432177", "=>014032", "&,1000000000000XYZ123", "+$$3260331LOT1G8"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := medical.ParseHIBC(text); err == nil && h.Labeler == "" && h.Link == 0 {
			t.Fatalf("%q is neither primary nor secondary", text)
		}
		if all, err := medical.ParseISBT(text); err == nil {
			n := 0
			for _, one := range all {
				n += len(one.ID) + len(one.Value)
			}
			if n != len(text) && n+7 != len(text) {
				t.Fatalf("%q has lost characters: %+v", text, all)
			}
		}
	})
}
