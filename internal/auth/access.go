package auth

import "slices"

// Access is one kind of thing that may be done. Each route needs one.
type Access string

// The accesses.
const (
	Read    Access = "read"    // see objects, traces, stations and numbers
	Operate Access = "operate" // scan, build, measure, move and pack at a station; hold what looks wrong
	Quality Access = "quality" // release holds, decide on nonconformances, correct records
	Plan    Access = "plan"    // work orders: create, release, hold, change and close them
	Define  Access = "define"  // change the plant definition: parts, routes, limits, rules
	Audit   Access = "audit"   // read the journal and its proofs: who did what, and when
	Capture Access = "capture" // hand in what partners and other systems report, as EPCIS events
	Query   Access = "query"   // ask for EPCIS events: those that one has reported, and those of one's grants
	Admin   Access = "admin"   // people, badges, tokens and the server itself
)

// Accesses returns every access, in the order of the table in docs/access.md.
func Accesses() []Access {
	return []Access{Read, Operate, Quality, Plan, Define, Audit, Capture, Query, Admin}
}

// Role is what a person or a token is at work. It stands for a set of accesses.
type Role string

// The roles.
const (
	RoleOperator Role = "operator"
	RoleLead     Role = "lead"
	RoleQuality  Role = "quality"
	RolePlanner  Role = "planner"
	RoleEngineer Role = "engineer"
	RoleAuditor  Role = "auditor"
	RoleAdmin    Role = "admin"
	RoleDevice   Role = "device"
	RolePartner  Role = "partner"
)

// Roles returns every role, in the order of the table in docs/access.md.
func Roles() []Role {
	return []Role{RoleOperator, RoleLead, RoleQuality, RolePlanner, RoleEngineer, RoleAuditor, RoleAdmin, RoleDevice, RolePartner}
}

// Known reports whether r is one of the roles.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// Grants reports whether the role stands for the access. It is the one table of
// who may do what.
func (r Role) Grants(a Access) bool {
	switch r {
	case RoleOperator:
		return a == Read || a == Operate
	case RoleLead:
		return a == Read || a == Operate || a == Plan || a == Audit
	case RoleQuality:
		return a == Read || a == Operate || a == Quality || a == Audit || a == Capture
	case RolePlanner:
		return a == Read || a == Plan || a == Capture
	case RoleEngineer:
		return a == Read || a == Define
	case RoleAuditor:
		return a == Read || a == Audit
	case RoleAdmin:
		// Who can make a token of any role can do all that roles can; to hold
		// something back would protect nothing. The journal shows both acts.
		return slices.Contains(Accesses(), a)
	case RoleDevice:
		return a == Read || a == Operate
	case RolePartner:
		return a == Capture || a == Query
	}
	return false
}

// bounded says how a scope narrows an access.
type bounded int

const (
	everywhere bounded = iota // a scope narrows what is done, not what is seen
	atStations                // only at the stations of the scope
	wholeSite                 // concerns the whole site: not with a scope
)

func (a Access) bounded() bounded {
	switch a {
	case Read, Audit, Query:
		return everywhere
	case Operate, Quality:
		return atStations
	}
	return wholeSite
}
