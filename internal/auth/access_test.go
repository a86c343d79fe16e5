package auth_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/golden"
)

// The table of docs/access.md is the one that the program goes by.
func TestTableOfRolesIsTheDocumentedOne(t *testing.T) {
	t.Parallel()
	const path, start = "../../docs/access.md", "| role |"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := bytes.Cut(doc, []byte(start))
	_, after, _ := bytes.Cut(rest, []byte("\n\n"))
	golden.Check(t, path, fmt.Appendf(nil, "%s%s\n%s", before, roleTable(), after))
}

func roleTable() string {
	var b strings.Builder
	b.WriteString("| role |")
	for _, a := range auth.Accesses() {
		fmt.Fprintf(&b, " %s |", a)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(auth.Accesses())) + "\n")
	for _, r := range auth.Roles() {
		fmt.Fprintf(&b, "| %s |", r)
		for _, a := range auth.Accesses() {
			mark := " "
			if r.Grants(a) {
				mark = " yes "
			}
			fmt.Fprintf(&b, "%s|", mark)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestWhatIsNotInTheTableIsRefused(t *testing.T) {
	t.Parallel()
	var nobody *auth.Principal
	for name, p := range map[string]*auth.Principal{
		"nobody":       nobody,
		"no role":      {ID: "p-1"},
		"unknown role": {ID: "p-1", Roles: []auth.Role{"root", "Admin", ""}},
	} {
		for _, a := range append(auth.Accesses(), "", "everything") {
			if p.Can(a) || p.May(a, "") || p.May(a, "ST-10") {
				t.Errorf("%s has %q", name, a)
			}
		}
	}
	admin := &auth.Principal{ID: "p-1", Roles: []auth.Role{auth.RoleAdmin}}
	if admin.May("", "") || admin.May("everything", "") {
		t.Error("an admin has an access that does not exist")
	}
}

func TestScopeNarrowsWhatIsDone(t *testing.T) {
	t.Parallel()
	lineOf := func(station string) string {
		return map[string]string{"ST-10": "L1", "ST-20": "L1", "ST-30": "L2"}[station]
	}
	line := auth.Scope{Lines: []string{"L1"}}
	station := auth.Scope{Stations: []string{"ST-30"}}
	both := auth.Scope{Lines: []string{"L1"}, Stations: []string{"ST-30"}}
	tests := []struct {
		name    string
		role    auth.Role
		scope   auth.Scope
		access  auth.Access
		station string
		want    bool
	}{
		{"whole site, at a station", auth.RoleOperator, auth.Scope{}, auth.Operate, "ST-10", true},
		{"whole site, without a station", auth.RoleOperator, auth.Scope{}, auth.Operate, "", true},
		{"whole site, another access", auth.RoleOperator, auth.Scope{}, auth.Quality, "ST-10", false},
		{"line, its station", auth.RoleOperator, line, auth.Operate, "ST-20", true},
		{"line, another line's station", auth.RoleOperator, line, auth.Operate, "ST-30", false},
		{"line, a station the plant does not have", auth.RoleOperator, line, auth.Operate, "ST-99", false},
		{"line, the line's own code as a station", auth.RoleOperator, line, auth.Operate, "L1", false},
		{"line, no station named to escape the scope", auth.RoleOperator, line, auth.Operate, "", false},
		{"line, to see", auth.RoleOperator, line, auth.Read, "ST-30", true},
		{"line, to see without a station", auth.RoleOperator, line, auth.Read, "", true},
		{"station, that one", auth.RoleDevice, station, auth.Operate, "ST-30", true},
		{"station, another", auth.RoleDevice, station, auth.Operate, "ST-10", false},
		{"both, by line", auth.RoleLead, both, auth.Operate, "ST-10", true},
		{"both, by station", auth.RoleLead, both, auth.Operate, "ST-30", true},
		{"quality in its line", auth.RoleQuality, line, auth.Quality, "ST-10", true},
		{"quality outside", auth.RoleQuality, line, auth.Quality, "ST-30", false},
		{"audit is to see", auth.RoleAuditor, line, auth.Audit, "", true},
		{"a line does not define the plant", auth.RoleEngineer, line, auth.Define, "ST-10", false},
		{"a line does not administrate", auth.RoleAdmin, line, auth.Admin, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &auth.Principal{ID: "p-1", Roles: []auth.Role{tt.role}, Scope: tt.scope, LineOf: lineOf}
			within := &auth.Principal{ID: "p-1", Roles: p.Roles, Within: []auth.Scope{{}, tt.scope}, LineOf: lineOf}
			if got := within.May(tt.access, tt.station); got != tt.want {
				t.Errorf("within %+v: May(%s, %q) is %v, want %v", tt.scope, tt.access, tt.station, got, tt.want)
			}
			if got := p.May(tt.access, tt.station); got != tt.want {
				t.Errorf("May(%s, %q) as %s in %+v: got %v, want %v", tt.access, tt.station, tt.role, tt.scope, got, tt.want)
			}
		})
	}
}

func TestLineScopeWithoutPlantIsEmpty(t *testing.T) {
	t.Parallel()
	p := &auth.Principal{ID: "p-1", Roles: []auth.Role{auth.RoleOperator}, Scope: auth.Scope{Lines: []string{"L1", ""}}}
	got := []bool{p.May(auth.Operate, "ST-10"), false}
	p.LineOf = func(string) string { return "" }
	got[1] = p.May(auth.Operate, "ST-10")
	if diff := cmp.Diff([]bool{false, false}, got); diff != "" {
		t.Error(diff)
	}
}
