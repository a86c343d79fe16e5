package plant

// Terms lists the words of the glossary for which a plant may show words of
// its own (Definition.Names), with hyphens for spaces.
func Terms() []string {
	return []string{
		"area", "carrier", "certificate", "concession", "container", "defect", "equipment", "hold", "line", "lot", "nonconformance",
		"operation", "package", "part", "position", "receipt", "reason", "revision", "rework", "route", "run", "serial", "shift",
		"site", "skill", "station", "step", "unit", "visit", "work-order",
	}
}

// Plurals gives the terms whose words people see for several things too, by the
// key of Definition.Names that has that word. English ones follow by rule where
// none is given.
func Plurals() map[string]string {
	return map[string]string{"lots": "lot", "work-orders": "work-order"}
}

// Roles lists the roles that a definition may name: those of docs/access.md.
func Roles() []string {
	return []string{"operator", "lead", "quality", "planner", "engineer", "auditor", "admin", "device", "partner"}
}
