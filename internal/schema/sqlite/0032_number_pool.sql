-- +goose Up

-- number_pool: how far the numbers of a pool have come.
create table number_pool (
	pool        text not null,
	count       integer not null,
	drawn       integer not null,
	returned    integer not null,
	void        integer not null,
	next        integer not null,
	primary key (pool)
) strict, without rowid;

-- number_range: numbers of a pool that follow each other.
create table number_range (
	id          text not null,
	pool        text not null,
	kind        text not null,
	first       text not null,
	last        text not null,
	start       integer not null,
	count       integer not null,
	note        text not null,
	filled      integer not null,
	filled_at   integer not null,
	primary key (id)
) strict, without rowid;
create index number_range_pool on number_range (pool, start);

-- pool_number: numbers that were loaded one by one, or with which something was done.
create table pool_number (
	id          text not null,
	pool        text not null,
	place       integer not null,
	number      text not null,
	single      integer not null,
	state       text not null,
	object      text not null,
	reason      text not null,
	note        text not null,
	actor       text not null,
	changed     integer not null,
	changed_at  integer not null,
	primary key (id)
) strict, without rowid;
create index pool_number_place on pool_number (pool, place);
create index pool_number_single on pool_number (pool, place) where single = 1;
create index pool_number_number on pool_number (number);
