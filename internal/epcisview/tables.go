package epcisview

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// statements make the tables anew. Events are numbered in the order in which they
// were recorded. A term is a value of a field, and also what a list of the values
// that there are is made of. An element is the master data of one thing in one
// vocabulary; what lies below it and its attributes have tables of their own.
func statements(d sqldb.Dialect) []string {
	types := map[string]string{"$int": "integer", "$text": "text", "$bytes": "blob", "$tail": ") strict"}
	if d == sqldb.Postgres {
		types = map[string]string{"$int": "bigint", "$text": `text collate "C"`, "$bytes": "bytea", "$tail": ")"}
	}
	all := []string{
		"drop table if exists epcis_cursor", "drop table if exists epcis_thing", "drop table if exists epcis_event",
		"drop table if exists epcis_term", "drop table if exists epcis_key",
		"drop table if exists epcis_element", "drop table if exists epcis_child", "drop table if exists epcis_attribute", `
create table epcis_cursor (
	id      $int not null primary key,
	version $int not null,
	next    $int not null,
	leaf    $bytes not null,
	plant   $int not null,
	events  $int not null,
	terms   $int not null
$tail`, `
create table epcis_thing (
	object $text not null primary key,
	known  $bytes not null
$tail`, `
create table epcis_event (
	n           $int not null primary key,
	entry       $int not null,
	event_time  $int not null,
	record_time $int not null,
	event       $bytes not null,
	spellings   $text not null
$tail`,
		"create index epcis_event_entry on epcis_event (entry, n)",
		"create index epcis_event_time on epcis_event (event_time, n)",
		"create index epcis_event_recorded on epcis_event (record_time, n)", `
create table epcis_term (
	id    $int not null primary key,
	field $text not null,
	value $text not null
$tail`,
		"create unique index epcis_term_value on epcis_term (field, value)", `
create table epcis_key (
	term       $int not null,
	n          $int not null,
	event_time $int not null,
	primary key (term, n)
$tail`,
		"create index epcis_key_time on epcis_key (term, event_time, n)", `
create table epcis_element (
	id         $text not null,
	vocabulary $text not null,
	element    $bytes not null,
	primary key (id, vocabulary)
$tail`, `
create table epcis_child (
	parent     $text not null,
	child      $text not null,
	vocabulary $text not null,
	primary key (parent, child, vocabulary)
$tail`, `
create table epcis_attribute (
	id         $text not null,
	vocabulary $text not null,
	attribute  $text not null,
	value      $text not null,
	primary key (id, vocabulary, attribute, value)
$tail`,
		"create index epcis_attribute_value on epcis_attribute (attribute, value, id)",
	}
	for i := range all {
		for name, word := range types {
			all[i] = strings.ReplaceAll(all[i], name, word)
		}
	}
	return all
}

const insertCursor = `
insert into epcis_cursor (id, version, next, leaf, plant, events, terms)
values (1, $1, 0, $2, 0, 0, 0)`

// cursor is how far the index has come.
type cursor struct {
	version int64
	next    int64  // entry to be read next
	leaf    []byte // hash of the entry before
	plant   int64  // entry of the plant definition in force; 0: none
	events  int64  // how many there are
	terms   int64
}

const selectCursor = `
select version, next, leaf, plant, events, terms
from epcis_cursor
where id = 1`

func readCursor(ctx context.Context, tx *sqldb.Tx) (cursor, error) {
	rows, err := sqldb.Select(ctx, tx, func(c *cursor) []any {
		return []any{&c.version, &c.next, &c.leaf, &c.plant, &c.events, &c.terms}
	}, selectCursor)
	if err != nil || len(rows) == 0 {
		return cursor{}, err
	}
	return rows[0], nil
}

const moveCursor = `
update epcis_cursor
set next = $2, leaf = $3, plant = $4, events = $5, terms = $6
where id = 1 and next = $1`

const lockCursor = `
update epcis_cursor
set next = next
where id = 1 and next = $1`

// maxTerm is the longest value that is kept as it is, in bytes.
const maxTerm = 256

// termOf is a value as the index has it: what is long, or no text for a database,
// by its hash.
func termOf(value string) string {
	if len(value) <= maxTerm && utf8.ValidString(value) && !strings.Contains(value, "\x00") {
		return value
	}
	sum := sha256.Sum256([]byte(value))
	return "sha-256:" + hex.EncodeToString(sum[:])
}
