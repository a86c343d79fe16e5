package catenax

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/track"
)

// SchemeID is the scheme of Catena-X ids as identifiers of objects.
const SchemeID track.Scheme = "catenax"

// SchemeBattery and SchemeCustomerPart are the schemes of the traction battery
// code and of the customer's part number. Local identifiers other than serial
// number and batch have their key as scheme ("van", "jisNumber").
const (
	SchemeBattery      track.Scheme = "tractionBatteryCode"
	SchemeCustomerPart track.Scheme = "customerPartId"
)

// object is what an asset's aspects say of one thing.
type object struct {
	kind        track.Kind
	from        string // the aspect that describes it first
	part        string
	maker       string
	made        instant
	country     string
	identifiers []track.NewIdent
	details     map[string]string
}

// reads are the aspects that are read; the others are counted.
var reads = map[string]func(*asset, *aspect, Limits){
	"SerialPart":              (*asset).described,
	"Batch":                   (*asset).described,
	"JustInSequencePart":      (*asset).described,
	"TractionBatteryCode":     (*asset).battery,
	"SingleLevelBomAsBuilt":   (*asset).built,
	"SingleLevelUsageAsBuilt": (*asset).built,
	"PartAsPlanned":           (*asset).planned,

	"SingleLevelBomAsPlanned":   (*asset).plannedLines,
	"SingleLevelUsageAsPlanned": (*asset).plannedLines,
}

// describing maps the aspects that describe an object to its kind and to the
// local identifier that it cannot lack.
var describing = map[string]struct {
	kind   track.Kind
	key    string
	scheme track.Scheme
}{
	"SerialPart":         {track.KindUnit, "partInstanceId", track.SchemeSerial},
	"Batch":              {track.KindLot, "batchId", track.SchemeLot},
	"JustInSequencePart": {track.KindUnit, "jisNumber", "jisNumber"},
}

// read reads the aspects of an asset, those that describe the object itself
// before those that speak of others.
func (a *asset) read(limits Limits) {
	order := []string{"SerialPart", "Batch", "JustInSequencePart"}
	slices.SortStableFunc(a.aspects, func(x, y aspect) int {
		return (slices.Index(order, x.name)+4)%4 - (slices.Index(order, y.name)+4)%4
	})
	for i := range a.aspects {
		asp := &a.aspects[i]
		if read, ok := reads[asp.name]; ok {
			read(a, asp, limits)
		} else {
			a.skipped[clip(asp.urn)]++
		}
	}
}

type localIdentifier struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	Rest  rest   `json:",embed"`
}

type partType struct {
	Number       string `json:"manufacturerPartId"`
	Name         string `json:"nameAtManufacturer"`
	Customer     string `json:"customerPartId"`
	CustomerName string `json:"nameAtCustomer"`
	Class        string `json:"classification"`
	Rest         rest   `json:",embed"`
}

// described reads an aspect that describes the object itself.
func (a *asset) described(asp *aspect, limits Limits) {
	var p struct {
		ID    string            `json:"catenaXId"`
		Local []localIdentifier `json:"localIdentifiers"`
		Made  struct {
			Date    string `json:"date"`
			Country string `json:"country"`
			Rest    rest   `json:",embed"`
		} `json:"manufacturingInformation"`
		Type partType `json:"partTypeInformation"`
		Rest rest     `json:",embed"`
	}
	if !a.decode(asp.payload, asp.path, &p) || !a.bounded(len(p.Local), asp.path+"/localIdentifiers", limits) {
		return
	}
	what := describing[asp.name]
	if a.object == nil {
		a.object = &object{from: asp.name, details: map[string]string{}}
	}
	o := a.object
	if o.kind == "" {
		o.kind = what.kind
	} else if o.kind != what.kind {
		a.problem(asp.path, "the asset is a "+string(o.kind)+" by its "+o.from, "give each object an asset of its own")
	}
	a.skip(asp.name, p.Rest)
	a.skip(asp.name+"/partTypeInformation", p.Type.Rest)
	a.skip(asp.name+"/manufacturingInformation", p.Made.Rest)
	made, wrong := when(p.Made.Date)
	if wrong != "" {
		a.problem(asp.path+"/manufacturingInformation/date", wrong, timeFix)
	}
	if o.made.at == 0 {
		o.made = made
	}
	a.detail(&o.country, p.Made.Country, asp, "manufacturingInformation/country")
	a.locals(asp, p.Local)
	a.partType(asp, &p.Type)
	a.otherID(asp, p.ID)
}

// bounded checks the number of items in an aspect.
func (a *asset) bounded(n int, at jsontext.Pointer, limits Limits) bool {
	if n > limits.Items {
		a.problem(at, "it has "+strconv.Itoa(n)+" items", "at most "+strconv.Itoa(limits.Items)+" are read")
	}
	return n <= limits.Items
}

