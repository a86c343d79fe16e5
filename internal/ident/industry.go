package ident

import (
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/medical"
	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/ident/serial"
)

// readHIBC reads the label of a medical supplier.
func (p *parser) readHIBC() {
	h, err := medical.ParseHIBC(p.data)
	if err != nil {
		p.refused(SchemeHIBC, err)
		return
	}
	r := Reading{Scheme: SchemeHIBC, Confidence: Certain, Reason: "it begins with + and its check character is right"}
	add := func(id, name string, role mh10.Role, value string) {
		if value != "" {
			r.Elements = append(r.Elements, Element{id, name, role, value})
		}
	}
	product := h.Labeler + h.Product
	if product != "" {
		product += fmt.Sprint(h.Unit)
		add("PCN", "product: labeler, number, unit of measure", mh10.RolePart, product)
		r.Identifiers = append(r.Identifiers, Identifier{"hibc", Class, product})
	}
	add("LOT", "lot", mh10.RoleLot, h.Lot)
	add("SERIAL", "serial number", mh10.RoleSerial, h.Serial)
	add("EXPIRY", "expiration date", mh10.RoleDate, dateText(h.Expiry))
	add("MADE", "date of manufacture", mh10.RoleDate, dateText(h.Made))
	if h.Quantity >= 0 {
		add("QTY", "quantity", mh10.RoleQuantity, fmt.Sprint(h.Quantity))
	}
	if h.Link != 0 {
		add("LINK", "check character of the primary code that it belongs to", mh10.RoleAttribute, string(h.Link))
	}
	for _, other := range h.Others {
		add("OTHER", "", mh10.RoleAttribute, visible(other))
	}
	if product != "" {
		for _, e := range r.Elements {
			if level, ok := levelOf(e.Role); ok && level != Class {
				r.Identifiers = append(r.Identifiers, Identifier{"hibc-" + string(e.Role), level, product + "/" + e.Value})
			}
		}
	}
	p.addPlainElements(r)
}

// dateText writes what a label says of a date.
func dateText(d *medical.Date) string {
	if d == nil {
		return ""
	}
	text := fmt.Sprintf("%02d", d.Year)
	switch {
	case d.YearDay > 0:
		text += fmt.Sprintf("-%03d", d.YearDay)
	case d.Month > 0:
		text += fmt.Sprintf("-%02d", d.Month)
		if d.Day > 0 {
			text += fmt.Sprintf("-%02d", d.Day)
		}
	}
	if d.Hour >= 0 {
		text += fmt.Sprintf(" %02d:%02d", d.Hour, max(0, d.Minute))
	}
	return text
}

// readISBT reads the data structures of ISBT 128. Where none of them has a name,
// it may be chance.
func (p *parser) readISBT() {
	all, err := medical.ParseISBT(p.data)
	if err != nil {
		p.refused(SchemeISBT, err)
		return
	}
	r := Reading{Scheme: SchemeISBT, Confidence: Possible, Reason: "it begins with a data identifier of ISBT 128"}
	for _, s := range all {
		e := Element{visible(s.ID), s.Name, mh10.RoleAttribute, visible(s.Value)}
		if s.Name != "" {
			r.Confidence = Likely
		}
		switch s.ID {
		case "=":
			e.Role = mh10.RoleSerial
			r.Identifiers = append(r.Identifiers, Identifier{"din", Instance, visible(s.Value[:min(13, len(s.Value))])})
		case "=<":
			e.Role = mh10.RolePart
		case "&)", "&,":
			e.Role = mh10.RoleLot
		}
		if s.Date != nil {
			e.Role, e.Value = mh10.RoleDate, dateText(s.Date)
		}
		r.Elements = append(r.Elements, e)
	}
	p.addPlainElements(r)
}

// addPlainElements keeps a reading whose text and canonical form are the code's.
func (p *parser) addPlainElements(r Reading) {
	for _, e := range r.Elements {
		r.Text = append(r.Text, "("+e.ID+") "+e.Value)
	}
	r.Canonical = visible(p.data)
	sortIdentifiers(r.Identifiers)
	p.add(r)
}

// readNumber reads the numbers of vehicles and devices.
func (p *parser) readNumber() {
	switch bare := strings.TrimSpace(p.data); {
	case len(bare) == 17 && strings.Trim(bare, "0123456789ABCDEFGHJKLMNPRSTUVWXYZ") == "" && strings.Trim(bare, "0123456789") != "":
		p.readVIN(bare)
	case len(bare) == 15 && strings.Trim(bare, "0123456789") == "":
		if n, err := serial.ParseIMEI(bare); err == nil {
			p.addNumber(SchemeIMEI, Possible, string(n), "it has as many digits as an IMEI, and the check digit is right")
		}
	case strings.Trim(bare, "0123456789") != "":
		p.readMAC(bare)
	}
}

func (p *parser) readVIN(text string) {
	v, err := serial.ParseVIN(text)
	switch {
	case err != nil:
		p.refused(SchemeVIN, err)
	case v.HasCheckDigit():
		p.addNumber(SchemeVIN, Likely, string(v), "it has the form of a vehicle identification number, and the check digit is right")
	default:
		p.addNumber(SchemeVIN, Possible, string(v), "it has the form of a vehicle identification number of a maker that need not have a check digit")
	}
}

func (p *parser) readMAC(text string) {
	m, err := serial.ParseMAC(text)
	if err != nil {
		return // any text may come here
	}
	c := Possible
	if strings.ContainsAny(text, ":-.") {
		c = Likely
	}
	p.addNumber(SchemeMAC, c, m.String(), "it has the form of a MAC address")
}

func (p *parser) addNumber(s Scheme, c Confidence, value, reason string) {
	p.add(Reading{
		Scheme: s, Confidence: c, Reason: reason, Canonical: value, Text: []string{value},
		Elements:    []Element{{strings.ToUpper(string(s)), "", mh10.RoleSerial, value}},
		Identifiers: []Identifier{{string(s), Instance, value}},
	})
}
