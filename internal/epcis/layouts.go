package epcis

import "time"

// The layouts: every member of the EPCIS 2.0 JSON binding, in the order in
// which it is written, and the shapes that have it.

const (
	listing = object | transaction      // shapes with a plain list of things
	nesting = aggregation | association // shapes with a parent and children
	acting  = listing | nesting         // shapes with an action
)

var eventLayout = newEventLayout()

func newEventLayout() *layout[Event] {
	var fields []field[Event]
	fields = append(fields, frameFields()...)
	fields = append(fields, whatFields()...)
	fields = append(fields, whyWhereHowFields()...)
	l := newLayout("an event of its type", func(e *Event) *[]Extension { return &e.Extensions }, fields...)
	l.shape = func(e *Event) shapes { return e.Type.shape() }
	return l
}

// frameFields are what any event has.
func frameFields() []field[Event] {
	return []field[Event]{
		{
			name:  contextName,
			has:   func(*Event) bool { return true },
			read:  func(r *reader, e *Event) error { return readContext(r, &e.Context) },
			write: func(w *writer, e *Event) { writeContext(w, e.Context) },
		},
		word("type", func(e *Event) *Type { return &e.Type }, isType,
			"write ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent, TransformationEvent or a URI").needed(every),
		text("eventID", func(e *Event) *string { return &e.EventID }),
		instant("eventTime", func(e *Event) *time.Time { return &e.EventTime }).needed(every),
		{
			name:  "eventTimeZoneOffset",
			must:  every,
			has:   func(*Event) bool { return true },
			read:  func(r *reader, e *Event) error { return r.offset(&e.ZoneOffset) },
			write: func(w *writer, e *Event) { w.offset(e.ZoneOffset) },
		},
		instant("recordTime", func(e *Event) *time.Time { return &e.RecordTime }),
		part("errorDeclaration", func(e *Event) **ErrorDeclaration { return &e.ErrorDeclaration }, errorLayout),
		{
			name:  "certificationInfo",
			has:   func(e *Event) bool { return len(e.Certification) > 0 },
			read:  func(r *reader, e *Event) error { return readOneOrMore(r, &e.Certification) },
			write: func(w *writer, e *Event) { writeList(w, e.Certification, writeWord) },
		},
		word("action", func(e *Event) *Action { return &e.Action }, isAction,
			"write ADD, OBSERVE or DELETE").in(acting).needed(acting),
	}
}

func whatFields() []field[Event] {
	epcs := texts("epcList", func(e *Event) *[]string { return &e.EPCs }).in(listing)
	epcs.has = func(e *Event) bool { return len(e.EPCs) > 0 || e.saysNothing() }
	return []field[Event]{
		text("parentID", func(e *Event) *string { return &e.ParentID }).in(nesting | transaction).needed(association),
		epcs,
		list("quantityList", func(e *Event) *[]Quantity { return &e.Quantities }, quantityLayout).in(listing),
		texts("childEPCs", func(e *Event) *[]string { return &e.ChildEPCs }).in(nesting),
		list("childQuantityList", func(e *Event) *[]Quantity { return &e.ChildQuantities }, quantityLayout).in(nesting),
		text("transformationID", func(e *Event) *string { return &e.TransformationID }).in(transformation),
		texts("inputEPCList", func(e *Event) *[]string { return &e.InputEPCs }).in(transformation),
		list("inputQuantityList", func(e *Event) *[]Quantity { return &e.InputQuantities }, quantityLayout).in(transformation),
		texts("outputEPCList", func(e *Event) *[]string { return &e.OutputEPCs }).in(transformation),
		list("outputQuantityList", func(e *Event) *[]Quantity { return &e.OutputQuantities }, quantityLayout).in(transformation),
	}
}

// saysNothing reports whether the schema asks for an empty epcList: the event
// names no thing, and no place with a reading, where one is due.
func (e *Event) saysNothing() bool {
	switch {
	case len(e.Quantities) > 0:
		return false
	case e.Type == Object:
		return len(e.Sensors) == 0 || e.ReadPoint == ""
	}
	return e.Type == Transaction && e.Action != Delete
}

func whyWhereHowFields() []field[Event] {
	return []field[Event]{
		text("bizStep", func(e *Event) *string { return &e.BizStep }),
		text("disposition", func(e *Event) *string { return &e.Disposition }),
		part("persistentDisposition", func(e *Event) **PersistentDisposition { return &e.PersistentDisposition }, persistentLayout),
		inner("readPoint", readPointLayout),
		inner("bizLocation", bizLocationLayout),
		list("bizTransactionList", func(e *Event) *[]BizTransaction { return &e.Transactions }, transactionLayout).needed(transaction),
		list("sourceList", func(e *Event) *[]Party { return &e.Sources }, sourceLayout),
		list("destinationList", func(e *Event) *[]Party { return &e.Destinations }, destinationLayout),
		list("sensorElementList", func(e *Event) *[]SensorElement { return &e.Sensors }, sensorLayout),
		inner("ilmd", ilmdLayout).in(object | transformation),
	}
}

var quantityLayout = newLayout("a quantity", nil,
	text("epcClass", func(q *Quantity) *string { return &q.Class }).needed(every),
	number("quantity", func(q *Quantity) *Decimal { return &q.Quantity }),
	text("uom", func(q *Quantity) *string { return &q.UoM }),
)

var persistentLayout = newLayout("a persistent disposition", nil,
	texts("set", func(p *PersistentDisposition) *[]string { return &p.Set }),
	texts("unset", func(p *PersistentDisposition) *[]string { return &p.Unset }),
)

