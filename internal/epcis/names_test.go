package epcis

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestStandardNamesAreThoseOfTheLayouts keeps the list, which no context may
// redefine, in step with what is read.
func TestStandardNamesAreThoseOfTheLayouts(t *testing.T) {
	t.Parallel()
	want := []string{CaptureDocument, QueryDocument, "epcisMasterData", "vocabularyList", "resultsBody"}
	add := func(index map[string]int) {
		for name := range index {
			if name != contextName {
				want = append(want, name)
			}
		}
	}
	for _, index := range []map[string]int{
		eventLayout.index, documentLayout.index, bodyLayout.index, resultsLayout.index, vocabularyLayout.index,
		elementLayout.index, attributeLayout.index, quantityLayout.index, persistentLayout.index, readPointLayout.index,
		transactionLayout.index, sourceLayout.index, destinationLayout.index, sensorLayout.index, metadataLayout.index,
		reportLayout.index, errorLayout.index,
	} {
		add(index)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	var got []string
	for name := range standardNames {
		got = append(got, name)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-layouts +list):\n%s", diff)
	}
}
