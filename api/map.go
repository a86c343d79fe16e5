package api

import "time"

// Map is how the stations of the plant stand at a time, drawn from the present
// plant definition.
type Map struct {
	At    time.Time `json:"at" doc:"The time it speaks of"`
	Past  bool      `json:"past,omitzero" doc:"It was asked for a time in the past"`
	First time.Time `json:"first,omitzero" doc:"When the first work was begun: the map goes back so far"`
	// From and Until are the time in which cycle and yield were measured.
	From       time.Time       `json:"from,omitzero" doc:"Begin of the hour in which cycle, yield and what was made were counted"`
	Until      time.Time       `json:"until,omitzero" doc:"End of that hour: the time of the map, or when work last went on if that is more than 15 minutes ago"`
	Lines      []MapLine       `json:"lines"`
	Stations   []MapStation    `json:"stations" doc:"In the order of the plant definition"`
	Links      []MapLink       `json:"links" doc:"How work goes between the stations, by the routes and bills of material"`
	Bottleneck *BottleneckInfo `json:"bottleneck,omitempty" doc:"The station that the others wait for; left out where none stands out"`
}

// MapLine is a line of the map.
type MapLine struct {
	Code       string          `json:"code"`
	Name       string          `json:"name,omitempty"`
	Area       string          `json:"area"`
	Takt       float64         `json:"takt,omitzero" doc:"Seconds within which a piece is to leave each station; left out where the plant definition sets none"`
	InWork     int             `json:"inWork" doc:"Objects in work at its stations"`
	Waiting    int             `json:"waiting" doc:"Objects that wait for them; what may go to several stations waits for each"`
	Bottleneck *BottleneckInfo `json:"bottleneck,omitempty" doc:"The station that the others of the line wait for"`
}

// MapStation is a station of the map.
type MapStation struct {
	Code       string      `json:"code"`
	Name       string      `json:"name,omitempty"`
	Line       string      `json:"line"`
	Operations []string    `json:"operations,omitempty"`
	State      MapState    `json:"state"`
	Working    int         `json:"working" doc:"Objects in work"`
	InWork     []ObjectRef `json:"inWork" doc:"The first of them, at most 3"`
	Waiting    int         `json:"waiting" doc:"Objects that come here next"`
	Oldest     time.Time   `json:"oldest,omitzero" doc:"Since when the first of them waits"`
	Cycle      float64     `json:"cycle,omitzero" doc:"Seconds of work for each pass of the hour; left out where none ended"`
	Passes     int         `json:"passes" doc:"Passes that ended in the hour"`
	Busy       float64     `json:"busy" doc:"Share of the hour in which it worked, 0 to 1"`
	First      int         `json:"first" doc:"First attempts that were judged in the hour"`
	Good       int         `json:"good" doc:"Of these, those that passed"`
	People     []Worker    `json:"people" doc:"Who works here, or did last in the hour"`
	Calls      []Andon     `json:"calls" doc:"Calls that stand, the last raised first"`
}

// MapState is what a station does, or why it does nothing.
type MapState struct {
	State  string    `json:"state" enum:"running,setup,starved,blocked,fault,maintenance,break,no-work,idle" doc:"idle: work waits, nobody is at it, and nothing says why"`
	Reason string    `json:"reason,omitempty" doc:"Code of the plant definition"`
	Note   string    `json:"note,omitempty"`
	Source string    `json:"source" enum:"person,device,derived" doc:"derived: it follows from the work that goes on"`
	Since  time.Time `json:"since,omitzero"`
}

// Worker is somebody at a station.
type Worker struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty" doc:"For whoever may see who is signed in"`
}

// MapLink says that work goes from one station to another.
type MapLink struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Feeds bool   `json:"feeds,omitzero" doc:"What leaves the one is built in at the other"`
}

// BottleneckInfo is the station that the others wait for, with what says so: it
// has worked for the longest without having been made to wait by another one
// (the active period method).
type BottleneckInfo struct {
	Station  string    `json:"station"`
	Since    time.Time `json:"since" doc:"It has not been made to wait since then"`
	AtLeast  bool      `json:"atLeast,omitzero" doc:"It may be for longer: 8 hours are looked at"`
	Busy     float64   `json:"busy" doc:"Seconds of work since then"`
	Passes   int       `json:"passes" doc:"What it has had in work since then"`
	Waiting  int       `json:"waiting" doc:"Objects that wait before it"`
	Oldest   time.Time `json:"oldest,omitzero" doc:"Since when the first of them waits"`
	Cycle    float64   `json:"cycle,omitzero" doc:"Seconds of work for each pass of the hour"`
	Takt     float64   `json:"takt,omitzero" doc:"Seconds"`
	Next     string    `json:"next,omitempty" doc:"The station that comes second"`
	NextBusy float64   `json:"nextBusy,omitzero" doc:"Seconds of its work without having been made to wait"`
	Blocked  []string  `json:"blocked,omitempty" doc:"Stations before it that cannot pass anything on"`
	Starved  []string  `json:"starved,omitempty" doc:"Stations after it that have nothing to do"`
}
