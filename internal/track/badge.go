package track

// The verdicts on a badge that a reader has read. People are not of the domain,
// so who it belongs to is found out before; the name is for the screen only.

// SignedIn permits: the person of the badge works at the station now. next says
// what is expected of them.
func SignedIn(person, station, next string) Verdict {
	return badgeVerdict(Permit, newFinding(CodeSignedIn, Evidence{"person": person, "station": station, "next": next}))
}

// SignedOut permits: the person of the badge has left the station.
func SignedOut(person, station string) Verdict {
	return badgeVerdict(Permit, newFinding(CodeSignedOut, Evidence{"person": person, "station": station}))
}

// PINNeeded asks: the badge does not sign its person in alone.
func PINNeeded(station string) Verdict {
	return badgeVerdict(Ask, newFinding(CodePINNeeded, Evidence{"station": station}))
}

// BadgeRefused refuses a badge that signs nobody in any more.
func BadgeRefused(station string) Verdict {
	return badgeVerdict(Refuse, newFinding(CodeBadgeRefused, Evidence{"station": station}))
}

// NotHere refuses a badge whose person may not work at the station.
func NotHere(station string) Verdict {
	return badgeVerdict(Refuse, newFinding(CodeNotHere, Evidence{"station": station}))
}

func badgeVerdict(a Answer, f Finding) Verdict {
	return Verdict{Answer: a, Code: f.Code, Text: f.Text, Next: f.Next, Evidence: f.Evidence}
}
