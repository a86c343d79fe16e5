-- +goose Up

-- booking: the last that somebody booked at a position of a station.
create table booking (
	bench         text collate "C" not null,
	position      text collate "C" not null,
	first_entry   bigint not null,
	last_entry    bigint not null,
	object        text collate "C" not null,
	measured      bigint not null,
	recorded_at   bigint not null,
	primary key (bench, position)
);
