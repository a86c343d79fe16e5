package plant

// Place reports whether the site, an area, a line or a station has a code.
func (x *Index) Place(code string) bool {
	if _, ok := x.stations[code]; ok || code == x.d.Site.Code {
		return true
	}
	for i := range x.d.Areas {
		if x.d.Areas[i].Code == code {
			return true
		}
		for j := range x.d.Areas[i].Lines {
			if x.d.Areas[i].Lines[j].Code == code {
				return true
			}
		}
	}
	return false
}

// NearPlace names the place that a code which is none may stand for, or lists
// the places where they are few: "did you mean STORE?". It is empty otherwise.
func (x *Index) NearPlace(code string) string {
	var places []string
	for _, area := range x.d.Areas {
		places = append(places, area.Code)
		for _, line := range area.Lines {
			places = append(places, line.Code)
			for _, station := range line.Stations {
				places = append(places, station.Code)
			}
		}
	}
	return suggest(code, places)
}
