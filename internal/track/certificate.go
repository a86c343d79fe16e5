package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// CertificateID is the key of a certificate ("CE-129": the entry that gave it).
type CertificateID string

// Certificate says that somebody is able to do something, from when until when.
// A renewal is a certificate of its own.
type Certificate struct {
	ID          CertificateID
	Person      string // actor
	Skill       string
	Level       string
	From        Micros
	Until       Micros // just after it is good; 0: no end
	Evidence    string
	Actor       string // who gave it
	Given       int64  // entry
	Revoked     int64  // entry; 0 while it stands
	RevokedAt   Micros // from when it is good no more
	RevokedNote string
}

// CertificateState is what a certificate is at a time.
type CertificateState string

// The states of a certificate.
const (
	CertificateGood    CertificateState = "good"
	CertificateLapsed  CertificateState = "lapsed"
	CertificateRevoked CertificateState = "revoked"
	CertificateComing  CertificateState = "coming" // it has not begun
)

// StateAt is the state of a certificate at a time. One that was revoked after its
// end has lapsed.
func (c *Certificate) StateAt(at Micros) CertificateState {
	switch {
	case c.Revoked != 0 && c.end() == c.RevokedAt && c.RevokedAt <= at:
		return CertificateRevoked
	case c.From > at:
		return CertificateComing
	case c.Until != 0 && c.Until <= at:
		return CertificateLapsed
	}
	return CertificateGood
}

// end is when a certificate ends, or ended: by its time, or since it was revoked
// before; 0: it does not.
func (c *Certificate) end() Micros {
	if c.Revoked != 0 && (c.Until == 0 || c.RevokedAt < c.Until) {
		return c.RevokedAt
	}
	return c.Until
}

// Certified gives a certificate.
type Certified struct {
	Certificate CertificateID `json:"certificate"`
	Person      string        `json:"person"`
	Skill       string        `json:"skill"`
	Level       string        `json:"level,omitzero"`
	From        Micros        `json:"from"`
	Until       Micros        `json:"until,omitzero"`
	Evidence    string        `json:"evidence,omitzero"`
}

// Decertified takes a certificate back, from when it occurred on.
type Decertified struct {
	Certificate CertificateID `json:"certificate"`
	Reason      string        `json:"reason"`
}

// Kind returns the kind of entry that carries the fact.
func (*Certified) Kind() EntryKind   { return EntryCertificate }
func (*Decertified) Kind() EntryKind { return EntryCertificateRevoked }

func (f *Certified) touches() []ObjectID   { return nil }
func (f *Decertified) touches() []ObjectID { return nil }

func (f *Certified) apply(s *State, e *Entry) {
	s.Certificates.Put(Certificate{
		ID: f.Certificate, Person: f.Person, Skill: f.Skill, Level: f.Level, From: f.From, Until: f.Until, Evidence: f.Evidence,
		Actor: e.Actor, Given: e.Seq,
	})
}

func (f *Decertified) apply(s *State, e *Entry) {
	if c, ok := s.Certificates.Get(f.Certificate); ok {
		c.Revoked, c.RevokedAt, c.RevokedNote = e.Seq, e.OccurredAt, f.Reason
		s.Certificates.Put(c)
	}
}

// certificates are those of a person for a skill that have begun by a time; the
// one that ends last is the last of them.
func (s *State) certificates(person, skill string, by Micros) []Certificate {
	all := slices.DeleteFunc(s.CertificatesOf.Rows(person), func(c Certificate) bool { return c.Skill != skill || c.From > by })
	slices.SortStableFunc(all, func(a, b Certificate) int { return expiresFirst(a.end(), b.end()) })
	return all
}

// able reports whether a person has a skill at a time.
func (s *State) able(person, skill string, at Micros) bool {
	return slices.ContainsFunc(s.certificates(person, skill, at), func(c Certificate) bool { return c.StateAt(at) == CertificateGood })
}

// certified judges that whoever begins an operation, or completes one that
// nothing tells the beginning of, has the skills that it asks for.
func (d *decider) certified(o Object, operation string) { d.skilled(o, operation, nil) }

// stillCertified judges the same of whoever completes an operation. A certificate
// that was good when they began it and has ended meanwhile stops nobody: where it
// is not off or only watched, it is asked about.
func (d *decider) stillCertified(o Object, v *Visit) { d.skilled(o, v.Operation, v) }

// skilled judges who does an operation; begun is the visit that it completes, nil
// for none.
func (d *decider) skilled(o Object, operation string, begun *Visit) {
	wanted := d.skills(o, operation)
	if len(wanted) == 0 {
		return
	}
	if d.c.Actor == "" || d.c.Actor == d.c.Device {
		d.judge(plant.RuleCertified, CodeWhoWorks, o.ID, Evidence{
			"station": first(d.c.Station, "this place"), "operation": operation, "skills": join(wanted),
		})
		return
	}
	for _, skill := range wanted {
		if at := d.clock(); !d.s.able(d.c.Actor, skill, at) {
			began := begun != nil && begun.Actor == d.c.Actor && d.s.able(d.c.Actor, skill, begun.Started)
			d.unable(o, operation, skill, at, began)
		}
	}
}

// unable judges that somebody lacks a skill, or does so no more since they began.
func (d *decider) unable(o Object, operation, skill string, at Micros, began bool) {
	evidence := Evidence{"person": d.c.Actor, "skill": d.skillName(skill), "operation": operation}
	all := d.s.certificates(d.c.Actor, skill, at)
	if len(all) == 0 {
		d.judge(plant.RuleCertified, CodeNotCertified, o.ID, evidence)
		return
	}
	last := all[len(all)-1]
	evidence["certificate"], evidence["ended"] = string(last.ID), when(last.end())
	mode := d.mode(plant.RuleCertified)
	switch {
	case began:
		if mode == plant.ModeEnforce {
			mode = plant.ModeAsk
		}
		d.judgeIn(mode, plant.RuleCertified, CodeLapsedInWork, o.ID, evidence)
	case last.StateAt(at) == CertificateRevoked:
		d.judge(plant.RuleCertified, CodeCertificateRevoked, o.ID, evidence)
	default:
		d.judge(plant.RuleCertified, CodeCertificateLapsed, o.ID, evidence)
	}
}

// skills are the codes of the skills that an operation and the station ask for,
// each once.
func (d *decider) skills(o Object, operation string) []string {
	var all []string
	if op := d.operationOf(o, operation); op != nil {
		all = slices.Clone(op.Skills)
	}
	if d.station != nil {
		all = append(all, d.station.Skills...)
	}
	slices.SortFunc(all, cmp.Compare[string])
	return slices.Compact(all)
}

// skillName is what a skill is called.
func (d *decider) skillName(code string) string {
	if d.s.Plant != nil {
		if skill, ok := d.s.Plant.Skill(code); ok {
			return first(skill.Name, code)
		}
	}
	return code
}

// certificateID is the key of a certificate that a command gives.
func (d *decider) certificateID() CertificateID {
	return CertificateID("CE-" + strconv.FormatInt(d.t.Seq, 10))
}
