package erp

import (
	"slices"
	"strings"
	"unicode"
)

// Field is what a column of the file holds, named as the arguments of the verb
// import-orders are.
type Field string

// The fields.
const (
	Order    Field = "order"
	Part     Field = "part"
	Revision Field = "revision"
	Quantity Field = "quantity"
	Due      Field = "due"
	Priority Field = "priority"
	Line     Field = "line"
	Options  Field = "options"
	Customer Field = "customer"
	Sales    Field = "sales"
)

// names are the headers by which each field is known, without spaces and signs.
var names = []struct {
	field   Field
	headers []string
}{
	{Order, []string{"order", "orderno", "ordernumber", "workorder", "workorderno", "workordernumber", "wo", "wono", "productionorder", "job", "jobno", "jobnumber"}},
	{Part, []string{"part", "partno", "partnumber", "item", "itemno", "itemnumber", "material", "materialno", "materialnumber"}},
	{Revision, []string{"revision", "rev", "revisionlevel"}},
	{Quantity, []string{"quantity", "qty", "orderquantity", "orderqty", "targetquantity"}},
	{Due, []string{"due", "duedate", "dueon", "dueby"}},
	{Priority, []string{"priority", "prio"}},
	{Line, []string{"line", "productionline"}},
	{Options, []string{"options", "option"}},
	{Customer, []string{"customer", "customername"}},
	{Sales, []string{"sales", "salesorder", "salesorderno", "salesordernumber"}},
}

// Fields lists the fields, in the order in which they are documented.
func Fields() []Field {
	fields := make([]Field, len(names))
	for i, n := range names {
		fields[i] = n.field
	}
	return fields
}

// bare is a header without its case, spaces and signs.
func bare(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, header)
}

// fieldOf is the field that a header means by the list.
func fieldOf(header string) (Field, bool) {
	for _, n := range names {
		if slices.Contains(n.headers, bare(header)) {
			return n.field, true
		}
	}
	return "", false
}

// Known reports whether it is one of the fields.
func (f Field) Known() bool { return slices.Contains(Fields(), f) }
