package track

import (
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// ReserveSerials sets the next serial numbers of a part aside, before there are
// units to bear them. Nothing else takes them until they are given back.
type ReserveSerials struct {
	Part     string    `json:"part,omitzero" doc:"number of the part, as in the plant definition; left out: that of the work order" eg:"PUMP-100" usual:"true"`
	Revision string    `json:"revision,omitzero" doc:"revision of the part; left out: that of the work order, or the current one" eg:"B"`
	Count    int       `json:"count" doc:"how many numbers, up to 10000" eg:"500"`
	Order    string    `json:"order,omitzero" doc:"number of the work order whose units alone get them" eg:"WO-17" usual:"true"`
	Place    string    `json:"place,omitzero" doc:"code of the station, such as one that works offline, at which alone they are given to units" eg:"ST-10"`
	Printer  string    `json:"printer,omitzero" doc:"code of the printer whose labels bear them" eg:"ZD-1"`
	Batch    string    `json:"batch,omitzero" doc:"what else they are for, such as a roll of labels" eg:"roll 12"`
	Until    time.Time `json:"until,omitzero" doc:"from when on no unit takes them any more; left out: they are good until they are given back" eg:"2026-12-31T23:00:00Z"`
}

func (a ReserveSerials) decide(d *decider) {
	uom := ""
	if !d.texts("order", a.Order, "place", a.Place, "printer", a.Printer, "batch", a.Batch) ||
		!d.asOrdered(a.Order, &a.Part, &a.Revision) || !d.partFor(a.Order, a.Part, &a.Revision, &uom) || !a.purpose(d) {
		return
	}
	if a.Count < 1 || a.Count > maxMade {
		d.bad("count", strconv.Itoa(a.Count), "reserve from 1 to "+strconv.Itoa(maxMade)+" at once")
		return
	}
	f := &SerialsReserved{
		Reservation: ReservationID("SR-" + strconv.FormatInt(d.t.Seq, 10)), Part: a.Part, Revision: a.Revision, Issuer: d.site(),
		For: ReservedFor{Order: a.Order, Place: a.Place, Printer: a.Printer, Batch: a.Batch},
	}
	if !a.Until.IsZero() {
		if f.For.Until = MicrosOf(a.Until); f.For.Until <= d.now {
			d.bad("until", a.Until.Format(time.RFC3339), "it has passed")
			return
		}
	}
	var ok bool
	if f.Serials, f.Taken, ok = d.newSerials(a.Part, a.Revision, a.Count); !ok {
		return
	}
	d.fact(f)
	first, last := f.Serials[0], f.Serials[len(f.Serials)-1]
	d.permit("", count(a.Count, "serial number", "serial numbers")+" of "+a.Part+" set aside for "+f.For.words()+" as "+string(f.Reservation)+": "+between(first, last)+".",
		"Give those back that are not needed.")
	d.info = Evidence{"reservation": string(f.Reservation), "first": first, "last": last}
}

// between names the first and the last of some numbers.
func between(first, last string) string {
	if first == last {
		return first
	}
	return first + " to " + last
}

// purpose checks what the numbers are for.
func (a *ReserveSerials) purpose(d *decider) bool {
	if a.Order+a.Place+a.Printer+a.Batch == "" {
		d.bad("order", "", "say what the numbers are for: order, place, printer or batch")
		return false
	}
	if w, known := d.s.Orders.Get(a.Order); a.Order != "" && (!known || w.State == OrderClosed) {
		if !known {
			d.mistake(CodeNoOrder, "", Evidence{"order": clip(a.Order)})
		} else {
			d.judge(plant.RuleOrderOpen, CodeOrderClosed, "", Evidence{"order": a.Order, "reason": first(w.Reason, "no reason is given")})
		}
	}
	if d.s.Plant == nil {
		return !d.stopped()
	}
	if _, _, _, known := d.s.Plant.Station(a.Place); a.Place != "" && !known {
		d.mistake(CodeUnknownStation, "", Evidence{"station": clip(a.Place)})
	}
	if _, known := d.s.Plant.Printer(a.Printer); a.Printer != "" && !known {
		d.mistake(CodeUnknownPrinter, "", Evidence{"printer": clip(a.Printer)})
	}
	return !d.stopped()
}

// ReturnSerials gives numbers of a reservation back that no unit bears, or writes
// them off.
type ReturnSerials struct {
	Reservation ReservationID `json:"reservation" doc:"number of the reservation" eg:"SR-129"`
	Serials     []string      `json:"serials,omitzero" doc:"the numbers; left out, with from and to: all that no unit bears" eg:"SN000129"`
	From        string        `json:"from,omitzero" doc:"the first number of a range" eg:"SN000129"`
	To          string        `json:"to,omitzero" doc:"the last number of the range" eg:"SN000140"`
	Lost        bool          `json:"lost,omitzero" doc:"they were spoilt or got lost: no unit may bear them any more" eg:"true"`
	Reason      string        `json:"reason" doc:"why" eg:"order was cut"`
}

func (a ReturnSerials) decide(d *decider) {
	if !d.identifier("reason", a.Reason) || !d.identifier("reservation", string(a.Reservation)) || !d.texts("from", a.From, "to", a.To) {
		return
	}
	r, known := d.s.Reservations.Get(a.Reservation)
	if !known {
		d.refuse(CodeNoReservation, Evidence{"reservation": clip(string(a.Reservation))})
		return
	}
	if (a.From == "") != (a.To == "") || a.From != "" && len(a.Serials) > 0 {
		d.bad("from", a.From, "give serials, or both from and to, or none of them for all that no unit bears")
		return
	}
	lines := a.lines(d, d.s.ReservedIn.Rows(r.ID))
	if d.stopped() {
		return
	}
	if len(lines) == 0 {
		d.mistake(CodeSerialState, "", Evidence{"code": "Every number of " + string(r.ID), "state": "used, or given back already"})
		return
	}
	f := &SerialsReturned{Reservation: r.ID, State: SerialReturned, Lines: spans(lines), Reason: a.Reason}
	done := "given back"
	if a.Lost {
		f.State, done = SerialLost, "written off"
	}
	d.fact(f)
	d.permit("", count(len(lines), "serial number", "serial numbers")+" of "+r.Part+" "+done+".", "")
	d.info = Evidence{"reservation": string(r.ID), "count": strconv.Itoa(len(lines))}
}

// lines finds the numbers that are meant.
func (a *ReturnSerials) lines(d *decider, all []SerialNumber) []int {
	at := make(map[string]int, len(all))
	for i := range all {
		at[all[i].Serial] = i
	}
	named := a.Serials
	if a.From != "" {
		named = []string{a.From, a.To}
	}
	for _, serial := range named {
		if _, ok := at[serial]; !ok {
			d.refuse(CodeNotInReservation, Evidence{"code": clip(serial), "reservation": string(a.Reservation)})
			return nil
		}
	}
	var lines []int
	take := func(n *SerialNumber, named bool) {
		switch {
		case n.State == SerialReserved, a.Lost && n.State == SerialReturned:
			lines = append(lines, n.Line)
		case named:
			d.mistake(CodeSerialState, n.Object, Evidence{"code": n.Serial, "state": string(n.State)})
		}
	}
	from, to := 0, len(all)-1
	if a.From != "" {
		from, to = at[a.From], at[a.To]
	}
	if len(a.Serials) > 0 {
		for _, serial := range a.Serials {
			take(&all[at[serial]], true)
		}
		return lines
	}
	for i := from; i <= to; i++ {
		take(&all[i], false)
	}
	return lines
}
