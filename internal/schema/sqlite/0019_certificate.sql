-- +goose Up

-- certificate: who is able to do what, from when until when. People stand here by
-- their pseudonymous ids.
create table certificate (
	id            text not null,
	person        text not null,
	skill         text not null,
	level         text not null,
	valid_from    integer not null,
	valid_until   integer not null,
	evidence      text not null,
	actor         text not null,
	given         integer not null,
	revoked       integer not null,
	revoked_at    integer not null,
	revoked_note  text not null,
	primary key (id)
) strict, without rowid;
create index certificate_person on certificate (person, skill);
create index certificate_given on certificate (given);
