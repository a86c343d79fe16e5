package gs1_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/gs1"
)

func TestCheckDigitOfPublishedKeys(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{
		"614141999996":       true,
		"95050003":           true,
		"9521234543213":      true,
		"09506000134352":     true,
		"106141412345678908": true,
		"106141412345678907": false,
		"9521234543231":      false,
		"":                   false,
		"95A11015":           false,
	} {
		if got := gs1.HasCheckDigit(key); got != want {
			t.Errorf("HasCheckDigit(%q) = %v", key, got)
		}
	}
}

func TestCheckDigitFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "body")
		digit, ok := gs1.CheckDigit(body)
		key := []byte(body + string(digit))
		if !ok || !gs1.HasCheckDigit(string(key)) {
			t.Fatalf("%s has no check digit", key)
		}
		at := rapid.IntRange(0, len(key)-1).Draw(t, "at")
		key[at] = '0' + (key[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if gs1.HasCheckDigit(string(key)) {
			t.Fatalf("%s is taken for right", key)
		}
	})
}

func TestCheckPair(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{
		"1987654Ad4X4bL5ttr2310c2K": true,
		"1987654Ad4X4bL5ttr2310cXK": false,
		"1987654Ad4X4bL5ttr2310d2K": false,
		"2K":                        false,
		"12345678901234567890123NT": true,
		"012345678901234567890123N": false,
	} {
		if got := gs1.HasCheckPair(key); got != want {
			t.Errorf("HasCheckPair(%q) = %v", key, got)
		}
	}
}

func TestGTINsOfAllLengthsAreOneKey(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"95050003": "00000095050003", "614141999996": "00614141999996", "0614141999996": "00614141999996",
		"00614141999996": "00614141999996", "9521234543213": "09521234543213",
	} {
		got, err := gs1.ParseGTIN(text)
		if err != nil || string(got) != want {
			t.Errorf("ParseGTIN(%s) = %s, %v", text, got, err)
		}
	}
}

func TestWrongGTINSaysWhatAndWhere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]gs1.Error{
		"9521234543214": {Code: gs1.BadCheckDigit, Offset: 12, Length: 1, Detail: "the check digit is 4, and the other digits ask for 3"},
		"95212345X3213": {Code: gs1.NotDigit, Offset: 8, Length: 1},
		"952123454":     {Code: gs1.WrongLength, Detail: "a GTIN has 8, 12, 13 or 14 digits, and this has 9 characters"},
	} {
		_, err := gs1.ParseGTIN(text)
		var got *gs1.Error
		if !errors.As(err, &got) || *got != want {
			t.Errorf("ParseGTIN(%s): %+v", text, err)
		} else if got.Text() == "" || got.Fix() == "" {
			t.Errorf("%s is not explained", got.Code)
		}
	}
}
