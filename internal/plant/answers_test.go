package plant

import (
	"slices"
	"testing"
)

func TestEveryRuleHasSomebodyWhoAnswers(t *testing.T) {
	t.Parallel()
	said := (&Definition{Answers: map[Rule]string{RuleBOM: "quality"}}).Index()
	for _, x := range []*Index{nil, said} {
		for _, rule := range append(Rules(), "") {
			role := x.WhoAnswers(rule)
			if !slices.Contains(AnsweringRoles(), role) || !slices.Contains(x.AnsweredBy(role), rule) {
				t.Errorf("%q answers for %q, and for %v", role, rule, x.AnsweredBy(role))
			}
		}
	}
	var unpublished *Index
	if unpublished.WhoAnswers(RuleBOM) != "lead" || said.WhoAnswers(RuleBOM) != "quality" || said.WhoAnswers(RuleRouteOrder) != "lead" {
		t.Error("what the definition says comes before what is usual")
	}
}
