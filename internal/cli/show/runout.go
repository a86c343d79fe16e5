package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/tracewright/tracewright/api"
)

// RunOuts tells of changes that wait until stock is used up how far they are;
// nothing where there are none.
func RunOuts(w io.Writer, list []api.PlantRunOut) {
	if len(list) > 0 {
		fmt.Fprint(w, "\nChanges that wait for stock:\n")
	}
	for i := range list {
		r := &list[i]
		part := r.Part
		if r.Revision != "" {
			part += " rev " + r.Revision
		}
		lines := strings.Join(r.Old, ", ")
		if len(r.New) > 0 {
			lines += " -> " + strings.Join(r.New, ", ")
		}
		fmt.Fprintf(w, "  %s, line %s: %s, then %s\n    %s\n", part, lines, r.Stock, r.To, far(r))
	}
}

// far says how far a change is.
func far(r *api.PlantRunOut) string {
	because := ""
	if r.Reason != "" {
		because = " (" + r.Reason + ")"
	}
	when := r.Since.UTC().Format("2006-01-02 15:04Z")
	if r.Over {
		return fmt.Sprintf("Made on %s%s with %s left over; %s of %s may be used now.", when, because, amount(r.Left, r), amount(r.OnHand, r), r.Stock)
	}
	if r.Entry != 0 {
		because = " Turned back on " + when + because + "."
	}
	return fmt.Sprintf("%s free, for %s: %s on hand, less %s for other work orders and %s for products in work.%s",
		amount(r.Free, r), Count(int(r.Products), "product", "products"), r.OnHand, r.Orders, r.InWork, because)
}

// amount words a quantity of the stock.
func amount(quantity string, r *api.PlantRunOut) string {
	if r.UoM == "C62" {
		return quantity
	}
	return quantity + " " + r.Unit
}
