package xml

import (
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// The order of elements in each type of event, as the schema of 2.0 has it.
// Version 1.x has the same elements, some of them inside wrappers.

type event = epcis.Event

var frame = []codec{
	instant("eventTime", func(e *event) *time.Time { return &e.EventTime }).needed(),
	instant("recordTime", func(e *event) *time.Time { return &e.RecordTime }),
	zoneOffset,
	text("eventID", func(e *event) *string { return &e.EventID }),
	errorDeclaration,
	certification,
}

var (
	action         = actionCodec().needed()
	parentID       = text("parentID", func(e *event) *string { return &e.ParentID })
	epcList        = words("epcList", "epc", func(e *event) *[]string { return &e.EPCs })
	quantityList   = quantities("quantityList", func(e *event) *[]epcis.Quantity { return &e.Quantities })
	childEPCs      = words("childEPCs", "epc", func(e *event) *[]string { return &e.ChildEPCs })
	childQuantity  = quantities("childQuantityList", func(e *event) *[]epcis.Quantity { return &e.ChildQuantities })
	inputEPCs      = words("inputEPCList", "epc", func(e *event) *[]string { return &e.InputEPCs })
	inputQuantity  = quantities("inputQuantityList", func(e *event) *[]epcis.Quantity { return &e.InputQuantities })
	outputEPCs     = words("outputEPCList", "epc", func(e *event) *[]string { return &e.OutputEPCs })
	outputQuantity = quantities("outputQuantityList", func(e *event) *[]epcis.Quantity { return &e.OutputQuantities })
	transformation = text("transformationID", func(e *event) *string { return &e.TransformationID })
	bizStep        = term("bizStep", epcis.BizSteps, func(e *event) *string { return &e.BizStep })
	disposition    = term("disposition", epcis.Dispositions, func(e *event) *string { return &e.Disposition })
	readPoint      = place("readPoint", func(e *event) *string { return &e.ReadPoint },
		func(e *event) *[]epcis.Extension { return &e.ReadPointExtensions })
	bizLocation = place("bizLocation", func(e *event) *string { return &e.BizLocation },
		func(e *event) *[]epcis.Extension { return &e.BizLocationExtensions })
	sources      = parties("sourceList", "source", func(e *event) *[]epcis.Party { return &e.Sources })
	destinations = parties("destinationList", "destination", func(e *event) *[]epcis.Party { return &e.Destinations })
	sensors      = list("sensorElementList", "sensorElement", func(e *event) *[]epcis.SensorElement { return &e.Sensors }, readSensor, writeSensor)
)

// why is what most events have behind their things and actions.
var why = []codec{bizStep, disposition, readPoint, bizLocation}

// how is what all events end with.
var how = []codec{sources, destinations, sensors, persistent}

// codecs are the elements of each type of event.
var codecs = map[string][]codec{
	string(epcis.Object): slices.Concat(frame, []codec{epcList, action}, why, []codec{transactions, quantityList}, how, []codec{ilmd}),
	string(epcis.Aggregation): slices.Concat(frame, []codec{parentID, childEPCs, action}, why,
		[]codec{transactions, childQuantity}, how),
	string(epcis.Association): slices.Concat(frame, []codec{parentID.needed(), childEPCs, childQuantity, action}, why,
		[]codec{transactions}, how),
	string(epcis.Transaction): slices.Concat(frame, []codec{transactions.needed(), parentID, epcList, action}, why,
		[]codec{quantityList}, how),
	string(epcis.Transformation): slices.Concat(frame,
		[]codec{inputEPCs, inputQuantity, outputEPCs, outputQuantity, transformation}, why, []codec{transactions}, how, []codec{ilmd}),
}

// extendedCodecs are the elements of an event of another type, which may have
// any.
var extendedCodecs = slices.Concat(frame, []codec{
	parentID, epcList, childEPCs, inputEPCs, inputQuantity, outputEPCs, outputQuantity, transformation, actionCodec(),
}, why, []codec{transactions, quantityList, childQuantity}, how, []codec{ilmd})

func actionCodec() codec {
	c := text("action", func(e *event) *epcis.Action { return &e.Action })
	read := c.read
	c.read = func(ev *events, e *event, n *node) error {
		if err := read(ev, e, n); err != nil {
			return err
		}
		if a := e.Action; a != epcis.Add && a != epcis.Observe && a != epcis.Delete {
			return n.fail("word", "is not one of the words allowed", "write ADD, OBSERVE or DELETE")
		}
		return nil
	}
	return c
}

// quantityEvent is a type of version 1.0 that 1.1 put out of use: it means the
// observation of an amount of a class.
const quantityEvent = "QuantityEvent"

var quantityCodecs = slices.Concat(frame, []codec{
	{
		name: "epcClass", must: true,
		has: func(e *event) bool { return len(e.Quantities) > 0 },
		read: func(_ *events, e *event, n *node) error {
			s, err := n.word()
			e.Quantities = []epcis.Quantity{{Class: s}}
			return err
		},
	},
	{
		name: "quantity", must: true,
		has: func(e *event) bool { return len(e.Quantities) > 0 && e.Quantities[0].Quantity != "" },
		read: func(_ *events, e *event, n *node) error {
			s, err := n.word()
			if err != nil || len(e.Quantities) == 0 {
				return err
			}
			e.Quantities[0].Quantity, err = n.decimal(s)
			return err
		},
	},
}, why, []codec{transactions})
