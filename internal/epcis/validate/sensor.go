package validate

import (
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// place is where a part of an event is, written as a path only for a fault.
type place struct {
	list  string
	at    int
	part  string
	inner int // of the part, -1: none
}

func (p place) path(name string) string {
	path := index(p.list, p.at) + p.part
	if p.inner >= 0 {
		path = index(path, p.inner)
	}
	return path + name
}

func (c *check) sensor(e *epcis.Event, at int) {
	s := &e.Sensors[at]
	m := &s.Metadata
	p := place{list: "/sensorElementList", at: at, part: "/sensorMetadata", inner: -1}
	for _, u := range [...]struct{ name, uri string }{
		{"/deviceID", m.DeviceID},
		{"/deviceMetadata", m.DeviceMetadata},
		{"/rawData", m.RawData},
		{"/dataProcessingMethod", m.DataProcessingMethod},
		{"/bizRules", m.BizRules},
	} {
		c.uriIn(u.uri, p, u.name)
	}
	c.notAfter(m.Time, e, p, "/time")
	c.notAfter(m.StartTime, e, p, "/startTime")
	c.notAfter(m.EndTime, e, p, "/endTime")
	if !m.StartTime.IsZero() && !m.EndTime.IsZero() && m.EndTime.Before(m.StartTime) {
		c.fail(p.path("/endTime"), ruleInterval, "is before startTime")
	}
	c.extensionsIn(m.Extensions, p)
	p.part = ""
	c.extensionsIn(s.Extensions, p)
	p.part = "/sensorReport"
	if len(s.Reports) == 0 {
		c.fail(p.path(""), ruleReport, "is missing")
	}
	for i := range s.Reports {
		p.inner = i
		c.report(e, m, &s.Reports[i], p)
	}
}

func (c *check) report(e *epcis.Event, m *epcis.SensorMetadata, r *epcis.SensorReport, p place) {
	if r.Type == "" {
		c.fail(p.path("/type"), ruleReport, "is missing")
	}
	c.termIn(r.Type, epcis.Measurements, p, "/type")
	c.termIn(r.Exception, epcis.Alerts, p, "/exception")
	c.termIn(r.Component, epcis.Components, p, "/component")
	for _, u := range [...]struct{ name, uri, common string }{
		{"/deviceID", r.DeviceID, m.DeviceID},
		{"/deviceMetadata", r.DeviceMetadata, m.DeviceMetadata},
		{"/rawData", r.RawData, m.RawData},
		{"/dataProcessingMethod", r.DataProcessingMethod, m.DataProcessingMethod},
		{"/bizRules", r.BizRules, m.BizRules},
		{"/microorganism", r.Microorganism, ""},
		{"/chemicalSubstance", r.ChemicalSubstance, ""},
		{"/coordinateReferenceSystem", r.CoordinateReferenceSystem, ""},
		{"/uriValue", r.URIValue, ""},
	} {
		c.uriIn(u.uri, p, u.name)
		if u.uri != "" && u.common != "" {
			c.fail(p.path(u.name), ruleTwice, "stands in sensorMetadata as well")
		}
	}
	c.notAfter(r.Time, e, p, "/time")
	if !r.Time.IsZero() && !m.Time.IsZero() {
		c.fail(p.path("/time"), ruleTwice, "stands in sensorMetadata as well")
	}
	for i := range len(r.HexBinaryValue) {
		if b := r.HexBinaryValue[i]; (b < '0' || b > '9') && (b|0x20 < 'a' || b|0x20 > 'f') {
			c.fail(p.path("/hexBinaryValue"), ruleHex, "has other characters")
			break
		}
	}
	c.extensionsIn(r.Extensions, p)
}

func (c *check) notAfter(t time.Time, e *epcis.Event, p place, name string) {
	if t.After(e.EventTime) {
		c.fail(p.path(name), ruleSensorTime, "is after the time of the event")
	}
}
