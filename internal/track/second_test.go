package track

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// What is taken of a lot in many goes has, all in all, just its second
// quantity, and none of it is below zero.
func TestSharesAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.IntRange(1, 50).Draw(t, "pieces")
		whole, _ := ParseDecimal(rapid.StringMatching(`[0-9]{1,4}(\.[0-9]{1,5})?`).Draw(t, "second"))
		lot := Object{Quantity: Decimal(strconv.Itoa(pieces)), Second: whole}
		var sum Decimal = "0"
		for sign(lot.Quantity) > 0 {
			most, _ := strconv.Atoi(string(lot.Quantity))
			take := Decimal(strconv.Itoa(rapid.IntRange(1, most).Draw(t, "take")))
			part := share(lot, take)
			if sign(part) < 0 {
				t.Fatalf("%s of %+v has %s", take, lot, part)
			}
			sum = add(sum, part)
			lot.Quantity, lot.Second = add(lot.Quantity, negate(take)), add(lot.Second, negate(part))
		}
		if compare(sum, whole) != 0 || sign(lot.Second) != 0 {
			t.Fatalf("the parts of %s have %s, and %s is left", whole, sum, lot.Second)
		}
	})
}
