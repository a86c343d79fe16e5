package api

import "time"

// List is one page of a list.
type List[T any] struct {
	Items []T `json:"items"`
	// Next is the value of "after" for the next page; empty on the last.
	Next string `json:"next,omitempty"`
}

// ObjectRef names an object.
type ObjectRef struct {
	ID   string `json:"id"`
	Kind string `json:"kind,omitempty"`
	Name string `json:"name,omitempty"` // what people call it
	Part string `json:"part,omitempty"`
	// Maker is given where several objects are offered to choose from.
	Maker string `json:"maker,omitempty"`
}

// Object is one thing that the journal speaks of, as it is now.
type Object struct {
	ID       string `json:"id"`
	Kind     string `json:"kind" enum:"unit,lot,container,equipment,package,carrier,receipt"`
	Name     string `json:"name,omitempty"`
	Part     string `json:"part,omitempty"`
	Revision string `json:"revision,omitempty"`
	Maker    string `json:"maker,omitempty"`
	Order    string `json:"order,omitempty"`
	Quantity string `json:"quantity,omitempty"` // decimal
	UoM      string `json:"uom,omitempty"`      // UN/ECE Recommendation 20
	Unit     string `json:"unit,omitempty"`     // UoM as people write it
	// Second is what is left of the second quantity that is kept beside the
	// first, such as a weight.
	Second     string `json:"second,omitempty"`
	SecondUoM  string `json:"secondUom,omitempty"`
	SecondUnit string `json:"secondUnit,omitempty"`
	// Stub says that a fact spoke of the object before anything described it.
	Stub        bool   `json:"stub,omitzero"`
	Life        string `json:"life" enum:"open,consumed,scrapped,shipped,void,forwarded"`
	Disposition string `json:"disposition,omitempty"` // CBV bare word
	Station     string `json:"station,omitempty"`
	Position    string `json:"position,omitempty"`
	Location    string `json:"location,omitempty"`
	// Operation is what it is in work at; empty between operations.
	Operation  string    `json:"operation,omitempty"`
	Visit      int       `json:"visit,omitzero"`   // number of its last visit
	Parent     string    `json:"parent,omitempty"` // id of what it is inside of
	ParentKind string    `json:"parentKind,omitempty"`
	SeenAt     time.Time `json:"seenAt,omitzero"`
	Created    int64     `json:"created"` // entry that made it known
	Last       int64     `json:"last"`    // last entry that touched it
	// Holds are the ids of the open holds that lie on it; left out in the
	// answer to a command.
	Holds []string `json:"holds,omitempty"`
}

// ObjectDetail is an object with what belongs to it.
type ObjectDetail struct {
	Object
	URI         string       `json:"uri"`
	Identifiers []Identifier `json:"identifiers"`
	Inside      *ObjectRef   `json:"inside,omitempty"` // what Parent names
	InWork      *Visit       `json:"inWork,omitempty"`
	Carrier     *Carried     `json:"carrier,omitempty"` // that it is on
}

// Carried is the stay of an object on a carrier.
type Carried struct {
	Carrier  ObjectRef `json:"carrier"`
	Place    string    `json:"place,omitempty"` // on the carrier
	From     time.Time `json:"from"`
	To       time.Time `json:"to,omitzero"` // left out while it lasts
	Entry    int64     `json:"entry"`
	EndEntry int64     `json:"endEntry,omitzero"`
}

// Called is an object that bears, or bore, an identifier.
type Called struct {
	Identifier
	Object ObjectRef `json:"object"`
}

// Identifier is a value printed or encoded on an object.
type Identifier struct {
	Scheme    string    `json:"scheme"`
	Issuer    string    `json:"issuer,omitempty"`
	Value     string    `json:"value"`
	ValidFrom time.Time `json:"validFrom,omitzero"`
	ValidTo   time.Time `json:"validTo,omitzero"` // left out while it is valid
	Given     int64     `json:"given"`            // entry that gave it
	Taken     int64     `json:"taken,omitzero"`   // correction that took it back
}

// Trace is a walk through the genealogy.
type Trace struct {
	Seq       int64     `json:"seq"`       // size of the journal it speaks of
	Direction string    `json:"direction"` // back or forward
	AsOf      time.Time `json:"asOf,omitzero"`
	KnownAt   time.Time `json:"knownAt,omitzero"`
	Depth     int       `json:"depth,omitzero"`    // levels that were walked; left out: all
	Carriers  bool      `json:"carriers,omitzero"` // whether carriers were followed
	// Where is what the objects that it begins with have in common, with its times
	// where they follow from calibrations; left out where objects were named.
	Where *Selection `json:"where,omitempty"`
	// Starts is how many of the nodes it begins with: the first ones.
	Starts int `json:"starts"`
	// Nodes come breadth first, the start first.
	Nodes []TraceNode `json:"nodes"`
	// Cut says why the answer is not whole; empty when it is.
	Cut string `json:"cut,omitempty"`
	// TookMicros is how long the server worked on the answer, in microseconds.
	TookMicros int64 `json:"tookMicros"`
}

