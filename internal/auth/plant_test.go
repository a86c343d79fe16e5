package auth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// TestPlantKnowsTheRoles: a plant definition names roles, and package plant may
// not know package auth.
func TestPlantKnowsTheRoles(t *testing.T) {
	t.Parallel()
	var roles []string
	for _, r := range auth.Roles() {
		roles = append(roles, string(r))
	}
	if diff := cmp.Diff(roles, plant.Roles()); diff != "" {
		t.Errorf("roles (-auth +plant):\n%s", diff)
	}
	for _, r := range plant.AnsweringRoles() {
		if !auth.Role(r).Grants(auth.Access(track.AccessOperate)) {
			t.Errorf("%s cannot close the breaches that it answers for", r)
		}
	}
}
