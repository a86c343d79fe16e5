package query

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Key is a value that an event has in a field, in its canonical form.
type Key struct {
	Field Field
	Value string
	// Begins says that Value is how the value begins.
	Begins bool
}

// Field is a place in an event whose values are indexed.
type Field string

// The fields. They are listed from those whose values fit few events to those
// that fit many; an EPC or a class in any role has a field for each role.
const (
	FieldEventID        Field = "event"
	FieldEPC            Field = "epc"    // epcList and childEPCs
	FieldParent         Field = "parent" // parentID
	FieldInput          Field = "input"
	FieldOutput         Field = "output"
	FieldClass          Field = "class" // quantityList and childQuantityList
	FieldInputClass     Field = "input class"
	FieldOutputClass    Field = "output class"
	FieldTransformation Field = "transformation"
	FieldCorrective     Field = "corrective"
	FieldTransaction    Field = "transaction"
	FieldDevice         Field = "device"
	FieldReason         Field = "reason"
	FieldSource         Field = "source"
	FieldDestination    Field = "destination"
	FieldLocation       Field = "location"
	FieldReadPoint      Field = "read point"
	FieldDisposition    Field = "disposition"
	FieldStep           Field = "step"
	FieldType           Field = "type"
)

var selectivity = []Field{
	FieldEventID, FieldEPC, FieldParent, FieldInput, FieldOutput, FieldClass, FieldInputClass, FieldOutputClass, FieldTransformation,
	FieldCorrective, FieldTransaction, FieldDevice, FieldReason, FieldSource, FieldDestination, FieldLocation, FieldReadPoint,
	FieldDisposition, FieldStep, FieldType,
}

func sortBySelectivity(all [][]Key) {
	rank := func(keys []Key) int {
		worst := 0
		for _, k := range keys {
			worst = max(worst, slices.Index(selectivity, k.Field))
			if k.Begins {
				worst = max(worst, slices.Index(selectivity, FieldReason))
			}
		}
		return worst
	}
	slices.SortStableFunc(all, func(a, b []Key) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(a), len(b))) })
}

// KeysOf lists the keys of an event, each once.
func KeysOf(e *epcis.Event) []Key { return keysOf(e).list }

// Spellings are the keys of an event, each with its value as the event has it, and
// words of the vocabulary as they came; prefixes are written out.
func Spellings(e *epcis.Event) map[Key]string { return keysOf(e).spelled }

func keysOf(e *epcis.Event) *keys {
	k := &keys{s: &subject{e: e}, spelled: map[Key]string{}}
	k.text(FieldEventID, e.EventID)
	k.text(FieldType, k.s.expanded(string(e.Type)))
	k.word(FieldStep, epcis.BizSteps, e.BizStep)
	k.word(FieldDisposition, epcis.Dispositions, e.Disposition)
	k.ids(FieldEPC, e.EPCs, e.ChildEPCs)
	k.ids(FieldParent, []string{e.ParentID})
	k.ids(FieldInput, e.InputEPCs)
	k.ids(FieldOutput, e.OutputEPCs)
	k.ids(FieldClass, classes(e.Quantities), classes(e.ChildQuantities))
	k.ids(FieldInputClass, classes(e.InputQuantities))
	k.ids(FieldOutputClass, classes(e.OutputQuantities))
	k.ids(FieldTransformation, []string{e.TransformationID})
	k.ids(FieldReadPoint, []string{e.ReadPoint})
	k.ids(FieldLocation, []string{e.BizLocation})
	for _, t := range e.Transactions {
		k.ids(FieldTransaction, []string{t.ID})
	}
	for _, p := range e.Sources {
		k.ids(FieldSource, []string{p.ID})
	}
	for _, p := range e.Destinations {
		k.ids(FieldDestination, []string{p.ID})
	}
	for i := range e.Sensors {
		k.ids(FieldDevice, []string{e.Sensors[i].Metadata.DeviceID})
		for j := range e.Sensors[i].Reports {
			k.ids(FieldDevice, []string{e.Sensors[i].Reports[j].DeviceID})
		}
	}
	if d := e.ErrorDeclaration; d != nil {
		k.word(FieldReason, epcis.ErrorReasons, d.Reason)
		for _, id := range d.CorrectiveEventIDs {
			k.text(FieldCorrective, id)
		}
	}
	return k
}

// keys collects keys.
type keys struct {
	s       *subject
	list    []Key
	spelled map[Key]string
}

func (k *keys) put(f Field, value, spelled string) {
	key := Key{Field: f, Value: value}
	if _, twice := k.spelled[key]; twice || value == "" {
		return
	}
	k.spelled[key] = spelled
	k.list = append(k.list, key)
}

func (k *keys) text(f Field, value string) { k.put(f, value, value) }

func (k *keys) word(f Field, terms *epcis.Terms, value string) {
	value = k.s.expanded(value)
	word, spelled := terms.Word(value), value
	for _, s := range k.s.e.Spellings {
		if word == value && terms.Word(s) == word {
			spelled = s
		}
	}
	k.put(f, word, spelled)
}

func (k *keys) ids(f Field, lists ...[]string) {
	for _, list := range lists {
		for _, id := range list {
			if id != "" {
				id = k.s.expanded(id)
				k.put(f, Canonical(id), id)
			}
		}
	}
}

func classes(list []epcis.Quantity) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].Class
	}
	return ids
}
