package cli

// KeptTables is keptTables for tests.
func KeptTables() []string { return keptTables() }

// DerivedTables lists the views.
func DerivedTables() []string {
	return []string{
		"object", "identifier", "edge", "visit", "result", "sighting", "movement", "hold", "held", "breach", "answer",
		"plant_version",
	}
}