// TraceNode is one object of a trace with the edge it was reached by.
type TraceNode struct {
	Object ObjectRef `json:"object"`
	Life   string    `json:"life"`
	// Place is where it is now: a station, another place, or the party that it
	// was shipped to; left out where it was used up or scrapped.
	Place string `json:"place,omitempty"`
	Depth int    `json:"depth"`
	From  string `json:"from,omitempty"` // id; empty at the start
	// Also lists further objects of the trace that it was reached from.
	Also []string `json:"also,omitempty"`
	Edge *Edge    `json:"edge,omitempty"`
	// At is from when (forward) or until when (back) the path holds.
	At     time.Time `json:"at,omitzero"`
	Proven bool      `json:"proven"`
	// Possible says why the path is only possible.
	Possible string `json:"possible,omitempty"`
	// Removed says that the path ended: the object was taken out.
	Removed bool `json:"removed,omitzero"`
	// Joined says that no act tells of the edge: it follows from what was
	// loaded at the station during a visit. Its entry is that of the load,
	// its position that of the material.
	Joined bool `json:"joined,omitzero"`
}

// TraceGraph is a trace as a drawing: layers of boxes from left to right, the
// start first.
type TraceGraph struct {
	Seq       int64  `json:"seq"`       // size of the journal it speaks of
	Direction string `json:"direction"` // back or forward
	Width     int    `json:"width"`     // of a box, in pixels
	Height    int    `json:"height"`
	// Total is how many objects the trace has, and Drawn how many of them have a
	// box or are in one.
	Total int         `json:"total"`
	Drawn int         `json:"drawn"`
	Boxes []TraceBox  `json:"boxes"` // what leads to another comes before it
	Lines []TraceLine `json:"lines"`
	Cut   string      `json:"cut,omitempty"` // why the trace is not whole
}

// TraceBox is an object, or siblings that are alike: of one kind and part, reached
// from the same.
type TraceBox struct {
	Key string `json:"key"`
	X   int    `json:"x"` // of the upper left corner, in pixels
	Y   int    `json:"y"`
	// Object is what it stands for; of a group, the first one.
	Object ObjectRef `json:"object"`
	Life   string    `json:"life,omitempty"`  // left out of a group whose members differ
	Place  string    `json:"place,omitempty"` // likewise
	Start  bool      `json:"start,omitzero"`
	Proven bool      `json:"proven"` // all that it stands for
	// Possible is how many of its members are only possible.
	Possible int `json:"possible,omitzero"`
	// Removed says that all that it stands for was taken out again.
	Removed bool `json:"removed,omitzero"`
	Members int  `json:"members"`         // 1, or how many a group has
	Group   bool `json:"group,omitzero"`  // it can be opened by its key
	Hidden  int  `json:"hidden,omitzero"` // further objects that it leads to, for which there was no room
}

// TraceLine joins two boxes of a trace.
type TraceLine struct {
	From   string `json:"from"` // keys, from the start on
	To     string `json:"to"`
	Proven bool   `json:"proven"` // some of what it joins
}

// Edge is one act of the genealogy.
type Edge struct {
	Entry     int64     `json:"entry"`
	Line      int       `json:"line"`
	Kind      string    `json:"kind" enum:"installed,consumed,packed,split,merged,same,received,carried"`
	Parent    string    `json:"parent"`
	Child     string    `json:"child"`
	Quantity  string    `json:"quantity,omitempty"` // decimal; empty: the whole child
	UoM       string    `json:"uom,omitempty"`
	Unit      string    `json:"unit,omitempty"` // UoM as people write it
	BOMLine   string    `json:"bomLine,omitempty"`
	Position  string    `json:"position,omitempty"` // place in the parent
	Operation string    `json:"operation,omitempty"`
	Station   string    `json:"station,omitempty"`
	Possible  string    `json:"possible,omitempty"`
	From      time.Time `json:"from,omitzero"`
	To        time.Time `json:"to,omitzero"` // left out while it lasts
	EndEntry  int64     `json:"endEntry,omitzero"`
}

