package plant

import "strings"

func (c *checker) routesAndOperations() {
	routes := unique{}
	for i := range c.d.Routes {
		route := &c.d.Routes[i]
		at := (*path)(nil).at("routes").item(i)
		c.uniqueCode(routes, route.Code, at.at("code"), "route", "the plant")
		c.name(route.Name, at.at("name"))
		if len(route.Operations) == 0 {
			c.fault(at.at("operations"), "list its operations in order, or remove the route", "the route has no operations")
		}
		operations := unique{}
		for i := range route.Operations {
			at := at.at("operations").item(i)
			c.uniqueCode(operations, route.Operations[i].Code, at.at("code"), "operation", "the route")
			c.operation(route, i, at)
		}
		c.reworks(route, at.at("reworks"))
	}
}

// reworks checks the ways back into a route.
func (c *checker) reworks(route *Route, at *path) {
	codes, operations := unique{}, c.places(route)
	for i, r := range route.Reworks {
		at := at.item(i)
		c.uniqueCode(codes, r.Code, at.at("code"), "rework", "the route")
		c.name(r.Name, at.at("name"))
		if c.code(r.Enter, at.at("enter"), "rework") {
			c.onRoute(route, r.Enter, at.at("enter"))
		}
		references(c, r.Voids, at.at("voids"), "operation of the route", "the rework", operations)
	}
}

// places gives the place of each operation in a route.
func (c *checker) places(r *Route) map[string]int {
	places, known := c.placed[r]
	if !known {
		places = make(map[string]int, len(r.Operations))
		for i, o := range r.Operations {
			places[o.Code] = i
		}
		c.placed[r] = places
	}
	return places
}

// onRoute checks that an operation is one of a route.
func (c *checker) onRoute(route *Route, operation string, at *path) bool {
	places := c.places(route)
	if _, ok := places[operation]; ok {
		return true
	}
	missing(c, at, operation, places, "route %s has no operation %s", quoted(route.Code), quoted(operation))
	return false
}

func (c *checker) operation(route *Route, place int, at *path) {
	o := &route.Operations[place]
	c.name(o.Name, at.at("name"))
	codes, steps := unique{}, unique{}
	for i := range o.Characteristics {
		ch, at := &o.Characteristics[i], at.at("characteristics").item(i)
		c.uniqueCode(codes, ch.Code, at.at("code"), "characteristic", "the operation")
		c.name(ch.Name, at.at("name"))
		c.uom(ch.UoM, at.at("uom"))
		c.count(ch.Count, at.at("count"), 0)
		c.limits(ch, at)
	}
	c.files(o, at)
	for i, s := range o.Steps {
		at := at.at("steps").item(i)
		c.uniqueCode(steps, s.Code, at.at("code"), "step", "the operation")
		c.name(s.Name, at.at("name"))
		c.lines(s.Text, at.at("text"))
		c.file(s.Picture, at.at("picture"))
		c.name(s.Document, at.at("document"))
	}
	references(c, o.Skills, at.at("skills"), "skill", "the operation", c.skills)
	references(c, o.Equipment, at.at("equipment"), "piece of equipment or kind of it", "the operation", c.needs)
	if c.count(o.Attempts, at.at("attempts"), 0) && c.count(o.Retests, at.at("retests"), 0) && o.Attempts > 0 && o.Retests >= o.Attempts {
		c.fault(at.at("retests"), "write fewer retests, or more attempts", "%d attempts leave no room for %d retests", o.Attempts, o.Retests)
	}
	c.since(route, place, at.at("since"))
	c.conditions(o, at.at("conditions"))
}

func (c *checker) since(route *Route, place int, at *path) {
	operations := unique{}
	for i, s := range route.Operations[place].Since {
		at := at.item(i)
		if c.uniqueCode(operations, s.Operation, at.at("operation"), "operation", "the list") &&
			c.onRoute(route, s.Operation, at.at("operation")) && c.places(route)[s.Operation] >= place {
			c.fault(at.at("operation"), "name an operation before it", "%s does not come before %s on the route",
				quoted(s.Operation), quoted(route.Operations[place].Code))
		}
		valid := c.duration(s.Min, at.at("min"))
		valid = c.duration(s.Max, at.at("max")) && valid
		least, _ := s.Min.Micros()
		most, bound := s.Max.Micros()
		switch {
		case !valid:
		case s.Min == "" && s.Max == "":
			c.fault(at, "add min: or max:", "no time is given")
		case bound && least > most:
			c.fault(at.at("min"), "swap them", "the least time %s is above the longest time %s", s.Min, s.Max)
		}
	}
}

func (c *checker) conditions(o *Operation, at *path) {
	codes := unique{}
	for i, condition := range o.Conditions {
		at := at.item(i)
		c.uniqueCode(codes, condition.Code, at.at("code"), "condition", "the operation")
		c.known(string(condition.At), at.at("at"), "a gate", gateShape.enum)
		c.name(condition.Text, at.at("text"))
		c.name(condition.Next, at.at("next"))
		if condition.Expr == "" {
			c.fault(at.at("expr"), "write what must be true, such as results[\"TORQUE\"].outcome == \"pass\"", "the condition has no expression")
			continue
		}
		if c.expressions++; c.expressions > maxConditions {
			c.fault(at, "remove some", "there are more than %d conditions", maxConditions)
			return
		}
		if _, err := compile(condition.Expr); err != nil {
			problem, _, _ := strings.Cut(err.Error(), "\n")
			c.fault(at.at("expr"), "ask for "+strings.Join(envNames(), ", ")+"; see the documentation", "not a condition: %s", problem)
		}
	}
}

// limits checks that lower <= nominal <= upper as far as they are given.
func (c *checker) limits(ch *Characteristic, at *path) {
	valid := c.decimal(ch.Lower, at.at("lower"))
	valid = c.decimal(ch.Nominal, at.at("nominal")) && valid
	valid = c.decimal(ch.Upper, at.at("upper")) && valid
	if !valid {
		return
	}
	given := func(d Decimal) bool { return d != "" }
	switch {
	case given(ch.Lower) && given(ch.Upper) && ch.Lower.Cmp(ch.Upper) > 0:
		c.fault(at.at("lower"), "swap them", "the lower limit %s is above the upper limit %s", ch.Lower, ch.Upper)
	case given(ch.Lower) && given(ch.Nominal) && ch.Lower.Cmp(ch.Nominal) > 0:
		c.fault(at.at("nominal"), "write a value within the limits", "the nominal %s is below the lower limit %s", ch.Nominal, ch.Lower)
	case given(ch.Upper) && given(ch.Nominal) && ch.Nominal.Cmp(ch.Upper) > 0:
		c.fault(at.at("nominal"), "write a value within the limits", "the nominal %s is above the upper limit %s", ch.Nominal, ch.Upper)
	}
	if ch.UoM == "" && (given(ch.Lower) || given(ch.Nominal) || given(ch.Upper)) {
		c.fault(at, "add uom: with a Recommendation 20 code, such as NU (newton metre) or C62 (a count)", "the limits have no unit")
	}
}
