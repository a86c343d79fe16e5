-- +goose Up

-- Who is signed in, and where. hash is that of the token given out for it, empty
-- where there is none. token is that of the terminal, empty for a program that
-- has opened the store itself. opened_by and ended_by are the scans that did so.
-- A row stays for a day after the end; the journal keeps the rest.
create table session (
	id         text not null primary key,
	hash       blob not null,
	person     text not null,
	badge      text not null,
	proven     integer not null,
	station    text not null,
	device     text not null,
	token      text not null,
	opened_at  integer not null,
	used_at    integer not null,
	ended_at   integer not null,
	opened_by  text not null,
	ended_by   text not null
) strict, without rowid;

create index session_person on session (person);
