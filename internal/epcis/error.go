package epcis

// Limits bounds what is read. A zero field stands for the value that
// DefaultLimits gives it.
type Limits struct {
	Bytes    int // size of the input
	Depth    int // nesting of arrays and objects
	List     int // elements of one array
	Members  int // members of one object
	Text     int // bytes of one string, unescaped
	Number   int // bytes of one number
	Events   int // events of one document
	Prefixes int // entries of "@context"
}

// DefaultLimits returns bounds that no sensible event reaches.
func DefaultLimits() Limits {
	return Limits{
		Bytes:    16 << 20,
		Depth:    32,
		List:     100_000,
		Members:  1_000,
		Text:     64 << 10,
		Number:   64,
		Events:   10_000,
		Prefixes: 64,
	}
}

// Error says what is wrong with an input, where, and how to mend it.
type Error struct {
	Path   string // JSON pointer (RFC 6901) to the value; "" is the whole input
	Rule   string // stable name of the rule that is broken, such as "type"
	Detail string // what is wrong, in words
	Fix    string // what to do about it
}

// Error returns path, detail and remedy in one line.
func (e *Error) Error() string {
	path := e.Path
	if path == "" {
		path = "event"
	}
	return path + ": " + e.Detail + "; " + e.Fix
}
