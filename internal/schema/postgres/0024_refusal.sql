-- +goose Up

-- refusal: commands that were refused or asked back.
create table refusal (
	entry           bigint not null,
	answer          text collate "C" not null,
	code            text collate "C" not null,
	rule            text collate "C" not null,
	verb            text collate "C" not null,
	station         text collate "C" not null,
	object          text collate "C" not null,
	part            text collate "C" not null,
	actor           text collate "C" not null,
	occurred_at     bigint not null,
	primary key (entry)
);
create index refusal_occurred on refusal (occurred_at);
