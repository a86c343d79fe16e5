package plant

// Site is the place that one store speaks of (ISA-95 site).
type Site struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	// Zone is the IANA time zone that shifts and production days follow;
	// empty means UTC.
	Zone string `json:"zone,omitempty"`
	// Link begins the GS1 Digital Links of the site, as "https://id.example.com";
	// empty means the canonical https://id.gs1.org.
	Link string `json:"link,omitempty"`
	GLN  GLN    `json:"gln,omitempty"`
}

// Area is an ISA-95 area of the site.
type Area struct {
	Code  string `json:"code"`
	Name  string `json:"name,omitempty"`
	GLN   GLN    `json:"gln,omitempty"`
	Lines []Line `json:"lines,omitempty"`
}

// Line is an ISA-95 production line (work centre).
type Line struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	GLN  GLN    `json:"gln,omitempty"`
	// Takt is the time within which a piece is to leave each station of the
	// line for the plant to keep up with demand; empty means that none is set.
	Takt     Duration  `json:"takt,omitempty"`
	Stations []Station `json:"stations,omitempty"`
}

// Station is an ISA-95 work unit: where scans are made. Its code is unique in
// the site.
type Station struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	GLN  GLN    `json:"gln,omitempty"`
	// Operations are the codes of the operations that may be done here.
	Operations []string   `json:"operations,omitempty"`
	Positions  []Position `json:"positions,omitempty"`
	// Skills are the codes of the skills that whoever works here must have.
	Skills []string `json:"skills,omitempty"`
	// Equipment are the codes of the equipment that stands here.
	Equipment []string `json:"equipment,omitempty"`
	// Printers are the codes of the printers for what is done here, the first
	// one before the others.
	Printers []string `json:"printers,omitempty"`
	// Separators are what the readers here send for the group separator GS, in
	// place of those of the plant.
	Separators []string `json:"separators,omitempty"`
	// Offline tells what the screens do here while the server cannot be reached.
	Offline Offline `json:"offline,omitempty"`
	// Interlocks overrides the plant's mode of a rule at this station.
	Interlocks map[Rule]Mode `json:"interlocks,omitempty"`
}

// Offline tells what the screens of a station do while the server cannot be
// reached.
type Offline string

// What a station does without the server; the empty word is OfflineBlock.
const (
	// OfflineBlock takes no scan: where a rule has to answer before work goes on.
	OfflineBlock Offline = "block"
	// OfflineQueue keeps what is scanned on the terminal, and reports it later.
	OfflineQueue Offline = "queue"
)

// Position is a place of work or of material within a station.
type Position struct {
	Code string       `json:"code"`
	Name string       `json:"name,omitempty"`
	GLN  GLN          `json:"gln,omitempty"`
	Kind PositionKind `json:"kind,omitempty"`
	// Parts are the part numbers that may be loaded here; empty means any.
	Parts []string `json:"parts,omitempty"`
	// Holds tells how many lots a position of material holds at a time.
	Holds Holds `json:"holds,omitempty"`
}

// Holds tells how much lies at a position of material at a time.
type Holds string

// What a position holds; the empty word is HoldsOne.
const (
	// HoldsOne is a feeder or a spindle: what is loaded takes the place of
	// what was there, so that consumption is proven.
	HoldsOne Holds = "one"
	// HoldsSeveral is a bin or a tank: what is loaded joins what is there.
	HoldsSeveral Holds = "several"
)

// PositionKind tells what a position is for.
type PositionKind string

// The kinds of position; the empty kind is PositionWork.
const (
	PositionWork     PositionKind = "work"
	PositionMaterial PositionKind = "material"
)

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
