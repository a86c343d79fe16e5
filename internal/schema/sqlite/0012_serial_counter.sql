-- +goose Up

-- serial_counter: where the serial numbers of a part go on.
create table serial_counter (
	part text not null,
	next integer not null,
	primary key (part)
) strict, without rowid;
