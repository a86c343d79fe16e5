-- +goose Up

-- permission: overrides and concessions, with how often they were used.
create table permission (
	id            text collate "C" not null,
	kind          text collate "C" not null,
	rule          text collate "C" not null,
	object        text collate "C" not null,
	covers        text collate "C" not null,
	scope         text collate "C" not null,
	reason        text collate "C" not null,
	actor         text collate "C" not null,
	needs_second  bigint not null,
	second        text collate "C" not null,
	valid_from    bigint not null,
	valid_until   bigint not null,
	uses          bigint not null,
	used          bigint not null,
	given         bigint not null,
	ended         bigint not null,
	primary key (id)
);
create index permission_covers on permission (covers) where ended = 0;
create index permission_given on permission (given);

-- A breach is answered by somebody.
alter table breach add column closed bigint not null default 0;
alter table breach add column closed_at bigint not null default 0;
alter table breach add column closed_by text collate "C" not null default '';
alter table breach add column closed_note text collate "C" not null default '';
create index breach_open on breach (entry, line) where closed = 0;
