package cli

import (
	"github.com/tracewright/tracewright/api"
)

// showAnswer prints the answer to a command; a refusal and a question end the
// program with its own code.
func (p *program) showAnswer(a *api.Answer) error {
	if p.format == "json" {
		if err := p.printJSON(a); err != nil {
			return err
		}
	} else {
		p.printVerdict(a)
	}
	if !a.Permitted() {
		return errRefused
	}
	return nil
}

func (p *program) printVerdict(a *api.Answer) {
	v := &a.Verdict
	word := map[string]string{api.Permit: "PERMIT", api.Refuse: "REFUSE", api.Ask: "ASK"}[v.Answer]
	p.printf("%-7s %s  %s\n", word, v.Code, v.Text)
	for _, c := range v.Choices {
		switch {
		case c.Confirm != "":
			p.printf("  to say yes:  --confirm %s\n", c.Confirm)
		case c.Verb != "" && a.Permitted():
			p.printf("  you may:     %s  (do %s)\n", c.Label, c.Verb)
		case c.Verb != "":
			p.printf("  if it is:    %s  (do %s)\n", c.Label, c.Verb)
		default:
			p.printf("  if you mean: %s  (%s)\n", c.Ref, c.Label)
		}
	}
	for _, f := range v.Also {
		mode := ""
		if f.Mode != "" {
			mode = " [" + f.Mode + "]"
		}
		p.printf("  also:        %s  %s%s\n", f.Code, f.Text, mode)
	}
	if v.Next != "" {
		p.printf("  next:        %s\n", v.Next)
	}
	if a.Repeated {
		p.talkf("This command had been answered before, with this.\n")
	}
}

// showDone says that something was done which has no other result.
func (p *program) showDone(err error) error {
	if err != nil || p.format != "json" {
		return err
	}
	return p.printJSON(struct {
		Done bool `json:"done"`
	}{true})
}
