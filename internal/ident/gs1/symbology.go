package gs1

// Symbology is what a reader says in front of what it read: the AIM symbology
// identifier (ISO/IEC 15424), "]" with a letter and a modifier.
type Symbology struct {
	ID      string // "]d2"; empty when the reader sent none
	Name    string // "GS1 DataMatrix"
	Content Content
	Escaped bool // backslashes are doubled, and "\" with six digits switches the character set (ECI)
}

// Content is what the symbology identifier promises.
type Content uint8

// The contents.
const (
	AnyContent     Content = iota // nothing is promised
	ElementString                 // FNC1 in first position: a GS1 element string
	RetailNumber                  // EAN/UPC: the 13 or 8 digits of a GTIN
	IndustryFormat                // FNC1 in second position: a format assigned by AIM
	AddOn                         // the 2 or 5 digits beside an EAN/UPC symbol
	Concatenated                  // ISBT 128 symbols read as one
)

// symbologies is the table of identifiers; those of a letter that is missing
// here are kept with the letter's name in symbologyNames.
var symbologies = map[string]Symbology{
	"]A0": {Name: "Code 39"},
	"]C0": {Name: "Code 128"},
	"]C1": {Name: "GS1-128", Content: ElementString},
	"]C2": {Name: "Code 128", Content: IndustryFormat},
	"]C4": {Name: "Code 128", Content: Concatenated},
	"]E0": {Name: "EAN-13, UPC-A or UPC-E", Content: RetailNumber},
	"]E1": {Name: "EAN/UPC add-on of 2 digits", Content: AddOn},
	"]E2": {Name: "EAN/UPC add-on of 5 digits", Content: AddOn},
	"]E3": {Name: "EAN-13 with add-on"},
	"]E4": {Name: "EAN-8", Content: RetailNumber},
	"]J0": {Name: "DotCode"},
	"]J1": {Name: "GS1 DotCode", Content: ElementString},
	"]J2": {Name: "DotCode", Content: IndustryFormat},
	"]J3": {Name: "DotCode", Escaped: true},
	"]J4": {Name: "GS1 DotCode", Content: ElementString, Escaped: true},
	"]J5": {Name: "DotCode", Content: IndustryFormat, Escaped: true},
	"]L1": {Name: "PDF417", Escaped: true},
	"]L3": {Name: "PDF417 as GS1-128", Content: ElementString},
	"]Q0": {Name: "QR Code model 1"},
	"]Q1": {Name: "QR Code"},
	"]Q2": {Name: "QR Code", Escaped: true},
	"]Q3": {Name: "GS1 QR Code", Content: ElementString},
	"]Q4": {Name: "GS1 QR Code", Content: ElementString, Escaped: true},
	"]Q5": {Name: "QR Code", Content: IndustryFormat},
	"]Q6": {Name: "QR Code", Content: IndustryFormat, Escaped: true},
	"]d0": {Name: "Data Matrix ECC 000 to 140"},
	"]d1": {Name: "Data Matrix"},
	"]d2": {Name: "GS1 DataMatrix", Content: ElementString},
	"]d3": {Name: "Data Matrix", Content: IndustryFormat},
	"]d4": {Name: "Data Matrix", Escaped: true},
	"]d5": {Name: "GS1 DataMatrix", Content: ElementString, Escaped: true},
	"]d6": {Name: "Data Matrix", Content: IndustryFormat, Escaped: true},
	"]d7": {Name: "Data Matrix, extended rectangle"},
	"]d8": {Name: "GS1 DataMatrix, extended rectangle", Content: ElementString},
	"]e0": {Name: "GS1 DataBar or GS1 Composite", Content: ElementString},
	"]e1": {Name: "GS1 Composite, past the separator"},
	"]e2": {Name: "GS1 Composite, past the escape"},
	"]e3": {Name: "GS1 Composite, past the escape, no ECI"},
	"]z0": {Name: "Aztec Code"},
	"]z1": {Name: "GS1 Aztec Code", Content: ElementString},
	"]z2": {Name: "Aztec Code", Content: IndustryFormat},
	"]z3": {Name: "Aztec Code", Escaped: true},
	"]z4": {Name: "GS1 Aztec Code", Content: ElementString, Escaped: true},
	"]z5": {Name: "Aztec Code", Content: IndustryFormat, Escaped: true},
}

// symbologyNames names the letters, for modifiers that the table lacks.
var symbologyNames = map[byte]string{
	'A': "Code 39", 'B': "Telepen", 'C': "Code 128", 'D': "Code One", 'E': "EAN/UPC", 'F': "Codabar", 'G': "Code 93",
	'H': "Code 11", 'I': "Interleaved 2 of 5", 'J': "DotCode", 'K': "Code 16K", 'L': "PDF417", 'M': "MSI", 'N': "Anker",
	'O': "Codablock", 'P': "Plessey", 'Q': "QR Code", 'R': "Straight 2 of 5", 'S': "Straight 2 of 5", 'U': "MaxiCode",
	'X': "a symbology without a letter", 'Z': "no barcode", 'd': "Data Matrix", 'e': "GS1 DataBar", 'h': "Han Xin Code",
	'o': "OCR", 'z': "Aztec Code",
}

// ParseSymbology splits a scan into the symbology identifier in front, if there
// is one, and the data. A "]" that begins nothing known is data.
func ParseSymbology(scan string) (s Symbology, data string) {
	if len(scan) < 3 || scan[0] != ']' {
		return Symbology{}, scan
	}
	id := scan[:3]
	s, known := symbologies[id]
	if !known {
		modifier := scan[2]
		if s.Name = symbologyNames[scan[1]]; s.Name == "" || !isAlphanumeric(modifier) {
			return Symbology{}, scan
		}
	}
	s.ID = id
	return s, scan[3:]
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