// Tree is what is inside an object.
type Tree struct {
	Object ObjectRef  `json:"object"`
	AsOf   time.Time  `json:"asOf,omitzero"`
	Nodes  []TreeNode `json:"nodes"` // breadth first
	Cut    string     `json:"cut,omitempty"`
}

// TreeNode is one thing inside another.
type TreeNode struct {
	Object ObjectRef `json:"object"`
	Depth  int       `json:"depth"` // 1: directly inside
	Edge   Edge      `json:"edge"`
	// Joined says that no act tells of the edge, see TraceNode. Of several
	// candidates each is listed, and its edge says why it is only possible.
	Joined bool `json:"joined,omitzero"`
}

// Visit is one pass of an object through an operation.
type Visit struct {
	Object    ObjectRef `json:"object"`
	Number    int       `json:"number"`
	Operation string    `json:"operation"`
	Attempt   int       `json:"attempt"`
	Station   string    `json:"station"`
	Position  string    `json:"position,omitempty"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"` // left out while in work
	Outcome   string    `json:"outcome,omitempty" enum:"pass,fail,invalid"`
	Actor     string    `json:"actor,omitempty"`
	StartSeq  int64     `json:"startSeq"`
	EndSeq    int64     `json:"endSeq,omitzero"`
	VoidSeq   int64     `json:"voidSeq,omitzero"` // correction that declared it wrong
	Equipment []Used    `json:"equipment,omitempty"`
	// Of a lot, in its unit: what went in, and what became of it.
	In     string `json:"in,omitempty"`
	Good   string `json:"good,omitempty"`
	Scrap  string `json:"scrap,omitempty"`
	Rework string `json:"rework,omitempty"`
	Run    string `json:"run,omitempty"` // the machine cycle that it was a part of
}

// Used is a piece of equipment that a visit was made with.
type Used struct {
	Equipment string `json:"equipment"`         // its code
	Program   string `json:"program,omitempty"` // that it ran
	Entry     int64  `json:"entry"`             // that tells of it
}

// Measurement is the outcome of a measurement, inspection or test, with the
// limits as they were applied.
type Measurement struct {
	Entry          int64     `json:"entry"`
	Line           int       `json:"line"`
	Object         ObjectRef `json:"object"`
	Characteristic string    `json:"characteristic"`
	Operation      string    `json:"operation,omitempty"`
	Visit          int       `json:"visit,omitzero"`
	Station        string    `json:"station,omitempty"`
	Position       string    `json:"position,omitempty"`
	Value          string    `json:"value,omitempty"` // decimal
	Text           string    `json:"text,omitempty"`
	UoM            string    `json:"uom,omitempty"`
	Unit           string    `json:"unit,omitempty"`  // UoM as people write it
	Lower          string    `json:"lower,omitempty"` // decimal
	Upper          string    `json:"upper,omitempty"` // decimal
	Outcome        string    `json:"outcome" enum:"pass,fail,invalid"`
	Equipment      string    `json:"equipment,omitempty"`
	Program        string    `json:"program,omitempty"`
	Actor          string    `json:"actor,omitempty"`
	OccurredAt     time.Time `json:"occurredAt"`
	VoidSeq        int64     `json:"voidSeq,omitzero"` // entry that voided it
}

// Selection is a question about objects: what they are, and what was done to them.
// All that is given must hold, and of what was done, one and the same act must
// fit. Without an act, from and until bind when it was made or came in.
type Selection struct {
	Kind           string    `query:"kind" json:"kind,omitempty" enum:"unit,lot,container,equipment,package,carrier,receipt"`
	Part           string    `query:"part" json:"part,omitempty" maxLength:"256"`
	Revision       string    `query:"revision" json:"revision,omitempty" maxLength:"256"`
	Maker          string    `query:"maker" json:"maker,omitempty" maxLength:"256" doc:"Who made it: the supplier of what was bought"`
	Lot            string    `query:"lot" json:"lot,omitempty" maxLength:"256" doc:"Its lot text; with maker, a supplier's lot"`
	Order          string    `query:"order" json:"order,omitempty" maxLength:"256" doc:"Work order"`
	Station        string    `query:"station" json:"station,omitempty" maxLength:"256" doc:"It was visited or measured there"`
	Operation      string    `query:"operation" json:"operation,omitempty" maxLength:"256"`
	Operator       string    `query:"operator" json:"operator,omitempty" maxLength:"256" doc:"Actor"`
	Equipment      string    `query:"equipment" json:"equipment,omitempty" maxLength:"256" doc:"Tool, gauge or machine that it was worked on or measured with"`
	Since          string    `query:"since" json:"since,omitempty" enum:"check" doc:"With equipment, what was done with it since its last good check, and before it was good again; it takes the place of from and until"`
	Characteristic string    `query:"characteristic" json:"characteristic,omitempty" maxLength:"256"`
	AtLeast        string    `query:"atLeast" json:"atLeast,omitempty" maxLength:"64" doc:"Least value of the measurement, a decimal"`
	AtMost         string    `query:"atMost" json:"atMost,omitempty" maxLength:"64" doc:"Greatest value of the measurement, a decimal"`
	Outcome        string    `query:"outcome" json:"outcome,omitempty" enum:"pass,fail,invalid"`
	From           time.Time `query:"from" json:"from,omitzero"`
	Until          time.Time `query:"until" json:"until,omitzero" doc:"Just after the last instant"`
}

