package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// reservationsInput picks reservations of serial numbers.
type reservationsInput struct {
	Snapshot
	Paging
	Part  string `query:"part" maxLength:"256"`
	Order string `query:"order" maxLength:"256" doc:"Number of the work order whose units get them"`
	Place string `query:"place" maxLength:"256" doc:"Code of the station at which they are given to units"`
	Open  bool   `query:"open" doc:"Only those with numbers that are still to be used or given back"`
	Over  bool   `query:"over" doc:"Only those that have ended, with numbers that are still to be given back"`
}

func (s *server) listReservations(q *view.Query, in *reservationsInput) (*api.List[api.Reservation], error) {
	f := view.ReservationFilter{Part: in.Part, Order: in.Order, Place: in.Place, Open: in.Open}
	if in.Over {
		f.OverAt = micros(time.Now())
	}
	rows, next, err := q.Reservations(f, in.page())
	return &api.List[api.Reservation]{Next: next, Items: each(rows, wireReservation)}, err
}

// reservationInput names a reservation of serial numbers.
type reservationInput struct {
	Snapshot
	Reservation string `path:"reservation" maxLength:"256"`
}

func (s *server) getReservation(q *view.Query, in *reservationInput) (*api.Reservation, error) {
	r, err := q.Reservation(track.ReservationID(in.Reservation))
	if err != nil {
		return nil, err
	}
	out := wireReservation(&r)
	return &out, nil
}

func wireReservation(r *track.Reservation) api.Reservation {
	return api.Reservation{
		ID: string(r.ID), Part: r.Part, Revision: r.Revision, Order: r.Order, Place: r.Place, Printer: r.Printer, Batch: r.Batch,
		Until: at(r.Until), Count: r.Count, Used: r.Used, Returned: r.Returned, Lost: r.Lost, Left: r.Left(), Station: r.Station,
		Actor: r.Actor, At: at(r.At), Seq: r.Reserved,
	}
}

// reservedInput picks the numbers of a reservation.
type reservedInput struct {
	Snapshot
	Paging
	Reservation string `path:"reservation" maxLength:"256"`
	State       string `query:"state" enum:"reserved,used,returned,lost" doc:"All, if left out"`
}

func (s *server) listReserved(q *view.Query, in *reservedInput) (*api.List[api.SerialNumber], error) {
	r, err := q.Reservation(track.ReservationID(in.Reservation))
	if err != nil {
		return nil, err
	}
	rows, next, err := q.ReservedSerials(r.ID, track.SerialState(in.State), in.page())
	if err != nil {
		return nil, err
	}
	return wireSerials(q, rows, next)
}

// serialInput names a serial number.
type serialInput struct {
	Snapshot
	Serial string `path:"serial" maxLength:"256"`
}

func (s *server) getSerial(q *view.Query, in *serialInput) (*api.List[api.SerialNumber], error) {
	rows, err := q.Serial(in.Serial)
	if err != nil {
		return nil, err
	}
	return wireSerials(q, rows, "")
}

// accountInput names a part.
type accountInput struct {
	Snapshot
	Part string `path:"part" maxLength:"256"`
}

func (s *server) getSerialAccount(q *view.Query, in *accountInput) (*api.SerialAccount, error) {
	a, err := q.SerialAccountOf(in.Part, micros(time.Now()))
	if err != nil {
		return nil, err
	}
	out := api.SerialAccount(a)
	return &out, nil
}

// gapsInput asks for a page of the gaps in the serial numbers of a part.
type gapsInput struct {
	Snapshot
	Paging
	Part string `path:"part" maxLength:"256"`
}

func (s *server) listSerialGaps(q *view.Query, in *gapsInput) (*api.List[api.SerialNumber], error) {
	rows, next, err := q.SerialGaps(in.Part, in.page())
	if err != nil {
		return nil, err
	}
	return wireSerials(q, rows, next)
}

func wireSerials(q *view.Query, rows []track.SerialNumber, next string) (*api.List[api.SerialNumber], error) {
	known, err := namesOf(q, rows, func(n *track.SerialNumber) track.ObjectID { return n.Object })
	return &api.List[api.SerialNumber]{Next: next, Items: each(rows, func(n *track.SerialNumber) api.SerialNumber {
		out := api.SerialNumber{
			Serial: n.Serial, Part: n.Part, State: string(n.State), Reservation: string(n.Reservation), Reason: n.Reason,
			Actor: n.Actor, At: at(n.At), Seq: n.Changed,
		}
		if n.Object != "" {
			ref := known.ref(n.Object)
			out.Object = &ref
		}
		return out
	})}, err
}
