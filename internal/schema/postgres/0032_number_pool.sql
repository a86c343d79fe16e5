-- +goose Up

-- number_pool: how far the numbers of a pool have come.
create table number_pool (
	pool        text collate "C" not null,
	count       bigint not null,
	drawn       bigint not null,
	returned    bigint not null,
	void        bigint not null,
	next        bigint not null,
	primary key (pool)
);

-- number_range: numbers of a pool that follow each other.
create table number_range (
	id          text collate "C" not null,
	pool        text collate "C" not null,
	kind        text collate "C" not null,
	first       text collate "C" not null,
	last        text collate "C" not null,
	start       bigint not null,
	count       bigint not null,
	note        text collate "C" not null,
	filled      bigint not null,
	filled_at   bigint not null,
	primary key (id)
);
create index number_range_pool on number_range (pool, start);

-- pool_number: numbers that were loaded one by one, or with which something was done.
create table pool_number (
	id          text collate "C" not null,
	pool        text collate "C" not null,
	place       bigint not null,
	number      text collate "C" not null,
	single      bigint not null,
	state       text collate "C" not null,
	object      text collate "C" not null,
	reason      text collate "C" not null,
	note        text collate "C" not null,
	actor       text collate "C" not null,
	changed     bigint not null,
	changed_at  bigint not null,
	primary key (id)
);
create index pool_number_place on pool_number (pool, place);
create index pool_number_single on pool_number (pool, place) where single = 1;
create index pool_number_number on pool_number (number);
