-- +goose Up

-- serial_counter: where the serial numbers of a part go on.
create table serial_counter (
	part text collate "C" not null,
	next bigint not null,
	primary key (part)
);
