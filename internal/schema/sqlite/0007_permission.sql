-- +goose Up

-- permission: overrides and concessions, with how often they were used.
create table permission (
	id            text not null,
	kind          text not null,
	rule          text not null,
	object        text not null,
	covers        text not null,
	scope         text not null,
	reason        text not null,
	actor         text not null,
	needs_second  integer not null,
	second        text not null,
	valid_from    integer not null,
	valid_until   integer not null,
	uses          integer not null,
	used          integer not null,
	given         integer not null,
	ended         integer not null,
	primary key (id)
) strict, without rowid;
create index permission_covers on permission (covers) where ended = 0;
create index permission_given on permission (given);

-- A breach is answered by somebody.
alter table breach add column closed integer not null default 0;
alter table breach add column closed_at integer not null default 0;
alter table breach add column closed_by text not null default '';
alter table breach add column closed_note text not null default '';
create index breach_open on breach (entry, line) where closed = 0;
