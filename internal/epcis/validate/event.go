package validate

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// maxFaults is how many faults of one event are told.
const maxFaults = 50

// Event returns what is wrong with an event; nil when it keeps all rules. At
// most 50 faults are told.
func Event(e *epcis.Event) []*epcis.Error {
	c := check{context: e.Context}
	c.frame(e)
	c.things(e)
	c.shape(e)
	c.whyWhere(e)
	for i := range e.Sensors {
		c.sensor(e, i)
	}
	c.extensions(e.ILMD, "/ilmd")
	c.extensions(e.Extensions, "")
	return c.faults
}

// check collects the faults of one event or document.
type check struct {
	faults  []*epcis.Error
	context []jsontext.Value
}

func (c *check) fail(path string, r *rule, detail string) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, &epcis.Error{Path: path, Rule: r.code, Detail: detail, Fix: r.remedy})
	}
}

func index(path string, i int) string { return path + "/" + strconv.Itoa(i) }

func (c *check) frame(e *epcis.Event) {
	c.uri(e.EventID, "/eventID")
	for i, s := range e.Certification {
		c.uriAt(s, "/certificationInfo", i)
	}
	d := e.ErrorDeclaration
	if d == nil {
		return
	}
	c.term(d.Reason, epcis.ErrorReasons, "/errorDeclaration/reason")
	for i, s := range d.CorrectiveEventIDs {
		c.uriAt(s, "/errorDeclaration/correctiveEventIDs", i)
	}
	if d.Reason == epcis.ReasonDidNotOccur && len(d.CorrectiveEventIDs) > 0 {
		c.fail("/errorDeclaration/correctiveEventIDs", ruleReason, "names corrective events of what did not occur")
	}
	c.extensions(d.Extensions, "/errorDeclaration")
}

func (c *check) things(e *epcis.Event) {
	c.id(e.ParentID, "/parentID")
	c.epcs(e.EPCs, "/epcList", e.Type == epcis.Object)
	c.epcs(e.ChildEPCs, "/childEPCs", false)
	c.epcs(e.InputEPCs, "/inputEPCList", true)
	c.epcs(e.OutputEPCs, "/outputEPCList", true)
	c.quantities(e.Quantities, "/quantityList")
	c.quantities(e.ChildQuantities, "/childQuantityList")
	c.quantities(e.InputQuantities, "/inputQuantityList")
	c.quantities(e.OutputQuantities, "/outputQuantityList")
	c.id(e.TransformationID, "/transformationID")
}

func (c *check) epcs(list []string, path string, once bool) {
	for i, s := range list {
		c.idAt(s, path, i)
	}
	if once && len(list) > 1 {
		c.unique(list, path, ruleUnique)
	}
}

func (c *check) unique(list []string, path string, r *rule) {
	if len(list) <= 8 {
		for i, s := range list {
			if slices.Contains(list[:i], s) {
				c.fail(index(path, i), r, "stands there a second time")
			}
		}
		return
	}
	seen := make(map[string]struct{}, len(list))
	for i, s := range list {
		if _, twice := seen[s]; twice {
			c.fail(index(path, i), r, "stands there a second time")
		}
		seen[s] = struct{}{}
	}
}

func (c *check) quantities(list []epcis.Quantity, path string) {
	for i := range list {
		q := &list[i]
		c.idAt(q.Class, path, i, "/epcClass")
		if q.UoM != "" && !isUnit(q.UoM) {
			c.fail(index(path, i)+"/uom", ruleUnit, "is no code of a unit")
		}
		if q.Quantity != "" && q.Quantity[0] == '-' {
			c.fail(index(path, i)+"/quantity", rulePositive, "is negative")
		}
	}
}

func isUnit(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 2 || len(s) == 3
}

// shape judges what the type of an event asks for.
func (c *check) shape(e *epcis.Event) {
	switch e.Type {
	case epcis.Object:
		if len(e.EPCs)+len(e.Quantities) == 0 && (len(e.Sensors) == 0 || e.ReadPoint == "") {
			c.fail("", ruleWhat, "names nothing")
		}
		if len(e.ILMD) > 0 && e.Action != epcis.Add {
			c.fail("/ilmd", ruleILMD, "has no place with the action "+string(e.Action))
		}
	case epcis.Aggregation:
		if e.ParentID == "" && e.Action != epcis.Observe {
			c.fail("/parentID", ruleParent, "is missing")
		}
		c.children(e)
	case epcis.Association:
		c.children(e)
	case epcis.Transaction:
		if len(e.Transactions) == 0 {
			c.fail("/bizTransactionList", ruleTransaction, "is missing")
		}
		if len(e.EPCs)+len(e.Quantities) == 0 && e.ParentID == "" && e.Action != epcis.Delete {
			c.fail("", ruleObjects, "names nothing")
		}
	case epcis.Transformation:
		in, out := len(e.InputEPCs)+len(e.InputQuantities), len(e.OutputEPCs)+len(e.OutputQuantities)
		if in+out == 0 || (in == 0 || out == 0) && e.TransformationID == "" {
			c.fail("", ruleSides, "names no inputs or no outputs")
		}
	default:
		c.uri(string(e.Type), "/type")
	}
}

func (c *check) children(e *epcis.Event) {
	if len(e.ChildEPCs)+len(e.ChildQuantities) == 0 && e.Action != epcis.Delete {
		c.fail("/childEPCs", ruleChildren, "is missing")
	}
}

func (c *check) whyWhere(e *epcis.Event) {
	c.term(e.BizStep, epcis.BizSteps, "/bizStep")
	c.term(e.Disposition, epcis.Dispositions, "/disposition")
	if d := e.PersistentDisposition; d != nil {
		c.persistent(d)
	}
	c.id(e.ReadPoint, "/readPoint/id")
	c.extensions(e.ReadPointExtensions, "/readPoint")
	c.id(e.BizLocation, "/bizLocation/id")
	c.extensions(e.BizLocationExtensions, "/bizLocation")
	for i := range e.Transactions {
		c.termAt(e.Transactions[i].Type, epcis.TransactionTypes, "/bizTransactionList", i)
		c.idAt(e.Transactions[i].ID, "/bizTransactionList", i, "/bizTransaction")
	}
	for i := range e.Sources {
		c.termAt(e.Sources[i].Type, epcis.PartyTypes, "/sourceList", i)
		c.idAt(e.Sources[i].ID, "/sourceList", i, "/source")
	}
	for i := range e.Destinations {
		c.termAt(e.Destinations[i].Type, epcis.PartyTypes, "/destinationList", i)
		c.idAt(e.Destinations[i].ID, "/destinationList", i, "/destination")
	}
}

func (c *check) persistent(d *epcis.PersistentDisposition) {
	if len(d.Set)+len(d.Unset) == 0 {
		c.fail("/persistentDisposition", rulePersistent, "says nothing")
	}
	for i, s := range d.Set {
		c.term(s, epcis.Dispositions, index("/persistentDisposition/set", i))
		if slices.Contains(d.Unset, s) {
			c.fail(index("/persistentDisposition/set", i), rulePersistent, "is set and unset at once")
		}
	}
	for i, s := range d.Unset {
		c.term(s, epcis.Dispositions, index("/persistentDisposition/unset", i))
	}
	c.unique(d.Set, "/persistentDisposition/set", rulePersistent)
	c.unique(d.Unset, "/persistentDisposition/unset", rulePersistent)
}
