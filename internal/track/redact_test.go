package track

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// keptTexts are the fields of facts, by their types, that say the same after they
// are redacted: identifiers, codes, quantities and words of a list. A new field
// belongs here, or into the redact of its fact.
const keptTexts = `
Against: Answer Code Part Rule Verb
AndonAnswered: Act Call Object
AndonRaised: Call EscalateTo Object Roles Type
BOMLine: Alternates Capture Feed Line Operation Option Part Positions Quantity RemovalVoids Use
BreachClosed: Object Objects
BreachScope: Code Owner Part Rule Station
Breached: Cause Code Object On Part Rule
Calibrated: Certificate Equipment Found Left
CalibrationReading: Found Left Nominal UoM
Certified: Certificate Person Skill
Corrected: Objects
Decertified: Certificate
Decided: Decision
Declared: Kind Maker Object Part Revision UoM
Disowned: Of
Effectivity: From FromSerial Replaces RunOut Until UntilSerial
Exposed: Act Object
Fields: DayOfMonth DayOfWeek Hour Minute Month Second
FoundDefect: Code Object Operation Position Quantity
Held: Blocks Hold Objects Possible
Item: BOMLine Object Position Quantity Second SecondUoM UoM
Judged: Objects
Material: Action Attachments BizStep Disposition Edge Location Order Parent Receipt Shape
NewIdent: Issuer Scheme Value
OrderPin: Revision
OrderTerms: Line Options Part Quantity Revision Sales UoM
Ordered: Act Objects Order
Partner: ID Purpose
PermissionChanged: Act Object Permissions
Permitted: Object Permission Rule Type
PoolFilled: Numbers Pool
PoolPlace: Number Pool
PoolReturned: Pool State
PoolRow: First Last
PrintField: Name
Printed: Digest Job Object State
QueryDropped: Name
QueryNamed: Name Query
QueuedPrint: Again Event ID Label Object Order Place Printer
RanOut: Left
Released: Hold Objects
ReservedFor: Order Place Printer
Result: Actor Characteristic Equipment Lower Object Operation Outcome Position Program Station UoM Upper Value
RunOutKey: Part Revision Stock To
Scope: AtLeast AtMost Characteristic Equipment Kind Lot Maker Operation Operator Order Outcome Part Revision Since Station
SerialsReserved: Issuer Part Reservation Revision Serials
SerialsReturned: Reservation State
SerialsTaken: Part
StationChanged: Reason Source State
Subscribed: Dest Format Query Subscription
Tally: Good In Rework Scrap
Told: Disputed Left
Unsubscribed: Subscriptions
Used: Equipment Program
VisitMark: Object Operation Outcome Run
`

// TestRedactBlanksWhatPeopleType fills every text of every fact and lists those
// that are still there.
func TestRedactBlanksWhatPeopleType(t *testing.T) {
	t.Parallel()
	facts := ownFacts()
	facts[EntryMaterial] = &Material{}
	delete(facts, EntryPlant) // kept whole
	kept := map[string][]string{}
	for _, fact := range facts {
		fillTexts(reflect.ValueOf(fact).Elem())
		fact.redact()
		said(reflect.ValueOf(fact).Elem(), "", "", kept)
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		slices.Sort(kept[name])
		lines = append(lines, name+": "+strings.Join(slices.Compact(kept[name]), " "))
	}
	if diff := gocmp.Diff(strings.Split(strings.TrimSpace(keptTexts), "\n"), lines); diff != "" {
		t.Errorf("(-known +kept):\n%s", diff)
	}
}

const someone = "Anna Smith"

// fillTexts gives every exported text in v, however deep, something to say.
func fillTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(someone)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillTexts(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillTexts(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fillTexts(value)
		v.SetMapIndex(reflect.ValueOf(someone).Convert(v.Type().Key()), value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillTexts(v.Field(i))
			}
		}
	}
}

// said notes the fields of types in v that say what fillTexts gave them.
func said(v reflect.Value, name, field string, kept map[string][]string) {
	switch v.Kind() {
	case reflect.String:
		if v.String() == someone {
			kept[name] = append(kept[name], field)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			said(v.Elem(), name, field, kept)
		}
	case reflect.Slice:
		for i := range v.Len() {
			said(v.Index(i), name, field, kept)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			said(v.MapIndex(k), name, field, kept)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				said(v.Field(i), v.Type().Name(), f.Name, kept)
			}
		}
	}
}
