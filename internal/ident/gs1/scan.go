package gs1

import "strings"

// ParseScan reads what a reader sent, by its symbology identifier: an element
// string, or the digits of an EAN/UPC symbol, which give (01), with the
// composite component behind them where the reader sent "|]e0" between. The
// message is nil, without an error, when the identifier promises neither.
func ParseScan(scan string, o Options) (Symbology, Message, error) {
	s, data := ParseSymbology(scan)
	if s.Escaped {
		data = unescapeECI(data)
	}
	switch s.Content {
	case ElementString:
		m, err := Parse(data, o)
		return s, m, shifted(err, len(s.ID))
	case RetailNumber:
		linear, composite, isComposite := strings.Cut(data, "|]e0")
		m, err := retail(s, linear)
		if err != nil || !isComposite {
			return s, m, shifted(err, len(s.ID))
		}
		more, err := Parse(composite, o)
		return s, append(m, more...), shifted(err, len(scan)-len(composite))
	}
	return s, nil, nil
}

func shifted(err error, by int) error {
	if e, ok := err.(*Error); ok { //nolint:errorlint // it comes from Parse as it is
		return e.shift(by)
	}
	return err
}

// retail reads the digits of an EAN/UPC symbol.
func retail(s Symbology, data string) (Message, error) {
	want := 13
	if s.ID == "]E4" {
		want = 8
	}
	if len(data) != want {
		return nil, &Error{Code: WrongLength, Length: len(data)}
	}
	g, err := ParseGTIN(data)
	if err != nil {
		return nil, err
	}
	return Message{{AI: "01", Value: string(g)}}, nil
}

// unescapeECI undoes what a reader does to data with extended channel
// interpretations: backslashes are doubled, and a switch of the character set
// is a backslash with six digits, which is dropped (ISO/IEC 15424, annex E).
func unescapeECI(data string) string {
	if !strings.Contains(data, `\`) {
		return data
	}
	var b strings.Builder
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' || i+1 == len(data) {
			b.WriteByte(data[i])
			continue
		}
		if data[i+1] == '\\' {
			b.WriteByte('\\')
			i++
		} else if i+6 < len(data) && setN.outside(data[i+1:i+7]).code == "" {
			i += 6
		} else {
			b.WriteByte('\\')
		}
	}
	return b.String()
}
