package plant_test

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/plant"
)

func ExampleDiff() {
	old, err := plant.Parse([]byte("site: {code: DEMO}\nroutes: [{code: PUMP, operations: [{code: PREP}]}]"))
	if err != nil {
		fmt.Println(err)
		return
	}
	edited, err := plant.Parse([]byte("site: {code: DEMO}\nroutes: [{code: PUMP, operations: [{code: WASH}, {code: PREP}]}]"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, change := range plant.Diff(old, edited) {
		fmt.Println(change)
	}
	// Output:
	// + routes[PUMP].operations[WASH]: {code: WASH}
	// ~ routes[PUMP].operations: PREP -> WASH, PREP
}

func ExampleParse() {
	_, err := plant.Parse([]byte("site:\n  code: DEMO\n  zon: UTC\n"))
	fmt.Println(err)
	// Output:
	// 3:3: site.zon: a site has no "zon" (did you mean zone?)
}
