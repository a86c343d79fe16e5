package xml

import (
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// codec is a member of the event in its XML form.
type codec struct {
	name  string
	must  bool
	read  func(*events, *epcis.Event, *node) error
	has   func(*epcis.Event) bool
	write func(*printer, *epcis.Event)
}

// needed is the codec of an element that must be there.
func (c codec) needed() codec {
	c.must = true
	return c
}

func text[S ~string](tag string, at func(*epcis.Event) *S) codec {
	return codec{
		name: tag,
		has:  func(e *epcis.Event) bool { return *at(e) != "" },
		read: func(_ *events, e *epcis.Event, n *node) error {
			s, err := n.word()
			*at(e) = S(s)
			return err
		},
		write: func(p *printer, e *epcis.Event) { p.leaf(tag, string(*at(e))) },
	}
}

func term(tag string, terms *epcis.Terms, at func(*epcis.Event) *string) codec {
	return codec{
		name: tag,
		has:  func(e *epcis.Event) bool { return *at(e) != "" },
		read: func(ev *events, e *epcis.Event, n *node) error {
			s, err := n.word()
			*at(e) = ev.term(terms, s)
			return err
		},
		write: func(p *printer, e *epcis.Event) { p.leaf(tag, p.term(terms, *at(e))) },
	}
}

func instant(tag string, at func(*epcis.Event) *time.Time) codec {
	return codec{
		name:  tag,
		has:   func(e *epcis.Event) bool { return !at(e).IsZero() },
		read:  func(_ *events, e *epcis.Event, n *node) error { return n.instant(at(e)) },
		write: func(p *printer, e *epcis.Event) { p.leaf(tag, p.instant(*at(e))) },
	}
}

// list is an element with elements of one name.
func list[T any](tag, one string, at func(*epcis.Event) *[]T, read func(*events, *node, *T) error, write func(*printer, *T)) codec {
	return codec{
		name: tag,
		has:  func(e *epcis.Event) bool { return len(*at(e)) > 0 },
		read: func(ev *events, e *epcis.Event, n *node) error {
			return n.each(one, func(k *node) error {
				var v T
				if err := read(ev, k, &v); err != nil {
					return err
				}
				*at(e) = append(*at(e), v)
				return nil
			})
		},
		write: func(p *printer, e *epcis.Event) {
			p.start(tag)
			for i := range *at(e) {
				write(p, &(*at(e))[i])
			}
			p.end(tag)
		},
	}
}

func words(tag, one string, at func(*epcis.Event) *[]string) codec {
	return list(tag, one, at, readWord, func(p *printer, s *string) { p.leaf(one, *s) })
}

func readWord(_ *events, n *node, s *string) (err error) {
	*s, err = n.word()
	return err
}

func quantities(tag string, at func(*epcis.Event) *[]epcis.Quantity) codec {
	return list(tag, "quantityElement", at, readQuantity, writeQuantity)
}

func place(tag string, id func(*epcis.Event) *string, x func(*epcis.Event) *[]epcis.Extension) codec {
	return codec{
		name: tag,
		has:  func(e *epcis.Event) bool { return *id(e) != "" || len(*x(e)) > 0 },
		read: func(ev *events, e *epcis.Event, n *node) error {
			rest, err := ev.children(n, map[string]func(*node) error{
				"id": func(k *node) (err error) { *id(e), err = k.word(); return err },
			}, "id")
			*x(e) = rest
			if err == nil && *id(e) == "" {
				err = n.fail("required", "has no id", "give id")
			}
			return err
		},
		write: func(p *printer, e *epcis.Event) {
			p.start(tag)
			if *id(e) == "" {
				p.missing("id")
			}
			p.leaf("id", *id(e))
			p.extensions(*x(e))
			p.end(tag)
		},
	}
}

func parties(tag, one string, at func(*epcis.Event) *[]epcis.Party) codec {
	return list(tag, one, at, func(ev *events, n *node, v *epcis.Party) (err error) {
		v.ID, v.Type, err = ev.typed(n, epcis.PartyTypes)
		if err == nil && v.Type == "" {
			err = n.fail("required", "has no type", "give its attribute type")
		}
		return err
	}, func(p *printer, v *epcis.Party) { p.typed(one, epcis.PartyTypes, v.Type, v.ID) })
}

// typed reads a text with the attribute type.
func (ev *events) typed(n *node, terms *epcis.Terms) (id, kind string, err error) {
	kind, _ = n.attr("", "type")
	if err := n.only("type"); err != nil {
		return "", "", err
	}
	id, err = n.word()
	return id, ev.term(terms, strings.TrimSpace(kind)), err
}

var transactions = list("bizTransactionList", "bizTransaction",
	func(e *epcis.Event) *[]epcis.BizTransaction { return &e.Transactions },
	func(ev *events, n *node, v *epcis.BizTransaction) (err error) {
		v.ID, v.Type, err = ev.typed(n, epcis.TransactionTypes)
		return err
	},
	func(p *printer, v *epcis.BizTransaction) {
		p.typed("bizTransaction", epcis.TransactionTypes, v.Type, v.ID)
	})

var persistent = codec{
	name: "persistentDisposition",
	has:  func(e *epcis.Event) bool { return e.PersistentDisposition != nil },
	read: func(ev *events, e *epcis.Event, n *node) error {
		d := &epcis.PersistentDisposition{}
		e.PersistentDisposition = d
		for _, k := range n.elements() {
			s, err := k.word()
			if err != nil {
				return err
			}
			s = ev.term(epcis.Dispositions, s)
			switch {
			case k.space == "" && k.local == "set":
				d.Set = append(d.Set, s)
			case k.space == "" && k.local == "unset" && len(d.Set) == 0:
				d.Unset = append(d.Unset, s)
			default:
				return k.fail("order", "is not expected here", "write unset first, then set")
			}
		}
		return nil
	},
	write: func(p *printer, e *epcis.Event) {
		p.start("persistentDisposition")
		for _, s := range e.PersistentDisposition.Unset {
			p.leaf("unset", p.term(epcis.Dispositions, s))
		}
		for _, s := range e.PersistentDisposition.Set {
			p.leaf("set", p.term(epcis.Dispositions, s))
		}
		p.end("persistentDisposition")
	},
}

var zoneOffset = codec{
	name: "eventTimeZoneOffset", must: true,
	has: func(*epcis.Event) bool { return true },
	read: func(_ *events, e *epcis.Event, n *node) error {
		s, err := n.word()
		if err != nil {
			return err
		}
		var ok bool
		if e.ZoneOffset, ok = epcis.ParseOffset(s); !ok {
			return n.fail("offset", "is not a zone offset", `write it like "+01:00", between "-14:00" and "+14:00"`)
		}
		return nil
	},
	write: func(p *printer, e *epcis.Event) {
		s := epcis.FormatOffset(e.ZoneOffset)
		if s == "" {
			p.fail("eventTimeZoneOffset", "offset", "is not a zone offset", "keep within 14 hours")
		}
		p.leaf("eventTimeZoneOffset", s)
	},
}

// certification: XML has a place for one; further ones follow as extensions.
var certification = codec{
	name: "certificationInfo",
	has:  func(e *epcis.Event) bool { return len(e.Certification) > 0 },
	read: func(_ *events, e *epcis.Event, n *node) error {
		s, err := n.word()
		e.Certification = append([]string{s}, e.Certification...)
		return err
	},
	write: func(p *printer, e *epcis.Event) { p.leaf("certificationInfo", e.Certification[0]) },
}

var errorDeclaration = codec{
	name: "errorDeclaration",
	has:  func(e *epcis.Event) bool { return e.ErrorDeclaration != nil },
	read: func(ev *events, e *epcis.Event, n *node) (err error) {
		d := &epcis.ErrorDeclaration{}
		e.ErrorDeclaration = d
		d.Extensions, err = ev.children(n, map[string]func(*node) error{
			"declarationTime": func(k *node) error { return k.instant(&d.DeclarationTime) },
			"reason": func(k *node) (err error) {
				d.Reason, err = k.word()
				d.Reason = ev.term(epcis.ErrorReasons, d.Reason)
				return err
			},
			"correctiveEventIDs": func(k *node) error {
				return k.each("correctiveEventID", func(k *node) error {
					s, err := k.word()
					d.CorrectiveEventIDs = append(d.CorrectiveEventIDs, s)
					return err
				})
			},
		}, "declarationTime", "reason", "correctiveEventIDs")
		if err == nil && d.DeclarationTime.IsZero() {
			err = n.fail("required", "has no declarationTime", "give declarationTime")
		}
		return err
	},
	write: func(p *printer, e *epcis.Event) {
		d := e.ErrorDeclaration
		p.start("errorDeclaration")
		p.leaf("declarationTime", p.instant(d.DeclarationTime))
		if d.Reason != "" {
			p.leaf("reason", p.term(epcis.ErrorReasons, d.Reason))
		}
		if len(d.CorrectiveEventIDs) > 0 {
			p.start("correctiveEventIDs")
			for _, id := range d.CorrectiveEventIDs {
				p.leaf("correctiveEventID", id)
			}
			p.end("correctiveEventIDs")
		}
		p.extensions(d.Extensions)
		p.end("errorDeclaration")
	},
}

var ilmd = codec{
	name: "ilmd",
	has:  func(e *epcis.Event) bool { return len(e.ILMD) > 0 },
	read: func(ev *events, e *epcis.Event, n *node) (err error) {
		e.ILMD, err = ev.children(n, nil)
		return err
	},
	write: func(p *printer, e *epcis.Event) {
		p.start("ilmd")
		p.extensions(e.ILMD)
		p.end("ilmd")
	},
}

func readQuantity(ev *events, n *node, q *epcis.Quantity) error {
	rest, err := ev.children(n, map[string]func(*node) error{
		"epcClass": func(k *node) (err error) { q.Class, err = k.word(); return err },
		"quantity": func(k *node) (err error) {
			if null, _ := k.attr(xsiSpace, "nil"); null == "true" || null == "1" {
				return nil
			}
			s, err := k.word()
			if err == nil {
				q.Quantity, err = k.decimal(s)
			}
			return err
		},
		"uom": func(k *node) (err error) { q.UoM, err = k.word(); return err },
	}, "epcClass", "quantity", "uom")
	switch {
	case err != nil:
		return err
	case len(rest) > 0:
		return n.fail("member", "has an extension, for which a quantity has no place", "leave it out")
	case q.Class == "":
		return n.fail("required", "has no epcClass", "give epcClass")
	}
	return nil
}

func writeQuantity(p *printer, q *epcis.Quantity) {
	p.start("quantityElement")
	if q.Class == "" {
		p.missing("epcClass")
	}
	p.leaf("epcClass", q.Class)
	switch {
	case q.Quantity != "":
		p.leaf("quantity", plain(q.Quantity))
	case q.UoM != "":
		p.raw(`<quantity xsi:nil="true"/>`)
	}
	if q.UoM != "" {
		p.leaf("uom", q.UoM)
	}
	p.end("quantityElement")
}
