-- +goose Up

-- serial_reservation: serial numbers of a part that were set aside together.
create table serial_reservation (
	id          text not null,
	part        text not null,
	revision    text not null,
	issuer      text not null,
	work_order  text not null,
	place       text not null,
	printer     text not null,
	batch       text not null,
	until       integer not null,
	count       integer not null,
	used        integer not null,
	returned    integer not null,
	lost        integer not null,
	next        integer not null,
	station     text not null,
	actor       text not null,
	reserved    integer not null,
	reserved_at integer not null,
	primary key (id)
) strict, without rowid;
create index serial_reservation_part on serial_reservation (part, reserved);

-- serial_number: each of these numbers, and what became of it; and those that
-- were taken back with the record of a unit.
create table serial_number (
	id          text not null,
	reservation text not null,
	line        integer not null,
	part        text not null,
	issuer      text not null,
	serial      text not null,
	state       text not null,
	object      text not null,
	reason      text not null,
	actor       text not null,
	changed     integer not null,
	changed_at  integer not null,
	primary key (id)
) strict, without rowid;
create index serial_number_serial on serial_number (serial);
create index serial_number_reservation on serial_number (reservation, line);
create index serial_number_gap on serial_number (part, serial) where state <> 'used';
