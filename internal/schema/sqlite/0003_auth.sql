-- +goose Up

-- People and what they show to prove who they are. A row is never deleted: its
-- id stands in the journal and is not given twice. A time of 0 is never. Roles,
-- lines and stations are lists, one a line.
create table person (
	id         text not null primary key,
	name       text not null,
	roles      text not null,
	lines      text not null,
	stations   text not null,
	active     integer not null,
	created_at integer not null
) strict, without rowid;

-- hash is a keyed hash of what the badge says; id is for people to name it by.
create table badge (
	hash       blob not null primary key,
	id         text not null,
	person     text not null,
	issued_at  integer not null,
	revoked_at integer not null
) strict, without rowid;

create unique index badge_id on badge (id);
create index badge_person on badge (person);

-- hash is Argon2id with the parameters beside it.
create table pin (
	person     text not null primary key,
	salt       blob not null,
	hash       blob not null,
	memory_kib integer not null,
	passes     integer not null,
	lanes      integer not null,
	set_at     integer not null
) strict, without rowid;

-- A token of a person has the person's roles, lines and stations; one of a
-- service has no person.
create table token (
	id           text not null primary key,
	hash         blob not null,
	name         text not null,
	person       text not null,
	roles        text not null,
	lines        text not null,
	stations     text not null,
	created_at   integer not null,
	expires_at   integer not null,
	last_used_at integer not null,
	revoked_at   integer not null
) strict, without rowid;

create index token_person on token (person);

-- badge_key has one row once there is a key: what tells the right file from
-- another one. The key itself is not in the database.
create table badge_key (
	id    integer not null primary key check (id = 1),
	proof blob not null
) strict;