var readPointLayout = newLayout("a read point", func(e *Event) *[]Extension { return &e.ReadPointExtensions },
	text("id", func(e *Event) *string { return &e.ReadPoint }).needed(every),
)

var bizLocationLayout = newLayout("a business location", func(e *Event) *[]Extension { return &e.BizLocationExtensions },
	text("id", func(e *Event) *string { return &e.BizLocation }).needed(every),
)

var ilmdLayout = newLayout("instance and lot master data", func(e *Event) *[]Extension { return &e.ILMD })

var transactionLayout = newLayout("a business transaction", nil,
	text("type", func(t *BizTransaction) *string { return &t.Type }),
	text("bizTransaction", func(t *BizTransaction) *string { return &t.ID }).needed(every),
)

var (
	sourceLayout      = partyLayout("source")
	destinationLayout = partyLayout("destination")
)

func partyLayout(name string) *layout[Party] {
	return newLayout("a "+name, nil,
		text("type", func(p *Party) *string { return &p.Type }).needed(every),
		text(name, func(p *Party) *string { return &p.ID }).needed(every),
	)
}

var sensorLayout = newLayout("a sensor element", func(s *SensorElement) *[]Extension { return &s.Extensions },
	field[SensorElement]{
		name:  "sensorMetadata",
		has:   func(s *SensorElement) bool { return metadataLayout.any(&s.Metadata) },
		read:  func(r *reader, s *SensorElement) error { return metadataLayout.read(r, &s.Metadata) },
		write: func(w *writer, s *SensorElement) { metadataLayout.write(w, &s.Metadata) },
	},
	list("sensorReport", func(s *SensorElement) *[]SensorReport { return &s.Reports }, reportLayout).needed(every),
)

var metadataLayout = newLayout("sensor metadata", func(m *SensorMetadata) *[]Extension { return &m.Extensions },
	instant("time", func(m *SensorMetadata) *time.Time { return &m.Time }),
	instant("startTime", func(m *SensorMetadata) *time.Time { return &m.StartTime }),
	instant("endTime", func(m *SensorMetadata) *time.Time { return &m.EndTime }),
	text("deviceID", func(m *SensorMetadata) *string { return &m.DeviceID }),
	text("deviceMetadata", func(m *SensorMetadata) *string { return &m.DeviceMetadata }),
	text("rawData", func(m *SensorMetadata) *string { return &m.RawData }),
	text("dataProcessingMethod", func(m *SensorMetadata) *string { return &m.DataProcessingMethod }),
	text("bizRules", func(m *SensorMetadata) *string { return &m.BizRules }),
)

var reportLayout = newLayout("a sensor report", func(s *SensorReport) *[]Extension { return &s.Extensions },
	text("type", func(s *SensorReport) *string { return &s.Type }).needed(every),
	text("exception", func(s *SensorReport) *string { return &s.Exception }),
	text("deviceID", func(s *SensorReport) *string { return &s.DeviceID }),
	text("deviceMetadata", func(s *SensorReport) *string { return &s.DeviceMetadata }),
	text("rawData", func(s *SensorReport) *string { return &s.RawData }),
	text("dataProcessingMethod", func(s *SensorReport) *string { return &s.DataProcessingMethod }),
	text("bizRules", func(s *SensorReport) *string { return &s.BizRules }),
	instant("time", func(s *SensorReport) *time.Time { return &s.Time }),
	text("microorganism", func(s *SensorReport) *string { return &s.Microorganism }),
	text("chemicalSubstance", func(s *SensorReport) *string { return &s.ChemicalSubstance }),
	text("coordinateReferenceSystem", func(s *SensorReport) *string { return &s.CoordinateReferenceSystem }),
	number("value", func(s *SensorReport) *Decimal { return &s.Value }),
	text("component", func(s *SensorReport) *string { return &s.Component }),
	field[SensorReport]{
		name:  "stringValue",
		has:   func(s *SensorReport) bool { return s.StringValue != nil },
		read:  func(r *reader, s *SensorReport) error { return r.anyText(&s.StringValue) },
		write: func(w *writer, s *SensorReport) { w.text(*s.StringValue) },
	},
	field[SensorReport]{
		name:  "booleanValue",
		has:   func(s *SensorReport) bool { return s.BooleanValue != nil },
		read:  func(r *reader, s *SensorReport) error { return r.boolean(&s.BooleanValue) },
		write: func(w *writer, s *SensorReport) { w.boolean(*s.BooleanValue) },
	},
	text("hexBinaryValue", func(s *SensorReport) *string { return &s.HexBinaryValue }),
	text("uriValue", func(s *SensorReport) *string { return &s.URIValue }),
	number("minValue", func(s *SensorReport) *Decimal { return &s.MinValue }),
	number("maxValue", func(s *SensorReport) *Decimal { return &s.MaxValue }),
	number("meanValue", func(s *SensorReport) *Decimal { return &s.MeanValue }),
	number("sDev", func(s *SensorReport) *Decimal { return &s.SDev }),
	number("percRank", func(s *SensorReport) *Decimal { return &s.PercRank }),
	number("percValue", func(s *SensorReport) *Decimal { return &s.PercValue }),
	text("uom", func(s *SensorReport) *string { return &s.UoM }),
)

var errorLayout = newLayout("an error declaration", func(d *ErrorDeclaration) *[]Extension { return &d.Extensions },
	instant("declarationTime", func(d *ErrorDeclaration) *time.Time { return &d.DeclarationTime }).needed(every),
	text("reason", func(d *ErrorDeclaration) *string { return &d.Reason }),
	texts("correctiveEventIDs", func(d *ErrorDeclaration) *[]string { return &d.CorrectiveEventIDs }),
)
