package epc

// fieldKind says how a part of an EPC lies in the bits of a tag (TDS 14.3).
type fieldKind uint8

const (
	partition      fieldKind = iota // prefix and reference as numbers, with all their digits
	openPartition                   // prefix, and a number without leading zeros
	textPartition                   // prefix, and characters of 7 bits up to the end of the field
	shortPartition                  // prefix, and characters of 6 bits up to a zero
	integer                         // a number without leading zeros
	characters                      // characters of 7 bits
	marked                          // a number with a 1 before its digits, which keeps leading zeros
	fixed                           // a number with all its digits
	padded                          // a CAGE code or DoDAAC as characters of 8 bits
	short                           // the same as characters of 6 bits
	open                            // characters of 6 bits up to a zero
	reserved                        // zeros
)

// field is a part, or a pair of parts, of an EPC on a tag.
type field struct {
	kind fieldKind
	bits int     // of the field, but for the partitions and open
	rest *[7]int // of the partitions: bits of the second part, by the partition value
	size int     // of the partitions: most digits or characters of prefix and second part; of fixed: digits
}

// coding is a binary form of a scheme.
type coding struct {
	name   string
	header byte
	bits   int // all of them; 0 where that varies
	filter int // bits of the filter value
	scheme Scheme
	fields []field
}

// prefixBits are the bits of a company prefix, by the partition value; it has
// 12 minus that value digits.
var prefixBits = [7]int{40, 37, 34, 30, 27, 24, 20}

// The partition tables of TDS 14.6: bits of the second part.
var (
	itemBits     = [7]int{4, 7, 10, 14, 17, 20, 24}          // SGTIN, ITIP, GRAI
	placeBits    = [7]int{1, 4, 7, 11, 14, 17, 21}           // SGLN, GDTI, SGCN
	shipBits     = [7]int{18, 21, 24, 28, 31, 34, 38}        // SSCC, GSRN, GSRNP
	assetBits    = [7]int{42, 45, 48, 52, 55, 58, 62}        // GIAI-96
	assetText    = [7]int{148, 151, 154, 158, 161, 164, 168} // GIAI-202
	componentBit = [7]int{11, 14, 17, 21, 24, 27, 31}        // CPI-96
	item         = field{kind: partition, rest: &itemBits, size: 13}
	asset        = field{kind: partition, rest: &itemBits, size: 12}
	place        = field{kind: partition, rest: &placeBits, size: 12}
	ship         = field{kind: partition, rest: &shipBits, size: 17}
)

// codings is the table of the codings that have a tag URI (TDS 14.2 and 14.6).
var codings = []coding{
	{"sgtin-96", 0x30, 96, 3, SGTIN, []field{item, {kind: integer, bits: 38}}},
	{"sgtin-198", 0x36, 198, 3, SGTIN, []field{item, {kind: characters, bits: 140}}},
	{"sscc-96", 0x31, 96, 3, SSCC, []field{ship, {kind: reserved, bits: 24}}},
	{"sgln-96", 0x32, 96, 3, SGLN, []field{place, {kind: integer, bits: 41}}},
	{"sgln-195", 0x39, 195, 3, SGLN, []field{place, {kind: characters, bits: 140}}},
	{"grai-96", 0x33, 96, 3, GRAI, []field{asset, {kind: integer, bits: 38}}},
	{"grai-170", 0x37, 170, 3, GRAI, []field{asset, {kind: characters, bits: 112}}},
	{"giai-96", 0x34, 96, 3, GIAI, []field{{kind: openPartition, rest: &assetBits}}},
	{"giai-202", 0x38, 202, 3, GIAI, []field{{kind: textPartition, rest: &assetText, size: 30}}},
	{"gsrn-96", 0x2d, 96, 3, GSRN, []field{ship, {kind: reserved, bits: 24}}},
	{"gsrnp-96", 0x2e, 96, 3, GSRNP, []field{ship, {kind: reserved, bits: 24}}},
	{"gdti-96", 0x2c, 96, 3, GDTI, []field{place, {kind: integer, bits: 41}}},
	{"gdti-113", 0x3a, 113, 3, GDTI, []field{place, {kind: marked, bits: 58}}},
	{"gdti-174", 0x3e, 174, 3, GDTI, []field{place, {kind: characters, bits: 119}}},
	{"cpi-96", 0x3c, 96, 3, CPI, []field{{kind: openPartition, rest: &componentBit}, {kind: integer, bits: 31}}},
	{"cpi-var", 0x3d, 0, 3, CPI, []field{{kind: shortPartition, size: 30}, {kind: integer, bits: 40}}},
	{"sgcn-96", 0x3f, 96, 3, SGCN, []field{place, {kind: marked, bits: 41}}},
	{"itip-110", 0x40, 110, 3, ITIP, []field{item, {kind: fixed, bits: 7, size: 2}, {kind: fixed, bits: 7, size: 2}, {kind: integer, bits: 38}}},
	{"itip-212", 0x41, 212, 3, ITIP, []field{item, {kind: fixed, bits: 7, size: 2}, {kind: fixed, bits: 7, size: 2}, {kind: characters, bits: 140}}},
	{"gid-96", 0x35, 96, 0, GID, []field{{kind: integer, bits: 28}, {kind: integer, bits: 24}, {kind: integer, bits: 36}}},
	{"usdod-96", 0x2f, 96, 4, USDoD, []field{{kind: padded, bits: 48}, {kind: integer, bits: 36}}},
	{"adi-var", 0x3b, 0, 6, ADI, []field{{kind: short, bits: 36}, {kind: open}, {kind: open}}},
}

func codingByName(name string) *coding {
	for i := range codings {
		if codings[i].name == name {
			return &codings[i]
		}
	}
	return nil
}

func codingByHeader(header byte) *coding {
	for i := range codings {
		if codings[i].header == header {
			return &codings[i]
		}
	}
	return nil
}

// Codings returns the names of the codings that a scheme has, those with a
// company prefix first, and of the new ones the plain before those with a host
// name.
func Codings(s Scheme) []string {
	var names []string
	for i := range codings {
		if codings[i].scheme == s {
			names = append(names, codings[i].name)
		}
	}
	for i := range plusCodings {
		if plusCodings[i].scheme == s {
			names = append(names, plusCodings[i].name)
		}
	}
	return names
}
