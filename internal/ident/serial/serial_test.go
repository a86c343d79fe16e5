package serial_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/refusal"
	"github.com/tracewright/tracewright/internal/ident/serial"
)

func code(err error) string {
	if e, ok := errors.AsType[*refusal.Error](err); ok {
		return e.Code
	}
	return ""
}

func TestVIN(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715"} {
		if v, err := serial.ParseVIN(good); err != nil || !v.HasCheckDigit() {
			t.Errorf("%s: %v", good, err)
		}
	}
	europe, err := serial.ParseVIN("WVWZZZ1JZXW000001")
	if err != nil || europe.HasCheckDigit() || europe.Maker() != "WVW" {
		t.Errorf("a European VIN without check digit: %v", err)
	}
	for text, want := range map[string]string{
		"1M8GDM9A1KP042788": "serial.vin-check", "1M8GDM9AXKP042789": "serial.vin-check", "1M8GDM9AXKP04278": "serial.vin",
		"1M8GDM9AXKP04278O": "serial.vin", "1m8gdm9axkp042788": "serial.vin", "": "serial.vin", "<script>alert</sc>": "serial.vin",
	} {
		if _, err := serial.ParseVIN(text); code(err) != want {
			t.Errorf("%s: %v; want %s", text, err, want)
		}
	}
}

func TestIMEI(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"490154203237518", "49-015420-323751-8", "35-209900-176148-1"} {
		if _, err := serial.ParseIMEI(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"490154203237519": "serial.imei-check", "49015420323751": "serial.imei", "4901542032375180": "serial.imei", "49015420323751A": "serial.imei",
		strings.Repeat("-", 10_000): "serial.imei",
	} {
		if _, err := serial.ParseIMEI(text); code(err) != want {
			t.Errorf("%.30s: %v; want %s", text, err, want)
		}
	}
	made, err := serial.NewIMEI("49015420", "323751")
	if err != nil || made != "490154203237518" || made.TypeCode() != "49015420" {
		t.Errorf("made %s, %v", made, err)
	}
	if _, err := serial.NewIMEI("4901542", "0323751"); err == nil {
		t.Error("a type allocation code of 7 digits")
	}
}

func TestMAC(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"00:1b:63:84:45:e6": "00-1B-63-84-45-E6", "00-1B-63-84-45-E6": "00-1B-63-84-45-E6", "001b.6384.45e6": "00-1B-63-84-45-E6", "001B638445E6": "00-1B-63-84-45-E6",
		"00:1b:63:ff:fe:84:45:e6": "00-1B-63-FF-FE-84-45-E6", "FFFFFFFFFFFFFFFF": "FF-FF-FF-FF-FF-FF-FF-FF",
	} {
		m, err := serial.ParseMAC(text)
		if err != nil || m.String() != want || m.Bits() != (len(want)+1)/3*8 {
			t.Errorf("%s is %s, %v", text, m, err)
		}
	}
	for _, bad := range []string{"", "00:1b:63:84:45", "00:1b:63-84:45:e6", "001b:6384:45e6", "00.1b.63.84.45", "001b6.38445.e6", "0:01b:63:84:45:e6", "00:1b:63:84:45:eg", "001B638445E60", "+01B638445E6", "0x1B638445E6"} {
		if m, err := serial.ParseMAC(bad); code(err) != "serial.mac" {
			t.Errorf("%s is %s, %v", bad, m, err)
		}
	}
	m, _ := serial.ParseMAC("03:00:00:00:00:01")
	if !m.Group() || !m.Local() {
		t.Error("03-… is a local group address")
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	cases := []struct {
		kind              serial.Kind
		first, last, at10 string
		n                 uint64
	}{
		{serial.MACs, "00:1B:63:00:00:F8", "00:1B:63:00:FF:FF", "00-1B-63-00-01-02", 65288},
		{serial.IMEIs, "490154200000000", "490154209999996", "490154200000109", 1_000_000},
		{serial.Digits, "000095", "000105", "000105", 11},
	}
	for _, c := range cases {
		r, err := serial.NewRange(c.kind, c.first, c.last)
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		got, ok := r.At(10)
		place, in := r.Place(got)
		if r.Len() != c.n || got != c.at10 || !ok || !in || place != 10 {
			t.Errorf("%s: %d numbers, at 10 is %s, which is at %d", c.kind, r.Len(), got, place)
		}
		if _, ok := r.At(c.n); ok {
			t.Errorf("%s has a number beyond its end", c.kind)
		}
	}
	for _, bad := range [][3]string{
		{"digit", "10", "9"},
		{"digit", "10", "100"},
		{"digit", "", "1"},
		{"mac", "001B638445E6", "FFFFFFFFFFFFFFFF"},
		{"imei", "490154200000000", "490154210000008"},
		{"color", "1", "2"},
		{"mac", "0000000000000000", "FFFFFFFFFFFFFFFF"},
	} {
		if _, err := serial.NewRange(serial.Kind(bad[0]), bad[1], bad[2]); err == nil {
			t.Errorf("%v is a range", bad)
		}
	}
}

func TestAnyNumberOfARangeIsFoundAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) serial.Range {
			first := rapid.IntRange(0, 900).Draw(t, label)
			text := func(n int) string { return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)}) }
			r, err := serial.NewRange(serial.Digits, text(first), text(first+rapid.IntRange(0, 99).Draw(t, label+" length")))
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		a, b := draw("first"), draw("second")
		common := false
		for i := range a.Len() {
			number, _ := a.At(i)
			if place, ok := a.Place(number); !ok || place != i {
				t.Fatalf("%s is at %d, not at %d", number, place, i)
			}
			_, in := b.Place(number)
			common = common || in
		}
		if a.Overlaps(b) != common || b.Overlaps(a) != common {
			t.Fatalf("%v and %v overlap: %v", a, b, common)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1M8GDM9AXKP042788", "490154203237518", "00:1b:63:84:45:e6", "001b.6384.45e6"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if m, err := serial.ParseMAC(text); err == nil {
			if again, err := serial.ParseMAC(m.String()); err != nil || again != m {
				t.Fatalf("%q comes back as %s", text, m)
			}
		}
		_, _ = serial.ParseVIN(text)
		if i, err := serial.ParseIMEI(text); err == nil {
			if again, err := serial.NewIMEI(string(i[:8]), string(i[8:14])); err != nil || again != i {
				t.Fatalf("%q comes back as %s", text, again)
			}
		}
	})
}
