package engine_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"
)

func fdatasync(f *os.File) error { return unix.Fdatasync(int(f.Fd())) }

// peerConn opens a connection of the hand-written program.
func peerConn(tb testing.TB, address string) *pgx.Conn {
	tb.Helper()
	u, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	q := u.Query()
	schema := q.Get("schema")
	q.Del("schema")
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	conn, err := pgx.Connect(tb.Context(), u.String())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close(context.Background()) })
	if _, err := conn.Exec(tb.Context(), "create schema if not exists "+pgx.Identifier{schema}.Sanitize()); err != nil {
		tb.Fatal(err)
	}
	return conn
}

// peerSchema makes the tables of the hand-written program, and what is in work.
func peerSchema(tb testing.TB, conn *pgx.Conn) {
	tb.Helper()
	for _, text := range []string{
		`create table event (id bigint generated always as identity primary key, command text not null unique,
			kind text not null, at bigint not null, station text not null, actor text not null, body jsonb not null, verdict text not null)`,
		`create table object (id text primary key, kind text not null, part text not null, quantity numeric, life text not null,
			station text not null, operation text not null, disposition text not null, seen_at bigint not null, last bigint not null)`,
		`create table identifier (value text not null, object text not null, valid_to bigint, primary key (value, object))`,
		`create table visit (object text not null, number integer not null, operation text not null, station text not null,
			started bigint not null, ended bigint, outcome text, primary key (object, number))`,
		`create table result (event bigint not null, object text not null, characteristic text not null, value numeric,
			lower_limit numeric, upper_limit numeric, outcome text not null, at bigint not null, primary key (event))`,
		`create index on result (object)`,
		`create table edge (event bigint primary key, parent text not null, child text not null, kind text not null, quantity numeric,
			from_at bigint not null, to_at bigint)`,
		`create index on edge (parent)`,
		`create index on edge (child)`,
		`create table sighting (object text not null, event bigint not null, at bigint not null, station text not null, step text not null,
			primary key (object, event))`,
		`create table movement (event bigint primary key, object text not null, delta numeric not null, at bigint not null)`,
		`create table hold_object (hold text not null, object text not null, blocks text not null, released bigint, primary key (object, hold))`,
		`create table bom (part text not null, component text not null, quantity numeric not null, primary key (part, component))`,
		`create table characteristic (part text not null, code text not null, lower_limit numeric, upper_limit numeric, primary key (part, code))`,
		`insert into bom values ('GEARBOX', 'SCREW', 100000000)`,
		`insert into characteristic values ('GEARBOX', 'TORQUE', 4.80, 5.20)`,
		`insert into object select 'u'||n, 'unit', 'GEARBOX', null, 'open', 'ST-1', 'ASSEMBLE', 'in_progress', 0, 0 from generate_series(0, ` + strconv.Itoa(benchUnits-1) + `) n`,
		`insert into identifier select 'SN'||n, 'u'||n from generate_series(0, ` + strconv.Itoa(benchUnits-1) + `) n`,
		`insert into visit select 'u'||n, 1, 'ASSEMBLE', 'ST-1', 0 from generate_series(0, ` + strconv.Itoa(benchUnits-1) + `) n`,
		`insert into object select 'l'||n, 'lot', 'SCREW', 100000000, 'open', '', '', 'active', 0, 0 from generate_series(0, ` + strconv.Itoa(benchLots-1) + `) n`,
		`insert into identifier select 'LOT'||n, 'l'||n from generate_series(0, ` + strconv.Itoa(benchLots-1) + `) n`,
	} {
		if _, err := conn.Exec(tb.Context(), text); err != nil {
			tb.Fatal(err)
		}
	}
}

// peer is one command of the hand-written program; the first error stays.
type peer struct {
	ctx context.Context
	tx  pgx.Tx
	n   int64
	at  int64
	err error
}

func (p *peer) get(dst any, query string, args ...any) {
	if p.err == nil {
		p.err = p.tx.QueryRow(p.ctx, query, args...).Scan(dst)
	}
}

func (p *peer) exec(query string, args ...any) {
	if p.err == nil {
		_, p.err = p.tx.Exec(p.ctx, query, args...)
	}
}