// Matching answers a selection.
type Matching struct {
	Items []Object `json:"items"`
	More  bool     `json:"more,omitzero"` // there are more than were asked for
}

// Hold stops objects until it is released.
type Hold struct {
	ID          string     `json:"id"`
	Reason      string     `json:"reason"`
	Owner       string     `json:"owner,omitempty"`
	Blocks      []string   `json:"blocks"`
	Possible    string     `json:"possible,omitempty" enum:"ask,enforce"` // where it is only possible that something held is inside
	ReleaseRule string     `json:"releaseRule,omitempty"`
	Scope       *Selection `json:"scope,omitempty"`   // what it was placed on, where that was a question
	Standing    bool       `json:"standing,omitzero"` // what comes to fit the scope later is held too
	Objects     int        `json:"objects"`           // how many it was placed on
	Placed      int64      `json:"placed"`            // entry
	PlacedAt    time.Time  `json:"placedAt"`
	Released    int64      `json:"released,omitzero"` // entry; left out while it stands
	ReleasedAt  time.Time  `json:"releasedAt,omitzero"`
	ReleaseNote string     `json:"releaseNote,omitempty"`
	// Cleared is the entry that cleared the object that was asked about.
	Cleared int64 `json:"cleared,omitzero"`
}

// HeldObject is one object in the scope of a hold.
type HeldObject struct {
	Object  ObjectRef `json:"object"`
	Life    string    `json:"life"`
	Station string    `json:"station,omitempty"`
	Caught  int64     `json:"caught,omitzero"`  // entry that brought it into a standing hold
	Cleared int64     `json:"cleared,omitzero"` // entry; left out while held
}

// Breach is a rule that a fact has broken.
type Breach struct {
	Entry      int64      `json:"entry"`
	Line       int        `json:"line"`
	Rule       string     `json:"rule,omitempty"`
	Code       string     `json:"code"`
	Owner      string     `json:"owner"` // role that answers for the rule
	Object     *ObjectRef `json:"object,omitempty"`
	On         *ObjectRef `json:"on,omitempty"`   // what was worked on, where that is not object
	Part       string     `json:"part,omitempty"` // of what was worked on
	Station    string     `json:"station,omitempty"`
	Watched    bool       `json:"watched,omitzero"` // seen by a rule that only watches
	Text       string     `json:"text"`
	Fact       int64      `json:"fact,omitzero"` // entry of the command that broke the rule
	OccurredAt time.Time  `json:"occurredAt"`
	// Facts is how many facts the breach stands for: more than one where its cause
	// lasts, as with a gauge out of calibration.
	Facts     int       `json:"facts"`
	LastEntry int64     `json:"lastEntry"`
	LastAt    time.Time `json:"lastAt"` // when the latest of them occurred
	// Closed is the entry that answered it; left out while nobody has.
	Closed     int64     `json:"closed,omitzero"`
	ClosedAt   time.Time `json:"closedAt,omitzero"`
	ClosedBy   string    `json:"closedBy,omitempty"` // actor
	ClosedNote string    `json:"closedNote,omitempty"`
}

// BreachFact is one fact that a breach stands for.
type BreachFact struct {
	Entry      int64      `json:"entry"`
	Fact       int64      `json:"fact,omitzero"` // entry of the command that broke the rule
	Object     *ObjectRef `json:"object,omitempty"`
	On         *ObjectRef `json:"on,omitempty"`     // what was worked on, where that is not object
	Part       string     `json:"part,omitempty"`   // of what was worked on
	Watched    bool       `json:"watched,omitzero"` // seen by a rule that only watches
	Text       string     `json:"text"`
	OccurredAt time.Time  `json:"occurredAt"`
}

