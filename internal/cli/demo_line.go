package cli

import (
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/demo"
	"github.com/tracewright/tracewright/internal/httpapi"
)

// The speeds of the line: how many times faster than people.
const (
	slowest    = 0.1
	usualSpeed = 10
	fastest    = 1000
)

// demoLine is how the line of the demo goes on.
type demoLine struct {
	Speed   float64       `json:"speed"`
	Paused  bool          `json:"paused"`
	Mishaps []demo.Mishap `json:"mishaps"` // that can be let happen
	Wanted  []demo.Mishap `json:"wanted"`  // that are to happen next
}

// demoChange changes it; what is left out stays.
type demoChange struct {
	Speed  float64     `json:"speed"`
	Paused *bool       `json:"paused"`
	Mishap demo.Mishap `json:"mishap"`
}

func (d *demonstration) line() demoLine {
	speed, paused := d.control.Pace()
	return demoLine{speed, paused, d.plant.Mishaps, d.control.Wanted()}
}

// getLine says how the line goes on.
func (d *demonstration) getLine(w http.ResponseWriter, _ *http.Request) { writeDemo(w, d.line()) }

// changeLine changes how the line goes on.
func (d *demonstration) changeLine(w http.ResponseWriter, r *http.Request) {
	var c demoChange
	err := json.UnmarshalRead(http.MaxBytesReader(w, r.Body, 1<<12), &c, json.RejectUnknownMembers(true), jsontext.AllowDuplicateNames(false))
	switch {
	case err != nil:
		httpapi.Refuse(w, httpapi.CodeMalformed, "Send speed, paused or mishap.")
	case c.Speed != 0 && (c.Speed < slowest || c.Speed > fastest):
		httpapi.Refuse(w, httpapi.CodeBadValue, "", api.Fault{Location: "body.speed", Message: "give from 0.1 to 1000"})
	case c.Mishap != "" && !slices.Contains(d.plant.Mishaps, c.Mishap):
		httpapi.Refuse(w, httpapi.CodeBadValue, "", api.Fault{Location: "body.mishap", Message: "it is none of this plant's; GET lists them"})
	default:
		if c.Speed != 0 {
			d.control.SetSpeed(c.Speed)
		}
		if c.Paused != nil {
			d.control.Pause(*c.Paused)
		}
		if c.Mishap != "" {
			d.control.Let(c.Mishap)
		}
		writeDemo(w, d.line())
	}
}

func writeDemo(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.MarshalWrite(w, v) // the client is gone
}
