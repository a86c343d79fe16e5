package api

import "time"

// Pool is numbers that somebody else has given for one use, such as the MAC
// addresses of a customer, with how far they have come.
type Pool struct {
	Code       string   `json:"code"`
	Name       string   `json:"name,omitempty"`
	Kind       string   `json:"kind" enum:"mac,imei,digit,text"`
	Scheme     string   `json:"scheme"`               // of the identifiers that units get; the field of labels
	Issuer     string   `json:"issuer,omitempty"`     // who gave the numbers
	Operations []string `json:"operations,omitempty"` // at whose beginning a unit draws
	Parts      []string `json:"parts,omitempty"`      // of the units that draw; left out: any
	Count      uint64   `json:"count"`                // numbers that were ever loaded
	Drawn      uint64   `json:"drawn"`
	Returned   uint64   `json:"returned"` // given back
	Void       uint64   `json:"void"`
	Free       uint64   `json:"free"`
	Low        bool     `json:"low,omitzero"` // few are free, or none
}

// PoolDetail is a pool with the ranges that were loaded.
type PoolDetail struct {
	Pool
	Ranges []PoolRange `json:"ranges"` // the first 1000
}

// PoolRange is numbers of a pool that follow each other.
type PoolRange struct {
	First string    `json:"first"`
	Last  string    `json:"last"`
	Count uint64    `json:"count"`
	Note  string    `json:"note,omitempty"` // with what they came
	At    time.Time `json:"at"`
	Seq   int64     `json:"seq"`
}

// PoolNumber is what became of a number of a pool.
type PoolNumber struct {
	Number string     `json:"number"`
	State  string     `json:"state" enum:"free,drawn,returned,void"`
	Object *ObjectRef `json:"object,omitempty"` // that has it
	Reason string     `json:"reason,omitempty"` // why it was given back or is void
	Note   string     `json:"note,omitempty"`   // with what it came
	Actor  string     `json:"actor,omitempty"`
	At     time.Time  `json:"at"`
	Seq    int64      `json:"seq"`
}

// PoolImport says what a list of numbers loads into a pool, or what is wrong with
// it.
type PoolImport struct {
	DryRun bool `json:"dryRun,omitzero"`
	// Recorded tells that all of the list is recorded; otherwise none of it is.
	Recorded bool        `json:"recorded"`
	ID       string      `json:"id,omitempty"` // of the command
	Seq      int64       `json:"seq,omitzero"` // the entry that carries the command
	Numbers  uint64      `json:"numbers"`      // that are loaded
	Free     uint64      `json:"free"`         // in the pool afterwards
	Faults   []PoolFault `json:"faults"`
}

// PoolFault is one thing that is wrong with a list of numbers.
type PoolFault struct {
	Line    int    `json:"line"`           // from 1; 0: the whole list
	Code    string `json:"code,omitempty"` // of the verdict; none where the list cannot be read
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}
