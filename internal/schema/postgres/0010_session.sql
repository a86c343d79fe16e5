-- +goose Up

-- Who is signed in, and where. hash is that of the token given out for it, empty
-- where there is none. token is that of the terminal, empty for a program that
-- has opened the store itself. opened_by and ended_by are the scans that did so.
-- A row stays for a day after the end; the journal keeps the rest.
create table session (
	id         text collate "C" not null primary key,
	hash       bytea not null,
	person     text collate "C" not null,
	badge      text collate "C" not null,
	proven     bigint not null,
	station    text collate "C" not null,
	device     text collate "C" not null,
	token      text collate "C" not null,
	opened_at  bigint not null,
	used_at    bigint not null,
	ended_at   bigint not null,
	opened_by  text collate "C" not null,
	ended_by   text collate "C" not null
);

create index session_person on session (person);