// BreachCount counts the facts that broke a rule, the breaches that began with one
// of them, and those of these that nobody has answered.
type BreachCount struct {
	Code     string `json:"code"`
	Rule     string `json:"rule,omitempty"`
	Station  string `json:"station,omitempty"`
	Part     string `json:"part,omitempty"`
	Owner    string `json:"owner"`           // role that answers for the rule
	Shift    string `json:"shift,omitempty"` // code of the shift, by the clock of the site
	Facts    int    `json:"facts"`
	Breaches int    `json:"breaches"`
	Open     int    `json:"open"`
}

// Refusal is a command that was refused or asked back.
type Refusal struct {
	Entry   int64      `json:"entry"`
	Answer  string     `json:"answer" enum:"refuse,ask"`
	Code    string     `json:"code"`
	Rule    string     `json:"rule,omitempty"` // left out: no rule's mode can permit it
	Verb    string     `json:"verb"`
	Station string     `json:"station,omitempty"`
	Object  *ObjectRef `json:"object,omitempty"`
	Part    string     `json:"part,omitempty"` // of the object
	// Cause is what was wrong with it, as the verdict names it: a component, a code
	// that nobody knows. CauseObject is that, where it is a known object.
	Cause       string     `json:"cause,omitempty"`
	CauseObject *ObjectRef `json:"causeObject,omitempty"`
	Actor       string     `json:"actor,omitempty"`
	OccurredAt  time.Time  `json:"occurredAt"`
}

// RefusalCount counts commands that were refused, and asked back.
type RefusalCount struct {
	Code    string `json:"code"`
	Rule    string `json:"rule,omitempty"`
	Station string `json:"station,omitempty"`
	Part    string `json:"part,omitempty"`
	Shift   string `json:"shift,omitempty"` // code of the shift, by the clock of the site
	Refused int    `json:"refused"`
	Asked   int    `json:"asked"`
}

// Permission lets something pass one rule: an override one object, a concession
// what fits its scope.
type Permission struct {
	ID          string     `json:"id"`
	Kind        string     `json:"kind" enum:"override,concession"`
	Rule        string     `json:"rule"`
	Object      *ObjectRef `json:"object,omitempty"` // of an override
	Scope       *Selection `json:"scope,omitempty"`  // of a concession
	Reason      string     `json:"reason"`
	Actor       string     `json:"actor,omitempty"`
	NeedsSecond bool       `json:"needsSecond,omitzero"` // counts only once another person has signed it
	Second      string     `json:"second,omitempty"`     // actor who has
	From        time.Time  `json:"from"`
	Until       time.Time  `json:"until,omitzero"`
	Uses        int        `json:"uses,omitzero"` // left out: as often as needed
	Used        int        `json:"used"`
	Given       int64      `json:"given"`          // entry
	Ended       int64      `json:"ended,omitzero"` // entry that used it up or took it back
}

// PermissionCount counts the overrides that were given.
type PermissionCount struct {
	Actor string `json:"actor,omitempty"`
	Rule  string `json:"rule"`
	Shift string `json:"shift,omitempty"` // code of the shift, by the clock of the site
	Given int    `json:"given"`
	Used  int    `json:"used"`
}

// Defect is something wrong that somebody has found on an object.
type Defect struct {
	Entry      int64     `json:"entry"`
	Line       int       `json:"line"`
	Object     ObjectRef `json:"object"`
	Code       string    `json:"code"`
	Position   string    `json:"position,omitempty"` // place in the object
	Text       string    `json:"text,omitempty"`
	Quantity   string    `json:"quantity,omitempty"` // of a lot; left out: all
	Operation  string    `json:"operation,omitempty"`
	Visit      int       `json:"visit,omitzero"`
	Station    string    `json:"station,omitempty"`
	Actor      string    `json:"actor,omitempty"`
	OccurredAt time.Time `json:"occurredAt"`
	// Decision is what was decided; left out while it is open.
	Decision  string `json:"decision,omitempty" enum:"use-as-is,rework,scrap,return,no-defect,parted"`
	Decided   int64  `json:"decided,omitzero"` // entry
	DecidedBy string `json:"decidedBy,omitempty"`
	// Attachments are the files that were reported with it.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Yield is how many objects passed an operation at a station, and how many of
// them at the first attempt.
type Yield struct {
	Station   string `json:"station"`
	Operation string `json:"operation"`
	Part      string `json:"part,omitempty"`
	Objects   int64  `json:"objects"`   // that ended at least one attempt
	FirstPass int64  `json:"firstPass"` // of them, good at the first with no defect found in it
	Attempts  int64  `json:"attempts"`
	Failed    int64  `json:"failed"` // attempts
	// FirstPassYield is firstPass of objects, as a decimal of four digits.
	FirstPassYield string `json:"firstPassYield"`
}
