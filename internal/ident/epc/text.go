package epc

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// The ways to write characters of TDS 14.5.6, by their encoding indicator.
const (
	asNumber = iota
	asUpperHex
	asLowerHex
	asBase64
	asASCII
	asCode40
)

const (
	upperHex = "0123456789ABCDEF"
	lowerHex = "0123456789abcdef"
	base64   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	code40   = "\x00ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789" // its first stands for no character
)

// textBits returns how many bits a value needs in one of the ways; false where
// it has characters that the way does not know.
func textBits(way int, value string) (int, bool) {
	known := func(alphabet string) bool {
		return all(value, func(c byte) bool { return c != 0 && strings.IndexByte(alphabet, c) >= 0 })
	}
	switch way {
	case asNumber:
		return decimalBits(len(value)), allDigits(value)
	case asUpperHex:
		return 4 * len(value), known(upperHex)
	case asLowerHex:
		return 4 * len(value), known(lowerHex)
	case asBase64:
		return 6 * len(value), known(base64)
	case asASCII:
		return 7 * len(value), all(value, encodable)
	}
	return 16 * ((len(value) + 2) / 3), known(code40)
}

// putText writes a value of at most limit characters in the shortest way.
func putText(w *writer, value string, limit int) error {
	best, least := -1, 0
	for way := asNumber; way <= asCode40; way++ {
		if n, ok := textBits(way, value); ok && (best < 0 || n < least) {
			best, least = way, n
		}
	}
	if best < 0 || value == "" || len(value) > limit {
		return refuse("epc.unfit", "value", refusal.Quote(value)+" does not fit", "give characters that GS1 keys may hold")
	}
	w.put(uint64(best), 3)
	w.put(uint64(len(value)), lengthBits(limit))
	switch best {
	case asNumber:
		w.putDecimal(value, least)
	case asUpperHex:
		putAlphabet(w, value, upperHex, 4)
	case asLowerHex:
		putAlphabet(w, value, lowerHex, 4)
	case asBase64:
		putAlphabet(w, value, base64, 6)
	case asASCII:
		for i := range len(value) {
			w.put(uint64(value[i]), 7)
		}
	case asCode40:
		putCode40(w, value)
	}
	return nil
}

func putAlphabet(w *writer, value, alphabet string, bits int) {
	for i := range len(value) {
		w.put(uint64(strings.IndexByte(alphabet, value[i])), bits)
	}
}

// putCode40 writes three characters into 16 bits each time (TDS 14.5.6.5).
func putCode40(w *writer, value string) {
	for ; value != ""; value = value[min(3, len(value)):] {
		sum := 1
		for i, weight := range []int{1600, 40, 1} {
			if i < len(value) {
				sum += weight * strings.IndexByte(code40, value[i])
			}
		}
		w.put(uint64(sum), 16)
	}
}

// readText reads a value of at most limit characters.
func readText(r *reader, limit int) (string, error) {
	way, n := int(r.take(3)), int(r.take(lengthBits(limit)))
	if n == 0 || n > limit || way > asCode40 {
		return "", badField("text", "is too short or too long, or in no known form")
	}
	switch way {
	case asNumber:
		s, ok := r.decimal(decimalBits(n), n)
		if !ok {
			return "", badField("text", "has more digits than its length says")
		}
		return s, nil
	case asUpperHex:
		return readAlphabet(r, n, upperHex, 4), nil
	case asLowerHex:
		return readAlphabet(r, n, lowerHex, 4), nil
	case asBase64:
		return readAlphabet(r, n, base64, 6), nil
	case asCode40:
		return readCode40(r, n)
	}
	text := make([]byte, n)
	for i := range text {
		if text[i] = byte(r.take(7)); !encodable(text[i]) {
			return "", badField("text", "has a character that it may not have")
		}
	}
	return string(text), nil
}

func readAlphabet(r *reader, n int, alphabet string, bits int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = alphabet[r.take(bits)]
	}
	return string(text)
}

func readCode40(r *reader, n int) (string, error) {
	text := make([]byte, 0, n+2)
	for len(text) < n {
		v := int(r.take(16)) - 1
		if v < 0 || v >= 40*40*40 {
			return "", badField("text", "has a character that it may not have")
		}
		text = append(text, code40[v/1600], code40[v/40%40], code40[v%40])
	}
	value, padding := string(text[:n]), string(text[n:])
	if strings.IndexByte(value, 0) >= 0 || strings.Trim(padding, "\x00") != "" {
		return "", badField("text", "has a length that its characters do not have")
	}
	return value, nil
}
