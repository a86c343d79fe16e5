package track

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
)

// The command codes: plain text that acts where it is scanned, so that nobody
// needs to touch a screen. Case does not matter. A reason may follow a further
// colon: "TW:FAIL:LEAKS".
const (
	CommandComplete = "TW:COMPLETE" // end the operation, good
	CommandFail     = "TW:FAIL"     // end the operation, not good
	CommandScrap    = "TW:SCRAP"    // destroy what is in work; it needs a reason
	CommandUndo     = "TW:UNDO"     // take back one's last booking here
	CommandSignOut  = "TW:SIGN-OUT" // end one's session; the server does, before it comes here
	CommandAndon    = "TW:ANDON"    // call for help; what is called for comes in place of a reason

	CommandDefect      = "TW:DEFECT"      // say what is wrong with what is in work; the code of the defect comes in place of a reason
	CommandAcknowledge = "TW:ACKNOWLEDGE" // say that somebody comes to the call here
	CommandResolve     = "TW:RESOLVE"     // say that what the call here was about is put right
)

func commandCodes() []string {
	return []string{
		CommandComplete, CommandFail, CommandScrap, CommandUndo, CommandSignOut, CommandAndon, CommandDefect, CommandAcknowledge, CommandResolve,
	}
}

// identifierLength is that of a symbology identifier (ISO/IEC 15424), such as
// ]C0: a reader may put it before what it reads.
const identifierLength = 3

// CommandCode parts a code that was read into a command code and its reason;
// false for any other code.
func CommandCode(code Ref) (command, reason string, ok bool) {
	text := code.clean()
	if len(text) > identifierLength && text[0] == ']' {
		text = text[identifierLength:]
	}
	for _, known := range commandCodes() {
		if len(text) >= len(known) && strings.EqualFold(text[:len(known)], known) {
			rest := text[len(known):]
			if reason, ok = strings.CutPrefix(rest, ":"); ok || rest == "" {
				return known, reason, true
			}
		}
	}
	return "", "", false
}

// isCommand does what a command code says.
func (sc *scanned) isCommand() bool {
	command, reason, ok := CommandCode(sc.code)
	if !ok || !sc.texts("reason", reason) {
		return ok
	}
	switch command {
	case CommandComplete:
		sc.ends(OutcomePass, reason)
	case CommandFail:
		sc.ends(OutcomeFail, reason)
	case CommandScrap:
		sc.scraps(reason)
	case CommandUndo:
		sc.undo()
	case CommandAndon:
		sc.calls(reason)
	case CommandDefect:
		sc.finds(reason)
	case CommandAcknowledge:
		AcknowledgeAndon{Note: reason}.decide(sc.decider)
	case CommandResolve:
		ResolveAndon{Note: reason}.decide(sc.decider)
	case CommandSignOut:
		sc.mistake(CodeNobodyHere, "", Evidence{"place": first(sc.c.Station, "this place")})
	}
	if sc.what == "" {
		sc.permit("", command+" was scanned.", "") // as is reported, whatever it was about
	}
	return true
}

// ends ends the operation of what is in work.
func (sc *scanned) ends(outcome Outcome, reason string) {
	o, ok := sc.onWork("ends its operation", func(o Object) Choice {
		return sc.send(o.name(), "complete", Complete{Object: Ref(o.ID), Outcome: outcome, Reason: reason})
	})
	if ok {
		sc.complete(o, outcome, reason)
	}
}

// calls calls for help: for what is said, or for just that.
func (sc *scanned) calls(what string) {
	kind := plant.CallKind(strings.ToLower(what))
	if slices.Contains(plant.CallKinds(), kind) {
		what = ""
	} else {
		kind = plant.CallHelp
	}
	sc.call(kind, "", what)
}

// finds says what is wrong with what is in work.
func (sc *scanned) finds(defect string) {
	if defect == "" {
		sc.bad("code", CommandDefect, "the code of the defect follows: "+CommandDefect+":SCRATCH")
		return
	}
	o, ok := sc.onWork("has the defect", func(o Object) Choice {
		return sc.send(o.name(), "report-defect", ReportDefect{Object: Ref(o.ID), Defect: defect})
	})
	if ok {
		ReportDefect{Object: Ref(o.ID), Defect: defect}.decide(sc.decider)
	}
}

// scraps destroys what is in work. Without a reason it asks for one.
func (sc *scanned) scraps(reason string) {
	o, ok := sc.onWork("is scrapped", func(o Object) Choice {
		return sc.send(o.name(), "scrap", Scrap{Object: Ref(o.ID), Reason: reason})
	})
	switch {
	case !ok:
	case reason != "", sc.report():
		sc.scrap(o, Scrap{Reason: first(reason, "no reason given")})
	default:
		sc.refuse(CodeWhyScrap, Evidence{"object": o.name()})
		if sc.s.Plant == nil {
			return
		}
		for _, r := range sc.s.Plant.Definition().Reasons {
			if r.For == plant.ReasonScrap {
				sc.choices = append(sc.choices, sc.send(first(r.Name, r.Code), "scrap", Scrap{Object: Ref(o.ID), Reason: r.Code}))
			}
		}
	}
}

// onWork finds what a command code acts on: what is in work here, and of several
// what whoever scans has booked last. Else they are asked; answer makes the
// choice for one.
func (sc *scanned) onWork(act string, answer func(Object) Choice) (Object, bool) {
	last, _ := sc.lastBooking()
	i := slices.IndexFunc(sc.inWork, func(v Visit) bool { return v.Object == last.Object })
	switch {
	case i >= 0:
		return sc.known(sc.inWork[i].Object), true
	case len(sc.inWork) == 1:
		return sc.known(sc.inWork[0].Object), true
	case len(sc.inWork) == 0:
		sc.mistake(CodeNothingInWork, "", Evidence{"place": first(sc.c.Station, "this place")})
	default:
		sc.which(sc.inWork, act, answer)
	}
	return Object{}, false
}