var errPeer = errors.New("the hand-written program refused")

func (p *peer) must(ok bool) {
	if p.err == nil && !ok {
		p.err = errPeer
	}
}

// command reads and checks what the engine reads and checks, and writes the
// event and the tables that it changes.
func (p *peer) command() {
	serial := "SN" + strconv.FormatInt(p.n/2%benchUnits, 10)
	var repeated bool
	p.get(&repeated, `select exists (select from event where command = $1)`, "b"+strconv.FormatInt(p.n, 10))
	p.must(!repeated)
	var unit, life, operation, visit string
	p.get(&unit, `select object from identifier where value = $1 and valid_to is null`, serial)
	p.get(&life, `select life from object where id = $1 for update`, unit)
	p.must(life == "open")
	p.get(&operation, `select operation from visit where object = $1 and ended is null and station = $2`, unit, "ST-1")
	p.must(operation == "ASSEMBLE")
	p.get(&visit, `select coalesce(string_agg(outcome, ','), '') from visit where object = $1`, unit)
	if p.n%2 == 0 {
		p.measure(unit)
	} else {
		p.consume(unit)
	}
}

func (p *peer) event(kind, body string) (id int64) {
	p.get(&id, `insert into event (command, kind, at, station, actor, body, verdict) values ($1, $2, $3, 'ST-1', 'p-1', $4, 'permit') returning id`,
		"b"+strconv.FormatInt(p.n, 10), kind, p.at, body)
	return id
}

func (p *peer) measure(unit string) {
	var within bool
	p.get(&within, `select 5.02 between lower_limit and upper_limit from characteristic where part = 'GEARBOX' and code = 'TORQUE'`)
	var results int64
	p.get(&results, `select count(*) from (select from result where object = $1 order by at desc limit 50) r`, unit)
	id := p.event("measure", `{"type":"ObjectEvent","action":"OBSERVE","bizStep":"inspecting","epcList":["urn:x:`+unit+`"],"sensorElementList":[{"sensorReport":[{"type":"torque","value":5.02,"uom":"NU"}]}]}`)
	p.exec(`insert into result values ($1, $2, 'TORQUE', 5.02, 4.80, 5.20, 'pass', $3)`, id, unit, p.at)
	p.exec(`insert into sighting values ($1, $2, $3, 'ST-1', 'inspecting')`, unit, id, p.at)
	p.exec(`update object set seen_at = $1, last = $2 where id = $3`, p.at, id, unit)
}

func (p *peer) consume(unit string) {
	var lot, life, left, wanted string
	p.get(&lot, `select object from identifier where value = $1 and valid_to is null`, "LOT"+strconv.FormatInt(p.n/2%benchLots, 10))
	p.get(&life, `select life from object where id = $1 for update`, lot)
	p.must(life == "open")
	p.get(&left, `select quantity::text from object where id = $1`, lot)
	p.get(&wanted, `select quantity::text from bom where part = 'GEARBOX' and component = 'SCREW'`)
	var held bool
	p.get(&held, `select exists (select from hold_object where object in ($1, $2) and released is null)`, unit, lot)
	p.must(!held)
	var used string
	p.get(&used, `select coalesce(sum(quantity), 0)::text from edge where parent = $1 and to_at is null`, unit)
	id := p.event("consume", `{"type":"AssociationEvent","action":"ADD","bizStep":"installing","parentID":"urn:x:`+unit+`","childQuantityList":[{"epcClass":"urn:x:`+lot+`","quantity":1}]}`)
	p.exec(`insert into edge values ($1, $2, $3, 'consumed', 1, $4)`, id, unit, lot, p.at)
	p.exec(`insert into movement values ($1, $2, -1, $3)`, id, lot, p.at)
	p.exec(`insert into sighting values ($1, $2, $3, 'ST-1', 'installing'), ($4, $2, $3, 'ST-1', 'installing')`, unit, id, p.at, lot)
	p.exec(`update object set seen_at = $1, last = $2 where id = $3`, p.at, id, unit)
	p.exec(`update object set quantity = quantity - 1, seen_at = $1, last = $2 where id = $3`, p.at, id, lot)
}
