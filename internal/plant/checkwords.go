package plant

import "strings"

// resources checks equipment and skills.
func (c *checker) resources() {
	seen := unique{}
	for i, e := range c.d.Equipment {
		at := (*path)(nil).at("equipment").item(i)
		if c.uniqueCode(seen, e.Code, at.at("code"), "piece of equipment", "the site") {
			for _, kind := range equipmentKindShape.enum {
				if e.Code == kind {
					c.fault(at.at("code"), "give it a code of its own, such as "+strings.ToUpper(kind)+"-1", "%s is the name of a kind", quoted(e.Code))
				}
			}
		}
		c.name(e.Name, at.at("name"))
		c.given(string(e.Kind), at.at("kind"), "piece of equipment", "a kind of equipment", equipmentKindShape.enum)
		c.duration(e.Calibration, at.at("calibration"))
		c.count(e.Positions, at.at("positions"), 0)
		c.partNumbers(e.Parts, at.at("parts"), "the piece of equipment")
		programs := unique{}
		for i, program := range e.Programs {
			c.uniqueCode(programs, program, at.at("programs").item(i), "program", "the piece of equipment")
		}
	}
	seen = unique{}
	for i, s := range c.d.Skills {
		at := (*path)(nil).at("skills").item(i)
		c.uniqueCode(seen, s.Code, at.at("code"), "skill", "the site")
		c.name(s.Name, at.at("name"))
		c.duration(s.Valid, at.at("valid"))
		levels := unique{}
		for i, level := range s.Levels {
			c.uniqueCode(levels, level, at.at("levels").item(i), "level", "the skill")
		}
	}
}

// given checks a word that must be given and be one of a few.
func (c *checker) given(word string, at *path, owner, what string, words []string) {
	if word == "" {
		c.fault(at, "write one of "+strings.Join(words, ", "), "the %s has no %s", owner, lastKey(at, "word"))
	}
	c.known(word, at, what, words)
}

// words checks the codes that people choose from, the shifts, and the names
// that they see.
func (c *checker) words() {
	seen := unique{}
	for i, d := range c.d.Defects {
		at := (*path)(nil).at("defects").item(i)
		c.uniqueCode(seen, d.Code, at.at("code"), "defect", "the site")
		c.name(d.Name, at.at("name"))
		c.name(d.Group, at.at("group"))
	}
	seen = unique{}
	for i, r := range c.d.Reasons {
		at := (*path)(nil).at("reasons").item(i)
		c.uniqueCode(seen, r.Code, at.at("code"), "reason", "the site")
		c.name(r.Name, at.at("name"))
		c.given(string(r.For), at.at("for"), "reason", "an act that has reasons", reasonForShape.enum)
		c.known(string(r.State), at.at("state"), "a state of a station", stationStateShape.enum)
		if r.State != "" && r.For != ReasonStop {
			c.fault(at.at("state"), "remove it, or write for: stop", "only a reason to stop stands for a state of a station")
		}
	}
	c.shifts()
	c.andon()
	shown := map[string]string{}
	for _, term := range sortedKeys(c.d.Names) {
		at, name := (*path)(nil).at("names").at(term), c.d.Names[term]
		c.known(term, at, "a term of the glossary that may be renamed", namesShape.names())
		c.name(name, at)
		other, taken := shown[name]
		switch {
		case term == "":
			c.fault(at, "write the term", "a name has no term")
		case name == "":
			c.fault(at, "write the word that people see, or remove it", "the term has no name")
		case taken && Plurals()[term] != other:
			c.fault(at, "give each term a word of its own", "%s is also the name of %s", quoted(name), other)
		}
		shown[name] = term
	}
}

// andon checks who answers calls, and the states that lock a station out.
func (c *checker) andon() {
	kinds := unique{}
	for i, k := range c.d.Andon {
		at := (*path)(nil).at("andon").item(i)
		c.given(string(k.Kind), at.at("kind"), "entry", "a kind of call", callKindShape.enum)
		if k.Kind != "" {
			c.uniqueCode(kinds, string(k.Kind), at.at("kind"), "kind", "andon")
		}
		c.roles(k.Roles, at.at("roles"), "the kind of call")
		c.duration(k.Escalate, at.at("escalate"))
		c.roles(k.EscalateTo, at.at("escalateTo"), "the kind of call")
		if (k.Escalate == "") != (len(k.EscalateTo) == 0) {
			c.fault(at, "write escalate and escalateTo, or neither", "a call escalates after a time to somebody")
		}
	}
	states := unique{}
	for i, s := range c.d.Lockouts {
		at := (*path)(nil).at("lockouts").item(i)
		if c.uniqueCode(states, string(s), at, "state", "lockouts") {
			c.known(string(s), at, "a state of a station", stationStateShape.enum)
		}
	}
}

// roles checks a list of roles, each given once.
func (c *checker) roles(roles []string, at *path, within string) {
	seen := unique{}
	for i, role := range roles {
		at := at.item(i)
		if c.uniqueCode(seen, role, at, "role", within) {
			c.known(role, at, "a role", roleShape.enum)
		}
	}
}

func (c *checker) shifts() {
	seen := unique{}
	for i, s := range c.d.Shifts {
		at := (*path)(nil).at("shifts").item(i)
		c.uniqueCode(seen, s.Code, at.at("code"), "shift", "the site")
		c.name(s.Name, at.at("name"))
		c.clock(s.Start, at.at("start"))
		c.clock(s.End, at.at("end"))
		days := map[Day]bool{}
		for i, day := range s.Days {
			at := at.at("days").item(i)
			c.given(string(day), at, "list", "a day of the week", dayShape.enum)
			if days[day] {
				c.fault(at, "remove one of them", "%s is given twice", day)
			}
			days[day] = true
		}
	}
}

func (c *checker) clock(text string, at *path) {
	if !timePattern.MatchString(text) {
		c.fault(at, "write hours and minutes, such as 06:00 or 22:30; midnight is 00:00", "%s is not a time of day", quoted(text))
	}
}

// answers checks who answers for broken rules.
func (c *checker) answers() {
	for _, rule := range sortedKeys(c.d.Answers) {
		at, role := (*path)(nil).at("answers").at(string(rule)), c.d.Answers[rule]
		c.known(string(rule), at, "an interlock", answersShape.names())
		if role == "" {
			c.fault(at, "write one of "+strings.Join(answerShape.enum, ", ")+", or remove the rule", "nobody is named who answers for the rule")
		}
		c.known(role, at, "a role that can answer for a rule", answerShape.enum)
	}
}

// breachHolds checks the rules that hold what broke them.
func (c *checker) breachHolds() {
	seen := unique{}
	for i, rule := range c.d.BreachHolds {
		at := (*path)(nil).at("breachHolds").item(i)
		if c.uniqueCode(seen, string(rule), at, "rule", "breachHolds") {
			c.known(string(rule), at, "an interlock", ruleShape.enum)
		}
	}
}

func (c *checker) overrides() {
	for _, rule := range sortedKeys(c.d.Overrides) {
		at, o := (*path)(nil).at("overrides").at(string(rule)), c.d.Overrides[rule]
		if rule == "" {
			c.fault(at, "write its name", "a rule has no name")
		}
		c.known(string(rule), at, "an interlock", overridesShape.names())
		if len(o.Roles) == 0 {
			c.fault(at, "add roles:, or remove the rule, so that nobody may override it", "nobody is named who may override the rule")
		}
		c.roles(o.Roles, at.at("roles"), "the rule")
		c.duration(o.Valid, at.at("valid"))
	}
}