// detail keeps a text that is no identifier; where two aspects differ, the
// later one is kept under its own name.
func (a *asset) detail(to *string, text string, asp *aspect, name string) {
	switch {
	case text == "" || text == *to:
	case len(text) > 1000:
		a.problem(asp.path+jsontext.Pointer("/"+name), "it is longer than 1000 bytes", "shorten it")
	case *to == "":
		*to = text
	default:
		a.object.details[asp.name+"/"+name] = text
	}
}

// locals reads the local identifiers of an object.
func (a *asset) locals(asp *aspect, all []localIdentifier) {
	what, found := describing[asp.name], false
	at := func(i int) jsontext.Pointer { return asp.path + jsontext.Pointer("/localIdentifiers/"+strconv.Itoa(i)) }
	for i, l := range all {
		a.skip(asp.name+"/localIdentifiers", l.Rest)
		if problem := unusable(l.Value); problem != "" {
			a.problem(at(i)+"/value", problem, "write the "+clip(l.Key)+" as it is on the part")
		} else if l.Key == "manufacturerId" {
			a.detail(&a.object.maker, l.Value, asp, "manufacturerId")
		}
	}
	if a.object.maker == "" {
		a.object.maker = a.company
	}
	for i, l := range all {
		scheme := track.Scheme(l.Key)
		switch {
		case l.Key == "manufacturerId":
			continue
		case l.Key == what.key:
			scheme, found = what.scheme, true
		case l.Key == "partInstanceId":
			scheme = track.SchemeSerial
		case l.Key == "batchId":
			scheme = track.SchemeLot
		case unusable(l.Key) != "":
			a.problem(at(i)+"/key", unusable(l.Key), "write what kind of identifier it is")
			continue
		}
		a.object.name(track.NewIdent{Scheme: scheme, Issuer: a.object.maker, Value: l.Value})
	}
	if !found {
		a.problem(asp.path+"/localIdentifiers", "there is no "+what.key, "add it: a "+asp.name+" cannot be told apart without")
	}
}

// name gives the object an identifier, unless it has it.
func (o *object) name(id track.NewIdent) {
	if !slices.Contains(o.identifiers, id) {
		o.identifiers = append(o.identifiers, id)
	}
}

// partType reads what kind of part the object is.
func (a *asset) partType(asp *aspect, t *partType) {
	at := asp.path + "/partTypeInformation/"
	if problem := unusable(t.Number); problem != "" {
		a.problem(at+"manufacturerPartId", problem, "write the part number of the maker")
	}
	a.detail(&a.object.part, t.Number, asp, "partTypeInformation/manufacturerPartId")
	for _, d := range [][2]string{{"nameAtManufacturer", t.Name}, {"nameAtCustomer", t.CustomerName}, {"classification", t.Class}} {
		kept := a.object.details[d[0]]
		a.detail(&kept, d[1], asp, "partTypeInformation/"+d[0])
		if kept != "" {
			a.object.details[d[0]] = kept
		}
	}
	if t.Customer == "" {
		return
	}
	if problem := unusable(t.Customer); problem != "" {
		a.problem(at+"customerPartId", problem, "write the part number of the customer, or remove it")
		return
	}
	a.object.name(track.NewIdent{Scheme: SchemeCustomerPart, Value: t.Customer})
}

// otherID keeps the id in a payload where it differs from the asset's, which
// is what relations name.
func (a *asset) otherID(asp *aspect, text string) {
	if text == "" {
		return
	}
	id, problem := identifier(text)
	switch {
	case problem != "":
		a.problem(asp.path+"/catenaXId", problem, idFix)
	case id != a.id:
		a.note(asp.path+"/catenaXId", "it is "+id+", not that of its asset", "the object was given both; correct the one that is wrong")
		a.object.name(track.NewIdent{Scheme: SchemeID, Value: id})
	}
}

// battery reads the code of a traction battery or of a part of one. What else
// it says of parts inside has no identity that could be told apart.
func (a *asset) battery(asp *aspect, limits Limits) {
	var p struct {
		Code  string           `json:"tractionBatteryCode"`
		Type  string           `json:"productType"`
		Inner []jsontext.Value `json:"subcomponents"`
		Rest  rest             `json:",embed"`
	}
	if !a.decode(asp.payload, asp.path, &p) || !a.bounded(len(p.Inner), asp.path+"/subcomponents", limits) {
		return
	}
	if problem := unusable(p.Code); problem != "" {
		a.problem(asp.path+"/tractionBatteryCode", problem, "write the code as it is on the battery")
		return
	}
	if a.object == nil {
		a.object = &object{kind: track.KindUnit, from: asp.name, maker: a.company, details: map[string]string{}}
	}
	a.object.name(track.NewIdent{Scheme: SchemeBattery, Issuer: a.object.maker, Value: p.Code})
	kept := a.object.details["productType"]
	a.detail(&kept, p.Type, asp, "productType")
	a.object.details["productType"] = kept
	a.skip(asp.name, p.Rest)
	if len(p.Inner) > 0 {
		a.skipped[asp.name+"/subcomponents"] += len(p.Inner)
	}
}
