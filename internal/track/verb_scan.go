package track

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
)

// Scan reads a code at a station. What it means follows from the work there: a
// unit begins its operation, or ends it once nothing is missing; a component
// goes into the unit in work that needs it, material to the position that draws
// on it; a command code acts on what is in work.
type Scan struct {
	Code  Ref      `json:"code" doc:"what the reader read, or what was typed" eg:"SN000129"`
	Codes []string `json:"codes,omitzero" doc:"further codes of the same label, such as its bars of part, quantity and serial number: all of them are read as one" eg:"Q24"`
}

// joined are the codes of a label as one.
func (a *Scan) joined(d *decider) bool {
	if len(a.Codes) == 0 {
		return true
	}
	l, err := ident.JoinLabel(append([]string{string(a.Code)}, a.Codes...), ident.Options{Separators: d.s.separators(d.c.Station)})
	if err != nil {
		f := ident.FaultOf(ident.SchemeText, err)
		d.refuse(CodeLabelMixed, Evidence{"problem": clip(strings.TrimPrefix(f.Where+" "+f.Text, " ")), "fix": f.Fix})
		return false
	}
	if l.Damaged != nil {
		d.note(CodeRecovered, "", Evidence{"code": "One of the codes", "reading": l.Damaged.Canonical, "reason": l.Damaged.Reason})
	}
	a.Code = Ref(l.Code)
	return true
}

func (a Scan) decide(d *decider) {
	if !a.joined(d) {
		return
	}
	sc := &scanned{decider: d, code: a.Code, found: d.means(a.Code.clean()), inWork: d.workHere()}
	for _, mine := range []func() bool{
		sc.isCommand,   // a command code acts
		sc.isAway,      // where there is no station, an object tells what it is
		sc.isPart,      // a code that names a part only stands for what of it is here
		sc.isScanBack,  // a label that was printed here is scanned once it is on
		sc.isCarrier,   // a carrier stands for what is on it: it ends what is in work, else begins it
		sc.isInWork,    // what is in work ends its operation
		sc.isMaterial,  // material is loaded where the station draws on it
		sc.isComponent, // a component goes into what is in work and needs it
		sc.isForeign,   // what has no business here is judged as a component of what is in work
		sc.begins,      // anything else begins its operation
	} {
		if mine() {
			break
		}
	}
	d.next = first(d.next, d.awaited())
}

// scanned is a code that was read, with what it may mean where that was. Each of
// its meanings says whether it is the one, and judges the scan then.
type scanned struct {
	*decider
	code   Ref
	found  []Object // that the code names
	inWork []Visit  // here, the first begun first
}

// workHere lists what is in work at the station, or at the position that is
// named.
func (d *decider) workHere() []Visit {
	if d.c.Station == "" {
		return nil
	}
	return slices.DeleteFunc(d.s.InWork.Rows(d.c.Station), func(v Visit) bool {
		return d.c.Position != "" && v.Position != d.c.Position
	})
}

// isAway tells what an object is to somebody who works at no station, such as
// the driver of a forklift: what is done with it is another command.
func (sc *scanned) isAway() bool {
	if sc.c.Station != "" || len(sc.found) == 0 && !sc.report() {
		return false
	}
	o, ok := sc.object(sc.code)
	if ok {
		where := first(o.Location, o.Station, "no known place")
		if o.Parent != "" {
			parent := sc.known(o.Parent)
			where = parent.name()
		}
		if on, ok := sc.onCarrier(o); ok {
			carrier := sc.known(on.Parent)
			where += ", on " + carrier.name()
		}
		if there := sc.onto(o); len(there) > 0 {
			where += ", and carries " + several(sc.children(there))
		}
		sc.permit(o.ID, label(o)+" is "+string(o.Life)+", at "+where+".", "Say what is done with it: move, pack, load or receive it.")
	}
	return true
}

