-- +goose Up

-- People and what they show to prove who they are. A row is never deleted: its
-- id stands in the journal and is not given twice. A time of 0 is never. Roles,
-- lines and stations are lists, one a line.
create table person (
	id         text collate "C" not null primary key,
	name       text collate "C" not null,
	roles      text collate "C" not null,
	lines      text collate "C" not null,
	stations   text collate "C" not null,
	active     bigint not null,
	created_at bigint not null
);

-- hash is a keyed hash of what the badge says; id is for people to name it by.
create table badge (
	hash       bytea not null primary key,
	id         text collate "C" not null,
	person     text collate "C" not null,
	issued_at  bigint not null,
	revoked_at bigint not null
);

create unique index badge_id on badge (id);
create index badge_person on badge (person);

-- hash is Argon2id with the parameters beside it.
create table pin (
	person     text collate "C" not null primary key,
	salt       bytea not null,
	hash       bytea not null,
	memory_kib bigint not null,
	passes     bigint not null,
	lanes      bigint not null,
	set_at     bigint not null
);

-- A token of a person has the person's roles, lines and stations; one of a
-- service has no person.
create table token (
	id           text collate "C" not null primary key,
	hash         bytea not null,
	name         text collate "C" not null,
	person       text collate "C" not null,
	roles        text collate "C" not null,
	lines        text collate "C" not null,
	stations     text collate "C" not null,
	created_at   bigint not null,
	expires_at   bigint not null,
	last_used_at bigint not null,
	revoked_at   bigint not null
);

create index token_person on token (person);

-- badge_key has one row once there is a key: what tells the right file from
-- another one. The key itself is not in the database.
create table badge_key (
	id    bigint not null primary key check (id = 1),
	proof bytea not null
);
