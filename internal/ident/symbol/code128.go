package symbol

import (
	"fmt"
	"slices"
)

// The values of Code 128 that are not data.
const (
	codeShift  = 98
	codeToC    = 99
	codeToB    = 100
	codeToA    = 101
	codeFNC1   = 102
	codeStartA = 103
	codeStop   = 106
)

// The code sets, in the order of their start characters.
const (
	setA = iota
	setB
	setC
	setCount
)

// maxCode128 bounds a symbol: what is longer no scanner reads in one sweep.
// maxGS1128 is the limit of the GS1 General Specifications, section 5.4.
const (
	maxCode128 = 160
	maxGS1128  = 48
)

func encodeCode128(text string, isGS1 bool) (*Matrix, error) {
	values, err := Code128Values(text, isGS1)
	if err != nil {
		return nil, err
	}
	m := newMatrix(11*len(values)+2, 1, 10)
	x := 0
	for _, v := range values {
		for i, width := range code128Widths[v] {
			for range width - '0' {
				m.set(x, 0, i%2 == 0)
				x++
			}
		}
	}
	return m, nil
}

// Code128Values gives the values of the shortest symbol that says a text, from
// the start character to check and stop (ISO/IEC 15417). The text is ASCII; in
// GS1 text each GS is FNC1, and one more stands in front. The error is an
// *Error.
func Code128Values(text string, isGS1 bool) ([]byte, error) {
	kind, most := Code128, maxCode128
	if isGS1 {
		kind, most = GS1128, maxGS1128
	}
	if len(text) > most {
		return nil, tooLong(kind, fmt.Sprintf("at most %d characters, or use a Data Matrix", most))
	}
	for i, r := range text {
		if r > 127 {
			return nil, &Error{
				CodeCharacter, fmt.Sprintf("character %d, %q, is not ASCII", i+1, r), "use a QR or Data Matrix symbol",
			}
		}
	}
	tokens := tokensOf(text, isGS1)
	if isGS1 {
		tokens = slices.Insert(tokens, 0, fnc1)
	}
	values := shortestCode128(tokens)
	sum := int(values[0])
	for i, v := range values {
		sum += i * int(v)
	}
	return append(values, byte(sum%103), codeStop), nil
}

// code128Step is the best way on from one place in one code set.
type code128Step struct {
	length int  // values from here to the end
	set    int  // of the next character
	shift  bool // for this character only
}

// shortestCode128 searches from the end: what is best from a place on depends
// only on the place and the code set.
func shortestCode128(tokens []int) []byte {
	best := make([][setCount]code128Step, len(tokens)+1)
	for i := len(tokens) - 1; i >= 0; i-- {
		for from := range setCount {
			best[i][from] = bestStep(tokens, best, i, from)
		}
	}
	set := setB
	for s := range setCount {
		if best[0][s].length < best[0][set].length {
			set = s
		}
	}
	values := []byte{byte(codeStartA + set)}
	for i := 0; i < len(tokens); {
		step := best[i][set]
		switch {
		case step.shift:
			values = append(values, codeShift)
		case step.set != set:
			values = append(values, []byte{codeToA, codeToB, codeToC}[step.set])
			set = step.set
		}
		value, n := code128Value(tokens[i:], step.set)
		values = append(values, value)
		i += n
	}
	return values
}

func bestStep(tokens []int, best [][setCount]code128Step, i, from int) code128Step {
	step := code128Step{length: 1 << 30}
	consider := func(length, set int, shift bool) {
		if length < step.length {
			step = code128Step{length, set, shift}
		}
	}
	// The set that is in force wins a tie, and after it B, which all devices
	// and languages for printers know best.
	for _, set := range [...]int{from, setB, setC, setA} {
		_, n := code128Value(tokens[i:], set)
		if n == 0 {
			continue
		}
		if set == from {
			consider(1+best[i+n][set].length, set, false)
			continue
		}
		consider(2+best[i+n][set].length, set, false)
		if set != setC && from != setC {
			consider(2+best[i+n][from].length, set, true)
		}
	}
	return step
}

// code128Value gives the value of what comes next in a code set, and how many
// tokens it says: none where the set lacks it.
func code128Value(tokens []int, set int) (value byte, n int) {
	t := tokens[0]
	switch {
	case t == fnc1:
		return codeFNC1, 1
	case set == setC:
		if len(tokens) > 1 && isDigit(t) && isDigit(tokens[1]) {
			return byte((t-'0')*10 + tokens[1] - '0'), 2
		}
	case t >= ' ' && t < 96, set == setB && t >= 96:
		return byte(t - ' '), 1
	case set == setA && t < ' ':
		return byte(t + 64), 1
	}
	return 0, 0
}

// code128Widths are the widths of bars and spaces of each value, in modules.
var code128Widths = [...]string{
	"212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
	"221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
	"221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
	"212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
	"231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
	"231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
	"314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
	"112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
	"111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
	"214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
	"114131", "311141", "411131", "211412", "211214", "211232", "2331112",
}
