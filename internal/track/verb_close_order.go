package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// CloseOrder ends a work order: nothing more is made for it. What has begun
// goes on to be finished by what the order froze, and is named by the answer.
type CloseOrder struct {
	Order  string `json:"order" doc:"number of the work order" eg:"WO-17"`
	Reason string `json:"reason,omitzero" doc:"why, where it is closed before all is made" eg:"customer cancelled"`
}

func (a CloseOrder) decide(d *decider) {
	if !d.texts("reason", a.Reason) {
		return
	}
	w, ok := d.inState(a.Order, OrderMade, OrderReleased, OrderHeld)
	if !ok {
		return
	}
	working := d.unfinished(w)
	if len(working) > 0 {
		d.judgeIn(plant.ModeAsk, plant.RuleOrderOpen, CodeOrderInWork, working[0], Evidence{
			"order": w.Number, "count": strconv.Itoa(len(working)), "objects": d.inWorkWords(working),
		})
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderCloses, Reason: a.Reason, Objects: working[:min(len(working), MaxHeld)]})
	next := ""
	if len(working) > 0 {
		next = "Finish " + d.inWorkWords(working) + ", or scrap them."
	}
	c := d.s.orderCount(w.Number, w.Part)
	d.permit("", "Work order "+w.Number+" is closed: "+amount(c.Made, w.UoM)+" made of "+amount(w.Quantity, w.UoM)+", "+string(c.Scrapped)+" scrapped.", next)
	d.info = Evidence{"order": w.Number, "working": strconv.Itoa(len(working))}
}