// isComponent builds a component into what is in work and has room for it. Of
// several objects with the code the one that is needed is meant; of several
// units that need it the one that whoever scans has begun, else they are asked.
func (sc *scanned) isComponent() bool {
	var fit []Object
	var into []Visit
	for _, c := range sc.found {
		needs := slices.DeleteFunc(slices.Clone(sc.inWork), func(v Visit) bool {
			line, room := sc.lineWithRoom(sc.known(v.Object), c)
			return v.Object == c.ID || line == nil || !room
		})
		if len(needs) > 0 {
			fit, into = append(fit, c), needs
		}
	}
	if len(fit) > 1 && !sc.report() {
		sc.choose(sc.code.clean(), fit)
	}
	if len(fit) != 1 {
		return len(fit) > 0 && !sc.report()
	}
	if own := slices.DeleteFunc(slices.Clone(into), func(v Visit) bool { return v.Actor != sc.c.Actor }); len(own) == 1 {
		into = own
	}
	if len(into) > 1 && !sc.report() {
		sc.which(into, fit[0].name()+" goes into", func(o Object) Choice {
			if line, _ := sc.lineWithRoom(o, fit[0]); line.Use == plant.UseConsume {
				return sc.send(o.name(), "consume", Consume{Object: Ref(o.ID), Component: Ref(fit[0].ID)})
			}
			return sc.send(o.name(), "install", Install{Object: Ref(o.ID), Component: Ref(fit[0].ID)})
		})
		return true
	}
	sc.build(sc.known(into[0].Object), fit[0], Install{}, "")
	return true
}

// isPart takes a code that names no more than a part, such as that of a product's
// package, for what of it is in work or loaded here.
func (sc *scanned) isPart() bool {
	if len(sc.found) > 0 {
		return false
	}
	u := sc.understand(sc.code.clean())
	number := sc.s.partRead(&u)
	if number == "" {
		return false
	}
	sc.found = sc.ofPart(number)
	switch {
	case len(sc.found) > 1 && !sc.report():
		sc.choose(u.called(sc.code.clean()), sc.found)
	case len(sc.found) != 1:
		sc.mistake(CodePartOnly, "", Evidence{"code": strconv.QuoteToASCII(clip(sc.code.clean())), "part": number})
		sc.permit("", "Something of "+number+" was scanned.", "")
	case len(sc.loadedOf(sc.found[0])) > 0 && !sc.neededInWork(sc.found[0]):
		o := sc.found[0]
		sc.permit(o.ID, o.name()+" of "+number+" is loaded here.", "")
	default:
		return false
	}
	return true
}

// loadedOf lists where an object is loaded at the station.
func (d *decider) loadedOf(o Object) []Edge {
	return slices.DeleteFunc(d.s.LoadsOf.Rows(o.ID), func(e Edge) bool {
		station, _, _ := e.Parent.Place()
		return !e.open() || station != d.c.Station
	})
}

// isCarrier ends the operation of all that is in work here on a carrier; where
// nothing of it is, it begins that of all of it.
func (sc *scanned) isCarrier() bool {
	if len(sc.found) != 1 || sc.found[0].Kind != KindCarrier {
		return false
	}
	carrier := sc.found[0]
	all, stands := sc.work(carrier)
	if !stands {
		return false
	}
	here := slices.DeleteFunc(slices.Clone(all), func(o Object) bool {
		_, working := sc.decider.inWork(o)
		return !working
	})
	if len(here) > 0 {
		sc.each(carrier, here, completed[OutcomePass], func(o Object) { sc.complete(o, OutcomePass, "") })
		return true
	}
	sc.each(carrier, all, "in work", func(o Object) { sc.start(o, "") })
	return true
}

// isInWork ends the operation of an object that is in work here.
func (sc *scanned) isInWork() bool {
	here := slices.DeleteFunc(slices.Clone(sc.found), func(o Object) bool {
		_, working := sc.decider.inWork(o)
		return !working
	})
	if len(here) != 1 {
		return false
	}
	sc.complete(here[0], OutcomePass, "")
	return true
}

