package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// SetStationState says what the command's station does, or why it does nothing.
type SetStationState struct {
	State  plant.StationState `json:"state,omitzero" doc:"what the station does; left out: what the reason stands for" eg:"setup" enum:"running,setup,starved,blocked,fault,maintenance,break,no-work" usual:""`
	Reason string             `json:"reason,omitzero" doc:"code of a reason to stop" eg:"MATERIAL"`
	Note   string             `json:"note,omitzero" doc:"what there is to say besides" eg:"feeder 2 jams"`
	Source StateSource        `json:"source,omitzero" doc:"where it is known from; left out: device for what a device sends by itself, else person" eg:"device" enum:"person,device,derived"`
}

func (a SetStationState) decide(d *decider) {
	if d.c.Station == "" {
		d.bad("station", "", "a state is that of a station")
		return
	}
	if !d.texts("state", string(a.State), "reason", a.Reason, "note", a.Note) || !a.because(d) {
		return
	}
	switch {
	case !slices.Contains(plant.StationStates(), a.State):
		d.bad("state", string(a.State), "it is one of "+join(plant.StationStates())+"; or name a reason that stands for one")
		return
	case a.Source == "" && d.c.Device != "" && d.c.Session == "":
		a.Source = FromDevice
	case a.Source == "":
		a.Source = FromPerson
	case !slices.Contains([]StateSource{FromPerson, FromDevice, Derived}, a.Source):
		d.bad("source", string(a.Source), "it is person, device or derived")
		return
	}
	next := ""
	if d.s.Plant != nil {
		now, _ := d.s.Stations.Get(d.c.Station)
		if a.Source != FromPerson && now.State != a.State && now.Source == FromPerson && d.s.Plant.LocksOut(now.State) {
			d.judge(plant.RuleStationState, CodeUnlocks, "", Evidence{"station": d.c.Station, "state": string(now.State), "source": string(a.Source)})
		}
		if d.s.Plant.LocksOut(a.State) {
			next = "No work is done here until somebody sets another state."
		}
	}
	d.fact(&StationChanged{State: a.State, Reason: a.Reason, Note: a.Note, Source: a.Source})
	text := d.c.Station + ": " + string(a.State)
	if why := first(a.Note, a.Reason); why != "" {
		text += " (" + why + ")"
	}
	d.permit("", text+".", next)
}

// because checks the reason, and takes the state from it where none is given.
func (a *SetStationState) because(d *decider) bool {
	if a.Reason == "" || d.s.Plant == nil {
		return true
	}
	var known []string
	for _, r := range d.s.Plant.Definition().Reasons {
		if r.For != plant.ReasonStop {
			continue
		}
		if known = append(known, r.Code); r.Code != a.Reason {
			continue
		}
		if a.State = plant.StationState(first(string(a.State), string(r.State))); r.State != "" && a.State != r.State {
			d.bad("state", string(a.State), a.Reason+" stands for "+string(r.State))
			return false
		}
		return true
	}
	if len(known) > 0 {
		d.mistake(CodeUnknownStop, "", Evidence{"reason": a.Reason, "known": join(known)})
	}
	return !d.stopped()
}
