-- +goose Up

-- refusal: commands that were refused or asked back.
create table refusal (
	entry           integer not null,
	answer          text not null,
	code            text not null,
	rule            text not null,
	verb            text not null,
	station         text not null,
	object          text not null,
	part            text not null,
	actor           text not null,
	occurred_at     integer not null,
	primary key (entry)
) strict, without rowid;
create index refusal_occurred on refusal (occurred_at);