// isForeign judges what has no operation of its own here as a component of what
// is in work: it is one too many, or of another product.
func (sc *scanned) isForeign() bool {
	if len(sc.inWork) == 0 || len(sc.found) != 1 || sc.routed(sc.found[0]) {
		return false
	}
	into := sc.inWork[len(sc.inWork)-1]
	for _, v := range sc.inWork {
		if line, _ := sc.lineWithRoom(sc.known(v.Object), sc.found[0]); line != nil {
			into = v
			break
		}
	}
	sc.build(sc.known(into.Object), sc.found[0], Install{}, "")
	return true
}

// begins begins the operation of an object here: of several with the code, the
// one whose turn it is.
func (sc *scanned) begins() bool {
	due := slices.DeleteFunc(slices.Clone(sc.found), func(o Object) bool { return !sc.isDue(o) })
	if len(sc.found) > 1 && len(due) == 1 {
		sc.start(due[0], "")
		return true
	}
	if len(sc.found) == 0 && !sc.report() && sc.unknown() {
		return true
	}
	if o, ok := sc.object(sc.code); ok {
		sc.start(o, "")
	}
	return true
}

// unknown refuses a code that nobody knows, and offers what it may be; false for
// one that cannot be kept, or was misread.
func (sc *scanned) unknown() bool {
	u := sc.understand(sc.code.clean())
	code := u.called(sc.code.clean())
	if u.fault != nil || usable(code) != "" {
		return false
	}
	if len(code) > 3 && strings.EqualFold(code[:3], CommandComplete[:3]) {
		sc.bad("code", clip(code), "the command codes are "+strings.Join(commandCodes(), ", "))
		return true
	}
	sc.refuse(CodeUnknownCode, Evidence{"code": code})
	sc.choices = []Choice{
		sc.send("the lot of a delivery", "receive", map[string]string{"lot": code}),
		sc.send("a unit made elsewhere", "receive", map[string]string{"serial": code}),
		sc.send("a new unit made here", "produce-unit", map[string]string{"serial": code}),
		sc.send("another label of something known", "re-identify", map[string]any{"add": []NewIdent{{Scheme: SchemeAlias, Value: code}}}),
		sc.send("a part that is not defined yet", "apply", struct{}{}),
	}
	return true
}

// routed reports whether an object has business of its own at this station.
func (d *decider) routed(o Object) bool {
	st, ok := d.stageOf(o)
	if !ok || d.station == nil {
		return false
	}
	return slices.ContainsFunc(st.route.Operations, func(op plant.Operation) bool {
		return slices.Contains(d.station.Operations, op.Code)
	})
}

// isDue reports whether it is an object's turn at this station.
func (d *decider) isDue(o Object) bool {
	st, ok := d.stageOf(o)
	return ok && d.station != nil && o.Life == LifeOpen && st.next != nil && slices.Contains(d.station.Operations, st.next.Code)
}

// which asks which of several visits is meant; answer makes the choice for one.
// Of a report nobody can be asked.
func (d *decider) which(among []Visit, act string, answer func(Object) Choice) {
	d.mistake(CodeWhichUnit, "", Evidence{"act": act, "count": strconv.Itoa(len(among)), "station": d.c.Station})
	for _, v := range among {
		d.choices = append(d.choices, answer(d.known(v.Object)))
	}
}

// send is a choice that is taken by another command: its verb, and what of its
// arguments is known.
func (d *decider) send(label string, verb Verb, args any) Choice {
	b, _ := marshal(args) // it holds texts only
	return Choice{Label: label, Verb: verb, Args: b}
}

// awaited says what is expected at the station next.
func (d *decider) awaited() string {
	var names []string
	for _, v := range d.workHere() {
		if len(names) < maxNamed && v.Object != d.subject {
			o := d.known(v.Object)
			names = append(names, o.name())
		}
	}
	if len(names) == 0 {
		return "Scan what comes next."
	}
	return "In work here: " + all(names) + "."
}

// maxNamed bounds how many objects a sentence names.
const maxNamed = 3
