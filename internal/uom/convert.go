package uom

import "math/big"

// SI is an amount in the SI unit of a unit's quantity, by the conversion factors
// of Recommendation 20, exactly: 25 of "CEL" are 298.15 of temperature. Amounts
// can be compared when their quantities are the same. It is not ok for a unit
// that is not in the table; such amounts are compared within their unit only.
func SI(code string, amount *big.Rat) (quantity string, si *big.Rat, ok bool) {
	row, ok := conversions[code]
	if !ok {
		return "", nil, false
	}
	si = new(big.Rat).Set(amount)
	if row.zero != "" {
		si.Add(si, rational(row.zero))
	}
	return row.quantity, si.Mul(si, rational(row.factor)), true
}

// rational reads a number of the table.
func rational(text string) *big.Rat {
	r, _ := new(big.Rat).SetString(text)
	return r
}

// conversion turns an amount into the SI unit: zero is added, then it is
// multiplied by factor.
type conversion struct{ quantity, factor, zero string }

// conversions are the units that sensors report and goods are measured in.
var conversions = map[string]conversion{
	"KEL": {"temperature", "1", ""}, "CEL": {"temperature", "1", "273.15"}, "FAH": {"temperature", "5/9", "459.67"},
	"A48": {"temperature", "5/9", ""},

	"KGM": {"mass", "1", ""}, "GRM": {"mass", "0.001", ""}, "MGM": {"mass", "1e-6", ""}, "MC": {"mass", "1e-9", ""},
	"TNE": {"mass", "1000", ""}, "LBR": {"mass", "0.45359237", ""}, "ONZ": {"mass", "0.028349523125", ""},
	"KTN": {"mass", "1e6", ""}, "DTN": {"mass", "100", ""}, "HGM": {"mass", "0.1", ""}, "CGM": {"mass", "1e-5", ""}, "DG": {"mass", "1e-4", ""},
	"STN": {"mass", "907.18474", ""}, "LTN": {"mass", "1016.0469088", ""},

	"MTR": {"length", "1", ""}, "DMT": {"length", "0.1", ""}, "CMT": {"length", "0.01", ""}, "MMT": {"length", "0.001", ""},
	"4H": {"length", "1e-6", ""}, "C45": {"length", "1e-9", ""}, "KMT": {"length", "1000", ""},
	"INH": {"length", "0.0254", ""}, "FOT": {"length", "0.3048", ""}, "YRD": {"length", "0.9144", ""}, "SMI": {"length", "1609.344", ""},

	"MTK": {"area", "1", ""}, "DMK": {"area", "0.01", ""}, "CMK": {"area", "1e-4", ""}, "MMK": {"area", "1e-6", ""},
	"INK": {"area", "6.4516e-4", ""}, "FTK": {"area", "0.09290304", ""}, "HAR": {"area", "10000", ""},

	"MTQ": {"volume", "1", ""}, "DMQ": {"volume", "0.001", ""}, "CMQ": {"volume", "1e-6", ""}, "MMQ": {"volume", "1e-9", ""},
	"LTR": {"volume", "0.001", ""}, "HLT": {"volume", "0.1", ""}, "DLT": {"volume", "1e-4", ""}, "CLT": {"volume", "1e-5", ""},
	"MLT": {"volume", "1e-6", ""}, "4G": {"volume", "1e-9", ""}, "GLL": {"volume", "0.003785411784", ""},
	"GLI": {"volume", "0.00454609", ""}, "FTQ": {"volume", "0.028316846592", ""}, "INQ": {"volume", "16.387064e-6", ""},

	"SEC": {"time", "1", ""}, "C26": {"time", "0.001", ""}, "B98": {"time", "1e-6", ""}, "MIN": {"time", "60", ""},
	"HUR": {"time", "3600", ""}, "DAY": {"time", "86400", ""}, "WEE": {"time", "604800", ""},

	"PAL": {"pressure", "1", ""}, "A97": {"pressure", "100", ""}, "KPA": {"pressure", "1000", ""}, "MPA": {"pressure", "1e6", ""},
	"BAR": {"pressure", "1e5", ""}, "MBR": {"pressure", "100", ""}, "HN": {"pressure", "133.3224", ""}, "HP": {"pressure", "9.80665", ""},
	"PS": {"pressure", "6894.757", ""}, "ATM": {"pressure", "101325", ""}, "UA": {"pressure", "133.3224", ""},
	"F79": {"pressure", "3386.39", ""}, "F78": {"pressure", "249.089", ""},

	"NEW": {"force", "1", ""}, "B47": {"force", "1000", ""}, "C20": {"force", "0.001", ""}, "B51": {"force", "9.80665", ""},
	"NU": {"torque", "1", ""}, "DN": {"torque", "0.1", ""}, "B48": {"torque", "1000", ""}, "D83": {"torque", "0.001", ""}, "J72": {"torque", "0.01", ""},

	"JOU": {"energy", "1", ""}, "KJO": {"energy", "1000", ""}, "3B": {"energy", "1e6", ""}, "WHR": {"energy", "3600", ""}, "KWH": {"energy", "3.6e6", ""},
	"WTT": {"power", "1", ""}, "KWT": {"power", "1000", ""}, "MAW": {"power", "1e6", ""}, "C31": {"power", "0.001", ""},
	"AMP": {"current", "1", ""}, "4K": {"current", "0.001", ""}, "B84": {"current", "1e-6", ""},
	"VLT": {"voltage", "1", ""}, "2Z": {"voltage", "0.001", ""}, "KVT": {"voltage", "1000", ""}, "D82": {"voltage", "1e-6", ""},
	"OHM": {"resistance", "1", ""}, "B49": {"resistance", "1000", ""}, "B75": {"resistance", "1e6", ""}, "E45": {"resistance", "0.001", ""},
	"FAR": {"capacitance", "1", ""}, "4O": {"capacitance", "1e-6", ""}, "C41": {"capacitance", "1e-9", ""}, "4T": {"capacitance", "1e-12", ""},
	"HTZ": {"frequency", "1", ""}, "KHZ": {"frequency", "1000", ""}, "MHZ": {"frequency", "1e6", ""}, "A86": {"frequency", "1e9", ""},
	"D33": {"flux density", "1", ""}, "C29": {"flux density", "0.001", ""},
	"CDL": {"luminous intensity", "1", ""}, "LUM": {"luminous flux", "1", ""}, "LUX": {"illuminance", "1", ""},

	"MTS": {"speed", "1", ""}, "KMH": {"speed", "5/18", ""}, "2X": {"speed", "1/60", ""}, "2M": {"speed", "0.01", ""}, "HM": {"speed", "0.44704", ""},
	"MSK": {"acceleration", "1", ""}, "K40": {"acceleration", "9.80665", ""},
	"MQS": {"volume flow", "1", ""}, "MQH": {"volume flow", "1/3600", ""}, "L2": {"volume flow", "1/60000", ""}, "41": {"volume flow", "1/60000000", ""}, "40": {"volume flow", "1e-6", ""},
	"KGS": {"mass flow", "1", ""}, "E93": {"mass flow", "1/3600", ""}, "F27": {"mass flow", "1/3600000", ""},
	"KMQ": {"density", "1", ""}, "23": {"density", "1000", ""}, "A93": {"density", "0.001", ""}, "GL": {"density", "1", ""},
	"28": {"surface density", "1", ""}, "GM": {"surface density", "0.001", ""},

	"C62": {"count", "1", ""}, "P1": {"count", "0.01", ""}, "59": {"count", "1e-6", ""},
	"C81": {"angle", "1", ""}, "C34": {"amount of substance", "1", ""},
}
