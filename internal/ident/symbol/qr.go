package symbol

import "slices"

var (
	qrField      = newField(0x11d)
	qrGenerators = qrField.generators(0, 7, 10, 13, 15, 16, 17, 18, 20, 22, 24, 26, 28, 30)
)

// qrCheck are the error correction codewords of each block, by level and
// version; qrBlocks is the number of blocks (ISO/IEC 18004, table 9).
var qrCheck = [4][40]int{
	{
		7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
		28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
	},
	{
		10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
		26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
	},
	{
		13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
		28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
	},
	{
		17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
		30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
	},
}

var qrBlocks = [4][40]int{
	{
		1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
		8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
	},
	{
		1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
		17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
	},
	{
		1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
		23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
	},
	{
		1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
		25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
	},
}

var qrLevels = []Level{LevelL, LevelM, LevelQ, LevelH}

// qrWords tells how many codewords a version holds, and how many of them are
// data at a level.
func qrWords(version, level int) (all, data int) {
	modules := (16*version+128)*version + 64
	if version >= 2 {
		n := version/7 + 2 // alignment patterns on a side
		modules -= (25*n-10)*n - 55
		if version >= 7 {
			modules -= 36
		}
	}
	all = modules / 8
	return all, all - qrCheck[level][version-1]*qrBlocks[level][version-1]
}

func encodeQR(text string, s Symbology, least Level) (*Matrix, error) {
	if least == "" {
		least = LevelM
	}
	level := slices.Index(qrLevels, least)
	if level < 0 {
		return nil, &Error{CodeSymbology, "there is no level " + string(least), "known are L, M, Q and H"}
	}
	w, version := qrBits(text, s.GS1(), level)
	if version == 0 {
		return nil, tooLong(s, "a shorter one, or take a lower level")
	}
	for level < 3 {
		if _, data := qrWords(version, level+1); len(w.bits) > 8*data {
			break
		}
		level++
	}
	_, data := qrWords(version, level)
	// Up to four zeros end the data; whole bytes, in turn 236 and 17, fill up.
	w.write(0, min(4, 8*data-len(w.bits)))
	words := w.bytes()
	for pad := byte(0xec); len(words) < data; pad ^= 0xec ^ 0x11 {
		words = append(words, pad)
	}
	return qrDraw(qrProtect(words, version, level), version, level), nil
}

// qrBits says a text in the smallest version that holds it; version 0 is none.
func qrBits(text string, isGS1 bool, level int) (w *bitWriter, version int) {
	tokens := tokensOf(text, isGS1)
	utf8 := slices.ContainsFunc(tokens, func(t int) bool { return t >= 128 && t != fnc1 })
	for class, c := range qrClasses {
		w = &bitWriter{}
		if utf8 {
			w.write(qrIndicatorECI, 4)
			w.write(qrUTF8, 8)
		}
		if isGS1 {
			w.write(qrIndicatorFNC1, 4)
		}
		segments, bits := qrSegments(tokens, isGS1, c.bits)
		bits += len(w.bits)
		version = 1
		if class > 0 {
			version = qrClasses[class-1].last + 1
		}
		for ; version <= c.last; version++ {
			if _, data := qrWords(version, level); bits <= 8*data {
				for _, s := range segments {
					w.segment(s, isGS1, c.bits)
				}
				return w, version
			}
		}
	}
	return nil, 0
}

// qrProtect cuts the data into blocks, the shorter ones first, gives each its
// error correction, and interleaves them.
func qrProtect(data []byte, version, level int) []byte {
	blocks, check := qrBlocks[level][version-1], qrCheck[level][version-1]
	short := len(data) / blocks
	longer := len(data) % blocks
	all := make([]byte, len(data)+blocks*check)
	rest := data
	for b := range blocks {
		n := short
		if b >= blocks-longer {
			n++
		}
		for i, v := range rest[:n] {
			at := b + i*blocks
			if i == short {
				at = short*blocks + b - (blocks - longer)
			}
			all[at] = v
		}
		for i, v := range qrField.check(rest[:n], qrGenerators[check]) {
			all[len(data)+b+i*blocks] = v
		}
		rest = rest[n:]
	}
	return all
}
