package track

import (
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// Override lets one object pass one rule, once, within the time that the plant
// definition gives. Who may, and whether a second person must sign, the
// definition says for each rule; for a rule that it does not name nobody may.
type Override struct {
	Object Ref        `json:"object" doc:"what is to pass: a code, an identifier or the key" eg:"SN000129"`
	Rule   plant.Rule `json:"rule" doc:"interlock that it is to pass" eg:"time-since"`
	Reason string     `json:"reason" doc:"why this is right" eg:"oven was checked by hand"`
}

func (a Override) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("reason", a.Reason) || !d.identifier("rule", string(a.Rule)) {
		return
	}
	d.subject = o.ID
	rule, ok := d.mayOverride(a.Rule)
	if !ok {
		return
	}
	id := d.permissionID()
	d.fact(&Permitted{
		Permission: id, Type: PermissionOverride, Rule: a.Rule, Object: o.ID, Reason: a.Reason,
		NeedsSecond: rule.Second, Until: d.t.Now + Micros(rule.Lasts()), Uses: 1,
	})
	next := "Repeat the act; it is let pass once."
	if rule.Second {
		next = "Another authorised person must sign " + string(id) + " first."
	}
	d.permit(o.ID, o.name()+" may pass "+string(a.Rule)+" once.", next)
	d.info = Evidence{"permission": string(id)}
}

// mayOverride judges whether whoever gives the command may override a rule.
func (d *decider) mayOverride(rule plant.Rule) (plant.Override, bool) {
	var known plant.Override
	if d.s.Plant != nil {
		known = d.s.Plant.Definition().Overrides[rule]
	}
	switch {
	case len(known.Roles) == 0:
		d.refuse(CodeNotOverridable, Evidence{"rule": string(rule)})
	case !slices.ContainsFunc(d.c.Roles, func(r string) bool { return slices.Contains(known.Roles, r) }):
		d.refuse(CodeNotAuthorised, Evidence{"rule": string(rule), "roles": join(known.Roles)})
	}
	return known, !d.stopped()
}

// Countersign is the second signature on an override. It is never one's own.
type Countersign struct {
	Permission PermissionID `json:"permission" doc:"override to be signed" eg:"P-129"`
}

func (a Countersign) decide(d *decider) {
	p, ok := d.openPermission(a.Permission)
	if !ok {
		return
	}
	if _, ok := d.mayOverride(p.Rule); !ok {
		return
	}
	if !p.NeedsSecond || p.Second != "" || d.c.Actor == "" || d.c.Actor == p.Actor {
		d.refuse(CodeOwnSignature, Evidence{"permission": string(p.ID)})
		return
	}
	d.fact(&PermissionChanged{Act: PermissionSigned, Permissions: []PermissionID{p.ID}, Object: p.Object})
	d.permit(p.Object, "Override "+string(p.ID)+" is signed.", "Repeat the act; it is let pass once.")
	d.info = Evidence{"permission": string(p.ID)}
}

// Concession permits before the fact to depart from a rule: for what fits a
// scope, for a time or a number of acts, or both.
type Concession struct {
	Rule   plant.Rule `json:"rule" doc:"interlock that may be departed from" eg:"bom"`
	Where  Scope      `json:"where" doc:"what it is given for" eg:"{\"part\":\"PUMP-100\"}"`
	Reason string     `json:"reason" doc:"why, and who agreed" eg:"deviation DP-17, customer agreed"`
	Until  time.Time  `json:"until,omitzero" doc:"until just before when; left out: no end" eg:"2026-02-01T00:00:00Z"`
	Uses   int        `json:"uses,omitzero" doc:"how many acts it lets pass; left out: any number" eg:"25"`
}

// maxUses bounds the acts that a concession lets pass.
const maxUses = 1_000_000

func (a Concession) decide(d *decider) {
	if !d.identifier("reason", a.Reason) || !d.identifier("rule", string(a.Rule)) {
		return
	}
	switch err := a.Where.Check(); {
	case err != nil:
		d.bad("where", a.Where.words(), err.Error())
	case a.Where.Since != "":
		d.bad("where", a.Where.words(), "since is for holds; give from and until")
	case !inYears(a.Until) || !a.Until.IsZero() && MicrosOf(a.Until) <= d.t.Now:
		d.bad("until", when(MicrosOf(a.Until)), "it lies in the past")
	case a.Uses < 0 || a.Uses > maxUses || a.Uses == 0 && a.Until.IsZero():
		d.bad("uses", "", "a concession is limited: give until, or uses from 1 to 1000000")
	}
	if d.stopped() {
		return
	}
	id := d.permissionID()
	d.fact(&Permitted{
		Permission: id, Type: PermissionConcession, Rule: a.Rule, Scope: &a.Where, Reason: a.Reason, Until: MicrosOf(a.Until), Uses: a.Uses,
	})
	d.permit("", "Concession "+string(id)+" lets pass "+string(a.Rule)+" for "+a.Where.words()+".", "")
	d.info = Evidence{"permission": string(id)}
}

// Revoke takes an override or a concession back.
type Revoke struct {
	Permission PermissionID `json:"permission" doc:"override or concession" eg:"P-129"`
	Reason     string       `json:"reason" doc:"why" eg:"the right part has come"`
}

func (a Revoke) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	p, ok := d.openPermission(a.Permission)
	if !ok {
		return
	}
	d.fact(&PermissionChanged{Act: PermissionRevoked, Permissions: []PermissionID{p.ID}, Object: p.Object, Reason: a.Reason})
	d.permit(p.Object, string(p.ID)+" lets nothing pass any more.", "")
	d.info = Evidence{"permission": string(p.ID)}
}

// openPermission finds a permission that still lasts.
func (d *decider) openPermission(id PermissionID) (Permission, bool) {
	if !d.identifier("permission", string(id)) {
		return Permission{}, false
	}
	p, ok := d.s.Permissions.Get(id)
	if !ok || p.Ended != 0 || p.Until != 0 && d.t.Now >= p.Until {
		d.refuse(CodeNoPermission, Evidence{"permission": string(id)})
		return p, false
	}
	return p, true
}
