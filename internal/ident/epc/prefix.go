package epc

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// maxTable is the largest table that is read, in bytes; that of GS1 has about
// four million.
const maxTable = 32 << 20

// Table knows how long the company prefixes of GS1 keys are. The zero value
// knows none.
type Table struct {
	date    string
	entries []tableEntry // sorted by prefix
}

type tableEntry struct {
	prefix string
	length int // digits of the company prefix; 0 where none is given out
}

// ParseTable reads the GCP length table that GS1 publishes, in JSON or in XML
// (GCPPrefixFormatList). The error is a *refusal.Error.
func ParseTable(data []byte) (*Table, error) {
	if len(data) > maxTable {
		return nil, refuse("epc.table", "", "has "+strconv.Itoa(len(data))+" bytes", "load the GCP length table of GS1")
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return tableFromJSON(data)
	}
	return tableFromXML(data)
}

func tableFromJSON(data []byte) (*Table, error) {
	var doc struct {
		List struct {
			Date  string `json:"date"`
			Entry []struct {
				Prefix string `json:"prefix"`
				Length int    `json:"gcpLength"`
			} `json:"entry"`
		} `json:"GCPPrefixFormatList"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, refuse("epc.table", "", "is no JSON of a GCP length table: "+err.Error(), "load the file as GS1 publishes it")
	}
	t := &Table{date: doc.List.Date}
	for _, e := range doc.List.Entry {
		t.entries = append(t.entries, tableEntry{e.Prefix, e.Length})
	}
	return t.ready()
}

func tableFromXML(data []byte) (*Table, error) {
	var doc struct {
		XMLName xml.Name `xml:"GCPPrefixFormatList"`
		Date    string   `xml:"date,attr"`
		Entry   []struct {
			Prefix string `xml:"prefix,attr"`
			Length int    `xml:"gcpLength,attr"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return nil, refuse("epc.table", "", "is neither JSON nor XML of a GCP length table: "+err.Error(), "load the file as GS1 publishes it")
	}
	t := &Table{date: doc.Date}
	for _, e := range doc.Entry {
		t.entries = append(t.entries, tableEntry{e.Prefix, e.Length})
	}
	return t.ready()
}

// ready sorts and checks the entries.
func (t *Table) ready() (*Table, error) {
	if len(t.entries) == 0 {
		return nil, refuse("epc.table", "", "has no entries", "load the GCP length table of GS1")
	}
	slices.SortFunc(t.entries, func(a, b tableEntry) int { return strings.Compare(a.prefix, b.prefix) })
	for i, e := range t.entries {
		where := "prefix " + strconv.Quote(e.prefix)
		switch {
		case e.prefix == "" || len(e.prefix) > 12 || !allDigits(e.prefix):
			return nil, refuse("epc.table", where, "is no prefix", "give 1 to 12 digits")
		case e.length != 0 && (e.length < 4 || e.length > 12):
			return nil, refuse("epc.table", where, "has the length "+strconv.Itoa(e.length), "give 4 to 12, or 0 where none is given out")
		case i > 0 && t.entries[i-1].prefix == e.prefix && t.entries[i-1].length != e.length:
			return nil, refuse("epc.table", where, "stands twice, with different lengths", "keep one of the two")
		}
	}
	return t, nil
}

// Date returns when the table was made, as the table says it.
func (t *Table) Date() string { return t.date }

// Len returns how many prefixes the table has.
func (t *Table) Len() int { return len(t.entries) }

// Length returns how many digits the company prefix of an EPC has that the
// digits begin with, by the longest entry that they begin with; false where the
// table has none or gives none out. A prefix of 4 or 5 digits counts as one of 6
// (TDS clause 7.1).
func (t *Table) Length(digits string) (n int, ok bool) {
	for k := min(len(digits), 12); k > 0; k-- {
		i, found := slices.BinarySearchFunc(t.entries, digits[:k], func(e tableEntry, p string) int { return strings.Compare(e.prefix, p) })
		if found {
			n = t.entries[i].length
			return max(n, 6), n > 0
		}
	}
	return 0, false
}
