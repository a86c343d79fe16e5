-- +goose Up

-- serial_reservation: serial numbers of a part that were set aside together.
create table serial_reservation (
	id          text collate "C" not null,
	part        text collate "C" not null,
	revision    text collate "C" not null,
	issuer      text collate "C" not null,
	work_order  text collate "C" not null,
	place       text collate "C" not null,
	printer     text collate "C" not null,
	batch       text collate "C" not null,
	until       bigint not null,
	count       bigint not null,
	used        bigint not null,
	returned    bigint not null,
	lost        bigint not null,
	next        bigint not null,
	station     text collate "C" not null,
	actor       text collate "C" not null,
	reserved    bigint not null,
	reserved_at bigint not null,
	primary key (id)
);
create index serial_reservation_part on serial_reservation (part, reserved);

-- serial_number: each of these numbers, and what became of it; and those that
-- were taken back with the record of a unit.
create table serial_number (
	id          text collate "C" not null,
	reservation text collate "C" not null,
	line        bigint not null,
	part        text collate "C" not null,
	issuer      text collate "C" not null,
	serial      text collate "C" not null,
	state       text collate "C" not null,
	object      text collate "C" not null,
	reason      text collate "C" not null,
	actor       text collate "C" not null,
	changed     bigint not null,
	changed_at  bigint not null,
	primary key (id)
);
create index serial_number_serial on serial_number (serial);
create index serial_number_reservation on serial_number (reservation, line);
create index serial_number_gap on serial_number (part, serial) where state <> 'used';
