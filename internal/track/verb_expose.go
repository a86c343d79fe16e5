package track

import (
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Open opens a container or a lot: its floor life runs from then on.
type Open struct {
	Object Ref `json:"object" doc:"the container or lot: a code, an identifier or its key" eg:"REEL-4"`
}

func (a Open) decide(d *decider) { d.expose(a.Object, ActOpened, "is open") }

// Seal closes what was opened, so that its floor life stands still: in a dry
// cabinet, or welded up again.
type Seal struct {
	Object Ref `json:"object" doc:"the container or lot: a code, an identifier or its key" eg:"REEL-4"`
}

func (a Seal) decide(d *decider) { d.expose(a.Object, ActSealed, "is sealed") }

// Bake dries material, which gives it all of its floor life back and leaves it
// sealed.
type Bake struct {
	Object Ref `json:"object" doc:"the container or lot: a code, an identifier or its key" eg:"REEL-4"`
}

func (a Bake) decide(d *decider) { d.expose(a.Object, ActBaked, "is baked") }

// expose records an act that changes how floor life runs.
func (d *decider) expose(ref Ref, act ExposureAct, done string) {
	o, ok := d.object(ref, KindContainer, KindLot)
	if !ok {
		return
	}
	d.subject = o.ID
	d.available(o)
	disposition := ""
	if o.Kind == KindContainer {
		disposition = epcis.DispContainerClosed
		if act == ActOpened {
			disposition = epcis.DispContainerOpen
		}
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepOther, Disposition: disposition,
		Items: []Item{d.as(o)}, Exposed: []Exposed{{Object: o.ID, Act: act}},
	})
	next := ""
	if part, known := d.partNamed(o); known {
		acts := append(d.s.ExposuresOf.Rows(o.ID), Exposure{Entry: d.t.Seq, Object: o.ID, Act: act, At: d.now})
		if left, open, ok := FloorLife(part, acts, d.now); ok && left > 0 {
			next = hours(left) + " of its floor life are left."
			if open {
				next = "Use it up or seal it before " + (d.now + left).Time().Format(time.RFC3339) + "."
			}
		}
	}
	d.permit(o.ID, o.name()+" "+done+".", next)
}

// ExtendLife says that material may be used longer, or less long, than was known
// before: after a test, or by its maker.
type ExtendLife struct {
	Object Ref    `json:"object" doc:"the container or lot: a code, an identifier or its key" eg:"S-77"`
	Until  string `json:"until" doc:"when it expires now: a day, to its end, or a time" eg:"2027-09-30"`
	Reason string `json:"reason" doc:"why" eg:"retested, good"`
}

func (a ExtendLife) decide(d *decider) {
	o, ok := d.object(a.Object, KindContainer, KindLot)
	if !ok || !d.identifier("until", a.Until) || !d.identifier("reason", a.Reason) {
		return
	}
	until, ok := d.expires(a.Until)
	if !ok {
		return
	}
	d.subject = o.ID
	d.available(o)
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Reason: a.Reason,
		Items: []Item{d.as(o)}, Exposed: []Exposed{{Object: o.ID, Act: ActExpires, Until: until}},
	})
	d.permit(o.ID, o.name()+" may be used until "+until.Time().Format(time.RFC3339)+".", "")
}
