package track

import (
	"slices"
	"time"
)

// Certify records that somebody is able to do something: what station or operation
// asks for as a skill.
type Certify struct {
	Person   string    `json:"person" doc:"who: the id of a person, or their badge" eg:"p-7f3k9q2m"`
	Skill    string    `json:"skill" doc:"code of the skill, as in the plant definition" eg:"ESD"`
	Level    string    `json:"level,omitzero" doc:"how well: one of the levels that the plant definition has for the skill, else in your own words" eg:"trainer"`
	From     time.Time `json:"from,omitzero" doc:"from when it is good; left out: from now on" eg:"2026-01-05T00:00:00Z"`
	Until    time.Time `json:"until,omitzero" doc:"until just before when it is good; left out: as long as the plant definition says" eg:"2027-01-05T00:00:00Z"`
	Evidence string    `json:"evidence,omitzero" doc:"what shows it: an examination, a training record" eg:"training 2026-114" usual:"true"`
}

func (a Certify) decide(d *decider) {
	if !d.identifier("person", a.Person) || !d.identifier("skill", a.Skill) || !d.texts("level", a.Level, "evidence", a.Evidence) {
		return
	}
	f := &Certified{
		Certificate: d.certificateID(), Person: a.Person, Skill: a.Skill, Level: a.Level,
		From: MicrosOf(a.From), Until: MicrosOf(a.Until), Evidence: a.Evidence,
	}
	if f.From == 0 {
		f.From = d.now
	}
	f.Until = d.validUntil(f)
	if !inYears(a.From) || !inYears(a.Until) || f.Until != 0 && f.Until <= f.From {
		d.bad("until", when(f.Until), "it must lie after from, "+when(f.From)+", and both between 1970 and 9998")
		return
	}
	d.fact(f)
	text := a.Person + " is certified for " + d.skillName(a.Skill)
	if f.Until != 0 {
		text += " until " + when(f.Until)
	}
	d.permit("", text+".", "")
	d.info = Evidence{"certificate": string(f.Certificate), "until": when(f.Until)}
}

// validUntil is how long a certificate is good: as it is said, else as the plant
// definition does. A skill that it does not have is a mistake, and so is a level.
func (d *decider) validUntil(f *Certified) Micros {
	if d.s.Plant == nil {
		return f.Until
	}
	skill, ok := d.s.Plant.Skill(f.Skill)
	if !ok {
		var known []string
		for _, s := range d.s.Plant.Definition().Skills {
			known = append(known, s.Code)
		}
		d.mistake(CodeUnknownSkill, "", Evidence{"skill": f.Skill, "known": first(join(known), "none")})
		return f.Until
	}
	if f.Level != "" && len(skill.Levels) > 0 && !slices.Contains(skill.Levels, f.Level) {
		d.mistake(CodeUnknownLevel, "", Evidence{"skill": f.Skill, "level": f.Level, "known": join(skill.Levels)})
	}
	if lasts, ok := skill.Valid.Micros(); ok && f.Until == 0 {
		return f.From + Micros(lasts)
	}
	return f.Until
}

// RevokeCertificate takes a certificate back: from then on it is good no more.
type RevokeCertificate struct {
	Certificate CertificateID `json:"certificate" doc:"number of the certificate" eg:"CE-129"`
	Reason      string        `json:"reason" doc:"why" eg:"examination was not passed"`
}

func (a RevokeCertificate) decide(d *decider) {
	if !d.identifier("reason", a.Reason) || !d.identifier("certificate", string(a.Certificate)) {
		return
	}
	c, ok := d.s.Certificates.Get(a.Certificate)
	if !ok || c.Revoked != 0 {
		d.refuse(CodeNoCertificate, Evidence{"certificate": string(a.Certificate)})
		return
	}
	d.fact(&Decertified{Certificate: c.ID, Reason: a.Reason})
	d.permit("", "Certificate "+string(c.ID)+" of "+c.Person+" for "+d.skillName(c.Skill)+" is revoked.", "")
	d.info = Evidence{"certificate": string(c.ID), "person": c.Person}
}
