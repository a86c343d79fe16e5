package uom

// Symbol is how people write a unit: "N·m" for "NU". A code that is not in the
// table is its own symbol.
func Symbol(code string) string {
	if s, ok := symbols[code]; ok {
		return s
	}
	return code
}

// Codes lists the codes that have a symbol, in no order.
func Codes() []string {
	codes := make([]string, 0, len(symbols))
	for code := range symbols {
		codes = append(codes, code)
	}
	return codes
}

// symbols are the units that are usual in factories: counts, mass, length, area,
// volume, time, force and pressure, temperature and angle, electricity,
// frequency, energy, flow and speed, and the rest.
var symbols = map[string]string{
	"C62": "pcs", "H87": "pcs", "EA": "pcs", "PR": "pairs", "SET": "sets", "KT": "kits", "DZN": "dozen", "RO": "rolls",
	"KGM": "kg", "GRM": "g", "MGM": "mg", "TNE": "t", "LBR": "lb", "ONZ": "oz",
	"MTR": "m", "DMT": "dm", "CMT": "cm", "MMT": "mm", "4H": "µm", "C45": "nm", "KMT": "km", "INH": "in", "FOT": "ft",
	"MTK": "m²", "CMK": "cm²", "MMK": "mm²",
	"MTQ": "m³", "DMQ": "dm³", "CMQ": "cm³", "MMQ": "mm³", "LTR": "l", "DLT": "dl", "CLT": "cl", "MLT": "ml", "4G": "µl",
	"GLL": "gal",
	"SEC": "s", "C26": "ms", "B98": "µs", "MIN": "min", "HUR": "h", "DAY": "d",
	"NEW": "N", "B47": "kN", "NU": "N·m", "DN": "dN·m", "KNM": "kN/m²", "MPA": "MPa", "KPA": "kPa", "PAL": "Pa", "BAR": "bar",
	"MBR": "mbar", "PS": "lbf/in²",
	"CEL": "°C", "KEL": "K", "FAH": "°F", "DD": "°", "C81": "rad",
	"AMP": "A", "4K": "mA", "B84": "µA", "AMH": "A·h", "E09": "mA·h", "VLT": "V", "2Z": "mV", "KVT": "kV", "WTT": "W",
	"KWT": "kW", "MAW": "MW", "D31": "TW", "OHM": "Ω", "B49": "kΩ", "B75": "MΩ", "FAR": "F", "4O": "µF", "C41": "nF",
	"4T": "pF", "81": "H",
	"HTZ": "Hz", "KHZ": "kHz", "MHZ": "MHz", "RPM": "r/min",
	"JOU": "J", "KJO": "kJ", "KWH": "kW·h", "WHR": "W·h",
	"L2": "l/min", "41": "ml/min", "40": "ml/s", "MQH": "m³/h", "MTS": "m/s", "2X": "m/min", "2M": "cm/s", "E42": "kgf/cm²",
	"F27": "g/h", "KGS": "kg/s",
	"P1": "%", "59": "ppm", "D33": "T", "C29": "mT", "2N": "dB", "CDL": "cd", "LUM": "lm", "LUX": "lx", "23": "g/cm³",
	"GM": "g/m²", "C94": "min⁻¹", "28": "kg/m²",
}
