package plant

import "slices"

// WhoAnswers is the role that answers for a rule when it was broken: as the
// definition says, else as is usual. The empty rule is what no rule is for, such
// as a code that nobody knows. x may be nil: no definition is published.
func (x *Index) WhoAnswers(rule Rule) string {
	if x != nil && x.d.Answers[rule] != "" {
		return x.d.Answers[rule]
	}
	return usuallyAnswers(rule)
}

// AnsweredBy lists the rules that a role answers for, the empty one too.
func (x *Index) AnsweredBy(role string) []Rule {
	var rules []Rule
	for _, rule := range append(Rules(), "") {
		if x.WhoAnswers(rule) == role {
			rules = append(rules, rule)
		}
	}
	return rules
}

// HoldsBreach reports whether a hold is put on what was worked on when a report
// has broken a rule. x may be nil.
func (x *Index) HoldsBreach(rule Rule) bool {
	return x != nil && slices.Contains(x.d.BreachHolds, rule)
}

// AnsweringRoles lists the roles that can answer for a rule: those of
// docs/access.md that may work at stations, without devices.
func AnsweringRoles() []string { return []string{"lead", "quality", "operator", "admin"} }

// usuallyAnswers is who answers for a rule where the definition does not say:
// quality for what may be wrong with the product or was measured badly, the lead
// of the line for how the work was done.
func usuallyAnswers(rule Rule) string {
	switch rule {
	case RuleLimits, RuleHold, RuleExpired, RuleFloorLife, RuleCalibrated, RuleTimeSince, RuleAttempts, RuleTightening, RuleCondition:
		return "quality"
	}
	return "lead"
}
