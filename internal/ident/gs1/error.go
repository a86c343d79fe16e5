package gs1

import "strconv"

// Code is the stable name of a fault, of words joined by hyphens.
type Code string

// Error is a fault of a code: what, where and how to mend it.
type Error struct {
	Code   Code
	AI     string // the application identifier, where one is known
	Offset int    // of the faulty bytes in what was read
	Length int    // of the faulty bytes
	Detail string // what is wrong here, where the code alone does not say
}

// Error says all in one line.
func (e *Error) Error() string {
	text := e.Text()
	if e.AI != "" {
		text = "(" + e.AI + ") " + text
	}
	return text + ", at byte " + strconv.Itoa(e.Offset)
}

// Text says what is wrong.
func (e *Error) Text() string {
	if e.Detail != "" {
		return e.Detail
	}
	return faults[e.Code].text
}

// Fix says how to mend it.
func (e *Error) Fix() string { return faults[e.Code].fix }

// The faults of a key.
const (
	WrongLength   Code = "wrong-length"
	NotDigit      Code = "non-digit-character"
	BadCheckDigit Code = "incorrect-check-digit"
)

type fault struct{ text, fix string }

const readAgain = "Read the code again; if it stays, the label is wrong: ask who made it."

// faults explains every code.
var faults = map[Code]fault{
	WrongLength:   {"the value has the wrong length", readAgain},
	NotDigit:      {"here stands something else than a digit", readAgain},
	BadCheckDigit: {"the check digit is wrong", "Read or type the code again. If it is printed so, the label is wrong: ask who made it for the right number."},
}

func wrongCheckDigit(value string, want byte) *Error {
	return &Error{
		Code: BadCheckDigit, Offset: len(value) - 1, Length: 1,
		Detail: "the check digit is " + value[len(value)-1:] + ", and the other digits ask for " + string(want),
	}
}
