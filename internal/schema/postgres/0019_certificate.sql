-- +goose Up

-- certificate: who is able to do what, from when until when. People stand here by
-- their pseudonymous ids.
create table certificate (
	id            text collate "C" not null,
	person        text collate "C" not null,
	skill         text collate "C" not null,
	level         text collate "C" not null,
	valid_from    bigint not null,
	valid_until   bigint not null,
	evidence      text collate "C" not null,
	actor         text collate "C" not null,
	given         bigint not null,
	revoked       bigint not null,
	revoked_at    bigint not null,
	revoked_note  text collate "C" not null,
	primary key (id)
);
create index certificate_person on certificate (person, skill);
create index certificate_given on certificate (given);
