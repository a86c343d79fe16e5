-- +goose Up

-- booking: the last that somebody booked at a position of a station.
create table booking (
	bench         text not null,
	position      text not null,
	first_entry   integer not null,
	last_entry    integer not null,
	object        text not null,
	measured      integer not null,
	recorded_at   integer not null,
	primary key (bench, position)
) strict, without rowid;
