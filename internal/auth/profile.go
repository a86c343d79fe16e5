package auth

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Profile is what a person or a service is called and may do.
type Profile struct {
	// Name has 1 to 128 bytes on one line.
	Name string
	// Roles has at least one role, without repeats, in the order of Roles.
	Roles []Role
	// Scope has at most 100 lines and 100 stations, of 1 to 128 bytes each.
	Scope Scope
}

const (
	maxText  = 128
	maxPlace = 100
)

// check returns the profile in order, or an *InputError.
func (p Profile) check() (Profile, error) {
	if err := checkText("name", p.Name); err != nil {
		return p, err
	}
	if len(p.Roles) == 0 || len(p.Roles) > len(Roles()) {
		return p, &InputError{"roles", fmt.Sprintf("give 1 to %d of %s", len(Roles()), joinLines(Roles(), ", "))}
	}
	for i, r := range p.Roles {
		if !r.Known() {
			return p, &InputError{fmt.Sprintf("roles[%d]", i), "is not a role; give one of " + joinLines(Roles(), ", ")}
		}
	}
	roles := slices.DeleteFunc(Roles(), func(r Role) bool { return !slices.Contains(p.Roles, r) })
	lines, err := checkPlaces("scope.lines", p.Scope.Lines)
	if err != nil {
		return p, err
	}
	stations, err := checkPlaces("scope.stations", p.Scope.Stations)
	return Profile{p.Name, roles, Scope{lines, stations}}, err
}

func checkPlaces(field string, codes []string) ([]string, error) {
	if len(codes) > maxPlace {
		return nil, &InputError{field, fmt.Sprintf("has %d codes; give at most %d", len(codes), maxPlace)}
	}
	for i, code := range codes {
		if err := checkText(fmt.Sprintf("%s[%d]", field, i), code); err != nil {
			return nil, err
		}
	}
	if len(codes) == 0 {
		return nil, nil
	}
	return slices.Compact(slices.Sorted(slices.Values(codes))), nil
}

// checkText accepts what a person can read on one line.
func checkText(field, text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return &InputError{field, "is empty"}
	case len(text) > maxText:
		return &InputError{field, fmt.Sprintf("has %d bytes; give at most %d", len(text), maxText)}
	case !utf8.ValidString(text):
		return &InputError{field, "is not UTF-8"}
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }):
		return &InputError{field, "has a control character or a line break; remove it"}
	}
	return nil
}

func joinLines[S ~string](list []S, sep string) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = string(s)
	}
	return strings.Join(texts, sep)
}

// splitLines is the other way of joinLines with a line break, as the tables
// keep lists.
func splitLines[S ~string](text string) []S {
	if text == "" {
		return nil
	}
	var list []S
	for line := range strings.SplitSeq(text, "\n") {
		list = append(list, S(line))
	}
	return list
}

// profileRow is a profile as the tables keep it.
type profileRow struct{ name, roles, lines, stations string }

func (p Profile) row() profileRow {
	return profileRow{
		p.Name, joinLines(p.Roles, "\n"), joinLines(p.Scope.Lines, "\n"), joinLines(p.Scope.Stations, "\n"),
	}
}

func (r profileRow) profile() Profile {
	return Profile{r.name, splitLines[Role](r.roles), Scope{splitLines[string](r.lines), splitLines[string](r.stations)}}
}
