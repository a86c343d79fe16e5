package view

import "github.com/tracewright/tracewright/internal/track"

// plainObject is a row of table object in the types that a driver scans
// without reflection. It has the columns of objects, in their order.
type plainObject struct {
	id, kind, part, revision, name, maker, order, quantity, uom string
	second, secondUoM                                           string
	known                                                       int64
	life, disposition, station, position, location, operation   string
	visit                                                       int64
	parent, parentKind                                          string
	seenAt, seenSeq, created, last                              int64
}

func (p *plainObject) destinations() []any {
	return []any{
		&p.id, &p.kind, &p.part, &p.revision, &p.name, &p.maker, &p.order, &p.quantity, &p.uom, &p.second, &p.secondUoM,
		&p.known, &p.life, &p.disposition, &p.station, &p.position, &p.location, &p.operation,
		&p.visit, &p.parent, &p.parentKind, &p.seenAt, &p.seenSeq, &p.created, &p.last,
	}
}

func (p *plainObject) fill(o *track.Object) {
	*o = track.Object{
		ID: track.ObjectID(p.id), Kind: track.Kind(p.kind), Part: p.part, Revision: p.revision, Name: p.name,
		Maker: p.maker, Order: p.order, Quantity: track.Decimal(p.quantity), UoM: p.uom,
		Second: track.Decimal(p.second), SecondUoM: p.secondUoM, Known: p.known != 0,
		Life: track.Life(p.life), Disposition: p.disposition, Station: p.station, Position: p.position,
		Location: p.location, Operation: p.operation, Visit: int(p.visit), Parent: track.ObjectID(p.parent),
		ParentKind: track.EdgeKind(p.parentKind), SeenAt: track.Micros(p.seenAt), SeenSeq: p.seenSeq,
		Created: p.created, Last: p.last,
	}
}
