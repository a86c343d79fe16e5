package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// PermissionID is the key of a permission ("P-129": the entry that gave it).
type PermissionID string

// Permission lets something pass one rule: an override one object, a concession
// what fits its scope. It bears who gave it and why, lasts for a time, and is
// counted.
type Permission struct {
	ID     PermissionID
	Kind   PermissionKind
	Rule   plant.Rule
	Object ObjectID // of an override
	Scope  *Scope   // of a concession
	Reason string
	Actor  string
	// NeedsSecond: it counts only once another person has signed it.
	NeedsSecond bool
	Second      string // who has
	From, Until Micros // Until 0: it does not end by itself
	Uses, Used  int    // Uses 0: as often as needed
	Given       int64  // entry
	Ended       int64  // entry that used it up or took it back; 0 while it lasts
}

// PermissionKind tells an override from a concession.
type PermissionKind string

// The kinds of permission.
const (
	PermissionOverride   PermissionKind = "override"
	PermissionConcession PermissionKind = "concession"
)

// Covers is what a permission is looked up by: its rule, and the object of an
// override.
func (p *Permission) Covers() string { return covers(p.Rule, p.Object) }

func covers(rule plant.Rule, object ObjectID) string { return string(rule) + "|" + string(object) }

// Permitted gives a permission.
type Permitted struct {
	Permission  PermissionID   `json:"permission"`
	Type        PermissionKind `json:"type"`
	Rule        plant.Rule     `json:"rule"`
	Object      ObjectID       `json:"object,omitzero"`
	Scope       *Scope         `json:"scope,omitzero"`
	Reason      string         `json:"reason"`
	NeedsSecond bool           `json:"needsSecond,omitzero"`
	Until       Micros         `json:"until,omitzero"`
	Uses        int            `json:"uses,omitzero"`
}

// PermissionAct is what becomes of a permission later.
type PermissionAct string

// The acts on permissions.
const (
	PermissionSigned  PermissionAct = "signed"  // by a second person
	PermissionUsed    PermissionAct = "used"    // a rule let something pass by it
	PermissionRevoked PermissionAct = "revoked" // taken back
)

// PermissionChanged signs, uses or takes back permissions.
type PermissionChanged struct {
	Act         PermissionAct  `json:"act"`
	Permissions []PermissionID `json:"permissions"`
	Object      ObjectID       `json:"object,omitzero"`
	Reason      string         `json:"reason,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*Permitted) Kind() EntryKind         { return EntryPermission }
func (*PermissionChanged) Kind() EntryKind { return EntryPermissionAct }

func (f *Permitted) touches() []ObjectID         { return once([]ObjectID{f.Object}) }
func (f *PermissionChanged) touches() []ObjectID { return once([]ObjectID{f.Object}) }

func (f *Permitted) apply(s *State, e *Entry) {
	s.Permissions.Put(Permission{
		ID: f.Permission, Kind: f.Type, Rule: f.Rule, Object: f.Object, Scope: f.Scope, Reason: f.Reason, Actor: e.Actor,
		NeedsSecond: f.NeedsSecond, From: e.RecordedAt, Until: f.Until, Uses: f.Uses, Given: e.Seq,
	})
}

func (f *PermissionChanged) apply(s *State, e *Entry) {
	for _, id := range f.Permissions {
		p, ok := s.Permissions.Get(id)
		if !ok {
			continue
		}
		switch f.Act {
		case PermissionSigned:
			p.Second = e.Actor
		case PermissionUsed:
			if p.Used++; p.Uses != 0 && p.Used >= p.Uses {
				p.Ended = e.Seq
			}
		case PermissionRevoked:
			p.Ended = e.Seq
		}
		s.Permissions.Put(p)
	}
}

// permitted finds the permission by which an object passes a rule here, the
// first given of several; nil for none.
func (d *decider) permitted(rule plant.Rule, object ObjectID) *Permission {
	rows := slices.Concat(d.s.PermissionsFor.Rows(covers(rule, object)), d.s.PermissionsFor.Rows(covers(rule, "")))
	for i := range rows {
		p := &rows[i]
		switch {
		case p.NeedsSecond && p.Second == "", p.From > d.t.Now, p.Until != 0 && d.t.Now >= p.Until:
		case p.Scope == nil, d.fits(p.Scope, object):
			return p
		}
	}
	return nil
}

// by lists who has given a permission and signed it.
func (p *Permission) by() []string {
	return slices.DeleteFunc([]string{p.Actor, p.Second}, func(actor string) bool { return actor == "" })
}

// fits reports whether an object is in a scope, as far as it is known yet.
func (d *decider) fits(sc *Scope, object ObjectID) bool {
	o, ok := d.s.Objects.Get(object)
	return ok && sc.Fits(d.s.history(o, sc))
}

// useOf is the fact that permissions were used, if any were.
func (d *decider) useOf() []Fact {
	var used []PermissionID
	for _, f := range d.also {
		if f.Permission != "" && !slices.Contains(used, f.Permission) {
			used = append(used, f.Permission)
		}
	}
	if len(used) == 0 {
		return nil
	}
	return []Fact{&PermissionChanged{Act: PermissionUsed, Permissions: used, Object: d.subject}}
}

// permissionID is the key of a permission that a command gives.
func (d *decider) permissionID() PermissionID {
	return PermissionID("P-" + strconv.FormatInt(d.t.Seq, 10))
}
